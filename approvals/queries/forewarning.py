"""What the convenor of a round should know before ending it. The route knows what comes next, so upper floors say it here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from documents.models import Document

#: Each gives one sentence, or none ("").
forewarners: list[Callable[[Document, datetime], str]] = []


def forewarnings(document: Document, at: datetime) -> list[str]:
    return [said for forewarner in forewarners if (said := forewarner(document, at))]
