"""A station that cannot decide is held: the convenor says what it does next."""

from __future__ import annotations

from django.utils import timezone

from notifications.live import push
from orgs.models import Role
from orgs.queries import holders_of_role
from workflows import events
from workflows.actions.notices import remind
from workflows.models import Turn, Visit
from workflows.transition import Stay


def hold(stay: Stay, reason: str) -> None:
    """Note that the stay waits for the convenor, and why."""
    visit = stay.visit
    visit.held_at, visit.hold_reason = stay.at, reason[:300]
    visit.save(update_fields=["held_at", "hold_reason"])
    waiting = visit.turns.filter(closed_at__isnull=True).exclude(act=Turn.Act.CONVENE)
    waiting.update(closed_at=stay.at, outcome="over")
    visit.turns.filter(closed_at__isnull=True, watching=True).update(watching=False)
    convenors = holders_of_role(stay.document.organisation, Role.CHIEF_OF_OFFICE, timezone.localdate(stay.at))
    remind(convenors, stay.document, visit, at=stay.at)
    push([f"document:{stay.document.pk}"], "moved")
    events.held.send(Visit, document_id=stay.document.pk, reason=reason, at=stay.at)


def release(visit: Visit) -> None:
    visit.held_at, visit.hold_reason = None, ""
    visit.save(update_fields=["held_at", "hold_reason"])
