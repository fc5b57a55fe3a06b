import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from audit.models import JournalEntry
from documents import actions
from documents.actions import issuing
from documents.actions.issuing import take_number
from documents.models import Document, IssuedPaper, NumberSeries, RegisterEntry, Signing
from documents.queries import findings_of, gate_findings
from documents.structure import Draft
from tests.constraints import without
from tests.documents.conftest import NOW, PLAN


def signed(office: SimpleNamespace, text: str = PLAN) -> Document:
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    return document


def refusal(expected: str, action: Callable[..., object], **arguments: Any) -> None:
    with pytest.raises(ValidationError) as found:
        action(at=NOW, **arguments)
    assert found.value.code == expected


def test_the_issued_paper_carries_number_and_day_of_signing(office: SimpleNamespace) -> None:
    document = signed(office)
    paper = actions.issue_document(actor=office.clerk, document=document, at=NOW + timedelta(days=1))
    assert (paper.number, paper.symbol) == ("01", "KH/TĐTN")
    assert paper.tree["number"] == "01"
    assert paper.tree["date"] == "2026-11-20"
    assert paper.tree["marks"] == []
    assert bytes(paper.pdf).startswith(b"%PDF")
    assert hashlib.sha256(paper.pdf).hexdigest() == paper.sha256


def test_the_register_has_the_line(office: SimpleNamespace) -> None:
    document = signed(office)
    actions.issue_document(actor=office.clerk, document=document, at=NOW)
    entry = RegisterEntry.objects.get()
    assert (str(entry), entry.signatory, entry.archive) == ("01-KH/TĐTN", "Phạm Anh Khoa", "Lưu VT")
    assert entry.recipients.startswith("Ban Bí thư TW Đoàn (B/c)")


def test_numbers_follow_one_another_per_type_and_term(office: SimpleNamespace) -> None:
    papers = [actions.issue_document(actor=office.clerk, document=signed(office), at=NOW) for _ in range(3)]
    assert [paper.number for paper in papers] == ["01", "02", "03"]
    assert NumberSeries.objects.get().period == "XIV"


