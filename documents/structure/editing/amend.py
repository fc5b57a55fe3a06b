"""Write into a draft what was decided, counted or asked for, and nothing else. Each function gives a new draft.

Passages keep their ids; the paragraphs and the draft's own fields are changed together, so that reading the text again
would find the same. Content is never touched otherwise (domain.md §2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from documents.structure.identity import Namer
from documents.structure.reading.options import asks
from documents.structure.reading.recipients import is_archive, read_archive, read_recipient
from documents.structure.tree import (
    Draft,
    Paragraph,
    ParagraphKind,
    Signature,
    Theme,
)

_ASKING = re.compile(
    r"[\s,;:(–-]*(?:xin ý kiến|đề nghị|lựa chọn|chọn)[^.;]*?"
    r"(?:\d*\s*phương án|\d+\s*chủ đề|chủ đề (?:sau|trên))[^.;)]*[).;]*",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"xin ý kiến|đề nghị|lựa chọn|chọn|biểu quyết", re.IGNORECASE)
_NEAR = 3  # paragraphs before the first option in which the question about them is looked for
_THEME_HEAD = re.compile(r"^(.*?chủ đề[^:“\"]*?)\s*(?=[:“\"]|xin ý kiến|đề nghị|\(|$)", re.IGNORECASE)
#: One sentence that leads to options, or a note in brackets about them.
_ONLY_LEADS = re.compile(r"^(?:[^.;]*(?:chủ đề|phương án)[^.;]*:|\([^()]*\))$", re.IGNORECASE)
#: What the theme is of, inside a sentence that asks for it.
_TOPIC = re.compile(
    r"\bchủ đề(?: (?:công tác|hoạt động|Tháng Thanh niên|Đoàn|và|phong trào|thanh thiếu nhi|thanh niên|năm học|năm|\d{4}))*",
    re.IGNORECASE,
)
_QUOTES = "“”\"'‘’« »"
_LETTERHEAD = (ParagraphKind.SUPERIOR, ParagraphKind.ISSUER, ParagraphKind.MOTTO)
_SIGNATURE = (ParagraphKind.CAPACITY, ParagraphKind.POSITION, ParagraphKind.SIGNER)


def decide_theme(draft: Draft, option_text: str) -> Draft:
    """Write the option that was decided on into the theme line, and take the options and the question out."""
    text = option_text.strip().rstrip(".;").strip(_QUOTES).strip()
    options = [paragraph for paragraph in draft.paragraphs if paragraph.kind == ParagraphKind.OPTION]
    line = _theme_paragraph(draft, options)
    decided = _decided(line, draft.year, text) if line else None
    asking = _asking_places(draft, options)
    rows = {draft.paragraphs.index(option) for option in options if "\t" in option.text}
    paragraphs: list[Paragraph] = []
    for place, paragraph in enumerate(draft.paragraphs):
        if decided is not None and paragraph.id == decided.id:
            paragraphs.append(decided)
        elif paragraph.kind != ParagraphKind.OPTION and not (
            paragraph.kind == ParagraphKind.TABLE and place + 1 in rows
        ):
            kept = _without_question(paragraph) if place in asking else paragraph
            paragraphs += [kept] if kept else []
    headings = [
        replace(heading, title=decided.text) if line and decided and heading.line == line.line else heading
        for heading in draft.headings
    ]
    theme = Theme(text=text, line=line.line if line else draft.theme.line, options=[])
    return replace(draft, theme=theme, headings=headings, paragraphs=paragraphs)


def fill_issue(draft: Draft, *, number: str, symbol: str, place: str, on: date) -> Draft:
    """Fill the number and the date line in the letterhead. HD29: days below 10 and months 1 and 2 take a zero."""
    place = place or draft.place or ""
    filled = replace(draft, number=number, symbol=symbol, place=place or None, date=on.isoformat())
    filled = _set_line(
        filled, ParagraphKind.NUMBER, number_line(number, symbol), after=(ParagraphKind.ISSUER, ParagraphKind.SUPERIOR)
    )
    return _set_line(filled, ParagraphKind.DATE, date_line(place, on), after=(*_LETTERHEAD, ParagraphKind.NUMBER))


def number_line(number: str | None, symbol: str | None) -> str:
    """Write the number line: "Số: 15-CTr/TĐTN"; the State's symbols have no stroke of their own: "Số: 15/KH-UBND"."""
    joint = "-" if "/" in (symbol or "/") else "/"
    return f"Số: {number or '…'}{joint}{symbol or '…'}"


