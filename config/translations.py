"""The words of the interface: which there are, and whether each has its English.

The source language is Vietnamese, so only `locale/en` is a catalogue. Plain Python and polib: no gettext tools needed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURALS = {"ngettext", "ngettext_lazy"}
_CALL = re.compile(
    r"\b(n?gettext|_)\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:,\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))?"
)

Message = tuple[str, str | None]


def messages_of_python(source: str) -> Iterator[Message]:
    """(msgid, plural or None) of each translated string literal in Python source."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in FUNCTIONS and words:
            yield words[0], None
        elif name in PLURALS and len(words) >= 2:
            yield words[0], words[1]


def messages_of_template(source: str, origin: str) -> Iterator[Message]:
    """(msgid, plural or None) of each translated string in a Django template."""
    for call in _CALL.finditer(templatize(source, origin=origin)):
        plural = ast.literal_eval(call[3]) if call[1] == "ngettext" and call[3] else None
        yield ast.literal_eval(call[2]), plural


def messages(root: Path, folders: list[str]) -> dict[Message, str]:
    """Every message of the project with the first file that uses it."""
    found: dict[Message, str] = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                words = messages_of_python(path.read_text())
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                words = messages_of_template(path.read_text(), str(path))
            else:
                continue
            for message in words:
                if message[0].strip():
                    found.setdefault(message, str(path.relative_to(root)))
    return found


def missing(catalogue: polib.POFile, wanted: dict[Message, str]) -> list[Message]:
    """Return the messages that the catalogue does not translate."""
    translated = {
        (entry.msgid, entry.msgid_plural or None)
        for entry in catalogue
        if not entry.obsolete
        and "fuzzy" not in entry.flags
        and (entry.msgstr or all(entry.msgstr_plural.values() or [""]))
    }
    return [message for message in wanted if message not in translated]


def update(catalogue: polib.POFile, wanted: dict[Message, str]) -> None:
    """Add new messages with an empty translation, drop those no longer used, keep the rest."""
    known = {(entry.msgid, entry.msgid_plural or None): entry for entry in catalogue}
    for message, path in wanted.items():
        if message not in known:
            entry = polib.POEntry(msgid=message[0], occurrences=[(path, "")])
            if message[1]:
                entry.msgid_plural = message[1]
                entry.msgstr_plural = {0: "", 1: ""}
            catalogue.append(entry)
    for message, entry in known.items():
        if message not in wanted:
            catalogue.remove(entry)
