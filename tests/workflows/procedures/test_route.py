from workflows.procedures import (
    Facts,
    StationKind,
    gates_on_leaving,
    next_station,
    passed_over,
    return_place,
    return_places,
    undone_by_return,
)
from workflows.procedures.catalogue import COMMUNE, PLAN, WORK_PROGRAMME

STATIONS = WORK_PROGRAMME.stations
OPTIONS, DECIDED = Facts(has_options=True), Facts(has_options=False)


def test_a_document_with_options_comes_to_the_ballot() -> None:
    assert STATIONS[next_station(STATIONS, 2, OPTIONS)].kind is StationKind.BALLOT


def test_a_document_without_options_passes_the_ballot_over() -> None:
    assert STATIONS[next_station(STATIONS, 2, DECIDED)].kind is StationKind.REVISE
    assert passed_over(STATIONS, 2, DECIDED) == [3]


def test_after_the_last_station_there_is_none() -> None:
    assert next_station(STATIONS, len(STATIONS) - 1, OPTIONS) is None


def test_a_return_leads_where_the_station_says_else_to_the_nearest_desk() -> None:
    assert return_place(STATIONS, 6) == 4
    assert return_place(STATIONS, 8) == 4  # number names no place: back to the nearest writing station
    assert return_place(STATIONS, 0) is None


def test_a_return_may_lead_only_to_somebody_who_can_mend_it() -> None:
    assert return_places(STATIONS, 7) == [6, 5, 4, 1, 0]
    assert return_places(STATIONS, 0) == []


def test_a_decided_ballot_is_not_held_again_after_a_return() -> None:
    assert 3 in undone_by_return(STATIONS, 4, 0, OPTIONS)
    assert undone_by_return(STATIONS, 4, 0, DECIDED) == [0, 1, 2, 4]


def test_gate_r_is_asked_before_members_see_the_text() -> None:
    assert gates_on_leaving(STATIONS, 0, OPTIONS) == ()  # the checker is next, who may return it
    assert gates_on_leaving(STATIONS, 1, OPTIONS) == ("R",)
    assert gates_on_leaving(COMMUNE.stations, 0, DECIDED) == ("R",)


def test_gate_s_is_asked_where_the_text_can_be_mended_last() -> None:
    assert gates_on_leaving(STATIONS, 5, DECIDED) == ("R", "S")
    assert gates_on_leaving(PLAN.stations, 1, DECIDED) == ("R", "S")
    assert gates_on_leaving(STATIONS, 6, DECIDED) == ()
