"""Give the words of a Word paragraph as it prints (capitals by formatting are capitals), and what of it will not be printed: hidden text, notes, comments, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml.etree import _Element

from documents.structure.bounds import MOST_ANCESTORS
from documents.structure.tree import CHANGE, COMMENT, FORMULA, HIDDEN, NOTE, PICTURE

TEXT = "text"  # of a piece that prints; the kinds of what does not are those of `LeftOut`

_RUN, _T, _TAB, _BR, _CR = qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHEN, _SYM = qn("w:noBreakHyphen"), qn("w:sym")
_SKIPPED = frozenset({qn("w:instrText"), qn("w:delText"), qn("w:rPr"), qn("w:pPr")})
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
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})
_ADDED = frozenset({qn("w:ins"), qn("w:moveTo")})
_SAID = (qn("w:t"), qn("w:delText"))
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

    def __init__(self, styles: _Element) -> None:
        self._hidden = _styles_with(styles, _HIDING)
        self._capitals = _styles_with(styles, _RAISING)

    def pieces(self, paragraph: _Element) -> Iterator[Piece]:
        """Yield the pieces in order: insertions in; deletions, field codes and boxes out."""
        look = self._styled(Look(), paragraph.find(qn("w:pPr")), "w:pStyle")
        stack = [(element, look) for element in reversed(list(paragraph))]
        while stack:
            element, look = stack.pop()
            tag = element.tag
            if tag in _TOLD:
                yield Piece(
                    _TOLD[tag], f"{tag}{element.get(qn('w:id'), '')}" if _TOLD[tag] == NOTE else _embedded(element)
                )
            elif tag == _T:
                text = element.text or ""
                yield Piece(HIDDEN if look.hidden else TEXT, text.upper() if look.capitals else text)
            elif tag == _TAB:
                yield Piece(TEXT, "\t")
            elif tag in (_BR, _CR):
                yield Piece(TEXT, "\n")
            elif tag in (_HYPHEN, _SYM):
                yield Piece(HIDDEN if look.hidden else TEXT, "-")
            elif tag in _DELETED:
                yield Piece(CHANGE, _said(element))
            elif tag not in _SKIPPED and tag not in (BOX, FALLBACK):
                if tag in _ADDED:
                    yield Piece(CHANGE, _said(element))
                look = self._of_run(look, element) if tag == _RUN else look
                stack.extend((child, look) for child in reversed(list(element)))

    def text(self, paragraph: _Element) -> str:
        return "".join(piece.text for piece in self.pieces(paragraph) if piece.kind == TEXT)

    def _of_run(self, inherited: Look, run: _Element) -> Look:
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return inherited
        styled = self._styled(inherited, properties, "w:rStyle")
        hidden, capitals = _says(properties, _HIDING), _says(properties, _RAISING)
        return Look(styled.hidden if hidden is None else hidden, styled.capitals if capitals is None else capitals)

    def _styled(self, inherited: Look, properties: _Element, name: str) -> Look:
        style = None if properties is None else properties.find(qn(name))
        if style is None:
            return inherited
        named = style.get(qn("w:val"), "")
        return Look(inherited.hidden or named in self._hidden, inherited.capitals or named in self._capitals)


def _embedded(element: _Element) -> str:
    """Return by which relation a picture is in the file, and its size in Word's units where it says so."""
    blip, size = element.find(f".//{qn('a:blip')}"), element.find(f"{qn('pic:spPr')}/{qn('a:xfrm')}/{qn('a:ext')}")
    relation = element.get(qn("r:id"), "") if blip is None else blip.get(qn("r:embed"), "")
    return " ".join([relation, size.get("cx", "0"), size.get("cy", "0")] if size is not None else [relation])


def ends_deleted(paragraph: _Element) -> bool:
    """Tell whether a tracked change deleted the end of a paragraph: it goes on with the next one."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _said(change: _Element) -> str:
    """Return the words of a tracked change."""
    return "".join(words.text or "" for words in change.iter(*_SAID))


def _styles_with(styles: _Element, tags: tuple[str, ...]) -> set[str]:
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


def _says(properties: _Element, tags: tuple[str, ...]) -> bool | None:
    """Tell what run properties say of a toggle, which may have several names; None if nothing."""
    found = [element for tag in tags if (element := properties.find(tag)) is not None]
    return any(element.get(qn("w:val"), "1").lower() not in _OFF for element in found) if found else None
