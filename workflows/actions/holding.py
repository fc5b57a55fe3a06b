"""A station that cannot decide is held: the convenor says what it does next."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from notifications.live import push
from orgs.models import Role
from orgs.queries import holders_of_role
from workflows import events
from workflows.actions.notices import remind
from workflows.models import Turn, Visit


def hold(walk: Any, visit: Visit, reason: str) -> None:
    """Note that the stay waits for the convenor, and why."""
    visit.held_at, visit.hold_reason = walk.at, reason[:300]
    visit.save(update_fields=["held_at", "hold_reason"])
    waiting = visit.turns.filter(closed_at__isnull=True).exclude(act=Turn.Act.CONVENE)
    waiting.update(closed_at=walk.at, outcome="over")
    visit.turns.filter(closed_at__isnull=True, watching=True).update(watching=False)
    convenors = holders_of_role(walk.document.organisation, Role.CHIEF_OF_OFFICE, timezone.localdate(walk.at))
    remind(convenors, walk.document, visit, at=walk.at)
    push([f"document:{walk.document.pk}"], "moved")
    events.held.send(Visit, document_id=walk.document.pk, reason=reason, at=walk.at)


def release(visit: Visit) -> None:
    visit.held_at, visit.hold_reason = None, ""
    visit.save(update_fields=["held_at", "hold_reason"])
