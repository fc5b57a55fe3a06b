"""Deadlines: dates that are limits, recurrences, and dates that are neither."""

from __future__ import annotations

import pytest

from documents.structure.reading.deadlines import find_deadlines


def found(text: str) -> list[tuple[str | None, str | None]]:
    return [(deadline.due, deadline.recurrence) for deadline in find_deadlines(text, 1)]


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("Báo cáo Tỉnh đoàn trước ngày 15/11/2026.", [("2026-11-15", None)]),
        ("Gửi về Văn phòng chậm nhất là ngày 05 tháng 3 năm 2027.", [("2027-03-05", None)]),
        ("Báo cáo tổng kết năm trước 30/9 về Ban Thường vụ.", [(None, None)]),
        ("Gửi hồ sơ trước 17h00 ngày 25/9/2026, qua thư điện tử.", [("2026-09-25", None)]),
        ("Hạn đăng ký: 15/4/2026.", [("2026-04-15", None)]),
        ("Đến hết ngày 30/6/2026 hoàn thành đại hội.", [("2026-06-30", None)]),
        ("Gửi kế hoạch trước ngày 10/01/2026; nộp báo cáo trước ngày 20/12/2026.", [("2026-01-10", None), ("2026-12-20", None)]),
        ("Báo cáo kết quả vào ngày 05 hằng tháng.", [(None, "ngày 05 hằng tháng")]),
        ("Báo cáo trước ngày 20 tháng cuối quý.", [(None, "trước ngày 20 tháng cuối quý")]),
        ("Báo cáo định kỳ vào thứ Sáu hằng tuần.", [(None, "thứ Sáu hằng tuần")]),
        ("Báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 hằng năm.", [(None, "trước ngày 15 tháng 12 hằng năm")]),
    ],
)  # fmt: skip
def test_deadlines_are_found(text: str, deadlines: list[tuple[str | None, str | None]]) -> None:
    assert found(text) == deadlines


@pytest.mark.parametrize(
    "text",
    [
        "Tuyên truyền trước, trong và sau Ngày thành lập Đoàn 26/3.",
        "Thực hiện Kế hoạch số 31/KH-UBND ngày 12/02/2025 của UBND tỉnh.",
        "Tổ chức từ ngày 01/3/2026 đến ngày 31/3/2026.",
        "Kỷ niệm Ngày Thương binh - Liệt sĩ 27/7.",
        "Trong giới hạn 5/10 điểm.",
    ],
)
def test_days_of_events_and_documents_are_no_deadlines(text: str) -> None:
    assert found(text) == []
