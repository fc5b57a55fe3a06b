"""Find the closing sentence. Reads the body's paragraphs; writes its text, and marks its paragraph as closing."""

from __future__ import annotations

import re

from documents.structure.tree import Paragraph, ParagraphKind

_TAKES_LEAVE = re.compile(
    r"^(?:Đề nghị|Yêu cầu|Kính |Rất mong|Trân trọng|Trong quá trình|Nhận được)|\b(?:này|thông báo) (?:được|phổ biến|để|thay thế|có hiệu lực)|(?:thực hiện|thi hành)\.?$"
)


def read_closing(paragraphs: list[Paragraph]) -> str | None:
    """Find the last paragraph that ends "./." or says "Trên đây …", else a last one that takes leave in other words."""
    for paragraph in reversed(paragraphs[-12:]):
        if paragraph.kind is ParagraphKind.CLOSING or paragraph.text.endswith("./."):
            return paragraph.text
    last = paragraphs[-1] if paragraphs else None
    if last is not None and last.kind is ParagraphKind.PROSE and len(paragraphs) > 2 and _TAKES_LEAVE.search(last.text):
        last.kind = ParagraphKind.CLOSING
        return last.text
    return None
