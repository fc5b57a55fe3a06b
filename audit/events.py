"""What the journal tells the floors above, inside the transaction.

`journal_broken`: organisation_id, why (a few words), at; a verification found that a journal which held no longer does.
"""

from django.dispatch import Signal

journal_broken = Signal()
