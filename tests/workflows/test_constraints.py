"""What the rules promise of procedures, stays and turns, the database refuses to break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F

from audit.actor import Actor
from documents.models import Document
from tests.constraints import Breach, Rows, assert_refused, by_model
from tests.migrating import Healing, assert_healed
from tests.workflows.conftest import NOON, Province
from workflows import actions
from workflows.models import Itinerary, Procedure, ProcedureVersion, Turn, Visit

BREACHES: list[Breach] = [
    ("a_procedure_name_stands_once_per_organisation", {"type_codes": ["KH"]}),
    ("a_version_number_stands_once_per_procedure", {"note": "Sửa"}),
    ("versions_are_counted_from_one", {"number": 0}),
    ("a_document_stands_at_one_station", {"position": 3}),
    ("a_stay_that_was_left_has_an_outcome", {"left_at": NOON}),
    ("a_stay_that_was_left_has_an_outcome", {"outcome": "passed"}),
    ("nobody_has_left_a_stay_that_goes_on", {"left_by": lambda rows: rows[Turn].user}),
    ("a_stay_is_held_for_a_reason", {"held_at": NOON}),
    ("a_stay_is_held_for_a_reason", {"hold_reason": "Chưa có ai"}),
    ("a_turn_is_a_persons_or_a_roles", {"user": None}),
    ("a_turn_is_not_both_a_persons_and_a_roles", {"role": "clerk"}),
    ("one_open_turn_per_person_and_act", {"label": "Khác"}),
    ("a_closed_turn_has_an_outcome", {"closed_at": NOON}),
    ("a_closed_turn_has_an_outcome", {"outcome": "done"}),
    ("nobody_has_closed_a_turn_that_is_open", {"closed_by": F("user")}),
]

#: Migrated from before the constraints.
HEALINGS: list[Healing] = [
    (Visit, {"left_at": NOON}, {"left_at": NOON, "outcome": "passed"}),
    (
        Visit,
        {"left_at": NOON, "outcome": "returned", "held_at": NOON},
        {"outcome": "returned", "hold_reason": "(không ghi)"},
    ),
    (Visit, {"left_at": NOON, "hold_reason": "Chưa có ai"}, {"hold_reason": ""}),
    (Turn, {"act": "check", "role": "clerk"}, {"role": ""}),
    (Turn, {"closed_at": NOON}, {"outcome": "over"}),
    (Turn, {"act": "sign", "outcome": "done", "closed_by": F("user")}, {"outcome": "", "closed_by": None}),
]


@pytest.fixture
def rows(province: Province, write: Callable[..., Document]) -> Rows:
    """A document at its drafter's desk."""
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    visit = Visit.objects.get()
    return by_model(
        [
            Procedure.objects.first(),
            ProcedureVersion.objects.first(),
            Itinerary.objects.get(),
            visit,
            Turn.objects.get(),
        ]
    )


@pytest.mark.parametrize(("name", "changes"), BREACHES)
def test_the_database_refuses_by_name(rows: Rows, name: str, changes: dict[str, Any]) -> None:
    assert_refused(rows, name, changes)


def test_rows_from_before_the_constraints_are_healed(transactional_db: None, rows: Rows) -> None:
    assert_healed(rows, "workflows", "0007_tellers_count_and_open_slips", HEALINGS)
