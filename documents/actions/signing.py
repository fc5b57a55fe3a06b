from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from audit.actions import act, record
from audit.actor import Actor
from documents import events
from documents.actions.locking import lock_document, require_state
from documents.actions.rounds import current_draft
from documents.actions.searching import found_by, write_search_text
from documents.errors import refused
from documents.models import Document, Signing
from documents.proofs import signing_facts
from documents.queries import gate_findings
from documents.rules import signature_lines
from documents.search_words import words_of
from documents.states import BEFORE_ISSUE
from documents.structure import Draft, set_signature, strip_draft_marks, without_meeting_mark
from orgs.actions import use_delegation
from orgs.models import Delegation
from orgs.permissions import Perm, require
from orgs.queries import SigningAuthority, signing_authority


@act
def sign_document(*, actor: Actor, document: Document, at: datetime) -> Signing:
    """Approve the text that will be issued, as it will look: without draft and meeting marks, with who signs.

    Who: holders of `sign` with authority on that day, in person or by a delegation whose scope has signing. Refused:
    blockers of gates R and S, a printed rank that is not the signer's, signed already, issued or cancelled. Announces
    document_signed.
    (HD29: the document's date is this day.)
    """
    require(actor, Perm.SIGN, document.organisation_id)
    document = lock_document(document)
    require_state(document.status, BEFORE_ISSUE)
    if actor.on_behalf_of is not None:
        use_delegation(actor=actor, organisation_id=document.organisation_id, scope=Delegation.Scope.SIGN, at=at)
    holding = gate_findings(document, "S")
    if holding:
        raise refused("held_by_findings", count=len(holding), first=holding[0].with_rule)
    authority = signing_authority(actor.principal, document.organisation, timezone.localdate(at))
    if authority is None:
        raise refused("no_authority")
    if document.signings.filter(revoked_at__isnull=True).exists():
        raise refused("already_signed")
    assert document.round is not None  # a document comes with its first round
    draft = _signed_text(current_draft(document), authority)
    signing = Signing.objects.create(
        document=document,
        round=document.round,
        signatory=actor.user,
        on_behalf_of=actor.on_behalf_of,
        capacity=draft.signature.capacity or "",
        position=draft.signature.position or "",
        name=authority.name,
        tree=draft.to_json(),
        signed_at=at,
    )
    found_by(document, words_of(document, symbol=draft.symbol or "", signer=signing.name))
    record(
        actor=actor,
        verb="documents.sign",
        subject=signing,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts={"round": document.round.ordinal, "authority": authority.basis, **signing_facts(signing)},
    )
    events.document_signed.send(Signing, document_id=document.pk, signing_id=signing.pk, at=at)
    return signing


def _signed_text(draft: Draft, authority: SigningAuthority) -> Draft:
    """Put the signer under the text as it will be issued, also where the draft named somebody else of that rank."""
    printed = draft.signature
    lines = signature_lines(printed.capacity, printed.position, authority.capacity, authority.position)
    if lines is None:
        raise refused("another_rank", printed=printed.position, held=authority.position)
    clean = without_meeting_mark(strip_draft_marks(draft))
    return set_signature(clean, capacity=lines[0], position=lines[1], name=authority.name)


@act
def revoke_signing(*, actor: Actor, document: Document, at: datetime) -> None:
    """Revoke the signing of a document that goes back; the row stays. Called by `workflows` on a return."""
    Signing.objects.filter(document=document, revoked_at__isnull=True).update(revoked_at=at)
    write_search_text(Document.objects.filter(pk=document.pk))
