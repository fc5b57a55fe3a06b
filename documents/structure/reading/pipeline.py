"""Read a draft: bytes or text in, a `Draft` out. The stages, in order, each in its own module:

decode / docx → lines → letterhead → subject → segment → body (joining, outline, headings) → bases, theme, targets,
activities, duties, deadlines, references, annexes → tail (recipients, signature).
"""

from __future__ import annotations

import re

from documents.structure.bounds import check_length, check_lines
from documents.structure.errors import Unreadable
from documents.structure.identity import Namer, wording
from documents.structure.reading.activities import read_activities
from documents.structure.reading.annexes import find_notes, list_annexes, read_annexes
from documents.structure.reading.bases import read_bases
from documents.structure.reading.body import Body, read_body
from documents.structure.reading.deadlines import read_deadlines
from documents.structure.reading.decode import decode, is_docx
from documents.structure.reading.docx import read_docx
from documents.structure.reading.duties import read_duties
from documents.structure.reading.letterhead import read_letterhead
from documents.structure.reading.lines import Source, split_lines
from documents.structure.reading.references import find_references
from documents.structure.reading.segment import find_bounds, part_glued
from documents.structure.reading.subject import read_subject
from documents.structure.reading.tail import read_tail
from documents.structure.reading.targets import read_targets
from documents.structure.reading.theme import read_theme
from documents.structure.tree import Annex, Draft, Kind, Paragraph

_TAKES_LEAVE = re.compile(
    r"^(?:Đề nghị|Yêu cầu|Kính |Rất mong|Trân trọng|Trong quá trình|Nhận được)|\b(?:này|thông báo) (?:được|phổ biến|để|thay thế|có hiệu lực)|(?:thực hiện|thi hành)\.?$"
)
CITING = frozenset(
    {Kind.RULE, Kind.RECIPIENT, Kind.ARCHIVE, Kind.NUMBER, Kind.DATE, Kind.SUPERIOR, Kind.ISSUER, Kind.MOTTO}
)


def read(data: bytes | str, filename: str = "") -> Draft:
    """The tree of a draft from a text file, a .docx or pasted text.

    Any text at all is read. Raises Unreadable (code, message) for what is no text: wrong type, too large, a zip bomb,
    encrypted, empty, an unknown encoding.
    """
    if isinstance(data, bytes) and is_docx(data, filename):
        source = read_docx(data)
    else:
        text = decode(data)
        check_length(len(text), text.count("\n") + text.count("\r"))
        source = split_lines(text)
    check_lines(len(source.lines))
    if not source.lines:
        raise Unreadable("empty", "Tệp không có chữ nào. Hãy chọn lại tệp hoặc dán nội dung văn bản.")
    return read_source(source)


def read_source(source: Source) -> Draft:
    """The tree of lines that were already taken out of their file."""
    draft = Draft(residue=source.residue)
    lines = part_glued(source.lines)
    head, at = read_letterhead(lines, draft)
    subject, start = read_subject(lines, at, draft)
    bounds = find_bounds(lines, start)
    body = read_body(lines[start : bounds.tail], draft)
    tail = read_tail(lines[bounds.tail : bounds.annex], draft)
    annexes = read_annexes(lines[bounds.annex :])
    _read_contents(draft, body, annexes)
    draft.paragraphs = [*head, *subject, *body.paragraphs, *tail, *annexes]
    draft.references = [
        reference
        for paragraph in draft.paragraphs
        if paragraph.kind not in CITING
        for reference in find_references(paragraph.text, paragraph.line)
        if not (reference.number and (reference.number, reference.symbol) == (draft.number, draft.symbol))
    ]
    namer = Namer()
    for paragraph in draft.paragraphs:
        paragraph.id = namer.name(paragraph.kind, wording(paragraph))
    return draft


def _read_contents(draft: Draft, body: Body, annexes: list[Paragraph]) -> None:
    paragraphs = body.paragraphs
    draft.bases = read_bases(paragraphs)
    draft.theme = read_theme(paragraphs)
    draft.targets = read_targets(body)
    draft.activities = read_activities(body, annexes, plans=draft.type in ("CTr", "KH"))
    draft.duties = read_duties(body)
    draft.deadlines = read_deadlines(paragraphs)
    notes: list[Annex] = find_notes(paragraphs)
    draft.annexes = list_annexes(notes, annexes)
    draft.closing = _closing(paragraphs)


def _closing(paragraphs: list[Paragraph]) -> str | None:
    """The last paragraph that ends "./." or says "Trên đây …", else a last one that takes leave in other words."""
    for paragraph in reversed(paragraphs[-12:]):
        if paragraph.kind is Kind.CLOSING or paragraph.text.endswith("./."):
            return paragraph.text
    last = paragraphs[-1] if paragraphs else None
    if last is not None and last.kind is Kind.PROSE and len(paragraphs) > 2 and _TAKES_LEAVE.search(last.text):
        last.kind = Kind.CLOSING
        return last.text
    return None
