"""A prepared query finds what the queryset finds, whatever its values; it refuses what it cannot promise."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from database.prepared import AnyOf, id_list, prepared
from orgs.models import Organisation, Role, RoleAssignment, User
from tests.audit.conftest import NOW

DAY = date(2026, 3, 2)


@pytest.fixture
def roles(an: User) -> Organisation:
    commune = Organisation.objects.create(name="Đoàn xã Suối Kho", short_name="Đoàn xã Suối Kho", level="commune")
    RoleAssignment.objects.create(user=an, organisation=commune, role=Role.CLERK, starts_on=DAY)
    RoleAssignment.objects.create(user=an, organisation=commune, role=Role.DRAFTER, starts_on=DAY + timedelta(days=9))
    return commune


@prepared
def in_office(user_id: int, role: str, on: date) -> QuerySet[RoleAssignment]:
    held = RoleAssignment.objects.select_related("organisation").filter(user_id=user_id, role=role)
    return held.filter(starts_on__lte=on).exclude(ends_on__lt=on)


@prepared
def names(username: str) -> QuerySet[User, tuple[str]]:
    return User.objects.filter(username=username).values_list("full_name")


def test_the_same_query_answers_for_other_values(an: User, roles: Organisation) -> None:
    assert [row.role for row in in_office(an.pk, Role.CLERK, DAY)] == [Role.CLERK]
    assert in_office(an.pk, Role.DRAFTER, DAY) == []
    assert [row.role for row in in_office(an.pk, Role.DRAFTER, DAY + timedelta(days=9))] == [Role.DRAFTER]
    assert in_office(an.pk + 1, Role.CLERK, DAY) == []


def test_rows_come_as_instances_with_what_was_selected_beside_them(
    an: User, roles: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        (row,) = in_office(an.pk, Role.CLERK, DAY)
        assert row.organisation == roles
    row.role = Role.AUDITOR
    row.save()
    assert RoleAssignment.objects.get(pk=row.pk).role == Role.AUDITOR


def test_values_come_as_tuples(an: User) -> None:
    assert names("an") == [(an.full_name,)]
    assert names("nobody") == []


def test_ids_are_one_value_however_many_they_are(an: User, django_user_model: type[User]) -> None:
    @prepared
    def people(ids: str) -> QuerySet[User, tuple[int]]:
        return User.objects.filter(pk__in=AnyOf(ids)).order_by("pk").values_list("pk")

    binh = django_user_model.objects.create_user("binh", full_name="Lê Thị Bình")
    assert people(id_list({binh.pk, an.pk})) == [(an.pk,), (binh.pk,)]
    assert people(id_list([binh.pk, 0])) == [(binh.pk,)]
    assert people(id_list([])) == []


def test_nothing_can_be_compared_with_none(an: User) -> None:
    with pytest.raises(TypeError):
        in_office(None, Role.CLERK, DAY)
    in_office(an.pk, Role.CLERK, DAY)
    with pytest.raises(TypeError):
        in_office(None, Role.CLERK, DAY)


def test_values_are_given_by_position(an: User) -> None:
    with pytest.raises(TypeError):
        in_office(role=Role.CLERK, user_id=an.pk, on=DAY)


def test_a_query_that_looks_at_its_values_is_refused(an: User) -> None:
    @prepared
    def odd(pk: int) -> QuerySet[User]:
        return User.objects.filter(pk=pk + 1)

    with pytest.raises(TypeError):
        odd(an.pk)


def test_moments_are_compared_as_moments(an: User) -> None:
    @prepared
    def joined_by(at: datetime) -> QuerySet[User]:
        return User.objects.filter(date_joined__lte=at)

    an.date_joined = NOW
    an.save()
    assert an in joined_by(NOW)
    assert an not in joined_by(NOW - timedelta(seconds=1))
