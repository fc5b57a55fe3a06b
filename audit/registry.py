"""What the floors above tell the journal, in their `AppConfig.ready`: sentences for verbs, row histories, spans, parts.

The journal is the lowest floor and knows no documents; a page of it needs their names, who may look, and what changed.
Everything here is a function handed down by the floor that owns the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

Words = str | Promise


class Group:
    """The chips of the history page, in their order."""

    DECISION = "decision"
    TEXT = "text"
    OPINION = "opinion"
    DELIVERY = "delivery"
    EXCEPTION = "exception"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class JournalMessage:
    """How one verb of the journal is told.

    `phrase` follows the name of the one who acted and is filled with the entry's facts ("cấp số {symbol}"); a fact that is
    missing leaves a blank. `facts` may turn codes into words first. `exception` is one line for the card of exceptions.
    A `silent` verb is told already by another entry of the same act, and is left out of a document's story (not of the
    journal). Entries in a row whose verbs have the same `run` ("{n} phiếu") are told as one line that opens. `private`
    entries are shown only to those who look after the whole document, and to the one who acted. `extra` gives, for all
    entries of the verb on one page at once, what is folded in below them (safe HTML by entry id).
    """

    phrase: Words
    icon: str = "point"
    tone: str = "accent"
    group: str = Group.OTHER
    meta: Words = ""
    exception: Words = ""
    private: bool = False
    silent: bool = False
    run: Words = ""
    facts: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    extra: Callable[[Sequence[Any]], dict[int, str]] | None = None


class Subject(NamedTuple):
    """A document as its history page needs it. `whole`: may this reader see private entries? `text_url`: the text page."""

    pk: int
    title: str
    symbol: str
    organisation_id: int
    url: str
    text_url: str
    whole: bool


class Span(NamedTuple):
    """One stay at a station, for the time strip. `ended_at` None: it is there now."""

    label: str
    started_at: datetime
    ended_at: datetime | None
    late: bool


class Readers(NamedTuple):
    """How many of those who got the document have opened it."""

    read: int
    total: int
    url: str


class TextThen(NamedTuple):
    """A document as it stood at a moment: `label` names the round, `status` the state, `sheet` is the paper laid out.

    Compared with an earlier moment, the sheet is a redline and the label names both rounds.
    """

    label: str
    status: str
    sheet: Any


class Audited(NamedTuple):
    """An organisation whose journal a reader may see."""

    pk: int
    name: str


class Said(NamedTuple):
    """An entry of the journal as it is compared with the row or file that it speaks of. `at` is ISO 8601, UTC."""

    sequence: int
    subject_id: int
    document_id: int | None
    actor_id: int | None
    at: str
    reason: str
    facts: dict[str, Any]


class Fault(NamedTuple):
    """A row or file that is not as the journal says. `what` names it; `why`: gone, changed, unknown, unguarded.

    `sequence` is the place of the entry; None if no entry speaks of it.
    """

    sequence: int | None
    document_id: int | None
    what: str
    why: str


def _nothing(row: object, said: Said) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Artefact:
    """Rows that entries of one verb speak of, and how to see whether they still are as the entries say.

    `model` is the entry's subject; `same` says which of its columns repeat a part of the entry (`{"at": "issued_at"}`).
    `now` gives what the facts of the entry would be if they were written now; facts that an older entry does not have are
    not compared. `last`: a later entry on the same row replaces an earlier one. `known_by` is the path to the
    organisation of rows that must not be there without an entry; `known` narrows them. `select` are rows read beside it.
    """

    verb: str
    model: type[Model]
    name: Callable[[Any], str]
    now: Callable[[Any, Said], dict[str, Any]] = _nothing
    same: Mapping[str, str] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    last: bool = False
    known_by: str = ""
    known: Q = field(default_factory=Q)


@dataclass(frozen=True, slots=True)
class Tracked:
    """How the history of a model's rows is told: `name` are the fields by which people know a row.

    `words` names fields where the model does not, in Vietnamese; `silent` fields are not told (what the page says anyway,
    what the program keeps for itself); `values` says what a value (of a reference: its name) means to people. `under_acts`:
    what an act changed in the row is told under the act; of other rows the act's own words say enough.
    """

    model: type[Model]
    name: tuple[str, ...]
    words: Mapping[str, Words] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    values: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    icon: str = "database-edit"
    under_acts: bool = False


#: The historical rows (simple-history querysets) that belong to a document, as far as this reader may see them.
Histories = Callable[[Subject, Any], Iterable["QuerySet[Any]"]]
Part = Callable[[int, Any], Iterable[tuple[str, bytes]]]


@dataclass
class _Registry:
    messages: dict[str, JournalMessage] = field(default_factory=dict)
    histories: list[Histories] = field(default_factory=list)
    tracked: dict[type[Model], Tracked] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    artefacts: dict[str, Artefact] = field(default_factory=dict)
    subject: Callable[[Any, int], Subject | None] = lambda user, document_id: None
    spans: Callable[[int], list[Span]] = lambda document_id: []
    readers: Callable[[int], Readers | None] = lambda document_id: None
    text_at: Callable[[int, datetime, datetime | None], TextThen | None] = lambda document_id, at, since: None
    organisations: Callable[[Any], list[Audited]] = lambda user: []
    titles: Callable[[Iterable[int]], dict[int, tuple[str, str]]] = lambda document_ids: {}


registry = _Registry()


def register_messages(messages: dict[str, JournalMessage]) -> None:
    """Say how an app's verbs are told. A verb is told in one way: the last registration counts."""
    registry.messages.update(messages)


def register_history(histories: Histories) -> None:
    """Give the historical rows that belong to a document."""
    registry.histories.append(histories)


def register_tracked(*tracked: Tracked) -> None:
    """Say how the histories of models are told."""
    registry.tracked.update({one.model: one for one in tracked})


def tracked_of(model: type[Model]) -> Tracked:
    """How a model's history is told; of a model that nobody registered, every field by its own name."""
    return registry.tracked.get(model) or Tracked(model, ())


def register_part(name: str, part: Part) -> None:
    """Add files (path, bytes) to the dossier of a document id, as far as the reader may see them."""
    registry.parts[name] = part


def register_artefacts(*artefacts: Artefact) -> None:
    """Let the verification of the journal compare rows with what their entries say."""
    registry.artefacts.update({artefact.verb: artefact for artefact in artefacts})


def message_of(name: str) -> JournalMessage:
    return registry.messages.get(name) or JournalMessage(phrase=name.replace("{", "").replace("}", ""))
