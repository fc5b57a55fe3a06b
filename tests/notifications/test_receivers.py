"""News of the floors below reaches pages and rows."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from approvals import events as approval_events
from documents import events as document_events
from notifications import receivers
from notifications.models import RecipientLine

from .conftest import NOW, make_document


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(receivers, "push", lambda topics, what: kept.extend((topic, what) for topic in topics))
    return kept


def test_a_new_text_has_its_recipients_matched(house: SimpleNamespace) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    document_events.round_added.send(
        None, document_id=document.pk, round_id=document.round_id, ordinal=1, origin="uploaded", at=NOW
    )
    assert [line.text for line in document.recipient_lines.all()] == ["- UBND tỉnh;", "Lưu: VT, VP."]


def test_a_signature_matches_them_to_the_directory_of_that_day(house: SimpleNamespace) -> None:
    document = make_document(house, ["- Báo Thanh niên;"])
    document_events.round_added.send(None, document_id=document.pk, round_id=1, ordinal=1, origin="uploaded", at=NOW)
    later = NOW + timedelta(days=9)
    document_events.document_signed.send(None, document_id=document.pk, signing_id=1, at=later)
    assert set(RecipientLine.objects.values_list("resolved_at", flat=True)) == {later}


def test_a_document_opened_to_opinions_is_told(heard: list[tuple[str, str]], house: SimpleNamespace) -> None:
    approval_events.opinion_given.send(
        None, document_id=7, organisation_id=1, round_id=1, user_id=1, actor=None, at=NOW
    )
    assert heard == [("document:7", "opinions")]


def test_a_slip_of_a_secret_ballot_is_told_only_when_it_ties_nobody_to_it(
    heard: list[tuple[str, str]], db: None
) -> None:
    facts = {"document_id": 7, "organisation_id": 1, "ballot_id": 1, "user_id": 1, "secret": True, "at": NOW}
    approval_events.slip_cast.send(None, announce=False, changed=False, actor=None, **facts)
    assert heard == []
    approval_events.slip_cast.send(None, announce=True, changed=False, actor=None, **facts)
    assert heard == [("document:7", "ballot")]
