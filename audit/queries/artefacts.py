"""Are the rows and files still what the journal says that they were? Every entry whose verb somebody can compare is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet

from audit.models import JournalEntry
from audit.registry import Artefact, Fault, Said, registry

#: So many rows at once: an issued paper is some 100 kB.
CHUNK = 200


def faults_of(organisation_id: int) -> list[Fault]:
    """Find what disagrees with an organisation's entries, in their order; what no entry speaks of comes last.

    People go on working meanwhile: a row that was changed between the reading of its entry and of itself looks forged. So
    what is found is looked at once more, and only what is found twice counts.
    """
    found = list(_compare(organisation_id))
    if found:
        again = set(_compare(organisation_id))
        found = [fault for fault in found if fault in again]
    return sorted(found, key=lambda fault: (fault.sequence is None, fault.sequence or 0, fault.what))


def organisations_with_artefacts() -> set[int]:
    """Those whose rows must stand in a journal, whether or not it is still there."""
    ids: set[int] = set()
    for artefact in registry.artefacts.values():
        if artefact.known_by:
            ids |= set(_rows(artefact).filter(artefact.known).values_list(artefact.known_by, flat=True).distinct())
    return ids


def _compare(organisation_id: int) -> Iterator[Fault]:
    """Compare rows with entries, newest first, so that the last of several on one row is met first."""
    waiting: dict[str, list[Said]] = defaultdict(list)
    spoken_of: dict[str, set[int]] = defaultdict(set)
    for verb, said in _entries(organisation_id):
        artefact = registry.artefacts[verb]
        if not (artefact.last and said.subject_id in spoken_of[verb]):
            waiting[verb].append(said)
        spoken_of[verb].add(said.subject_id)
        if len(waiting[verb]) == CHUNK:
            yield from _held_to(artefact, waiting.pop(verb))
    for verb, entries in waiting.items():
        yield from _held_to(registry.artefacts[verb], entries)
    for artefact in registry.artefacts.values():
        if artefact.known_by:
            yield from _unknown(artefact, organisation_id, spoken_of[artefact.verb])


def _entries(organisation_id: int) -> Iterator[tuple[str, Said]]:
    rows = JournalEntry.objects.filter(organisation_id=organisation_id, verb__in=list(registry.artefacts))
    before: int | None = None
    while True:
        page = rows if before is None else rows.filter(sequence__lt=before)
        found = list(
            page.order_by("-sequence").values_list("sequence", "verb", "subject_id", "document_id", "text")[:CHUNK]
        )
        for sequence, verb, subject_id, document_id, text in found:
            said = json.loads(text)
            yield (
                verb,
                Said(sequence, subject_id, document_id, said["actor"], said["at"], said["reason"], said["facts"]),
            )
        if len(found) < CHUNK:
            return
        before = found[-1][0]


def _held_to(artefact: Artefact, entries: list[Said]) -> Iterator[Fault]:
    """Compare entries of one verb with their rows."""
    rows = _rows(artefact).in_bulk({said.subject_id for said in entries})
    for said in entries:
        row = rows.get(said.subject_id)
        if row is None:
            name = f"{artefact.model._meta.verbose_name} {said.subject_id}"
            yield Fault(said.sequence, said.document_id, name, "gone")
        elif _changed(artefact, row, said):
            yield Fault(said.sequence, said.document_id, artefact.name(row), "changed")


def _changed(artefact: Artefact, row: Model, said: Said) -> bool:
    """Whether a row disagrees with its entry. What the entry does not tell, it does not hold to."""
    if getattr(row, "document_id", said.document_id) != said.document_id:
        return True
    if any(getattr(said, part) != _plain(attrgetter(column)(row)) for part, column in artefact.same.items()):
        return True
    return any(key in said.facts and said.facts[key] != value for key, value in artefact.now(row, said).items())


def _plain(value: object) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _unknown(artefact: Artefact, organisation_id: int, spoken_of: set[int]) -> Iterable[Fault]:
    rows = _rows(artefact).filter(artefact.known, **{artefact.known_by: organisation_id})
    strangers = sorted(set(rows.values_list("pk", flat=True)) - spoken_of)
    for start in range(0, len(strangers), CHUNK):
        for row in rows.filter(pk__in=strangers[start : start + CHUNK]):
            yield Fault(None, getattr(row, "document_id", None), artefact.name(row), "unknown")


def _rows(artefact: Artefact) -> QuerySet[Model]:
    rows = artefact.model._default_manager.all()
    return rows.select_related(*artefact.select) if artefact.select else rows
