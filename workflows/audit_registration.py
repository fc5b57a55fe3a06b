"""How the histories of procedures and itineraries are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.actor import Person
from audit.registry import Subject, Tracked, register_history, register_tracked
from workflows.models import Itinerary, Procedure


def register() -> None:
    register_history(histories)
    register_tracked(
        Tracked(
            Procedure,
            ("name",),
            words={"organisation": _("tổ chức"), "retired_at": _("thôi dùng lúc")},
            icon="route",
        ),
        Tracked(
            Itinerary,
            ("version",),
            words={"version": _("quy trình"), "position": _("bước"), "state": _("tình trạng")},
            silent=frozenset({"document", "steps", "process", "arrived_at"}),
            values={"position": lambda place: place + 1},
            icon="route",
        ),
    )


def histories(subject: Subject, reader: Person) -> Iterator[Any]:
    yield Itinerary.history.filter(document=subject.pk)
