"""Who may do what with a round, a ballot or a sign-off. Both ways: may this person, and who are those who may."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from approvals.models import Ballot, OpinionRound
from audit.actor import Actor
from documents.models import Document
from documents.permissions import can_edit
from orgs.models import Organisation, User
from orgs.people import AnyUser
from orgs.permissions import Perm, can, holders


def can_convene(user: AnyUser, organisation: Organisation | int) -> bool:
    """Open, extend, close, annul, remind, enter what a meeting decided: holders of `convene`."""
    return can(user, Perm.CONVENE, organisation)


def convenors(organisation: Organisation | int) -> QuerySet[User]:
    return holders(Perm.CONVENE, organisation)


def require_convenor(actor: Actor, organisation_id: int) -> None:
    """Require a person with `convene`, acting for themselves; convening is not delegated."""
    if actor.is_system or actor.on_behalf_of is not None or not can_convene(actor.user, organisation_id):
        raise PermissionDenied(_("Chỉ người điều hành của đơn vị được làm việc này. Hãy liên hệ Văn phòng."))


def require_convenor_or_system(actor: Actor, organisation_id: int) -> None:
    """Require the convenor, or the system: the route itself opens, ends and annuls what its stations hold."""
    if not actor.is_system:
        require_convenor(actor, organisation_id)


def casters(ballot: Ballot) -> QuerySet[User]:
    return User.objects.filter(seats__ballot=ballot, seats__lapsed_at=None)


def possible_tellers(ballot: Ballot) -> QuerySet[User]:
    """Who may be appointed to count paper slips: members of the roll and staff of the office who read its documents.

    Not a convenor: whoever closes the ballot does not count it.
    """
    roll, office = casters(ballot), holders(Perm.READ_DOCUMENTS, ballot.organisation_id)
    people = User.objects.filter(Q(pk__in=roll.values("pk")) | Q(pk__in=office.values("pk")), is_active=True)
    return people.exclude(pk__in=convenors(ballot.organisation_id).values("pk"))


def can_count(user: AnyUser, ballot: Ballot) -> bool:
    """Return whether the person is an appointed teller who may still be one: in office or on the roll."""
    appointed = ballot.tellers.filter(user_id=user.pk or 0, dismissed_at=None).exists()
    return appointed and possible_tellers(ballot).filter(pk=user.pk or 0).exists()


def require_teller(actor: Actor, *, held: bool) -> None:
    """Require one of the two tellers, who count in person."""
    if actor.is_system or actor.on_behalf_of is not None or not held:
        raise PermissionDenied(_("Chỉ hai người kiểm phiếu được cử mới nhập kết quả. Hãy hỏi người điều hành."))


def can_answer(user: AnyUser, round: OpinionRound) -> bool:
    return round.seats.filter(user_id=user.pk or 0, lapsed_at=None).exists()


def require_seat(actor: Actor, *, held: bool) -> None:
    """Votes and opinions are one's own: never given for another, never by the system."""
    if actor.is_system or actor.on_behalf_of is not None or not held:
        raise PermissionDenied(_("Đồng chí không có ghế trong danh sách này. Hãy hỏi người điều hành."))


def can_resolve(user: AnyUser, document: Document) -> bool:
    """Answering remarks (tiếp thu, giải trình) is the drafter's work; the convenor may help."""
    return can_edit(user, document) or can_convene(user, document.organisation_id)


def require_resolver(actor: Actor, document: Document) -> None:
    if actor.is_system or not can_resolve(actor.user, document):
        raise PermissionDenied(_("Chỉ người soạn thảo hoặc người điều hành được trả lời góp ý."))


def can_read_answers(user: AnyUser, document: Document) -> bool:
    """Return whether the person may read everybody's remarks: those who answer them, approve the text or audit."""
    return can_resolve(user, document) or can(user, Perm.READ_DOCUMENTS, document.organisation_id)


def can_read_all_opinions(user: AnyUser, round: OpinionRound) -> bool:
    """Return whether the person sees all opinions: the requester's side; a respondent only in a shared round."""
    document = round.document
    if can_resolve(user, document) or can_convene(user, round.organisation_id):
        return True
    return round.shared and can_answer(user, round)
