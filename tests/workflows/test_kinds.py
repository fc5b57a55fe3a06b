"""The table of station kinds is complete, and what depends on a kind is derived from it."""

import pytest
from django.urls import reverse

from config.templatetags.display import ICONS
from documents.models import Status
from orgs.permissions import Perm
from workflows import engine
from workflows.actions.moving import BY_ITSELF
from workflows.actions.passing import PASSES
from workflows.actions.turns import OPENERS
from workflows.flows import CommitteeFlow
from workflows.kinds import ASKING, AUTOMATIC, CONDITIONAL, KINDS, PERSONAL, Held, StationKind
from workflows.models import Turn, Visit
from workflows.permissions import act_of, perm_of
from workflows.procedures import Station, Who, in_words
from workflows.queries.vacancies import OPEN_ROUNDS


def test_every_kind_has_one_row_and_no_other() -> None:
    assert list(KINDS) == list(StationKind)


@pytest.mark.parametrize("kind", StationKind)
def test_a_row_names_what_exists(kind: StationKind) -> None:
    row = KINDS[kind]
    assert row.permission in list(Perm)
    assert row.act in Turn.Act.values
    assert row.status in Status.values
    assert row.word
    assert (ICONS / "outline" / f"{row.icon}.svg").is_file()
    assert len(kind.value) <= Visit._meta.get_field("kind").max_length


def assert_complete(kind: StationKind) -> None:
    """Everything that a kind of station needs somewhere else than in its row is there."""
    row = KINDS[kind]
    assert engine.CommitteeFlow.instance.node(kind.value, no_obsolete=True) is not None
    assert perm_of(kind) in Perm
    assert act_of(kind) in Turn.Act
    assert Status(row.status).label
    assert kind in OPENERS
    assert row.word
    assert row.icon
    assert row.tone
    assert row.button
    assert in_words(Station(kind, "Bước", Who(role="clerk", body="BCH")), {}).rule
    assert (kind in PASSES) == (kind in PERSONAL)
    assert (kind in BY_ITSELF) == (kind in AUTOMATIC) == (row.door is None)
    assert (kind in OPEN_ROUNDS) == (kind in ASKING)
    if row.door is not None:
        assert row.door.key
        assert row.door.label
        assert (ICONS / "outline" / f"{row.door.icon}.svg").is_file()
        assert bool(row.door.page) != bool(row.door.dialog)
        assert not row.door.page or reverse(row.door.page, args=[1])


@pytest.mark.parametrize("kind", StationKind)
def test_what_a_kind_needs_beside_its_row_is_there(kind: StationKind) -> None:
    assert_complete(kind)


def test_nothing_is_kept_for_a_kind_that_is_not_in_the_table() -> None:
    for kept in (OPENERS, PASSES, BY_ITSELF, OPEN_ROUNDS):
        assert set(kept) <= set(KINDS)


@pytest.mark.parametrize("kind", StationKind)
def test_every_kind_has_its_node_its_opener_and_its_words(kind: StationKind) -> None:
    assert CommitteeFlow.instance.node(kind.value) is not None
    assert kind in OPENERS
    assert in_words(Station(kind, "Bước", Who(role="clerk", body="BCH")), {}).rule


def test_every_way_to_hold_a_station_has_an_opener() -> None:
    assert {KINDS[kind].held for kind in OPENERS} == set(Held)


def test_whoever_a_return_leads_to_can_mend_something() -> None:
    assert all(row.held in (Held.DRAFTER, Held.ROLE, Held.APPROVERS) for row in KINDS.values() if row.returnable)


def test_what_a_document_without_options_may_do_without_stands_in_the_table() -> None:
    asked = {StationKind.CHECK, StationKind.OPINION, StationKind.BALLOT, StationKind.REVISE}
    assert {kind for kind in StationKind if kind in CONDITIONAL} == asked


def test_what_is_never_skipped_is_not_skippable() -> None:
    decisive = {StationKind.BALLOT, StationKind.APPROVE, StationKind.SIGN, StationKind.NUMBER, StationKind.DISTRIBUTE}
    assert not any(KINDS[kind].skippable for kind in decisive)
    assert {StationKind.DRAFT, StationKind.CHECK, StationKind.REVISE, StationKind.SIGN, StationKind.NUMBER} == PERSONAL
