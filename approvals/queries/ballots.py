"""What the pages of a ballot show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from approvals.models import Ballot, Seat
from approvals.queries.units import Unit, by_unit
from approvals.queries.verdict import verdict_shown
from approvals.rules.rule import Rule
from documents.models import Document, DraftRound
from documents.queries import votable_choices, worked_on_document
from documents.structure import differing_words
from orgs.people import AnyUser

#: Below that many, a secret vote is hardly one (docs/secrecy.md).
FEW = 5


def visible_ballot(user: AnyUser, pk: int) -> Ballot:
    """Return the ballot if the person works on its document; Http404 otherwise."""
    ballot = Ballot.objects.select_related("document", "draft_round", "organisation", "convenor").filter(pk=pk).first()
    if ballot is None:
        raise Http404
    ballot.document = worked_on_document(user, ballot.document_id)
    return ballot


def current_ballot(document: Document) -> Ballot | None:
    """Return the ballot under way, else the last one."""
    ballots = Ballot.objects.filter(document=document).select_related("draft_round", "organisation", "convenor")
    return ballots.order_by("-pk").first()


def questions_after(ballot: Ballot) -> list[str]:
    """Name what the text still leaves to be voted on after an open ballot, in the order in which it will be asked."""
    if not ballot.is_open or ballot.document.round is None:
        return []
    waiting = [choice for choice in votable_choices(ballot.document) if choice.passage != ballot.passage]
    return [choice.name or _("Chủ đề") for choice in waiting]


def reading_url(ballot: Ballot) -> str:
    """Return the address of the document's page, at the passage that asks."""
    page = reverse("workflows:document", args=[ballot.document_id])
    return f"{page}#p-{ballot.passage}" if ballot.passage else page


def annulled_before(ballot: Ballot) -> Ballot | None:
    """Return the ballot of the document that this one was opened after, if that one was annulled.

    Its record is all it left.
    """
    before = Ballot.objects.filter(document=ballot.document_id, pk__lt=ballot.pk).order_by("-pk").first()
    return before if before is not None and before.annulled_at is not None else None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it will read in the document; in `runs` (text, differs), what sets it apart from the others."""

    key: str
    name: str
    runs: list[tuple[str, bool]]
    note: str

    @property
    def text(self) -> str:
        return "".join(text for text, _differs in self.runs)


def name_of(key: str) -> str:
    """Return what people call an option: "Phương án 2"."""
    named = {
        "yes": _("Tán thành"),
        "no": _("Không tán thành"),
        "blank": _("Phiếu trắng"),
        "invalid": _("Phiếu không hợp lệ"),
    }
    return named.get(key) or _("Phương án %(key)s") % {"key": key}


def choices_of(ballot: Ballot) -> list[Choice]:
    if ballot.kind == Ballot.Method.ADOPT:
        return [Choice(option["key"], name_of(option["key"]), [], "") for option in ballot.options]
    runs = _worth_marking(differing_words([option["text"] for option in ballot.options]))
    return [
        Choice(option["key"], name_of(option["key"]), parts, option["note"])
        for option, parts in zip(ballot.options, runs, strict=True)
    ]


def _worth_marking(runs: list[list[tuple[str, bool]]]) -> list[list[tuple[str, bool]]]:
    """Leave out the marks where nearly all differs; they help where options share most of their words."""
    total = sum(len(words) for run in runs for words, _differs in run)
    shared = sum(len(words) for run in runs for words, differs in run if not differs)
    if shared * 3 >= total:
        return runs
    return [[("".join(words for words, _differs in run), False)] for run in runs]


def rule_sentence(ballot: Ballot, members: int) -> str:
    """Return the frozen rule in one line: secrecy, what is needed, when it closes."""
    rule = Rule.from_json(ballot.rule)
    whole = {
        "members": _("tổng số ủy viên"),
        "present": _("số ủy viên dự"),
        "issued": _("số phiếu phát ra"),
        "returned": _("số phiếu thu về"),
        "valid": _("số phiếu hợp lệ"),
    }[rule.of]
    if rule.majority == "plurality":
        need = _("Phương án nhiều phiếu nhất được chọn.")
    else:
        share = _("quá nửa") if rule.majority == ">1/2" else _("ít nhất hai phần ba")
        known = rule.of == "members" or (rule.of == "issued" and not ballot.session)
        number = f": {rule.votes_needed(members)}/{members}" if known else ""
        need = _("Cần %(share)s %(whole)s%(number)s.") % {"share": share, "whole": whole, "number": number}
    secrecy = _("Bỏ phiếu kín.") if ballot.secret else _("Biểu quyết công khai, có ghi tên.")
    closes = _("Đóng %(when)s; có thể đổi tới lúc đó.") % {"when": moment(ballot.closes_at)}
    return f"{secrecy} {need} {closes}"


def moment(when: datetime) -> str:
    """ "17:00 hôm nay", "17:00 ngày 25/11/2026"."""
    here = timezone.localtime(when)
    day = _("hôm nay") if here.date() == timezone.localdate() else _("ngày %(day)s") % {"day": f"{here:%d/%m/%Y}"}
    return f"{here:%H:%M} {day}"


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who has voted, as far as it is anybody's business: how many, by unit, and for the convenor the names missing."""

    voted: int
    total: int
    seats: list[bool]
    units: list[Unit]
    missing: list[str]
    quorum_needed: int
    present: int | None
    mine: Seat | None

    @property
    def quorum_met(self) -> bool:
        return (self.voted if self.present is None else self.present) >= self.quorum_needed


