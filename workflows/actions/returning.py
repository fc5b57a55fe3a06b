"""Back to an earlier station, or off the route for good: always with a reason."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actions import act
from audit.actor import Actor
from documents.actions import revoke_signing
from documents.models import Document, IssuedPaper
from documents.permissions import can_edit
from orgs.models import User
from workflows.actions.completing import note
from workflows.actions.notices import tell_cancelled, tell_return
from workflows.actions.rounds import annul_rounds
from workflows.actions.walking import Walk, walk_on
from workflows.errors import refused
from workflows.kinds import ASKING, StationKind
from workflows.models import Turn
from workflows.permissions import may_convene
from workflows.procedures import return_place, return_places


@act
def return_document(*, actor: Actor, document: Document, reason: str, at: datetime, to: int | None = None) -> None:
    """Send the document back to an earlier station (default: where this station returns to).

    Who: the holder of a turn here, or the convenor; at a round or sign-off the convenor. Refused: no reason, no such
    earlier station. A round, ballot or sign-off under way is annulled; a signature is no longer in force. Announces moved.
    """
    walk = walk_on(actor=actor, document=document, at=at)
    serving = _require_holder(walk)
    if not reason.strip():
        raise refused("reason_needed")
    send_back(walk, to=to, reason=reason.strip(), serving=serving)


def send_back(walk: Walk, *, to: int | None, reason: str, serving: bool) -> None:
    """The return itself, after permission: used by people and, for a sign-off that returned, by the system."""
    route, place = walk.itinerary.route, walk.itinerary.position
    target = return_place(route, place) if to is None else to
    if (
        target is None
        or (to is not None and to not in return_places(route, place))
        or walk.kind is StationKind.DISTRIBUTE
    ):
        raise refused("no_return")
    label, involved = route[place].label, _involved(walk)
    annul_rounds(walk, reason=reason)
    revoke_signing(actor=walk.actor, document=walk.document, at=walk.at)
    walk.go_back(target, reason, serving=serving)
    tell_return(involved, walk.document, walk.actor.name, reason, at=walk.at)
    note(walk, "return", reason=reason, **{"from": label})


@act
def cancel_document(*, actor: Actor, document: Document, reason: str, at: datetime) -> None:
    """Take a document off its route for good; its rounds stay, its open ballots are annulled.

    Who: the drafter, or the convenor. Refused: no reason, or a number was given. Announces status_changed.
    """
    walk = walk_on(actor=actor, document=document, at=at)
    if actor.is_system or not (
        can_edit(actor.user, walk.document) or may_convene(actor.user, walk.document.organisation_id)
    ):
        raise PermissionDenied(_("Chỉ người soạn thảo hoặc Văn phòng được hủy văn bản."))
    if not reason.strip():
        raise refused("reason_needed")
    if IssuedPaper.objects.filter(document=document).exists():
        raise refused("issued_already")
    label, involved = walk.station.label if walk.station else "", _involved(walk)
    annul_rounds(walk, reason=reason)
    revoke_signing(actor=actor, document=walk.document, at=at)
    walk.stop(reason.strip())
    tell_cancelled(involved, walk.document, actor.name, reason, at=at)
    note(walk, "cancel", reason=reason, **{"from": label})


def _require_holder(walk: Walk) -> bool:
    """Whether the actor holds the task itself (else: convenes); PermissionDenied if neither."""
    if walk.kind not in ASKING:
        try:
            walk.must_serve()
            return True
        except PermissionDenied:
            pass  # the convenor may pull it back
    organisations = {walk.document.organisation_id, walk.organisation().pk}
    own = not walk.actor.is_system and walk.actor.on_behalf_of is None  # convening is not delegated
    if not (own and any(may_convene(walk.actor.user, pk) for pk in organisations)):
        walk.must_serve(Turn.Act.CONVENE, Turn.Act.APPOINT)
    return False


def _involved(walk: Walk) -> list[User]:
    """The drafter and those who let it pass so far, but not whoever acts now."""
    visits = walk.itinerary.visits.filter(outcome="passed")
    passed = {visit.left_by_id for visit in visits if visit.left_by_id is not None}
    people = passed | {walk.document.drafter_id}
    return list(User.objects.filter(pk__in=people, is_active=True).exclude(pk=walk.actor.user_id))
