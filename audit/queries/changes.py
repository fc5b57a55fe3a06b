"""What changed from one historical row to the next, in the words of the model's fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

LONGEST = 160


class Change(NamedTuple):
    """One column: its name in people's words, what it was, what it became."""

    label: str
    before: str
    after: str


def row_changes(rows: QuerySet[Any]) -> Iterator[tuple[Any, list[Change]]]:
    """Each historical row with what it changed against the one before it of the same object. One query."""
    model = rows.model
    key = model.instance_type._meta.pk.attname
    fields = [field for field in model.tracked_fields if not isinstance(field, ForeignKey) and field.editable]
    before: dict[Any, Any] = {}
    for row in rows.select_related("history_user").order_by("history_date", "history_id"):
        known = before.get(getattr(row, key))
        before[getattr(row, key)] = row
        if known is not None:
            yield row, [change for field in fields if (change := _change(field, known, row)) is not None]


def _change(field: Field[Any, Any], known: Model, row: Model) -> Change | None:
    if getattr(known, field.attname) == getattr(row, field.attname):
        return None
    return Change(str(field.verbose_name), _shown(field, known), _shown(field, row))


def _shown(field: Field[Any, Any], row: Model) -> str:
    value = getattr(row, field.attname)
    if value in (None, ""):
        return "—"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%H:%M %d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)[:LONGEST]
