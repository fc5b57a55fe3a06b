"""Nobody's work is stuck: a station that nobody can serve is its administrator's to find somebody for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import SignOff
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from documents.models import Access, Document
from notifications.models import Notice, OutboxItem
from orgs.actions import SeatTerms, add_member, assign_role, close_organisation, end_membership, end_role
from orgs.models import Body, Membership, Role, RoleAssignment, User
from orgs.roles import project
from tests.workflows.conftest import NOON, Province, give
from workflows import actions
from workflows.actions.looking_after import look_after_all
from workflows.jobs import tick
from workflows.models import Itinerary, Turn
from workflows.nightly import ask_for_the_day
from workflows.permissions import may_serve
from workflows.procedures import Approvals, Overdue, Station, StationKind, StationRule, Who
from workflows.queries import acts_for, stepper, workspace
from workflows.views.rows import turn_row

TODAY = timezone.localdate(NOON)
YESTERDAY = TODAY - timedelta(days=1)
DRAFT = Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter"), days=2)
CHECK = Station(StationKind.CHECK, "Kiểm tra", Who(role="format_checker"), days=1, on_overdue=Overdue.ESCALATE)
APPROVE = Station(StationKind.APPROVE, "Duyệt", Who(body="TT"), StationRule(approvals=Approvals.ALL), days=2)
OPINION = Station(StationKind.OPINION, "Cho ý kiến", Who(body="BCH"), days=2, on_overdue=Overdue.CLOSE)
END = (
    Station(StationKind.SIGN, "Ký", Who(role="secretary"), days=1, on_overdue=Overdue.ESCALATE),
    Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
    Station(StationKind.DISTRIBUTE, "Phát hành"),
)


@pytest.fixture
def begun(province: Province, write: Callable[..., Document]) -> Callable[..., Document]:
    """A document on a route of these stations, submitted by its drafter unless it is to stay on the desk."""

    def begin(*stations: Station, submit: bool = True) -> Document:
        route = [DRAFT, *stations, *END]
        procedure = actions.create_procedure(
            actor=SYSTEM, organisation=province.organisation, name="Thử", type_codes=[], stations=route, at=NOON
        )
        document = write()
        actions.start(actor=Actor.of(province.drafter), document=document, procedure=procedure, at=NOON)
        if submit:
            actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
        return document

    return begin


def to_find(document: Document) -> dict[str, str]:
    """The open turns to find somebody: whose, and what they say."""
    turns = Turn.objects.filter(document=document, act="appoint", closed_at=None)
    return {str(turn.user or turn.role): turn.label for turn in turns}


def here(document: Document) -> StationKind:
    return Itinerary.objects.get(document=document).station.kind


def switch(user: User, on: bool) -> None:
    user.is_active = on
    user.save()


def lose(province: Province, user: User, role: str) -> None:
    assignment = RoleAssignment.objects.get(user=user, role=role, organisation=province.organisation)
    end_role(actor=Actor.of(province.admin), assignment=assignment, ends_on=YESTERDAY, at=NOON)


# ── roles ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_role_that_ran_out_at_night_leaves_its_station_to_the_administrator(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    RoleAssignment.objects.filter(user=province.checker).update(ends_on=TODAY)
    assert look_after_all(NOON) == 0
    assert look_after_all(NOON + timedelta(days=1)) == 1
    assert "chưa ai có vai trò Kiểm tra thể thức" in to_find(document)["Vũ Hải Yến"]
    assert look_after_all(NOON + timedelta(days=1)) == 0
    assert Notice.objects.filter(user=province.admin, kind="turn").count() == 1


def test_the_administrators_workspace_says_what_to_do_and_leads_there(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    lose(province, province.checker, "format_checker")
    row = turn_row(workspace(province.admin, NOON).turns[0])
    assert row["meta"].startswith("Bước này không còn người giữ: chưa ai có vai trò Kiểm tra thể thức.")
    offered = acts_for(province.admin, document, NOON).next
    assert (offered.key, offered.url) == ("appoint", reverse("orgs:organisation_edit", args=[province.organisation.pk]))


def test_who_is_given_the_role_serves_the_station_and_the_administrator_is_free(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    lose(province, province.checker, "format_checker")
    assign_role(
        actor=Actor.of(province.admin), user=province.outsider, organisation=province.organisation,
        role=Role.FORMAT_CHECKER, starts_on=TODAY, at=NOON,
    )  # fmt: skip
    assert to_find(document) == {}
    assert not Access.objects.filter(document=document, user=province.admin, until_at=None).exists()
    actions.pass_check(actor=Actor.of(province.outsider), document=document, at=NOON)
    assert here(document) is StationKind.SIGN


def test_an_account_that_is_switched_off_anywhere_holds_nothing(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    switch(province.checker, on=False)
    assert list(to_find(document)) == ["Vũ Hải Yến"]
    switch(province.checker, on=True)
    assert to_find(document) == {}


def test_an_account_that_was_switched_off_past_every_event_is_found_at_night(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    type(province.checker).objects.filter(pk=province.checker.pk).update(is_active=False)
    assert to_find(document) == {}
    look_after_all(NOON)
    assert list(to_find(document)) == ["Vũ Hải Yến"]


def test_the_last_clerk_who_goes_leaves_the_number_to_the_administrator(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun()
    actions.sign(actor=Actor.of(province.secretary), document=document, at=NOON)
    lose(province, province.clerk, "clerk")
    assert "Văn thư" in to_find(document)["Vũ Hải Yến"]


def test_a_secretary_without_the_seat_that_signing_rests_on_leaves_the_signature(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun()
    for membership in Membership.objects.filter(user=province.secretary):
        end_membership(actor=Actor.of(province.admin), membership=membership, ends_on=YESTERDAY, at=NOON)
    assert "chưa ai đủ thẩm quyền ký" in to_find(document)["Vũ Hải Yến"]
    term = province.organisation.terms.get()
    add_member(
        actor=Actor.of(province.admin), user=province.secretary, body=Body.objects.get(name="BCH Tỉnh đoàn"),
        seat=SeatTerms(term=term, position="Bí thư", starts_on=TODAY), at=NOON,
    )  # fmt: skip
    assert to_find(document) == {}


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_desk_of_a_drafter_who_is_gone_is_given_to_another_who_changes_the_text(
    province: Province, begun: Callable[..., Document], client: Client
) -> None:
    document = begun(submit=False)
    switch(province.drafter, on=False)
    assert "giao người khác soạn" in to_find(document)["Vũ Hải Yến"]
    assert acts_for(province.admin, document, NOON).next.key == "assign"
    client.force_login(province.admin)
    page = client.get(reverse("workflows:document", args=[document.pk])).content.decode()
    assert "assign-dialog" in page
    assert "không còn người giữ" in page
    sent = {"drafter": province.chief.pk, "reason": "Đồng chí Bảo chuyển công tác"}
    client.post(reverse("workflows:document_assign", args=[document.pk]), sent)
    document.refresh_from_db()
    assert document.drafter == province.chief
    assert to_find(document) == {}
    actions.submit_draft(actor=Actor.of(province.chief), document=document, at=NOON)
    assert here(document) is StationKind.SIGN
    entry = JournalEntry.objects.get(verb="workflows.assign_drafter")
    assert '"after":"Nguyễn Minh Hà","before":"Lê Quốc Bảo"' in entry.text
    assert document.history.first().history_user == province.admin


def test_another_drafter_of_the_unit_may_send_on_what_a_gone_one_left(
    province: Province, begun: Callable[..., Document]
) -> None:
    give(province.outsider, province.organisation, Role.DRAFTER)
    project(TODAY)
    document = begun(submit=False)
    switch(province.drafter, on=False)
    assert stepper(document, NOON)[0].note == "Ngô G. Huy"
    actions.submit_draft(actor=Actor.of(province.outsider), document=document, at=NOON)
    assert here(document) is StationKind.SIGN


def test_a_document_that_comes_back_to_a_drafter_who_is_gone_is_the_administrators(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    switch(province.drafter, on=False)
    assert to_find(document) == {}
    actions.return_document(actor=Actor.of(province.checker), document=document, reason="Sửa", at=NOON)
    assert list(to_find(document)) == ["Vũ Hải Yến"]
    actions.assign_drafter(
        actor=Actor.of(province.chief), document=document, drafter=province.chief, reason="Thay", at=NOON
    )
    actions.submit_draft(actor=Actor.of(province.chief), document=document, at=NOON)
    assert here(document) is StationKind.CHECK


def test_a_document_that_comes_back_to_a_drafter_who_may_draft_no_more_goes_to_the_others(
    province: Province, begun: Callable[..., Document]
) -> None:
    give(province.outsider, province.organisation, Role.DRAFTER)
    document = begun(CHECK)
    RoleAssignment.objects.filter(user=province.drafter).update(ends_on=YESTERDAY)
    project(TODAY)
    actions.return_document(actor=Actor.of(province.checker), document=document, reason="Sửa", at=NOON)
    desk = Turn.objects.get(document=document, closed_at__isnull=True, act=Turn.Act.DRAFT)
    assert (desk.user, desk.role, desk.organisation) == (None, Role.DRAFTER, province.organisation)
    assert not may_serve(province.drafter, desk, NOON)
    assert may_serve(province.outsider, desk, NOON)


def test_only_convenor_and_administrator_give_the_drafting_away(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)

    def assign(by: User, drafter: User = province.chief, reason: str = "Thay") -> None:
        actions.assign_drafter(actor=Actor.of(by), document=document, drafter=drafter, reason=reason, at=NOON)

    for by in (province.drafter, province.checker, province.outsider, province.secretary):
        with pytest.raises(PermissionDenied):
            assign(by)
    for given, code in (
        ({"drafter": province.drafter}, "drafts_already"),
        ({"drafter": province.outsider}, "not_a_drafter"),
        ({"reason": " "}, "reason_needed"),
    ):
        with pytest.raises(ValidationError) as refused:
            assign(province.chief, **given)
        assert refused.value.code == code


# ── approvals ───────────────────────────────────────────────────────────────────────────────────────────────────────
def decide(user: User, decision: str = "approved") -> None:
    approvals.decide(
        actor=Actor.of(user), sign_off=SignOff.objects.get(outcome=""), decision=decision, note="x", at=NOON
    )


def test_an_approval_of_all_does_not_wait_for_one_who_is_gone(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(APPROVE)
    decide(province.secretary)
    switch(province.deputy, on=False)
    assert here(document) is StationKind.SIGN


def test_an_approval_whose_last_one_is_gone_is_held_and_the_administrators(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(APPROVE)
    for user in province.standing:
        switch(user, on=False)
    assert here(document) is StationKind.APPROVE
    assert document.itinerary.visits.get(left_at=None).held_at is not None
    assert "danh sách không còn ai" in to_find(document)["Vũ Hải Yến"]
    switch(province.deputy, on=True)
    assert to_find(document) == {}
    actions.ask_again(actor=Actor.of(province.chief), document=document, reason="Đã có người", at=NOON)
    decide(province.deputy)
    assert here(document) is StationKind.SIGN


def test_a_seat_that_rested_on_a_role_lapses_with_the_role(province: Province, begun: Callable[..., Document]) -> None:
    document = begun(replace(APPROVE, who=Who(role="chief_of_office")))
    lose(province, province.chief, "chief_of_office")
    with pytest.raises(SignOff.DoesNotExist):
        decide(province.chief)
    assert "Bước này không còn người điều hành" in to_find(document)["Vũ Hải Yến"]


# ── rounds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_round_without_its_convenor_is_the_administrators(province: Province, begun: Callable[..., Document]) -> None:
    document = begun(OPINION)
    lose(province, province.chief, "chief_of_office")
    assert "Chánh Văn phòng" in to_find(document)["Vũ Hải Yến"]


def test_a_body_that_is_empty_when_it_is_asked_is_the_administrators(
    province: Province, begun: Callable[..., Document]
) -> None:
    Membership.objects.filter(body__kind="BCH").update(ends_on=YESTERDAY)
    document = begun(OPINION)
    assert "bổ sung thành viên" in to_find(document)["Vũ Hải Yến"]
    assert "ask_again" in [offered.key for offered in acts_for(province.admin, document, NOON).more]


def test_a_body_that_empties_while_it_is_asked_is_the_administrators(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(OPINION)
    for membership in Membership.objects.filter(body__kind="BCH", body__organisation=province.organisation):
        end_membership(actor=Actor.of(province.admin), membership=membership, ends_on=YESTERDAY, at=NOON)
    assert "danh sách không còn ai" in to_find(document)["Vũ Hải Yến"]


# ── administrators ──────────────────────────────────────────────────────────────────────────────────────────────────
def commune_waits_for_its_secretary(province: Province, write: Callable[..., Document]) -> Document:
    document = write(by=province.commune_drafter, organisation=province.commune)
    procedure = actions.create_procedure(
        actor=SYSTEM, organisation=province.commune, name="Xã", type_codes=[], stations=[DRAFT, *END], at=NOON
    )
    drafter = Actor.of(province.commune_drafter)
    actions.start(actor=drafter, document=document, procedure=procedure, at=NOON)
    actions.submit_draft(actor=drafter, document=document, at=NOON)
    return document


def test_a_unit_without_an_administrator_is_seen_to_by_the_one_above(
    province: Province, write: Callable[..., Document], client: Client
) -> None:
    document = commune_waits_for_its_secretary(province, write)
    switch(province.commune_secretary, on=False)
    assert list(to_find(document)) == ["Vũ Hải Yến"]
    client.force_login(province.admin)
    assert client.get(reverse("workflows:document", args=[document.pk])).status_code == 200
    assert client.get(acts_for(province.admin, document, NOON).next.url).status_code == 200


def test_where_nobody_administers_the_turn_waits_for_whoever_will(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    RoleAssignment.objects.filter(role="organisation_admin").update(ends_on=YESTERDAY)
    switch(province.checker, on=False)
    assert list(to_find(document)) == ["organisation_admin"]
    assert look_after_all(NOON) == 0
    give(province.outsider, province.organisation, Role.ORGANISATION_ADMIN)
    assert look_after_all(NOON) == 1
    assert list(to_find(document)) == ["Ngô Gia Huy"]


def test_an_administrator_who_goes_hands_on_what_was_theirs_to_find(
    province: Province, begun: Callable[..., Document]
) -> None:
    give(province.outsider, province.organisation, Role.ORGANISATION_ADMIN)
    document = begun(CHECK)
    switch(province.checker, on=False)
    assert set(to_find(document)) == {"Vũ Hải Yến", "Ngô Gia Huy"}
    switch(province.admin, on=False)
    assert set(to_find(document)) == {"Ngô Gia Huy"}


def test_what_a_closed_unit_still_had_under_way_is_for_the_one_above(
    province: Province, write: Callable[..., Document]
) -> None:
    document = commune_waits_for_its_secretary(province, write)
    close_organisation(actor=Actor.of(province.admin), organisation=province.commune, on=YESTERDAY, at=NOON)
    assert list(to_find(document)) == ["Vũ Hải Yến"]


def test_what_was_stuck_before_is_found_when_the_day_is_asked_for(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    switch(province.checker, on=False)
    Turn.objects.filter(act="appoint").delete()
    ask_for_the_day(NOON)
    assert OutboxItem.objects.filter(kind="vacancies").count() == 1
    look_after_all(NOON)
    assert list(to_find(document)) == ["Vũ Hải Yến"]


# ── lateness ────────────────────────────────────────────────────────────────────────────────────────────────────────
LATER = NOON + timedelta(days=30)


def reported_to(document: Document) -> list[tuple[str, str]]:
    return [
        (turn.organisation.short_name, turn.role)
        for turn in Turn.objects.filter(document=document, act="convene", closed_at=None)
    ]


def test_a_late_station_is_not_reported_to_whoever_is_late(province: Province, begun: Callable[..., Document]) -> None:
    give(province.checker, province.organisation, Role.CHIEF_OF_OFFICE)
    RoleAssignment.objects.filter(user=province.chief).delete()
    document = begun(CHECK)
    tick(LATER)
    assert reported_to(document) == [("Tỉnh đoàn Lam Giang", "secretary")]
    assert not Notice.objects.filter(user=province.checker, kind="escalation").exists()


def test_a_late_secretary_is_reported_to_the_unit_above(province: Province, write: Callable[..., Document]) -> None:
    document = commune_waits_for_its_secretary(province, write)
    tick(LATER)
    assert reported_to(document) == [("Tỉnh đoàn Lam Giang", "secretary")]
    assert Notice.objects.filter(user=province.secretary, kind="escalation").count() == 1
    assert not Notice.objects.filter(user=province.commune_secretary, kind="escalation").exists()


def test_a_late_secretary_of_the_highest_unit_is_only_reminded(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun()
    tick(LATER)
    assert reported_to(document) == []
    assert Notice.objects.filter(user=province.secretary, kind="reminder").count() == 1


# ── upgrades ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_upgrade_tells_turns_to_find_somebody_from_those_of_convenors(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(CHECK)
    switch(province.checker, on=False)
    Turn.objects.filter(act="appoint").update(act="convene", organisation=None, label="Kiểm tra")
    import_module("workflows.migrations.0004_turns_to_find_somebody").tell_apart(apps, None)
    assert to_find(document) == {"Vũ Hải Yến": "Bước này không còn người giữ: Kiểm tra"}
    assert may_serve(province.admin, Turn.objects.get(act="appoint"), NOON)


def test_an_upgrade_says_for_which_organisation_an_open_seat_approves(
    province: Province, begun: Callable[..., Document]
) -> None:
    document = begun(APPROVE)
    Turn.objects.filter(document=document, act="approve").update(organisation=None)
    import_module("workflows.migrations.0003_seats_name_their_organisation").name_it(apps, None)
    turns = Turn.objects.filter(document=document, act="approve")
    assert {turn.organisation for turn in turns} == {province.organisation}
