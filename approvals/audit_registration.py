"""What a document's dossier holds of its decisions: the tally records, the ballots as published, the table of answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.models import Ballot, Comment, OpinionRound, Resolution, SignOff
from approvals.papers import answers_table, as_pdf, tally_record
from approvals.permissions import can_read_answers
from approvals.queries import groups_of
from approvals.rules.publication import file_name, published_text
from audit.registry import Subject, Tracked, register_history, register_part, register_tracked
from documents.models import Document
from orgs.people import AnyUser

_BALLOT_OR_ROUND: dict[str, Any] = {
    "body": _("tập thể"),
    "convenor": _("người điều hành"),
    "opened_at": _("mở lúc"),
    "closed_at": _("kết thúc lúc"),
    "annulled_at": _("hủy lúc"),
}
#: What the page says anyway.
_KNOWN = frozenset({"document", "draft_round"})
_OF_A_COMMITTEE = _KNOWN | {"organisation"}

TRACKED = (
    Tracked(
        Ballot,
        ("question",),
        words={
            **_BALLOT_OR_ROUND,
            "kind": _("cách biểu quyết"),
            "closes_at": _("hạn bỏ phiếu"),
            "follow_reason": _("lý do biểu quyết tiếp"),
            "ended_at": _("thôi nhận phiếu lúc"),
            "annul_reason": _("lý do hủy"),
            "outcome": _("kết quả"),
        },
        silent=_OF_A_COMMITTEE | {"follows", "passage", "reminded_at", "options", "rule"},
        icon="scale",
    ),
    Tracked(
        OpinionRound,
        ("question",),
        words={**_BALLOT_OR_ROUND, "end_reason": _("lý do kết thúc")},
        silent=_OF_A_COMMITTEE | {"reminded_at"},
        icon="messages",
    ),
    Tracked(
        Comment,
        ("text",),
        words={"withdrawn_at": _("rút lúc")},
        silent=_KNOWN | {"author", "round", "passage", "written_at"},
        icon="message",
    ),
    Tracked(
        Resolution,
        ("kind",),
        words={"kind": _("cách trả lời"), "resolved_by": _("người trả lời"), "resolved_at": _("trả lời lúc")},
        silent=frozenset({"document", "comment", "opinion", "passage", "resolved_at"}),
        icon="message-reply",
    ),
    Tracked(
        SignOff,
        ("rule",),
        words={
            "body": _("tập thể"),
            "opened_at": _("trình lúc"),
            "rule": _("cách duyệt"),
            "in_order": _("lần lượt từng người"),
            "due_at": _("hạn duyệt"),
            "outcome": _("kết quả"),
            "decided_at": _("kết thúc lúc"),
            "end_reason": _("lý do kết thúc"),
        },
        silent=_OF_A_COMMITTEE,
        icon="user-check",
    ),
)


def register() -> None:
    register_part("approvals", files)
    register_history(histories)
    register_tracked(*TRACKED)


def histories(subject: Subject, reader: AnyUser) -> Iterator[Any]:
    """Return what was put to others, and what became of it. Remarks of others are for those who look after the whole document.

    A ballot's row says when it was opened, moved and closed; seats and slips have no history (docs/secrecy.md).
    """
    yield Ballot.history.filter(document=subject.pk)
    yield OpinionRound.history.filter(document=subject.pk)
    yield Comment.history.filter(Q() if subject.whole else Q(author=reader.pk), document=subject.pk)
    yield Resolution.history.filter(document=subject.pk)
    yield SignOff.history.filter(document=subject.pk)


def files(document_id: int, reader: AnyUser) -> Iterator[tuple[str, bytes]]:
    """Yield the closed ballots with their records, and the table of answers for those who may read it.

    A secret ballot is published without names, so the dossier has none beside a choice either.
    """
    ballots = Ballot.objects.filter(document=document_id, closed_at__isnull=False)
    for ballot in ballots.select_related("document", "draft_round", "organisation", "convenor", "follows").order_by(
        "pk"
    ):
        assert ballot.result is not None
        assert ballot.closed_at is not None
        yield file_name(ballot.pk), published_text(ballot.result["published"]).encode()
        record = as_pdf(tally_record(ballot), ballot.organisation, ballot.closed_at)
        yield f"kiem-phieu/bien-ban-{ballot.pk}.pdf", record
    document = Document.objects.select_related("organisation", "drafter", "round").get(pk=document_id)
    if can_read_answers(reader, document) and groups_of(document):
        yield "tiep-thu-giai-trinh.pdf", as_pdf(answers_table(document), document.organisation, timezone.now())
