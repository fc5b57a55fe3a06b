"""In which states of a document what may be written. Every action asks these under the document's lock.

`Document.status` is the itinerary's projection, so the floors below `workflows` know by it where a document stands. The
triggers of `documents/guards.py` hold the first three against any other way of writing.
"""

from __future__ import annotations

from documents.models import Status

#: The drafter changes the text.
WRITING = frozenset({Status.DRAFTING, Status.RETURNED, Status.REVISING})
#: The format checker accepts repairs of form.
REPAIRING_FORM = frozenset({Status.FORMAT_CHECK})
#: The system writes what a ballot decided.
WRITING_WINNER = frozenset({Status.COMMITTEE_REVIEW})

#: Remarks are answered: until the text is laid before those who approve it.
ANSWERING = WRITING | REPAIRING_FORM | WRITING_WINNER
#: The text is still on its way to a signature: remarks are made and withdrawn.
BEFORE_SIGNING = ANSWERING | {Status.STANDING_REVIEW, Status.AWAITING_SIGNATURE}
#: Nothing was issued yet: blockers are waived, recipients prepared, the text signed and numbered.
BEFORE_ISSUE = BEFORE_SIGNING | {Status.SIGNED, Status.AWAITING_NUMBER}
