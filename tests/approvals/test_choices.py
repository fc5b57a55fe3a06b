from types import SimpleNamespace
from typing import Any

from approvals.queries import choices_of


def _runs(*texts: str) -> list[Any]:
    options = [{"key": str(n), "text": text, "note": ""} for n, text in enumerate(texts, start=1)]
    ballot: Any = SimpleNamespace(kind="choose", options=options)
    return [choice.runs for choice in choices_of(ballot)]


def test_the_words_that_differ_are_marked_where_options_share_the_rest() -> None:
    first, second = _runs("Tuổi trẻ Lam Giang xung kích, sáng tạo", "Tuổi trẻ Lam Giang xung kích, vững bước")
    assert [words.strip() for words, differs in first if differs] == ["sáng tạo"]
    assert [words.strip() for words, differs in second if differs] == ["vững bước"]


def test_nothing_is_marked_where_nearly_everything_differs() -> None:
    assert _runs("Xây dựng Đoàn vững mạnh", "Khơi dậy khát vọng cống hiến") == [
        [("Xây dựng Đoàn vững mạnh", False)],
        [("Khơi dậy khát vọng cống hiến", False)],
    ]
