"""Every act that changes the text, at every status; and the database's own guard against whatever comes another way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.actor import SYSTEM
from documents import actions, guards
from documents.actions import rounds
from documents.actions.rounds import prepare_round
from documents.models import Document, DraftRound, Signing, Status
from documents.queries import repair_proposals
from documents.reading import Repaired
from documents.states import ANSWERING, BEFORE_ISSUE, BEFORE_SIGNING, REPAIRING_FORM, WRITING, WRITING_WINNER
from orgs.actions.roles import refresh
from orgs.models import Role, RoleAssignment
from tests.documents.conftest import NOW, PLAN

TEXT = PLAN.replace("an toàn", "an  toàn")
OPTIONS = PLAN.replace(
    "I. MỤC ĐÍCH, YÊU CẦU\n",
    'I. CHỦ ĐỀ\nXin ý kiến lựa chọn trong 02 phương án:\n- Phương án 1: "Tuổi trẻ xung kích"\n'
    '- Phương án 2: "Tuổi trẻ sáng tạo"\nII. MỤC ĐÍCH, YÊU CẦU\n',
)


@pytest.fixture
def document(office: SimpleNamespace) -> Document:
    return actions.import_draft(actor=office.drafter, organisation=office.tinh, text=TEXT, at=NOW)


def keep(office: SimpleNamespace, document: Document) -> None:
    actions.save_working_copy(actor=office.drafter, document=document, text=PLAN + "x", version=0, at=NOW)


def submit(office: SimpleNamespace, document: Document) -> None:
    actions.submit_round(actor=office.drafter, document=document, file=(PLAN + "\n").encode(), name="a.txt", at=NOW)


def recipients(office: SimpleNamespace, document: Document) -> None:
    actions.write_recipients(actor=office.drafter, document=document, lines=["Thường trực Tỉnh ủy"], at=NOW)


def retype(office: SimpleNamespace, document: Document) -> None:
    actions.retype(actor=office.drafter, document=document, type_code="CTr", at=NOW)


def repair(office: SimpleNamespace, document: Document) -> None:
    ids = [proposal.id for proposal in repair_proposals(document, form_only=True)]
    who = office.checker if document.status == Status.FORMAT_CHECK else office.drafter
    actions.apply_repairs(actor=who, document=document, ids=ids, at=NOW)


def winner(office: SimpleNamespace, document: Document) -> None:
    actions.write_winner(actor=SYSTEM, document=document, option_text="Tuổi trẻ sáng tạo", note="", at=NOW)


#: Each act that changes the text, and the statuses in which it does.
CHANGES = {
    keep: WRITING,
    submit: WRITING,
    recipients: WRITING,
    retype: WRITING,
    repair: WRITING | REPAIRING_FORM,
    winner: WRITING_WINNER,
}


def stand(document: Document, status: str | Status) -> None:
    """As if the route had led there; the page still shows the row as it was before."""
    Document.objects.filter(pk=document.pk).update(status=status)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_text_changes_only_where_it_may(
    office: SimpleNamespace, document: Document, change: Callable[..., Any], status: str
) -> None:
    stand(document, status)
    shown = Document.objects.get(pk=document.pk)
    if status in CHANGES[change]:
        if change is winner:
            stand(document, Status.DRAFTING)
            actions.submit_round(actor=office.drafter, document=document, file=OPTIONS.encode(), name="a.txt", at=NOW)
            stand(document, status)
        change(office, shown)
        return
    with pytest.raises(ValidationError) as refusal:
        change(office, shown)
    assert refusal.value.code in {"wrong_state", "not_at_desk"}
    assert str(Status(status).label) in " ".join(refusal.value.messages)
    assert document.rounds.count() == 1
    assert not hasattr(Document.objects.get(pk=document.pk), "working_copy")


@pytest.mark.parametrize("change", [keep, submit, recipients, retype], ids=lambda change: change.__name__)
def test_the_state_is_asked_of_the_row_and_not_of_the_page(
    office: SimpleNamespace, document: Document, change: Callable[..., Any]
) -> None:
    shown = Document.objects.get(pk=document.pk)
    stand(document, Status.AWAITING_SIGNATURE)
    with pytest.raises(ValidationError) as refusal:
        change(office, shown)
    assert refusal.value.code == "not_at_desk"


@pytest.mark.parametrize("status", Status.values)
def test_a_blocker_is_waived_only_before_issue(office: SimpleNamespace, document: Document, status: str) -> None:
    stand(document, status)
    with pytest.raises(ValidationError) as refusal:
        actions.waive_finding(
            actor=office.chief, document=document, code="x", passage_sha256="", reason="Vì vậy", at=NOW
        )
    assert refusal.value.code == ("not_a_blocker" if status in BEFORE_ISSUE else "wrong_state")


@pytest.mark.parametrize("status", sorted(set(Status.values) - set(BEFORE_ISSUE)))
def test_nothing_is_signed_or_numbered_once_it_is_over(
    office: SimpleNamespace, document: Document, status: str
) -> None:
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    stand(document, status)
    with pytest.raises(ValidationError) as refusal:
        actions.issue_document(actor=office.clerk, document=document, at=NOW)
    assert refusal.value.code == "wrong_state"
    Signing.objects.update(revoked_at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.sign_document(actor=office.secretary, document=document, at=NOW)
    assert refusal.value.code == "wrong_state"


def test_each_state_holds_those_before_it() -> None:
    assert WRITING < ANSWERING < BEFORE_SIGNING < BEFORE_ISSUE < set(Status)


# ── the database's guard ────────────────────────────────────────────────────────────────────────────────────────────
def write_behind(document: Document, origin: str = "revised") -> None:
    with transaction.atomic():
        DraftRound.objects.create(
            document=document, ordinal=9, origin=origin, tree={}, text_sha256="0" * 64, created_at=NOW
        )


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("origin", DraftRound.Origin.values)
def test_the_database_itself_refuses_a_round_that_may_not_be(document: Document, status: str, origin: str) -> None:
    stand(document, status)
    may = (
        status in WRITING
        or (status in REPAIRING_FORM and origin == "repaired")
        or (status in WRITING_WINNER and origin == "decided")
    )
    if may:
        write_behind(document, origin)
        return
    with pytest.raises(IntegrityError, match=guards.CLOSED):
        write_behind(document, origin)


def test_the_database_refuses_a_round_after_a_signature_whatever_the_status_says(
    office: SimpleNamespace, document: Document
) -> None:
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    with pytest.raises(IntegrityError, match=guards.CLOSED):
        write_behind(document)
    actions.revoke_signing(actor=office.chief, document=document, at=NOW)
    write_behind(document)


def test_the_database_refuses_to_show_another_round_of_what_is_issued(
    office: SimpleNamespace, document: Document
) -> None:
    first = document.round
    recipients(office, document)
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    actions.issue_document(actor=office.clerk, document=document, at=NOW)
    with pytest.raises(IntegrityError, match=guards.CLOSED), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(round=first)


def test_the_database_refuses_to_rewrite_a_round(document: Document) -> None:
    with pytest.raises(IntegrityError, match=guards.REWRITTEN), transaction.atomic():
        DraftRound.objects.filter(pk=document.round_id).update(tree={"paragraphs": []})
    DraftRound.objects.filter(pk=document.round_id).update(note="Lời ghi")


def test_words_are_never_repaired_at_the_check_not_even_if_the_document_goes_there_meanwhile(
    office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PLAN.replace("an toàn", "an toàn toàn")
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    drafter = office.drafter.user
    RoleAssignment.objects.create(
        user=drafter, organisation=office.tinh, role=Role.FORMAT_CHECKER, starts_on=date(2025, 10, 1)
    )
    refresh(drafter, actor=office.drafter, at=NOW)
    ids = [proposal.id for proposal in repair_proposals(document, form_only=False)]
    real = rounds.repair_text  # type: ignore[attr-defined]  # where the action looks it up

    def while_it_goes_on(*given: Any, **named: Any) -> Repaired:
        stand(document, Status.FORMAT_CHECK)
        repaired = real(*given, **named)
        assert not repaired.form_only
        return repaired

    monkeypatch.setattr(rounds, "repair_text", while_it_goes_on)
    for _prepared_at in ("the desk", "the check"):
        with pytest.raises(ValidationError) as refusal:
            actions.apply_repairs(actor=office.drafter, document=Document.objects.get(), ids=ids, at=NOW)
        assert refusal.value.code == "not_at_desk"
    assert document.rounds.count() == 1


# ── the working copy ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_working_copy_is_bound_to_the_round_it_was_opened_from(office: SimpleNamespace, document: Document) -> None:
    recipients(office, document)  # a second round, which the old page has not seen
    for act in (keep_from_the_first, submit_from_the_first):
        with pytest.raises(ValidationError) as refusal:
            act(office, document)
        assert refusal.value.code == "round_moved"
    assert document.rounds.count() == 2


def keep_from_the_first(office: SimpleNamespace, document: Document) -> None:
    actions.save_working_copy(actor=office.drafter, document=document, text="x", version=0, seen=1, at=NOW)


def submit_from_the_first(office: SimpleNamespace, document: Document) -> None:
    prepare_round(actor=office.drafter, document=document, file=PLAN.encode(), name="a.txt", seen=1)


def test_who_no_longer_drafts_saves_nothing_more(office: SimpleNamespace, document: Document) -> None:
    shown = Document.objects.get(pk=document.pk)
    Document.objects.filter(pk=document.pk).update(drafter=office.chief.user)
    with pytest.raises(PermissionDenied):
        keep(office, shown)
    actions.save_working_copy(actor=office.chief, document=document, text="Tôi soạn tiếp", version=0, at=NOW)
    assert Document.objects.get(pk=document.pk).working_copy.saved_by == office.chief.user
