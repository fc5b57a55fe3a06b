"""Decode the bytes of a file into text: UTF-8, UTF-16, and the legacy Vietnamese encodings TCVN3 (ABC) and VNI."""

from __future__ import annotations

import codecs
import re

from documents.structure.errors import Unreadable
from documents.structure.marks import composed
from documents.structure.reading.kinds import OLE, UNREAD
from documents.structure.reading.legacy import from_tcvn3, from_vni
from documents.structure.reading.mending import is_misread
from documents.structure.text import WORD

LARGEST_FILE = 20 * 1024 * 1024  # bytes
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# the commonest syllables of such documents that cannot be mistaken for another encoding's letters
_COMMON = frozenset(
    (
        "của và các được cho với những là đoàn công tác năm chương trình hội nghị thực hiện tổ chức nhiệm vụ phát triển "
        "đảng ủy tỉnh thành phố phường xã ngày tháng quyết định kế hoạch báo cáo căn cứ nhận độc lập tự hạnh phúc cộng "
        "hòa xã nghĩa việt chủ tịch thư ban chấp hành thường trực vụ thiếu nhi niên đồng chí giáo dục động cấp cơ sở "
        "tại về số đến từ trong theo này"
    ).split()
)
SAMPLE = 60_000  # characters looked at to recognise an encoding


def check_size(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", "Tệp lớn hơn 20 MB. Hãy bỏ bớt ảnh trong văn bản rồi tải lại.")


def decode(data: bytes | str) -> str:
    """Return the text of a file or of what was pasted; raises Unreadable if there is none."""
    if isinstance(data, str):
        if len(data) > LARGEST_FILE:
            raise Unreadable("too_large", "Nội dung dán vào lớn hơn 20 MB. Hãy chia nhỏ văn bản.")
        text = data.removeprefix("\ufeff").encode("utf-8", "replace").decode()
    else:
        check_size(data)
        _refuse_known(data)
        text = as_text(data)
        if len(_CONTROLS.findall(text[:SAMPLE])) > 0.02 * min(len(text), SAMPLE) + 8 and not _tcvn_controls(text):
            raise Unreadable("not_text", NOT_TEXT)
    if not text.strip():
        raise Unreadable("empty", NO_WORDS)
    return _without_legacy(text).replace("\x00", "")


def _refuse_known(data: bytes) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted", "Tệp Word có đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lại.")
        raise Unreadable("wrong_type", "Đây là tệp .doc đời cũ. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên.")
    for magic, name in UNREAD.items():
        if data.startswith(magic):
            raise Unreadable(
                "wrong_type", f"Đây là {name}, hệ thống không đọc được. Hãy lưu văn bản thành .docx rồi tải lên."
            )


def as_text(data: bytes) -> str:
    """Return bytes as text in the encoding that they turn out to have; raises Unreadable if nobody knows it."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strict(data, "utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16")
    if b"\x00" in data[:2000] and (guess := _utf16_without_mark(data)):
        return _strict(data, guess).removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _legacy(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("unknown_encoding", UNKNOWN) from None


NO_WORDS = "Tệp không có chữ nào. Hãy chọn lại tệp hoặc dán nội dung văn bản."
NOT_TEXT = "Tệp không phải văn bản. Hãy chọn tệp dự thảo (.docx, .odt, .rtf, PDF có chữ hoặc .txt)."
UNKNOWN = "Không nhận ra bảng mã của tệp. Hãy chuyển văn bản sang Unicode (UTF-8) rồi tải lại."


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.1 * len(sample) / 2 and odd > 4 * even:
        return "utf-16-le"
    if even > 0.1 * len(sample) / 2 and even > 4 * odd:
        return "utf-16-be"
    raise Unreadable("not_text", NOT_TEXT)


def _tcvn_controls(text: str) -> bool:
    return likeness(from_tcvn3(text[:SAMPLE])) > 0.15


def likeness(text: str) -> float:
    """Rate which part of the words are common Vietnamese syllables with their marks (0 to 1)."""
    words = WORD.findall(composed(text[:SAMPLE]).lower())
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def _legacy(data: bytes) -> str:
    """Decode an 8-bit encoding: Windows-1258, TCVN3 or VNI, whichever reads as Vietnamese."""
    latin = data.decode("latin-1")
    windows = data.decode("cp1252", "replace")
    candidates = [from_tcvn3(latin), from_vni(windows), data.decode("cp1258", "replace")]
    best = max(candidates, key=likeness)
    if likeness(best) >= 0.08:
        return best
    raise Unreadable("unknown_encoding", UNKNOWN)


def _without_legacy(text: str) -> str:
    """Convert Unicode text whose letters are those of a legacy font ("COÄNG HOØA", "céng hßa")."""
    if is_misread(text) or sum(map(text.count, "ạộếđ")) > 8:  # letters that no legacy font shows as themselves
        return text
    sample = text[:SAMPLE]
    foreign = sum(1 for char in sample if "\xa1" <= char <= "\xff" and char not in _OWN)
    if foreign < 3 or foreign < 0.01 * len(sample):
        return text
    now = likeness(sample)
    for convert in (from_tcvn3, from_vni):
        if likeness(convert(sample)) > max(0.1, 2 * now):
            return convert(text)
    return text


_OWN = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý«»·°²³½")
