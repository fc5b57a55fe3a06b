"""The demo province is whole: its tree, its committee with dated authority, its rights."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from audit.models import JournalEntry
from orgs.models import Membership, Organisation, Role
from orgs.permissions import Perm, can
from orgs.queries import delegate_of, demo_people, heir, members_with_authority
from workflows.demo.loading import load_province
from workflows.demo.people import People
from workflows.demo.province import Province
from workflows.queries.procedures import procedures_for

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOW.date()


@pytest.fixture
def loaded(db: None) -> tuple[Province, People]:
    return load_province(NOW)


def test_the_tree_has_its_communes_and_its_closed_districts_with_successors(loaded: tuple[Province, People]) -> None:
    province, _ = loaded
    assert len(province.communes) + len(province.direct) >= 120
    closed = Organisation.objects.filter(valid_to__isnull=False)
    assert closed.count() == 13
    assert all(heir(unit, TODAY) is not None for unit in closed)


def test_the_committee_of_45_has_authority_and_the_newcomer_waits(loaded: tuple[Province, People]) -> None:
    province, _ = loaded
    assert len(members_with_authority(province.tinh, "BCH", TODAY)) == 45
    assert len(members_with_authority(province.tinh, "BTV", TODAY)) == 15
    assert len(members_with_authority(province.tinh, "TT", TODAY)) == 3
    waiting = Membership.objects.get(entry="meeting", ratified_on=None)
    assert not can(waiting.user, Perm.VOTE, province.tinh)


def test_the_rights_follow_from_the_seats(loaded: tuple[Province, People]) -> None:
    province, people = loaded
    assert can(people["khoa"], Perm.SIGN, province.tinh)
    assert can(people["ha"], Perm.CONVENE, province.tinh)
    assert not can(people["ha"], Perm.SIGN, province.tinh)
    assert can(people["lam.bt"], Perm.SIGN, province.village)
    assert not can(people["lam.bt"], Perm.SIGN, province.tinh)


def test_one_deputy_stands_in_for_the_other(loaded: tuple[Province, People]) -> None:
    province, people = loaded
    assert delegate_of(people["viet"], province.tinh, "approve", TODAY) == people["yen"]
    assert delegate_of(people["viet"], province.tinh, "approve", TODAY + timedelta(days=60)) is None


def test_every_role_has_a_door(loaded: tuple[Province, People]) -> None:
    doors = demo_people(TODAY)
    assert len({person.username for person in doors}) == len(doors) == 13
    assert {Role.SECRETARY.label, Role.CLERK.label} <= {person.title for person in doors}


def test_loading_is_one_act_grants_a_delegation_and_publishes_three_procedures(loaded: tuple[Province, People]) -> None:
    province, _ = loaded
    verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["orgs.demo_loaded", "orgs.delegation_granted", *["workflows.publish_procedure"] * 3]
    of_the_province = procedures_for(province.tinh, "KH") + procedures_for(province.tinh, "CTr")
    assert [procedure.applies_below for procedure in procedures_for(province.village, "CTr")] == [True]
    assert not any(procedure.applies_below for procedure in of_the_province[:1])


def test_it_loads_only_in_the_demo(db: None, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
