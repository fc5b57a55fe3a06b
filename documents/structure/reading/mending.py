"""Mend letters that another program read wrong: UTF-8 taken for Latin-1, and passages in a legacy font among Unicode.

A line is touched only where it cannot be Vietnamese as it stands and is Vietnamese after mending; a line with one letter
that only Unicode has is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from documents.structure.errors import Unreadable
from documents.structure.lexicon.syllables import is_syllable
from documents.structure.reading.legacy import from_tcvn3, from_vni
from documents.structure.reading.lines import Line
from documents.structure.text import collapse
from documents.structure.tree import Residue

# bytes of UTF-8 shown as letters: "Ä\x90", "Æ°", "á»‡", "áº¿", "Ã¡"
_SHOWN = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MISREAD = re.compile(f"á[»º]|[ÄÅÆ][{_SHOWN}]")  # no Vietnamese text in Unicode has these
_MAY_BE = re.compile(f"[ÃÂ][{_SHOWN} ]")  # … but it may have these: “XÃ”
_FEW = 3
_BYTES = {
    byte.decode("cp1252"): code
    for code in range(0x80, 0xA0)
    if (byte := bytes([code])) not in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
}
_UNICODE_ONLY = re.compile("[\u0102-\u0103\u0110-\u0111\u0128-\u0129\u0168-\u0169\u01a0-\u01b0\u1ea0-\u1ef9]")
_FOREIGN = re.compile("[\x80-\xff]")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~“”‘’–—…]+")
_LONGEST = 20_000  # letters of a line that is looked at
MISREAD = "Văn bản bị sai bảng mã (chữ có dấu thành “Ä‘”, “áº¿” …) và không khôi phục được hết. Hãy mở lại bản gốc, lưu dạng Unicode (UTF-8) rồi tải lên."


def mended(text: str) -> str:
    """Return the text with its lines that are UTF-8 read as Latin-1 read rightly; refuse it where that cannot be done."""
    if len(_MISREAD.findall(text)) < _FEW:
        return text
    all_of_it = not _UNICODE_ONLY.search(text)
    lines = [
        _decoded(line) if _MISREAD.search(line) or (all_of_it and _MAY_BE.search(line)) else line
        for line in text.split("\n")
    ]
    whole = "\n".join(lines)
    if len(_MISREAD.findall(whole)) >= _FEW:
        raise Unreadable("unknown_encoding", MISREAD)
    return whole


def _decoded(line: str) -> str:
    for spelt in (line, line.replace("Ã ", "Ã\xa0")):  # a no-break space that became a plain one
        try:
            return bytes(_BYTES.get(char, ord(char)) for char in spelt).decode("utf-8")
        except ValueError:
            continue
    return line


def convert_passages(lines: list[Line], residue: Residue) -> None:
    """Convert the lines that are in a legacy font (TCVN3, VNI) among lines in Unicode, and count them."""
    suspects = [line for line in lines if _is_suspect(line.text)]
    for convert in (from_vni, from_tcvn3):
        gains = [(line, _gain(line.text, convert(line.text))) for line in suspects]
        if any(gain > 1 for _, gain in gains):
            for line, gain in gains:
                if gain:
                    _convert(line, convert)
                    residue.legacy += 1
                    residue.first_legacy_line = min(residue.first_legacy_line or line.number, line.number)
            return


def _is_suspect(text: str) -> bool:
    short = len(text) < _LONGEST and not text.isascii()
    return short and bool(_FOREIGN.search(text)) and not _UNICODE_ONLY.search(text)


def _gain(before: str, after: str) -> int:
    """Count the words that become Vietnamese by a conversion; 0 unless nearly all do, and most were not."""
    if after == before:
        return 0
    olds, news = _marked(before), _marked(after)
    right_before, right_after = sum(map(is_syllable, olds)), sum(map(is_syllable, news))
    if not news or right_after < 0.9 * len(news) or right_before > 0.6 * len(olds):
        return 0
    return max(0, right_after - right_before)


def _marked(text: str) -> list[str]:
    """List the words of a text that have letters beyond the English alphabet."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _convert(line: Line, convert: Callable[[str], str]) -> None:
    line.raw, line.spaced = convert(line.raw), convert(line.spaced)
    line.text = convert(line.text) if line.row else collapse(line.spaced)
