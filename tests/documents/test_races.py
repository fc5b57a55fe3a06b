"""Windows of one desk at once, and a text that is written while its document moves on."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit.actor import SYSTEM
from documents import actions
from documents.models import Document, DraftRound, Status, WorkingCopy
from tests.documents.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[Any]:
    """Run the calls at the same moment, each on its own connection; their results or errors, in order."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        ready.wait()
        try:
            return call()
        except (ValidationError, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_windows_that_save_first_at_once_one_is_told(office: SimpleNamespace, plan: Document) -> None:
    def save(text: str) -> Callable[[], WorkingCopy]:
        shown = Document.objects.get(pk=plan.pk)
        return lambda: actions.save_working_copy(
            actor=office.drafter, document=shown, text=text, version=0, seen=1, at=NOW
        )

    results = at_once(save("một"), save("hai"))
    kept = [result for result in results if isinstance(result, WorkingCopy)]
    assert [result.code for result in results if isinstance(result, ValidationError)] == ["stale"]
    assert WorkingCopy.objects.get().text == kept[0].text


@pytest.mark.postgres
def test_a_round_written_behind_the_actions_waits_for_the_document_that_moves(
    office: SimpleNamespace, plan: Document
) -> None:
    moved, may_commit = threading.Event(), threading.Event()

    def move() -> None:
        try:
            with transaction.atomic():
                document = Document.objects.select_for_update(no_key=True).get(pk=plan.pk)
                actions.set_status(actor=SYSTEM, document=document, status=Status.AWAITING_SIGNATURE, at=NOW)
                moved.set()
                may_commit.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(move)
        moved.wait(30)
        threading.Timer(
            0.2, may_commit.set
        ).start()  # the insert below has begun to wait, or sees the commit: both are right
        with pytest.raises(IntegrityError, match="no text changes"):
            DraftRound.objects.create(
                document=plan, ordinal=2, origin="revised", tree={}, text_sha256="0" * 64, created_at=NOW
            )
        moving.result()
    assert plan.rounds.count() == 1
