"""A document's story in people's words: journal entries joined with the row histories of the same acts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.actor import Person
from audit.models import JournalEntry
from audit.queries.changes import Change, Past, row_changes
from audit.registry import Group, JournalMessage, Readers, Span, Subject, message_of, registry, tracked_of

#: More entries than any document has; a page never reads without a limit.
LIMIT = 2_000


@dataclass(slots=True)
class Item:
    """One line of the timeline, ready to be shown. `html` is safe; `changes` are the columns that the act changed."""

    id: int
    at: datetime
    verb: str
    who: str
    for_whom: str
    html: SafeString
    meta: str
    reason: str
    icon: str
    tone: str
    group: str
    hash: str = ""
    exception: str = ""
    extra: str = ""
    document_id: int | None = None
    about: tuple[str, str] | None = None
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that the history page shows. `counts` by group are of `acts`, all of them; `items` of the chosen group."""

    subject: Subject
    acts: list[Item]
    items: list[Item]
    counts: dict[str, int]
    exceptions: list[tuple[str, int]]
    spans: list[Span]
    readers: Readers | None
    started_at: datetime | None
    last_at: datetime | None


def timeline(document_id: int, reader: Person, *, group: str = "") -> Timeline | None:
    """Return the story of a document, newest first, as far as `reader` may see it.

    None if they may not see the document.

    Private entries (single opinions, say) are shown to those who look after the whole document and to the one who acted.
    """
    subject = registry.subject(reader, document_id)
    if subject is None:
        return None
    entries = list(JournalEntry.objects.filter(document_id=document_id).order_by("-id")[:LIMIT])
    shown = [entry for entry in entries if _tells(entry, subject, reader)]
    items = _with_changes(subject, reader, [tell(entry) for entry in shown], {entry.at for entry in entries})
    _fold_in(shown, items)
    chosen = [item for item in items if not group or item.group == group or (group == "exception" and item.exception)]
    return Timeline(
        subject=subject,
        acts=items,
        items=chosen,
        counts=_counts(items),
        exceptions=_exceptions(items),
        spans=registry.spans(document_id),
        readers=registry.readers(document_id),
        started_at=items[-1].at if items else None,
        last_at=items[0].at if items else None,
    )


def _tells(entry: JournalEntry, subject: Subject, reader: Person) -> bool:
    """Whether the entry has a line of its own in the story that this reader may see."""
    verb = message_of(entry.verb)
    return not verb.silent and (subject.whole or entry.actor_id == reader.pk or not verb.private)


def journal_page(entries: Iterable[JournalEntry]) -> list[Item]:
    """Entries of an organisation's journal as lines, in the order given, each with its document's title and address."""
    shown = list(entries)
    items = [tell(entry) for entry in shown]
    titles = registry.titles({entry.document_id for entry in shown if entry.document_id})
    for item in items:
        item.about = titles.get(item.document_id or 0)
    _fold_in(shown, items)
    return items


def tell(entry: JournalEntry) -> Item:
    """Tell an entry in people's words: the name, for whom, and the message filled with the entry's facts."""
    said = json.loads(entry.text)
    verb = message_of(entry.verb)
    facts = said["facts"] if verb.facts is None else {**said["facts"], **verb.facts(said["facts"])}
    facts = {**facts, "reason": said["reason"]}
    name, for_whom = said["actor_name"], said["on_behalf_of_name"]
    who = f"<b>{escape(name)}</b>"
    if for_whom:
        who = _("%(who)s thay mặt %(principal)s") % {"who": who, "principal": f"<b>{escape(for_whom)}</b>"}
    return Item(
        id=entry.pk,
        at=entry.at,
        verb=entry.verb,
        who=name,
        for_whom=for_whom,
        html=mark_safe(f"{who} {_filled(str(verb.phrase), facts)}"),
        meta=_filled(str(verb.meta), facts),
        reason=said["reason"] if "{reason}" not in str(verb.phrase) else "",
        icon=verb.icon,
        tone=verb.tone,
        group=verb.group,
        hash=entry.hash,
        exception=str(verb.exception),
        document_id=entry.document_id,
    )


class _Facts(dict[str, Any]):
    """Facts for a phrase: escaped, and blank where one is missing."""

    def __missing__(self, key: str) -> str:
        return ""


