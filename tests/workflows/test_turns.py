"""A station that nobody can serve goes to the administrator; a seat whose holder leaves lapses."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from audit.actor import SYSTEM, Actor
from documents.models import Document
from notifications.models import Notice
from orgs.actions import end_membership, end_role
from orgs.models import Membership, RoleAssignment, User
from tests.workflows.conftest import NOON, OPTIONS, Province
from tests.workflows.test_walk import short, started  # noqa: F401
from workflows import actions
from workflows.models import Turn
from workflows.permissions import may_serve
from workflows.queries import workspace


def open_turns(document: Document) -> QuerySet[Turn]:
    return Turn.objects.filter(document=document, closed_at__isnull=True)


def leave(province: Province, user: User, role: str) -> None:
    assignment = RoleAssignment.objects.get(user=user, role=role)
    end_role(
        actor=Actor.of(province.admin),
        assignment=assignment,
        ends_on=timezone.localdate(NOON) - timedelta(days=1),
        at=NOON,
    )


def test_a_station_without_a_holder_is_the_administrators_too(province: Province, started: Document) -> None:  # noqa: F811
    leave(province, province.checker, "format_checker")
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    assert open_turns(started).filter(user=province.admin, act="appoint").exists()
    assert workspace(province.admin, NOON).counts.waiting == 1


def test_the_last_holder_who_leaves_hands_the_station_to_the_administrator(
    province: Province,
    started: Document,  # noqa: F811
) -> None:
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    leave(province, province.checker, "format_checker")
    assert open_turns(started).filter(user=province.admin).exists()


def test_a_drafter_who_leaves_hands_the_desk_to_the_others(province: Province, started: Document) -> None:  # noqa: F811
    leave(province, province.drafter, "drafter")
    desk = open_turns(started).get(act="draft")
    assert (desk.user, desk.role) == (None, "drafter")
    assert open_turns(started).filter(user=province.admin).exists()


def test_a_new_holder_serves_the_open_turn(province: Province, started: Document) -> None:  # noqa: F811
    leave(province, province.checker, "format_checker")
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    RoleAssignment.objects.create(
        user=province.outsider,
        organisation=province.organisation,
        role="format_checker",
        starts_on=NOON.date(),
    )
    assert may_serve(province.outsider, open_turns(started).get(act="check"), NOON)


def test_a_member_who_leaves_the_committee_has_no_turn_any_more(
    province: Province, write: Callable[..., Document]
) -> None:
    document = write(OPTIONS)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    member = province.members[0]
    membership = Membership.objects.get(user=member)
    yesterday = timezone.localdate(NOON) - timedelta(days=1)
    end_membership(actor=Actor.of(province.admin), membership=membership, ends_on=yesterday, at=NOON)
    assert not open_turns(document).filter(user=member).exists()


def test_whoever_gets_a_turn_is_told(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    assert Notice.objects.filter(user=province.checker, kind="turn").count() == 1
    assert not Notice.objects.filter(user=province.clerk).exists()


def test_the_words_of_a_return_stand_on_the_desk(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    actions.return_document(actor=Actor.of(province.checker), document=started, reason="Thiếu phụ lục", at=NOON)
    visit = started.itinerary.visits.get(left_at__isnull=True)
    assert visit.came_with == "Trần Thu Phương trả lại: Thiếu phụ lục"


def test_the_system_holds_no_turn(province: Province, started: Document) -> None:  # noqa: F811
    assert SYSTEM.is_system
    assert not may_serve(None, open_turns(started).get(), NOON)
