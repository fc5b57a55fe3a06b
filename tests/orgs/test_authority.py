"""Who may vote and sign on a day: the rule for a row, the filter for a query and the vote itself agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgs.models import Body, Membership, Organisation, User
from orgs.queries import parent_of, signing_authority, with_authority

DAY = date(2026, 11, 20)
days = st.integers(-3, 3).map(lambda n: DAY + timedelta(days=n))
#: Ratified is only who a meeting elected, and not before that (the database refuses others).
rows = st.fixed_dictionaries(
    {
        "starts_on": days,
        "length": st.none() | st.integers(0, 4),
        "ratified_after": st.none() | st.integers(0, 6),
        "entry": st.sampled_from(Membership.Entry.values),
    }
)


def ratification(row: dict[str, Any]) -> dict[str, Any]:
    if row["ratified_after"] is None or row["entry"] != Membership.Entry.MEETING:
        return {}
    return {"ratified_on": row["starts_on"] + timedelta(days=row["ratified_after"]), "ratified_by": "114-QĐ"}


@pytest.fixture
def body(db: None) -> Body:
    house = Organisation.objects.create(name="Đoàn xã", short_name="Đoàn xã", level="commune")
    return Body.objects.create(organisation=house, kind=Body.Kind.COMMITTEE, name="Ban Chấp hành")


@pytest.fixture
def people(db: None) -> list[User]:
    return [User.objects.create(username=f"người{n}", full_name=f"Người {n}") for n in range(4)]


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example deletes what the last one made
@given(drawn=st.lists(rows, min_size=1, max_size=4))
def test_the_filter_finds_exactly_the_rows_that_have_authority(
    body: Body, people: list[User], drawn: list[dict[str, Any]]
) -> None:
    Membership.objects.all().delete()
    made = [
        Membership(
            user=user, body=body, starts_on=row["starts_on"], entry=row["entry"], **ratification(row),
            ends_on=None if row["length"] is None else row["starts_on"] + timedelta(days=row["length"]),
        )
        for user, row in zip(people, drawn, strict=False)
    ]  # fmt: skip
    Membership.objects.bulk_create(made)
    found = set(Membership.objects.filter(with_authority(DAY)).values_list("user_id", flat=True))
    assert found == {row.user_id for row in made if row.has_authority(DAY)}


def test_what_a_department_writes_is_signed_by_a_secretary_of_its_organisation(body: Body, people: list[User]) -> None:
    house = body.organisation
    department = Organisation.objects.create(name="Văn phòng", short_name="Văn phòng", level="department", parent=house)
    base = Organisation.objects.create(name="Chi đoàn 1", short_name="Chi đoàn 1", level="chapter", parent=house)
    secretary, member, *_ = people
    for user, position in ((secretary, "Bí thư"), (member, "Ủy viên")):
        Membership.objects.create(user=user, body=body, position=position, starts_on=DAY)
    found = signing_authority(secretary, department, DAY)
    assert found == signing_authority(secretary, house, DAY)
    assert found is not None
    assert found.capacity == "TM. BAN THƯỜNG VỤ ĐOÀN XÃ"
    assert signing_authority(member, department, DAY) is None
    assert signing_authority(secretary, base, DAY) is None


def test_above_a_unit_is_the_next_one_that_issues_documents_itself(body: Body) -> None:
    house = body.organisation
    department = Organisation.objects.create(name="Văn phòng", short_name="Văn phòng", level="department", parent=house)
    team = Organisation.objects.create(
        name="Tổ văn thư", short_name="Tổ văn thư", level="department", parent=department
    )
    chapter = Organisation.objects.create(
        name="Chi đoàn 1", short_name="Chi đoàn 1", level="chapter", parent=department
    )
    assert {parent_of(unit) for unit in (department, team, chapter)} == {house}
    assert parent_of(house) is None
