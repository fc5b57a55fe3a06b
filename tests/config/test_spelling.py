"""Vietnamese words of the interface are spelt as offices spell them, everywhere in the same way (spelling.txt)."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from config.management.commands.translations import FOLDERS
from config.translations import messages

#: Misplaced tone marks: the pattern, and what is right.
TONES = (
    (r"o[àáảãạèéẻẽẹ]\b", "hòa, khỏe: the mark stands on the o of an open oa, oe"),
    (r"(?<!q)u[ỳýỷỹỵ]\b", "ủy, thủy: the mark stands on the u of an open uy"),
    (r"q[ùúủũụ]", "quý: the mark stands on the vowel after qu"),
    (r"[òóỏõọ][aeăâ]\w", "hoàn, toàn: before a consonant the mark stands on the second vowel"),
    (r"[ùúủũụ]y\w", "huỳnh: before a consonant the mark stands on the second vowel"),
)


def word_list() -> list[tuple[str, str]]:
    """Pairs of what is written and what is not."""
    lines = (Path(__file__).parent / "spelling.txt").read_text(encoding="utf-8").splitlines()
    right, wrong = 0, 1
    pairs = [(one.strip(), other.strip()) for one, other in (line.split("|") for line in lines if line[:1] != "#")]
    assert len({pair[wrong] for pair in pairs}) == len(pairs)
    assert not {pair[right] for pair in pairs} & {pair[wrong] for pair in pairs}
    return pairs


def faults(text: str) -> list[str]:
    """What of a text is not spelt as the list and the rules say."""
    plain = text.lower()
    found = [f"{wrong} → {right}" for right, wrong in word_list() if re.search(rf"\b{wrong}\b", plain)]
    for pattern, rule in TONES:
        found += [f"{word} ({rule})" for word in re.findall(rf"\b\w*{pattern}", plain)]
    if text != unicodedata.normalize("NFC", text):
        found.append("letters and their marks are one character each (NFC)")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "hoà bình",
        "Uỷ ban",
        "qúy",
        "tòan",
        "qui trình",
        "Kì họp",
        "sát nhập",
        "hùynh",
        unicodedata.normalize("NFD", "ủy"),
    ],
)
def test_a_slip_of_spelling_is_found(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    "text", ["Ủy ban", "hòa", "hoàn toàn", "quý III", "quỳnh", "huỳnh", "khóa", "tỉ mỉ", "thuyền", "ngoại"]
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not faults(text)


def test_every_message_of_the_interface_is_spelt_as_offices_spell() -> None:
    wanted = messages(settings.BASE_DIR, FOLDERS)
    told = {f"{path}: {text}": faults(text) for message, path in wanted.items() for text in message if text}
    assert len(told) > 500
    assert not {where: slips for where, slips in told.items() if slips}


@pytest.mark.parametrize("pattern", ["templates/**/*.html", "static/**/*.js"])
def test_words_outside_of_messages_are_spelt_the_same(pattern: str) -> None:
    told = {str(path): faults(path.read_text(encoding="utf-8")) for path in settings.BASE_DIR.glob(pattern)}
    assert told
    assert not {where: slips for where, slips in told.items() if slips}
