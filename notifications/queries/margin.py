"""What the margin of the document page, and the page of numbering, show of the recipients."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from documents.models import Document
from notifications.models import Recipient
from notifications.queries.receipts import receipts_of
from notifications.queries.recipients import lines_of, recipients_ready
from orgs.people import AnyUser
from orgs.permissions import Perm, can


def table_context(document: Document, user: AnyUser) -> dict[str, Any]:
    """Return what `notifications/_recipients.html` shows; the pages of other floors that include it ask here."""
    with_people = Prefetch("recipients", Recipient.objects.select_related("organisation"))
    lines = list(lines_of(document).select_related("confirmed_by").prefetch_related(with_people))
    return {
        "document": document,
        "lines": lines,
        "readiness": recipients_ready(document),
        "answers": can(user, Perm.ASSIGN_NUMBER, document.organisation_id) and not any(li.frozen_at for li in lines),
        "resolved_at": max((line.resolved_at for line in lines), default=None),
        "receipts": receipts_of(document) if any(line.frozen_at for line in lines) else None,
    }
