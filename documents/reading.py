"""Have a text read, repaired or printed in a process apart. Called before any transaction: no lock waits for a text.

What cannot be read, or takes too long, is refused as a ValidationError with the sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from audit.actor import Actor
from documents.apart import Slots
from documents.queries.checks import settings_for
from documents.structure import Draft, Unreadable
from documents.structure.checked import Checked
from orgs.models import Organisation

_slots = Slots()


@dataclass(frozen=True, slots=True)
class Repaired:
    """A round with repairs written in. `checked` is None if none of them was found again; `form_only`: no words changed."""

    checked: Checked | None
    count: int
    form_only: bool


def read_text(
    text: bytes | str, name: str, *, actor: Actor, organisation: Organisation, before: dict[str, Any] | None = None
) -> Checked:
    """Read a file's bytes or pasted text, and check it as its organisation does. `before`: the tree of the round before."""
    pasted = isinstance(text, str)
    payload = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    asked = {"pasted": pasted, "name": name, "before": before, **_as_in(organisation)}
    answer, _ = _ask("read_round", actor.user_id, payload=payload, **asked)
    return Checked.from_json(answer)


def check_text(draft: Draft, *, actor: Actor, organisation: Organisation, before: dict[str, Any]) -> Checked:
    """Check a draft that we changed ourselves. `before`: the tree of the round that it follows."""
    tree = draft.to_json()
    asked = {"tree": tree, "before": before, **_as_in(organisation)}
    answer, _ = _ask("check_round", actor.user_id, size=_size(tree), **asked)
    return Checked.from_json(answer)


def repair_text(tree: dict[str, Any], ids: Iterable[str], *, actor: Actor, organisation: Organisation) -> Repaired:
    """Write the repairs with these ids into a round's tree, as far as the checks propose them again."""
    asked = {"before": tree, "ids": sorted(set(ids)), **_as_in(organisation)}
    answer, _ = _ask("repair_round", actor.user_id, size=_size(tree), **asked)
    checked = Checked.from_json(answer) if answer["count"] else None
    return Repaired(checked, answer["count"], answer["form_only"])


def _as_in(organisation: Organisation) -> dict[str, Any]:
    """Return what an organisation's drafts are checked by: its rule book, and what it or those above it set."""
    settings = {code: asdict(setting) for code, setting in settings_for(organisation).items()}
    return {"profile": organisation.profile, "settings": settings}


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
