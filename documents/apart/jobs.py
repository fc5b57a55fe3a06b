"""Define the jobs of a process apart. Each takes plain JSON and bytes and gives plain JSON and bytes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from documents.rendering.pdf import to_pdf
from documents.structure import Draft, apply, check, proposals, read
from documents.structure.checked import Checked, Setting, check_next

Answer = tuple[dict[str, Any], bytes]
Job = Callable[[dict[str, Any], bytes], Answer]


def read_round(asked: dict[str, Any], payload: bytes) -> Answer:
    """Read a file or pasted text, give its passages the ids of the round before, and check it.

    Asked: pasted (the payload is UTF-8 text, not a file), name, profile, settings, before (a tree or None).
    """
    draft = read(payload.decode("utf-8", "surrogatepass") if asked["pasted"] else payload, asked["name"])
    return _checked(draft, asked).to_json(), b""


def check_round(asked: dict[str, Any], payload: bytes) -> Answer:
    """Check a tree that follows another. Asked: tree, before, profile, settings."""
    return _checked(Draft.from_json(asked["tree"]), asked).to_json(), b""


def repair_round(asked: dict[str, Any], payload: bytes) -> Answer:
    """Write the repairs with the asked ids into a round, and check what came of it.

    Asked: before (a tree), ids, profile, settings. Answers also count (of repairs found again) and form_only. What the round
    still shows is repaired, even if its check was switched off since.
    """
    draft, wanted = Draft.from_json(asked["before"]), set(asked["ids"])
    chosen = [found for found in proposals(draft, check(draft, asked["profile"])) if found.id in wanted]
    told = {"count": len(chosen), "form_only": all(found.form_only for found in chosen)}
    if not chosen:
        return told, b""
    return {**_checked(apply(draft, chosen), asked).to_json(), **told}, b""


def _checked(draft: Draft, asked: dict[str, Any]) -> Checked:
    settings = {code: Setting(**setting) for code, setting in asked["settings"].items()}
    return check_next(draft, before=asked["before"], profile=asked["profile"], settings=settings)


def print_paper(asked: dict[str, Any], payload: bytes) -> Answer:
    """Return the PDF of a tree. Asked: tree, profile, mode, round_no, at (ISO), fonts_dir."""
    at = datetime.fromisoformat(asked["at"])
    options = {name: asked[name] for name in ("profile", "mode", "round_no", "fonts_dir")}
    return {}, to_pdf(Draft.from_json(asked["tree"]), at=at, **options)


JOBS: dict[str, Job] = {job.__name__: job for job in (read_round, check_round, repair_round, print_paper)}
