"""Nothing that the software writes joins a voter to a choice, or keeps a code (docs/secrecy.md says what others can do)."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any, Never

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.test import RequestFactory
from django.utils import timezone
from django.views.debug import ExceptionReporter
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from approvals import actions
from approvals.models import Ballot, SealedSlip, Seat, Slip, Urn
from approvals.rules.codes import code_of, new_draw, spaced
from approvals.views.voting import ballot_cast
from audit.actor import Actor
from audit.models import JournalEntry
from notifications.live.hub import HUB
from tests.approvals.conftest import SOON, House


def everything_written() -> dict[str, str]:
    """Table → all its rows as text, of every table there is."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = "\n".join(repr(row) for row in cursor.fetchall())
    return found


@pytest.fixture
def log() -> Iterator[StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_code_lies_in_the_urn_and_nowhere_else_until_the_close(
    house: House, heard: SimpleNamespace, log: StringIO
) -> None:
    ballot = house.open_ballot()
    codes = house.votes(ballot, "123")
    house.vote(ballot, 0, "2", code=codes[0])
    with pytest.raises(ValidationError):
        house.vote(ballot, 1, "3")
    with pytest.raises(ValidationError):
        house.vote(ballot, 3, "1", code=codes[0])
    told = json.dumps(heard.told, default=str) + log.getvalue()
    tables = everything_written()
    tables.pop("approvals_urn")
    for code in codes:
        assert [name for name, rows in tables.items() if code in rows or spaced(code) in rows] == []
        assert code not in told


def test_code_of_a_destroyed_ballot_is_nowhere(house: House) -> None:
    ballot = house.open_ballot()
    codes = house.votes(ballot, "123")
    actions.annul_ballot(actor=house.convenor, ballot=ballot, reason="Trả lại", at=SOON)
    written = "".join(everything_written().values())
    assert not any(code in written for code in codes)


def test_close_publishes_codes_with_choices_and_leaves_no_other_trace(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    codes = house.votes(ballot, "123")
    house.close(ballot)
    tables = everything_written()
    published = tables.pop("approvals_ballot")
    assert all(code in published for code in codes)
    assert not any(code in rows for code in codes for rows in tables.values())
    assert not any(code in json.dumps(heard.told, default=str) for code in codes)


def test_rows_about_a_voter_are_the_same_whatever_they_chose(house: House) -> None:
    """The journal, the seats and the histories of two ballots that differ in their choices alone are the same."""
    seen = []
    for choices in ("123", "321"):
        ballot = house.open_ballot()
        house.votes(ballot, choices)
        cast = [json.loads(entry.text)["facts"] for entry in journal("approvals.cast_slip", ballot)]
        seats = list(Seat.objects.filter(ballot=ballot).order_by("pk").values_list("voted", "present", "on_paper"))
        seen.append((cast, seats, ballot.history.count()))
        actions.annul_ballot(actor=house.convenor, ballot=ballot, reason="Thử lại", at=SOON)
    assert seen[0] == seen[1]


def journal(verb: str, ballot: Ballot) -> QuerySet[JournalEntry]:
    entry = apps.get_model("audit.JournalEntry")
    return entry.objects.filter(verb=verb, subject_id=ballot.pk).order_by("pk")


def test_no_row_order_joins_seats_to_slips(house: House) -> None:
    """Voters come in one order; the slips lie in order of random codes, in one row."""
    ballot = house.open_ballot()
    codes = house.votes(ballot, "12312")
    assert Urn.objects.count() == 1
    assert not Slip.objects.exists()
    kept = list(json.loads(Urn.objects.get().slips))
    assert kept == sorted(codes)


def test_urn_has_one_rowid_that_is_the_ballots_own(house: House) -> None:
    """What SQLite notes of a row is its rowid; the urn's says which ballot, and there is one for all slips."""
    ballot = house.open_ballot()
    house.votes(ballot, "12312")
    assert list(Urn.objects.values_list("pk", flat=True)) == [ballot.pk]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_transaction_ids_tell_at_most_who_came_last() -> None:
    """xmin and ctid: the urn is one row, so that its marks can point to one seat at most, and to no slip."""
    house = House()
    ballot = house.open_ballot()
    house.votes(ballot, "12312")
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, ctid::text FROM approvals_urn")
        ((urn_xmin, _place),) = cursor.fetchall()
        cursor.execute("SELECT xmin::text FROM approvals_seat WHERE ballot_id = %s", [ballot.pk])
        seats = [xmin for (xmin,) in cursor.fetchall()]
    assert seats.count(urn_xmin) <= 1
    house.close(ballot)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM approvals_ballot WHERE id = %s", [ballot.pk])
        ((published_xmin,),) = cursor.fetchall()
    assert published_xmin not in seats


def test_history_of_a_secret_ballot_does_not_grow_with_votes(house: House) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "12312")
    assert ballot.history.count() == 1
    assert not hasattr(Seat, "history")
    assert not hasattr(Urn, "history")
    assert not hasattr(Slip, "history")


def test_votes_write_no_row_of_any_history(house: House) -> None:
    """Neither of the ballot nor of anything else: a history's rows have an order and a time."""
    ballot = house.open_ballot()
    kept = [model for model in apps.get_models() if hasattr(model, "history")]
    before = {model: model.history.count() for model in kept}
    house.votes(ballot, "12312")
    assert {model: model.history.count() for model in kept} == before
    secret = {Seat, Urn, Slip, SealedSlip}
    assert [m for m in kept for f in m._meta.fields if f.related_model in secret] == []


class Pages:
    """Stands for the loop of a web process: keeps what would go to its sockets."""

    def __init__(self) -> None:
        self.frames: list[Any] = []

    def is_running(self) -> bool:
        return True

    def call_soon_threadsafe(self, deliver: Callable[..., object], items: list[Any]) -> None:
        self.frames += items


def test_socket_frames_carry_no_code_and_no_single_vote(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.REDIS_URL = ""  # the same frames reach the hub directly, where the test can read them
    pages = Pages()
    monkeypatch.setattr(HUB, "loop", pages)
    with django_capture_on_commit_callbacks(execute=True):
        ballot = house.open_ballot()
    pages.frames.clear()
    said = []
    for member in range(4):
        with django_capture_on_commit_callbacks(execute=True):
            code = house.vote(ballot, member, "123"[member % 3]).code
        said.append(len(pages.frames))
        assert code not in repr(pages.frames)
    assert said[0] == said[1] == 0
    assert said[2] == said[3] > 0


def test_error_report_of_a_vote_that_failed_hides_code_and_choice(
    house: House, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Never:
        raise RuntimeError("đĩa đầy")

    ballot = house.open_ballot(closes_at=timezone.now() + timedelta(days=1), at=timezone.now())
    monkeypatch.setattr("approvals.actions.voting._cast_secret", broken)
    draw, choice = new_draw(), "3"
    code = code_of(settings.SECRET_KEY, ballot_id=ballot.pk, user_id=house.members[0].pk, draw=draw)
    request = rf.post(f"/bieu-quyet/{ballot.pk}/bo-phieu/", {"draw": draw, "choice": choice})
    request.user = house.members[0]
    with pytest.raises(RuntimeError) as failure:
        ballot_cast(request, ballot.pk)
    frames = failure.value.__traceback__
    assert frames is not None
    report = ExceptionReporter(request, RuntimeError, failure.value, frames.tb_next)  # without this test's frame
    for secret in (code, draw):
        assert secret not in report.get_traceback_text()
        assert secret not in report.get_traceback_html()


def test_refused_vote_does_not_carry_code_or_choice_in_its_error(house: House) -> None:
    ballot = house.open_ballot()
    draw = new_draw()
    with pytest.raises(ValidationError) as failure:
        actions.cast_slip(actor=Actor.of(house.members[0]), ballot=ballot, choice="9", draw=draw, at=SOON)
    assert draw not in str(failure.value)
    assert "9" not in str(failure.value)


def test_draw_of_a_form_is_kept_nowhere(house: House, heard: SimpleNamespace, log: StringIO) -> None:
    """Whoever holds the server's key and every table cannot tell whose a published code is: the draw is gone."""
    ballot = house.open_ballot()
    draws = [new_draw() for _ in range(3)]
    for place, draw in enumerate(draws):
        house.vote(ballot, place, "1", draw=draw)
    house.close(ballot)
    told = json.dumps(heard.told, default=str) + log.getvalue() + "".join(everything_written().values())
    assert not any(draw in told for draw in draws)
