"""Print footnotes: at the foot of the page that refers to them, in PDF and in Word (Office Open XML, ECMA-376 §17.11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree
from lxml.etree import _Element

from documents.structure.notes import REFERENCE
from web.letters import writable

_FIRST = 0xF0000  # Unicode's private plane, of which no draft prints a letter
_SIZE = "20"  # half points
_NOT_WORDS = ("layout", "title", "notes", "day")


def with_places(data: dict[str, Any]) -> dict[str, Any]:
    """Return a sheet's data with a private letter where it first refers to a note; notes that nothing refers to end the body."""
    if not data.get("notes"):
        return data
    marks = {mark: number for number, mark in enumerate(data["notes"])}
    left = dict(marks)

    def placed(value: object) -> Any:
        if isinstance(value, str):
            return REFERENCE.sub(lambda found: _place(found.group(), left), value)
        if isinstance(value, dict):
            return {key: placed(inner) for key, inner in value.items()}
        return [placed(inner) for inner in value] if isinstance(value, (list, tuple)) else value

    whole = {key: value if key in _NOT_WORDS else placed(value) for key, value in data.items()}
    block: dict[str, Any] = {"id": None, "kind": "footnote", "style": "prose", "level": 0, "cells": [], "picture": None}
    whole["body"] = [*whole["body"], *({**block, "label": mark, "text": data["notes"][mark]} for mark in left)]
    whole["notes"] = list(data["notes"].items())
    return whole


def _place(mark: str, left: dict[str, int]) -> str:
    number = left.pop(mark, None)
    return mark if number is None else chr(_FIRST + number)


class Notes:
    """The footnotes of a Word file in the making."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._left = dict(words)
        self._written: list[_Element] = []

    def parted(self, text: str) -> Iterator[tuple[str, _Element | None]]:
        """Yield a text's pieces, each with the reference that follows it where a note is first referred to."""
        at = 0
        for found in REFERENCE.finditer(text) if self._left else ():
            if (words := self._left.pop(found.group(), None)) is not None:
                yield text[at : found.start()], self._refer(words)
                at = found.end()
        yield text[at:], None

    def left(self) -> list[tuple[str, str]]:
        """Return the notes that nothing refers to; they are no longer waited for."""
        left, self._left = list(self._left.items()), {}
        return left

    def attach(self, document: WordDocument) -> None:
        """Put the notes into the file, with the lines that Word draws above them."""
        if not self._written:
            return
        root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
            "</w:footnotes>"
        )
        root.extend(self._written)
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _refer(self, words: str) -> _Element:
        """Write a note; return the run that refers to it."""
        number = str(len(self._written) + 1)
        note = OxmlElement("w:footnote", attrs={qn("w:id"): number})
        paragraph = OxmlElement("w:p")
        paragraph.extend([_run("w:footnoteRef", raised=True), _run("w:t", text=f" {words}")])
        note.append(paragraph)
        self._written.append(note)
        return _run("w:footnoteReference", raised=True, attributes={"w:id": number})


def _run(name: str, *, raised: bool = False, text: str = "", attributes: Mapping[str, str] | None = None) -> _Element:
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    properties.append(OxmlElement("w:rFonts", attrs=dict.fromkeys((qn("w:ascii"), qn("w:hAnsi")), "Times New Roman")))
    if raised:
        properties.append(OxmlElement("w:vertAlign", attrs={qn("w:val"): "superscript"}))
    else:
        properties.append(OxmlElement("w:sz", attrs={qn("w:val"): _SIZE}))
    said = OxmlElement(name, attrs={qn(key): value for key, value in (attributes or {}).items()})
    if text:
        said.text = writable(text)
        said.set(qn("xml:space"), "preserve")
    run.extend([properties, said])
    return run