def date_line(place: str | None, on: date | None) -> str:
    """Write the date line: "Lam Giang, ngày 05 tháng 02 năm 2027"; blanks while the day is not known."""
    day = "ngày … tháng … năm …"
    if on:
        month = f"{on.month:02d}" if on.month <= 2 else str(on.month)
        day = f"ngày {on.day:02d} tháng {month} năm {on.year}"
    return f"{place}, {day}" if place else day


def strip_draft_marks(draft: Draft) -> Draft:
    """Take away "DỰ THẢO …": what is signed and issued is no draft."""
    return replace(draft, marks=[], paragraphs=_without(draft, ParagraphKind.MARK))


def without_meeting_mark(draft: Draft) -> Draft:
    """Take away "Tài liệu Hội nghị …"."""
    return replace(draft, meeting=None, paragraphs=_without(draft, ParagraphKind.MEETING))


def set_type(draft: Draft, *, code: str, name: str) -> Draft:
    """Retype a draft, say meeting material that is to be issued as a programme. `name` is the type line: CHƯƠNG TRÌNH."""
    symbol = draft.symbol
    if symbol and draft.type and symbol.startswith(draft.type):
        symbol = code + symbol[len(draft.type) :]
    typed = replace(draft, type=code, type_name=name.upper(), symbol=symbol)
    if symbol != draft.symbol:
        typed = _set_line(typed, ParagraphKind.NUMBER, number_line(draft.number, symbol), after=_LETTERHEAD)
    before_subject = (*_LETTERHEAD, ParagraphKind.NUMBER, ParagraphKind.DATE, ParagraphKind.MARK, ParagraphKind.MEETING)
    return _set_line(typed, ParagraphKind.TYPE, name.upper(), after=before_subject)


def set_letterhead(draft: Draft, *, superior: str, issuer: str, symbol: str = "", place: str = "") -> Draft:
    """Give a draft the letterhead lines that it lacks; those that it has stay as they are written."""
    headed = replace(
        draft,
        superior=draft.superior or superior or None,
        issuer=draft.issuer or issuer or None,
        symbol=draft.symbol or symbol or None,
        place=draft.place or place or None,
    )
    if not draft.of_kind(ParagraphKind.SUPERIOR) and superior:
        headed = _set_line(headed, ParagraphKind.SUPERIOR, superior, after=())
    if not draft.of_kind(ParagraphKind.ISSUER) and issuer:
        headed = _set_line(headed, ParagraphKind.ISSUER, issuer, after=(ParagraphKind.SUPERIOR,))
    if not draft.of_kind(ParagraphKind.NUMBER) and headed.symbol:
        headed = _set_line(
            headed,
            ParagraphKind.NUMBER,
            number_line(draft.number, headed.symbol),
            after=(ParagraphKind.SUPERIOR, ParagraphKind.ISSUER),
        )
    if not draft.of_kind(ParagraphKind.DATE) and headed.place:
        on = date.fromisoformat(draft.date) if draft.date else None
        headed = _set_line(
            headed, ParagraphKind.DATE, date_line(headed.place, on), after=(*_LETTERHEAD, ParagraphKind.NUMBER)
        )
    return headed


