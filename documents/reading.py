"""Have a text read, repaired or printed in a process apart. Called before any transaction: no lock waits for a text.

What cannot be read, or takes too long, is refused as a ValidationError with the sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from audit.actor import Actor
from documents.apart import Slots
from documents.structure import Draft, Unreadable
from documents.structure.checked import Checked

_slots = Slots()


@dataclass(frozen=True, slots=True)
class Repaired:
    """A round with repairs written in. `checked` is None if none of them was found again; `form_only`: no words changed."""

    checked: Checked | None
    count: int
    form_only: bool


def read_text(
    text: bytes | str, name: str, *, actor: Actor, profile: str, before: dict[str, Any] | None = None
) -> Checked:
    """Read and check a file's bytes or pasted text. `before`: the tree of the round that it follows."""
    pasted = isinstance(text, str)
    payload = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    answer, _ = _ask(
        "read_round", actor.user_id, payload=payload, pasted=pasted, name=name, profile=profile, before=before
    )
    return Checked.from_json(answer)


def check_text(draft: Draft, *, actor: Actor, profile: str, before: dict[str, Any]) -> Checked:
    """Check a draft that we changed ourselves. `before`: the tree of the round that it follows."""
    tree = draft.to_json()
    answer, _ = _ask("check_round", actor.user_id, size=_size(tree), tree=tree, profile=profile, before=before)
    return Checked.from_json(answer)


def repair_text(tree: dict[str, Any], ids: Iterable[str], *, actor: Actor, profile: str) -> Repaired:
    """Write the repairs with these ids into a round's tree, as far as the checks propose them again."""
    answer, _ = _ask(
        "repair_round", actor.user_id, size=_size(tree), before=tree, ids=sorted(set(ids)), profile=profile
    )
    checked = Checked.from_json(answer) if answer["count"] else None
    return Repaired(checked, answer["count"], answer["form_only"])


def print_paper(
    draft: Draft, *, profile: str, mode: str, at: datetime, person: Hashable, round_no: int | None = None
) -> bytes:
    """Print a draft as PDF in a profile's form. `person`: whose turn in the queue it takes."""
    tree, fonts = draft.to_json(), str(settings.FONTS_DIR)
    asked: dict[str, Any] = {"tree": tree, "profile": profile, "mode": mode, "round_no": round_no}
    return _ask("print_paper", person, size=_size(tree), at=at.isoformat(), fonts_dir=fonts, **asked)[1]


def _ask(
    job: str, person: Hashable, *, payload: bytes = b"", size: int | None = None, **asked: object
) -> tuple[dict[str, Any], bytes]:
    try:
        return _slots.ask(job, person=person, payload=payload, size=size, **asked)
    except Unreadable as refusal:
        raise ValidationError(refusal.message, code=refusal.code) from None


def _size(tree: dict[str, Any]) -> int:
    return sum(len(paragraph["text"]) for paragraph in tree.get("paragraphs", ()))
