"""Strange texts cost in proportion to their size; what is stored with a round is bounded.

Costs are processor time of the same work at two sizes, the best of several runs: what grows with the square would cost a
hundred times as much for ten times the text.
"""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import pytest

from benchmarks.strange import LINES, TEXTS, WORD, within
from documents.rendering.sheet import lay_out
from documents.structure import Draft, Finding, apply, carry_ids, check, diff, proposals, read
from documents.structure.checks import MORE, MOST_FINDINGS, MOST_OF_A_KIND
from documents.structure.comparing.compare import compare
from documents.structure.comparing.wording import words
from documents.structure.reading.citations import citations

SMALL, LARGE = 200, 2_000
MOST = 30  # times the cost for ten times the text
FLOOR = 0.004  # seconds of processor time that any text costs


def cost(work: Callable[[], object], runs: int = 2) -> float:
    """The least processor time of several runs."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def assert_in_proportion(work_of: Callable[[Any], Callable[[], object]], family: Callable[..., Any]) -> None:
    small, large = work_of(family(SMALL)), work_of(family(LARGE))
    assert cost(large) <= MOST * max(cost(small), FLOOR)


def stored(findings: list[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False)


@pytest.mark.parametrize("family", [pytest.param(family, id=name) for name, family in (TEXTS | WORD).items()])
def test_reading_checking_and_repairing_cost_in_proportion(family: Callable[..., Any]) -> None:
    def whole_of(text: str) -> Callable[[], None]:
        def work() -> None:
            draft = read(text)
            found = check(draft)
            apply(draft, proposals(draft, found))

        return work

    assert_in_proportion(whole_of, family)


#: What other hands leave many times over, on one line or on many.
HANDS = {
    "dots": lambda n: within("." * n + " … " * n + "_" * n),
    "spans": lambda n: within("nộp từ ngày 09 – 31/5/2027 " * n),
    "weekdays": lambda n: within("thứ Hai, ngày 30/3/2027, " * n),
    "enclosures": lambda n: within("(có danh sách kèm theo) kèm theo Quyết định " * n),
    "grounds": lambda n: within("Căn cứ " + ", Đoàn xã" * n),
    "laws": lambda n: within("".join(f"Luật Thanh niên số {i % 900 + 1}/{2000 + i % 25}/QH14. " for i in range(n))),
    "questions": lambda n: within("Xin ý kiến chọn 01 trong 02 phương án:\na) x\nb) y\nPhương án 1: z\n" * (n // 4)),
    "a class": lambda n: within("Trên đây là kế hoạch./.\nNơi nhận:\n- Các xã" + ", xã" * n + ", tổ 1" + ", 2" * n),
    "recurrences": lambda n: within("báo cáo tháng, quý trước ngày 05 hằng tháng, trừ tháng 6 " * (n // 4)),
    "recurring lines": lambda n: within(
        "Các chi đoàn không phải báo cáo tháng 7, báo cáo quý trước ngày 20 tháng cuối quý.\n" * (n // 8)
    ),
    "a pasted document": lambda n: " ".join(
        within("I. NỘI DUNG 1. Thời gian Từ ngày 5/5/2027. 2. Địa điểm - Sân xã; - Nhà văn hóa. " * (n // 8)).split()
    ),
    "pasted lines": lambda n: within(
        "I. NỘI DUNG 1. Mục đích Tuyên truyền rộng rãi. 2. Yêu cầu Bảo đảm an toàn. Điều 1. Giao Đoàn xã;\n" * (n // 8)
    ),
    "pasted letterheads": lambda n: "TỈNH ĐOÀN LAM GIANG BCH ĐOÀN XÃ *** Số: 1-KH/ĐTN ĐOÀN TNCS HỒ CHÍ MINH " * n,
    "names of bodies": lambda n: "BAN CHẤP HÀNH ĐOÀN XÃ HÒA BÌNH " * n + "Số: 1-KH/ĐTN",
    "capitals": lambda n: "I. " + "NỘI DUNG " * n + "1. Mục đích Điều 1. x Nơi nhận: y",
    "contents": lambda n: within("I. NỘI DUNG ........ 3\n" * n),
    "legacy lines": lambda n: within("Caùc chi ñoaøn chuaån bò traïi.\n" * n),
}


@pytest.mark.parametrize("family", [pytest.param(family, id=name) for name, family in HANDS.items()])
def test_what_hands_leave_costs_in_proportion(family: Callable[..., Any]) -> None:
    assert_in_proportion(lambda text: lambda: check(read(text)), lambda n: family(4 * n))


@pytest.mark.parametrize("name", ["equal headings", "distinct lines", "one-line megabyte"])  # fmt: skip
def test_comparing_rounds_and_documents_costs_in_proportion(name: str) -> None:
    def whole_of(text: str) -> Callable[[], None]:
        before, after = read(text), read(text.replace("ô", "ộ").replace("a", "o"))

        def work() -> None:
            carry_ids(before, after)
            lay_out(diff(before, after))
            compare(before, after)
            citations(after)

        return work

    assert_in_proportion(whole_of, TEXTS[name])


@pytest.mark.parametrize("family", [pytest.param(family, id=name) for name, family in TEXTS.items()])
def test_what_is_stored_of_the_findings_is_in_proportion_to_the_text(family: Callable[..., Any]) -> None:
    text = family(LARGE)
    assert len(stored(check(read(text)))) <= 20 * len(text) + 50_000


def test_a_list_is_renumbered_once_however_many_slips_it_has() -> None:
    draft = read(LINES["equal headings"](90))
    repairs = [finding.repair for finding in check(draft) if finding.code == "heading_duplicate"]
    assert len(repairs[0]["labels"]) == 89
    assert not any(repairs[1:])
    repaired = apply(draft, [found for found in proposals(draft, check(draft)) if found.code == "heading_duplicate"])
    assert [heading.label for heading in repaired.headings if heading.title.startswith("Nội dung")] == [
        str(number) for number in range(1, 91)
    ]


def test_a_list_too_long_to_renumber_unseen_is_told_without_a_repair() -> None:
    found = [finding for finding in check(read(LINES["equal headings"](6_000))) if finding.code == "heading_duplicate"]
    assert found
    assert not any(finding.repair for finding in found)


def test_of_a_kind_only_so_many_findings_are_kept_and_the_last_says_how_many_more() -> None:
    text = within("\n".join(f"Chương trình này ,số {number}" for number in range(500)))
    found = check(read(text))
    (more,) = [finding for finding in found if finding.code == MORE]
    assert sum(finding.code == "spacing" for finding in found) == MOST_OF_A_KIND
    assert "còn 300 điểm tương tự" in more.message
    assert (more.severity, more.repair) == ("info", None)


def test_what_is_not_listed_holds_the_gate_of_its_kind() -> None:
    blank = "Căn cứ Chương trình số      -CTr/TĐTN ngày    /01/2025 của Tỉnh đoàn;"
    text = within("").replace("\nCăn cứ", f"\n{blank}" * 300 + "\nCăn cứ", 1)
    more = [finding for finding in check(read(text)) if finding.code == MORE]
    assert ("blocker", "S") in [(finding.severity, finding.gate) for finding in more]


def test_no_text_has_more_findings_than_the_bound_and_one_for_each_kind() -> None:
    text = within("\n".join(f"1. a ,b  c của của Đoàn (x “y ngày 1/1 **z** {n}" for n in range(2_000)))
    found = check(read(text))
    assert sum(finding.code != MORE for finding in found) <= MOST_FINDINGS


def test_a_quotation_in_a_message_is_short_however_long_the_word() -> None:
    found = check(read(within("a," * 5_000)))
    assert found
    assert max(len(finding.message) for finding in found) <= 400


def test_two_long_lines_with_nothing_in_common_are_not_compared_word_by_word() -> None:
    before, after = " ".join(f"a{n}" for n in range(20_000)), " ".join(f"b{n}" for n in range(20_000))
    runs = words(f"Đầu {before} cuối", f"Đầu {after} cuối")
    assert [op for op, _ in runs] == ["same", "del", "ins", "same"]


def test_in_a_long_line_a_small_change_is_still_shown_as_small() -> None:
    line = "nội dung công tác " * 20_000
    runs = words(f"{line}cũ {line}", f"{line}mới {line}")
    assert [(op, text) for op, text in runs if op != "same"] == [("del", "cũ"), ("ins", "mới")]


def test_moved_and_changed_paragraphs_of_a_long_text_keep_their_ids() -> None:
    def text(order: Iterable[int], word: str) -> str:
        return within("\n".join(f"Việc{n} riêng{n} tổ{n} gồm{n} phần{n} mục{n} khoản{n} điểm{n} {word}" for n in order))

    before, after = read(text(range(800), "cũ")), read(text(reversed(range(800)), "mới"))
    known = {paragraph.text.split()[0]: paragraph.id for paragraph in before.paragraphs if "riêng" in paragraph.text}
    now = {paragraph.text.split()[0]: paragraph.id for paragraph in carry_ids(before, after).paragraphs}
    assert len(known) == 800
    assert {first: now[first] for first in known} == known


def test_a_draft_of_strange_text_survives_its_own_json() -> None:
    for family in TEXTS.values():
        draft = read(family(50))
        assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft
