from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import Settings

from audit.actor import SYSTEM
from audit.models import JournalEntry
from documents import actions
from documents.models import Document, DraftRound, SourceFile, Status, WorkingCopy
from documents.queries import repair_proposals
from tests.documents.conftest import NOW, PLAN


def test_a_pasted_draft_becomes_a_document_with_round_one(plan: Document, office: SimpleNamespace) -> None:
    assert (plan.type_code, plan.subject, plan.year) == ("KH", "Tổ chức Tháng Thanh niên năm 2027", 2027)
    assert (plan.round.ordinal, plan.round.origin, plan.drafter) == (1, "uploaded", office.drafter.user)
    own = JournalEntry.objects.filter(document_id=plan.pk, verb__startswith="documents.")
    assert [entry.verb for entry in own] == ["documents.import", "documents.first_round"]


def test_a_clean_draft_is_held_by_nothing(plan: Document) -> None:
    assert [f for f in plan.round.findings if f["severity"] in {"blocker", "error"}] == []


def test_an_uploaded_file_is_kept_once_under_its_hash(
    office: SimpleNamespace, settings: Settings, tmp_path: Path
) -> None:
    data = PLAN.encode()
    for _ in range(2):
        actions.import_draft(actor=office.drafter, organisation=office.tinh, file=data, name="ke-hoach.txt", at=NOW)
    source = SourceFile.objects.get()
    with source.file.open("rb") as kept:
        assert kept.read() == data
    assert source.rounds.count() == 2


def test_an_outsider_cannot_import(office: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        actions.import_draft(actor=office.outsider, organisation=office.tinh, text=PLAN, at=NOW)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 not a zip"])
def test_a_bad_file_leaves_nothing_behind(office: SimpleNamespace, data: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.import_draft(actor=office.drafter, organisation=office.tinh, file=data, name="x.docx", at=NOW)
    assert refusal.value.message
    assert not Document.objects.exists()
    assert not SourceFile.objects.exists()


def test_nothing_given_is_refused(office: SimpleNamespace) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.import_draft(actor=office.drafter, organisation=office.tinh, text="  \n", at=NOW)
    assert refusal.value.code == "no_text"


def test_the_working_copy_becomes_the_next_round_and_passages_keep_their_ids(
    plan: Document, office: SimpleNamespace
) -> None:
    before = {p["text"]: p["id"] for p in plan.round.tree["paragraphs"]}
    actions.save_working_copy(
        actor=office.drafter, document=plan, text=PLAN.replace("4.000", "4.500"), version=0, at=NOW
    )
    row = actions.submit_round(actor=office.drafter, document=plan, at=NOW)
    after = {p["text"]: p["id"] for p in row.tree["paragraphs"]}
    assert row.ordinal == 2
    assert after["Trồng mới ít nhất 4.500 cây xanh."] == before["Trồng mới ít nhất 4.000 cây xanh."]
    assert not WorkingCopy.objects.exists()


def test_a_round_without_a_subject_keeps_the_documents_old_one(plan: Document, office: SimpleNamespace) -> None:
    text = PLAN.replace("KẾ HOẠCH\nTổ chức Tháng Thanh niên năm 2027\n-----\n", "")
    actions.save_working_copy(actor=office.drafter, document=plan, text=text, version=0, at=NOW)
    row = actions.submit_round(actor=office.drafter, document=plan, at=NOW)
    assert not row.tree["subject"]
    plan.refresh_from_db()
    assert (plan.round, plan.subject) == (row, "Tổ chức Tháng Thanh niên năm 2027")


def test_an_unchanged_text_makes_no_round(plan: Document, office: SimpleNamespace) -> None:
    actions.save_working_copy(actor=office.drafter, document=plan, text=PLAN, version=0, at=NOW)
    assert actions.submit_round(actor=office.drafter, document=plan, at=NOW) is None
    assert plan.rounds.count() == 1


def test_only_the_drafter_edits(plan: Document, office: SimpleNamespace) -> None:
    for other in (office.chief, office.checker, office.outsider):
        with pytest.raises(PermissionDenied):
            actions.save_working_copy(actor=other, document=plan, text="x", version=0, at=NOW)


def test_a_second_window_is_told_that_the_copy_moved_on(plan: Document, office: SimpleNamespace) -> None:
    actions.save_working_copy(actor=office.drafter, document=plan, text="một", version=0, at=NOW)
    actions.save_working_copy(actor=office.drafter, document=plan, text="hai", version=1, at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.save_working_copy(actor=office.drafter, document=plan, text="ba", version=1, at=NOW)
    assert refusal.value.code == "stale"
    assert WorkingCopy.objects.get().text == "hai"


def test_repairs_of_form_may_be_accepted_by_the_format_checker(office: SimpleNamespace) -> None:
    document = actions.import_draft(
        actor=office.drafter, organisation=office.tinh, text=PLAN.replace("an toàn", "an  toàn"), at=NOW
    )
    ids = [proposal.id for proposal in repair_proposals(document, form_only=True)]
    assert ids
    actions.set_status(actor=SYSTEM, document=document, status=Status.FORMAT_CHECK, at=NOW)
    row = actions.apply_repairs(actor=office.checker, document=document, ids=ids, at=NOW)
    assert row.origin == DraftRound.Origin.REPAIRED
    assert repair_proposals(Document.objects.get(), form_only=True) == []


def test_an_outsider_cannot_repair(plan: Document, office: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        actions.apply_repairs(actor=office.outsider, document=plan, ids=["x"], at=NOW)


def test_meeting_material_is_typed_again_by_its_drafter_alone(office: SimpleNamespace) -> None:
    text = PLAN.replace("KẾ HOẠCH\nTổ chức", "ĐỊNH HƯỚNG\nTổ chức")
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    assert document.type_code == ""
    with pytest.raises(PermissionDenied):
        actions.retype(actor=office.chief, document=document, type_code="KH", at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.retype(actor=office.drafter, document=document, type_code="ĐH", at=NOW)
    assert refusal.value.code == "type_unknown"
    row = actions.retype(actor=office.drafter, document=document, type_code="KH", at=NOW)
    assert (row.ordinal, row.tree["type"], Document.objects.get().type_code) == (2, "KH", "KH")
    assert "type_unknown" not in {finding["code"] for finding in row.findings}
