"""Who has a document: the open turns on each of the documents that a list shows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from database.prepared import AnyOf, id_list, prepared
from workflows.models import Turn

#: What a list tells of a turn (workflows.views.rows.holders, document_row); nothing else is read.
OF_A_TURN = ("document", "act", "role", "due_at", "user__full_name", "user__username")


def add_open_turns(documents: Collection[Any]) -> None:
    """Give each document its open turns as `open_turns`, the oldest first, with their people. One query.

    Prepared, not prefetched: every list asks it, and to build the query anew takes many times as long as to answer it.
    """
    held: dict[int, list[Turn]] = {document.pk: [] for document in documents}
    for turn in _open_turns(id_list(held)) if held else ():
        held[turn.document_id].append(turn)
    for document in documents:
        document.open_turns = held[document.pk]


@prepared
def _open_turns(document_ids: str) -> QuerySet[Turn]:
    found = Turn.objects.filter(document__in=AnyOf(document_ids), closed_at__isnull=True, watching=False)
    return found.select_related("user").only(*OF_A_TURN).order_by("pk")
