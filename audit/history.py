"""Row histories (simple-history) that say who and when as the act does, not as the web request happened to."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import models

from audit.actor import Actor

M = TypeVar("M", bound=models.Model)


def stamped(row: M, *, actor: Actor, at: datetime, reason: str = "") -> M:
    """Mark a row so that its next save writes its history with the act's person, time and reason. Returns the row."""
    row._history_user = actor.user  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = reason[:100] or None  # type: ignore[attr-defined]
    return row
