from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from audit.actions import act, record
from audit.actor import Actor
from database.rows import insert_if_absent
from documents import events
from documents.actions.rounds import add_round
from documents.errors import refused
from documents.models import Document, DraftRound, SourceFile, Urgency
from documents.reading import read_text
from documents.structure.checked import Checked
from documents.structure.reading.kinds import kind_of
from orgs.models import Organisation
from orgs.permissions import Perm, require
from web.files import HTML, ODT, PDF, RTF, TEXT, WORD

_TYPES = {"docx": WORD, "odt": ODT, "rtf": RTF, "html": HTML, "pdf": PDF}


def import_draft(
    *,
    actor: Actor,
    organisation: Organisation,
    at: datetime,
    file: bytes | None = None,
    text: str = "",
    name: str = "",
    urgency: Urgency = Urgency.NORMAL,
    unit: str = "",
) -> Document:
    """Take a drafter's file or pasted text in as a document with draft round 1.

    Who: holders of `draft` on the organisation. Refused: nothing given (ValidationError "no_text"), a file that cannot
    be read or takes too long (ValidationError, nothing is kept). Announces document_imported and round_added.
    """
    require(actor, Perm.DRAFT, organisation)
    if file is None and not text.strip():
        raise refused("no_text")
    # Reading comes before the transaction: a large file must not hold the write lock.
    checked = read_text(file if file is not None else text, name, actor=actor, organisation=organisation)
    return _store(
        actor=actor, organisation=organisation, checked=checked, at=at, file=file, name=name, urgency=urgency, unit=unit
    )


@act
def _store(
    *,
    actor: Actor,
    organisation: Organisation,
    checked: Checked,
    at: datetime,
    file: bytes | None,
    name: str,
    urgency: Urgency,
    unit: str,
) -> Document:
    document = Document.objects.create(
        organisation=organisation,
        type_code=checked.tree["type"] or "",
        subject=(checked.tree["subject"] or name or "Văn bản chưa có trích yếu")[:500],
        year=checked.tree["year"],
        urgency=urgency,
        drafter=actor.user,
        unit=unit,
        created_at=at,
        changed_at=at,
    )
    source = None if file is None else keep_file(data=file, at=at)
    record(
        actor=actor,
        verb="documents.import",
        subject=document,
        organisation_id=organisation.pk,
        document_id=document.pk,
        at=at,
        facts={"file": name, "sha256": source.sha256 if source else None, "type": document.type_code},
    )
    events.document_imported.send(Document, document_id=document.pk, organisation_id=organisation.pk, at=at)
    add_round(
        actor=actor,
        document=document,
        checked=checked,
        origin=DraftRound.Origin.UPLOADED,
        source=source,
        source_name=name if source else "",
        at=at,
    )
    return document


def keep_file(*, data: bytes, at: datetime) -> SourceFile:
    """Keep an uploaded file once, under its hash. What it is, its bytes say; its name belongs to the round."""
    digest = hashlib.sha256(data).hexdigest()
    found = SourceFile.objects.filter(sha256=digest).first()
    if found:
        return found
    content_type = _TYPES.get(kind_of(data), TEXT)
    kept: Any = SourceFile(sha256=digest, size=len(data), content_type=content_type, uploaded_at=at)
    kept.file.save(f"{digest}.bin", ContentFile(data), save=False)
    insert_if_absent(kept)
    found = SourceFile.objects.get(sha256=digest)
    if found.file.name != kept.file.name:  # the same file came in at the same moment, and its row was first
        kept.file.delete(save=False)
    return found
