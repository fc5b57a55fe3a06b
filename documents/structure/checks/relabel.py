"""Write right labels: a number as its list writes numbers, and the renumbering that cures a list."""

from __future__ import annotations

import re

from documents.structure.checks.lists import DECIMALS, Entry, Run
from documents.structure.lexicon.labels import LETTERS, Style, to_roman

MOST_LABELS = 5_000  # of one repair: it is kept with its finding, and nobody accepts more unseen


def write_label(model: Entry, number: int, prefix: tuple[int, ...] | None = None) -> str:
    """Return the label of a number, written as the model's label is."""
    before = model.prefix if prefix is None else prefix
    written = model.paragraph.label
    if model.style is Style.ROMAN:
        core = to_roman(number)
    elif model.style in (Style.LETTER, Style.UPPER):
        core = LETTERS[number - 1] if number <= len(LETTERS) else str(number)
        core = core.upper() if model.style is Style.UPPER else core
    elif model.style in (Style.PART, Style.CHAPTER, Style.ARTICLE):
        word, old = written.split(" ", 1)
        core = to_roman(number) if re.match(r"[IVX]", old) else str(number)
        return f"{word} {core}{model.tail}"
    else:
        core = ".".join(str(part) for part in (*before, number))
    if model.style is Style.BRACKET:
        rest = written[written.find(")") :] if ")" in written else ")"
        return f"({core}{rest}".strip()
    return f"{core}{model.tail}"


def renumbered(run: Run) -> dict[str, str]:
    """Map paragraph ids to right labels, for every entry (and its numbered children) whose label must change.

    It stops soon after MOST_LABELS: such a renumbering is proposed to nobody.
    """
    labels: dict[str, str] = {}
    for entry in run.entries:
        if len(labels) > MOST_LABELS:
            break
        prefix = entry.prefix
        if run.style in DECIMALS and run.parent and len(run.parent.prefix) + 1 == len(entry.prefix):
            prefix = (*run.parent.prefix, run.parent.right or run.parent.number)
        if entry.number != entry.right or prefix != entry.prefix:
            labels[entry.paragraph.id] = write_label(entry, entry.right, prefix)
            for child in entry.children:
                labels.update(_with_prefix(child, (*prefix, entry.right)))
    return labels


def _with_prefix(run: Run, prefix: tuple[int, ...]) -> dict[str, str]:
    labels: dict[str, str] = {}
    if run.style not in DECIMALS or len(run.entries[0].prefix) != len(prefix):
        return labels
    for place, entry in enumerate(run.entries):
        number = entry.right or run.start + place
        if entry.prefix != prefix or entry.number != number:
            labels[entry.paragraph.id] = write_label(entry, number, prefix)
        for child in entry.children:
            labels.update(_with_prefix(child, (*prefix, number)))
    return labels


def inner_labels(run: Run) -> dict[str, str]:
    """Write labels one level deeper for a list that reuses its parent's numbers: 2.7 → 2.7.1, 3 → 3.1, else a)."""
    parent = run.parent
    labels: dict[str, str] = {}
    for place, entry in enumerate(run.entries, start=1):
        if parent and parent.style in (Style.DECIMAL, *DECIMALS) and parent.style is not Style.DECIMAL4:
            core = ".".join(str(part) for part in (*parent.prefix, parent.number, place))
            labels[entry.paragraph.id] = f"{core}{entry.tail}"
        else:
            labels[entry.paragraph.id] = f"{LETTERS[place - 1] if place <= len(LETTERS) else place})"
    return labels
