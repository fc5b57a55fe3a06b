"""Whatever a person sends is read, checked and repaired before a transaction is open: nobody waits for a lock."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from documents import actions, reading
from documents.actions.rounds import prepare_round
from documents.models import Document, WorkingCopy
from documents.queries import findings_of, repair_proposals
from tests.documents.conftest import NOW, PLAN


@pytest.fixture
def watched(office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """The jobs that were asked for, each with whether a lock could be held meanwhile."""
    asked, real = [], reading._slots.ask

    def ask(job: str, **options: Any) -> Any:
        asked.append((job, connection.in_atomic_block))
        return real(job, **options)

    monkeypatch.setattr(reading._slots, "ask", ask)
    return asked


@pytest.mark.django_db(transaction=True)
def test_an_upload_a_round_a_repair_and_a_new_type_are_read_outside_any_transaction(
    office: SimpleNamespace, watched: list[tuple[str, bool]]
) -> None:
    plan = actions.import_draft(
        actor=office.drafter, organisation=office.tinh, text=PLAN.replace("2. Các", "4. Các"), at=NOW
    )
    text = PLAN.replace("2. Các", "4. Các").replace("4.000", "4.500")
    actions.save_working_copy(actor=office.drafter, document=plan, text=text, version=0, at=NOW)
    actions.submit_round(actor=office.drafter, document=plan, at=NOW)
    ids = [proposal.id for proposal in repair_proposals(plan, form_only=False)]
    actions.apply_repairs(actor=office.drafter, document=plan, ids=ids, at=NOW)
    actions.retype(actor=office.drafter, document=plan, type_code="CTr", at=NOW)
    actions.write_recipients(actor=office.drafter, document=plan, lines=["Lưu VT"], at=NOW)
    assert [job for job, _ in watched] == ["read_round", "read_round", "repair_round", "check_round", "check_round"]
    assert not any(locked for _, locked in watched)


def test_a_text_read_for_a_round_that_has_passed_is_not_written(plan: Document, office: SimpleNamespace) -> None:
    actions.save_working_copy(actor=office.drafter, document=plan, text=PLAN.replace("4.000", "5"), version=0, at=NOW)
    ready = prepare_round(actor=office.drafter, document=plan)
    actions.retype(actor=office.drafter, document=plan, type_code="CTr", at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.submit_round(actor=office.drafter, document=plan, prepared=ready, at=NOW)
    assert refusal.value.code == "round_moved"
    assert plan.rounds.count() == 2


def test_a_copy_that_was_saved_again_while_it_was_read_is_not_lost(plan: Document, office: SimpleNamespace) -> None:
    actions.save_working_copy(actor=office.drafter, document=plan, text=PLAN + "một", version=0, at=NOW)
    ready = prepare_round(actor=office.drafter, document=plan)
    actions.save_working_copy(actor=office.drafter, document=plan, text=PLAN + "hai", version=1, at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.submit_round(actor=office.drafter, document=plan, prepared=ready, at=NOW)
    assert refusal.value.code == "stale"
    assert WorkingCopy.objects.get(document=plan).text == PLAN + "hai"


def test_an_uploaded_file_takes_the_place_of_a_copy_whatever_was_saved_meanwhile(
    plan: Document, office: SimpleNamespace
) -> None:
    actions.save_working_copy(actor=office.drafter, document=plan, text=PLAN + "một", version=0, at=NOW)
    ready = prepare_round(
        actor=office.drafter, document=plan, file=PLAN.replace("4.000", "5").encode(), name="ban-2.txt"
    )
    actions.save_working_copy(actor=office.drafter, document=plan, text=PLAN + "hai", version=1, at=NOW)
    assert actions.submit_round(actor=office.drafter, document=plan, prepared=ready, at=NOW).ordinal == 2
    assert not WorkingCopy.objects.filter(document=plan).exists()


def test_a_change_to_a_round_that_another_window_replaced_is_refused(plan: Document, office: SimpleNamespace) -> None:
    stale = type(plan).objects.select_related("organisation", "round").get(pk=plan.pk)
    actions.retype(actor=office.drafter, document=plan, type_code="CTr", at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.retype(actor=office.drafter, document=stale, type_code="BC", at=NOW)
    assert refusal.value.code == "round_moved"


def test_what_is_not_listed_cannot_be_waived(office: SimpleNamespace) -> None:
    blank = "Căn cứ Chương trình số      -CTr/TĐTN ngày    /01/2025 của Tỉnh đoàn;"
    text = PLAN.replace("\nCăn cứ", f"\n{blank}" * 300 + "\nCăn cứ", 1)
    plan = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    (more,) = [found for found in findings_of(plan) if found.code == "more_findings" and found.severity == "blocker"]
    assert not more.may_be_waived
    with pytest.raises(ValidationError) as refusal:
        actions.waive_finding(
            actor=office.chief, document=plan, code=more.code, passage_sha256=more.passage_sha256, reason="x", at=NOW
        )
    assert refusal.value.code == "more_findings"
