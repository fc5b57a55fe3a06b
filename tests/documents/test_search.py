"""The boxes find what they promise: subject, number and symbol, type, who drafted, who signed."""

import json
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from documents import actions
from documents.models import CitedPaper, Document, RegisterEntry
from documents.queries.citations import papers_cited_by
from documents.queries.register import register_entries
from orgs.searching import found_by
from tests.documents.conftest import NOW, PLAN

rebuilding = import_module("documents.migrations.0005_all_is_found_by_what_its_box_promises")


@pytest.fixture
def issued(office: SimpleNamespace) -> Document:
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=PLAN, at=NOW)
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    actions.issue_document(actor=office.clerk, document=document, at=NOW)
    return document


def hits(words: str) -> int:
    return found_by(Document.objects.all(), words).count()


@pytest.mark.parametrize("words", ["thu thảo", "THAO", "kế hoạch", "-KH/TĐTN", "tháng thanh niên 2027"])
def test_a_draft_is_found_by_subject_type_symbol_and_drafter(plan: Document, words: str) -> None:
    assert hits(words) == 1


@pytest.mark.parametrize("words", ["01-KH/TĐTN", "1-KH/TĐTN", "01/kh-tdtn", "anh khoa", "thu thao", "01-KH/TĐTN khoa"])
def test_an_issued_document_is_found_by_number_and_signatory_too(issued: Document, words: str) -> None:
    assert hits(words) == 1


def test_a_number_is_not_found_before_it_is_given(plan: Document) -> None:
    assert hits("01-KH/TĐTN") == 0


def test_who_signed_is_found_until_the_signing_falls(office: SimpleNamespace, plan: Document) -> None:
    actions.sign_document(actor=office.secretary, document=plan, at=NOW)
    assert hits("anh khoa") == 1
    actions.revoke_signing(actor=office.secretary, document=plan, at=NOW)
    assert (hits("anh khoa"), hits("-KH/TĐTN thu thảo")) == (0, 1)


@pytest.mark.parametrize("words", ["01-kh/tdtn", "thang thanh nien", "ban bi thu", "KHOA"])
def test_the_register_is_searched_without_marks(office: SimpleNamespace, issued: Document, words: str) -> None:
    assert register_entries(office.tinh, words=words).count() == 1


def test_the_register_page_finds_by_number(client: Client, office: SimpleNamespace, issued: Document) -> None:
    client.force_login(office.clerk.user)
    assert "Tháng Thanh niên" in client.get(reverse("documents:register"), {"q": "01-KH/TĐTN"}).content.decode()
    assert "Tháng Thanh niên" not in client.get(reverse("documents:register"), {"q": "02-KH/TĐTN"}).content.decode()


@pytest.mark.parametrize("words", ["12-CTr/TĐTN", "12/ctr-tdtn", "ban chap hanh"])
def test_a_cited_paper_is_found_by_symbol_and_issuer_without_marks(
    office: SimpleNamespace, plan: Document, words: str
) -> None:
    assert papers_cited_by(office.tinh, words=words).count() == 1


def test_a_person_who_is_called_otherwise_is_found_by_the_new_name_after_the_night(
    office: SimpleNamespace, issued: Document
) -> None:
    office.drafter.user.full_name = "Lê Quốc Bảo"
    office.drafter.user.save()
    actions.follow_names(since=NOW - timedelta(days=2))
    assert (hits("quoc bao"), hits("thu thao"), hits("01-KH/TĐTN anh khoa")) == (1, 0, 1)


def test_what_the_migration_writes_is_what_the_actions_write(
    office: SimpleNamespace, issued: Document, plan: Document
) -> None:
    kept = [
        list(model.objects.order_by("pk").values_list("pk", "search_text"))
        for model in (Document, RegisterEntry, CitedPaper)
    ]
    for model in (Document, RegisterEntry, CitedPaper):
        model.objects.update(search_text="")
    for rebuild in (rebuilding.documents, rebuilding.entries, rebuilding.cited_papers):
        rebuild(apps, None)
    again = [
        list(model.objects.order_by("pk").values_list("pk", "search_text"))
        for model in (Document, RegisterEntry, CitedPaper)
    ]
    assert json.dumps(kept) == json.dumps(again)
