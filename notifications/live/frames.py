"""What a page says through its socket, read so that no frame can break or fill the process."""

from __future__ import annotations

import json
from dataclasses import dataclass

from notifications.live.hub import MOST_TOPICS

MOST_LETTERS = 16_384


class Nonsense(ValueError):
    """A frame that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Topics to hear and to hear no more; `since` is the last change that the page has seen."""

    subscribe: list[str]
    unsubscribe: list[str]
    since: int | None


def read_frame(text: str | None) -> Frame:
    """Read a frame's text. Raises Nonsense: bytes, too long, no JSON, nested without end, not as agreed."""
    if text is None or len(text) > MOST_LETTERS:
        raise Nonsense
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Nonsense from problem
    if not isinstance(said, dict):
        raise Nonsense
    since = said.get("since", said.get("cursor"))
    if since is not None and type(since) is not int:
        raise Nonsense
    return Frame(_topics(said.get("subscribe")), _topics(said.get("unsubscribe")), since)


def _topics(said: object) -> list[str]:
    if said is None:
        return []
    if not isinstance(said, list) or not all(isinstance(topic, str) for topic in said):
        raise Nonsense
    return said[:MOST_TOPICS]
