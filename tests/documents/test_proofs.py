"""A text, a file, a signing, an issued paper or its line in the register that was changed past the acts is found out."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db import connection

from audit.exports import export_dossier
from audit.models import JournalEntry
from audit.queries.artefacts import faults_of
from documents import actions
from documents.models import Document, DraftRound, IssuedPaper, RegisterEntry, Signing, SourceFile
from tests.audit.test_history import forge_manifest, unpack, verdict
from tests.documents.conftest import NOW, PLAN
from tests.documents.test_issuing import taken_for_nothing


@pytest.fixture
def issued(office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Document:
    """A document that came in as a file, was revised, signed and issued."""
    monkeypatch.setattr(SourceFile._meta.get_field("file"), "storage", InMemoryStorage())
    document = actions.import_draft(
        actor=office.drafter, organisation=office.tinh, file=PLAN.encode(), name="kế hoạch.txt", at=NOW
    )
    text = PLAN.replace("2026", "2027", 1)
    actions.save_working_copy(actor=office.drafter, document=document, text=text, version=0, at=NOW)
    actions.submit_round(actor=office.drafter, document=document, at=NOW)
    document.refresh_from_db()
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    actions.issue_document(actor=office.clerk, document=document, at=NOW)
    document.refresh_from_db()
    return document


def whys(document: Document) -> list[tuple[str, str]]:
    return [(fault.why, fault.what.split(" của ")[0]) for fault in faults_of(document.organisation_id)]


@pytest.fixture
def rewritable(db: None) -> None:
    """The rounds as an intruder with all rights would have them: without the trigger that keeps them."""
    on = " ON documents_draftround" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER documents_draftround_never_rewritten{on}")


def test_what_the_acts_wrote_is_as_the_journal_says(issued: Document) -> None:
    assert whys(issued) == []


def test_a_forged_pdf_is_found(issued: Document) -> None:
    IssuedPaper.objects.update(pdf=b"%PDF-1.7 something else")
    assert whys(issued) == [("changed", "bản ban hành 01-KH/TĐTN")]


def test_a_forged_pdf_with_its_hash_forged_too_is_found(issued: Document) -> None:
    forged = b"%PDF-1.7 something else"
    IssuedPaper.objects.update(pdf=forged, sha256=hashlib.sha256(forged).hexdigest())
    assert whys(issued) == [("changed", "bản ban hành 01-KH/TĐTN")]


@pytest.mark.parametrize("change", [{"number": "02"}, {"symbol": "QĐ/TĐTN"}, {"tree": {"paragraphs": []}}])
def test_a_paper_whose_columns_were_changed_is_found(issued: Document, change: dict[str, Any]) -> None:
    IssuedPaper.objects.update(**change)
    assert [why for why, _ in whys(issued)] == ["changed"]


def test_an_issued_paper_that_is_gone_is_missed(issued: Document) -> None:
    IssuedPaper.objects.all().delete()
    assert [why for why, _ in whys(issued)] == ["gone"]


def test_a_paper_that_no_act_issued_is_found(issued: Document, office: SimpleNamespace) -> None:
    other = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=PLAN, at=NOW)
    paper = IssuedPaper.objects.get()
    paper.pk, paper.document, paper._state.adding = None, other, True
    paper.save()
    assert whys(issued) == [("unknown", "bản ban hành 01-KH/TĐTN")]


@pytest.mark.parametrize("ordinal", [1, 2])
def test_an_edited_round_is_found(issued: Document, rewritable: None, ordinal: int) -> None:
    row = DraftRound.objects.get(ordinal=ordinal)
    tree = json.loads(json.dumps(row.tree).replace("Thanh ni", "Thi"))
    tree["paragraphs"][0]["text"] = "Khác"
    DraftRound.objects.filter(pk=row.pk).update(tree=tree)
    assert whys(issued) == [("changed", f"lần dự thảo {ordinal}")]


@pytest.mark.parametrize("change", [{"text_sha256": "0" * 64}, {"note": "khác"}, {"created_by": None}])
def test_a_round_whose_columns_were_changed_is_found(
    issued: Document, rewritable: None, change: dict[str, Any]
) -> None:
    DraftRound.objects.filter(ordinal=2).update(**change)
    assert whys(issued) == [("changed", "lần dự thảo 2")]


def test_a_round_from_before_trees_were_kept_is_held_to_its_text(issued: Document, rewritable: None) -> None:
    """Its entry has no hash of the tree: the tree must still give the text whose hash it has."""
    entry = JournalEntry.objects.get(verb="documents.add_round")
    said = json.loads(entry.text)
    del said["facts"]["tree"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_journalentry SET text = %s WHERE id = %s", [json.dumps(said), entry.pk])
    assert whys(issued) == []
    row = DraftRound.objects.get(ordinal=2)
    row.tree["paragraphs"][0]["text"] = "Khác"
    row.save()
    assert whys(issued) == [("changed", "lần dự thảo 2")]


def test_a_file_that_was_changed_in_storage_is_found(issued: Document) -> None:
    source = SourceFile.objects.get()
    source.file.storage.delete(source.file.name)
    source.file.storage.save(source.file.name, ContentFile(b"other"))
    assert whys(issued) == [("changed", f"văn bản {issued.pk}")]


def test_a_file_that_is_gone_from_storage_is_missed(issued: Document) -> None:
    source = SourceFile.objects.get()
    source.file.storage.delete(source.file.name)
    assert whys(issued) == [("changed", f"văn bản {issued.pk}")]


@pytest.mark.parametrize(
    "change", [{"name": "Người Khác"}, {"capacity": "KT."}, {"tree": {}}, {"signed_at": "2026-11-19T00:00:00Z"}]
)
def test_a_forged_signing_is_found(issued: Document, change: dict[str, Any]) -> None:
    Signing.objects.update(**change)
    assert [why for why, _ in whys(issued)] == ["changed"]


@pytest.mark.parametrize("change", [{"subject": "Khác"}, {"signatory": "Người Khác"}, {"number": 7}])
def test_a_forged_line_of_the_register_is_found(issued: Document, change: dict[str, Any]) -> None:
    RegisterEntry.objects.update(**change)
    assert whys(issued) == [("changed", "bản ban hành 01-KH/TĐTN")]


def test_a_voided_number_that_was_made_good_again_is_found(issued: Document, office: SimpleNamespace) -> None:
    entry = taken_for_nothing(office)
    actions.void_number(actor=office.clerk, entry=entry, reason="Nhầm loại.", at=NOW)
    assert whys(issued) == []
    RegisterEntry.objects.filter(pk=entry.pk).update(voided_at=None)
    assert whys(issued) == [("changed", "dòng 02-KH/TĐTN")]


@pytest.fixture
def unpacked(issued: Document, office: SimpleNamespace, tmp_path: Path) -> Path:
    """The dossier of the issued document, unpacked by the one who drafted it."""
    unpack(export_dossier(actor=office.drafter, document_id=issued.pk, at=NOW), tmp_path)
    return tmp_path


def test_the_dossier_of_an_issued_document_verifies(unpacked: Path) -> None:
    status, said = verdict(unpacked)
    assert (status, "ban-hanh/van-ban.pdf: đúng như nhật ký đã ghi" in said) == (0, True)


def test_a_pdf_forged_in_the_dossier_with_its_manifest_is_found(unpacked: Path) -> None:
    (unpacked / "ban-hanh" / "van-ban.pdf").write_bytes(b"%PDF-1.7 forged")
    forge_manifest(unpacked)
    assert "van-ban.pdf: không phải nội dung đã ghi trong nhật ký" in verdict(unpacked)[1]


def test_a_pdf_taken_out_of_the_dossier_with_its_line_is_missed(unpacked: Path) -> None:
    (unpacked / "ban-hanh" / "van-ban.pdf").unlink()
    forge_manifest(unpacked)
    assert "van-ban.pdf: thiếu tệp" in verdict(unpacked)[1]


def test_an_uploaded_file_exchanged_in_the_dossier_with_its_manifest_is_found(unpacked: Path) -> None:
    (source,) = (unpacked / "tep-goc").iterdir()
    source.write_bytes(b"khac")
    forge_manifest(unpacked)
    assert "tep-goc: không phải tệp đã tải lên" in verdict(unpacked)[1]
