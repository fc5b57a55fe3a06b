"""Return a document to an earlier station, always with a reason."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from audit.actions import act
from audit.actor import Actor
from documents.actions import revoke_signing
from documents.models import Document
from workflows.actions.moving import go_back
from workflows.actions.notices import tell_return
from workflows.actions.noting import note
from workflows.actions.rounds import annul_rounds
from workflows.errors import refused
from workflows.kinds import ASKING, AUTOMATIC
from workflows.models import Turn
from workflows.permissions import may_convene
from workflows.procedures import return_place, return_places
from workflows.queries.itineraries import involved_in
from workflows.transition import Transition, transition_of


@act
def return_document(*, actor: Actor, document: Document, reason: str, at: datetime, to: int | None = None) -> None:
    """Send the document back to an earlier station (default: where this station returns to).

    Who: the holder of a turn here, or the convenor; at a round or sign-off the convenor. Refused: no reason, no such
    earlier station. A round, ballot or sign-off under way is annulled; a signature is no longer in force. Announces moved.
    """
    transition = transition_of(actor=actor, document=document, at=at)
    serving = _require_holder(transition)
    if not reason.strip():
        raise refused("reason_needed")
    send_back(transition, to=to, reason=reason.strip(), serving=serving)


def send_back(transition: Transition, *, to: int | None, reason: str, serving: bool) -> None:
    """Move the document back, after permission: for people and, for a sign-off that returned, for the system."""
    route, place = transition.itinerary.route, transition.itinerary.position
    target = return_place(route, place) if to is None else to
    unknown = to is not None and to not in return_places(route, place)
    if target is None or unknown or transition.kind in AUTOMATIC:
        raise refused("no_return")
    label, involved = route[place].label, involved_in(transition.itinerary, but=transition.actor)
    annul_rounds(transition.document, reason=reason, at=transition.at)
    revoke_signing(actor=transition.actor, document=transition.document, at=transition.at)
    go_back(transition, target, reason, serving=serving)
    tell_return(involved, transition.document, transition.actor.name, reason, at=transition.at)
    note(transition, "return", reason=reason, **{"from": label})


def _require_holder(transition: Transition) -> bool:
    """Whether the actor holds the task itself (else: convenes); PermissionDenied if neither."""
    if transition.kind not in ASKING:
        try:
            transition.must_serve()
            return True
        except PermissionDenied:
            pass  # the convenor may pull it back
    organisations = {transition.document.organisation_id, transition.organisation().pk}
    own = not transition.actor.is_system and transition.actor.on_behalf_of is None  # convening is not delegated
    if not (own and any(may_convene(transition.actor.user, pk) for pk in organisations)):
        transition.must_serve(Turn.Act.CONVENE, Turn.Act.APPOINT)
    return False
