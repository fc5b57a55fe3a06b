"""Which document of the register a citation means. Nothing ambiguous is linked by guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from documents.models import Document, RegisterEntry
from documents.rules import Registered, meant
from documents.structure.fold import fold
from orgs.models import Organisation
from orgs.queries import ancestors


class Linker:
    """Looks up, for many citations at once, the documents of the register with their numbers. Two queries, then memory."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._candidates: dict[str, list[Registered]] = defaultdict(list)
        self._lineages: dict[int, frozenset[int]] = {}
        wanted = set(keys)
        if not wanted:
            return
        entries = RegisterEntry.objects.filter(symbol_key__in=wanted, document__isnull=False).values_list(
            "symbol_key",
            "document_id",
            "issued_on",
            "series__organisation",
            "series__organisation__code",
            "series__organisation__name",
            "series__organisation__short_name",
            "series__organisation__place",
        )
        found = list(entries)
        sharing = _sharing({row[4] for row in found})
        for key, document_id, issued_on, organisation_id, code, *names in found:
            folded = frozenset(fold(name) for name in names if name)
            sole = sharing.get(code, 0) == 1
            self._candidates[key].append(Registered(document_id, issued_on, organisation_id, folded, sole))

    def target(self, document: Document, key: str, on: date | None, issuer: str) -> int | None:
        """Return the id of the document that `document` cites by this number.

        None if there is none, or more than one.
        """
        candidates = [one for one in self._candidates.get(key, ()) if one.document_id != document.pk]
        if not candidates:
            return None
        return meant(candidates, on=on, issuer=fold(issuer), lineage=self._lineage(document.organisation))

    def _lineage(self, organisation: Organisation) -> frozenset[int]:
        if organisation.pk not in self._lineages:
            above = ancestors(organisation)
            self._lineages[organisation.pk] = frozenset([organisation.pk, *(one.pk for one in above)])
        return self._lineages[organisation.pk]


def _sharing(codes: set[str]) -> dict[str, int]:
    """How many organisations write each code: ĐTN is that of every commune."""
    if not codes:
        return {}
    rows = Organisation.objects.without_tree_fields().filter(code__in=codes).order_by()
    return dict(rows.values_list("code").annotate(n=Count("pk")))
