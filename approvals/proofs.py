"""What the journal says of opinions, ballots and approvals, and whether rows and files still are so."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Q

from approvals.models import Ballot, Comment, Dissent, Opinion, OpinionFile, Remark, Resolution, SignOffSeat
from approvals.rules.publication import file_name, seal
from audit.registry import Artefact, Said, register_artefacts
from documents.proofs import stored_hash


def file_hashes(opinion: Opinion) -> dict[str, str]:
    """Return the files that came with an opinion: their SHA-256 by their keys, for they may move to a later answer."""
    return {str(file.pk): stored_hash(file.file) for file in opinion.files.all()}


def minutes_hash(minutes: str) -> str:
    return hashlib.sha256(minutes.encode()).hexdigest()


def register() -> None:
    texts = {"at": "written_at", "actor_id": "author_id"}
    register_artefacts(
        Artefact("approvals.open_ballot", Ballot, _ballot, _opened, {"at": "opened_at"}),
        Artefact(
            "approvals.close_ballot",
            Ballot,
            _ballot,
            _closed,
            {"at": "closed_at"},
            known_by="organisation_id",
            known=_CLOSED,
        ),
        Artefact("approvals.enter_meeting_decision", Ballot, _ballot, _decided, select=("meeting_decision",)),
        Artefact("approvals.record_dissent", Dissent, _said("ý kiến bảo lưu"), _text, _RECORDED),
        Artefact("approvals.write_remark", Remark, _said("ý kiến khác"), _text, texts, last=True),
        Artefact("approvals.write_comment", Comment, _said("góp ý"), _text, texts),
        Artefact("approvals.give_opinion", Opinion, _said("ý kiến"), _answer, {"at": "given_at"}),
        Artefact("approvals.resolve", Resolution, _said("trả lời góp ý"), _answered, _RESOLVED, last=True),
        Artefact("approvals.decide", SignOffSeat, _said("ghế duyệt"), _signed_off, _DECIDED, last=True),
    )


_RECORDED = {"at": "recorded_at", "actor_id": "author_id"}
_RESOLVED = {"at": "resolved_at", "actor_id": "resolved_by_id"}
_DECIDED = {"at": "decided_at", "actor_id": "decided_by_id", "reason": "note"}
_CLOSED = Q(closed_at__isnull=False)


def _said(what: str) -> Any:
    """Return what the artefact is called, with its key."""
    return lambda row: f"{what} {row.pk}"


def _ballot(row: Ballot) -> str:
    return f"cuộc biểu quyết {row.pk} của văn bản {row.document_id}"


def _opened(row: Ballot, said: Said) -> dict[str, Any]:
    """Return the question as it was put; an entry from before ballots had a passage says nothing of it."""
    passage = {"passage": row.passage} if "passage" in said.facts else {}
    return {"question": row.question, **passage, "options": row.options, "rule": row.rule, "secret": row.secret}


def _closed(row: Ballot, said: Said) -> dict[str, Any]:
    """Return the result, and the publication sealed again."""
    if row.result is None:
        return {"outcome": None}
    result, published = row.result["result"], dict(row.result["published"])
    slips = [
        (slip["code"], slip["choice"], *([slip["name"]] if "name" in slip else [])) for slip in published.pop("ballots")
    ]
    told = ("winner", "second_round", "sentence", "counts", "returned", "valid", "needed")
    return {
        "outcome": row.outcome,
        "sealed": {file_name(row.pk): seal(published, slips)},
        **{key: result[key] for key in told if key in result},
    }


def _decided(row: Ballot, said: Said) -> dict[str, Any]:
    decision = getattr(row, "meeting_decision", None)
    if decision is None or said.reason[:500] != decision.reason:
        return {"choice": None}
    return {"choice": decision.choice, "minutes": minutes_hash(decision.minutes)}


def _text(row: Comment | Remark | Dissent, said: Said) -> dict[str, Any]:
    return {"text": row.text}


def _answer(row: Opinion, said: Said) -> dict[str, Any]:
    files = {str(file.pk): file for file in OpinionFile.objects.filter(pk__in=said.facts.get("file_hashes", {}))}
    return {
        "answer": row.answer,
        "text": row.text,
        "file_hashes": {pk: stored_hash(file.file) for pk, file in files.items()},
    }


def _answered(row: Resolution, said: Said) -> dict[str, Any]:
    return {"kind": row.kind, "text": row.text, "passage": row.passage}


def _signed_off(row: SignOffSeat, said: Said) -> dict[str, Any]:
    return {"decision": row.decision, "basis": row.basis}
