"""Bound how large a text may be that is read. Each bound is far beyond any real document and has its own sentence.

Reading costs in proportion to the text; these keep the proportion small enough to wait for, and what is stored with it.
"""

from __future__ import annotations

from documents.structure.errors import Unreadable

MOST_ANCESTORS = 20  # styles that a Word style is based on, one after the other
MOST_CHARACTERS = 3_000_000
MOST_LINES = 30_000  # lines or paragraphs with words in them
MOST_BLANK = 200_000  # … with the blank ones
MOST_CELLS = 50_000
DEEPEST = 20  # tables and boxes inside one another


def check_length(characters: int, lines: int) -> None:
    """Refuse a text by its characters and its lines, blank ones among them."""
    if characters > MOST_CHARACTERS:
        raise Unreadable(
            "too_long",
            "Văn bản dài hơn 3.000.000 ký tự. Hãy chia nhỏ, hoặc tách phụ lục thành tệp riêng rồi tải lại.",
        )
    if lines > MOST_BLANK:
        raise Unreadable(
            "too_many_lines", "Văn bản có hơn 200.000 dòng, kể cả dòng trống. Hãy bỏ các dòng trống rồi tải lại."
        )


def check_lines(lines: int) -> None:
    """Refuse a text by its lines that have words."""
    if lines > MOST_LINES:
        raise Unreadable(
            "too_many_lines", "Văn bản có hơn 30.000 dòng. Hãy chia nhỏ, hoặc tách phụ lục thành tệp riêng rồi tải lại."
        )


def check_cells(cells: int) -> None:
    if cells > MOST_CELLS:
        raise Unreadable(
            "too_many_cells",
            "Các bảng có hơn 50.000 ô. Hãy bỏ bớt hàng, cột trống, hoặc tách bảng thành phụ lục riêng rồi tải lại.",
        )


def check_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise Unreadable("too_deep", "Bảng và khung lồng nhau quá 20 cấp. Hãy tách các bảng bên trong ra rồi tải lại.")
