"""How the history of a document's recipient lines is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.actor import Person
from audit.registry import Subject, Tracked, register_history, register_tracked
from notifications.models import RecipientLine


def register() -> None:
    register_history(histories)
    register_tracked(
        Tracked(
            RecipientLine,
            ("text",),
            words={
                "ordinal": _("dòng thứ"),
                "text": _("dòng nơi nhận"),
                "state": _("đối chiếu"),
                "purpose": _("để"),
                "copies": _("số bản"),
                "confirmed_by": _("văn thư xác nhận"),
                "confirmed_at": _("xác nhận lúc"),
                "frozen_at": _("chốt lúc"),
            },
            silent=frozenset({"document", "resolved_at", "confirmed_at"}),
            icon="send",
        )
    )


def histories(subject: Subject, reader: Person) -> Iterator[Any]:
    yield RecipientLine.history.filter(document=subject.pk)
