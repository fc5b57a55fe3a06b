"""A Nơi nhận line and its readings; every form of domain.md §8. Names of places and people are invented."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.recipients import Context, Part, PartKind, joined_lines, read_line


def only(text: str, context: Context | None = None) -> tuple[Part, ...]:
    understood = read_line(text, context)
    assert len(understood.readings) == 1, understood
    return understood.readings[0].parts


def names(parts: Iterable[Part]) -> list[str]:
    return [part.name for part in parts]


def test_leading_body_with_its_purpose() -> None:
    (part,) = only("- Ban Bí thư TW Đoàn (B/c);")
    assert (part.kind, part.head, part.owner, part.purpose) == (PartKind.LEADERSHIP, "Ban Bí thư", "TW Đoàn", "report")


@pytest.mark.parametrize(
    ("written", "purpose"),
    [
        ("(B/c)", "report"),
        ("(b/c)", "report"),
        ("(để b/c)", "report"),
        ("(báo cáo)", "report"),
        ("(để thực hiện)", "act"),
        ("(t/h)", "act"),
        ("(để phối hợp)", "coordinate"),
        ("(p/h)", "coordinate"),
        ("(để biết)", "inform"),
        ("(để chỉ đạo)", "report"),
        ("(để triển khai)", "act"),
        ("(để p/h thực hiện)", "coordinate"),
        ("(để theo dõi)", "inform"),
    ],
)
def test_every_written_purpose_is_known(written: str, purpose: str) -> None:
    assert only(f"- Tỉnh đoàn Lam Giang {written};")[0].purpose == purpose


def test_a_bracket_that_is_no_purpose_stays_in_the_name() -> None:
    (part,) = only("- Đoàn trường Chính trị (cơ sở 2);")
    assert part.name == "Đoàn trường Chính trị (cơ sở 2)"
    assert part.purpose == ""


def test_owner_at_the_end_applies_leftwards() -> None:
    office, bans = only("- Văn phòng, các ban TW Đoàn;")
    assert (office.kind, office.name, office.owner) == (PartKind.UNIT, "Văn phòng TW Đoàn", "TW Đoàn")
    assert (bans.kind, bans.owner, bans.inherited) == (PartKind.DEPARTMENTS, "TW Đoàn", False)


def test_semicolons_split_before_commas() -> None:
    parts = only("- Văn phòng Tỉnh ủy, Ban Dân vận Tỉnh ủy; Ban Tuyên giáo, UBKT Tỉnh ủy; BTC Tỉnh ủy;")
    assert names(parts) == [
        "Văn phòng Tỉnh ủy",
        "Ban Dân vận Tỉnh ủy",
        "Ban Tuyên giáo Tỉnh ủy",
        "UBKT Tỉnh ủy",
        "BTC Tỉnh ủy",
    ]


def test_one_purpose_after_two_groups_is_a_question_and_not_a_guess() -> None:
    understood = read_line("- Thường trực Tỉnh ủy; Lãnh đạo UBND tỉnh (B/c);")
    assert understood.question == "“(B/c)” cho cả hai, hay chỉ cho Lãnh đạo UBND tỉnh?"
    assert [reading.answer for reading in understood.readings] == ["Cả hai", "Chỉ Lãnh đạo UBND tỉnh"]
    both, last = understood.readings
    assert [part.purpose for part in both.parts] == ["report", "report"]
    assert [part.purpose for part in last.parts] == ["", "report"]


def test_purposes_written_at_both_groups_are_clear() -> None:
    parts = only("- Thường trực Tỉnh ủy (b/c); Sở Nội vụ (p/h);")
    assert [part.purpose for part in parts] == ["report", "coordinate"]


def test_open_class_keeps_its_owner() -> None:
    front, unions = only("- Ủy ban MTTQ, các đoàn thể tỉnh;")
    assert (front.name, front.inherited) == ("Ủy ban MTTQ tỉnh", True)
    assert (unions.kind, unions.owner) == (PartKind.OPEN_CLASS, "tỉnh")


def test_members_of_a_body_and_of_a_term() -> None:
    (members,) = only("- Các đồng chí Ủy viên BCH Tỉnh đoàn;")
    assert (members.kind, members.body, members.owner, members.term) == (PartKind.MEMBERS, "BCH", "Tỉnh đoàn", "")
    (members,) = only("- UVBTV Tỉnh đoàn khóa XIV;")
    assert (members.body, members.term) == ("BTV", "XIV")


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("- Các huyện, thị, thành đoàn, đoàn trực thuộc;", ("district", "city", "direct")),
        ("- Đoàn cấp xã, đoàn trực thuộc (t/h);", ("commune", "direct")),
        ("- Đoàn các xã, phường, đặc khu và đoàn trực thuộc;", ("commune", "direct")),
        ("- BTV các huyện, thị, thành đoàn;", ("district", "city")),
        ("- Các tỉnh, thành đoàn, đoàn trực thuộc;", ("province", "city", "direct")),
        ("- Các cơ sở đoàn trực thuộc (05b);", ("base",)),
        ("- Các chi đoàn trực thuộc;", ("chapter",)),
        ("- Các chi đoàn trong xã;", ("chapter",)),
        ("- Các xã, phường, đặc khu đoàn;", ("commune",)),
    ],
)
def test_elliptical_subordinates(text: str, classes: tuple[str, ...]) -> None:
    (part,) = only(text)
    assert (part.kind, part.classes) == (PartKind.SUBORDINATES, classes)


def test_a_single_city_union_is_a_unit_and_not_a_class() -> None:
    assert only("- Thành đoàn;")[0].kind is PartKind.UNIT


def test_own_departments_and_an_affiliate() -> None:
    office, bans, house = only("- VP, các ban Tỉnh đoàn, Nhà Thiếu nhi tỉnh;")
    assert (office.owner, bans.owner, house.owner) == ("Tỉnh đoàn", "Tỉnh đoàn", "tỉnh")
    assert bans.kind is PartKind.DEPARTMENTS


@pytest.mark.parametrize(
    "text", ["- Các ban tham mưu, giúp việc ĐUK;^(05b)", "- Các ban tham mưu, giúp việc ĐUK (05b);"]
)
def test_copies_before_or_after_the_semicolon(text: str) -> None:
    (part,) = only(text)
    assert (part.kind, part.owner, part.copies) == (PartKind.DEPARTMENTS, "ĐUK", 5)


def test_commas_after_a_person_are_titles() -> None:
    (part,) = only("- Đ/c Trần Văn An, Bí thư TW Đảng, Trưởng Ban Dân vận TW (để b/c);")
    assert (part.kind, part.name) == (PartKind.PERSON, "Trần Văn An")
    assert part.titles == "Bí thư TW Đảng, Trưởng Ban Dân vận TW"


def test_several_comrades_are_several_people() -> None:
    assert names(only("- Các đ/c Trần Văn An, Lê Thị Bình;")) == ["Trần Văn An", "Lê Thị Bình"]


def test_owner_before_a_colon_applies_to_the_list() -> None:
    chief, deputies, section = only("- VP: CVP, PCVP, Phòng Tổng hợp;")
    assert (chief.kind, chief.owner) == (PartKind.POSITION, "VP")
    assert deputies.kind is PartKind.POSITION
    assert section.kind is PartKind.UNIT


@pytest.mark.parametrize("text", ["- Như trên;", "- Như kính gửi;"])
def test_back_reference_to_the_addressees(text: str) -> None:
    context = Context(addressees=("Tỉnh đoàn Lam Giang", "Ban Dân vận Tỉnh ủy"))
    assert names(only(text, context)) == ["Tỉnh đoàn Lam Giang", "Ban Dân vận Tỉnh ủy"]


def test_back_reference_to_an_article() -> None:
    article = "Chánh Văn phòng Tỉnh đoàn và Ban Tổ chức Tỉnh đoàn chịu trách nhiệm thi hành Quyết định này."
    parts = only("- Như Điều 4;", Context(articles={"4": article}))
    assert names(parts) == ["Chánh Văn phòng Tỉnh đoàn", "Ban Tổ chức Tỉnh đoàn"]


@pytest.mark.parametrize("text", ["- Như trên;", "- Như Điều 4;"])
def test_back_reference_to_nothing_is_not_understood(text: str) -> None:
    assert read_line(text).readings == ()


def test_an_ambiguous_addressee_makes_the_back_reference_ambiguous() -> None:
    context = Context(addressees=("Thường trực Tỉnh ủy; UBND tỉnh (b/c)",))
    assert len(read_line("- Như trên;", context).readings) == 2


@pytest.mark.parametrize(
    ("text", "where", "copies"),
    [
        ("- Lưu: VT", "VT", None),
        ("- Lưu VT, VP.", "VT, VP", None),
        ("- Lưu: VP Đoàn.", "VP Đoàn", None),
        ("- Lưu VT-LT.(255b)", "VT-LT", 255),
    ],
)
def test_archive(text: str, where: str, copies: int | None) -> None:
    understood = read_line(text)
    assert understood.is_archive
    assert understood.readings[0].parts[0].name == where
    assert understood.copies == copies


def test_wrapped_lines_are_joined_and_a_side_rule_gives_its_purpose_to_each_line() -> None:
    lines = ["- Ban Bí thư TW Đoàn;  |", "- Thường trực Tỉnh ủy; | (b/c)", "- Đoàn cấp xã, đoàn", "trực thuộc;"]
    assert joined_lines(lines) == [
        "- Ban Bí thư TW Đoàn (b/c);",
        "- Thường trực Tỉnh ủy (b/c);",
        "- Đoàn cấp xã, đoàn trực thuộc;",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- TT Tỉnh ủy, TT HĐND, UBND tỉnh (để b/c);", ["TT Tỉnh ủy", "TT HĐND tỉnh", "UBND tỉnh"]),
        ("- Bí thư, các Phó Bí thư Tỉnh đoàn;", ["Bí thư Tỉnh đoàn", "các Phó Bí thư Tỉnh đoàn"]),
        ("- Công an, Bộ CHQS tỉnh;", ["Công an tỉnh", "Bộ CHQS tỉnh"]),
        ("- VP, các ban T.Ư Đoàn;", ["VP T.Ư Đoàn", "các ban T.Ư Đoàn"]),
        ("- Các Ban xây dựng Đảng Tỉnh ủy;", ["Các Ban xây dựng Đảng Tỉnh ủy"]),
        ("- Như trên; Lưu: VT.", ["UBND tỉnh", "VT"]),
    ],
)
def test_lists_that_offices_write(text: str, expected: list[str]) -> None:
    assert names(only(text, Context(addressees=("UBND tỉnh",)))) == expected


def test_words_that_look_like_a_grade_are_no_owner() -> None:
    assert only("- Các cơ quan, đơn vị liên quan;")[0].owner == ""


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Các ban,;:()-/. VPTWĐoànhuyệtxã05bLưuNhưtrên Đ/c"), max_size=60))
def test_any_text_gives_whole_readings_or_none(text: str) -> None:
    understood = read_line(text)
    for reading in understood.readings:
        assert reading.parts
    assert bool(understood.question) == (len(understood.readings) > 1)
