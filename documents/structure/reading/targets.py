"""List the targets. Reads the body; writes one target per numbered item under a heading that names "chỉ tiêu"."""

from __future__ import annotations

import re

from documents.structure.lexicon.figures import find_values
from documents.structure.lexicon.labels import bare_label
from documents.structure.lexicon.words import TARGETS
from documents.structure.reading.body import Body, Section
from documents.structure.reading.tables import target_rows
from documents.structure.tree import Paragraph, ParagraphKind, Target

_ABOUT = re.compile(r"(?:giải pháp|biện pháp|phương pháp)\b.*chỉ tiêu", re.IGNORECASE)
_DIGITS = re.compile(r"\d")


def read_targets(body: Body) -> list[Target]:
    """Return the targets, each with its continuation lines."""
    targets: list[Target] = []
    done = 0
    for first, end in _ranges(body):
        if first >= done:
            targets.extend(_targets(body.paragraphs[first:end]))
            done = end
    return targets


def names_targets(title: str) -> bool:
    return bool(TARGETS.search(title)) and not _ABOUT.search(title)


def _ranges(body: Body) -> list[tuple[int, int]]:
    """Return the outermost sections that name targets, or the inner ones that do so more closely."""
    ranges: list[tuple[int, int]] = []
    outer: Section | None = None
    for section in body.sections:
        if not names_targets(section.heading.text):
            continue
        if outer is not None and section.first <= outer.end:
            if ranges[-1] == (outer.first, outer.end):
                ranges.pop()
        else:
            outer = section
        ranges.append((section.first, section.end))
    return ranges or _announced(body)


def _announced(body: Body) -> list[tuple[int, int]]:
    """List items after a line of its own such as "Chỉ tiêu phấn đấu năm 2026:", where no heading names targets."""
    ranges: list[tuple[int, int]] = []
    paragraphs = body.paragraphs
    for index, paragraph in enumerate(paragraphs[:-1]):
        short = paragraph.kind in (ParagraphKind.PROSE, ParagraphKind.BULLET) and len(paragraph.text) < 150
        if (
            short
            and paragraph.text.endswith(":")
            and names_targets(paragraph.text)
            and paragraphs[index + 1].kind is ParagraphKind.ITEM
        ):
            end = next(
                (at for at in range(index + 1, len(paragraphs)) if paragraphs[at].kind is ParagraphKind.HEADING),
                len(paragraphs),
            )
            ranges.append((index + 1, end))
    return ranges


def _targets(paragraphs: list[Paragraph]) -> list[Target]:
    numbered = _groups(paragraphs, ParagraphKind.ITEM)
    if not numbered:
        numbered = [
            group
            for group in _groups(paragraphs, ParagraphKind.BULLET)
            if any(_DIGITS.search(each.text) for each in group)
        ]
    return [_target(group) for group in numbered] or target_rows(
        [each for each in paragraphs if each.kind is ParagraphKind.TABLE]
    )


def _groups(paragraphs: list[Paragraph], kind: ParagraphKind) -> list[list[Paragraph]]:
    """List each item with the paragraphs that continue it."""
    level = min((each.level for each in paragraphs if each.kind is kind), default=0)
    groups: list[list[Paragraph]] = []
    open_group = False
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.HEADING or paragraph.kind is ParagraphKind.CLOSING:
            open_group = False
        elif paragraph.kind is kind and paragraph.level == level:
            groups.append([paragraph])
            open_group = True
        elif open_group and paragraph.kind is not ParagraphKind.RULE:
            groups[-1].append(paragraph)
    return groups


def _target(group: list[Paragraph]) -> Target:
    text = " ".join(each.text for each in group)
    values = [value for each in group for value in find_values(each.text)]
    return Target(bare_label(group[0].label), text, group[0].line, values)


def sections_naming(body: Body, words: re.Pattern[str]) -> list[Section]:
    """Return the outermost sections whose headings match."""
    found: list[Section] = []
    for section in body.sections:
        if words.search(section.heading.text) and not (found and section.first < found[-1].end):
            found.append(section)
    return found
