"""The panel of citations, the comparison and the list of cited papers: what they show, and to whom."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.actor import Actor
from documents import actions
from documents.models import Access, CitedPaper, Document, NumberSeries, RegisterEntry
from documents.queries.citations import comparison_choices, papers_cited_by
from documents.structure.reading.citations import read_symbol
from orgs.actions.roles import refresh
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment
from tests.documents.conftest import NOW, PLAN, person
from tests.responses import Response

CITED = "Chương trình số 12-CTr/TĐTN ngày 05/01/2026"
SUPERIORS = "Kế hoạch số 01-KH/TWĐTN ngày 20/11/2026"


def draft(office: SimpleNamespace, text: str) -> Document:
    return actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)


@pytest.fixture
def centre(office: SimpleNamespace) -> Document:
    """The centre above the office, with a plan no. 01 that the office received."""
    centre = Organisation.objects.create(
        name="Trung ương Đoàn", short_name="Trung ương Đoàn", level="central", code="TWĐTN", place="Hà Nội"
    )
    office.tinh.parent = centre
    office.tinh.save()
    secretary = person("binh", "Nguyễn Văn Bình")
    for role in (Role.SECRETARY, Role.DRAFTER, Role.CLERK):
        RoleAssignment.objects.create(user=secretary, organisation=centre, role=role, starts_on=date(2025, 10, 1))
    refresh(secretary, actor=Actor.of(secretary), at=NOW)
    board = Body.objects.create(organisation=centre, kind=Body.Kind.STANDING_BOARD, name="Ban Thường vụ")
    Membership.objects.create(user=secretary, body=board, position="Bí thư", rank=1, starts_on=date(2025, 10, 1))
    actor = Actor.of(secretary)
    text = (
        PLAN.replace("TĐTN", "TWĐTN")
        .replace("4.000 cây", "9.000 cây")
        .replace("TỈNH ĐOÀN LAM GIANG", "TRUNG ƯƠNG ĐOÀN")
    )
    document = actions.import_draft(actor=actor, organisation=centre, text=text, at=NOW)
    actions.sign_document(actor=actor, document=document, at=NOW)
    actions.issue_document(actor=actor, document=document, at=NOW)
    return document


@pytest.fixture
def received(office: SimpleNamespace, centre: Document) -> Document:
    actions.grant_access(document=centre, why=Access.Why.DELIVERY, at=NOW, organisation=office.tinh)
    return centre


@pytest.fixture
def ours(office: SimpleNamespace) -> Document:
    return draft(office, PLAN.replace(CITED, SUPERIORS))


def read(client: Client, actor: Actor, name: str, *args: Any, **query: str) -> Response:
    client.force_login(actor.user)
    return client.get(reverse(name, args=args), query)


def test_the_panel_shows_what_is_cited_and_links_what_is_in_the_register(
    client: Client, office: SimpleNamespace, received: Document, ours: Document
) -> None:
    page = read(client, office.clerk, "documents:citations_panel", ours.pk).content.decode()
    assert "01-KH/TWĐTN" in page
    assert reverse("workflows:document", args=[received.pk]) in page
    assert reverse("documents:compare_documents", args=[ours.pk, received.pk]) in page


@pytest.mark.parametrize(
    ("voided_on", "owner", "told"), [(2026, "own", True), (2025, "own", False), (2026, "other", False)]
)
def test_a_number_that_ones_own_register_has_voided_is_told(
    client: Client, office: SimpleNamespace, voided_on: int, owner: str, told: bool
) -> None:
    other = Organisation.objects.create(name="Tỉnh đoàn Hà Sơn", short_name="Tỉnh đoàn Hà Sơn", level="province")
    series = NumberSeries.objects.create(
        organisation=office.tinh if owner == "own" else other, type_code="CTr", period=str(voided_on), last=12
    )
    RegisterEntry.objects.create(
        series=series,
        number=12,
        symbol="CTr/TĐTN",
        symbol_key=read_symbol("12", "CTr/TĐTN", "CTr").key,
        issued_on=date(voided_on, 1, 5),
        type_code="CTr",
        subject="Chương trình công tác",
        signatory="Phạm Anh Khoa",
        voided_at=NOW,
        void_reason="Cấp trùng số.",
    )
    page = read(client, office.clerk, "documents:citations_panel", draft(office, PLAN).pk).content.decode()
    assert ("số này đã hủy: Cấp trùng số." in page) is told


def test_a_cited_document_that_the_reader_may_not_see_is_not_linked(
    client: Client, office: SimpleNamespace, centre: Document, ours: Document
) -> None:
    page = read(client, office.clerk, "documents:citations_panel", ours.pk).content.decode()
    assert "01-KH/TWĐTN" in page
    assert reverse("workflows:document", args=[centre.pk]) not in page


def test_the_panel_of_a_cited_document_names_those_who_cite_it_and_may_be_seen(
    client: Client, office: SimpleNamespace, received: Document, ours: Document
) -> None:
    address, centre = reverse("workflows:document", args=[ours.pk]), Actor.of(received.drafter)
    assert address not in read(client, centre, "documents:citations_panel", received.pk).content.decode()
    actions.grant_access(document=ours, why=Access.Why.SEAT, at=NOW, user=centre.user)
    assert address in read(client, centre, "documents:citations_panel", received.pk).content.decode()


def test_whoever_received_a_paper_finds_their_own_documents_that_cite_it(
    client: Client, office: SimpleNamespace, received: Document, ours: Document
) -> None:
    assert read(client, office.clerk, "documents:citations_panel", received.pk).status_code == 404
    page = read(
        client, office.clerk, "documents:cited_paper", CitedPaper.objects.get(symbol="01-KH/TWĐTN").pk
    ).content.decode()
    assert reverse("workflows:document", args=[ours.pk]) in page
    assert reverse("workflows:document", args=[received.pk]) in page


def test_an_earlier_round_cites_no_more(
    client: Client, office: SimpleNamespace, received: Document, ours: Document
) -> None:
    actions.save_working_copy(actor=office.drafter, document=ours, text=PLAN, version=0, at=NOW)
    actions.submit_round(actor=office.drafter, document=ours, at=NOW)
    actions.grant_access(document=received, why=Access.Why.SEAT, at=NOW, user=office.clerk.user)
    page = read(client, office.clerk, "documents:citations_panel", received.pk).content.decode()
    assert reverse("workflows:document", args=[ours.pk]) not in page


def test_the_comparison_says_where_we_differ(
    client: Client, office: SimpleNamespace, received: Document, ours: Document
) -> None:
    page = read(client, office.clerk, "documents:compare_documents", ours.pk, received.pk).content.decode()
    assert "Trung ương Đoàn" in page
    assert "<del>9.000</del>" in page
    assert "<ins>4.000</ins>" in page


@pytest.mark.parametrize("name", ["documents:citations_panel", "documents:compare_choice"])
def test_a_guessed_id_gives_an_outsider_nothing(
    client: Client, office: SimpleNamespace, plan: Document, name: str
) -> None:
    assert read(client, office.outsider, name, plan.pk).status_code == 404
    assert read(client, office.clerk, name, plan.pk).status_code == 200


def test_a_comparison_needs_the_sight_of_both(
    client: Client, office: SimpleNamespace, centre: Document, ours: Document
) -> None:
    for pair in ((ours.pk, centre.pk), (centre.pk, ours.pk), (ours.pk, ours.pk), (ours.pk, 0)):
        assert read(client, office.clerk, "documents:compare_documents", *pair).status_code == 404


def test_superiors_papers_come_first_to_compare_with(
    office: SimpleNamespace, received: Document, ours: Document
) -> None:
    assert [(choice.document, choice.why) for choice in comparison_choices(ours, office.clerk.user)] == [
        (received, "superior")
    ]


def test_other_documents_are_searched_among_those_that_may_be_seen(
    office: SimpleNamespace, centre: Document, ours: Document
) -> None:
    other = draft(office, PLAN.replace("Tháng Thanh niên", "Liên hoan tiếng hát"))
    found = comparison_choices(ours, office.clerk.user, "lien hoan")
    assert [(choice.document, choice.why) for choice in found] == [(other, "found")]
    assert comparison_choices(ours, office.outsider.user, "lien hoan") == []


def test_the_list_counts_documents_and_names_spellings(client: Client, office: SimpleNamespace) -> None:
    draft(office, PLAN)
    draft(office, PLAN.replace(CITED, "Chương trình số 12 – CTR/TĐTN ngày 05/01/2026"))
    draft(office, PLAN.replace(CITED, "Chương trình số 13-CTr/TĐTN ngày 05/01/2026"))
    papers: Any = papers_cited_by(office.tinh)
    rows = [(paper.symbol, paper.citing, paper.misspelt) for paper in papers.order_by("-citing")]
    assert rows == [("12-CTr/TĐTN", 2, 1), ("13-CTr/TĐTN", 1, 0)]
    page = read(client, office.clerk, "documents:cited_papers", xem="variants").content.decode()
    assert "12 – CTR/TĐTN" in page
    assert "13-CTr/TĐTN" not in page


def test_the_list_names_a_second_day_of_one_number(client: Client, office: SimpleNamespace) -> None:
    draft(office, PLAN)
    draft(office, PLAN.replace(CITED, CITED.replace("05/01", "06/01")))
    draft(office, PLAN.replace(CITED, "Chương trình số 12-CTr/TĐTN"))
    page = read(client, office.clerk, "documents:cited_papers", xem="variants").content.decode()
    assert "12-CTr/TĐTN (06/01/2026)" in page
    assert "12-CTr/TĐTN (05/01/2026)" not in page


def test_the_list_is_read_page_by_page(
    client: Client, office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        draft(office, PLAN.replace("số 12-CTr", f"số {number:02d}-CTr"))
    draft(office, PLAN.replace("số 12-CTr", "số 03-CTr"))
    monkeypatch.setattr("documents.views.citations.PAGE", 2)
    seen, after = [], ""
    while True:
        page = read(client, office.clerk, "documents:cited_papers", after=after).context["page"]
        seen += [(paper.symbol, paper.citing) for paper in page.rows]
        after = page.next
        if not after:
            break
    assert seen[0] == ("03-CTr/TĐTN", 2)
    assert sorted(seen) == [(f"{n:02d}-CTr/TĐTN", 2 if n == 3 else 1) for n in range(1, 6)]


def test_who_reads_no_documents_of_the_organisation_reads_no_list(
    client: Client, office: SimpleNamespace, plan: Document
) -> None:
    assert read(client, office.outsider, "documents:cited_papers").status_code == 403


def test_a_cited_paper_names_only_documents_that_may_be_seen(
    client: Client, office: SimpleNamespace, plan: Document
) -> None:
    paper = CitedPaper.objects.get()
    assert (
        reverse("workflows:document", args=[plan.pk])
        in read(client, office.clerk, "documents:cited_paper", paper.pk).content.decode()
    )
    assert read(client, office.outsider, "documents:cited_paper", paper.pk).status_code == 404
    assert read(client, office.outsider, "documents:cited_paper", paper.pk, after="x").status_code == 404


def test_a_day_that_disagrees_with_the_register_is_named_where_the_paper_may_be_seen(
    client: Client, office: SimpleNamespace, centre: Document
) -> None:
    slip = draft(office, PLAN.replace(CITED, SUPERIORS.replace("20/11", "21/11")))
    said = "Trong sổ, số này ban hành ngày 20/11/2026"
    assert said not in read(client, office.clerk, "documents:citations_panel", slip.pk).content.decode()
    actions.grant_access(document=centre, why=Access.Why.DELIVERY, at=NOW, organisation=office.tinh)
    assert said in read(client, office.clerk, "documents:citations_panel", slip.pk).content.decode()


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_comparison_is_printed(
    client: Client, office: SimpleNamespace, received: Document, ours: Document, kind: str, start: bytes
) -> None:
    assert read(client, office.clerk, "documents:comparison_file", ours.pk, received.pk, kind).content.startswith(start)
    assert read(client, office.clerk, "documents:comparison_file", ours.pk, received.pk, "exe").status_code == 404
    assert read(client, office.outsider, "documents:comparison_file", ours.pk, received.pk, kind).status_code == 404
