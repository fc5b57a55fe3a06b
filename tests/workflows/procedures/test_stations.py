from workflows.procedures import Applies, Overdue, Procedure, Station, StationKind, StationRule, Who, Whose
from workflows.procedures.catalogue import CATALOGUE


def test_a_procedure_survives_its_way_through_json() -> None:
    for _types, procedure in CATALOGUE.values():
        assert Procedure.from_json(procedure.to_json()) == procedure


def test_a_station_keeps_every_field_through_json() -> None:
    station = Station(
        StationKind.BALLOT,
        "Biểu quyết",
        Who(body="BCH", of=Whose.NAMED, organisation_id=7),
        StationRule(quorum="1/2", of="present", majority=">=2/3", secret=False, second_ballot=False),
        days=4,
        on_overdue=Overdue.CLOSE,
        return_to=2,
        applies=Applies.HAS_OPTIONS,
    )
    assert Station.from_json(station.to_json()) == station


def test_a_station_written_shortly_takes_the_defaults() -> None:
    assert Station.from_json({"kind": "draft", "label": "Soạn"}) == Station(StationKind.DRAFT, "Soạn")
