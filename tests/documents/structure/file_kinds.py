"""One plan as other programs keep it: a web page, an .odt, an .rtf, a PDF."""

from __future__ import annotations

import io
import zipfile

import typst

LEFT = ("TỈNH ĐOÀN SÔNG VÂN", "BCH ĐOÀN XÃ HÒA BÌNH", "***", "Số: 12-KH/ĐTN")
RIGHT = ("ĐOÀN TNCS HỒ CHÍ MINH", "Hòa Bình, ngày 06 tháng 3 năm 2027")
TITLE = ("KẾ HOẠCH", "Tổ chức hội trại năm 2027")
ITEMS = ("Tạo sân chơi cho thanh niên.", "Giáo dục truyền thống.")
ROWS = (("TT", "Nội dung", "Thời gian"), ("1", "Dựng trại", "Tháng 3"))
LISTED = ("Nơi nhận:", "- Ban Thường vụ Tỉnh đoàn (b/c);", "- Lưu: VP.")
SIGNED = ("TM. BAN CHẤP HÀNH", "BÍ THƯ", "Chẻo Thị Mẩy")

ODT_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
ODT_STYLES = """
<style:style style:name="Raised" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/>
</text:list-style>"""


def web_page(body: str = "", charset: str = "utf-8", before: str = "") -> bytes:
    """The plan as Word saves a web page; `body` is put before the closing."""
    cells = "".join(f"<td>{''.join(f'<p>{line}</p>' for line in side)}</td>" for side in (LEFT, RIGHT))
    rows = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in ROWS)
    tail = "".join(f"<td>{'<br>'.join(side)}</td>" for side in (LISTED, SIGNED))
    page = (
        f"{before}<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type content='text/html; charset={charset}'>"
        f"<title>Không in</title><style>p {{ margin: 0 }}</style></head><body><table><tr>{cells}</tr></table>"
        f"<p align=center><b>{TITLE[0]}</b></p><p>{TITLE[1]}</p><p>I. MỤC ĐÍCH<o:p></o:p></p>"
        f"<ol>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ol><p>II. NỘI&nbsp;DUNG</p><table>{rows}</table>{body}"
        f"<p>Trên đây là Kế hoạch\n   tổ chức hội trại./.</p><table><tr>{tail}</tr></table></body></html>"
    )
    return page.encode(charset, "xmlcharrefreplace")


def odt(body: str = "", content: str | None = None) -> bytes:
    """The plan as LibreOffice keeps it; `body` is put before the closing."""

    def cell(paragraphs: tuple[str, ...]) -> str:
        said = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
        return f"<table:table-cell>{said}</table:table-cell>"

    def table(*rows: str) -> str:
        return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"

    def section(title: str, inner: str = "") -> str:
        return f'<text:list-item><text:p><text:span text:style-name="Raised">{title}</text:span></text:p>{inner}</text:list-item>'

    inner = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)
    made = (
        f"{table(cell(LEFT) + cell(RIGHT))}<text:p>{TITLE[0]}</text:p><text:p>{TITLE[1]}</text:p>"
        f'<text:list text:style-name="L1">{section("Mục đích", f"<text:list>{inner}</text:list>")}{section("Nội dung")}</text:list>'
        f"{table(*(''.join(cell((said,)) for said in row) for row in ROWS))}{body}"
        f'<text:p>Trên đây là Kế hoạch tổ<text:s text:c="3"/>chức hội trại./.</text:p>{table(cell(LISTED) + cell(SIGNED))}'
    )
    whole = (
        f"<office:document-content {ODT_NAMES}><office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{made}</office:text></office:body></office:document-content>"
    )
    return zipped_odt({"content.xml": (content or whole).encode(), "META-INF/manifest.xml": b"<manifest/>"})


def zipped_odt(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, said in members.items():
            file.writestr(name, said)
    return stream.getvalue()


def rtf(body: str = "") -> bytes:
    """The plan as WordPad or Word keeps it; `body` (of RTF) is put before the closing."""

    def said(text: str) -> str:
        return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)

    def row(*cells: tuple[str, ...]) -> str:
        inner = "".join(f"\\pard\\intbl {chr(92)}par ".join(map(said, cell)) + "\\cell " for cell in cells)
        return f"\\trowd\\cellx4000\\cellx9000 {inner}{{\\trowd\\cellx4000\\cellx9000 \\row }}\n"

    lines = "".join(
        f"\\pard {said(line)}\\par\n"
        for line in (*TITLE, "I. MỤC ĐÍCH", *(f"{n}. {item}" for n, item in enumerate(ITEMS, 1)), "II. NỘI DUNG")
    )
    table = "".join(row(*((cell,) for cell in each)) for each in ROWS)
    closing = said("Trên đây là Kế hoạch tổ chức hội trại./.")
    return (
        "{\\rtf1\\ansi\\ansicpg1258\\uc1{\\fonttbl{\\f0\\fcharset163 Times New Roman;}}{\\stylesheet{\\s1\\v hidden;}}"
        f"{row(LEFT, RIGHT)}{lines}{table}\\pard {body}{closing}\\par\n{row(LISTED, SIGNED)}}}"
    ).encode("ascii")


def pdf(pages: tuple[str, ...], fonts: str) -> bytes:
    """Pages of lines; an empty page has no text, only a drawing, as if it were scanned."""
    inner = "#pagebreak()\n".join(
        "\n\n".join(f"#par(text({quoted(line)}))" for line in page.split("\n")) if page else "#rect(width: 5cm)\n"
        for page in pages
    )
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    made = typst.Compiler(f'#set text(font: "Tinos")\n{inner}'.encode(), font_paths=found).compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def quoted(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