def turnout_of(ballot: Ballot, user: AnyUser) -> Turnout:
    """Return the turnout, in one query."""
    seats = list(ballot.seats.order_by("pk"))
    used = {seat.pk: seat.voted or seat.on_paper for seat in seats}
    scattered = sorted(seats, key=lambda seat: hashlib.sha256(f"{ballot.pk}/{seat.pk}".encode()).digest())
    return Turnout(
        voted=sum(used.values()),
        total=len(seats),
        seats=[used[seat.pk] for seat in scattered],
        units=by_unit((seat.unit, used[seat.pk]) for seat in seats),
        missing=[seat.name for seat in seats if not used[seat.pk] and seat.lapsed_at is None],
        quorum_needed=Rule.from_json(ballot.rule).quorum_needed(len(seats)),
        present=sum(seat.present is True for seat in seats) if ballot.session else None,
        mine=next((seat for seat in seats if user is not None and seat.user_id == user.pk), None),
    )


def few_voters(total: int) -> str:
    """Return a warning about a secret ballot on a roll of `total`; "" if there are enough, or nobody at all."""
    if not 0 < total < FEW:
        return ""
    return _("Danh sách chỉ có %(total)d người: phiếu kín khó giữ kín, vì kết quả có thể cho biết ai chọn gì.") % {
        "total": total
    }


def warnings_of(ballot: Ballot, total: int) -> list[str]:
    """Return what the convenor should know about secrecy: few voters, or all of one mind."""
    if not ballot.secret or ballot.annulled_at:
        return []
    found = []
    if few := few_voters(total):
        found.append(few)
    if ballot.result is not None:
        chosen = {str(slip["choice"]) for slip in ballot.result["published"]["ballots"]}
        if len(chosen) == 1 and ballot.result["result"]["returned"] > 1:
            found.append(_("Mọi phiếu giống nhau, nên ai cũng biết mỗi người đã chọn gì."))
    return found


def percent(part: int, whole: int) -> str:
    """One decimal, rounded: "57,8%"."""
    return formats.number_format(round(100 * part / whole, 1), 1) + "%"


def result_shown(ballot: Ballot) -> dict[str, Any] | None:
    """Return the inputs of `approvals/_result.html`; None while the ballot is not closed."""
    if ballot.result is None:
        return None
    result = ballot.result["result"]
    texts = {option["key"]: option["text"] for option in ballot.options}
    cast = result["returned"] or 1
    winner = result["winner"]
    headline = {
        Ballot.Outcome.DECIDED: _("Đã thông qua")
        if ballot.kind == Ballot.Method.ADOPT
        else _("Đã chọn %(name)s") % {"name": name_of(winner or "").lower()},
        Ballot.Outcome.SECOND: _("Biểu quyết lần hai"),
        Ballot.Outcome.UNDECIDED: _("Không thông qua")
        if ballot.kind == Ballot.Method.ADOPT and result["quorum_met"]
        else _("Chưa quyết định được"),
    }[Ballot.Outcome(ballot.outcome)]
    return {
        "outcome": ballot.outcome,
        "headline": headline,
        "sentence": verdict_shown(ballot),
        "arithmetic": _("Phát ra %(issued)d, thu về %(returned)d, hợp lệ %(valid)d, trắng %(blank)d.") % result,
        "base": result["base"],
        "needed": result["needed"] if ballot.rule["majority"] != "plurality" else 0,
        "options": [
            {
                "name": name_of(key),
                "text": "" if ballot.kind == Ballot.Method.ADOPT else texts[key],
                "count": votes,
                "percent": percent(votes, result["base"] or cast),
                "leads": key == winner or (winner is None and key in result["tied"]),
            }
            for key, votes in result["counts"].items()
        ],
        "tally_url": reverse("approvals:ballot_minutes", args=[ballot.pk]),
        "publication_url": reverse("approvals:ballot_slips", args=[ballot.pk]),
        **_written(ballot),
    }


def _written(ballot: Ballot) -> dict[str, Any]:
    """Where the system wrote the winner into the text, if it has."""
    if ballot.outcome != Ballot.Outcome.DECIDED:
        return {}
    rounds = DraftRound.objects.filter(document=ballot.document_id, origin=DraftRound.Origin.DECIDED)
    written = rounds.filter(created_at__gte=ballot.closed_at).values_list("ordinal", flat=True).first()
    if written is None:
        return {}
    return {
        "written": _("Hệ thống đã ghi kết quả vào lần dự thảo %(n)d.") % {"n": written},
        "document_url": reverse("workflows:document", args=[ballot.document_id]),
    }
