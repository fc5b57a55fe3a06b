"""Give the words of a Word paragraph as it prints (capitals by formatting are capitals), and what of it will not be printed: hidden text, notes, comments, pictures."""

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
_HIDING, _RAISING = (qn("w:vanish"),), (qn("w:caps"), qn("w:smallCaps"))
_OFF = ("0", "false", "off", "none")


class Piece(NamedTuple):
    kind: str
    text: str


class Look(NamedTuple):
    """How a run prints: not at all, in capitals."""

    hidden: bool = False
    capitals: bool = False


class Printed:
    """Tells a paragraph's pieces as they print; knows which styles are hidden, and which are in capitals."""

    def __init__(self, styles: Any) -> None:
        self._hidden = _styles_with(styles, _HIDING)
        self._capitals = _styles_with(styles, _RAISING)

    def pieces(self, paragraph: Any) -> Iterator[Piece]:
        """Yield the pieces in order: insertions in; deletions, field codes and boxes out."""
        look = self._styled(Look(), paragraph.find(qn("w:pPr")), "w:pStyle")
        stack = [(element, look) for element in reversed(list(paragraph))]
        while stack:
            element, look = stack.pop()
            tag = element.tag
            if tag in _TOLD:
                yield Piece(_TOLD[tag], "")
            elif tag == _T:
                text = element.text or ""
                yield Piece(HIDDEN if look.hidden else TEXT, text.upper() if look.capitals else text)
            elif tag == _TAB:
                yield Piece(TEXT, "\t")
            elif tag in (_BR, _CR):
                yield Piece(TEXT, "\n")
            elif tag in (_HYPHEN, _SYM):
                yield Piece(HIDDEN if look.hidden else TEXT, "-")
            elif tag not in _SKIPPED and tag not in (BOX, FALLBACK):
                look = self._of_run(look, element) if tag == _RUN else look
                stack.extend((child, look) for child in reversed(list(element)))

    def text(self, paragraph: Any) -> str:
        return "".join(piece.text for piece in self.pieces(paragraph) if piece.kind == TEXT)

    def _of_run(self, inherited: Look, run: Any) -> Look:
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return inherited
        styled = self._styled(inherited, properties, "w:rStyle")
        hidden, capitals = _says(properties, _HIDING), _says(properties, _RAISING)
        return Look(styled.hidden if hidden is None else hidden, styled.capitals if capitals is None else capitals)

    def _styled(self, inherited: Look, properties: Any, name: str) -> Look:
        style = None if properties is None else properties.find(qn(name))
        if style is None:
            return inherited
        named = style.get(qn("w:val"), "")
        return Look(inherited.hidden or named in self._hidden, inherited.capitals or named in self._capitals)


def _styles_with(styles: Any, tags: tuple[str, ...]) -> set[str]:
    """List the styles, by their ids, that have a property themselves or from a style that they are based on."""
    parents: dict[str, str] = {}
    own: dict[str, bool] = {}
    for style in styles.iterchildren(qn("w:style")):
        name, based = style.get(qn("w:styleId"), ""), style.find(qn("w:basedOn"))
        if based is not None:
            parents[name] = based.get(qn("w:val"), "")
        properties = style.find(qn("w:rPr"))
        said = None if properties is None else _says(properties, tags)
        if said is not None:
            own[name] = said
    return {name for name in {*parents, *own} if _inherited(name, parents, own)}


def _inherited(name: str, parents: dict[str, str], own: dict[str, bool]) -> bool:
    for _ in range(MOST_ANCESTORS):
        if name in own or name not in parents:
            break
        name = parents[name]
    return own.get(name, False)


def _says(properties: Any, tags: tuple[str, ...]) -> bool | None:
    """Tell what run properties say of a toggle, which may have several names; None if nothing."""
    found = [element for tag in tags if (element := properties.find(tag)) is not None]
    return any(element.get(qn("w:val"), "1").lower() not in _OFF for element in found) if found else None
