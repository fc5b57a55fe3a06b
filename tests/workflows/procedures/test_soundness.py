from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from workflows.procedures import Applies, Overdue, Station, StationKind, StationRule, Who, Whose, soundness
from workflows.procedures.catalogue import CATALOGUE, PLAN, WORK_PROGRAMME


def codes(stations: Sequence[Station]) -> set[str]:
    return {problem.code for problem in soundness(stations)}


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_procedures_of_the_demo_are_sound(name: str) -> None:
    assert soundness(CATALOGUE[name][1].stations) == []


def change(place: int, **fields: Any) -> list[Station]:
    stations = list(WORK_PROGRAMME.stations)
    stations[place] = replace(stations[place], **fields)
    return stations


def test_an_empty_procedure_is_told_so() -> None:
    assert codes([]) == {"empty"}


def test_it_must_start_with_drafting() -> None:
    assert "starts_with_draft" in codes(WORK_PROGRAMME.stations[1:])


def test_numbering_before_signing_is_unsound() -> None:
    stations = list(PLAN.stations)
    stations[3], stations[4] = stations[4], stations[3]
    assert {"number_after_sign", "ends_with_distribute"} <= codes(stations)


def test_nothing_changes_the_text_after_the_signature() -> None:
    stations = list(PLAN.stations)
    stations.insert(4, Station(StationKind.REVISE, "Sửa sau khi ký"))
    assert "nothing_between_sign_and_number" in codes(stations)


def test_every_return_goes_backwards() -> None:
    assert "return_goes_backwards" in codes(change(5, return_to=6))
    assert "return_goes_backwards" in codes(change(5, return_to=5))


def test_a_return_never_leads_to_a_round_or_a_conditional_station() -> None:
    assert "return_to_nobody" in codes(change(4, return_to=2))
    stations = change(4, applies=Applies.HAS_OPTIONS)
    assert "return_to_conditional" in codes(stations)


@pytest.mark.parametrize(
    "kind",
    [
        StationKind.BALLOT,
        StationKind.APPROVE,
        StationKind.SIGN,
        StationKind.NUMBER,
        StationKind.DRAFT,
        StationKind.REVISE,
    ],
)
def test_what_must_never_be_skipped_is_refused(kind: StationKind) -> None:
    place = next(i for i, station in enumerate(WORK_PROGRAMME.stations) if station.kind is kind)
    assert "never_skipped" in codes(change(place, on_overdue=Overdue.SKIP))


def test_only_rounds_and_ballots_close_by_themselves() -> None:
    assert "only_rounds_close" in codes(change(6, on_overdue=Overdue.CLOSE))


def test_a_ballot_needs_a_roll_and_a_rule_that_can_be_counted() -> None:
    assert "roll_missing" in codes(change(3, who=Who()))
    assert "quorum_unclear" in codes(change(3, rule=StationRule(quorum="5/3")))
    assert "majority_unclear" in codes(change(3, rule=StationRule(majority="nhiều")))
    assert "denominator_unclear" in codes(change(3, rule=StationRule(of="all")))


def test_a_named_organisation_must_be_named() -> None:
    assert "organisation_missing" in codes(change(2, who=Who(body="BCH", of=Whose.NAMED)))


def test_drafting_and_numbering_are_the_issuing_organisations_own_work() -> None:
    assert "own_work" in codes(change(8, who=Who(role="clerk", of=Whose.PARENT)))


def test_signing_always_applies() -> None:
    assert "must_always_apply" in codes(change(7, applies=Applies.HAS_OPTIONS))


def test_each_problem_names_its_station_and_field() -> None:
    problem = soundness(change(2, days=0))[0]
    assert (problem.station, problem.field, problem.code) == (2, "days", "days_out_of_range")


def test_a_route_has_thirty_stations_at_most() -> None:
    check = next(station for station in PLAN.stations if station.kind is StationKind.CHECK)
    first, *rest = PLAN.stations
    thirty = [first, *[check] * (30 - len(PLAN.stations)), *rest]
    assert "too_long" not in codes(thirty)
    assert "too_long" in codes([first, check, *thirty[1:]])
