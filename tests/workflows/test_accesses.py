"""A right that ended ends everywhere: pages, lists, notices and acts; and it opens again with its ground."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.utils import timezone

from approvals.actions import close_opinion_round, decide, give_opinion, withdraw_comment, write_comment
from approvals.models import OpinionRound, OpinionSeat, SignOff
from audit.actor import SYSTEM, Actor
from documents.actions import save_working_copy
from documents.models import Access, Document
from documents.queries import worked_on_document
from notifications.actions import notify
from notifications.models import Notice
from notifications.queries import notices_of, unread_notices
from orgs.actions import (
    SeatTerms,
    add_member,
    assign_role,
    end_membership,
    end_role,
    grant_delegation,
    revoke_delegation,
)
from orgs.models import Delegation, Membership, Organisation, Role, RoleAssignment, User
from orgs.roles import project
from tests.workflows.conftest import NOON, Province, give, person
from workflows import actions
from workflows.actions.accesses import follow_accesses
from workflows.procedures import Approvals, Station, StationKind, StationRule, Who, Whose

YESTERDAY = timezone.localdate(NOON) - timedelta(days=1)


def reads(user: User, document: Document, at: datetime | None = None) -> bool:
    fresh = User.objects.get(pk=user.pk)
    return Document.objects.worked_on_by(fresh, at).filter(pk=document.pk).exists()


def start(province: Province, write: Callable[..., Document], *stations: Station, **by: Any) -> Document:
    """A document that stands at the first of these stations after the desk."""
    document = write(**by)
    route = [Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")), *stations]
    route += [
        Station(StationKind.SIGN, "Ký", Who(role="secretary")),
        Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
    ]
    procedure = actions.create_procedure(
        actor=SYSTEM,
        organisation=document.organisation,
        name=f"Thử {document.pk}",
        type_codes=[],
        stations=[*route, Station(StationKind.DISTRIBUTE, "Phát hành")],
        at=NOON,
    )
    desk = Actor.of(document.drafter)
    actions.start(actor=desk, document=document, procedure=procedure, at=NOON)
    actions.submit_draft(actor=desk, document=document, at=NOON)
    return document


def leave(province: Province, user: User, role: Role) -> None:
    held = RoleAssignment.objects.get(user=user, role=role, ends_on=None)
    end_role(actor=Actor.of(province.admin), assignment=held, ends_on=YESTERDAY, at=NOON)


def leave_committee(province: Province, member: User) -> Membership:
    seat = Membership.objects.get(user=member, body__kind="BCH")
    RoleAssignment.objects.filter(user=member).delete()
    project(NOON.date())
    end_membership(actor=Actor.of(province.admin), membership=seat, ends_on=YESTERDAY, at=NOON)
    return seat


@pytest.fixture
def asked(province: Province, write: Callable[..., Document]) -> Document:
    """A document on which the committee gives its opinion."""
    return start(province, write, Station(StationKind.OPINION, "Lấy ý kiến", Who(body="BCH"), days=3))


@pytest.fixture
def laid(province: Province, write: Callable[..., Document]) -> Document:
    """A document that the standing secretariat is to approve."""
    return start(
        province, write, Station(StationKind.APPROVE, "Duyệt", Who(body="TT"), StationRule(approvals=Approvals.ALL))
    )


@pytest.fixture
def member(province: Province) -> User:
    return province.members[0]


def test_a_member_who_left_neither_reads_nor_comments_nor_answers(
    province: Province, asked: Document, member: User
) -> None:
    round = OpinionRound.objects.get(document=asked)
    comment = write_comment(actor=Actor.of(member), draft_round=asked.round, text="Thêm số liệu.", at=NOON)
    assert reads(member, asked)
    leave_committee(province, member)
    assert not reads(member, asked)
    with pytest.raises(Http404):
        worked_on_document(User.objects.get(pk=member.pk), asked.pk)
    actor = Actor.of(User.objects.get(pk=member.pk))
    with pytest.raises(PermissionDenied):
        write_comment(actor=actor, draft_round=asked.round, text="Nữa.", at=NOON)
    with pytest.raises(PermissionDenied):
        withdraw_comment(actor=actor, comment=comment, at=NOON)
    with pytest.raises(ValidationError):
        give_opinion(actor=actor, round=round, answer="agree", text="", at=NOON)
    assert Access.objects.get(document=asked, user=member).until_at == NOON


def test_a_member_keeps_reading_what_they_were_asked_on_until_they_leave(
    province: Province, asked: Document, member: User
) -> None:
    close_opinion_round(actor=Actor.of(province.chief), round=OpinionRound.objects.get(document=asked), at=NOON)
    follow_accesses(at=NOON)
    assert reads(member, asked)
    leave_committee(province, member)
    assert not reads(member, asked)


def test_who_is_elected_again_reads_again(province: Province, asked: Document, member: User) -> None:
    seat = leave_committee(province, member)
    assert OpinionSeat.objects.get(user=member).lapsed_at == NOON
    OpinionSeat.objects.filter(user=member).update(lapsed_at=None)  # as if the seat was used before they left
    add_member(
        actor=Actor.of(province.admin), user=member, body=seat.body, seat=SeatTerms(starts_on=NOON.date()), at=NOON
    )
    assert reads(member, asked)
    assert Access.objects.filter(document=asked, user=member).count() == 1


def test_a_seat_given_again_opens_the_ended_access(province: Province, asked: Document, member: User) -> None:
    Access.objects.filter(document=asked, user=member).update(until_at=NOON)
    assert not reads(member, asked)
    actions.return_document(actor=Actor.of(province.chief), document=asked, reason="Bổ sung.", at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=asked, at=NOON)
    assert reads(member, asked)


def test_a_right_that_ends_by_its_date_ends_that_night(province: Province, asked: Document, member: User) -> None:
    seat = Membership.objects.get(user=member, body__kind="BCH")
    RoleAssignment.objects.filter(user=member).delete()
    end_membership(actor=Actor.of(province.admin), membership=seat, ends_on=NOON.date(), at=NOON)
    assert reads(member, asked)
    follow_accesses(at=NOON + timedelta(days=1))
    assert not reads(member, asked)


def test_whose_account_is_off_reads_nothing(province: Province, asked: Document) -> None:
    for user in (province.members[0], province.checker):
        assert reads(user, asked)
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert not reads(user, asked)


def test_a_former_drafter_neither_reads_nor_answers_nor_writes(province: Province, asked: Document) -> None:
    assert reads(province.drafter, asked)
    leave(province, province.drafter, Role.DRAFTER)
    assert not reads(province.drafter, asked)
    actor = Actor.of(User.objects.get(pk=province.drafter.pk))
    with pytest.raises(PermissionDenied):
        save_working_copy(actor=actor, document=asked, text="Viết lại.", version=0, at=NOON)
    with pytest.raises(PermissionDenied):
        write_comment(actor=actor, draft_round=asked.round, text="Nữa.", at=NOON)
    with pytest.raises(PermissionDenied):
        actions.cancel_document(actor=actor, document=asked, reason="Thôi.", at=NOON)


def test_a_drafter_whose_desk_was_given_on_reads_no_more(province: Province, write: Callable[..., Document]) -> None:
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    assert Access.objects.filter(document=document, user=province.drafter, until_at=None).exists()
    leave(province, province.drafter, Role.DRAFTER)
    assert not reads(province.drafter, document)


@pytest.fixture
def checked_above(province: Province, write: Callable[..., Document]) -> Document:
    station = Station(StationKind.CHECK, "Tỉnh đoàn kiểm tra", Who(role="format_checker", of=Whose.PARENT))
    return start(province, write, station, by=province.commune_drafter, organisation=province.commune)


def test_the_holder_of_a_superiors_station_reads_as_long_as_they_hold_it(
    province: Province, checked_above: Document
) -> None:
    assert reads(province.checker, checked_above)
    leave(province, province.checker, Role.FORMAT_CHECKER)
    assert not reads(province.checker, checked_above)


def test_whoever_comes_into_the_office_of_a_station_reads_what_came_to_it(
    province: Province, checked_above: Document
) -> None:
    newcomer = person("moi", "Hà Người Mới")
    assert not reads(newcomer, checked_above)
    given: dict[str, Any] = {"user": newcomer, "organisation": province.organisation, "role": Role.FORMAT_CHECKER}
    assign_role(actor=Actor.of(province.admin), starts_on=NOON.date(), at=NOON, **given)
    assert reads(newcomer, checked_above)


def delegate_to(province: Province, user: User, **more: Any) -> Delegation:
    given: dict[str, Any] = {
        "actor": Actor.of(province.secretary),
        "organisation": province.organisation,
        "delegator": province.secretary,
        "delegate": user,
        "scope": "both",
        "starts_on": NOON.date(),
        "ends_on": NOON.date() + timedelta(days=30),
        "basis": "12-QĐ/TĐTN",
        "at": NOON,
    }
    return grant_delegation(**(given | more))


def test_a_delegate_reads_what_the_delegator_is_to_approve_until_it_is_revoked(
    province: Province, laid: Document
) -> None:
    assert not reads(province.outsider, laid)
    delegation = delegate_to(province, province.outsider)
    assert reads(province.outsider, laid)
    revoke_delegation(actor=Actor.of(province.secretary), delegation=delegation, at=NOON)
    assert not reads(province.outsider, laid)


def test_what_comes_later_is_opened_to_the_delegate_too(province: Province, write: Callable[..., Document]) -> None:
    delegate_to(province, province.outsider)
    document = start(province, write, Station(StationKind.APPROVE, "Duyệt", Who(body="TT")))
    assert reads(province.outsider, document)
    for user in province.standing:
        sign_off = SignOff.objects.get(document=document)
        decide(actor=Actor.of(user), sign_off=sign_off, decision="approved", note="", at=NOON)
    follow_accesses(at=NOON)
    assert reads(province.outsider, document)  # now the delegator is to sign it
    later = NOON + timedelta(days=31)
    follow_accesses(at=later)
    assert not reads(province.outsider, document, later)


def test_a_delegation_opens_nothing_of_another_organisation(
    province: Province, write: Callable[..., Document], laid: Document
) -> None:
    far = Organisation.objects.create(name="Đoàn xã Xa", short_name="Xa", level="commune", parent=province.organisation)
    give(province.secretary, far, Role.SECRETARY)
    project(NOON.date())
    delegate_to(province, province.outsider, organisation=far)
    assert not reads(province.outsider, laid)


def test_an_administrator_who_stands_in_reads_until_the_station_is_left(
    province: Province, checked_above: Document
) -> None:
    leave(province, province.checker, Role.FORMAT_CHECKER)
    assert reads(province.admin, checked_above)
    give(province.outsider, province.organisation, Role.FORMAT_CHECKER)
    project(NOON.date())
    actions.pass_check(actor=Actor.of(province.outsider), document=checked_above, at=NOON)
    assert not reads(province.admin, checked_above)


def test_notices_are_for_those_who_may_read_now(province: Province, asked: Document, member: User) -> None:
    told = notices_of(member).count()
    assert told == unread_notices(member) > 0
    leave_committee(province, member)
    gone = User.objects.get(pk=member.pk)
    assert notices_of(gone).count() == unread_notices(gone) == 0
    notify(users=[gone, province.checker], kind="reminder", document=asked, text="Nhắc", url="/", at=NOON)
    assert list(Notice.objects.filter(kind="reminder").values_list("user", flat=True)) == [province.checker.pk]


def test_a_notice_of_what_one_may_no_longer_read_leads_nowhere(
    client: Client, province: Province, asked: Document, member: User
) -> None:
    notice = notices_of(member).first()
    client.force_login(member)
    leave_committee(province, member)
    assert client.get(f"/thong-bao/{notice.pk}/").status_code == 404
    assert asked.subject not in client.get("/thong-bao/").content.decode()
    assert asked.subject not in client.get("/").content.decode()


def test_what_was_left_open_before_is_ended_by_the_migration(
    province: Province, asked: Document, checked_above: Document, member: User
) -> None:
    leave_committee(province, member)
    leave(province, province.checker, Role.FORMAT_CHECKER)
    Access.objects.update(until_at=None)
    heal = import_module("workflows.migrations.0006_accesses_without_a_ground_end")
    heal.end_without_ground(apps, None)
    ended = set(Access.objects.exclude(until_at=None).values_list("user", "why"))
    assert {(member.pk, "seat"), (province.checker.pk, "station")} <= ended
    assert not ended & {(user.pk, "seat") for user in province.members[1:]}
    assert (province.admin.pk, "seat") not in ended
