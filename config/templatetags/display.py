"""How values look on a page: icons, dates, numbers, due times, statuses. Shows; never queries, never decides."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.sent_forms import FIELD
from config.templatetags.components import chip
from workflows.kinds import KINDS

register = template.Library()

ICONS = Path(settings.NODE_MODULES) / "@tabler" / "icons" / "icons"
SOON = timedelta(days=1)

#: Icon, tone: tones are the class names of static/css
STATUS_LOOK = {
    "drafting": ("pencil", "quiet"),
    "format_check": ("clipboard-check", "accent"),
    "committee_review": ("messages", "accent"),
    "revising": ("file-pencil", "amber"),
    "standing_review": ("user-check", "violet"),
    "awaiting_signature": ("signature", "violet"),
    "signed": ("signature", "green"),
    "awaiting_number": ("hash", "violet"),
    "issued": ("rosette-discount-check", "green"),
    "distributed": ("circle-check", "green"),
    "returned": ("arrow-back-up", "amber"),
    "recalled": ("rotate", "red"),
    "superseded": ("file-diff", "quiet"),
    "cancelled": ("ban", "quiet"),
}


def station_look() -> dict[str, tuple[str, str]]:
    """Icon and tone of each kind of station."""
    return {kind.value: (row.icon, row.tone) for kind, row in KINDS.items()}


class Due(NamedTuple):
    """How a deadline reads: `words` are whole, `state` is "overdue", "soon" or ""."""

    words: str
    state: str


@cache
def _drawing(name: str, style: str) -> str:
    """Return the inside of one of Tabler's icons.

    Empty where the icons are not installed, so that no page fails for a picture.
    """
    path = ICONS / style / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        return ""
    inside = path.read_text(encoding="utf-8").partition(">")[2].rpartition("</svg>")[0]
    return " ".join(inside.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").split())


@register.simple_tag
def icon(name: str, classes: str = "", label: str = "", style: str = "outline") -> SafeString:
    """Draw an inline icon; decorative unless `label` says what it stands for. Its round ends are drawn by base/text.css."""
    paint = 'fill="currentColor"' if style == "filled" else 'fill="none" stroke="currentColor"'
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" {} {}>{}</svg>',
        classes,
        mark_safe(paint),
        named,
        mark_safe(_drawing(name, style)),
    )


@register.simple_tag
def tile(kind: str, tone: str = "") -> SafeString:
    """Draw the coloured square before a list row: a kind of station, or the name of an icon with a tone."""
    name, usual = station_look().get(kind, (kind, "accent"))
    return format_html('<span class="tile {}">{}</span>', tone or usual, icon(name))


@register.simple_tag
def status(code: str, words: object = "") -> SafeString:
    """Show a document's status as icon and word, never colour alone."""
    name, tone = STATUS_LOOK.get(str(code), ("circle-dashed", "quiet"))
    return chip(words or code, tone, name)


@register.filter
def station_icon(kind: object) -> str:
    return station_look().get(str(kind), ("circle", ""))[0]


@register.filter
def station_tone(kind: object) -> str:
    return station_look().get(str(kind), ("", "accent"))[1]


def describe_due(when: datetime | date, now: datetime) -> Due:
    """Describe the deadline `when` as a person at `now` would.

    Days by the calendar, hours and minutes within the day.
    """
    moment = _moment(when)
    here, today = timezone.localtime(moment), timezone.localtime(now)
    days, late = (here.date() - today.date()).days, moment < now
    gap = abs(moment - now)
    hours, minutes = int(gap.total_seconds() // 3600), max(1, int(gap.total_seconds() // 60))
    if days and (abs(days) > 1 or hours >= 12 or late):
        amount = ngettext("%(n)s ngày", "%(n)s ngày", abs(days)) % {"n": abs(days)}
    elif hours:
        amount = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    else:
        amount = ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}
    if late:
        return Due(_("Quá hạn %(amount)s") % {"amount": amount}, "overdue")
    return Due(_("Còn %(amount)s") % {"amount": amount}, "soon" if days <= SOON.days else "")


