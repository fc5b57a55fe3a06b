"""Give the words of a Word paragraph as it prints, and what of it will not be printed: hidden text, notes, comments, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from documents.structure.bounds import MOST_ANCESTORS
from documents.structure.tree import COMMENT, FORMULA, HIDDEN, NOTE, PICTURE

TEXT = "text"  # of a piece that prints; the kinds of what does not are those of `LeftOut`

_RUN, _T, _TAB, _BR, _CR = qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHEN, _SYM = qn("w:noBreakHyphen"), qn("w:sym")
_SKIPPED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:rPr"), qn("w:pPr")})
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = qn("w:txbxContent")
_TOLD = {
    qn("w:footnoteReference"): NOTE,
    qn("w:endnoteReference"): NOTE,
    qn("w:commentReference"): COMMENT,
    qn("pic:pic"): PICTURE,
    "{urn:schemas-microsoft-com:vml}imagedata": PICTURE,
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": FORMULA,
}
_OFF = ("0", "false", "off", "none")


class Piece(NamedTuple):
    kind: str
    text: str


class Printed:
    """Tells a paragraph's pieces; knows which styles are hidden."""

    def __init__(self, styles: Any) -> None:
        self._hidden = _hidden_styles(styles)

    def pieces(self, paragraph: Any) -> Iterator[Piece]:
        """Yield the pieces in order: insertions in; deletions, field codes and boxes out."""
        hidden = self._style_of(paragraph.find(qn("w:pPr")), "w:pStyle")
        stack = [(element, hidden) for element in reversed(list(paragraph))]
        while stack:
            element, hidden = stack.pop()
            tag = element.tag
            if tag in _TOLD:
                yield Piece(_TOLD[tag], "")
            elif tag == _T:
                yield Piece(HIDDEN if hidden else TEXT, element.text or "")
            elif tag == _TAB:
                yield Piece(TEXT, "\t")
            elif tag in (_BR, _CR):
                yield Piece(TEXT, "\n")
            elif tag in (_HYPHEN, _SYM):
                yield Piece(HIDDEN if hidden else TEXT, "-")
            elif tag not in _SKIPPED and tag not in (BOX, FALLBACK):
                hidden = self._is_hidden(element, hidden) if tag == _RUN else hidden
                stack.extend((child, hidden) for child in reversed(list(element)))

    def text(self, paragraph: Any) -> str:
        return "".join(piece.text for piece in self.pieces(paragraph) if piece.kind == TEXT)

    def _is_hidden(self, run: Any, inherited: bool) -> bool:
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return inherited
        own = _vanish(properties)
        return inherited or self._style_of(properties, "w:rStyle") if own is None else own

    def _style_of(self, properties: Any, name: str) -> bool:
        style = None if properties is None else properties.find(qn(name))
        return style is not None and style.get(qn("w:val"), "") in self._hidden


def _hidden_styles(styles: Any) -> set[str]:
    parents: dict[str, str] = {}
    own: dict[str, bool] = {}
    for style in styles.iterchildren(qn("w:style")):
        name, based = style.get(qn("w:styleId"), ""), style.find(qn("w:basedOn"))
        if based is not None:
            parents[name] = based.get(qn("w:val"), "")
        properties = style.find(qn("w:rPr"))
        vanish = None if properties is None else _vanish(properties)
        if vanish is not None:
            own[name] = vanish
    return {name for name in {*parents, *own} if _inherited(name, parents, own)}


def _inherited(name: str, parents: dict[str, str], own: dict[str, bool]) -> bool:
    for _ in range(MOST_ANCESTORS):
        if name in own or name not in parents:
            break
        name = parents[name]
    return own.get(name, False)


def _vanish(properties: Any) -> bool | None:
    """Tell what run properties say of w:vanish; None if nothing."""
    found = properties.find(qn("w:vanish"))
    return None if found is None else found.get(qn("w:val"), "1").lower() not in _OFF
