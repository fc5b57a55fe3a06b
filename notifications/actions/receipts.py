"""What addressees do with what they received: received, read, accepted, done; pass it on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from documents.actions import end_accesses, grant_access
from documents.models import Access
from notifications import events
from notifications.actions.notices import notify
from notifications.errors import refused
from notifications.live import push
from notifications.models import Delivery, NoticeKind, Purpose
from notifications.permissions import require_addressee, require_receiver
from orgs.models import Organisation
from orgs.permissions import Perm, holders

#: Step → the column that it fills; a step also fills those before it that are empty, except that work must be accepted.
STEPS = {"received": "delivered_at", "read": "read_at", "accepted": "accepted_at", "done": "done_at"}


@act
def acknowledge(*, actor: Actor, delivery: Delivery, step: str, at: datetime) -> bool:
    """Note a step of a delivery, once; True if this call was the first.

    Who: the person addressed, or whoever receives the organisation's mail. Refused: paper, work that is not accepted,
    work on what is for information. Announces delivery_acknowledged.
    """
    require_addressee(actor, delivery)
    if step in ("accepted", "done") and delivery.purpose in (Purpose.INFORM, Purpose.REPORT):
        raise refused("no_work")
    column = STEPS[step]
    open_row = Delivery.objects.filter(pk=delivery.pk, **{f"{column}__isnull": True})
    if step == "done":
        open_row = open_row.filter(accepted_at__isnull=False)
    if not open_row.update(**_filled(step, actor, at)):
        delivery.refresh_from_db()
        if step == "done" and delivery.accepted_at is None:
            raise refused("accept_first")
        return False
    delivery.refresh_from_db()
    _journal(actor, delivery, f"notifications.{step}", at)
    events.delivery_acknowledged.send(
        Delivery, delivery_id=delivery.pk, document_id=delivery.document_id, step=step, at=at
    )
    topics = [f"document:{delivery.document_id}", f"user:{actor.user_id}"]
    if delivery.organisation_id:
        topics.append(f"organisation:{delivery.organisation_id}")
    push(topics, "receipts")
    return True


def _filled(step: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the columns of a step: its own, and those before it that are still empty."""
    columns: dict[str, Any] = {"delivered_at": Coalesce("delivered_at", Value(at))}
    if step != "received":
        columns["read_at"] = Coalesce("read_at", Value(at))
        columns["read_by"] = Coalesce(F("read_by_id"), Value(actor.user_id), output_field=BigIntegerField())
    return {**columns, STEPS[step]: at}


@act
def pass_on(*, actor: Actor, delivery: Delivery, to: Organisation, at: datetime, note: str = "") -> None:
    """Hand an organisation's delivery to one of its departments; its people see it and are told.

    Who: those who receive the organisation's mail. Refused: not a unit below it, closed. Passing on again moves it.
    """
    require_receiver(actor, delivery)
    if to.parent_id != delivery.organisation_id or not to.is_open(timezone.localdate(at)):
        raise refused("not_a_department")
    before = Delivery.objects.values_list("passed_to", flat=True).get(pk=delivery.pk)
    Delivery.objects.filter(pk=delivery.pk).update(passed_to=to)
    delivery.passed_to = to
    acknowledge(actor=actor, delivery=delivery, step="read", at=at)
    if before is not None and before != to.pk:
        _take_back(delivery, before, at)
    grant_access(document=delivery.document, why=Access.Why.DELIVERY, at=at, organisation=to)
    _journal(actor, delivery, "notifications.pass_on", at, reason=note, to=to.pk, to_name=to.name)
    notify(
        users=holders(Perm.RECEIVE, to),
        kind=NoticeKind.PASSED_ON,
        document=delivery.document,
        text=_("%(who)s chuyển văn bản: %(subject)s") % {"who": actor.name, "subject": delivery.document.subject},
        url=delivery.get_absolute_url(),
        at=at,
    )


def _take_back(delivery: Delivery, organisation_id: int, at: datetime) -> None:
    """Take back what a department was passed, unless it got the document otherwise too."""
    others = Delivery.objects.filter(Q(organisation=organisation_id) | Q(passed_to=organisation_id), on_paper=False)
    if not others.filter(document=delivery.document_id).exists():
        rows = Access.objects.filter(document=delivery.document_id, organisation=organisation_id)
        end_accesses(accesses=rows.filter(why=Access.Why.DELIVERY), at=at)


def _journal(actor: Actor, delivery: Delivery, verb: str, at: datetime, *, reason: str = "", **facts: object) -> None:
    """In the issuer's chain: the receipt is what the issuer will want to prove."""
    record(
        actor=actor,
        verb=verb,
        subject=delivery,
        organisation_id=delivery.document.organisation_id,
        document_id=delivery.document_id,
        at=at,
        reason=reason,
        facts={"for": delivery.name, **facts},
    )
