"""Figures in targets: value, unit, comparator; and what is no figure."""

from __future__ import annotations

from typing import Any

import pytest

from documents.structure.lexicon.figures import find_values


def found(text: str) -> list[Any]:
    return [(value.value, value.comparator, value.unit) for value in find_values(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4.000 cây xanh được trồng mới.", [(4000, "=", "cây xanh")]),
        ("Tối thiểu có 71.473 lượt đoàn viên tham gia.", [(71473, ">=", "lượt")]),
        ("100% cơ sở Đoàn có ít nhất 01 công trình.", [(100, "=", "%"), (1, ">=", "công trình")]),
        ("Phấn đấu trên 98,5% chi đoàn; dưới 1% đoàn viên yếu.", [(98.5, ">", "%"), (1, "<", "%")]),
        ("Từ 150 đoàn viên trở lên.", [(150, ">=", "đoàn viên")]),
        ("Đạt 80% trở lên.", [(80, ">=", "%")]),
        ("Kết nạp từ 40 đến 50 đoàn viên; 25 - 30 triệu đồng.", [(40, ">=", "đoàn viên"), (50, "<=", "đoàn viên"), (25, ">=", "triệu đồng"), (30, "<=", "triệu đồng")]),
        ("Từ 20% đến 25% đoàn viên.", [(20, ">=", "%"), (25, "<=", "%")]),
        ("Không quá 5% và tối đa 12 buổi.", [(5, "<=", "%"), (12, "<=", "buổi")]),
        ("≥ 20 cây, >= 3 tuyến đường.", [(20, ">=", "cây"), (3, ">=", "tuyến đường")]),
        ("Vận động 4.000.000đ (tương đương 40 suất quà).", [(4000000, "=", "đồng"), (40, "=", "suất quà")]),
        ("Mỗi chi đoàn giúp đỡ ít nhất 02 thiếu nhi.", [(2, ">=", "thiếu nhi")]),
        ("Dư nợ 1.225 tỷ đồng; 12,5 tấn gạo.", [(1225, "=", "tỷ đồng"), (12.5, "=", "tấn")]),
        ("Có trên 90% cơ sở hoàn thành tốt nhiệm vụ trở lên.", [(90, ">", "%")]),
    ],
)  # fmt: skip
def test_figures_are_read(text: str, values: list[tuple[float, str, str]]) -> None:
    assert found(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Hoàn thành trước ngày 30/6/2026, trong tháng 3 và quý 2 năm 2026.",
        "Thực hiện Nghị quyết số 17-NQ/TU ngày 17/9/2018 và Kế hoạch số 31/KH-UBND giai đoạn 2022 - 2030.",
        'Phong trào “Sinh viên 5 tốt”, "3 chủ động"; danh hiệu Học sinh 3 tốt; chủ trương 1 + 2.',
        "Kỷ niệm 95 năm Ngày thành lập Đoàn, nhiệm kỳ 2022-2027, năm học 2025 - 2026, 6 tháng đầu năm.",
        "Dịch vụ công mức độ 4, cách mạng công nghiệp 4.0, Đề án 06, Điều 12, lần thứ 3.",
        "Không có đoàn viên vi phạm pháp luật; một chi đoàn, mỗi đoàn viên.",
    ],
)
def test_dates_years_names_and_document_numbers_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_a_percentage_says_of_what() -> None:
    values = find_values(
        "100% cán bộ đoàn, đoàn viên, ít nhất 85% thanh niên được học tập; tỷ lệ tập hợp thanh niên đạt 70%."
    )
    assert [value.scope for value in values] == ["cán bộ đoàn, đoàn viên", "thanh niên", "tập hợp thanh niên"]
