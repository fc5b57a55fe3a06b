"""Back with a reason from every station that somebody holds; off the route with a reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.actor import Actor
from audit.models import JournalEntry
from documents.models import Document, Signing, Status
from orgs.models import User
from tests.workflows.conftest import NOON, Province
from tests.workflows.test_walk import short, started  # noqa: F401
from workflows import actions
from workflows.models import Itinerary
from workflows.procedures import StationKind


def to_number(province: Province, document: Document) -> None:
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    actions.sign(actor=Actor.of(province.secretary), document=document, at=NOON)


def here(document: Document) -> StationKind:
    return Itinerary.objects.get(document=document).station.kind


def back(user: User, document: Document, to: int | None = None, reason: str = "Sai năm ở mục III") -> None:
    actions.return_document(actor=Actor.of(user), document=document, reason=reason, to=to, at=NOON)


def test_the_checker_returns_to_the_desk_with_a_reason(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    back(province.checker, started)
    started.refresh_from_db()
    assert here(started) is StationKind.DRAFT
    assert started.status == Status.RETURNED
    assert started.turns.get(closed_at__isnull=True).user == province.drafter


def test_a_return_needs_words(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        back(province.checker, started, reason=" ")
    assert refusal.value.code == "reason_needed"


def test_a_return_never_goes_forward(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        back(province.checker, started, to=2)
    assert refusal.value.code == "no_return"


def test_an_outsider_returns_nothing(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    with pytest.raises(PermissionDenied):
        back(province.outsider, started)


def test_the_clerk_may_return_a_signed_document_and_the_signature_falls(province: Province, started: Document) -> None:  # noqa: F811
    to_number(province, started)
    back(province.clerk, started)
    assert here(started) is StationKind.DRAFT
    assert Signing.objects.get().revoked_at == NOON
    to_number(province, started)
    assert here(started) is StationKind.NUMBER


def test_a_named_earlier_station_is_where_it_goes(province: Province, started: Document) -> None:  # noqa: F811
    to_number(province, started)
    back(province.clerk, started, to=1)
    assert here(started) is StationKind.CHECK


def test_the_convenor_may_pull_a_document_back_from_another_desk(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=started, at=NOON)
    back(province.chief, started)
    assert here(started) is StationKind.DRAFT


def test_the_drafter_cancels_with_a_reason(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    actions.cancel_document(actor=Actor.of(province.drafter), document=started, reason="Gộp văn bản", at=NOON)
    started.refresh_from_db()
    itinerary = Itinerary.objects.get(document=started)
    assert (started.status, itinerary.state) == (Status.CANCELLED, "cancelled")
    assert itinerary.process.status == "CANCELED"
    entry = JournalEntry.objects.filter(document_id=started.pk, verb="workflows.cancel").get()
    assert "Gộp văn bản" in entry.text


def test_an_outsider_cancels_nothing(province: Province, started: Document) -> None:  # noqa: F811
    with pytest.raises(PermissionDenied):
        actions.cancel_document(actor=Actor.of(province.outsider), document=started, reason="x", at=NOON)


def test_an_issued_document_is_not_cancelled(province: Province, started: Document) -> None:  # noqa: F811
    to_number(province, started)
    actions.number(actor=Actor.of(province.clerk), document=started, at=NOON)
    with pytest.raises(ValidationError):
        actions.cancel_document(actor=Actor.of(province.drafter), document=started, reason="x", at=NOON)


def test_a_permission_withdrawn_after_the_turn_opened_is_asked_again(province: Province, started: Document) -> None:  # noqa: F811
    province.checker.groups.clear()
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.pass_check(actor=Actor.of(province.checker), document=started, at=NOON)
