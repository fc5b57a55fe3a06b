"""What the rules promise of people and organisations, the database refuses to break."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import F, Model

from orgs.models import Body, Delegation, Membership, Organisation, OrganisationAlias, RoleAssignment, Term
from tests.constraints import Breach, Rows, again, assert_refused, by_model
from tests.migrating import Healing, assert_healed
from tests.orgs.conftest import NOW, TODAY

BEFORE = date(1900, 1, 1)
ELECTED = date(2025, 10, 1)
SECOND = timedelta(seconds=1)

BREACHES: list[Breach] = [
    ("organisation_ends_after_it_begins", {"valid_to": BEFORE}),
    ("only_a_closed_organisation_has_a_successor", {"successor": F("parent")}),
    ("no_organisation_succeeds_itself", {"successor": F("id"), "valid_to": TODAY}),
    ("no_organisation_stands_below_itself", {"parent": F("id")}),
    ("an_alias_stands_once_per_organisation", {"text": "Huyện Sơn Hạ"}),
    ("a_term_number_stands_once_per_organisation", {"starts_on": TODAY}),
    ("term_ends_after_it_begins", {"ends_on": BEFORE}),
    ("a_body_name_stands_once_per_organisation", {"kind": "BAN"}),
    ("one_body_of_a_kind_per_organisation", {"name": "Ban Chấp hành mới"}),
    ("membership_ends_after_it_begins", {"ends_on": BEFORE}),
    ("one_open_membership_per_person_and_body", {"position": "Bí thư"}),
    ("only_who_a_meeting_elected_is_ratified", {"ratified_on": TODAY, "ratified_by": "114-QĐ"}),
    ("a_ratification_has_a_day_and_a_decision", {"entry": "meeting", "ratified_on": TODAY}),
    ("a_ratification_has_a_day_and_a_decision", {"entry": "meeting", "ratified_by": "114-QĐ"}),
    ("nobody_is_ratified_before_the_election", {"entry": "meeting", "ratified_on": BEFORE, "ratified_by": "114-QĐ"}),
    ("only_an_end_is_announced_and_has_a_reason", {"end_reason": "Chuyển công tác"}),
    ("only_an_end_is_announced_and_has_a_reason", {"end_announced_at": NOW}),
    ("one_open_assignment_of_a_role_per_person", {"starts_on": TODAY}),
    ("nobody_delegates_to_oneself", {"delegate": F("delegator")}),
    ("delegation_ends_after_it_begins", {"ends_on": BEFORE}),
    ("a_delegation_has_its_written_basis", {"basis": ""}),
    ("nobody_acts_under_a_revoked_delegation", {"revoked_at": NOW, "last_used_at": NOW + SECOND}),
]

UNSAID = "(không ghi)"

#: Migrated from before the constraints.
HEALINGS: list[Healing] = [
    (Organisation, {"successor": F("parent")}, {"successor": None}),
    (Organisation, {"successor": F("id"), "valid_to": TODAY}, {"successor": None, "valid_to": TODAY}),
    (Organisation, {"parent": F("id")}, {"parent": None}),
    (Term, {"number": "XV", "ends_on": BEFORE}, {"ends_on": None}),
    (Membership, {"ratified_on": TODAY, "ratified_by": "1-QĐ"}, {"ratified_on": None, "ratified_by": ""}),
    (
        Membership,
        {"entry": "meeting", "ratified_on": BEFORE, "ratified_by": "1-QĐ"},
        {"ratified_on": ELECTED, "ratified_by": "1-QĐ"},
    ),
    (Membership, {"entry": "meeting", "ratified_on": TODAY}, {"ratified_on": TODAY, "ratified_by": UNSAID}),
    (Membership, {"entry": "meeting", "ratified_by": "1-QĐ"}, {"ratified_on": None, "ratified_by": ""}),
    (Membership, {"end_reason": "Nghỉ", "ends_on": None}, {"end_reason": "", "end_announced_at": None}),
    (Membership, {"end_reason": "Nghỉ"}, {"end_reason": "Nghỉ", "ends_on": TODAY}),
    (Delegation, {"basis": ""}, {"basis": UNSAID}),
    (Delegation, {"revoked_at": NOW, "last_used_at": NOW + SECOND}, {"revoked_at": NOW, "last_used_at": NOW}),
]


@pytest.fixture
def rows(province: SimpleNamespace) -> Rows:
    alias = OrganisationAlias.objects.create(organisation=province.huyen, text="Sơn Hạ", folded="son ha")
    seat = Membership.objects.create(user=province.an, body=province.bch, starts_on=ELECTED)
    delegation = Delegation.objects.create(
        organisation=province.tinh, delegator=province.an, delegate=province.binh, scope="sign", basis="12-GUQ",
        starts_on=TODAY, ends_on=TODAY,
    )  # fmt: skip
    return by_model([province.tinh, alias, province.term, province.bch, seat, RoleAssignment.objects.get(), delegation])


@pytest.mark.parametrize(("name", "changes"), BREACHES)
def test_the_database_refuses_by_name(rows: Rows, name: str, changes: dict[str, Any]) -> None:
    assert_refused(rows, name, changes)


def test_good_rows_are_of_every_model(rows: Rows) -> None:
    assert set(rows) == {Organisation, OrganisationAlias, Term, Body, Membership, RoleAssignment, Delegation}


def test_rows_from_before_the_constraints_are_healed(transactional_db: None, rows: Rows) -> None:
    ended = again(rows[Membership], {"ends_on": TODAY})
    rows[Membership].delete()
    old: dict[type[Model], Model] = {**rows, Membership: ended, Term: again(rows[Term], {"number": "XVI"})}
    assert_healed(old, "orgs", "0003_indexes_are_as_the_models_say", HEALINGS)
