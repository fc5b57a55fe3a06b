from __future__ import annotations

from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from database.rows import insert_if_absent
from documents import events
from documents.actions.locking import lock_document, require_state
from documents.errors import refused
from documents.models import Document, FindingsSeen, Waiver
from documents.queries import findings_of
from documents.rules import NEVER_WAIVED
from documents.states import BEFORE_ISSUE
from orgs.permissions import Perm, require


@act
def waive_finding(
    *, actor: Actor, document: Document, code: str, passage_sha256: str, reason: str, at: datetime
) -> Waiver:
    """Let one blocker pass, with a reason. It binds to the passage's text: a changed passage asks again.

    Who: holders of `convene` (the chief of office). Refused: no reason, issued or cancelled, no such blocker, or one that
    nobody can let pass. Announces finding_waived.
    """
    require(actor, Perm.CONVENE, document.organisation_id)
    document = lock_document(document)
    require_state(document.status, BEFORE_ISSUE)
    if not reason.strip():
        raise refused("reason_needed")
    shown = next(
        (
            f
            for f in findings_of(document)
            if f.code == code and f.passage_sha256 == passage_sha256 and f.severity == "blocker"
        ),
        None,
    )
    if shown is None:
        raise refused("not_a_blocker")
    if code in NEVER_WAIVED:
        raise refused(NEVER_WAIVED[code])
    waiver, created = Waiver.objects.get_or_create(
        document=document,
        code=code,
        passage_sha256=passage_sha256,
        defaults={"reason": reason.strip(), "passage": shown.passage, "waived_by": actor.user, "waived_at": at},
    )
    if created:
        record(
            actor=actor,
            verb="documents.waive_finding",
            subject=document,
            organisation_id=document.organisation_id,
            document_id=document.pk,
            at=at,
            reason=waiver.reason,
            facts={"code": code, "message": shown.message, "passage": passage_sha256},
        )
        events.finding_waived.send(Waiver, document_id=document.pk, code=code, at=at)
    return waiver


def confirm_findings_seen(*, actor: Actor, document: Document, gate: str, at: datetime) -> None:
    """Note that the person saw the errors and warnings shown at a gate: a part of the act by which they pass it."""
    insert_if_absent(FindingsSeen(round=document.round, gate=gate, seen_by=actor.user, seen_at=at))
