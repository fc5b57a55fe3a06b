"""What the rules promise of ballots, opinion rounds and approvals becomes constraints.

Rows that break them are healed first, in bulk and without a history of their own:

- a ballot both closed and annulled is what its result says: with one it was closed, without one it was annulled; a close
  without a result counted nothing and is an annulment; a result without a close was closed at its deadline; an outcome
  that is missing is read from the result; one that is neither closed nor has a result has no outcome;
- what was annulled or given back without a reason, and minutes, remarks and answers without words, say that none was
  written; a reason of what was not annulled or ended goes; a ballot that follows itself follows none;
- a deadline that was over at the opening is a second after it; slips that are not sealed wait for no teller;
- who voted here had no paper slip, and was present; a count or a key without its time is as old as the teller's
  appointment, a time without them goes;
- an opinion round that was annulled is closed since then; an approval with an outcome and no time was decided with its last
  seat, else when it was opened; a decision without time or person is as old as its approval, and the seat's own; an
  undecided seat has neither, nor a delegation's number; a decided one did not lapse; a number goes where the holder of
  the seat decided in person.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from database.healing import UNSAID, heal
from database.triggers import taken_down

BALLOT, ROUND, SIGN_OFF, PLACE = (
    f"approvals.{name}" for name in ("Ballot", "OpinionRound", "SignOff", "SignOffSeat")
)
SEAT, TELLER, MEETING, ANSWER = (f"approvals.{name}" for name in ("Seat", "Teller", "MeetingDecision", "Resolution"))
OPEN, COUNTED = Q(closed_at__isnull=True), Q(result__isnull=False)
ANNULLED, DECIDED = Q(annulled_at__isnull=False), ~Q(decision="")
LATER = F("opened_at") + timedelta(seconds=1)


def last_seat(apps: Any) -> Coalesce:
    """The time of an approval's last decision."""
    seats = apps.get_model(PLACE).objects.filter(sign_off=OuterRef("pk")).order_by().values("sign_off")
    return Coalesce(Subquery(seats.annotate(last=Max("decided_at")).values("last")), F("opened_at"))


def opening(apps: Any) -> Subquery:
    """When a seat's approval was opened."""
    return Subquery(apps.get_model(SIGN_OFF).objects.filter(pk=OuterRef("sign_off")).values("opened_at"))


