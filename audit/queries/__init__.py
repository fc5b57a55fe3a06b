"""Reading the journal: its proof, and the timeline of a document."""

from audit.queries.proof import Proof, proof, verify_organisation
from audit.queries.timeline import Item, Timeline, journal_page, timeline

__all__ = ["Item", "Proof", "Timeline", "journal_page", "proof", "timeline", "verify_organisation"]
