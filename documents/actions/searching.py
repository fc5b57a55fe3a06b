"""What documents are found by follows the rows; nobody decides it, so it leaves no history and stands in no journal."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KeyTextTransform

from audit.actions import act
from documents.models import Document, Signing
from documents.search_words import numbered, words_of
from orgs.models import User

BATCH = 500


def write_search_text(documents: QuerySet[Document]) -> None:
    """Say anew what these documents are found by, from what they are called, numbered and signed by now."""
    signed = Prefetch("signings", Signing.objects.filter(revoked_at=None).only("document", "name"), to_attr="in_force")
    rows = documents.select_related("organisation", "drafter", "register_entry").prefetch_related(signed)
    for document in rows.annotate(drafted=KeyTextTransform("symbol", "round__tree")):
        entry = getattr(document, "register_entry", None)
        symbol = numbered(entry.number, entry.symbol) if entry else document.drafted or ""
        signer = next((signing.name for signing in document.in_force), "")
        found_by(document, words_of(document, symbol=symbol, signer=signer))


def found_by(document: Document, words: str) -> None:
    """Keep the words that a document is found by; past the history on purpose."""
    document.search_text = words
    Document.objects.filter(pk=document.pk).update(search_text=words)  # no row history: read off the other fields


def follow_names(*, since: datetime) -> None:
    """Find documents by what their drafters are called now, of whom something was changed since. Called every night."""
    changed = User.history.filter(history_date__gte=since).values("id")
    ids = list(Document.objects.filter(drafter__in=changed).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        _follow(ids[first : first + BATCH])


@act
def _follow(ids: list[int]) -> None:
    write_search_text(Document.objects.filter(pk__in=ids))
