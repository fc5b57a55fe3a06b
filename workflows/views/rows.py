"""Rows of lists as the templates take them: values only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import Document
from orgs.models import Role
from workflows.kinds import ASKING, WRITING
from workflows.models import Itinerary, Turn
from workflows.queries.doors import CONVENE_PAGE, COUNT_PAGE, OVERSEEING, button, own_door


def turn_row(turn: Turn, *, done: bool = False) -> dict[str, Any]:
    """One line of the workspace: what, of which document, from whom, until when, and its button."""
    document = turn.document
    return {
        "key": turn.act,
        "kind": turn.visit.kind,
        "title": f"{turn.get_act_display()}: {document.subject}",
        "meta": _turn_meta(turn, document),
        "url": _turn_url(turn, document) if not done else document.get_absolute_url(),
        "due": None if done else turn.due_at,
        "due_note": _due_note(turn, done=done),
        "act": "" if done else button(turn),
        "primary": False,
    }


def _turn_meta(turn: Turn, document: Document) -> str:
    """From whom, with which words; who asks for the convenor's decision and why."""
    day = timezone.localtime(turn.opened_at).strftime("%d/%m")
    if turn.act == Turn.Act.APPOINT:
        first = turn.label
    elif turn.visit.hold_reason:
        first = turn.visit.hold_reason
    elif turn.visit.came_with:
        first = turn.visit.came_with
    elif turn.visit.kind in WRITING and own_door(turn.act, turn.visit.kind):
        first = _("Nhận việc {day}").format(day=day)
    else:
        first = _("{name} trình {day}").format(name=document.drafter, day=day)
    return f"{first} · {document.unit}" if document.unit else first


def _turn_url(turn: Turn, document: Document) -> str:
    """Return the page where the turn is taken."""
    if turn.act == Turn.Act.COUNT:
        page = COUNT_PAGE
    elif turn.act == Turn.Act.CONVENE and not turn.visit.held_at and turn.visit.kind in ASKING:
        page = CONVENE_PAGE
    else:
        door = own_door(turn.act, turn.visit.kind)
        page = door.page if door else ""
    return reverse(page, args=[document.pk]) if page else document.get_absolute_url()


def _due_note(turn: Turn, *, done: bool) -> str:
    if done:
        return (
            _("xong {day}").format(day=timezone.localtime(turn.closed_at).strftime("%d/%m %H:%M"))
            if turn.closed_at
            else ""
        )
    return _("hạn {day}").format(day=timezone.localtime(turn.due_at).strftime("%H:%M %d/%m")) if turn.due_at else ""


def segments(itinerary: Itinerary, now: datetime) -> list[dict[str, str]]:
    """Return the thin line of a route: what lies before, here, after."""
    done = itinerary.state == Itinerary.State.DONE
    return [
        {"state": "done" if done or place < itinerary.position else "now" if place == itinerary.position else ""}
        for place in range(len(itinerary.route))
    ]


def holders(document: Document) -> str:
    """Who has it: people by name, else the role; many are counted. Reads `open_turns`, added by `add_open_turns`."""
    turns = [turn for turn in document.open_turns if turn.act not in OVERSEEING] or document.open_turns  # type: ignore[attr-defined]
    people = [str(turn.user) if turn.user else str(Role(turn.role).label) for turn in turns]
    if len(people) > 2:
        return _("{n} đồng chí").format(n=len(people))
    return ", ".join(people)


def followed_row(document: Document, now: datetime) -> dict[str, Any]:
    itinerary = document.itinerary
    who = holders(document)
    days = (now - itinerary.arrived_at).days
    note = (
        _("{who} đang giữ · {days} ngày").format(who=who, days=days)
        if who and days
        else _("{who} đang giữ").format(who=who)
    )
    return {
        "title": document.subject,
        "url": document.get_absolute_url(),
        "status": document.status,
        "status_label": document.get_status_display(),
        "stations": segments(itinerary, now),
        "done": min(itinerary.position, len(itinerary.route)),
        "total": len(itinerary.route),
        "note": note if who else _number(document),
    }


def _number(document: Document) -> str:
    paper = getattr(document, "paper", None)
    return _("Số {number}").format(number=f"{paper.number}-{paper.symbol}") if paper else ""


def document_row(document: Any) -> dict[str, Any]:
    """One line of a list. Whoever only received the document (not `worked_on`) is not told who drafted or holds it."""
    due = [turn.due_at for turn in document.open_turns if turn.due_at]
    works = document.worked_on
    known = (document.type_code, document.organisation.short_name, str(document.drafter) if works else "")
    return {
        "url": reverse("workflows:document" if works else "notifications:received_document", args=[document.pk]),
        "title": document.subject,
        "meta": " · ".join(part for part in known if part),
        "status": document.status,
        "status_label": document.get_status_display(),
        "holder": holders(document) if works else "",
        "due": min(due) if due else None,
        "changed_at": document.changed_at,
    }
