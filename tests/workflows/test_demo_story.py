"""The demo's documents stand in every state, by the real actions, with nothing in the future and nothing broken."""

from datetime import datetime
from zoneinfo import ZoneInfo

from approvals.models import Ballot, OpinionRound
from audit.models import JournalEntry
from audit.queries import verify_organisation
from audit.queries.artefacts import faults_of
from documents.models import Document, RegisterEntry, Status
from notifications.models import Delivery, RecipientLine
from orgs.models import Organisation, User
from workflows.demo.loading import load
from workflows.models import Turn

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_every_state_is_there_and_all_holds(db: None) -> None:
    load(NOW)
    states = set(Document.objects.values_list("status", flat=True))
    assert states >= {
        Status.DRAFTING,
        Status.FORMAT_CHECK,
        Status.COMMITTEE_REVIEW,
        Status.REVISING,
        Status.STANDING_REVIEW,
        Status.AWAITING_SIGNATURE,
        Status.AWAITING_NUMBER,
        Status.DISTRIBUTED,
        Status.RETURNED,
        Status.CANCELLED,
    }
    _the_programme_is_being_voted_on()
    _numbers_follow_each_other()
    _nothing_lies_in_the_future_and_the_chains_hold()
    _receipts_and_a_line_to_choose()
    _the_programme_cites_the_superiors()


def _the_programme_is_being_voted_on() -> None:
    ballot = Ballot.objects.get(closed_at=None)
    assert len(ballot.options) == 3
    assert (ballot.seats.filter(voted=True).count(), ballot.seats.count()) == (33, 45)
    assert ballot.closes_at > NOW
    assert Ballot.objects.get(closed_at__isnull=False).outcome == Ballot.Outcome.DECIDED
    assert OpinionRound.objects.filter(closed_at=None, closes_at__gt=NOW).count() == 2


def _numbers_follow_each_other() -> None:
    entries = RegisterEntry.objects.order_by("series", "number")
    assert all(entry.number >= 1 for entry in entries)
    assert entries.count() == Document.objects.filter(status=Status.DISTRIBUTED).count()


def _nothing_lies_in_the_future_and_the_chains_hold() -> None:
    assert not JournalEntry.objects.filter(at__gt=NOW).exists()
    for organisation in Organisation.objects.filter(level__in=("province", "commune")):
        assert verify_organisation(organisation.pk).holds
        assert faults_of(organisation.pk) == []
    province = JournalEntry.objects.filter(organisation_id=Organisation.objects.get(level="province").pk)
    times = list(province.order_by("sequence").values_list("at", flat=True))
    assert times == sorted(times)
    assert Turn.objects.filter(closed_at=None).exclude(opened_at__lte=NOW).count() == 0


def _receipts_and_a_line_to_choose() -> None:
    assert Delivery.objects.filter(read_at__isnull=False).count() > 60
    waiting = Document.objects.get(status=Status.AWAITING_NUMBER)
    assert waiting.recipient_lines.filter(state=RecipientLine.State.AMBIGUOUS).count() == 1


def _the_programme_cites_the_superiors() -> None:
    theirs = Document.objects.get(organisation__level="central")
    assert str(theirs.register_entry) == "31-CTr/TWĐTN"
    assert theirs.cited_by.count() == 2
    assert Document.objects.visible_to(User.objects.get(username="bao")).filter(pk=theirs.pk).exists()
