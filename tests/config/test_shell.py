"""What the frame shows to whom: places, counts, the person."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from config.context_processors import Shell
from notifications.models import Notice
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, User
from orgs.roles import project

SINCE = date(2025, 1, 1)


@pytest.fixture
def office(db: None) -> SimpleNamespace:
    tinh = Organisation.objects.create(name="Tỉnh đoàn Lam Giang", short_name="Tỉnh đoàn", level="province")
    bch = Body.objects.create(organisation=tinh, kind=Body.Kind.COMMITTEE, name="Ban Chấp hành")
    people = {name: User.objects.create(username=name, full_name=name) for name in ("thu", "an", "khach")}
    RoleAssignment.objects.create(user=people["thu"], organisation=tinh, role=Role.CLERK, starts_on=SINCE)
    Membership.objects.create(user=people["an"], body=bch, position="Ủy viên", starts_on=SINCE)
    project(timezone.localdate())
    return SimpleNamespace(tinh=tinh, **people)


def _shell(user: User | AnonymousUser, path: str = "/") -> Shell:
    request: Any = RequestFactory().get(path)
    request.user, request.session = user, {}
    return Shell(request)


def _keys(shell: Shell) -> set[str]:
    return {place.key for group in shell.groups for place in group.places}


def test_a_place_is_shown_only_to_those_for_whom_it_opens(office: SimpleNamespace) -> None:
    assert {"numbering", "register"} <= _keys(_shell(office.thu))
    assert not {"numbering", "register", "signing"} & _keys(_shell(office.khach))


def test_the_place_whose_address_begins_this_pages_is_the_current_one(office: SimpleNamespace) -> None:
    shell = _shell(office.thu, reverse("documents:register"))
    assert [place.key for group in shell.groups for place in group.places if place.current] == ["register"]


def test_the_workspace_is_not_current_on_every_page(office: SimpleNamespace) -> None:
    shell = _shell(office.thu, "/khong-co/")
    assert not any(place.current for group in shell.groups for place in group.places)


def test_unread_notices_are_counted_for_their_reader_alone(office: SimpleNamespace) -> None:
    Notice.objects.create(user=office.thu, kind="turn", text="x", created_at=timezone.now())
    assert (_shell(office.thu).unread, _shell(office.an).unread) == (1, 0)


def test_a_plain_member_is_introduced_with_the_body(office: SimpleNamespace) -> None:
    assert _shell(office.an).person.title == "Ủy viên BCH"


def test_the_phone_has_four_places_and_the_way_to_all(office: SimpleNamespace) -> None:
    assert len(_shell(office.thu).phone_places) == 4


def test_nobody_logged_in_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    shell = _shell(AnonymousUser())
    with django_assert_num_queries(0):
        assert (shell.unread, shell.counts, shell.organisation, shell.organisations) == (0, {}, None, [])


def test_the_numbers_of_the_frame_are_for_those_who_are_in(client: Client, office: SimpleNamespace) -> None:
    assert client.get(reverse("frame_counts")).status_code == 302
    client.force_login(office.thu)
    assert b'data-count="notices"' in client.get(reverse("frame_counts")).content
