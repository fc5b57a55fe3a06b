"""Whether the station that a document stands at has somebody who can serve it; if not, what is lacking."""

from __future__ import annotations

from datetime import date

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from approvals.models import Ballot, OpinionRound, SignOff
from documents.models import Document
from orgs.models import Organisation, Role, User
from orgs.permissions import ROLE_PERMISSIONS, Perm
from orgs.queries import has_authority, has_role, holders_of_role, signing_authority
from workflows.assignees import acting_organisation, administrators, roll
from workflows.kinds import APPROVALS, ASKING, KINDS, WRITING, StationKind
from workflows.models import Itinerary, Turn, Visit
from workflows.procedures import Station

DRAFTING_ROLES = tuple(role for role, perms in ROLE_PERMISSIONS.items() if Perm.DRAFT in perms)
#: What a kind that asks several people opens in `approvals`, and when it is still open.
OPEN_ROUNDS: dict[StationKind, tuple[type[Model], Q]] = {
    StationKind.OPINION: (OpinionRound, Q(closed_at=None, annulled_at=None)),
    StationKind.BALLOT: (Ballot, Q(closed_at=None, annulled_at=None)),
    StationKind.APPROVE: (SignOff, Q(outcome="")),
}


def may_draft(user: User | None, organisation: Organisation, on: date) -> bool:
    """Whether the person has a role that drafts in the organisation on that day; the account must be on."""
    return (
        user is not None and user.is_active and any(has_role(user, organisation, role, on) for role in DRAFTING_ROLES)
    )


def drafters_of(organisation: Organisation, on: date) -> list[User]:
    """Those who may be given the drafting of a document, by name."""
    found = {user.pk: user for role in DRAFTING_ROLES for user in holders_of_role(organisation, role, on)}
    return sorted(found.values(), key=lambda user: user.full_name)


def vacancy(document: Document, station: Station, visit: Visit, on: date) -> str:
    """Return what the open stay lacks to be served, as a sentence that says what to do; "" if somebody can."""
    if station.kind in WRITING:
        return "" if may_draft(document.drafter, document.organisation, on) else desk_words()
    organisation = acting_organisation(document, station)
    if station.kind in ASKING:
        return _round_vacancy(document, station, visit, organisation, on)
    return lacking_of(document, station.kind, station.who.role, holders_of_role(organisation, station.who.role, on), on)


def lacking_of(document: Document, kind: StationKind, role: str, holders: list[User], on: date) -> str:
    """Return what a station of one role lacks, given who holds the role on that day."""
    if not holders:
        return _role_words(role)
    if KINDS[kind].office and not any(signing_authority(user, document.organisation, on) for user in holders):
        return _signing_words()
    return ""


def _round_vacancy(document: Document, station: Station, visit: Visit, organisation: Organisation, on: date) -> str:
    """Say what a round lacks: its convenor; if it is held, somebody to ask.

    If it is open, somebody who may still answer.
    """
    if not holders_of_role(organisation, Role.CHIEF_OF_OFFICE, on):
        return convenor_words()
    asked = bool(roll(document, station, on)) if visit.held_at else _somebody_is_asked(document, station.kind)
    return "" if asked else roll_words()


def _somebody_is_asked(document: Document, kind: StationKind) -> bool:
    """Whether a seat of what is open on the document is still somebody's."""
    held = Q(seats__lapsed_at=None, seats__user__is_active=True)
    model, is_open = OPEN_ROUNDS[kind]
    return model._default_manager.filter(is_open, held, document=document).exists()


def gone_from(sign_off: SignOff, station: Station, on: date) -> list[int]:
    """Return the users whose undecided seats of an approval are theirs no more.

    No office by which they sat, or no account.
    """
    waiting = sign_off.seats.filter(decision="", lapsed_at=None).select_related("user")
    return [seat.user_id for seat in waiting if not _still_sits(seat.user, sign_off.organisation_id, station, on)]


def _still_sits(user: User, organisation_id: int, station: Station, on: date) -> bool:
    if not user.is_active:
        return False
    if station.who.body:
        return has_authority(user, organisation_id, station.who.body, on)
    return has_role(user, organisation_id, station.who.role, on)


def open_sign_off(document_id: int) -> SignOff | None:
    return SignOff.objects.filter(document_id=document_id, outcome="").first()


def needs_hands(itinerary: Itinerary, on: date) -> bool:
    """Whether something is to be done so that the station has a holder or its administrators know that it has none."""
    visit, station = itinerary.visits.filter(left_at=None).first(), itinerary.station
    if visit is None or station is None or not itinerary.is_active:
        return False
    document = itinerary.document
    sign_off = open_sign_off(document.pk) if station.kind in APPROVALS else None
    if sign_off is not None and gone_from(sign_off, station, on):
        return True
    told = set(visit.turns.filter(act=Turn.Act.APPOINT, closed_at=None).values_list("user_id", flat=True))
    if not vacancy(document, station, visit, on):
        return bool(told)
    to_tell = {user.pk for user in administrators(acting_organisation(document, station), on)}
    return told != to_tell if to_tell else told != {None}


# ── the sentences ───────────────────────────────────────────────────────────────────────────────────────────────────
def desk_words() -> str:
    return _("Bước này không còn người giữ: người soạn thảo đã thôi làm ở đơn vị. Hãy giao người khác soạn.")


def _role_words(role: str) -> str:
    return _("Bước này không còn người giữ: chưa ai có vai trò {role}. Hãy giao vai trò này cho một người.").format(
        role=Role(role).label
    )


def _signing_words() -> str:
    return _("Bước này không còn người giữ: chưa ai đủ thẩm quyền ký. Hãy ghi chức vụ hoặc quyết định chuẩn y.")


def convenor_words() -> str:
    return _("Bước này không còn người điều hành. Hãy giao vai trò {role} cho một người.").format(
        role=Role.CHIEF_OF_OFFICE.label
    )


def roll_words() -> str:
    return _("Bước này không còn người giữ: danh sách không còn ai. Hãy bổ sung thành viên, rồi mở lại hoặc trả lại.")
