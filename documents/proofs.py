"""What the journal keeps of texts and papers, by their hashes, and whether rows and files still are so."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.fields.files import FieldFile

from audit.chain import fingerprint
from audit.registry import Artefact, Said, register_artefacts
from documents.models import (
    Clarification,
    Document,
    DraftRound,
    IssuedPaper,
    RegisterEntry,
    Signing,
    SourceFile,
    Waiver,
)
from documents.structure import Draft, to_text


def round_facts(row: DraftRound) -> dict[str, Any]:
    """Return the facts of a round: its text and its tree."""
    return {
        "ordinal": row.ordinal,
        "origin": str(row.origin),
        "sha256": row.text_sha256,
        "tree": fingerprint(row.tree),
        "note": row.note,
    }


def clarification_facts(row: Clarification) -> dict[str, Any]:
    """Return the facts of a drafter's answer: to what, and which."""
    words = " / ".join(row.wording.split("\n"))
    return {"passage": row.passage, "wording": row.wording_sha256, "words": words, "answer": str(row.answer)}


def signing_facts(signing: Signing) -> dict[str, Any]:
    """Return the facts of a signing: the text that was signed, and the lines under it."""
    return {
        "tree": fingerprint(signing.tree),
        "signature": [signing.capacity, signing.position, signing.name],
    }


def issue_facts(paper: IssuedPaper, entry: RegisterEntry | None) -> dict[str, Any]:
    """Return the facts of an issue: the paper, and its line in the register as far as that never changes."""
    return {
        "number": paper.number,
        "symbol": paper.symbol,
        "sha256": paper.sha256,
        "on": paper.issued_on.isoformat(),
        "tree": fingerprint(paper.tree),
        "register": None if entry is None else fingerprint(_line(entry)),
    }


def _line(entry: RegisterEntry) -> list[Any]:
    return [
        entry.series_id,
        entry.number,
        entry.symbol,
        entry.issued_on.isoformat(),
        entry.type_code,
        entry.subject,
        entry.signatory,
        entry.recipients,
        entry.archive,
        entry.copies,
    ]


def register() -> None:
    written = {"at": "created_at", "actor_id": "created_by_id"}
    register_artefacts(
        Artefact("documents.import", Document, _document, _uploaded_now),
        Artefact("documents.first_round", DraftRound, _round, _round_now, written),
        Artefact(
            "documents.add_round",
            DraftRound,
            _round,
            _round_now,
            written,
            known_by="document__organisation_id",
            known=Q(ordinal__gt=1),
        ),
        Artefact(
            "documents.sign",
            Signing,
            lambda row: f"lượt ký {row.pk} của văn bản {row.document_id}",
            lambda row, said: signing_facts(row),
            {"at": "signed_at", "actor_id": "signatory_id"},
            known_by="document__organisation_id",
        ),
        Artefact(
            "documents.issue",
            IssuedPaper,
            lambda row: f"bản ban hành {row} của văn bản {row.document_id}",
            _paper_now,
            {"at": "issued_at", "actor_id": "issued_by_id"},
            select=("document__register_entry",),
            known_by="document__organisation_id",
        ),
        Artefact(
            "documents.void_number",
            RegisterEntry,
            lambda row: f"dòng {row} của sổ văn bản đi",
            _voided_now,
        ),
        Artefact("documents.waive_finding", Document, _document, _waived_now),
        Artefact(
            "documents.clarify_choice",
            Clarification,
            lambda row: f"câu trả lời {row.pk} của người soạn thảo",
            lambda row, said: clarification_facts(row),
            {"at": "answered_at", "actor_id": "answered_by_id"},
            known_by="round__document__organisation_id",
        ),
    )


def _document(row: Document) -> str:
    return f"văn bản {row.pk}"


def _round(row: DraftRound) -> str:
    return f"lần dự thảo {row.ordinal} của văn bản {row.document_id}"


def _round_now(row: DraftRound, said: Said) -> dict[str, Any]:
    """Return a round's facts now.

    An entry from before trees were kept is held to its text, as this version writes it.
    """
    now = round_facts(row)
    if "tree" not in said.facts and _sha256(to_text(Draft.from_json(row.tree)).encode()) != row.text_sha256:
        now["sha256"] = None
    return now


def _paper_now(row: IssuedPaper, said: Said) -> dict[str, Any]:
    now = issue_facts(row, getattr(row.document, "register_entry", None))
    if _sha256(bytes(row.pdf)) != row.sha256:
        now["sha256"] = None
    return now


def _uploaded_now(row: Document, said: Said) -> dict[str, Any]:
    """Return the hash of the file that the first round was read from, as it lies in storage."""
    source = SourceFile.objects.filter(rounds__document=row, rounds__ordinal=1).first()
    return {"sha256": None if source is None else stored_hash(source.file)}


def stored_hash(file: FieldFile) -> str:
    """Hash a stored file (a FieldFile) with SHA-256; "gone" if storage has none."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stored:
            for chunk in stored.chunks():
                digest.update(chunk)
    except FileNotFoundError:
        return "gone"
    return digest.hexdigest()


def _voided_now(row: RegisterEntry, said: Said) -> dict[str, Any]:
    """Return a voided number's facts now.

    One that a document was issued under is the document's again (migration 0002).
    """
    voided = row.voided_at == datetime.fromisoformat(said.at) and row.void_reason == said.reason
    return {"number": row.number if voided or row.document_id else None, "symbol": row.symbol}


def _waived_now(row: Document, said: Said) -> dict[str, Any]:
    waivers = Waiver.objects.filter(document=row, code=said.facts["code"], passage_sha256=said.facts["passage"])
    return {"code": said.facts["code"] if waivers.filter(reason=said.reason).exists() else None}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