def _moment(when: datetime | date) -> datetime:
    """Read a date alone as the end of its working day (17:00), in the time zone of the pages."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(17))
    return when if timezone.is_aware(when) else timezone.make_aware(when)


@register.filter
def due(when: datetime | date | None, now: datetime | None = None) -> SafeString | str:
    """Show a deadline, relative, with the exact time on hover."""
    if not when:
        return ""
    words, state = describe_due(when, now or timezone.now())
    return _time(_moment(when), words, f"due {state}".strip())


@register.filter
def due_state(when: datetime | date | None) -> str:
    """ "overdue", "soon" or "": for the tone of what stands beside the deadline."""
    return describe_due(when, timezone.now()).state if when else ""


@register.filter
def ago(when: datetime | None) -> SafeString | str:
    """Show a moment that has passed, short: the time today, "hôm qua", else day and month."""
    if not when:
        return ""
    here, today = timezone.localtime(when), timezone.localtime()
    if here.date() == today.date():
        words = here.strftime("%H:%M")
    elif here.date() == today.date() - timedelta(days=1):
        words = _("hôm qua %(time)s") % {"time": here.strftime("%H:%M")}
    elif here.year == today.year:
        words = here.strftime("%d/%m %H:%M")
    else:
        words = here.strftime("%d/%m/%Y")
    return _time(when, words)


def _time(when: datetime, words: str, classes: str = "") -> SafeString:
    exact = timezone.localtime(when)
    return format_html(
        '<time class="{}" datetime="{}" title="{}">{}</time>',
        classes,
        exact.isoformat(timespec="minutes"),
        exact.strftime("%H:%M %d/%m/%Y"),
        words,
    )


@register.filter
def vn_date(when: datetime | date | str | None) -> str:
    """22/11/2026; an ISO string is read as a date."""
    if isinstance(when, str):
        when = date.fromisoformat(when) if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else None
    if isinstance(when, datetime):
        when = timezone.localtime(_moment(when))
    return when.strftime("%d/%m/%Y") if when else ""


@register.filter
def vn_datetime(when: datetime | None) -> str:
    """14:05 ngày 22/11/2026"""
    if not when:
        return ""
    here = timezone.localtime(_moment(when))
    return _("%(time)s ngày %(day)s") % {"time": f"{here:%H:%M}", "day": f"{here:%d/%m/%Y}"}


@register.filter
def vn_number(value: int | float | Decimal | str | None) -> str:
    """1200 as 1.200 (in English 1,200); what is no number stays as it is."""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return "" if value is None else str(value)
    return formats.number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def initials(name: object) -> str:
    """Family name and given name: Nguyễn Minh Hà gives NH."""
    words = str(name or "").split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words[:1])).upper()


@register.simple_tag
def result_bar(count: int, base: int, needed: int = 0, leads: bool = False) -> SafeString:
    """One option's share of `base`, with the threshold `needed` drawn as a line."""
    line = ""
    if needed and base:
        x = f"{min(100, 100 * needed / base):.2f}%"
        line = format_html('<line class="threshold" x1="{}" x2="{}" y1="0" y2="100%"/>', x, x)
    return format_html(
        '<svg class="result-bar {}" role="img" aria-label="{}"><rect width="{}" height="100%"/>{}</svg>',
        "leads" if leads else "",
        _("%(count)s trên %(base)s, cần %(needed)s")
        % {"count": vn_number(count), "base": vn_number(base), "needed": vn_number(needed)},
        f"{min(100, 100 * count / base) if base else 0:.2f}%",
        line,
    )


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """Return the page's query string with `changes`; None or "" takes a key out. For filters, sorting and pages."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        params.pop(key, None)
        if value not in (None, ""):
            params[key] = str(value)
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag
def once() -> SafeString:
    """Draw a one-time token for a form: sent twice with the same content, it does its act once (audit.sent_forms)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(18))
