"""The histories of rows in words: who, what, when, why; names for ids; pages; nothing of what a reader may not see."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from pytest_django import DjangoAssertNumQueries

from audit.queries.changes import label_of, told_fields
from audit.queries.row_history import ON_A_PAGE, latest_rows, row_page
from audit.registry import registry, tracked_of
from orgs.actions import SeatTerms, add_member, assign_role, end_role
from orgs.models import Membership, Organisation, Role, RoleAssignment, User
from orgs.queries import organisation_histories, person_histories
from tests.orgs.conftest import NOW, TODAY, province  # noqa: F401

LATER = NOW + timedelta(hours=3)


def tracked_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if hasattr(m, "history") and m._meta.app_label != "benchmarks"]


@pytest.fixture
def clerk(province: SimpleNamespace) -> SimpleNamespace:  # noqa: F811
    """Somebody who was made clerk, and is no more."""
    role = assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    end_role(actor=province.by, assignment=role, ends_on=TODAY, at=LATER, reason="Theo Quyết định 15")
    return province


def test_a_change_says_who_what_when_why_from_what_to_what(clerk: SimpleNamespace) -> None:
    line = latest_rows([RoleAssignment.history.filter(user=clerk.an)]).lines[0]
    assert (line.who, line.act, line.thing, line.name) == (
        "Đỗ Quản Trị",
        "sửa",
        "vai trò",
        "Trịnh Bình An · Văn thư",
    )
    assert (line.at, line.reason) == (LATER, "Theo Quyết định 15")
    assert [tuple(change) for change in line.changes] == [("đến hết ngày", "—", "20/11/2026")]


def test_what_a_new_row_holds_is_told_with_names_for_ids(clerk: SimpleNamespace) -> None:
    line = latest_rows([RoleAssignment.history.filter(user=clerk.an)]).lines[1]
    assert (line.act, line.is_new) == ("ghi mới", True)
    assert [tuple(change) for change in line.changes] == [("tổ chức", "", "Tỉnh đoàn"), ("từ ngày", "", "20/11/2026")]


def test_a_deletion_is_told(clerk: SimpleNamespace) -> None:
    RoleAssignment.objects.filter(user=clerk.an).first().delete()
    line = latest_rows([RoleAssignment.history.filter(user=clerk.an)]).lines[0]
    assert (line.act, line.name, line.changes) == ("xóa", "Trịnh Bình An · Văn thư", [])


def test_whom_a_row_named_and_who_is_gone_is_said_to_be_gone(province: SimpleNamespace) -> None:  # noqa: F811
    person = User.objects.create(username="tam", full_name="Tạm Thời")
    role = RoleAssignment.objects.create(user=person, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY)
    rows = RoleAssignment.history.filter(id=role.pk)
    role.delete()
    person.delete()
    assert latest_rows([rows]).lines[1].name == "(đã xóa) · Văn thư"


def test_rows_of_several_models_are_one_story_newest_first(province: SimpleNamespace) -> None:  # noqa: F811
    seat = add_member(actor=province.by, user=province.an, body=province.bch, seat=SeatTerms(starts_on=TODAY), at=NOW)
    seat.position = "Phó Bí thư"
    seat.save()
    lines = latest_rows(organisation_histories(province.admin, province.bch.organisation)).lines
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert {line.thing for line in row_page(person_histories(province.an)).lines} >= {"thành viên", "người dùng"}


def test_pages_neither_lose_nor_repeat_a_line(province: SimpleNamespace) -> None:  # noqa: F811
    for n in range(ON_A_PAGE + 5):
        province.tinh.place = f"Lam Giang {n}"
        province.tinh.save()
    histories = [Organisation.history.filter(id=province.tinh.pk)]
    first, second = row_page(histories), row_page(histories, number=2)
    assert (first.newer, first.older, second.newer, second.older) == (None, 2, 1, None)
    assert len(first.lines) == ON_A_PAGE
    places = [line.changes[0].after for line in [*first.lines, *second.lines] if not line.is_new]
    assert places == [f"Lam Giang {n}" for n in reversed(range(ON_A_PAGE + 5))]


def test_a_page_takes_the_same_queries_for_many_rows(
    province: SimpleNamespace,  # noqa: F811
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(30):
        person = User.objects.create(username=f"n{n}", full_name=f"Người {n}")
        add_member(actor=province.by, user=person, body=province.bch, seat=SeatTerms(starts_on=TODAY), at=NOW)
    histories = [Membership.history.filter(body=province.bch.pk), RoleAssignment.history.filter(user__gt=0)]
    with django_assert_max_num_queries(12):
        assert len(row_page(histories).lines) == ON_A_PAGE


def test_a_row_that_no_act_explains_stands_out(clerk: SimpleNamespace) -> None:
    rows = [RoleAssignment.history.filter(user=clerk.an)]
    assert [line.direct for line in latest_rows(rows, acted_at={NOW}).lines] == [True, False]


@pytest.mark.parametrize("model", tracked_models(), ids=lambda model: model.__name__)
def test_every_tracked_model_is_told_in_vietnamese_words(model: type[Model]) -> None:
    """Each field that is told has words that are in the catalogue, so that no column's name shows on a page."""
    assert model in registry.tracked
    tracked = tracked_of(model)
    assert isinstance(model._meta.verbose_name, Promise)
    with translation.override("vi"):
        for field in told_fields(model):
            words = tracked.words.get(field.name) or field.verbose_name
            assert isinstance(words, Promise), f"{model.__name__}.{field.name} has no words"
            assert label_of(field, tracked) != field.name.replace("_", " "), f"{model.__name__}.{field.name}"
    named = {*tracked.name, *tracked.words, *tracked.silent, *tracked.values}
    assert named <= {field.name for field in model._meta.get_fields()}


