"""The superior's programme, which the province's cites: issued by the centre, received and passed on by the province."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from audit.actor import Actor
from documents import actions as documents
from documents.models import Document, NumberSeries, Status
from notifications import actions as notifications
from notifications.models import Delivery, RecipientLine
from workflows.demo.people import People
from workflows.demo.province import Province
from workflows.procedures.calendar import VIETNAM

TEXT = Path(__file__).with_name("documents") / "trung-uong-chuong-trinh-2027.txt"
#: The day and number by which the province's drafts cite it.
ISSUED_AT = datetime(2026, 11, 2, 9, 10, tzinfo=VIETNAM)
BEFORE = 30


def superiors_programme(province: Province, people: People, now: datetime) -> Iterator[datetime]:
    """One act of the story at its day; nothing where the demo is loaded before that day."""
    if now <= ISSUED_AT:
        return
    yield ISSUED_AT
    document = _issued(province, Actor.of(people["tw.bt"], origin="load_demo"))
    clerk = Actor.of(people["phuong"], origin="load_demo")
    to = next(unit for unit in province.departments if unit.short_name == "Ban Phong trào")
    for delivery in Delivery.objects.filter(document=document, organisation=province.tinh):
        notifications.acknowledge(actor=clerk, delivery=delivery, step="accepted", at=ISSUED_AT)
        notifications.pass_on(actor=clerk, delivery=delivery, to=to, note="Tham mưu chương trình tỉnh.", at=ISSUED_AT)


def _issued(province: Province, actor: Actor) -> Document:
    """Issue a document of the centre; its way to the number is not told here."""
    NumberSeries.objects.create(organisation=province.centre, type_code="CTr", period="2026", last=BEFORE)
    document = documents.import_draft(
        actor=actor, organisation=province.centre, file=TEXT.read_bytes(), name=TEXT.name, at=ISSUED_AT
    )
    documents.sign_document(actor=actor, document=document, at=ISSUED_AT)
    notifications.resolve_recipients(actor=actor, document=document, at=ISSUED_AT)
    for line in RecipientLine.objects.filter(document=document, state=RecipientLine.State.RESOLVED):
        notifications.confirm_line(actor=actor, line=line, at=ISSUED_AT)
    notifications.freeze_recipients(actor=actor, document=document, at=ISSUED_AT)
    documents.issue_document(actor=actor, document=document, at=ISSUED_AT)
    notifications.distribute(actor=actor, document=document, at=ISSUED_AT)
    documents.set_status(actor=actor, document=document, status=Status.DISTRIBUTED, at=ISSUED_AT)
    return document
