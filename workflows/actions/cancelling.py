"""Take a document off its route for good, always with a reason."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actions import act
from audit.actor import Actor
from documents.actions import revoke_signing
from documents.models import Document, IssuedPaper
from documents.permissions import can_edit
from workflows.actions.moving import stop
from workflows.actions.notices import tell_cancelled
from workflows.actions.noting import note
from workflows.actions.rounds import annul_rounds
from workflows.errors import refused
from workflows.permissions import may_convene
from workflows.queries.itineraries import involved_in
from workflows.transition import transition_of


@act
def cancel_document(*, actor: Actor, document: Document, reason: str, at: datetime) -> None:
    """Take a document off its route for good; its rounds stay, its open ballots are annulled.

    Who: the drafter, or the convenor. Refused: no reason, or a number was given. Announces status_changed.
    """
    transition = transition_of(actor=actor, document=document, at=at)
    if actor.is_system or not (
        can_edit(actor.user, transition.document) or may_convene(actor.user, transition.document.organisation_id)
    ):
        raise PermissionDenied(_("Chỉ người soạn thảo hoặc Văn phòng được hủy văn bản."))
    if not reason.strip():
        raise refused("reason_needed")
    if IssuedPaper.objects.filter(document=document).exists():
        raise refused("issued_already")
    label, involved = transition.label, involved_in(transition.itinerary, but=transition.actor)
    annul_rounds(transition.document, reason=reason, at=transition.at)
    revoke_signing(actor=actor, document=transition.document, at=at)
    stop(transition, reason.strip())
    tell_cancelled(involved, transition.document, actor.name, reason, at=at)
    note(transition, "cancel", reason=reason, **{"from": label})
