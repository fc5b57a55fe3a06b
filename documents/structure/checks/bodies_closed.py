"""Check of bodies that no longer exist, judged at the document's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.structure.checks.base import Context, Violation, check
from documents.structure.checks.context import day_of
from documents.structure.lexicon.bodies import closed_names
from documents.structure.tree import ParagraphKind

_OLD = re.compile(r"^[\w\s,]{0,30}\(?\s*(?:cũ|trước đây|trước sáp nhập)\b")
_OLD_BEFORE = re.compile(r"(?:trước đây|nguyên|cũ|sáp nhập|giải thể|kết thúc hoạt động)[^.;]{0,40}$", re.IGNORECASE)
_CITED_DAY = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})[^.;]{0,20}$|ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})[^.;]{0,20}$"
)


@check(
    "body_closed", "warning", None,
    bad="Ban Dân vận Tỉnh ủy (văn bản tháng 10/2025)", good="Ban Tuyên giáo và Dân vận Tỉnh ủy",
)  # fmt: skip
def body_closed(context: Context) -> Iterator[Violation]:
    if context.day is None:
        return
    text = context.text
    taken: set[tuple[str, str]] = set()
    for body, found in closed_names(text, context.day):
        paragraph, at = context.place(found.start())
        if (paragraph.id, body.name) in taken or paragraph.kind is ParagraphKind.SIGNER:
            continue
        start = max(text.rfind("\n", 0, found.start()) + 1, found.start() - 90)
        before = text[start : found.start()]
        if _OLD.match(text[found.end() : found.end() + 50]) or _OLD_BEFORE.search(before):
            continue
        if (cited := _CITED_DAY.search(before)) and _cited_before(cited, body.closed_on):
            continue
        taken.add((paragraph.id, body.name))
        instead = f"; nay là {body.successor}" if body.successor else ""
        said = f"“{found[0]}” đã kết thúc hoạt động từ {body.closed_on:%d/%m/%Y}{instead}; hãy cập nhật tên."
        yield Violation(said, paragraph, at=at)


def _cited_before(cited: re.Match[str], closed_on: date) -> bool:
    """Tell whether the body issued a cited document while it still existed."""
    day, month, year = cited.groups()[:3] if cited[1] else cited.groups()[3:]
    when = day_of(year, month, day)
    return bool(when and when < closed_on)
