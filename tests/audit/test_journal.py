"""One entry per act; nothing of an act that failed; nested acts are one; nothing is ever changed."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Never

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from audit.actions import MOST_OF_A_REASON, act, record
from audit.actor import SYSTEM, Actor
from audit.models import AppendOnly, JournalEntry, JournalHead
from audit.queries import verify_organisation
from orgs.models import User
from tests.audit.conftest import NOW, rename


def test_an_act_leaves_one_entry_with_who_what_when_why_and_from_where(an: User, by_an: Actor) -> None:
    rename(actor=by_an, user=an, name="Trịnh An", at=NOW)
    entry = JournalEntry.objects.get()
    assert (entry.organisation_id, entry.sequence, entry.actor_id, entry.verb) == (1, 1, an.pk, "test.rename")
    assert entry.at == NOW
    assert '"origin":"127.0.0.1"' in entry.text
    assert "đổi tên" in entry.text


def test_the_one_acted_for_stands_in_the_entry(an: User) -> None:
    binh = User.objects.create(username="binh", full_name="Lý Bình", email="b@lamgiang.example")
    rename(actor=Actor.of(an, on_behalf_of=binh), user=an, name="A", at=NOW)
    assert '"on_behalf_of_name":"Lý Bình"' in JournalEntry.objects.get().text


def test_a_failed_act_leaves_neither_row_nor_entry(an: User, by_an: Actor) -> None:
    @act
    def fails(*, actor: Actor, at: datetime) -> Never:
        rename(actor=actor, user=an, name="B", at=at)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fails(actor=by_an, at=NOW)
    assert not JournalEntry.objects.exists()
    assert User.objects.get(pk=an.pk).full_name == "Trịnh Bình An"


def test_an_inner_act_that_is_caught_leaves_no_entry_of_its_own(an: User, by_an: Actor) -> None:
    @act
    def inner(*, actor: Actor, at: datetime) -> Never:
        record(actor=actor, verb="test.inner", subject=an, organisation_id=1, at=at)
        raise ValueError("broken")

    @act
    def outer(*, actor: Actor, at: datetime) -> None:
        record(actor=actor, verb="test.outer", subject=an, organisation_id=1, at=at)
        with pytest.raises(ValueError, match="broken"):
            inner(actor=actor, at=at)

    outer(actor=by_an, at=NOW)
    assert list(JournalEntry.objects.values_list("verb", flat=True)) == ["test.outer"]


def test_a_whole_text_is_no_reason(an: User, by_an: Actor) -> None:
    @act
    def excuse(*, actor: Actor, at: datetime, reason: str) -> None:
        record(actor=actor, verb="test.excuse", subject=an, organisation_id=1, at=at, reason=reason)

    excuse(actor=by_an, at=NOW, reason="ễ" * MOST_OF_A_REASON)
    with pytest.raises(ValidationError, match="viết gọn"):
        excuse(actor=by_an, at=NOW, reason="ễ" * (MOST_OF_A_REASON + 1))
    assert JournalEntry.objects.count() == 1


def test_nested_acts_commit_together_in_the_order_they_were_noted(an: User, by_an: Actor) -> None:
    @act
    def both(*, actor: Actor, at: datetime) -> None:
        record(actor=actor, verb="test.first", subject=an, organisation_id=1, at=at)
        rename(actor=actor, user=an, name="C", at=at)

    both(actor=by_an, at=NOW)
    assert list(JournalEntry.objects.order_by("sequence").values_list("verb", flat=True)) == [
        "test.first",
        "test.rename",
    ]


def test_each_organisation_has_its_own_chain(an: User, by_an: Actor) -> None:
    for organisation_id in (7, 3, 7):
        rename(actor=by_an, user=an, name=f"N{organisation_id}", at=NOW, organisation_id=organisation_id)
    chains = JournalEntry.objects.order_by("organisation_id", "sequence").values_list("organisation_id", "sequence")
    assert list(chains) == [(3, 1), (7, 1), (7, 2)]
    assert dict(JournalHead.objects.values_list("pk", "sequence")) == {3: 1, 7: 2}


def test_nothing_is_recorded_outside_an_act(an: User) -> None:
    with pytest.raises(RuntimeError):
        record(actor=SYSTEM, verb="test.stray", subject=an, organisation_id=1, at=NOW)


def test_row_histories_carry_the_time_and_person_of_their_act(an: User, by_an: Actor) -> None:
    earlier = NOW - timedelta(days=3)
    rename(actor=by_an, user=an, name="D", at=earlier)
    row = an.history.latest("history_id")
    assert (row.history_date, row.history_user) == (earlier, an)
    an.full_name = "E"
    an.save()
    assert an.history.latest("history_id").history_date != earlier


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: JournalEntry.objects.all().delete(),
        lambda entry: JournalEntry.objects.update(verb="x"),
        lambda entry: JournalEntry.objects.filter(pk=entry.pk).update(verb="x"),
        lambda entry: JournalEntry.objects.create(verb="x"),
        lambda entry: JournalEntry.objects.bulk_create([]),
    ],
)
def test_the_model_refuses_every_change(an: User, by_an: Actor, attempt: Callable[..., Any]) -> None:
    rename(actor=by_an, user=an, name="F", at=NOW)
    with pytest.raises(AppendOnly):
        attempt(JournalEntry.objects.get())


@pytest.mark.parametrize("statement", ["UPDATE audit_journalentry SET verb = 'x'", "DELETE FROM audit_journalentry"])
def test_the_database_refuses_every_change(an: User, by_an: Actor, triggers: None, statement: str) -> None:
    rename(actor=by_an, user=an, name="G", at=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert JournalEntry.objects.get().verb == "test.rename"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_simultaneous_acts_of_one_organisation_make_one_chain() -> None:
    users = [User.objects.create(username=f"u{n}", full_name="N", email=f"u{n}@x.example") for n in range(8)]

    def work(user: User) -> None:
        for n in range(6):
            rename(actor=Actor.of(user), user=user, name=f"N{n}", at=NOW)
        connection.close()

    threads = [threading.Thread(target=work, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify_organisation(1)
    assert found.holds
    assert found.entries == 48