def set_signature(draft: Draft, *, capacity: str, position: str, name: str) -> Draft:
    """Set who signs and as what: "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "BÍ THƯ", the name."""
    signed = replace(draft, signature=Signature(capacity, position, name, draft.signature.line))
    for kind, text in zip(_SIGNATURE, (capacity, position, name), strict=True):
        if text:
            signed = _set_line(signed, kind, text, after=_before_signature(signed, kind))
        else:
            signed = replace(signed, paragraphs=_without(signed, kind))
    return signed


def _before_signature(draft: Draft, kind: ParagraphKind) -> tuple[ParagraphKind, ...]:
    """Find what a missing line of the signature block comes after: the lines above it, else all that is no annex."""
    above = _SIGNATURE[: _SIGNATURE.index(kind)]
    if draft.of_kind(*above):
        return above
    return tuple(other for other in ParagraphKind if other != ParagraphKind.ANNEX and other not in _SIGNATURE)


def set_recipients(draft: Draft, lines: Sequence[str]) -> Draft:
    """Give the draft these Nơi nhận lines ("Ban Bí thư TW Đoàn (B/c)", …, "Lưu: VT"), punctuated as HD29 asks.

    A line that was there keeps its passage; dashes and end marks of the input do not matter.
    """
    texts = [text for line in lines if (text := line.strip().lstrip("-–+ ").rstrip(" ;.,"))]
    listed = (
        draft.of_kind(ParagraphKind.RECIPIENTS_LABEL) or [_new(draft, ParagraphKind.RECIPIENTS_LABEL, "Nơi nhận:")]
    )[:1]
    known = {
        _bare(paragraph.text): paragraph for paragraph in draft.of_kind(ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE)
    }
    for number, text in enumerate(texts, 1):
        kind = ParagraphKind.ARCHIVE if is_archive(text) else ParagraphKind.RECIPIENT
        old = known.pop(_bare(text), None) or _new(draft, kind, text, [p.id for p in listed])
        listed.append(rewritten(replace(old, kind=kind, label="-"), text + (";" if number < len(texts) else ".")))
    return replace(
        draft,
        paragraphs=_with_list(draft.paragraphs, listed),
        recipients=[read_recipient(p.text, p.line) for p in listed if p.kind == ParagraphKind.RECIPIENT],
        archive=next((read_archive(p.text, p.line) for p in listed if p.kind == ParagraphKind.ARCHIVE), None),
    )


def _with_list(paragraphs: list[Paragraph], listed: list[Paragraph]) -> list[Paragraph]:
    """Put the list in the place of the old one, else before the signature block, else at the end."""
    kinds = (ParagraphKind.RECIPIENTS_LABEL, ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE)
    places = [n for n, p in enumerate(paragraphs) if p.kind in kinds]
    places = places or [n for n, p in enumerate(paragraphs) if p.kind in _SIGNATURE] or [len(paragraphs)]
    head = [paragraph for paragraph in paragraphs[: places[0]] if paragraph.kind not in kinds]
    tail = [paragraph for paragraph in paragraphs[places[0] :] if paragraph.kind not in kinds]
    return head + listed + tail


def _bare(text: str) -> str:
    return text.strip(" -–+.;,").casefold()


def _theme_paragraph(draft: Draft, options: list[Paragraph]) -> Paragraph | None:
    """Return the line that asks for a choice: where reading found it, else one before the options, else the first."""
    read = [paragraph for paragraph in draft.paragraphs if paragraph.line and paragraph.line == draft.theme.line]
    if read and draft.theme.options and "chủ đề" in read[0].text.lower():
        return read[0]
    marked = draft.of_kind(ParagraphKind.THEME)
    if marked:
        return marked[0]
    end = draft.paragraphs.index(options[0]) if options else len(draft.paragraphs)
    for paragraph in reversed(draft.paragraphs[max(0, end - _NEAR) : end]):
        if re.search(r"chủ đề.*(?::|phương án)", paragraph.text, re.IGNORECASE):
            return paragraph
    return options[0] if options else None


