"""Remarks on a passage, and the answer that every remark and opinion gets: taken in, or explained."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from approvals import events
from approvals.actions.journal import announce, note
from approvals.errors import refused
from approvals.models import Comment, Opinion, OpinionRound, Resolution
from approvals.permissions import require_resolver
from approvals.rules.passages import text_of
from audit.actions import act
from audit.actor import Actor
from audit.history import stamped
from documents.actions.locking import hold_in_state
from documents.models import Document, DraftRound
from documents.permissions import require_work
from documents.states import ANSWERING, BEFORE_SIGNING


@act
def write_comment(
    *,
    actor: Actor,
    draft_round: DraftRound,
    text: str,
    at: datetime,
    passage: str = "",
    quote: str = "",
    round: OpinionRound | None = None,
) -> Comment:
    """Remark on a passage of a draft round (`passage` is its id), or on the whole of it. `quote` is what was selected.

    Who: whoever works on the document, in person. Refused: signed, issued or cancelled, nothing written, no such passage.
    Announces comment_written.
    An open opinion round of the draft that the author sits in takes the remark in by itself.
    """
    document = draft_round.document
    require_work(actor, document)
    hold_in_state(document.pk, BEFORE_SIGNING)
    if not text.strip():
        raise refused("text_needed")
    if passage:
        whole = text_of(draft_round.tree, passage)
        if whole is None:
            raise refused("unknown_passage")
        quote = quote.strip() or whole
    comment = Comment(
        document=document,
        round=round or _round_of(actor, draft_round),
        draft_round=draft_round,
        passage=passage,
        quote=quote,
        text=text.strip(),
        author=actor.user,
        written_at=at,
    )
    stamped(comment, actor=actor, at=at).save()
    owner = _Owner(document)
    note(actor=actor, verb="write_comment", subject=comment, of=owner, at=at, passage=passage, text=comment.text)
    announce(
        events.comment_written,
        actor=actor,
        of=owner,
        at=at,
        comment_id=comment.pk,
        user_id=actor.user_id,
        passage=passage,
    )
    return comment


class _Owner:
    """A document as what an act belongs to."""

    def __init__(self, document: Document) -> None:
        self.document_id, self.organisation_id = document.pk, document.organisation_id


def _round_of(actor: Actor, draft_round: DraftRound) -> OpinionRound | None:
    return OpinionRound.objects.filter(draft_round=draft_round, closed_at=None, seats__user_id=actor.user_id).first()


@act
def withdraw_comment(*, actor: Actor, comment: Comment, at: datetime) -> None:
    """Take one's own remark back; it stays readable in the history.

    Who: its author, as long as they work on the document. Refused: answered already, signed, issued or
    cancelled. Withdrawing again does nothing. Announces comment_withdrawn.
    """
    if actor.user_id != comment.author_id or actor.on_behalf_of is not None:
        raise PermissionDenied(_("Chỉ người góp ý được rút góp ý của mình."))
    require_work(actor, comment.document)
    hold_in_state(comment.document_id, BEFORE_SIGNING)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("document").get(pk=comment.pk)
    if comment.withdrawn_at is not None:
        return
    if Resolution.objects.filter(comment=comment).exists():
        raise refused("answered")
    comment.withdrawn_at = at
    stamped(comment, actor=actor, at=at).save(update_fields=["withdrawn_at"])
    owner = _Owner(comment.document)
    note(actor=actor, verb="withdraw_comment", subject=comment, of=owner, at=at)
    announce(events.comment_withdrawn, actor=actor, of=owner, at=at, comment_id=comment.pk, user_id=comment.author_id)


@act
def resolve_comment(
    *, actor: Actor, comment: Comment, kind: str, text: str, at: datetime, passage: str = ""
) -> Resolution:
    """Answer a remark: taken in (`passage`, or words, say where) or explained. A later answer replaces an earlier one.

    Who: the drafter, or holders of `convene`. Refused: the text lies before those who approve it or beyond, withdrawn, no
    place and no words for what was taken in, no explanation. Announces remark_resolved.
    """
    require_resolver(actor, comment.document)
    hold_in_state(comment.document_id, ANSWERING)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("document__round").get(pk=comment.pk)
    if comment.withdrawn_at is not None:
        raise refused("withdrawn")
    target = {"comment": comment}
    return _resolve(actor, comment.document, target, comment.author_id, kind, text, passage, at)


@act
def resolve_opinion(
    *, actor: Actor, opinion: Opinion, kind: str, text: str, at: datetime, passage: str = ""
) -> Resolution:
    """Answer an opinion, as `resolve_comment` does a remark. Refused also: a later opinion of that seat counts."""
    document = opinion.seat.round.document
    require_resolver(actor, document)
    hold_in_state(document.pk, ANSWERING)
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("seat").get(pk=opinion.pk)
    if opinion.superseded_at is not None:
        raise refused("superseded")
    target = {"opinion": opinion}
    return _resolve(actor, document, target, opinion.seat.user_id, kind, text, passage, at)


def _resolve(
    actor: Actor,
    document: Document,
    target: dict[str, Any],
    user_id: int,
    kind: str,
    text: str,
    passage: str,
    at: datetime,
) -> Resolution:
    text = text.strip()
    if kind == Resolution.Response.TAKEN_IN:
        if not text and not passage:
            raise refused("where_needed")
        if passage and (document.round is None or text_of(document.round.tree, passage) is None):
            raise refused("unknown_passage")
    elif kind != Resolution.Response.EXPLAINED or not text:
        raise refused("text_needed")
    resolution = Resolution.objects.filter(**target).first() or Resolution(document=document, **target)
    resolution.kind, resolution.text, resolution.passage = kind, text, passage
    resolution.resolved_by, resolution.resolved_at = actor.user, at
    stamped(resolution, actor=actor, at=at).save()
    owner = _Owner(document)
    note(actor=actor, verb="resolve", subject=resolution, of=owner, at=at, kind=kind, text=text, passage=passage)
    announce(
        events.remark_resolved,
        actor=actor,
        of=owner,
        at=at,
        resolution_id=resolution.pk,
        user_id=user_id,
        kind=kind,
    )
    return resolution
