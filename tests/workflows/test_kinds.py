"""The table of station kinds is complete, and what depends on a kind is derived from it."""

import pytest

from config.templatetags.display import ICONS
from documents.models import Status
from orgs.permissions import Perm
from workflows.actions.turns import OPENERS
from workflows.flows import CommitteeFlow
from workflows.kinds import KINDS, PERSONAL, Held, StationKind
from workflows.models import Turn, Visit
from workflows.procedures import Station, Who, in_words


def test_every_kind_has_one_row_and_no_other():
    assert list(KINDS) == list(StationKind)


@pytest.mark.parametrize("kind", StationKind)
def test_a_row_names_what_exists(kind):
    row = KINDS[kind]
    assert row.permission in list(Perm)
    assert row.act in Turn.Act.values
    assert row.status in Status.values
    assert row.word
    assert (ICONS / "outline" / f"{row.icon}.svg").is_file()
    assert len(kind.value) <= Visit._meta.get_field("kind").max_length


@pytest.mark.parametrize("kind", StationKind)
def test_every_kind_has_its_node_its_opener_and_its_words(kind):
    assert CommitteeFlow.instance.node(kind.value) is not None
    assert KINDS[kind].held in OPENERS
    assert in_words(Station(kind, "Bước", Who(role="clerk", body="BCH")), {}).rule


def test_every_way_to_hold_a_station_has_an_opener():
    assert set(OPENERS) == set(Held)


def test_whoever_a_return_leads_to_can_mend_something():
    assert all(row.held in (Held.DRAFTER, Held.ROLE, Held.APPROVERS) for row in KINDS.values() if row.returnable)


def test_what_is_never_skipped_is_not_skippable():
    decisive = {StationKind.BALLOT, StationKind.APPROVE, StationKind.SIGN, StationKind.NUMBER, StationKind.DISTRIBUTE}
    assert not any(KINDS[kind].skippable for kind in decisive)
    assert {StationKind.DRAFT, StationKind.CHECK, StationKind.REVISE, StationKind.SIGN, StationKind.NUMBER} == PERSONAL
