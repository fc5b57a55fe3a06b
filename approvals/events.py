"""What happens to rounds, ballots and sign-offs, told inside the transaction. Ids and facts only; never a choice.

Every event also carries `document_id`, `organisation_id`, `actor` (audit.actor.Actor) and `at`.
"""

from django.dispatch import Signal

opinion_round_opened = Signal()  # round_id, user_ids, closes_at
opinion_round_extended = Signal()  # round_id, closes_at
opinion_given = Signal()  # round_id, user_id
opinion_round_closed = Signal()  # round_id, answered, asked, annulled (bool), reason

comment_written = Signal()  # comment_id, user_id, passage
comment_withdrawn = Signal()  # comment_id, user_id
remark_resolved = Signal()  # resolution_id, user_id (whose remark it was), kind

ballot_opened = Signal()  # ballot_id, user_ids, closes_at, secret, sealed, follows_id
ballot_extended = Signal()  # ballot_id, closes_at
#: `announce` is False when telling pages at once would tie a voter to the next slip of a secret ballot.
slip_cast = Signal()  # ballot_id, user_id, secret, changed (bool), announce (bool)
ballot_unlocked = (
    Signal()
)  # ballot_id, user_ids (who may vote now: both tellers of a sealed ballot have made their keys)
voting_ended = Signal()  # ballot_id (of a sealed ballot: its slips wait for the tellers)
tellers_appointed = Signal()  # ballot_id, user_ids (new ones), dismissed_ids
count_asked = Signal()  # ballot_id, user_ids (tellers who are to make a key, open sealed slips, or count paper slips)
count_entered = (
    Signal()
)  # ballot_id, done_ids (tellers who have done what they were asked), disagreed (bool: the counts differ)
#: outcome: decided, second (a ballot on `second_round` is to follow) or undecided; winner: a key of the options or None
ballot_closed = Signal()  # ballot_id, outcome, winner, winner_text, second_round, sentence
ballot_annulled = Signal()  # ballot_id, reason
#: The convenor entered what the meeting decided after a ballot that decided nothing.
meeting_decision_entered = Signal()  # ballot_id, choice, choice_text, reason
dissent_recorded = Signal()  # ballot_id, user_id

sign_off_opened = Signal()  # sign_off_id, user_ids (those whose turn it is now), due_at
seat_decided = Signal()  # sign_off_id, seat_id, user_id (the seat's), decision, next_user_ids (whose turn it is now)
#: outcome: approved, returned, unserved (all seats lapsed) or annulled; remarks: [{"name", "decision", "note"}]
sign_off_decided = Signal()  # sign_off_id, outcome, reason, remarks, approver_ids

seat_lapsed = Signal()  # kind (opinion, ballot, sign_off), round_id (of that kind), user_id, next_user_ids
members_reminded = Signal()  # kind (opinion, ballot, sign_off), round_id, user_ids
