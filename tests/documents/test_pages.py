from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from audit.actor import Actor
from documents import actions
from documents.models import Document, DraftRound, Waiver
from documents.queries import gate_findings
from orgs.actions import merge
from orgs.actions.roles import refresh
from orgs.models import Organisation, Role, RoleAssignment, User
from tests.documents.conftest import NOW, PLAN, person
from tests.documents.test_issuing import taken_for_nothing

PAGES = ["documents:sheet", "documents:paper_pdf", "documents:findings_panel"]


@pytest.fixture
def issued(office: SimpleNamespace) -> Document:
    document = actions.import_draft(
        actor=office.drafter, organisation=office.tinh, file=PLAN.encode(), name="kế hoạch.txt", at=NOW
    )
    actions.sign_document(actor=office.secretary, document=document, at=NOW)
    actions.issue_document(actor=office.clerk, document=document, at=NOW)
    return document


@pytest.mark.parametrize("name", PAGES)
def test_a_guessed_id_gives_an_outsider_nothing(
    client: Client, office: SimpleNamespace, plan: Document, name: str
) -> None:
    client.force_login(office.outsider.user)
    assert client.get(reverse(name, args=[plan.pk])).status_code == 404
    client.force_login(office.clerk.user)
    assert client.get(reverse(name, args=[plan.pk])).status_code == 200


def test_the_files_of_a_round_are_kept_from_outsiders(
    client: Client, office: SimpleNamespace, issued: Document
) -> None:
    for name in ("documents:round_docx", "documents:source_file"):
        address = reverse(name, args=[issued.pk, 1])
        client.force_login(office.outsider.user)
        assert client.get(address).status_code == 404
        client.force_login(office.clerk.user)
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.getvalue()


def test_whoever_is_not_logged_in_is_asked_to(client: Client, plan: Document) -> None:
    assert client.get(reverse("documents:sheet", args=[plan.pk])).status_code == 302


def test_the_sheet_shows_the_text_and_what_changed(client: Client, office: SimpleNamespace, plan: Document) -> None:
    actions.save_working_copy(
        actor=office.drafter, document=plan, text=PLAN.replace("4.000", "4.500"), version=0, at=NOW
    )
    actions.submit_round(actor=office.drafter, document=plan, at=NOW)
    client.force_login(office.clerk.user)
    page = client.get(reverse("documents:sheet", args=[plan.pk]), {"so-voi": "1"}).content.decode()
    assert "<del>4.000</del>" in page
    assert "<ins>4.500</ins>" in page


def test_the_issued_pdf_is_the_frozen_one(client: Client, office: SimpleNamespace, issued: Document) -> None:
    client.force_login(office.clerk.user)
    answer = client.get(reverse("documents:paper_pdf", args=[issued.pk]))
    assert answer.content == bytes(issued.paper.pdf)
    assert answer["Content-Type"] == "application/pdf"


def test_a_blocker_is_waived_on_the_page_with_a_reason_and_only_by_the_chief(
    client: Client, office: SimpleNamespace
) -> None:
    text = PLAN.replace("số 12-CTr/TĐTN ngày 05/01/2026", "số       -CTr/TĐTN ngày   /01/2026")
    document = actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)
    (held,) = gate_findings(document, "S")
    address = reverse("documents:finding_waive", args=[document.pk])
    data = {"code": held.code, "passage": held.passage_sha256, "reason": ""}
    client.force_login(office.drafter.user)
    assert client.post(address, data).status_code == 403
    client.force_login(office.chief.user)
    assert "Hãy ghi lý do." in client.post(address, data).content.decode()
    client.post(address, {**data, "reason": "Số bổ sung khi có."})
    assert Waiver.objects.get().reason == "Số bổ sung khi có."


def test_repairs_are_accepted_on_the_page(client: Client, office: SimpleNamespace) -> None:
    document = actions.import_draft(
        actor=office.drafter, organisation=office.tinh, text=PLAN.replace("an toàn", "an  toàn"), at=NOW
    )
    client.force_login(office.drafter.user)
    page = client.get(reverse("documents:findings_panel", args=[document.pk])).content.decode()
    proposal = page.split('name="repair" value="')[1].split('"')[0]
    client.post(reverse("documents:findings_repair", args=[document.pk]), {"repair": [proposal]})
    document.refresh_from_db()
    assert document.round.ordinal == 2


