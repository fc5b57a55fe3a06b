from __future__ import annotations

from approvals.queries import groups_of, progress_of
from documents.models import Document


def unanswered_count(document: Document) -> int:
    """How many opinions and comments still have no answer (tiếp thu, giải trình)."""
    progress = progress_of(groups_of(document))
    return progress.total - progress.done
