"""The kept text of a result is the JSON of its parts, whatever the codes, choices and names are."""

import json

from hypothesis import given
from hypothesis import strategies as st

from approvals.rules.publication import with_slips

TEXTS = st.text(max_size=12)
CHOICES = TEXTS | st.lists(TEXTS, min_size=1, max_size=3)
SLIPS = st.lists(st.tuples(TEXTS, CHOICES) | st.tuples(TEXTS, CHOICES, TEXTS), max_size=5)


@given(question=TEXTS, sentence=TEXTS, slips=SLIPS)
def test_slips_written_one_by_one_read_as_the_json_of_them_all(
    question: str, sentence: str, slips: list[tuple[str, list[str] | str, str] | tuple[str, list[str] | str]]
) -> None:
    kept = with_slips({"published": {"question": question}, "result": {"sentence": sentence}}, slips)
    ballots = [dict(zip(("code", "choice", "name"), slip, strict=False)) for slip in slips]
    assert json.loads(kept) == {
        "published": {"question": question, "ballots": ballots},
        "result": {"sentence": sentence},
    }
