from __future__ import annotations

from approvals.models import Comment, Opinion
from documents.models import Document


def unanswered_count(document: Document) -> int:
    """How many comments and opinions with words still have no answer (tiếp thu, giải trình)."""
    comments = Comment.objects.filter(document=document, withdrawn_at__isnull=True, resolution__isnull=True).count()
    opinions = Opinion.objects.filter(
        seat__round__document=document, superseded_at__isnull=True, resolution__isnull=True
    ).exclude(text="")
    return comments + opinions.count()
