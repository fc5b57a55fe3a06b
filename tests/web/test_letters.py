"""Letters fold to one plain form everywhere, and what was folded before stays found."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure.fold import fold
from notifications.recipients import plain_words
from orgs.searching import searchable
from web.letters import MOST_KEPT, _Plain, plain, plain_in_place

LETTERS = "aăâeêioôơuưyđ"
MARKS = "\u0300\u0301\u0303\u0309\u0323"
SYLLABLES = [letter + mark for letter in LETTERS + LETTERS.upper() for mark in ("", *MARKS)]
VIETNAMESE = st.lists(st.sampled_from([*SYLLABLES, *" -/.,;()0123456789bcghkmnt"])).map("".join)
WORDS = re.compile(r"[^\W\d_]+|\d+")
#: All that there is, but for surrogates.
EVERYTHING = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
#: The long s of old German prints, which no Vietnamese name has.
LONG_S = "ſẛ"


def stored_search_text(text: str) -> str:
    """How rows keep what they are found by, as it was written when their columns were filled."""
    letters = "".join(
        letter for letter in text.replace("đ", "d").replace("Đ", "d") if not unicodedata.combining(letter)
    )
    bare = unicodedata.normalize("NFD", letters).casefold()
    return "".join(f" {word}" for word in WORDS.findall("".join(x for x in bare if not unicodedata.combining(x))))


def stored_name(text: str) -> str:
    """How a clerk's answer keeps the words that it is the answer to."""
    folded = (unicodedata.normalize("NFD", x.lower())[:1] for x in unicodedata.normalize("NFC", text))
    return " ".join(re.findall("[a-z0-9]+", "".join("d" if x == "đ" else x for x in folded)))


def read_text(text: str) -> str:
    """How the reader folded a line."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d"))
    return " ".join("".join(x for x in bare if not unicodedata.combining(x)).split()).casefold()


def test_every_character_is_stored_as_before() -> None:
    assert [x for x in EVERYTHING if searchable(f"a{x}b") != stored_search_text(f"a{x}b")] == []
    assert [x for x in EVERYTHING if plain_words(f"a{x}b") != stored_name(f"a{x}b")] == list(LONG_S)


def test_every_character_is_read_as_before_but_greek_with_an_iota_below() -> None:
    other = [x for x in EVERYTHING if fold(x) != read_text(x)]
    assert all("\u0345" in unicodedata.normalize("NFD", x) for x in other)


@pytest.mark.property
@given(VIETNAMESE | st.text())
def test_texts_are_stored_as_before(text: str) -> None:
    assert searchable(text) == stored_search_text(text)
    if not set(LONG_S) & set(text):
        assert plain_words(text) == stored_name(text)


@pytest.mark.property
@given(VIETNAMESE)
def test_both_forms_of_unicode_are_one(text: str) -> None:
    assert plain(unicodedata.normalize("NFC", text)) == plain(unicodedata.normalize("NFD", text))
    assert fold(text) == read_text(text)


@pytest.mark.property
@given(VIETNAMESE | st.text())
def test_in_place_each_character_keeps_its_place(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(plain_in_place(text)) == len(composed)
    for place, letter in enumerate(composed):
        assert plain_in_place(text)[place] in (plain(letter), letter)


def test_a_hostile_text_fills_no_memory() -> None:
    table = _Plain()
    assert len("".join(EVERYTHING).translate(table)) > 1_000_000
    assert len(table) == MOST_KEPT


def test_what_each_folding_keeps() -> None:
    text = "  Đ/c Ủy viên,  BTV  "
    assert plain(text) == "  d/c uy vien,  btv  "
    assert fold(text) == "d/c uy vien, btv"
    assert plain_words(text) == "d c uy vien btv"
    assert searchable(text) == " d c uy vien btv"