HEAL = heal(
    (BALLOT, ~OPEN & ANNULLED & COUNTED, {"annulled_at": None, "annul_reason": ""}),
    (BALLOT, ~OPEN & ANNULLED & ~COUNTED, {"closed_at": None, "outcome": ""}),
    (BALLOT, OPEN & ~ANNULLED & COUNTED, {"closed_at": F("closes_at")}),
    (BALLOT, OPEN & (~Q(outcome="") | COUNTED), {"outcome": "", "result": None}),
    (BALLOT, ~OPEN & ~COUNTED, {"annulled_at": F("closed_at"), "closed_at": None, "outcome": ""}),
    (
        BALLOT,
        ~OPEN & Q(outcome="", result__result__winner__isnull=False) & ~Q(result__result__winner=None),
        {"outcome": "decided"},
    ),
    (BALLOT, ~OPEN & Q(outcome="", result__result__second_round__0__isnull=False), {"outcome": "second"}),
    (BALLOT, ~OPEN & Q(outcome=""), {"outcome": "undecided"}),
    (BALLOT, ANNULLED & Q(annul_reason=""), {"annul_reason": UNSAID}),
    (BALLOT, ~ANNULLED & ~Q(annul_reason=""), {"annul_reason": ""}),
    (BALLOT, Q(ended_at__isnull=False, sealed=False), {"ended_at": None}),
    (BALLOT, Q(closes_at__lte=F("opened_at")), {"closes_at": LATER}),
    (BALLOT, Q(follows=F("id")), {"follows": None}),
    (BALLOT, Q(follows__isnull=False, follow_reason=""), {"follow_reason": UNSAID}),
    (SEAT, Q(voted=True, on_paper=True), {"on_paper": False}),
    (SEAT, Q(voted=True, present=False), {"present": True}),
    (TELLER, Q(counts__isnull=False, counted_at__isnull=True), {"counted_at": F("appointed_at")}),
    (TELLER, Q(counts__isnull=True, counted_at__isnull=False), {"counted_at": None}),
    (TELLER, ~Q(public_key="") & Q(key_at__isnull=True), {"key_at": F("appointed_at")}),
    (TELLER, Q(public_key="", key_at__isnull=False), {"key_at": None}),
    (MEETING, Q(minutes=""), {"minutes": UNSAID}),
    (MEETING, Q(reason=""), {"reason": UNSAID}),
    *((f"approvals.{name}", Q(text=""), {"text": UNSAID}) for name in ("Remark", "Dissent", "Comment")),
    (ROUND, ANNULLED & OPEN, {"closed_at": F("annulled_at")}),
    (ROUND, ANNULLED & Q(end_reason=""), {"end_reason": UNSAID}),
    (ROUND, OPEN & ~Q(end_reason=""), {"end_reason": ""}),
    (ROUND, Q(closes_at__lte=F("opened_at")), {"closes_at": LATER}),
    (ANSWER, Q(kind="explained", text="") | Q(kind="taken_in", text="", passage=""), {"text": UNSAID}),
    (SIGN_OFF, ~Q(outcome="") & Q(decided_at__isnull=True), {"decided_at": last_seat}),
    (
        SIGN_OFF,
        Q(outcome="") & (Q(decided_at__isnull=False) | ~Q(end_reason="")),
        {"decided_at": None, "end_reason": ""},
    ),
    (SIGN_OFF, Q(outcome="annulled", end_reason=""), {"end_reason": UNSAID}),
    (
        PLACE,
        Q(decision="") & (Q(decided_at__isnull=False) | Q(decided_by__isnull=False)),
        {"decided_at": None, "decided_by": None},
    ),
    (PLACE, DECIDED & Q(decided_at__isnull=True), {"decided_at": opening}),
    (PLACE, DECIDED & Q(decided_by__isnull=True), {"decided_by": F("user")}),
    (PLACE, DECIDED & Q(lapsed_at__isnull=False), {"lapsed_at": None}),
    (PLACE, Q(decision="returned", note=""), {"note": UNSAID}),
    (PLACE, ~Q(basis="") & (Q(decided_by__isnull=True) | Q(decided_by=F("user"))), {"basis": ""}),
    (PLACE, Q(basis="", decided_by__isnull=False) & ~Q(decided_by=F("user")), {"basis": UNSAID}),
)
DOWN = taken_down("approvals_ballot", "approvals_slip", "approvals_urn", "approvals_sealedslip")


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0004_secret_ballots_may_be_sealed'),
        ('documents', '0008_what_the_rules_promise_of_texts_and_numbers_is_held'),
        ('orgs', '0004_what_the_rules_promise_of_people_is_held'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(DOWN, migrations.RunPython.noop),
        migrations.RunPython(HEAL, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('annulled_at__isnull', True), _connector='OR'), name='a_ballot_is_not_both_closed_and_annulled'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', ''), ('result__isnull', True)), models.Q(('closed_at__isnull', False), ('result__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_closed_ballot_has_an_outcome_and_a_result'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annul_reason', ''), ('annulled_at__isnull', True)), models.Q(('annulled_at__isnull', False), models.Q(('annul_reason', ''), _negated=True)), _connector='OR'), name='an_annulled_ballot_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('sealed', True), _connector='OR'), name='only_a_sealed_ballot_waits_for_its_tellers'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='a_ballot_is_to_close_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('follows__isnull', True), models.Q(models.Q(('follows', models.F('id')), _negated=True), models.Q(('follow_reason', ''), _negated=True)), _connector='OR'), name='a_ballot_follows_another_and_says_why'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='dissent',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_dissent_says_something'),
        ),
        migrations.AddConstraint(
            model_name='meetingdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minutes', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='a_meeting_decides_with_minutes_and_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='opinionround',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='an_opinion_round_is_to_close_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='opinionround',
            constraint=models.CheckConstraint(condition=models.Q(('annulled_at__isnull', True), models.Q(('closed_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='an_annulled_opinion_round_is_closed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='opinionround',
            constraint=models.CheckConstraint(condition=models.Q(('end_reason', ''), ('closed_at__isnull', False), _connector='OR'), name='only_a_closed_opinion_round_has_a_reason_of_its_end'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_remark_says_something'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'explained'), models.Q(('text', ''), _negated=True)), models.Q(('kind', 'taken_in'), models.Q(models.Q(('text', ''), _negated=True), models.Q(('passage', ''), _negated=True), _connector='OR')), _connector='OR'), name='a_resolution_explains_or_says_where'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('voted', False), ('on_paper', False), _connector='OR'), name='who_has_a_paper_slip_does_not_vote_here'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('voted', False), ('present__isnull', True), ('present', True), _connector='OR'), name='who_is_absent_does_not_vote'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('end_reason', ''), ('outcome', '')), models.Q(('decided_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_sign_off_is_decided_when_it_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'annulled'), _negated=True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='an_annulled_sign_off_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signoffseat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='a_decision_of_a_seat_has_its_time_and_its_person'),
        ),
        migrations.AddConstraint(
            model_name='signoffseat',
            constraint=models.CheckConstraint(condition=models.Q(('decision', ''), ('lapsed_at__isnull', True), _connector='OR'), name='a_seat_is_not_both_lapsed_and_decided'),
        ),
        migrations.AddConstraint(
            model_name='signoffseat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'returned'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='who_returns_says_what_is_to_be_mended'),
        ),
        migrations.AddConstraint(
            model_name='signoffseat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', ''), models.Q(('decided_by__isnull', True), ('decided_by', models.F('user')), _connector='OR')), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('user')), _negated=True), models.Q(('basis', ''), _negated=True)), _connector='OR'), name='only_who_decides_for_another_names_the_basis'),
        ),
        migrations.AddConstraint(
            model_name='teller',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counted_at__isnull', True), ('counts__isnull', True)), models.Q(('counted_at__isnull', False), ('counts__isnull', False)), _connector='OR'), name='a_count_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='teller',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key_at__isnull', True), ('public_key', '')), models.Q(('key_at__isnull', False), models.Q(('public_key', ''), _negated=True)), _connector='OR'), name='a_key_has_its_time'),
        ),
        migrations.RunPython(migrations.RunPython.noop, DOWN),
    ]
