"""`/quan-tri/`: what a superuser does there is not there, or is an act in the journal; nothing is deleted there."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from orgs.actions import add_to_directory, change_directory, note_new_password, switch_account
from orgs.actions.directory import NO_ORGANISATION
from orgs.journalled import Journalled
from orgs.models import Body, Organisation, Role, RoleAssignment, Term, User
from tests.orgs.conftest import NOW

PASSWORD = "một-mật-khẩu-dài"


@pytest.fixture
def boss(province: SimpleNamespace) -> User:
    return User.objects.create_superuser("goc", email="goc@x.example", password="x", full_name="Quản trị gốc")


@pytest.fixture
def desk(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


def entries() -> list[tuple[str, int | None, dict[str, Any]]]:
    return [(e.verb, e.organisation_id, json.loads(e.text)["facts"]) for e in JournalEntry.objects.order_by("id")]


def form_of(desk: Client, address: str) -> dict[str, Any]:
    """What the page's own form would send if nothing was changed."""
    form = desk.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def test_every_page_is_journalled_and_none_deletes(rf: RequestFactory, boss: User) -> None:
    request = rf.get("/")
    request.user = boss
    assert {model.__name__ for model in admin.site._registry} == {"User", "Organisation", "Body", "Term"}
    for page in admin.site._registry.values():
        assert isinstance(page, Journalled)
        assert not page.has_delete_permission(request)
        assert page.get_actions(request) == {}


@pytest.mark.parametrize("page", ["viewflow_process", "viewflow_task", "auth_group", "axes_accessattempt"])
def test_rows_of_libraries_have_no_page(page: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{page}_changelist")


@pytest.mark.parametrize("model", [User, Organisation, Body, Term])
def test_every_page_opens_adds_and_changes_by_an_act(
    desk: Client, province: SimpleNamespace, model: type[Model]
) -> None:
    """Whatever stands in the registry: a change posted to its page leaves an entry with what was changed."""
    row = model._default_manager.order_by("pk").first() or Term.objects.create(
        organisation=province.tinh, number="XIV", starts_on=NOW.date()
    )
    name = {User: "full_name", Organisation: "place", Body: "name", Term: "number"}[model]
    address = reverse(f"admin:orgs_{model._meta.model_name}_change", args=[row.pk])
    assert desk.get(reverse(f"admin:orgs_{model._meta.model_name}_add")).status_code == 200
    before = getattr(row, name)
    assert desk.post(address, form_of(desk, address) | {name: "Mới"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == "Mới"
    verb, _, facts = entries()[-1]
    assert (verb, facts["changes"]) == ("orgs.directory_changed", {name: [before, "Mới"]})
    assert desk.post(reverse(f"admin:orgs_{model._meta.model_name}_delete", args=[row.pk])).status_code == 403


def test_a_page_saved_without_a_change_leaves_no_entry(desk: Client, province: SimpleNamespace) -> None:
    address = reverse("admin:orgs_organisation_change", args=[province.tinh.pk])
    assert desk.post(address, form_of(desk, address)).status_code == 302
    assert entries() == []


def test_a_new_account_stands_in_the_journal_without_its_password(desk: Client, province: SimpleNamespace) -> None:
    sent = {"username": "moi", "full_name": "Người Mới", "email": "", "usable_password": "true"}
    sent |= {"password1": PASSWORD, "password2": PASSWORD}
    assert desk.post(reverse("admin:orgs_user_add"), sent).status_code == 302
    ((verb, _, facts),) = entries()
    assert (verb, facts) == ("orgs.directory_added", {"what": "người dùng", "name": "Người Mới"})
    assert PASSWORD not in JournalEntry.objects.get().text


def test_a_password_set_for_somebody_is_an_act(desk: Client, province: SimpleNamespace) -> None:
    address = reverse("admin:auth_user_password_change", args=[province.an.pk])
    sent = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert desk.post(address, sent | {"password2": "khác"}).status_code == 200
    assert entries() == []
    assert desk.post(address, sent).status_code == 302
    assert [verb for verb, _, _ in entries()] == ["orgs.password_set"]
    province.an.refresh_from_db()
    assert province.an.check_password(PASSWORD)


def test_an_account_switched_off_is_an_act_in_the_chain_of_each_of_its_organisations(
    desk: Client, province: SimpleNamespace
) -> None:
    for organisation in (province.tinh, province.xa):
        RoleAssignment.objects.create(
            user=province.an, organisation=organisation, role=Role.CLERK, starts_on=NOW.date().replace(day=1, month=1)
        )
    address = reverse("admin:orgs_user_change", args=[province.an.pk])
    sent = form_of(desk, address)
    sent.pop("is_active")
    assert desk.post(address, sent).status_code == 302
    assert [(verb, where) for verb, where, _ in entries()] == [
        ("orgs.account_closed", province.tinh.pk),
        ("orgs.account_closed", province.xa.pk),
    ]
    province.an.refresh_from_db()
    assert not province.an.is_active
    assert desk.post(address, sent | {"is_active": "on"}).status_code == 302
    assert entries()[-1][0] == "orgs.account_opened"


def test_nobody_becomes_superuser_here(desk: Client, province: SimpleNamespace) -> None:
    address = reverse("admin:orgs_user_change", args=[province.an.pk])
    desk.post(address, form_of(desk, address) | {"is_superuser": "on", "is_staff": "on"})
    province.an.refresh_from_db()
    assert not province.an.is_superuser
    assert not province.an.is_staff


def test_an_organisation_is_not_closed_past_its_own_act(desk: Client, province: SimpleNamespace) -> None:
    address = reverse("admin:orgs_organisation_change", args=[province.tinh.pk])
    desk.post(address, form_of(desk, address) | {"valid_to": "2026-01-01"})
    province.tinh.refresh_from_db()
    assert province.tinh.valid_to is None


def test_nobody_closes_their_own_account(boss: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        switch_account(actor=Actor.of(boss), user=boss, active=False, at=NOW)
    assert refusal.value.code == "own"


def test_only_a_superuser_in_person_does_it(province: SimpleNamespace, boss: User) -> None:
    for actor in (SYSTEM, Actor.of(province.by.user), Actor.of(province.an, on_behalf_of=boss)):
        with pytest.raises(PermissionDenied):
            add_to_directory(actor=actor, row=User(username="moi", full_name="Mới"), at=NOW)
        with pytest.raises(PermissionDenied):
            change_directory(actor=actor, row=province.tinh, changes={}, at=NOW)
        with pytest.raises(PermissionDenied):
            switch_account(actor=actor, user=province.outsider, active=False, at=NOW)
        with pytest.raises(PermissionDenied):
            note_new_password(actor=actor, user=province.outsider, at=NOW)


def test_what_comes_before_any_organisation_has_a_chain_too(db: None) -> None:
    first = User.objects.create_superuser("goc", email="goc@x.example", password="x", full_name="Quản trị gốc")
    add_to_directory(actor=Actor.of(first), row=User(username="moi", full_name="Mới"), at=NOW)
    assert [where for _, where, _ in entries()] == [NO_ORGANISATION]
