"""What people are told about their turns. Notices are rows in the same transaction; pushes and mail follow the commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Document
from notifications.actions import notify
from notifications.models import NoticeKind
from orgs.models import User
from workflows.kinds import ASKING
from workflows.models import Turn, Visit
from workflows.queries.doors import COUNT_PAGE, own_door


def tell(people: Iterable[User], document: Document, act: str, visit: Visit, *, at: datetime) -> None:
    """Notify people that it is their turn."""
    text = _("{act}: {subject}").format(act=Turn.Act(act).label, subject=document.subject)
    _send(people, NoticeKind.TURN, document, text, at, page=_page(act, visit))


def _page(act: str, visit: Visit) -> str:
    """Where the turn is taken, so that a vote is two taps from its notice; most are taken on the document's page."""
    if act == Turn.Act.COUNT:
        return COUNT_PAGE
    door = own_door(act, visit.kind)
    return door.page if door and visit.kind in ASKING else "workflows:document"


def remind(people: Iterable[User], document: Document, visit: Visit, *, at: datetime) -> None:
    """Remind people of a turn that is due on the next working day, or overdue."""
    late = visit.due_at is not None and visit.due_at <= at
    pattern = _("Quá hạn: {label} — {subject}") if late else _("Sắp hết hạn: {label} — {subject}")
    _send(people, NoticeKind.REMINDER, document, pattern.format(label=visit.label, subject=document.subject), at)


def escalate(people: Iterable[User], document: Document, visit: Visit, *, at: datetime) -> None:
    """Notify superiors that a station under them is overdue."""
    text = _("Quá hạn cần đôn đốc: {label} — {subject}").format(label=visit.label, subject=document.subject)
    _send(people, NoticeKind.ESCALATION, document, text, at)


def tell_return(people: Iterable[User], document: Document, by: str, reason: str, *, at: datetime) -> None:
    """Your document came back, or what you approved did."""
    text = _("{by} trả lại “{subject}”: {reason}").format(by=by, subject=document.subject, reason=reason)
    _send(people, NoticeKind.RETURNED, document, text, at)


def tell_cancelled(people: Iterable[User], document: Document, by: str, reason: str, *, at: datetime) -> None:
    text = _("{by} hủy “{subject}”: {reason}").format(by=by, subject=document.subject, reason=reason)
    _send(people, NoticeKind.CANCELLED, document, text, at)


def _send(
    people: Iterable[User],
    kind: NoticeKind,
    document: Document,
    text: str,
    at: datetime,
    page: str = "workflows:document",
) -> None:
    listed = list(people)
    if listed:
        url = reverse(page, args=[document.pk])
        notify(users=listed, kind=kind, document=document, text=text[:300], url=url, at=at)
