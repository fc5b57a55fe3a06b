"""An issued document goes out: rows for everybody that its frozen list names, in a number of queries that does not grow."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Case, CharField, DateField, F, Min, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from database.inserts import insert_from
from documents.actions import grant_accesses_from, note_dispatch
from documents.models import Access, Document, IssuedPaper
from documents.structure.tree import Draft
from notifications import events
from notifications.errors import refused
from notifications.jobs import enqueue
from notifications.live import push_to_people
from notifications.models import Delivery, Notice, NoticeKind, OutboxKind, Purpose, Recipient
from notifications.queries.receipts import receivers_of
from orgs.permissions import Perm, require

#: An addressee named twice gets the weightier purpose.
_WEIGHT = (Purpose.ACT, Purpose.COORDINATE, Purpose.REPORT, Purpose.INFORM)


@act
def distribute(*, actor: Actor, document: Document, at: datetime) -> int:
    """Write deliveries, accesses, notices and the outbox row of an issued document; returns how many deliveries.

    Who: the system, holders of `assign_number`. Refused: not issued, list not frozen. Done twice, the second time
    changes nothing. Announces document_distributed.
    """
    if not actor.is_system:
        require(actor, Perm.ASSIGN_NUMBER, document.organisation_id)
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    paper = IssuedPaper.objects.filter(document=document).defer("pdf").first()
    if paper is None:
        raise refused("not_issued")
    if document.recipient_lines.filter(frozen_at__isnull=True).exists():
        raise refused("not_frozen")
    if document.deliveries.exists():
        return 0
    sent = _write_deliveries(document, at, _first_deadline(paper, timezone.localdate(at)))
    digital = document.deliveries.filter(on_paper=False)
    grant_accesses_from(document=document, why=Access.Why.DELIVERY, at=at, source=digital, user="user_id")
    grant_accesses_from(
        document=document, why=Access.Why.DELIVERY, at=at, source=digital, organisation="organisation_id"
    )
    told = _write_notices(document, paper, at)
    note_dispatch(actor=actor, document=document, on=timezone.localdate(at), at=at)
    mail = OutboxKind.MAIL_DELIVERIES
    enqueue(kind=mail, payload={"document": document.pk}, key=f"{mail}:{document.pk}", at=at)
    record(
        actor=actor,
        verb="notifications.distribute",
        subject=document,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts={"deliveries": sent, "notices": told},
    )
    events.document_distributed.send(Delivery, document_id=document.pk, deliveries=sent, at=at)
    push_to_people(Notice.objects.filter(document=document, kind=NoticeKind.RECEIVED, created_at=at), "received")
    return sent


def _write_deliveries(document: Document, at: datetime, due: date | None) -> int:
    """One delivery per organisation, per person and per paper copy to a name: three INSERT … SELECT."""
    recipients = Recipient.objects.filter(line__document=document)
    weight = Case(
        *(When(purpose=purpose.value, then=index) for index, purpose in enumerate(_WEIGHT)), default=len(_WEIGHT)
    )
    paper = Case(When(on_paper=True, then=1), default=0)
    sent = 0
    for holder in ("organisation", "user", ""):
        rows = recipients.filter(**{f"{holder}__isnull": False}) if holder else _to_names(recipients)
        by = rows.values(f"{holder}_id") if holder else rows.values("pk")
        grouped = by.annotate(weight=Min(weight), paper=Min(paper), written=Min("name"))
        columns = {
            "document": document.pk,
            **({holder: F(f"{holder}_id")} if holder else {}),
            "name": F("written"),
            "purpose": Case(
                *(When(weight=index, then=Value(purpose.value)) for index, purpose in enumerate(_WEIGHT)),
                default=Value(""),
                output_field=CharField(),
            ),
            "on_paper": Case(When(paper=1, then=True), default=False),
            "due_on": Case(When(weight=0, then=Value(due, output_field=DateField())), output_field=DateField()),
            "sent_at": at,
        }
        sent += insert_from(Delivery, grouped, columns)
    return sent


def _to_names(recipients: QuerySet[Recipient]) -> QuerySet[Recipient]:
    return recipients.filter(organisation__isnull=True, user__isnull=True, on_paper=True)


def _first_deadline(paper: IssuedPaper, today: date) -> date | None:
    """Return the first day that the text itself asks something by; those who are to act see it as their due day."""
    written = [deadline.due for deadline in Draft.from_json(paper.tree).deadlines if deadline.due]
    days = sorted(day for text in written if (day := _day(text)) is not None and day >= today)
    return days[0] if days else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _write_notices(document: Document, paper: IssuedPaper, at: datetime) -> int:
    """One notice for each person addressed and each who receives the mail of an organisation addressed."""
    text = _("Văn bản mới: %(number)s-%(symbol)s %(subject)s") % {
        "number": paper.number,
        "symbol": paper.symbol,
        "subject": document.subject,
    }
    columns = {
        "user": F("pk"),
        "kind": NoticeKind.RECEIVED.value,
        "document": document.pk,
        "text": text[:300],
        "url": reverse("notifications:received_document", args=[document.pk]),
        "created_at": at,
    }
    return insert_from(Notice, receivers_of(document, timezone.localdate(at)), columns)
