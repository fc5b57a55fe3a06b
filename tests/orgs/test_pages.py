"""The tree, a unit's page, and its administration over HTTP."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from orgs import actions
from orgs.actions import SeatTerms
from orgs.models import Membership, Organisation, OrganisationAlias, User
from orgs.permissions import Perm, can
from orgs.queries import search_organisations
from tests.orgs.conftest import NOW, TODAY
from tests.responses import Response


@pytest.fixture
def as_admin(client: Client, province: SimpleNamespace) -> Client:
    client.force_login(province.admin)
    return client


def test_the_tree_shows_open_and_closed_units(
    as_admin: Client, province: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actions.close_organisation(actor=province.by, organisation=province.huyen, on=TODAY, successor=province.xa, at=NOW)
    with django_assert_max_num_queries(20):
        page = as_admin.get(reverse("orgs:organisations")).content.decode()
    assert "Đoàn xã Vân Khê" in page
    assert "đã kết thúc" in page


@pytest.mark.parametrize("words", ["van khe", "Vân Khê", "xã đoàn vk", "XA VAN"])
def test_a_unit_is_found_without_marks_and_by_its_other_names(province: SimpleNamespace, words: str) -> None:
    OrganisationAlias.objects.create(organisation=province.xa, text="Xã đoàn VK", folded="xa doan vk")
    assert search_organisations(words) == [province.xa]


def test_a_units_page_shows_who_waits_for_ratification(as_admin: Client, province: SimpleNamespace) -> None:
    actions.add_member(
        actor=province.by, user=province.an, body=province.bch, seat=SeatTerms(entry="meeting", starts_on=TODAY), at=NOW
    )
    page = as_admin.get(reverse("orgs:organisation", args=[province.tinh.pk])).content.decode()
    assert "Trịnh Bình An" in page
    assert "Chờ chuẩn y" in page
    assert reverse("orgs:organisation_edit", args=[province.tinh.pk]) in page


def test_only_administrators_reach_the_administration(client: Client, province: SimpleNamespace) -> None:
    client.force_login(province.outsider)
    assert client.get(reverse("orgs:organisation_edit", args=[province.tinh.pk])).status_code == 404
    page = client.get(reverse("orgs:organisation", args=[province.tinh.pk])).content.decode()
    assert "/sua/" not in page


def test_an_administrator_adds_and_ends_a_member(as_admin: Client, province: SimpleNamespace) -> None:
    url = reverse("orgs:organisation_edit", args=[province.tinh.pk])
    sent = {
        "act": "add_member",
        "add_member-user": province.an.pk,
        "add_member-body": province.bch.pk,
        "add_member-position": "Ủy viên",
        "add_member-entry": "congress",
        "add_member-starts_on": "2025-10-15",
    }
    assert as_admin.post(url, sent).status_code == 302
    assert can(User.objects.get(pk=province.an.pk), Perm.VOTE, province.tinh)
    sent = {
        "act": "end_membership",
        "end_membership-membership": Membership.objects.get().pk,
        "end_membership-ends_on": "2025-12-01",
        "end_membership-reason": "Chuyển công tác",
    }
    assert as_admin.post(url, sent).status_code == 302
    assert not can(User.objects.get(pk=province.an.pk), Perm.VOTE, province.tinh)


def test_a_refusal_stands_in_the_form_and_changes_nothing(as_admin: Client, province: SimpleNamespace) -> None:
    sent = {"act": "close", "close-on": "1900-01-01", "close-reason": "Nhầm"}
    answer = as_admin.post(reverse("orgs:organisation_edit", args=[province.xa.pk]), sent)
    assert answer.status_code == 422
    assert "Ngày kết thúc" in answer.content.decode()
    assert Organisation.objects.get(pk=province.xa.pk).valid_to is None


def test_a_choice_of_another_organisation_is_no_choice(as_admin: Client, province: SimpleNamespace) -> None:
    seat = actions.add_member(
        actor=province.by, user=province.an, body=province.bch, seat=SeatTerms(starts_on=TODAY), at=NOW
    )
    sent = {
        "act": "end_membership",
        "end_membership-membership": seat.pk,
        "end_membership-ends_on": "2026-11-20",
        "end_membership-reason": "x",
    }
    assert as_admin.post(reverse("orgs:organisation_edit", args=[province.xa.pk]), sent).status_code == 422
    assert Membership.objects.get().ends_on is None


@pytest.fixture
def secretary(province: SimpleNamespace) -> User:
    actions.add_member(
        actor=province.by,
        user=province.an,
        body=province.bch,
        seat=SeatTerms(position="Bí thư", starts_on=TODAY.replace(2025)),
        at=NOW,
    )
    return User.objects.get(pk=province.an.pk)


def delegated(client: Client, province: SimpleNamespace, **more: Any) -> Response:
    sent = {
        "act": "delegate",
        "delegation-organisation": province.tinh.pk,
        "delegation-delegate": province.binh.pk,
        "delegation-scope": "sign",
        "delegation-starts_on": "2099-01-01",
        "delegation-ends_on": "2099-01-05",
        "delegation-basis": "31-UQ/TĐTN",
    } | more
    return client.post(reverse("orgs:profile"), sent)


def test_a_secretary_delegates_and_takes_it_back_on_their_own_page(
    client: Client, province: SimpleNamespace, secretary: User
) -> None:
    client.force_login(secretary)
    assert delegated(client, province).status_code == 302
    given = secretary.delegations_given.get()
    page = client.get(reverse("orgs:profile")).content.decode()
    assert "Lý Thái Bình thay mặt tôi" in page
    client.post(reverse("orgs:delegation_revoke", args=[given.pk]))
    given.refresh_from_db()
    assert given.revoked_at is not None


def test_who_has_nothing_to_delegate_is_not_offered_it(
    client: Client, province: SimpleNamespace, secretary: User
) -> None:
    client.force_login(province.outsider)
    assert "delegation-delegate" not in client.get(reverse("orgs:profile")).content.decode()
    assert delegated(client, province).status_code == 422


def test_nobody_takes_back_somebody_elses_delegation(
    client: Client, province: SimpleNamespace, secretary: User
) -> None:
    client.force_login(secretary)
    delegated(client, province)
    client.force_login(province.outsider)
    url = reverse("orgs:delegation_revoke", args=[secretary.delegations_given.get().pk])
    assert client.post(url).status_code == 404


def test_a_superuser_opens_an_account_in_the_admin_pages(client: Client, province: SimpleNamespace) -> None:
    boss = User.objects.create_superuser("goc", email="goc@x.example", password="x", full_name="Quản trị gốc")
    client.force_login(boss)
    sent = {
        "username": "moi",
        "full_name": "Người Mới",
        "email": "moi@x.example",
        "usable_password": "true",
        "password1": "một-mật-khẩu-dài",
        "password2": "một-mật-khẩu-dài",
    }
    assert client.post("/quan-tri/orgs/user/add/", sent).status_code == 302
    assert User.objects.get(username="moi").full_name == "Người Mới"
    for path in ("user", "organisation", "body", "term"):
        assert client.get(f"/quan-tri/orgs/{path}/").status_code == 200
