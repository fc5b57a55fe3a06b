"""Word files in other hands: letterheads in tables, automatic numbers, boxes, headers, and files that lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from PIL import Image

NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="77">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>"""


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_docx(text: str) -> bytes:
    """One paragraph per line."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def png(size: tuple[int, int] = (60, 40), colour: str = "red", form: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, form)
    return stream.getvalue()


def with_pictures(text: str, *pictures: bytes, width: int | None = None) -> bytes:
    """The lines of a text, the pictures behind the first of them."""
    document = Document()
    first, *others = text.split("\n")
    paragraph = document.add_paragraph(first)
    for picture in pictures:
        paragraph.add_run().add_picture(io.BytesIO(picture), width=Mm(width) if width else None)
    for line in others:
        document.add_paragraph(line)
    return saved(document)


def add_numbering(document: Any) -> Callable[[str, int], Any]:
    """A function that adds a paragraph of the multi-level list above."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(NUMBERING)
    first = numbering.find(f"{{{numbering.nsmap['w']}}}num")
    first.addprevious(abstract) if first is not None else numbering.append(abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def add(text: str, level: int) -> Any:
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
        return paragraph

    return add


def programme() -> bytes:
    """A programme as an office types it: tables for letterhead and tail, automatic numbers, a table of activities, a box."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "2"
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "TỈNH ĐOÀN LAM GIANG\nBCH ĐOÀN XÃ MƯỜNG SO\n***\nSố: 21-CTr/ĐTN"
    head.cell(0, 1).text = "ĐOÀN TNCS HỒ CHÍ MINH\n\nMường So, ngày 06 tháng 01 năm 2027"
    box = document.add_paragraph()
    box._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    document.add_paragraph("CHƯƠNG TRÌNH")
    document.add_paragraph("Công tác Đoàn và phong trào thanh thiếu nhi năm 2027")
    add = add_numbering(document)
    add("NHIỆM VỤ TRỌNG TÂM", 0)
    add("Công tác giáo dục", 1)
    add("Giáo dục truyền thống", 2)
    add("Tổ chức hành trình về nguồn.", 3)
    add("Giáo dục pháp luật", 2)
    add("Tổ chức phiên tòa giả định.", 3)
    add("Công tác tình nguyện", 1)
    add("Duy trì đội hình tình nguyện.", 3)
    add("CHỈ TIÊU", 0)
    add("Kết nạp ít nhất 30 đoàn viên.", 1)
    add("100% chi đoàn có công trình thanh niên.", 1)
    add("CÁC HOẠT ĐỘNG TRỌNG TÂM", 0)
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        (("TT", "Nội dung", "Thời gian"), ("1", "Xuân tình nguyện", "Tháng 01"), ("2", "Mùa hè xanh", "Tháng 6 - 8"))
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("Trên đây là Chương trình công tác năm 2027 của Đoàn xã Mường So./.")
    tail = document.add_table(rows=1, cols=2)
    tail.cell(0, 0).text = "Nơi nhận:\n- Ban Thường vụ Tỉnh đoàn (b/c);\n- Các chi đoàn (t/h);\n- Lưu: VP."
    tail.cell(0, 1).text = "TM. BAN CHẤP HÀNH\nBÍ THƯ\n\nChẻo Thị Mẩy"
    return saved(document)


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one member replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = {each.filename: file.read(each) for each in file.infolist()}
    return archive({**members, name: content})


def locked(data: bytes) -> bytes:
    """The archive with its members marked as encrypted."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)