def test_a_number_taken_by_another_meanwhile_is_not_given_twice(
    office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = signed(office), signed(office)
    real = issuing.print_paper  # type: ignore[attr-defined]  # where the action looks it up
    done: list[bool] = []

    def print_paper(draft: Draft, *, at: datetime, **options: Any) -> bytes:
        if not done:
            done.append(True)
            actions.issue_document(actor=office.clerk, document=second, at=at)
        return real(draft, at=at, **options)

    monkeypatch.setattr(issuing, "print_paper", print_paper)
    paper = actions.issue_document(actor=office.clerk, document=first, at=NOW)
    assert (second.paper.number, paper.number, paper.tree["number"]) == ("01", "02", "02")


def test_a_failed_issue_takes_no_number(office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    document = signed(office)
    with monkeypatch.context() as patch:
        patch.setattr(RegisterEntry, "save", lambda *_: (_ for _ in ()).throw(RuntimeError))
        with pytest.raises(RuntimeError):
            actions.issue_document(actor=office.clerk, document=document, at=NOW)
    assert actions.issue_document(actor=office.clerk, document=document, at=NOW).number == "01"


def test_what_is_not_signed_is_not_issued(plan: Document, office: SimpleNamespace) -> None:
    refusal("not_signed", actions.issue_document, actor=office.clerk, document=plan)
    assert not NumberSeries.objects.exists()


def test_what_was_changed_after_signing_is_not_issued(office: SimpleNamespace) -> None:
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=PLAN, at=NOW)
    first = document.round
    actions.write_recipients(actor=office.drafter, document=document, lines=["Ban Bí thư TW Đoàn (B/c)"], at=NOW)
    signing = actions.sign_document(actor=office.secretary, document=document, at=NOW)
    Signing.objects.filter(pk=signing.pk).update(round=first)  # the database lets no later round come after a signing
    refusal(
        "signed_another_round",
        actions.issue_document,
        actor=office.clerk,
        document=Document.objects.get(pk=document.pk),
    )


def test_a_paper_is_issued_once(office: SimpleNamespace) -> None:
    document = signed(office)
    actions.issue_document(actor=office.clerk, document=document, at=NOW)
    refusal("already_issued", actions.issue_document, actor=office.clerk, document=document)
    assert IssuedPaper.objects.count() == RegisterEntry.objects.count() == 1


def test_only_the_clerk_issues_and_only_the_secretary_signs(office: SimpleNamespace, plan: Document) -> None:
    for other in (office.drafter, office.clerk, office.outsider):
        with pytest.raises(PermissionDenied):
            actions.sign_document(actor=other, document=plan, at=NOW)
    document = signed(office)
    for other in (office.drafter, office.secretary, office.outsider):
        with pytest.raises(PermissionDenied):
            actions.issue_document(actor=other, document=document, at=NOW)


def test_who_signs_stands_under_the_text_though_the_draft_named_another(office: SimpleNamespace) -> None:
    text = PLAN.replace("Phạm Anh Khoa", "Lê Quốc Bảo")
    assert text != PLAN
    signing = signed(office, text).signings.get()
    assert (signing.capacity, signing.position, signing.name) == (
        "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN",
        "BÍ THƯ",
        "Phạm Anh Khoa",
    )
    assert signing.tree["signature"]["name"] == "Phạm Anh Khoa"
    shown = [p["text"] for p in signing.tree["paragraphs"] if p["kind"] in ("capacity", "position", "signer")]
    assert shown == ["TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "BÍ THƯ", "Phạm Anh Khoa"]


def test_a_printed_rank_that_is_not_the_signers_stops_the_signature(office: SimpleNamespace) -> None:
    text = PLAN.replace("BÍ THƯ\n\nPhạm Anh Khoa", "P. BÍ THƯ\n\nLê Quốc Bảo")
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    refusal("another_rank", actions.sign_document, actor=office.secretary, document=document)
    assert not document.signings.exists()


def test_the_committees_line_stays_where_a_secretary_signs_for_it(office: SimpleNamespace) -> None:
    text = PLAN.replace("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "TM. BAN CHẤP HÀNH TỈNH ĐOÀN")
    assert signed(office, text).signings.get().tree["signature"]["capacity"] == "TM. BAN CHẤP HÀNH TỈNH ĐOÀN"


def test_the_signed_text_has_no_mark_of_a_draft_or_of_a_meeting(office: SimpleNamespace) -> None:
    text = PLAN.replace("\nKẾ HOẠCH\n", "\nDỰ THẢO\nTài liệu Hội nghị Ban Chấp hành Tỉnh đoàn lần thứ 5\n\nKẾ HOẠCH\n")
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    assert document.round.tree["meeting"]
    assert document.round.tree["marks"]
    tree = actions.sign_document(actor=office.secretary, document=document, at=NOW).tree
    assert (tree["meeting"], tree["marks"]) == (None, [])
    assert not {"mark", "meeting"} & {p["kind"] for p in tree["paragraphs"]}


def test_a_document_is_signed_once(office: SimpleNamespace) -> None:
    document = signed(office)
    refusal("already_signed", actions.sign_document, actor=office.secretary, document=document)


def test_a_secretary_whose_seat_has_ended_cannot_sign(plan: Document, office: SimpleNamespace) -> None:
    office.secretary.user.memberships.update(ends_on="2026-11-01")
    refusal("no_authority", actions.sign_document, actor=office.secretary, document=plan)


def blocked(office: SimpleNamespace) -> Document:
    text = PLAN.replace("số 12-CTr/TĐTN ngày 05/01/2026", "số       -CTr/TĐTN ngày   /01/2026")
    return actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)


def test_a_blocker_holds_the_signature_until_it_is_waived_with_a_reason(office: SimpleNamespace) -> None:
    document = blocked(office)
    refusal("held_by_findings", actions.sign_document, actor=office.secretary, document=document)
    (held,) = gate_findings(document, "S")
    arguments: dict[str, Any] = {"document": document, "code": held.code, "passage_sha256": held.passage_sha256}
    refusal("reason_needed", actions.waive_finding, actor=office.chief, reason=" ", **arguments)
    for another in ({"code": "no_such"}, {"passage_sha256": "0" * 64}):
        refusal("not_a_blocker", actions.waive_finding, actor=office.chief, reason="vội", **arguments | another)
    with pytest.raises(PermissionDenied):
        actions.waive_finding(actor=office.drafter, reason="vội", at=NOW, **arguments)
    actions.waive_finding(actor=office.chief, reason="Số sẽ bổ sung khi có.", at=NOW, **arguments)
    actions.waive_finding(actor=office.chief, reason="Lần nữa.", at=NOW, **arguments)
    assert gate_findings(Document.objects.get(), "S") == []
    assert JournalEntry.objects.filter(verb="documents.waive_finding").count() == 1
    actions.sign_document(actor=office.secretary, document=document, at=NOW)


def test_nobody_lets_a_paper_pass_that_goes_to_nobody(office: SimpleNamespace) -> None:
    text = PLAN.partition("Nơi nhận")[0]
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    (missing,) = [finding for finding in gate_findings(document, "N") if finding.code == "recipients_missing"]
    assert not missing.may_be_waived
    refusal(
        "never_waived",
        actions.waive_finding,
        actor=office.chief,
        document=document,
        code=missing.code,
        passage_sha256=missing.passage_sha256,
        reason="vội",
    )


def test_a_changed_passage_asks_again(office: SimpleNamespace) -> None:
    document = blocked(office)
    (held,) = gate_findings(document, "S")
    actions.waive_finding(
        actor=office.chief,
        document=document,
        code=held.code,
        passage_sha256=held.passage_sha256,
        reason="Chờ số.",
        at=NOW,
    )
    text = PLAN.replace("số 12-CTr/TĐTN ngày 05/01/2026", "số       -CTr/TĐTN ngày   /02/2026")
    actions.save_working_copy(actor=office.drafter, document=document, text=text, version=0, at=NOW)
    actions.submit_round(actor=office.drafter, document=document, at=NOW)
    assert [f.code for f in gate_findings(Document.objects.get(), "S")] == ["basis_blank"]
    assert not any(f.waived for f in findings_of(Document.objects.get()))


def taken_for_nothing(office: SimpleNamespace) -> RegisterEntry:
    """A number that was taken without a document."""
    series_id, number = take_number(office.tinh, "KH", "XIV")
    return RegisterEntry.objects.create(
        series_id=series_id, number=number, symbol="KH/TĐTN", issued_on=NOW.date(), type_code="KH", subject="Kế hoạch",
        signatory="Phạm Anh Khoa", void_reason="Chờ hủy.",
    )  # fmt: skip


def test_a_voided_number_keeps_its_line_and_is_never_given_again(office: SimpleNamespace) -> None:
    entry = taken_for_nothing(office)
    refusal("reason_needed", actions.void_number, actor=office.clerk, entry=entry, reason=" ")
    actions.void_number(actor=office.clerk, entry=entry, reason="Cấp nhầm loại văn bản.", at=NOW)
    assert actions.issue_document(actor=office.clerk, document=signed(office), at=NOW).number == "02"
    assert RegisterEntry.objects.get(number=1).void_reason == "Cấp nhầm loại văn bản."


def test_a_number_is_not_voided_twice_and_keeps_its_first_reason(office: SimpleNamespace) -> None:
    entry = taken_for_nothing(office)
    actions.void_number(actor=office.clerk, entry=entry, reason="Cấp nhầm.", at=NOW)
    refusal("voided_before", actions.void_number, actor=office.clerk, entry=entry, reason="Lý do khác")
    assert RegisterEntry.objects.get().void_reason == "Cấp nhầm."


def test_the_number_of_an_issued_document_is_not_voided(office: SimpleNamespace) -> None:
    actions.issue_document(actor=office.clerk, document=signed(office), at=NOW)
    entry = RegisterEntry.objects.get()
    refusal("number_in_use", actions.void_number, actor=office.clerk, entry=entry, reason="Nhầm")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.update(voided_at=NOW, void_reason="Nhầm")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_void_a_number_at_once_one_is_told_that_it_was_done(office: SimpleNamespace) -> None:
    entry = taken_for_nothing(office)

    def void(reason: str) -> str:
        try:
            actions.void_number(actor=office.clerk, entry=entry, reason=reason, at=NOW)
            return "done"
        except ValidationError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(void, ["Một", "Hai"])) == ["done", "voided_before"]
    assert JournalEntry.objects.filter(verb="documents.void_number").count() == 1


def test_an_upgrade_gives_a_document_back_the_number_that_was_voided_under_it(office: SimpleNamespace) -> None:
    """Before there was a constraint, an issued document could lose its number."""
    actions.issue_document(actor=office.clerk, document=signed(office), at=NOW)
    with without("a_number_with_an_issued_document_is_not_voided", "no_reason_to_void_the_number_of_a_document"):
        RegisterEntry.objects.update(voided_at=NOW, void_reason="Nhầm")
    import_module("documents.migrations.0002_issued_numbers_stay").give_back(apps, None)
    entry = RegisterEntry.objects.get()
    assert (entry.voided_at, entry.void_reason, entry.note) == (None, "", "Từng bị ghi hủy số: Nhầm")
