"""Rows of citations, and their links to the register."""

from datetime import date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from audit.actor import Actor
from documents import actions
from documents.actions.citing import read_citations_again
from documents.models import Citation, CitedPaper, Document
from orgs.actions.roles import refresh
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment
from tests.documents.conftest import NOW, PLAN, person

CITED = "Chương trình số 12-CTr/TĐTN ngày 05/01/2026"


def draft(office: SimpleNamespace, text: str) -> Document:
    return actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)


def issue(office: SimpleNamespace, text: str, at: datetime = NOW) -> Document:
    document = draft(office, text)
    actions.sign_document(actor=office.secretary, document=document, at=at)
    actions.issue_document(actor=office.clerk, document=document, at=at)
    return document


def citing(office: SimpleNamespace, words: str) -> Document:
    return draft(office, PLAN.replace(CITED, words))


def links(document: Document) -> list[int | None]:
    return [citation.target_id for citation in Citation.objects.filter(round=document.round)]


def test_a_round_writes_what_it_cites(plan: Document) -> None:
    (citation,) = Citation.objects.all()
    assert (citation.round, citation.document, citation.written) == (plan.round, plan, "12-CTr/TĐTN")
    assert (citation.first, citation.variant, citation.target) == (True, False, None)
    assert any(p["id"] == citation.passage for p in plan.round.tree["paragraphs"])
    paper = citation.paper
    assert (paper.symbol, paper.type_code, paper.organ, paper.dated_on) == (
        "12-CTr/TĐTN",
        "CTr",
        "TĐTN",
        date(2026, 1, 5),
    )
    assert (paper.issuer, paper.about) == ("Ban Chấp hành Tỉnh đoàn", "công tác Đoàn")


def test_the_spellings_of_a_number_are_one_paper(office: SimpleNamespace) -> None:
    for words in ("Chương trình số 12 – CTR/TDTN ngày 05/01/2026", "Chương trình 012-CTr/TĐTN ngày 5/1/2026", CITED):
        citing(office, words)
    paper = CitedPaper.objects.get()
    assert paper.citations.filter(variant=True).count() == 1
    assert paper.citations.count() == 3


def test_a_number_of_another_year_is_another_paper(office: SimpleNamespace, plan: Document) -> None:
    citing(office, "Chương trình số 12-CTr/TĐTN ngày 05/01/2025")
    assert CitedPaper.objects.count() == 2


def test_a_cited_paper_of_the_register_is_linked(office: SimpleNamespace) -> None:
    cited = issue(office, PLAN)
    assert links(citing(office, "Kế hoạch số 01 - KH/TĐTN ngày 20/11/2026")) == [cited.pk]
    assert links(citing(office, "Kế hoạch số 01-KH/TĐTN")) == [cited.pk]


def test_another_day_is_not_linked(office: SimpleNamespace) -> None:
    issue(office, PLAN)
    assert links(citing(office, "Kế hoạch số 01-KH/TĐTN ngày 19/11/2026")) == [None]


def test_a_citation_that_waited_is_linked_when_the_paper_is_issued(office: SimpleNamespace) -> None:
    waiting = citing(office, "Kế hoạch số 01-KH/TĐTN ngày 20/11/2026")
    other_day = citing(office, "Kế hoạch số 01-KH/TĐTN ngày 21/11/2026")
    assert links(waiting) == [None]
    cited = issue(office, PLAN)
    assert (links(waiting), links(other_day)) == ([cited.pk], [None])


def test_a_document_that_names_its_own_number_to_come_does_not_cite_itself(office: SimpleNamespace) -> None:
    document = issue(office, PLAN.replace(CITED, "Kế hoạch số 01-KH/TĐTN ngày 20/11/2026"))
    assert links(document) == [None]


def test_reading_again_gives_the_same_rows(office: SimpleNamespace) -> None:
    cited = issue(office, PLAN)
    document = citing(office, "Kế hoạch số 01-KH/TĐTN ngày 20/11/2026")
    before = list(document.citations.values_list("place", "written", "target"))
    read_citations_again(document)
    assert list(document.citations.values_list("place", "written", "target")) == before == [(0, "01-KH/TĐTN", cited.pk)]


@pytest.fixture
def communes(office: SimpleNamespace) -> list[tuple[Organisation, Actor, Document]]:
    """Two communes that write ĐTN, each with a plan no. 01 of the same day."""
    made = []
    for name in ("Vân Khê", "An Phú"):
        commune = Organisation.objects.create(
            name=f"Đoàn xã {name}",
            short_name=f"Đoàn xã {name}",
            level="commune",
            code="ĐTN",
            place=name,
            parent=office.tinh,
        )
        secretary = person(name, f"Hồ Sỹ {name}")
        for role in (Role.SECRETARY, Role.DRAFTER, Role.CLERK):
            RoleAssignment.objects.create(user=secretary, organisation=commune, role=role, starts_on=date(2025, 10, 1))
        refresh(secretary, actor=Actor.of(secretary), at=NOW)
        board = Body.objects.create(organisation=commune, kind=Body.Kind.STANDING_BOARD, name="Ban Thường vụ")
        Membership.objects.create(user=secretary, body=board, position="Bí thư", rank=1, starts_on=date(2025, 10, 1))
        actor = Actor.of(secretary)
        document = actions.import_draft(actor=actor, organisation=commune, text=PLAN.replace("TĐTN", "ĐTN"), at=NOW)
        actions.sign_document(actor=actor, document=document, at=NOW)
        actions.issue_document(actor=actor, document=document, at=NOW + timedelta(hours=1))
        made.append((commune, actor, document))
    return made


def test_a_code_that_many_share_is_linked_only_where_the_citation_says_whose(
    office: SimpleNamespace, communes: list[tuple[Organisation, Actor, Document]]
) -> None:
    (first, actor, own), (_, _, other) = communes
    cited = "Kế hoạch số 01-KH/ĐTN ngày 20/11/2026"
    assert links(citing(office, cited)) == [None]
    named = PLAN.replace(f"{CITED} của Ban Chấp hành Tỉnh đoàn", f"{cited} của Ban Thường vụ Đoàn xã An Phú")
    assert links(draft(office, named)) == [other.pk]
    own_words = PLAN.replace(CITED, cited)
    assert links(actions.import_draft(actor=actor, organisation=first, text=own_words, at=NOW)) == [own.pk]
    assert Document.objects.count() == 5


def test_the_command_writes_the_rows_that_are_missing(office: SimpleNamespace) -> None:
    cited = issue(office, PLAN)
    document = citing(office, "Kế hoạch số 01-KH/TĐTN ngày 20/11/2026")
    Citation.objects.all().delete()
    call_command("link_citations", stdout=StringIO())
    assert links(document) == [cited.pk]
