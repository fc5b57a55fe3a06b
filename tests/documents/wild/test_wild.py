"""What real hands write, by kind: `<kind>/<name>.txt` (.docx, .html …), and the right values in `<name>.toml` beside it.

A .toml names only what its input is there for. Its keys are the tree's own fields (`number`, `signature.name`, `recipients`),
compared as `agrees` says; and beside these, which are all optional:

- `none`: fields that are null or empty, with dots between ("theme.text");
- `finds`: findings that must be there, "code" or "code:line"; `silent`: codes that must not be; `all`: the codes of all
  findings but the lines, each as often as it is found;
- `says`: words that the message of a finding has, by its code;
- `kinds`: beginnings of paragraphs and their kind;
- `refused`: the code with which the file is refused, and then nothing else.

A list is compared whole. A string in it stands for a thing's words: a heading's label and title, an option's text, the names
of a recipient line; a table in it for those fields of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from documents.structure import Draft, Finding, Unreadable, check, read
from documents.structure.tree import Annex, Basis, Deadline, Heading, Question, RecipientLine, Target, ThemeOption

FOLDER = Path(__file__).parent
INPUTS = sorted(path for path in FOLDER.glob("*/*.*") if path.suffix not in (".toml", ".py", ".pyc"))
BESIDE = ("none", "finds", "silent", "all", "says", "kinds", "refused")
FEWEST_HANDS = 6


def words(thing: Any) -> Any:
    """What a thing of the tree says, for a string in a .toml."""
    match thing:
        case Heading():
            return f"{thing.label} {thing.title}".strip()
        case RecipientLine():
            return " | ".join(part.name for part in thing.parts)
        case Deadline():
            return thing.due or thing.recurrence
        case Basis() | Target() | ThemeOption() | Annex() | Question():
            return thing.text
    return getattr(thing, "text", thing)


def agrees(found: Any, right: Any) -> bool:
    """Whether a value of the tree is the right one; of a table only the fields that are named count."""
    if isinstance(right, list):
        same = isinstance(found, list) and len(found) == len(right)
        return same and all(agrees(one, other) for one, other in zip(found, right, strict=True))
    if isinstance(right, dict):
        return all(agrees(at(found, field), value) for field, value in right.items())
    return (words(found) if is_dataclass(found) else found) == right


def at(thing: Any, path: str) -> Any:
    """The value of a field, its parts with dots between."""
    for name in path.split("."):
        assert name in {field.name for field in fields(thing)}, f"the tree has no {path}"
        thing = getattr(thing, name)
    return thing


def shown(found: Any, right: list[Any]) -> Any:
    """What was found, in the form of what is right, for the message of a failure."""
    if isinstance(found, list) and not any(isinstance(one, dict) for one in right):
        return [words(one) for one in found]
    return found


def wrong_values(draft: Draft, expected: dict[str, Any]) -> Iterator[str]:
    """The fields whose values are not the right ones, with both."""
    for field in expected.get("none", ()):
        if at(draft, field):
            yield f"{field}: {at(draft, field)!r} instead of none"
    for field, right in expected.items():
        if field not in BESIDE and not agrees(at(draft, field), right):
            yield f"{field}:\n  {shown(at(draft, field), right if isinstance(right, list) else [])!r}\n  instead of\n  {right!r}"


def wrong_kinds(draft: Draft, expected: dict[str, Any]) -> Iterator[str]:
    """The passages that are not of their kind."""
    for begins, kind in expected.get("kinds", {}).items():
        of = {p.kind.value for p in draft.paragraphs if f"{p.label} {p.text}".strip().startswith(begins)}
        if of != {kind}:
            yield f"{begins!r} is {sorted(of)} instead of {kind}"


def wrong_findings(found: list[Finding], expected: dict[str, Any]) -> Iterator[str]:
    """The findings that lack, are too many or do not say what they must."""
    codes = [finding.code for finding in found]
    places = {*codes, *(f"{finding.code}:{finding.line}" for finding in found)}
    yield from (f"no {place} among {sorted(places)}" for place in expected.get("finds", ()) if place not in places)
    yield from (
        f"{finding.code} on line {finding.line}: {finding.message}"
        for finding in found
        if finding.code in expected.get("silent", ())
    )
    if "all" in expected and sorted(codes) != sorted(expected["all"]):
        yield f"found {sorted(codes)} instead of {sorted(expected['all'])}"
    for code, said in expected.get("says", {}).items():
        messages = [finding.message for finding in found if finding.code == code]
        if not any(said in message for message in messages):
            yield f"no {code} says {said!r}: {messages}"


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_hand_wrote_is_read_as_an_expert_lists_it(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    if "refused" in expected:
        with pytest.raises(Unreadable) as refusal:
            read(path.read_bytes(), path.name)
        assert refusal.value.code == expected["refused"]
        return
    draft = read(path.read_bytes(), path.name)
    wrong = [*wrong_values(draft, expected), *wrong_kinds(draft, expected), *wrong_findings(check(draft), expected)]
    assert not wrong, "\n".join(wrong)


def test_every_kind_has_several_hands() -> None:
    few = {kind.name: count for kind in FOLDER.iterdir() if kind.is_dir() and kind.name != "__pycache__"
           if (count := sum(path.parent == kind for path in INPUTS)) < FEWEST_HANDS}  # fmt: skip
    assert not few
