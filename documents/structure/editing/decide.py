"""Write into a draft what was decided of its open questions: each winner at its own place, and nothing anywhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from documents.structure.choices import THEME, Choice, choices_of
from documents.structure.editing.amend import decide_theme, rewritten
from documents.structure.reading.options import asks
from documents.structure.reading.questions import (
    asked_about,
    parted_before_options,
    puts_to_choice,
    sentences,
    without_asking,
)
from documents.structure.tree import Draft, Paragraph, ParagraphKind

_QUOTES = "“”\"'‘’«» "
_ABOUT_IT = re.compile(r"^[Vv]ề\s+")
#: What stands with one option: "Thuận lợi: rộng rãi."
_NOTE = re.compile(r"^[^\W\d_][^:;.]{1,30}:\s")
_REASONS = frozenset({ParagraphKind.PROSE, ParagraphKind.BULLET})
_FEW_WORDS = 6  # of a line that leads to options: "Cụ thể như sau:"
_LONGEST_QUESTION = 300  # letters of a line that does nothing but ask


def decide(draft: Draft, passage: str, option_text: str) -> Draft:
    """Write the option that was decided on at its question's place. Raises KeyError if the question is not in the text."""
    choice = next((each for each in choices_of(draft.to_json()) if each.passage == passage), None)
    if choice is None:
        raise KeyError(passage)
    return decide_theme(draft, option_text) if passage == THEME else _decide_question(draft, choice, option_text)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a question stands among the paragraphs: its place, its options, what explains each."""

    place: int
    options: list[int]
    reasons: dict[int, list[int]]  # of each option, by its index

    @property
    def within(self) -> bool:
        """Tell whether the options stand in the sentence that asks, all in one paragraph."""
        return len(self.options) > 1 and set(self.options) == {self.place}

    @property
    def end(self) -> int:
        """Return the index after the last that belongs to the options."""
        return max([*self.options, *(place for reasons in self.reasons.values() for place in reasons)]) + 1


def _decide_question(draft: Draft, choice: Choice, option_text: str) -> Draft:
    text = option_text.strip().rstrip(".;").strip(_QUOTES).strip()
    spot = _find(draft.paragraphs, choice)
    won = next((n for n, option in enumerate(choice.options) if option["text"] == option_text), None)
    written = _written(draft.paragraphs, spot, text)
    gone = _gone(draft.paragraphs, spot, won)
    paragraphs = [
        written.get(place, paragraph)
        for place, paragraph in enumerate(draft.paragraphs)
        if place in written or place not in gone
    ]
    lines = {paragraph.line for paragraph in paragraphs if paragraph.kind is ParagraphKind.HEADING}
    titles = {p.line: p.text for p in written.values() if p.kind is ParagraphKind.HEADING}
    touched = {draft.paragraphs[place].line for place in (*written, *gone)}
    headings = [
        replace(heading, title=titles.get(heading.line, heading.title))
        for heading in draft.headings
        if heading.line in lines or heading.line not in touched
    ]
    questions = [
        question
        for question in draft.questions
        if (question.line, question.options[0].line) != (choice.line, choice.options[0]["line"])
    ]
    return replace(draft, paragraphs=paragraphs, headings=headings, questions=questions)


def _find(paragraphs: list[Paragraph], choice: Choice) -> _Spot:
    place = next(n for n, paragraph in enumerate(paragraphs) if paragraph.id == choice.passage)
    at = {paragraph.line: n for n, paragraph in reversed(list(enumerate(paragraphs))) if n >= place}
    options = [at[option["line"]] for option in choice.options if option["line"] in at]
    reasons = {n: [*range(here + 1, following)] for n, (here, following) in enumerate(pairwise(options))}
    reasons[len(options) - 1] = _last_reasons(paragraphs, options, list(reasons.values()))
    return _Spot(place, options, reasons)


def _last_reasons(paragraphs: list[Paragraph], options: list[int], earlier: list[list[int]]) -> list[int]:
    """Return what explains the last option: as many notes as the others have, where all have some."""
    if not earlier or not all(earlier):
        return []
    most = max(len(reasons) for reasons in earlier)
    found: list[int] = []
    for place in range(options[-1] + 1, min(options[-1] + 1 + most, len(paragraphs))):
        paragraph = paragraphs[place]
        if paragraph.kind not in _REASONS or not _NOTE.match(paragraph.text):
            break
        found.append(place)
    return found


def _written(paragraphs: list[Paragraph], spot: _Spot, text: str) -> dict[int, Paragraph]:
    """Return the paragraphs that say what was decided, by their places.

    Under a title in capitals or of an article the answer is a paragraph of its own, in the first option's place; after
    any other line it follows a colon.
    """
    named, first = paragraphs[spot.place], paragraphs[spot.options[0]]
    if spot.place == spot.options[0] and not spot.within:
        return {spot.place: _plain(first, text)}
    if spot.within:
        ahead, lead = parted_before_options(named.text)
        return {spot.place: rewritten(named, f"{ahead}{_subject(asked_about(lead))}: {text}.")}
    if named.kind is ParagraphKind.HEADING:
        title = without_asking(named.text)
        if title.isupper() or named.label.startswith("Điều"):
            return {spot.place: rewritten(named, title), spot.options[0]: _plain(first, text)}
        kind = ParagraphKind.ITEM if named.label else ParagraphKind.PROSE
        level = named.level if named.label else 0
        return {spot.place: rewritten(replace(named, kind=kind, level=level), f"{_subject(title)}: {text}.")}
    *before, asking = sentences(named.text)
    return {spot.place: rewritten(named, " ".join([*before, f"{_subject(asked_about(asking))}: {text}."]))}


def _plain(paragraph: Paragraph, text: str) -> Paragraph:
    answer = replace(paragraph, kind=ParagraphKind.PROSE, label="", level=0)
    return rewritten(answer, f"{text[:1].upper()}{text[1:]}.")


def _subject(text: str) -> str:
    """Return what was asked about, as the beginning of a statement: "về địa điểm" → "Địa điểm"."""
    named = _ABOUT_IT.sub("", text)
    return named[:1].upper() + named[1:]


def _gone(paragraphs: list[Paragraph], spot: _Spot, won: int | None) -> set[int]:
    """Return the places of what goes: the options, what explains the others, and the lines that only asked."""
    lost = [place for n, reasons in spot.reasons.items() if n != won for place in reasons]
    above = reversed(range(spot.place + 1, spot.options[0]))
    table = paragraphs[spot.options[0]].kind is ParagraphKind.TABLE
    leads = list(takewhile(lambda place: _only_leads(paragraphs[place], table=table), above))
    after = [spot.end] if _only_asks(paragraphs[spot.end : spot.end + 1]) else []
    return {*spot.options, *lost, *leads, *after}


def _only_leads(paragraph: Paragraph, *, table: bool) -> bool:
    """Tell whether a line only leads to the options: a question, a note in brackets, a few words, their table's head."""
    text = paragraph.text.rstrip()
    if paragraph.kind is ParagraphKind.TABLE:
        return table
    if paragraph.kind is ParagraphKind.HEADING or len(text) > _LONGEST_QUESTION or len(sentences(text)) > 1:
        return False
    if text.endswith(":"):
        return puts_to_choice(text) or len(text.split()) <= _FEW_WORDS
    return puts_to_choice(text) and (text[:1] == "(" or asks(text))


def _only_asks(after: list[Paragraph]) -> bool:
    """Tell whether what follows the options is but the question about them: "Đề nghị các đồng chí chọn 01 phương án."."""
    if not after or after[0].kind is not ParagraphKind.PROSE or len(after[0].text) > _LONGEST_QUESTION:
        return False
    text = after[0].text.rstrip()
    return len(sentences(text)) == 1 and not text.endswith(":") and asks(text) and puts_to_choice(text)