def _filled(phrase: str, facts: dict[str, Any]) -> SafeString:
    """Fill the phrase, which is ours and may hold <b>, with the facts, which are theirs and are escaped."""
    values = {key: escape("" if value is None else value) for key, value in facts.items()}
    return mark_safe(" ".join(phrase.format_map(_Facts(values)).split()))


def _fold_in(entries: Sequence[JournalEntry], items: list[Item]) -> None:
    """Ask each verb once for what is folded in below its entries."""
    by_verb: dict[str, list[JournalEntry]] = {}
    for entry in entries:
        if message_of(entry.verb).extra is not None:
            by_verb.setdefault(entry.verb, []).append(entry)
    found: dict[int, str] = {}
    for name, of_verb in by_verb.items():
        extra = message_of(name).extra
        found |= extra(of_verb) if extra is not None else {}
    for item in items:
        item.extra = found.get(item.id, "")


def _with_changes(subject: Subject, reader: Person, items: list[Item], acted_at: set[datetime]) -> list[Item]:
    """Join the row histories: a row changed at an act's very time belongs to it; any other was changed past the acts.

    What a new row holds is told by the act's own words (and by `row_history`).
    """
    by_time: dict[datetime, Item] = {}
    for item in sorted(items, key=lambda item: (item.group != Group.DECISION, item.id)):
        by_time.setdefault(item.at.astimezone(UTC), item)
    apart: list[Item] = []
    for rows in histories_of(subject, reader):
        under_acts = tracked_of(rows.model.instance_type).under_acts
        if not under_acts and acted_at.issuperset(rows.order_by().values_list("history_date", flat=True)):
            continue
        for row, changes in row_changes(rows):
            told = by_time.get(row.history_date.astimezone(UTC))
            if told is not None:
                told.changes += changes if under_acts and row.history_type == "~" else []
            elif row.history_date not in acted_at and (changes or row.history_type == "-"):
                apart.append(_direct(row, changes))
    return sorted([*items, *apart], key=lambda item: (item.at, item.id), reverse=True) if apart else items


def histories_of(subject: Subject, reader: Person) -> list[QuerySet[Any]]:
    """Return the row histories of a document, as far as the reader may see them."""
    return [rows for histories in registry.histories for rows in histories(subject, reader)]


def times_of_acts(document_id: int) -> set[datetime]:
    """When something was done with a document, by its journal: a row that was written at another time no act explains."""
    return set(JournalEntry.objects.filter(document_id=document_id).order_by().values_list("at", flat=True))


_DONE_DIRECTLY = {
    "+": gettext_lazy("thêm trực tiếp %(thing)s, ngoài các thao tác nghiệp vụ"),
    "~": gettext_lazy("sửa trực tiếp %(thing)s, ngoài các thao tác nghiệp vụ"),
    "-": gettext_lazy("xóa trực tiếp %(thing)s, ngoài các thao tác nghiệp vụ"),
}
_DIRECT = JournalMessage(phrase="", icon="database-edit", tone="amber", group=Group.EXCEPTION)


def _direct(row: Past, changes: list[Change]) -> Item:
    """Tell a change that no act explains: by the admin pages, or by hand in the database's own tools."""
    who = str(row.history_user) if row.history_user_id else _("Không rõ ai")
    words = _DONE_DIRECTLY[row.history_type] % {"thing": row.instance_type._meta.verbose_name}
    return Item(
        id=0,
        at=row.history_date,
        verb="",
        who=who,
        for_whom="",
        html=mark_safe(f"<b>{escape(who)}</b> {escape(words)}"),
        meta="",
        reason=row.history_change_reason or "",
        icon=_DIRECT.icon,
        tone=_DIRECT.tone,
        group=_DIRECT.group,
        exception=_("lần sửa trực tiếp dữ liệu"),
        changes=changes,
    )


def _counts(items: list[Item]) -> dict[str, int]:
    counts = {"": len(items)}
    for item in items:
        counts[item.group] = counts.get(item.group, 0) + 1
    counts[Group.EXCEPTION] = sum(1 for item in items if item.exception or item.group == Group.EXCEPTION)
    return counts


def _exceptions(items: list[Item]) -> list[tuple[str, int]]:
    """("điểm chặn được bỏ qua, có lý do", 1) …: each kind of exception with how often it happened."""
    found: dict[str, int] = {}
    for item in items:
        if item.exception:
            found[item.exception] = found.get(item.exception, 0) + 1
    return list(found.items())