def _asking_places(draft: Draft, options: list[Paragraph]) -> list[int]:
    """Find where the question about the options may stand: just before the first, or after the last if it opens with
    asking.
    """
    if not options:
        return []
    first, last = draft.paragraphs.index(options[0]), draft.paragraphs.index(options[-1])
    after = draft.paragraphs[last + 1 : last + 2]
    asks = [last + 1] if after and _QUESTION.match(after[0].text.lstrip("( ")) else []
    return [*range(max(0, first - _NEAR), last), *asks]


def _decided(line: Paragraph, year: int | None, text: str) -> Paragraph:
    """Return the theme line as it is decided; an option that takes its place gives up its dash."""
    if line.kind == ParagraphKind.OPTION:
        line = replace(line, kind=ParagraphKind.THEME, label="")
        return rewritten(line, _theme_line(replace(line, text=""), year, text))
    return rewritten(line, _theme_line(line, year, text))


def _theme_line(line: Paragraph, year: int | None, text: str) -> str:
    if line.kind == ParagraphKind.PROSE and _QUESTION.search(line.text) and (topic := _TOPIC.search(line.text)):
        return f"C{topic.group(0)[1:]}: “{text}”"
    head = _THEME_HEAD.match(line.text)
    named = head.group(1).strip(" ,;") if head else f"Chủ đề công tác năm {year}" if year else "Chủ đề công tác năm"
    if _QUESTION.match(named):  # "Xin ý kiến về chủ đề …" asks; what is decided states
        named = "Chủ" + named[named.lower().index("chủ đề") + 3 :]
    return f"{named}: “{text}”"


def _without_question(paragraph: Paragraph) -> Paragraph | None:
    """Return the paragraph without "xin ý kiến lựa chọn trong 03 phương án"; None if it said nothing else."""
    if paragraph.kind == ParagraphKind.PROSE and _ONLY_LEADS.match(paragraph.text) and asks(paragraph.text):
        return None
    if not _ASKING.search(paragraph.text):
        return paragraph
    text = _ASKING.sub("", paragraph.text).strip(" ,;:(")
    if not re.search(r"\w", text):
        return None
    return rewritten(paragraph, text)


def rewritten(paragraph: Paragraph, text: str) -> Paragraph:
    """Return the same passage with another text; what is written back follows it."""
    return replace(paragraph, text=text, raw=f"{paragraph.label} {text}" if paragraph.label else text)


def _new(draft: Draft, kind: ParagraphKind, text: str, taken: Iterable[str] = ()) -> Paragraph:
    namer = Namer([*taken, *(paragraph.id for paragraph in draft.paragraphs)])
    return Paragraph(id=namer.name(kind, text), kind=kind, text=text, raw=text)


def _set_line(draft: Draft, kind: ParagraphKind, text: str, *, after: tuple[ParagraphKind, ...]) -> Draft:
    """Rewrite the first paragraph of a kind; where there is none, add it after the last one of the kinds `after`."""
    paragraphs = list(draft.paragraphs)
    place = next((n for n, paragraph in enumerate(paragraphs) if paragraph.kind == kind), None)
    if place is not None:
        paragraphs[place] = rewritten(paragraphs[place], text)
        surplus = {n for n, paragraph in enumerate(paragraphs) if paragraph.kind == kind and n != place}
        paragraphs = [paragraph for n, paragraph in enumerate(paragraphs) if n not in surplus]
    else:
        place = max((n for n, paragraph in enumerate(paragraphs) if paragraph.kind in after), default=-1) + 1
        if (
            kind == ParagraphKind.NUMBER
            and place
            and paragraphs[place : place + 1]
            and paragraphs[place].kind == ParagraphKind.RULE
        ):
            place += 1  # the stars or the rule belong to the issuer
        paragraphs.insert(place, _new(draft, kind, text))
    return replace(draft, paragraphs=paragraphs)


def _without(draft: Draft, kind: ParagraphKind) -> list[Paragraph]:
    return [paragraph for paragraph in draft.paragraphs if paragraph.kind != kind]
