"""Texts as nobody writes them, by size: what made reading, checking, repairing or comparing cost more than in proportion.

Each family gives about the same work for every unit: a line, or ten characters of one long line.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from benchmarks.texts import FOOT, HEAD

Family = Callable[[int], str]


def within(body: str) -> str:
    """Return the body of an otherwise proper programme."""
    return f"{HEAD}\n{body}\n{FOOT}"


def lines(*forms: str) -> Family:
    """So many lines, the forms in turn; "%d" is the line's number."""
    return lambda count: within("\n".join(forms[n % len(forms)].replace("%d", str(n + 1)) for n in range(count)))


def one_line(piece: str, before: str = "") -> Family:
    """One line of ten characters a unit."""
    return lambda count: within(before + piece * (10 * count // len(piece)))


def recipients(piece: str) -> Family:
    head, foot = within("").split("- Ban Bí thư TW Đoàn (B/c);")
    return lambda count: f"{head}- {piece * (10 * count // len(piece))}{foot}"


LINES: dict[str, Family] = {
    "equal headings": lines("1. Nội dung công tác"),
    "equal Roman headings": lines("II. NỘI DUNG"),
    "equal items": lines("(1) Nội dung công tác của đơn vị"),
    "equal letters": lines("a) Nội dung công tác của đơn vị;"),
    "equal articles": lines("Điều 1. Nội dung"),
    "two numbers in turn": lines("1. Nội dung", "3. Nội dung"),
    "all levels in turn": lines("I. NỘI DUNG", "1. Nội dung", "1.1. Nội dung", "a) Nội dung", "(1) nội dung"),
    "all marks in turn": lines("1. Nội dung", "1) Nội dung", "1/ Nội dung", "(1) Nội dung"),
    "deep labels": lines("1.1.1.1. Nội dung", "2.1.1. Nội dung", "1.1.1.1.1.1. Nội dung"),
    "brackets on lines": lines("((((((( nội dung"),
    "quotes on lines": lines("“Nội dung công tác"),
    "blanks on lines": lines("nội   dung   công   tác"),
    "distinct lines": lines("Nội dung công tác thứ %d của đơn vị"),
    "citations": lines("Thực hiện Nghị quyết số %d-NQ/TW ngày 15/11/2026 của Ban Chấp hành Trung ương"),
    "căn cứ": lines("Căn cứ Nghị quyết số %d-NQ/TW ngày 1/1/2026 của Đảng;"),
    "deadlines": lines("- Đoàn xã %d báo cáo trước ngày 10/4."),
    "themes asked for": lines("Chủ đề năm %d: xin ý kiến chọn một trong các chủ đề sau:", "- Tuổi trẻ vững bước"),
    "themes without options": lines("Xin ý kiến lựa chọn chủ đề năm %d"),
    "rows": lines("a\tb\tc\t%d"),
    "markup": lines("**Nội dung** *công tác* [bookmark: x]"),
    "signers": lines("TM. BAN CHẤP HÀNH", "BÍ THƯ", "Phạm Anh Khoa"),
}
ONE_LINE: dict[str, Family] = {
    "options of a theme": one_line("(1) a b; ", before="Chủ đề: "),
    "piled marks": one_line("\u0302\u0323", before="a"),
    "brackets": one_line("("),
    "square brackets": one_line("["),
    "quotes": one_line("“"),
    "blanks": one_line(" ", "a"),
    "blanks between words": one_line("a    "),
    "dots": one_line(".", "Căn cứ "),
    "one word": one_line("a"),
    "one-line megabyte": one_line("nội dung công tác "),
    "commas": one_line("a,"),
    "loose commas": one_line("a , b . "),
    "doubled words": one_line("công công "),
    "enumerators": one_line("a) b "),
    "figures of a target": one_line("50% đoàn viên, ", "II. CHỈ TIÊU\n1. "),
    "anniversaries": one_line("kỷ niệm 95 năm Ngày thành lập Đảng "),
    "dates": one_line("ngày 01/02/2027 "),
    "limits": one_line("trước ngày 10/4, "),
    "mangled text": one_line("Tá»‰nh Ä‘oÃ n "),
    "recipients": recipients("Ban A, Ban B; "),
    "recipients in brackets": recipients("(b/c)(t/h);"),
    "emphasis": one_line("*a "),
}
TEXTS = LINES | ONE_LINE

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(body: str) -> bytes:
    """Make a .docx with this body and nothing else."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org'
            '/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>'
        )
    return made.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*cells: str) -> str:
    """Make a table of one row."""
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def nested(depth: int, inner: str) -> str:
    for _ in range(depth):
        inner = table(inner + "<w:p/>")
    return inner


WORD: dict[str, Callable[[int], bytes]] = {
    "empty paragraphs": lambda count: word_file("<w:p/>" * count + paragraph("a")),
    "empty paragraphs in a cell": lambda count: word_file(table("<w:p/>" * count, paragraph("a"))),
    "nested tables": lambda count: word_file(nested(10, paragraph("a")) * (count // 10)),
    "cells": lambda count: word_file(table(*[paragraph("a")] * count)),
    "runs": lambda count: word_file(f"<w:p>{'<w:r><w:t>a </w:t></w:r>' * count}</w:p>"),
}
