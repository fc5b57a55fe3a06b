"""The pieces of pages as tags; each draws a partial of its own (`_chip.html` …), which names its inputs on top.

`/kieu-dang/` shows them in the demo. Those that hold something (a notice, a dialog, a menu, a table) are block tags.
"""

from __future__ import annotations

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def _draw(name: str, /, **inputs: object) -> SafeString:
    """Draw a partial without blanks around it: they would be read as text between words."""
    return mark_safe(get_template(f"_{name}.html").render(inputs).strip())


@register.simple_tag
def chip(words: object, tone: str = "", icon: str = "", title: str = "") -> SafeString:
    """Say in one or two words what something is."""
    return _draw("chip", words=words, tone=tone, icon=icon, title=title)


@register.simple_tag
def face(name: object, size: str = "") -> SafeString:
    """Show a person as initials in a circle; the name stands beside it."""
    return _draw("face", name=name, size=size)


@register.simple_tag
def drop(id: str, **inputs: object) -> SafeString:
    """Show where a file is dropped or chosen."""
    return _draw("drop", id=id, **inputs)


@register.simple_block_tag
def notice(content: str, tone: str = "", icon: str = "info-circle", **inputs: object) -> SafeString:
    """Tell a reader of the page something, with an icon before it."""
    return _draw("notice", content=content, tone=tone, icon=icon, **inputs)


@register.simple_block_tag
def menu(content: str, label: str, icon: str = "dots", words: str = "") -> SafeString:
    """Open a list of acts under a button."""
    return _draw("menu", content=content, label=label, icon=icon, words=words)


@register.simple_block_tag
def table(content: str, kind: str, *columns: str | list[str], numeric: int = 0) -> SafeString:
    """Put rows under the names of their columns, one by one or in a list; the column `numeric` has the numbers."""
    names = [name for column in columns for name in (column if isinstance(column, list) else [column])]
    return _draw("table", content=content, kind=kind, columns=names, numeric=numeric)


@register.simple_block_tag(takes_context=True)
def dialog(context: template.Context, content: str, id: str, title: str, **inputs: object) -> SafeString:
    """Ask for what an act needs, and say what it will do, before it is done."""
    return _draw("dialog", content=content, id=id, title=title, csrf_token=context.get("csrf_token"), **inputs)
