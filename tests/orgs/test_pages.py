"""The tree, a unit's page, and its administration over HTTP."""

import pytest
from django.urls import reverse

from orgs import actions
from orgs.models import Membership, Organisation, OrganisationAlias, User
from orgs.permissions import Perm, can
from orgs.queries import search_organisations
from tests.orgs.conftest import NOW, TODAY


@pytest.fixture
def as_admin(client, province):
    client.force_login(province.admin)
    return client


def test_the_tree_shows_open_and_closed_units(as_admin, province, django_assert_max_num_queries):
    actions.close_organisation(actor=province.by, organisation=province.huyen, on=TODAY, successor=province.xa, at=NOW)
    with django_assert_max_num_queries(20):
        page = as_admin.get(reverse("organisations")).content.decode()
    assert "Đoàn xã Vân Khê" in page
    assert "đã kết thúc" in page


@pytest.mark.parametrize("words", ["van khe", "Vân Khê", "xã đoàn vk", "XA VAN"])
def test_a_unit_is_found_without_marks_and_by_its_other_names(province, words):
    OrganisationAlias.objects.create(organisation=province.xa, text="Xã đoàn VK", folded="xa doan vk")
    assert search_organisations(words) == [province.xa]


def test_a_units_page_shows_who_waits_for_ratification(as_admin, province):
    actions.add_member(actor=province.by, user=province.an, body=province.bch, entry="meeting", starts_on=TODAY, at=NOW)
    page = as_admin.get(reverse("organisation", args=[province.tinh.pk])).content.decode()
    assert "Trịnh Bình An" in page
    assert "Chờ chuẩn y" in page
    assert reverse("organisation_edit", args=[province.tinh.pk]) in page


def test_only_administrators_reach_the_administration(client, province):
    client.force_login(province.outsider)
    assert client.get(reverse("organisation_edit", args=[province.tinh.pk])).status_code == 403
    page = client.get(reverse("organisation", args=[province.tinh.pk])).content.decode()
    assert "/sua/" not in page


def test_an_administrator_adds_and_ends_a_member(as_admin, province):
    url = reverse("organisation_edit", args=[province.tinh.pk])
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


def test_a_refusal_stands_in_the_form_and_changes_nothing(as_admin, province):
    sent = {"act": "close", "close-on": "1900-01-01", "close-reason": "Nhầm"}
    answer = as_admin.post(reverse("organisation_edit", args=[province.xa.pk]), sent)
    assert answer.status_code == 422
    assert "Ngày kết thúc" in answer.content.decode()
    assert Organisation.objects.get(pk=province.xa.pk).valid_to is None


def test_a_choice_of_another_organisation_is_no_choice(as_admin, province):
    seat = actions.add_member(actor=province.by, user=province.an, body=province.bch, starts_on=TODAY, at=NOW)
    sent = {
        "act": "end_membership",
        "end_membership-membership": seat.pk,
        "end_membership-ends_on": "2026-11-20",
        "end_membership-reason": "x",
    }
    assert as_admin.post(reverse("organisation_edit", args=[province.xa.pk]), sent).status_code == 422
    assert Membership.objects.get().ends_on is None
