"""A frame is read or refused; none breaks the socket's process."""

import pytest

from notifications.live.frames import MOST_LETTERS, Nonsense, read_frame
from notifications.live.hub import MOST_TOPICS

HOSTILE = [
    None,
    "",
    "\x00",
    "null",
    "5",
    '"document:1"',
    "[]",
    "[" * 16_000,
    '{"a":' * 3_000,
    '{"subscribe": 5}',
    '{"subscribe": "document:1"}',
    '{"subscribe": {"document:1": 1}}',
    '{"subscribe": [["document:1"]]}',
    '{"unsubscribe": true}',
    '{"subscribe": ["a"], "since": 1e400}',
    '{"subscribe": ["a"], "since": "²"}',
    '{"subscribe": ["a"], "since": true}',
    '{"subscribe": ["a"], "since": ' + "9" * 5_000 + "}",
    '{"subscribe": ["a"], "since": NaN}',
    '{"subscribe": ["' + "a" * MOST_LETTERS + '"]}',
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nonsense_is_refused(text: str | None) -> None:
    with pytest.raises(Nonsense):
        read_frame(text)


def test_what_a_page_asks_is_read() -> None:
    frame = read_frame('{"subscribe": ["document:12", "\\ud800"], "unsubscribe": ["user:1"], "since": 7}')
    assert (frame.subscribe, frame.unsubscribe, frame.since) == (["document:12", "\ud800"], ["user:1"], 7)


def test_no_more_topics_are_taken_than_a_page_has() -> None:
    assert len(read_frame('{"subscribe": [' + ",".join(['"a"'] * 1_000) + "]}").subscribe) == MOST_TOPICS
