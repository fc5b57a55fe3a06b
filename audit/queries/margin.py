"""What the margin of the document page shows of its history."""

from __future__ import annotations

from typing import Any

from audit.actor import Person
from audit.queries.grouping import group_alike
from audit.queries.proof import proof
from audit.queries.timeline import timeline

SHOWN = 12


def last_entries(document_id: int, reader: Person) -> dict[str, Any] | None:
    """Return the inputs of `audit/_history_panel.html`; None if the reader may not see the document's history."""
    story = timeline(document_id, reader)
    if story is None:
        return None
    return {
        "story": story,
        "lines": group_alike(story.items)[:SHOWN],
        "proof": proof(story.subject.organisation_id),
        "document_id": document_id,
    }