def test_the_register_shows_its_ten_columns_and_that_no_number_is_missing(
    client: Client, office: SimpleNamespace, issued: Document
) -> None:
    client.force_login(office.clerk.user)
    page = client.get(reverse("documents:register"), {"day": issued.register_entry.series_id}).content.decode()
    assert "01-KH/TĐTN" in page
    assert "01–01: đủ" in page
    assert page.count("<th ") == 10


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_register_is_printed(
    client: Client, office: SimpleNamespace, issued: Document, kind: str, start: bytes
) -> None:
    client.force_login(office.clerk.user)
    assert client.get(reverse("documents:register_file", args=[kind])).content.startswith(start)


def test_a_successor_reads_the_register_and_the_papers_that_it_took_over(
    client: Client, office: SimpleNamespace, issued: Document
) -> None:
    heir = Organisation.objects.create(name="Tỉnh đoàn Sông Lam", short_name="Tỉnh đoàn Sông Lam", level="province")
    clerk = person("kethua", "Mai Kế Thừa")
    RoleAssignment.objects.create(user=clerk, organisation=heir, role=Role.CLERK, starts_on=date(2025, 10, 1))
    refresh(clerk, actor=Actor.of(clerk), at=NOW)
    client.force_login(clerk)
    old = {"don-vi": office.tinh.pk}
    assert client.get(reverse("documents:register"), old).status_code == 404
    root = Actor.of(User.objects.create(username="root", full_name="Root", is_superuser=True))
    merge(actor=root, organisations=[office.tinh], into=heir, on=NOW.date() - timedelta(days=1), at=NOW)
    assert f"?don-vi={office.tinh.pk}" in client.get(reverse("documents:register")).content.decode()
    page = client.get(reverse("documents:register"), old).content.decode()
    assert issued.subject in page
    assert "huy-so" not in page
    assert client.get(reverse("workflows:document", args=[issued.pk])).status_code == 200


def test_an_outsider_sees_no_register(client: Client, office: SimpleNamespace, issued: Document) -> None:
    client.force_login(office.outsider.user)
    assert client.get(reverse("documents:register")).status_code == 403


def test_a_number_is_voided_on_the_page_with_its_reason(client: Client, office: SimpleNamespace) -> None:
    entry = taken_for_nothing(office)
    client.force_login(office.clerk.user)
    address = reverse("documents:register_void", args=[entry.pk])
    for reason, said in (("", "Hãy ghi lý do hủy số."), ("x" * 301, "300"), ("Cấp nhầm.", "Đã hủy số")):
        assert said in client.post(address, {"reason": reason}, follow=True).content.decode()
    assert "đã được hủy trước đó" in client.post(address, {"reason": "Lại"}, follow=True).content.decode()
    entry.refresh_from_db()
    assert entry.void_reason == "Cấp nhầm."


def test_no_page_offers_to_void_the_number_of_an_issued_document(
    client: Client, office: SimpleNamespace, issued: Document
) -> None:
    client.force_login(office.clerk.user)
    assert "huy-so" not in client.get(reverse("documents:register")).content.decode()
    entry = issued.register_entry
    page = client.post(
        reverse("documents:register_void", args=[entry.pk]), {"reason": "Nhầm"}, follow=True
    ).content.decode()
    assert "không hủy được" in page
    entry.refresh_from_db()
    assert entry.voided_at is None


def test_a_finding_stands_with_its_rule_also_in_a_round_from_before_rules_were_kept(
    client: Client, office: SimpleNamespace, plan: Document
) -> None:
    client.force_login(office.drafter.user)
    for rule, shown in (("HD31, mục V", "Theo HD31, mục V"), ("", "Theo HD29, mục I.2")):
        findings = [{**finding, "rule": rule} for finding in plan.round.findings]
        DraftRound.objects.filter(pk=plan.round_id).update(findings=findings)
        assert shown in client.get(reverse("documents:findings_panel", args=[plan.pk])).content.decode()
