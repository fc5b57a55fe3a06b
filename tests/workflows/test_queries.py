"""Few queries, whatever the rights; pages by key without a gap or a double; nobody sees more than they may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from audit.actor import Actor
from documents.models import Document
from orgs.models import Delegation, Organisation, Role, RoleAssignment, User
from tests.workflows.conftest import NOON, OPTIONS, SINCE, Province
from tests.workflows.test_walk import short, started  # noqa: F401
from workflows import actions
from workflows.models import Turn
from workflows.queries import acts_for, document_list, stepper, workspace
from workflows.queries.holding import add_open_turns


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def many(province: Province, write: Callable[..., Document]) -> list[Document]:
    """Twenty-seven documents, two more than a page, at the drafter's desk."""
    found = []
    for day in range(27):
        document = write()
        actions.start(actor=Actor.of(province.drafter), document=document, at=NOON + timedelta(minutes=day))
        Document.objects.filter(pk=document.pk).update(changed_at=NOON + timedelta(minutes=day // 2))
        found.append(document)
    return found


def test_the_workspace_takes_few_queries_whatever_the_rights(province: Province, many: list[Document]) -> None:
    for n in range(40):
        organisation = Organisation.objects.create(name=f"Đoàn xã {n}", short_name=f"Đoàn xã {n}", level="commune")
        RoleAssignment.objects.create(
            user=province.drafter, organisation=organisation, role=Role.CLERK, starts_on=SINCE
        )
    reader = fresh(province.drafter)
    with CaptureQueriesContext(connection) as queries:
        found = workspace(reader, NOON)
    assert found.counts.waiting == 27
    assert len(queries) <= 8


def test_a_page_of_a_list_takes_four_queries(province: Province, many: list[Document]) -> None:
    reader = fresh(province.drafter)
    with CaptureQueriesContext(connection) as queries:
        document_list(reader, "drafts")
    assert len(queries) <= 4


def test_each_document_gets_its_own_open_turns_and_no_closed_or_watching_one(
    province: Province, many: list[Document]
) -> None:
    closed, watching = (Turn.objects.get(document=document) for document in many[:2])
    Turn.objects.filter(pk=closed.pk).update(closed_at=NOON, outcome="over")
    Turn.objects.filter(pk=watching.pk).update(watching=True)
    found: list[Any] = list(Document.objects.filter(pk__in=[document.pk for document in many[:4]]).order_by("pk"))
    with CaptureQueriesContext(connection) as queries:
        add_open_turns(found)
        held = [[(turn.document_id, str(turn.user)) for turn in document.open_turns] for document in found]
    assert held == [[], [], *([(document.pk, str(province.drafter))] for document in many[2:4])]
    assert len(queries) == 1


def test_no_documents_have_no_turns_to_ask_for(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        add_open_turns([])


@pytest.mark.parametrize("sort", ["changed", "due"])
def test_pages_by_key_lose_nothing_and_double_nothing(province: Province, many: list[Document], sort: str) -> None:
    first = document_list(province.drafter, "drafts", sort=sort)
    second = document_list(province.drafter, "drafts", sort=sort, after=first.next)
    seen = [document.pk for page in (first, second) for document in page.rows]
    assert len(seen) == len(set(seen)) == 27
    assert second.next is None
    back = document_list(province.drafter, "drafts", sort=sort, before=second.previous)
    assert [d.pk for d in back.rows] == [d.pk for d in first.rows]


def test_words_are_found_without_their_marks(province: Province, many: list[Document]) -> None:
    assert document_list(province.drafter, "drafts", q="thieu nhi 2027").total == 27
    assert document_list(province.drafter, "drafts", q="không có").total == 0


def test_an_outsider_sees_an_empty_list(province: Province, many: list[Document]) -> None:
    assert document_list(province.outsider, "drafts").rows == []


def test_a_turn_of_a_role_waits_for_each_holder(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    assert [t.document for t in workspace(province.checker, NOON).turns] == [started]
    assert workspace(province.clerk, NOON).turns == []


def test_counts_tell_what_is_soon_and_what_is_late(province: Province, started: Document) -> None:  # noqa: F811
    due = Turn.objects.get().due_at
    assert workspace(province.drafter, due - timedelta(hours=3)).counts.soon == 1
    assert workspace(province.drafter, due + timedelta(hours=3)).counts.overdue == 1


def test_a_delegate_sees_and_signs_in_the_secretarys_place(province: Province, started: Document) -> None:  # noqa: F811
    Delegation.objects.create(
        organisation=province.organisation,
        delegator=province.secretary,
        delegate=province.deputy,
        scope="sign",
        starts_on=SINCE,
        ends_on=NOON.date() + timedelta(days=30),
        basis="GUQ 01",
    )
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=started, at=NOON)
    assert [turn.act for turn in workspace(province.deputy, NOON).turns] == ["sign"]
    offered = acts_for(province.deputy, started, NOON).next
    assert offered.on_behalf_of == province.secretary
    actor = Actor.of(province.deputy, on_behalf_of=province.secretary)
    assert actions.sign(actor=actor, document=started, at=NOON).on_behalf_of == province.secretary


def test_the_stepper_says_who_passed_and_who_holds(province: Province, write: Callable[..., Document]) -> None:
    document = write(OPTIONS)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    steps = stepper(Document.objects.get(pk=document.pk), NOON)
    assert [step.state for step in steps[:4]] == ["done", "done", "now", ""]
    assert steps[0].note == "Lê Q. Bảo · 09/11"
    assert steps[2].note == "0/5 đã xong"


def test_the_holder_has_one_next_act_and_others_have_none(province: Province, started: Document) -> None:  # noqa: F811
    assert acts_for(province.drafter, started, NOON).next.key == "submit"
    assert acts_for(province.clerk, started, NOON).next is None
    assert {act.key for act in acts_for(province.drafter, started, NOON).more} == {"edit", "cancel"}
