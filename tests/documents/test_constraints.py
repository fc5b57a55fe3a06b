"""What the rules promise of texts, signings and numbers, the database refuses to break."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import F

from documents import actions, guards
from documents.models import (
    Access,
    CheckSetting,
    Citation,
    Clarification,
    Document,
    DraftRound,
    FindingsSeen,
    RegisterEntry,
    Signing,
    Waiver,
)
from tests.constraints import Breach, Rows, assert_refused, by_model
from tests.documents.conftest import NOW, PLAN
from tests.migrating import Healing, assert_healed, earlier

BREACHES: list[Breach] = [
    ("access_is_a_persons_or_an_organisations", {"user": None}),
    ("access_is_a_persons_or_an_organisations", {"organisation": lambda rows: rows[Document].organisation}),
    ("one_access_per_person_and_reason", {"from_at": NOW}),
    (
        "one_access_per_organisation_and_reason",
        {"user": None, "organisation": lambda rows: rows[Document].organisation, "why": "delivery"},
    ),
    ("a_round_number_stands_once_per_document", {"note": "Lần nữa"}),
    ("rounds_are_counted_from_one", {"ordinal": 0, "pk": None}),
    ("only_a_file_has_the_name_of_a_file", {"source_name": "Dự thảo.docx"}),
    ("a_blocker_is_waived_once_per_passage", {"reason": "Lý do khác"}),
    ("a_blocker_is_waived_with_a_reason", {"reason": ""}),
    ("a_drafter_answers_decided_or_to_be_voted_on", {"answer": "perhaps"}),
    ("findings_are_confirmed_once_per_gate", {"seen_at": NOW}),
    ("findings_are_confirmed_at_a_gate", {"gate": "X"}),
    ("one_signing_in_force_per_document", {"name": "Người khác"}),
    ("nobody_signs_on_behalf_of_oneself", {"on_behalf_of": F("signatory")}),
    ("one_series_per_type_and_period", {"last": 7}),
    ("no_number_twice_in_a_series", {"document": None, "void_reason": "Nhầm"}),
    ("a_number_has_a_document_or_a_reason", {"document": None}),
    ("a_number_with_an_issued_document_is_not_voided", {"voided_at": NOW}),
    ("no_reason_to_void_the_number_of_a_document", {"void_reason": "Nhầm"}),
    ("numbers_are_counted_from_one", {"number": 0}),
    ("a_place_of_a_round_cites_once", {"written": "Khác"}),
    ("an_office_sets_a_check_once", {"reason": "Lý do khác"}),
    ("no_office_sets_a_blocker", {"code": "basis_blank"}),
    ("no_office_makes_a_check_a_blocker", {"severity": "blocker"}),
    ("a_check_is_set_with_a_reason", {"reason": ""}),
    ("no_document_cites_itself", {"target": F("document")}),
]

#: Migrated from before the constraints.
HEALINGS: list[Healing] = [
    (DraftRound, {"ordinal": 2, "source": None, "source_name": "Dự thảo.docx"}, {"source_name": ""}),
    (Waiver, {"code": "theme_missing", "reason": ""}, {"reason": "(không ghi)"}),
    (Signing, {"revoked_at": NOW, "on_behalf_of": F("signatory")}, {"on_behalf_of": None}),
]


@pytest.fixture
def rows(office: SimpleNamespace, plan: Document) -> Rows:
    """A draft with what was let pass in it, and the number of another document that was issued."""
    user = office.chief.user
    round = plan.round
    waiver = Waiver.objects.create(
        document=plan, code="basis_blank", passage_sha256="0" * 64, reason="Gấp", waived_by=user, waived_at=NOW
    )
    answer = Clarification.objects.create(
        round=round, wording_sha256="0" * 64, wording="“Vững bước”", answer="decided", answered_by=user, answered_at=NOW
    )
    seen = FindingsSeen.objects.create(round=round, gate="R", seen_by=user, seen_at=NOW)
    access = Access.objects.create(document=plan, user=user, why="seat", from_at=NOW)
    Access.objects.create(document=plan, organisation=office.tinh, why="delivery", from_at=NOW)
    issued = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=PLAN, at=NOW)
    signing = actions.sign_document(actor=office.secretary, document=issued, at=NOW)
    actions.issue_document(actor=office.clerk, document=issued, at=NOW)
    setting = CheckSetting.objects.create(
        organisation=office.tinh, code="spacing", severity="off", reason="Cách viết riêng", set_by=user, set_at=NOW
    )
    entry, citation = RegisterEntry.objects.get(), Citation.objects.first()
    return by_model([plan, round, waiver, answer, seen, access, signing, entry.series, entry, citation, setting])


@pytest.mark.parametrize(("name", "changes"), BREACHES)
def test_the_database_refuses_by_name(rows: Rows, name: str, changes: dict[str, Any]) -> None:
    assert_refused(rows, name, changes)


def test_rows_from_before_the_constraints_are_healed(transactional_db: None, rows: Rows) -> None:
    FindingsSeen.objects.all().delete()
    assert_healed(rows, "documents", "0007_documents_are_found_by_any_part_of_a_word", HEALINGS)


def test_a_database_with_its_triggers_up_gets_the_settings_of_checks(transactional_db: None, plan: Document) -> None:
    with earlier("documents", "0009_a_drafter_says_what_is_decided") as apps:
        guards.install("default")
        assert not hasattr(apps.get_model("documents.DraftRound"), "check_settings")
    assert DraftRound.objects.get().check_settings == {}
