"""The verdict on the pages is the record's sentence in Vietnamese, and says the same in English."""

from types import SimpleNamespace
from typing import Any

from django.utils.translation import override
from hypothesis import given, settings

from approvals.queries.verdict import verdict_shown
from approvals.rules.publication import recount
from tests.approvals.rules.test_tally import publications, published


def closed(data: dict[str, Any]) -> Any:
    result = {"published": data, "result": recount(data).to_json()}
    return SimpleNamespace(kind=data["kind"], rule=data["rule"], result=result)


@settings(max_examples=200, deadline=None)
@given(publications())
def test_in_vietnamese_it_is_the_sentence_of_the_record(data: dict[str, Any]) -> None:
    with override("vi"):
        assert verdict_shown(closed(data)) == recount(data).sentence


def test_in_english_it_has_the_same_figures() -> None:
    with override("en"):
        sentence = verdict_shown(closed(published({"2": 26, "1": 11})))
    assert "26/45" in sentence
    assert "23" in sentence
    assert "option 2" in sentence