def test_no_reference_is_told_by_its_number(db: None) -> None:
    """Whatever a told field refers to has a name of its own."""
    referred = {
        field.related_model
        for model in tracked_models()
        for field in told_fields(model)
        if isinstance(field, ForeignKey)
    }
    assert [model.__name__ for model in referred if "__str__" not in vars(model) and model is not User] == []


def test_who_administers_or_audits_reads_an_organisations_history_and_nobody_else(
    clerk: SimpleNamespace, client: Client
) -> None:
    assign_role(actor=clerk.by, user=clerk.binh, organisation=clerk.tinh, role=Role.AUDITOR, starts_on=TODAY, at=NOW)
    page, history = (
        reverse("orgs:organisation", args=[clerk.tinh.pk]),
        reverse("orgs:organisation_history", args=[clerk.tinh.pk]),
    )
    seen = {}
    for name in ("admin", "binh", "outsider"):
        client.force_login(User.objects.get(pk=getattr(clerk, name).pk))
        seen[name] = (client.get(history).status_code, "Lịch sử thay đổi" in client.get(page).content.decode())
    assert seen == {"admin": (200, True), "binh": (200, True), "outsider": (404, False)}


def test_the_history_page_shows_old_and_new_and_narrows_to_a_kind(clerk: SimpleNamespace, client: Client) -> None:
    client.force_login(User.objects.get(pk=clerk.admin.pk))
    url = reverse("orgs:organisation_history", args=[clerk.tinh.pk])
    page = client.get(url, {"loai": "roleassignment"}).content.decode()
    for words in ("<ins>20/11/2026</ins>", "Theo Quyết định 15", "20/11/2026 12:00"):
        assert words in page
    assert "Tỉnh đoàn Lam Giang" not in client.get(url, {"loai": "roleassignment"}).content.decode().split("<main")[1]
    assert client.get(url, {"loai": "²", "trang": "-1"}).status_code == 200
    assert client.get(url, {"trang": "249"}).status_code == 200


def test_ones_own_page_shows_ones_own_history_alone(clerk: SimpleNamespace, client: Client) -> None:
    client.force_login(User.objects.get(pk=clerk.an.pk))
    assert "Theo Quyết định 15" in client.get(reverse("orgs:profile")).content.decode()
    assert "Theo Quyết định 15" in client.get(reverse("orgs:profile_history")).content.decode()
    client.force_login(User.objects.get(pk=clerk.outsider.pk))
    assert "Theo Quyết định 15" not in client.get(reverse("orgs:profile_history")).content.decode()


def test_an_actor_of_the_system_is_not_named_as_a_person(clerk: SimpleNamespace) -> None:
    RoleAssignment.objects.filter(user=clerk.an).first().save()
    Organisation.objects.create(name="Đoàn xã Mới", short_name="Xã Mới", level="commune", parent=clerk.tinh)
    line = latest_rows(organisation_histories(clerk.admin, clerk.tinh)).lines[0]
    assert (line.who, line.name) == ("Hệ thống", "Xã Mới")
