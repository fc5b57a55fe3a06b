"""Write a Word file paragraph by paragraph, with tracked changes: what `docx` and `tables` share."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from documents.rendering.notes import Notes
from documents.rendering.profiles import Layout
from documents.structure.comparing.wording import DEL, INS, SAME, Run
from documents.structure.tree import Picture
from web.letters import writable

FONT = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph looks: size in pt, first-line indent in mm, space before and after in pt."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    boxed: bool = False
    align: str = "center"
    indent: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to be written. `whole` is ins or del where the paragraph itself came or went; its first `lead`
    characters are bold."""

    style: str
    runs: Sequence[Run]
    whole: str = SAME
    lead: int = 0
    picture: Picture | None = None

    @classmethod
    def plain(cls, style: str, text: str) -> Line:
        return cls(style, ((SAME, text),))


class Word:
    """One file in the making. `author` and `at` sign its tracked changes."""

    def __init__(
        self,
        layout: Layout,
        *,
        title: str,
        at: datetime,
        author: str = "Trình Ký",
        landscape: bool = False,
        notes: Mapping[str, str] | None = None,
    ) -> None:
        self.document = Document()
        at = at.astimezone(UTC)
        self._signed = {qn("w:author"): writable(author), qn("w:date"): at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self._changes = 0
        self.notes = Notes(notes or {})
        self._forms = forms(layout)
        properties = self.document.core_properties
        properties.title, properties.author = writable(title)[:250], writable(author)
        properties.created = properties.modified = at.replace(tzinfo=None)
        self._set_page(layout, landscape)

    def write(
        self, container: WordDocument | _Cell, line: Line, *, align: str | None = None, new_page: bool = False
    ) -> WordParagraph:
        """Add a line to the document or to a cell; a cell's first empty paragraph is used up."""
        form = self._forms.get(line.style, self._forms["prose"])
        if (
            isinstance(container, _Cell)
            and len(container.paragraphs) == 1
            and not container.paragraphs[0]._p.xpath("w:pPr")
        ):
            paragraph: WordParagraph = container.paragraphs[0]
        else:
            paragraph = container.add_paragraph()
        _shape(paragraph, form, align=align or form.align, new_page=new_page)
        if line.whole != SAME:
            self._mark_paragraph(paragraph, line.whole)
        if line.picture:
            drawn = io.BytesIO(b64decode(line.picture.data))
            paragraph.add_run().add_picture(drawn, width=Mm(line.picture.width))
        lead = line.lead
        for op, text in line.runs:
            if lead:
                self._add_run(paragraph, op, text[:lead], replace(form, bold=True))
            self._add_run(paragraph, op, text[lead:], form)
            lead = max(lead - len(text), 0)
        return paragraph

    @property
    def text_width(self) -> int:
        """Return the width between the margins, in EMU."""
        section = self.document.sections[0]
        edges = (section.page_width, section.left_margin, section.right_margin)
        width, left, right = (int(edge or 0) for edge in edges)
        return width - left - right

    def columns(self, left_share: float) -> tuple[_Cell, _Cell]:
        """Write two columns without borders over the width of the text."""
        left, right = self._row((left_share, 1 - left_share))
        return left, right

    def row_of(self, count: int) -> tuple[_Cell, ...]:
        """Write so many equal columns without borders."""
        return self._row((1 / count,) * count)

    def _row(self, shares: Sequence[float]) -> tuple[_Cell, ...]:
        table = self.document.add_table(rows=1, cols=len(shares))
        table.autofit = False
        for column, cell, share in zip(table.columns, table.rows[0].cells, shares, strict=True):
            column.width = cell.width = int(self.text_width * share)
        return tuple(table.rows[0].cells)

    def grid(self, count: int) -> Table:
        table: Table = self.document.add_table(rows=0, cols=count)
        table.style = "Table Grid"
        return table

    def to_bytes(self) -> bytes:
        self.notes.attach(self.document)
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _add_run(self, paragraph: WordParagraph, op: str, text: str, form: Form) -> None:
        for piece, note in self.notes.parted(text) if op == SAME else [(text, None)]:
            self._add_piece(paragraph, op, piece, form)
            if note is not None:
                paragraph._p.append(note)

    def _add_piece(self, paragraph: WordParagraph, op: str, text: str, form: Form) -> None:
        if not text:
            return
        run = paragraph.add_run(writable(text))
        font = run.font
        font.name, font.size = FONT, Pt(form.size)
        font.bold, font.italic, font.underline = form.bold, form.italic, form.underline or None
        properties: Any = run._r.rPr
        properties.rFonts.set(qn("w:eastAsia"), FONT)
        properties.rFonts.set(qn("w:cs"), FONT)
        if form.boxed:
            properties.append(_element("w:bdr", val="single", sz="6", space="4", color="auto"))
        if op == SAME:
            return
        change = self._change(op)
        run._r.addprevious(change)
        change.append(run._r)
        if op == DEL:
            for word in run._r.findall(qn("w:t")):
                word.tag = qn("w:delText")

    def _mark_paragraph(self, paragraph: WordParagraph, op: str) -> None:
        """Mark that the paragraph's own end was inserted or deleted (§17.13.5.20, §17.13.5.15)."""
        properties = paragraph._p.get_or_add_pPr()
        marks = _element("w:rPr")
        marks.append(self._change(op))
        properties.append(marks)

    def _change(self, op: str) -> Any:
        self._changes += 1
        change = OxmlElement("w:ins" if op == INS else "w:del")
        change.set(qn("w:id"), str(self._changes))
        for name, value in self._signed.items():
            change.set(name, value)
        return change

    def _set_page(self, layout: Layout, landscape: bool) -> None:
        section = self.document.sections[0]
        width, height = Mm(210), Mm(297)
        if landscape:
            section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
        section.page_width, section.page_height = width, height
        top, bottom, left, right = layout.margins
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(layout.size_body)
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, code in (("begin", None), (None, "PAGE"), ("end", None)):
            run = header.add_run()
            run.font.name, run.font.size = FONT, Pt(layout.size_page_number)
            if kind:
                run._r.append(_element("w:fldChar", fldCharType=kind))
            else:
                instruction = _element("w:instrText")
                instruction.text = code
                run._r.append(instruction)


def forms(layout: Layout) -> dict[str, Form]:
    """Return every style of `paper` and `tables` in a profile's measures."""
    size, indent = layout.size_body, layout.indent
    body = {"align": "justify", "indent": indent, "after": layout.body_gap, "line": layout.line}
    plain = Form(size, **body)  # type: ignore[arg-type]
    bold = Form(size, bold=True, **body)  # type: ignore[arg-type]
    heading = Form(size, bold=True, keep_next=True, **body)  # type: ignore[arg-type]
    deep = Form(size, bold=True, italic=True, keep_next=True, **body)  # type: ignore[arg-type]
    return {
        "prose": plain,
        "basis": Form(size, italic=layout.basis_italic, **body),  # type: ignore[arg-type]
        "theme": bold,
        "heading-1": heading,
        "heading-2": heading,
        "heading-3": deep,
        "heading-4": deep,
        "enacting": Form(size, bold=True, before=6, after=6, keep_next=True),
        "authority": Form(size, bold=True, before=6, after=6, keep_next=True),
        "addressee": Form(size, before=6, after=6),
        "addressee-line": Form(size, align="left", after=layout.body_gap),
        "picture": Form(size, after=layout.body_gap),
        "footnote": Form(layout.size_recipients, align="justify", after=2),
        "annex": Form(size, bold=True, after=6, keep_next=True),
        "superior": Form(layout.size_superior),
        "issuer": Form(layout.size_issuer, bold=True),
        "rule": Form(layout.size_issuer),
        "number": Form(layout.size_number),
        "letter-subject": Form(layout.size_letter_subject, italic=layout.letter_subject_italic),
        "mark": Form(layout.size_mark, bold=True, boxed=True, before=8, after=4),
        "meeting": Form(layout.size_meeting, italic=True, before=4),
        "motto": Form(layout.size_motto[-1], bold=True, underline=True),
        "motto-first": Form(layout.size_motto[0], bold=True),
        "date": Form(layout.size_date, italic=True, before=layout.date_gap),
        "type": Form(layout.size_type, bold=True, before=14, keep_next=True),
        "subject": Form(layout.size_subject, bold=True, keep_next=True),
        "subject-rule": Form(layout.size_subject, after=8),
        "recipients_label": Form(
            layout.size_recipients_label, bold=True, italic=layout.recipients_label_italic, align="left"
        ),
        "recipient": Form(layout.size_recipients, align="left"),
        "archive": Form(layout.size_recipients, align="left"),
        "capacity": Form(layout.size_signature, bold=True),
        "position": Form(layout.size_signature, bold=layout.position_bold),
        "signer": Form(layout.size_signature, bold=True, before=64),
        "note": Form(layout.size_signature, italic=True),
        "cell": Form(size - 2, align="left"),
        "cell-head": Form(size - 2, bold=True),
        "cell-small": Form(size - 3.5, align="left"),
        "cell-head-small": Form(size - 3.5, bold=True),
    }


def _shape(paragraph: WordParagraph, form: Form, *, align: str, new_page: bool) -> None:
    shape = paragraph.paragraph_format
    shape.alignment = _ALIGN[align]
    shape.first_line_indent = Mm(form.indent)
    shape.space_before, shape.space_after = Pt(form.before), Pt(form.after)
    shape.line_spacing = form.line
    shape.keep_with_next = form.keep_next or None
    shape.page_break_before = new_page or None


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
