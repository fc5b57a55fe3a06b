"""What the margin and the pages of an opinion round show, and to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import Comment, Opinion, OpinionFile, OpinionRound, OpinionSeat, Resolution
from approvals.permissions import can_convene, can_read_all_opinions, can_resolve
from approvals.rules.passages import whereabouts
from documents.models import Document
from documents.queries import Reading, worked_on_document
from documents.rendering.sheet import Note
from documents.states import ANSWERING, BEFORE_SIGNING
from orgs.people import AnyUser

#: Whatever carries words or files, or is not plain agreement, gets an answer: on the page, in the table and at the gate.
NEEDS_ANSWER = (
    ~Q(answer=Opinion.Answer.AGREE) | ~Q(text="") | Exists(OpinionFile.objects.filter(opinion=OuterRef("pk")))
)

TONES = {Opinion.Answer.AGREE: "green", Opinion.Answer.DISAGREE: "red", Opinion.Answer.OTHER: "amber"}


def visible_round(user: AnyUser, pk: int) -> OpinionRound:
    """Return the round if the person works on its document; Http404 otherwise."""
    round = OpinionRound.objects.select_related("document", "draft_round", "organisation").filter(pk=pk).first()
    if round is None:
        raise Http404
    round.document = worked_on_document(user, round.document_id)
    return round


def current_round(document: Document) -> OpinionRound | None:
    """Return the round under way, else the last one."""
    rounds = OpinionRound.objects.filter(document=document).select_related("draft_round", "organisation")
    return rounds.order_by("-pk").first()


@dataclass(slots=True)
class Remark:
    """Something somebody said about a document: an opinion, or a comment on a passage."""

    key: str  # "comment-3", "opinion-7"
    name: str
    at: datetime
    text: str
    unit: str = ""
    answer: str = ""
    answer_tone: str = ""
    passage: str = ""
    quote: str = ""
    gone: str = ""  # what became of the passage since, in words
    files: list[dict[str, str]] = field(default_factory=list)
    resolution: dict[str, Any] | None = None
    take_in_url: str = ""
    explain_url: str = ""
    withdraw_url: str = ""
    post_url: str = ""
    needs_answer: bool = True


def opinions_shown(reading: Reading) -> dict[str, Any]:
    """Return the inputs of `approvals/_opinions.html`, for what this person may read."""
    user, document = reading.user, reading.document
    round = current_round(document)
    remarks = reading.ask(remarks_of)
    answers = can_resolve(user, document) and document.status in ANSWERING
    for remark in remarks:
        if answers and remark.needs_answer and remark.resolution is None:
            remark.take_in_url = f"{reverse('approvals:resolutions', args=[document.pk])}#{remark.key}"
            remark.explain_url = remark.take_in_url
    tally = tally_of(round) if round is not None and can_read_all_opinions(user, round) else []
    return {
        "document": document,
        "round": round,
        "remarks": [remark for remark in remarks if remark.needs_answer],
        "tally": [answer for answer in tally if answer["count"]],
        "silent": round.seats.filter(answered_at=None, lapsed_at=None).count() if round and round.is_open else 0,
        "may_answer": answers,
        "may_convene": round is not None and can_convene(user, round.organisation_id),
        "mine": round is not None and round.seats.filter(user_id=user.pk or 0, lapsed_at=None).exists(),
    }


def tally_of(round: OpinionRound) -> list[dict[str, Any]]:
    """How many gave each answer, the usual one first."""
    counts = Counter(Opinion.objects.filter(seat__round=round, superseded_at=None).values_list("answer", flat=True))
    return [{"label": answer.label, "tone": TONES[answer], "count": counts[answer]} for answer in Opinion.Answer]


def remarks_of(user: AnyUser, document: Document) -> list[Remark]:
    """Return the opinions in force and the comments that stand, as far as the person may read them; opinions first."""
    rounds = {round.pk: round for round in OpinionRound.objects.filter(document=document)}
    open_to_all = {}
    for pk, round in rounds.items():
        round.document = document
        open_to_all[pk] = can_read_all_opinions(user, round)
    office = can_resolve(user, document)
    comments = comments_of(document)
    units = dict(OpinionSeat.objects.filter(round__in=rounds).values_list("user_id", "unit"))
    found = [
        of_opinion(opinion)
        for opinion in opinions_of(document)
        if opinion.seat.user_id == user.pk or open_to_all[opinion.seat.round_id]
    ]
    for comment in comments:
        own = comment.author_id == user.pk
        if own or office or (comment.round_id and open_to_all.get(comment.round_id)):
            remark = of_comment(comment, document, units.get(comment.author_id, ""))
            if own and remark.resolution is None and document.status in BEFORE_SIGNING:
                remark.withdraw_url = reverse("approvals:comment_withdraw", args=[comment.pk])
            found.append(remark)
    return found


def opinions_of(document: Document) -> QuerySet[Any]:
    """Return the opinions in force, each with `needs_answer`."""
    opinions = Opinion.objects.filter(seat__round__document=document, superseded_at=None)
    return (
        opinions.annotate(needs_answer=ExpressionWrapper(NEEDS_ANSWER, BooleanField()))
        .select_related("seat", "resolution__resolved_by")
        .prefetch_related("files")
        .order_by("given_at")
    )


def comments_of(document: Document) -> QuerySet[Comment]:
    """Return the comments that stand: each needs an answer."""
    comments = Comment.objects.filter(document=document, withdrawn_at=None)
    return comments.select_related("author", "resolution__resolved_by", "draft_round").order_by("written_at")


def of_opinion(opinion: Any) -> Remark:
    return Remark(
        key=f"opinion-{opinion.pk}",
        name=opinion.seat.name,
        unit=opinion.seat.unit,
        at=opinion.given_at,
        text=opinion.text,
        answer=opinion.get_answer_display(),
        answer_tone=TONES[Opinion.Answer(opinion.answer)],
        files=[
            {"name": file.name, "url": reverse("approvals:opinion_file", args=[file.pk])}
            for file in opinion.files.all()
        ],
        resolution=_answered(getattr(opinion, "resolution", None)),
        post_url=reverse("approvals:opinion_resolve", args=[opinion.pk]),
        needs_answer=opinion.needs_answer,
    )


def of_comment(comment: Comment, document: Document, unit: str) -> Remark:
    return Remark(
        key=f"comment-{comment.pk}",
        name=str(comment.author),
        unit=unit,
        at=comment.written_at,
        text=comment.text,
        passage=comment.passage,
        quote=comment.quote,
        gone=_became(comment, document),
        resolution=_answered(getattr(comment, "resolution", None)),
        post_url=reverse("approvals:comment_resolve", args=[comment.pk]),
    )


def _became(comment: Comment, document: Document) -> str:
    """Return what became of the passage in the current round, in words; empty if it reads and stands as it did."""
    if not comment.passage or document.round is None or document.round_id == comment.draft_round_id:
        return ""
    words = {"changed": _("đoạn đã sửa"), "moved": _("đoạn đã chuyển chỗ"), "gone": _("đoạn không còn")}
    return words.get(whereabouts(comment.draft_round.tree, document.round.tree, comment.passage), "")


def _answered(resolution: Resolution | None) -> dict[str, Any] | None:
    if resolution is None:
        return None
    return {
        "kind": resolution.kind,
        "label": resolution.get_kind_display(),
        "text": resolution.text,
        "passage": resolution.passage,
        "by": str(resolution.resolved_by),
        "at": resolution.resolved_at,
    }


def comment_notes(reading: Reading) -> list[Note]:
    """Return the comments the person may read, as marks on the sheet."""
    return [
        Note(
            remark.passage,
            "opinion",
            quote=remark.quote,
            target=f"#{remark.key}",
            label=f"{remark.name}: {remark.text}",
        )
        for remark in reading.ask(remarks_of)
        if remark.passage
    ]
