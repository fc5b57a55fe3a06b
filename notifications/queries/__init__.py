"""Everything that pages and other floors ask of this app."""

from notifications.queries.notices import notices_of, unread_notices
from notifications.queries.receipts import Receipts, receipts_of, received_by, receivers_of, unread_count
from notifications.queries.recipients import Readiness, lines_of, recipients_ready, summary_of

__all__ = [
    "Readiness",
    "Receipts",
    "lines_of",
    "notices_of",
    "receipts_of",
    "received_by",
    "receivers_of",
    "recipients_ready",
    "summary_of",
    "unread_count",
    "unread_notices",
]
