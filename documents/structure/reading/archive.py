"""Refuse a .docx or an .odt that is an unsafe archive or unpacks too large, before anything in it is parsed.

Python reads no more of a member than its directory declares, so declared sizes bound the real ones; what is XML is told by
how it begins, not by its name, and is unpacked once in pieces to see that it is as long as declared.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from documents.structure.errors import Unreadable

MOST_MEMBERS = 3000
LARGEST_UNPACKED = 120 * 1024**2  # bytes, pictures and all
LARGEST_XML = 24 * 1024**2  # bytes of XML, which takes twenty times as much memory once it is parsed
LARGEST_RATIO = 200
LOCKED = "Tệp có đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lại."
_PIECE = 64 * 1024
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
BROKEN_ODT = "Tệp .odt bị hỏng, không mở được. Hãy mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi tải lên."
BROKEN = "Tệp .docx bị hỏng, không mở được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."


def check_archive(data: bytes) -> None:
    """Refuse bombs, locked members, other kinds of files, XML with entities."""
    archive, names = _opened(data, BROKEN)
    if "[Content_Types].xml" not in names or not any(name.startswith("word/document") for name in names):
        raise Unreadable(
            "wrong_type", "Đây không phải tệp Word .docx. Hãy lưu văn bản thành .docx hoặc .txt rồi tải lên."
        )
    _check_xml(archive, BROKEN)


def check_odt(data: bytes) -> None:
    """Refuse of an .odt what is refused of a .docx; its encryption stands in its manifest."""
    archive, names = _opened(data, BROKEN_ODT)
    if "content.xml" not in names:
        raise Unreadable("broken", BROKEN_ODT)
    _check_xml(archive, BROKEN_ODT)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("encrypted", LOCKED)


def _opened(data: bytes, broken: str) -> tuple[zipfile.ZipFile, set[str]]:
    """Open an archive that is no bomb and has no locked members; give the names of its members with it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _BROKEN as error:
        raise Unreadable("broken", broken) from error
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > LARGEST_UNPACKED or total > LARGEST_RATIO * len(data) + 1_000_000:
        raise Unreadable(
            "zip_bomb", "Tệp nén bung ra quá lớn nên không được mở. Hãy lưu lại văn bản thành .docx rồi tải lên."
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted", LOCKED)
    return archive, {member.filename for member in members}


def _check_xml(archive: zipfile.ZipFile, broken: str) -> None:
    left = LARGEST_XML
    for member in archive.infolist():
        try:
            left -= _xml_size(archive, member, left)
        except _BROKEN as error:
            raise Unreadable("broken", broken) from error
        if left < 0:
            raise Unreadable(
                "zip_bomb",
                "Phần chữ của tệp bung ra lớn hơn 24 MB nên không được mở. Hãy bỏ bớt bảng và ô trống, hoặc chia nhỏ văn bản.",
            )


def _xml_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """Count a member's bytes of XML while they are unpacked, up to a little more than `most`; 0 if it is none."""
    with archive.open(member) as opened:
        start = opened.read(4096)
        if not _XML.match(start):
            return 0
        if _DOCTYPE.search(start.replace(b"\x00", b"")):
            raise Unreadable(
                "unsafe", "Tệp có khai báo thực thể lạ nên không được mở. Hãy lưu lại bằng Word rồi tải lên."
            )
        size = len(start)
        while size <= most and (piece := opened.read(_PIECE)):
            size += len(piece)
        return size
