"""Every model keeps its rows' history or says why not; no write goes past a history without a word."""

from django.apps import apps
from django.db.models import Model

from tests.audit.row_writes import writes, writes_in

OURS = {"audit", "orgs", "documents", "approvals", "notifications", "workflows", "config", "web"}

APPEND = "written once: a row is added and never changed, so it is its own history"
JOURNAL = "each change is an act of the journal, with its facts"
SECRET = "a history would say in which order people voted, and what"
PASSING = "of the moment: nobody is bound by what it was before"
#: Models without a row history, and why each needs none.
UNTRACKED = {
    "audit.JournalHead": "the end of a chain; the chain is the history",
    "audit.JournalEntry": APPEND,
    "audit.JournalCheck": "what the last verification found; the next one finds it again",
    "audit.SentForm": PASSING,
    "documents.Access": "follows seats, stations, delegations and deliveries, and says from when until when",
    "documents.SourceFile": APPEND,
    "documents.DraftRound": APPEND,
    "documents.WorkingCopy": "the drafter's own desk; what is submitted becomes a round",
    "documents.Waiver": APPEND,
    "documents.Clarification": APPEND,
    "documents.FindingsSeen": APPEND,
    "documents.CitedPaper": APPEND,
    "documents.Citation": "read off the round again whenever it is asked",
    "documents.Signing": "written once; its revocation has a time of its own and is an act of the journal",
    "documents.NumberSeries": "counts up; each number that it gave is a line of the register, which has a history",
    "documents.IssuedPaper": APPEND,
    "approvals.Seat": SECRET,
    "approvals.Slip": "an open slip that is changed stays, with the time when another took its place",
    "approvals.Urn": SECRET,
    "approvals.SealedSlip": SECRET,
    "approvals.Teller": JOURNAL,
    "approvals.MeetingDecision": APPEND,
    "approvals.Remark": JOURNAL,
    "approvals.Dissent": APPEND,
    "approvals.OpinionSeat": JOURNAL,
    "approvals.Opinion": "an opinion that is changed stays, with the time when another took its place",
    "approvals.OpinionFile": "goes with its opinion",
    "approvals.SignOffSeat": JOURNAL,
    "notifications.RememberedReading": "the clerk's last answer; each answer is an act of the journal",
    "notifications.Recipient": "what its line denotes, and the line has a history; frozen at issue",
    "notifications.Delivery": "each step has a time of its own and is an act of the journal",
    "notifications.Notice": PASSING,
    "notifications.OutboxItem": PASSING,
    "workflows.ProcedureVersion": APPEND,
    "workflows.Visit": "one stay at a station: the stays are the history of the route",
    "workflows.Turn": "has its own beginning, end and outcome; what was done in it is in the journal",
}


def tracked(model: type[Model]) -> bool:
    return hasattr(model, "history")


def test_every_model_has_a_row_history_or_a_reason_why_not() -> None:
    ours = [m for m in apps.get_models() if m._meta.app_label in OURS and not m._meta.proxy]
    kept = {m._meta.label for m in ours if not m.__name__.startswith("Historical")}
    assert kept - {m._meta.label for m in ours if tracked(m)} == set(UNTRACKED)


def test_no_row_is_written_past_its_history_without_a_word() -> None:
    """Such a write says `# no row history: why`, or `# row history: by whom` where another line writes it.

    A write whose model the source does not tell has to say it too.
    """
    silent = [w.place for w in writes() if not w.marked and (w.models is None or any(map(tracked, w.models)))]
    assert silent == []


SOURCE = """
from database.rows import insert
def one(document, rows: Any, seats, words):
    Membership.objects.filter(pk=1).update(rank=2)
    document.recipient_lines.filter(frozen_at=None).update(frozen_at=1)
    rows.update(rank=2)
    # no row history: it is a trial
    rows.update(rank=2)
    words.update({"a": 1})
    kept = Notice.objects.filter(pk=1)
    kept.update(read_at=1)
    Ballot.objects.bulk_create([Ballot()])
    insert(Membership(rank=1))
    cursor.execute("UPDATE orgs_membership SET rank = 1")
"""


def test_the_walk_through_the_source_finds_each_kind_of_write() -> None:
    found = [(w.models and {m.__name__ for m in w.models}, w.marked) for w in writes_in(SOURCE, "trial.py")]
    assert found == [
        ({"Membership"}, False),
        ({"RecipientLine"}, False),
        (None, False),
        (None, True),
        ({"Notice"}, False),
        ({"Ballot"}, False),
        ({"Membership"}, False),
        ({"Membership"}, False),
    ]
