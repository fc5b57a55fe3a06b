"""Define the jobs of a process apart. Each takes plain JSON and bytes and gives plain JSON and bytes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from documents.rendering.pdf import to_pdf
from documents.structure import Draft, apply, check, proposals, read
from documents.structure.checked import check_next

Answer = tuple[dict[str, Any], bytes]
Job = Callable[[dict[str, Any], bytes], Answer]


def read_round(asked: dict[str, Any], payload: bytes) -> Answer:
    """Read a file or pasted text, give its passages the ids of the round before, and check it.

    Asked: pasted (the payload is UTF-8 text, not a file), name, profile, before (a tree or None).
    """
    draft = read(payload.decode("utf-8", "surrogatepass") if asked["pasted"] else payload, asked["name"])
    return check_next(draft, before=asked["before"], profile=asked["profile"]).to_json(), b""


def check_round(asked: dict[str, Any], payload: bytes) -> Answer:
    """Check a tree that follows another. Asked: tree, before, profile."""
    checked = check_next(Draft.from_json(asked["tree"]), before=asked["before"], profile=asked["profile"])
    return checked.to_json(), b""


def repair_round(asked: dict[str, Any], payload: bytes) -> Answer:
    """Write the repairs with the asked ids into a round, and check what came of it.

    Asked: before (a tree), ids, profile. Answers also count (of repairs found again) and form_only.
    """
    draft, wanted = Draft.from_json(asked["before"]), set(asked["ids"])
    chosen = [found for found in proposals(draft, check(draft, asked["profile"])) if found.id in wanted]
    told = {"count": len(chosen), "form_only": all(found.form_only for found in chosen)}
    if not chosen:
        return told, b""
    repaired = check_next(apply(draft, chosen), before=asked["before"], profile=asked["profile"])
    return {**repaired.to_json(), **told}, b""


def print_paper(asked: dict[str, Any], payload: bytes) -> Answer:
    """Return the PDF of a tree. Asked: tree, profile, mode, round_no, at (ISO), fonts_dir."""
    at = datetime.fromisoformat(asked["at"])
    options = {name: asked[name] for name in ("profile", "mode", "round_no", "fonts_dir")}
    return {}, to_pdf(Draft.from_json(asked["tree"]), at=at, **options)


JOBS: dict[str, Job] = {job.__name__: job for job in (read_round, check_round, repair_round, print_paper)}
