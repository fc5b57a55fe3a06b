"""The histories of rows as a page shows them: who wrote what, when and why, the newest first, of several models at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from audit.queries.changes import Change, Names, Past, Step, changes_of, name_of
from audit.registry import tracked_of

#: Lines on the page that they belong to, and on the page of their own.
IN_A_PANEL, ON_A_PAGE = 6, 40
#: Nobody turns so many pages; the journal's export has all of it.
MOST_PAGES = 250

Histories = Sequence["QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One historical row in words. `direct`: no act of the journal explains it."""

    at: datetime
    act: str
    thing: str
    name: str
    who: str
    reason: str
    icon: str
    tone: str
    changes: list[Change]
    is_new: bool
    direct: bool


@dataclass(frozen=True, slots=True)
class RowPage:
    """The lines of a page, the chips by kind of thing, and the numbers of the pages beside it."""

    lines: list[RowLine]
    kinds: list[dict[str, Any]]
    newer: int | None
    older: int | None


def latest_rows(histories: Histories, *, acted_at: Collection[datetime] | None = None) -> RowPage:
    """Return the last few lines, for a panel."""
    return _page(histories, 0, IN_A_PANEL, acted_at)


def row_page(
    histories: Histories, *, kind: str = "", number: int = 1, acted_at: Collection[datetime] | None = None
) -> RowPage:
    """Return a page of lines, counted from 1, of all things or of one kind.

    `acted_at`: the times of the acts that may explain a row; None where that is not asked.
    """
    chosen = [rows for rows in histories if not kind or _kind(rows) == kind] or histories
    number = max(1, min(number, MOST_PAGES))
    page = _page(chosen, (number - 1) * ON_A_PAGE, ON_A_PAGE, acted_at)
    return RowPage(
        lines=page.lines,
        kinds=_chips(histories, kind),
        newer=number - 1 if number > 1 else None,
        older=number + 1 if page.older and number < MOST_PAGES else None,
    )


def _kind(rows: QuerySet[Any]) -> str:
    return str(rows.model.instance_type._meta.model_name)


def _chips(histories: Histories, kind: str) -> list[dict[str, Any]]:
    chips = [{"label": _("Tất cả"), "url": "?", "current": not kind}]
    for rows in (one for one in histories if one.exists()):
        label = str(rows.model.instance_type._meta.verbose_name).capitalize()
        chips.append({"label": label, "url": f"?loai={_kind(rows)}", "current": _kind(rows) == kind})
    return chips if len(chips) > 2 else []


def _page(histories: Histories, start: int, most: int, acted_at: Collection[datetime] | None) -> RowPage:
    """Find which rows the page has by their keys alone; then read these, and the one before each."""
    keys = [
        (at, place, pk)
        for place, rows in enumerate(histories)
        for at, pk in rows.order_by("-history_date", "-history_id").values_list("history_date", "history_id")[
            : start + most + 1
        ]
    ]
    keys.sort(key=lambda key: (key[0], -key[1], key[2]), reverse=True)
    shown = keys[start : start + most]
    steps: dict[tuple[int, int], Step] = {}
    for place, rows in enumerate(histories):
        wanted = [pk for _at, where, pk in shown if where == place]
        steps |= {(place, key): step for key, step in _steps(rows, wanted)}
    ordered = [steps[place, pk] for _at, place, pk in shown if (place, pk) in steps]
    return RowPage(_lines(ordered, acted_at), [], None, 1 if len(keys) > start + most else None)


def _steps(rows: QuerySet[Any], keys: list[int]) -> list[tuple[int, Step]]:
    """Historical rows by their keys, each with the one before it, in two queries."""
    if not keys:
        return []
    model = rows.model
    key = model.instance_type._meta.pk.attname
    earlier = Q(history_date__lt=OuterRef("history_date")) | Q(
        history_date=OuterRef("history_date"), history_id__lt=OuterRef("history_id")
    )
    before = model.objects.filter(earlier, **{key: OuterRef(key)}).order_by("-history_date", "-history_id")
    shown = model.objects.filter(pk__in=keys).annotate(before=Subquery(before.values("history_id")[:1]))
    found = list(shown.select_related("history_user").order_by(F("history_id").desc()))
    past = model.objects.in_bulk([row.before for row in found if row.before is not None])
    return [(row.pk, (row, past.get(row.before))) for row in found]


def _lines(steps: list[Step], acted_at: Collection[datetime] | None) -> list[RowLine]:
    """Leave out a row that changed nothing that is told, unless it was written past all acts."""
    names = Names(steps)
    lines = [_line(step, names, acted_at) for step in steps]
    return [line for line in lines if line.changes or line.is_new or line.tone == "red" or line.direct]


_TONES = {"+": "green", "~": "accent", "-": "red"}


def _line(step: Step, names: Names, acted_at: Collection[datetime] | None) -> RowLine:
    row, changes = step[0], changes_of(step, names)
    direct = acted_at is not None and row.history_date not in acted_at
    return RowLine(
        at=row.history_date,
        act={"+": _("ghi mới"), "~": _("sửa"), "-": _("xóa")}[row.history_type],
        thing=str(row.instance_type._meta.verbose_name),
        name=name_of(row, names),
        who=_who(row, direct),
        reason=_reason(row, changes),
        icon=tracked_of(row.instance_type).icon,
        tone=_TONES[row.history_type],
        changes=changes,
        is_new=step[1] is None and row.history_type != "-",
        direct=direct,
    )


def _who(row: Past, direct: bool) -> str:
    if row.history_user_id:
        return str(row.history_user)
    return _("Không rõ ai") if direct else _("Hệ thống")


def _reason(row: Past, changes: list[Change]) -> str:
    """Why, unless one of the fields says it: a seat keeps the reason of its end itself."""
    reason = row.history_change_reason or ""
    return "" if any(change.after.startswith(reason.rstrip("…")) for change in changes) else reason
