"""Mend letters that another program read wrong: UTF-8 taken for Latin-1, and passages in a legacy font among Unicode.

A word is touched only where it cannot be Vietnamese as it stands and is Vietnamese after mending; a word with one letter
that only Unicode has is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from documents.structure.errors import Unreadable
from documents.structure.lexicon.syllables import is_syllable
from documents.structure.reading.legacy import from_tcvn3, from_vni
from documents.structure.reading.lines import Line, remake
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
_OWN = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý«»·°²³¹½§"  # … of these, what text in Unicode has too
_LEGACY_ONLY = re.compile(f"(?![{_OWN}])[\xa1-\xff]")
_LEAST = 2  # words that make a passage
_SPACED = re.compile("Ã (?! )|Ã$")
_LONGEST = 20_000  # letters of a line that is looked at
MISREAD = "Văn bản bị sai bảng mã (chữ có dấu thành “Ä‘”, “áº¿” …) và không khôi phục được hết. Hãy mở lại bản gốc, lưu dạng Unicode (UTF-8) rồi tải lên."


def is_misread(text: str) -> bool:
    """Tell whether a text holds letters that are UTF-8 read as Latin-1 or as Windows' own encodings."""
    return len(_MISREAD.findall(text)) >= _FEW


def mend_misread(lines: list[Line], residue: Residue) -> None:
    """Read rightly the lines that are UTF-8 read as Latin-1, and count them; refuse a text where that cannot be done."""
    if not is_misread("\n".join(line.raw for line in lines if not line.raw.isascii())):
        return
    all_of_it = not any(_UNICODE_ONLY.search(_MAY_BE.sub("", line.raw)) for line in lines)
    left = 0
    for line in lines:
        if _MISREAD.search(line.raw) or (all_of_it and _MAY_BE.search(line.raw)):
            if (right := _decoded(line.raw)) != line.raw:
                remake(line, right, residue)
                residue.misread += 1
                residue.first_misread_line = min(residue.first_misread_line or line.number, line.number)
            left += len(_MISREAD.findall(line.raw))
    if left >= _FEW:
        raise Unreadable("unknown_encoding", MISREAD)


def _decoded(line: str) -> str:
    for spelt in (line, line.replace("Ă", "Ã")):  # Windows-1258 has Ă where the others have Ã
        for spaced in (spelt, _SPACED.sub("Ã\xa0", spelt)):  # a no-break space that became a plain one
            try:
                return bytes(_BYTES.get(char, ord(char)) for char in spaced).decode("utf-8")
            except ValueError:
                continue
    return line


def convert_passages(lines: list[Line], residue: Residue) -> None:
    """Convert what is in a legacy font (TCVN3, VNI) among Unicode, whole lines and passages of a line, and count the lines."""
    suspects = [line for line in lines if _is_suspect(line.raw)]
    for convert in (from_vni, from_tcvn3):
        gains = [(line, _gain(line.raw, convert(line.raw))) for line in suspects]
        if any(gain > 1 for _, gain in gains):
            for line, gain in gains:
                if gain:
                    _put(line, convert(line.raw), residue)
            break
    for line in lines:
        if len(_LEGACY_ONLY.findall(line.raw)) >= _LEAST and len(line.raw) < _LONGEST:
            _put(line, _without_passages(line.raw), residue)


def _put(line: Line, text: str, residue: Residue) -> None:
    if text != line.raw:
        remake(line, text, residue)
        residue.legacy += 1
        residue.first_legacy_line = min(residue.first_legacy_line or line.number, line.number)


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


def _without_passages(text: str) -> str:
    """Return a line with its passages in a legacy font converted: runs of words that are Vietnamese only in that font."""
    for convert in (from_vni, from_tcvn3):
        for start, end in reversed(_passages(text, convert)):
            text = text[:start] + convert(text[start:end]) + text[end:]
    return text


def _passages(text: str, convert: Callable[[str], str]) -> list[tuple[int, int]]:
    """Find the runs in which at least two words become Vietnamese by a conversion and none ceases to be."""
    runs: list[tuple[int, int]] = []
    first, last, gained = 0, 0, 0
    for found in [*_WORD.finditer(text), None]:
        gain = None if found is None else _word_gain(found.group(), convert)
        if found is not None and gain:
            first, last, gained = first if gained else found.start(), found.end(), gained + 1
        elif gain is None and gained:
            if gained >= _LEAST:
                runs.append((first, last))
            gained = 0
    return runs


def _word_gain(word: str, convert: Callable[[str], str]) -> bool | None:
    """Tell whether a word becomes Vietnamese by a conversion: True; False where it may stand among such; None where not."""
    if word.isascii():
        return False
    if _UNICODE_ONLY.search(word):
        return None
    in_one_case = word.islower() or word.isupper() or word.istitle()
    after, right = convert(word), in_one_case and is_syllable(word)
    if after == word:
        return False if right else None
    if not is_syllable(after):
        return None
    return not right
