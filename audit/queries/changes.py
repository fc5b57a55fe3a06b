"""What changed from one historical row to the next, in the words that people know the fields by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.registry import Tracked, tracked_of

LONGEST = 160
NOTHING = "—"


class Past(Protocol):
    """A row of a history, as simple-history keeps it."""

    history_type: str
    history_user: object
    history_user_id: int | None
    history_date: datetime
    history_change_reason: str | None
    instance_type: type[Model]


#: A historical row, and the one before it of the same object; None if it is the first.
Step = tuple[Past, Past | None]


class Change(NamedTuple):
    """One column: its name in people's words, what it was, what it became. Of a new row `before` is empty."""

    label: str
    before: str
    after: str


class Names:
    """What the things are called that historical rows refer to by their ids, asked once for each kind of thing."""

    def __init__(self, steps: Iterable[Step]) -> None:
        wanted: dict[type[Model], set[Any]] = {}
        for row in (row for step in steps for row in step if row is not None):
            for field in told_fields(row.instance_type):
                value = getattr(row, field.attname)
                if isinstance(field, ForeignKey) and value is not None:
                    wanted.setdefault(field.related_model, set()).add(value)
        self._known = {model: _names(model, keys) for model, keys in wanted.items()}

    def of(self, model: type[Model], key: object) -> str:
        """Return the name of a thing; of one that is gone, that it is."""
        return self._known.get(model, {}).get(key) or _("(đã xóa)")


def _names(model: type[Model], keys: set[Any]) -> dict[Any, str]:
    tracked = tracked_of(model)
    beside = [name for name in tracked.name if isinstance(model._meta.get_field(name), ForeignKey)]
    rows = model._base_manager.filter(pk__in=keys)
    return {row.pk: str(row) for row in (rows.select_related(*beside) if beside else rows)}


def told_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields of a tracked model whose changes are told."""
    silent = tracked_of(model).silent
    kept = model.history.model.tracked_fields  # type: ignore[attr-defined]  # put there by simple-history
    fields = [model._meta.get_field(field.name) for field in kept]
    return [f for f in fields if isinstance(f, Field) and f.editable and not f.primary_key and f.name not in silent]


def changes_of(step: Step, names: Names) -> list[Change]:
    """Return what a historical row changed against the one before it; of a new row, what it holds beside its name."""
    row, before = step
    tracked, fields = tracked_of(row.instance_type), told_fields(row.instance_type)
    if row.history_type == "-":
        return []
    if before is None:
        held = [
            field for field in fields if field.name not in tracked.name and getattr(row, field.attname) is not False
        ]
        shown = [(field, shown_value(field, row, tracked, names)) for field in held]
        return [Change(label_of(field, tracked), "", value) for field, value in shown if value != NOTHING]
    return [
        Change(
            label_of(field, tracked),
            shown_value(field, before, tracked, names),
            shown_value(field, row, tracked, names),
        )
        for field in fields
        if getattr(before, field.attname) != getattr(row, field.attname)
    ]


def row_changes(rows: QuerySet[Any]) -> Iterator[tuple[Past, list[Change]]]:
    """Each historical row, oldest first, with what it changed against the one before it of the same object."""
    key = rows.model.instance_type._meta.pk.attname
    last: dict[Any, Any] = {}
    steps: list[Step] = []
    for row in rows.select_related("history_user").order_by("history_date", "history_id"):
        steps.append((row, last.get(getattr(row, key))))
        last[getattr(row, key)] = row
    names = Names(steps)
    for step in steps:
        yield step[0], changes_of(step, names)


def name_of(row: Past, names: Names) -> str:
    """Return what a historical row speaks of, as it was called then."""
    tracked = tracked_of(row.instance_type)
    fields = [field_of(row.instance_type, name) for name in tracked.name]
    return " · ".join(shown_value(field, row, tracked, names) for field in fields)


def field_of(model: type[Model], name: str) -> Field[Any, Any]:
    found = model._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def label_of(field: Field[Any, Any], tracked: Tracked) -> str:
    return str(tracked.words.get(field.name) or field.verbose_name)


def shown_value(field: Field[Any, Any], row: Past, tracked: Tracked, names: Names) -> str:
    """Write a field of a historical row as people read it: names for ids, days and hours as offices write them."""
    value = getattr(row, field.attname)
    if value in (None, "", []):
        return NOTHING
    if isinstance(field, ForeignKey):
        value = names.of(field.related_model, value)
    if field.name in tracked.values:
        return str(tracked.values[field.name](value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    text = ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
