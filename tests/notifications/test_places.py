"""What a name of a Nơi nhận means depends on where its writer stands: province, ward, school union, department.

Plain values, no database.
"""

from dataclasses import dataclass, field

import pytest

from notifications.directory import Directory, Entry, Seat
from notifications.matching import Matched, match_line
from notifications.recipients import read_line
from notifications.recipients.places import completed, institution, names_at_home
from orgs.models import Organisation

Level = Organisation.Level


@dataclass
class People:
    """Seats by organisation: (name, position, kind, body); a person's number is that of their name."""

    by_organisation: dict[int, list[Seat]] = field(default_factory=dict)

    def seats(self, organisation: int) -> list[Seat]:
        return self.by_organisation.get(organisation, [])

    def people(self, full_name: str) -> list[tuple[int, str]]:
        return []


#: Name → (short name, level, name of the parent).
TREE: dict[str, tuple[str, str, str]] = {
    "Trung ương Đoàn TNCS Hồ Chí Minh": ("Trung ương Đoàn", Level.CENTRAL, ""),
    "Văn phòng Trung ương Đoàn": ("Văn phòng TW Đoàn", Level.DEPARTMENT, "Trung ương Đoàn TNCS Hồ Chí Minh"),
    "Tỉnh đoàn Lam Giang": ("Tỉnh đoàn", Level.PROVINCE, "Trung ương Đoàn TNCS Hồ Chí Minh"),
    "Tỉnh đoàn Hà Sơn": ("Tỉnh đoàn Hà Sơn", Level.PROVINCE, "Trung ương Đoàn TNCS Hồ Chí Minh"),
    "Thành đoàn Cảng Bắc": ("Thành đoàn Cảng Bắc", Level.PROVINCE, "Trung ương Đoàn TNCS Hồ Chí Minh"),
    "Văn phòng Tỉnh đoàn": ("Văn phòng", Level.DEPARTMENT, "Tỉnh đoàn Lam Giang"),
    "Ban Phong trào Tỉnh đoàn": ("Ban Phong trào", Level.DEPARTMENT, "Tỉnh đoàn Lam Giang"),
    "Ban Chấp hành Đoàn phường An Phú": ("Đoàn phường An Phú", Level.COMMUNE, "Tỉnh đoàn Lam Giang"),
    "Ban Chấp hành Đoàn phường Hồ Sen": ("Đoàn phường Hồ Sen", Level.COMMUNE, "Tỉnh đoàn Lam Giang"),
    "Ban Chấp hành Đoàn xã Vân Khê": ("Đoàn xã Vân Khê", Level.COMMUNE, "Tỉnh đoàn Lam Giang"),
    "Đoàn Trường Đại học Lam Giang": ("Đoàn Đại học Lam Giang", Level.DIRECT, "Tỉnh đoàn Lam Giang"),
    "Đoàn Công an tỉnh": ("Đoàn Công an tỉnh", Level.DIRECT, "Tỉnh đoàn Lam Giang"),
    "Chi đoàn khu phố 1": ("Chi đoàn khu phố 1", Level.CHAPTER, "Ban Chấp hành Đoàn phường An Phú"),
    "Chi đoàn khu phố 2": ("Chi đoàn khu phố 2", Level.CHAPTER, "Ban Chấp hành Đoàn phường An Phú"),
    "Chi đoàn Toán K60": ("Chi đoàn Toán K60", Level.CHAPTER, "Đoàn Trường Đại học Lam Giang"),
    "Tỉnh ủy Lam Giang": ("Tỉnh ủy", Level.OUTSIDE, ""),
    "Tỉnh ủy Hà Sơn": ("Tỉnh ủy Hà Sơn", Level.OUTSIDE, ""),
    "UBND tỉnh Lam Giang": ("UBND tỉnh", Level.OUTSIDE, ""),
    "Đảng ủy phường An Phú": ("Đảng ủy phường An Phú", Level.OUTSIDE, ""),
    "Đảng ủy phường Hồ Sen": ("Đảng ủy phường Hồ Sen", Level.OUTSIDE, ""),
    "UBND phường An Phú": ("UBND phường An Phú", Level.OUTSIDE, ""),
    "UBND phường Hồ Sen": ("UBND phường Hồ Sen", Level.OUTSIDE, ""),
    "UBND xã Vân Khê": ("UBND xã Vân Khê", Level.OUTSIDE, ""),
    "Đảng ủy Trường Đại học Lam Giang": ("Đảng ủy Đại học Lam Giang", Level.OUTSIDE, ""),
    "Trường Đại học Lam Giang": ("Đại học Lam Giang", Level.OUTSIDE, ""),
}
NUMBERS = {name: number for number, name in enumerate(TREE, start=1)}
CENTRE, PROVINCE, WARD, SCHOOL, OFFICE = (
    "Trung ương Đoàn TNCS Hồ Chí Minh",
    "Tỉnh đoàn Lam Giang",
    "Ban Chấp hành Đoàn phường An Phú",
    "Đoàn Trường Đại học Lam Giang",
    "Ban Phong trào Tỉnh đoàn",
)
SEATS = {
    PROVINCE: [("An", "Bí thư", "TT", "Thường trực"), ("Ba", "Ủy viên", "BTV", "Ban Thường vụ")],
    WARD: [("Cơ", "Bí thư", "TT", "Thường trực"), ("Dư", "Ủy viên", "BTV", "Ban Thường vụ")],
    SCHOOL: [("Én", "Bí thư", "TT", "Thường trực"), ("Gấm", "Ủy viên", "BTV", "Ban Thường vụ")],
}
PERSONS = {seat[0]: number for number, seat in enumerate((s for seats in SEATS.values() for s in seats), start=900)}
ALIASES = [("Tỉnh ủy Lam Giang", "Tỉnh ủy"), ("Tỉnh ủy Hà Sơn", "Tỉnh ủy"), ("Đảng ủy phường Hồ Sen", "Đảng ủy")]


def directory(home: str) -> Directory:
    entries = {
        NUMBERS[name]: Entry(NUMBERS[name], name, short, level, NUMBERS.get(parent), None, False, True, 0)
        for name, (short, level, parent) in TREE.items()
    }
    people = People(
        {
            NUMBERS[name]: [Seat(PERSONS[who], who, post, kind, body, "") for who, post, kind, body in seats]
            for name, seats in SEATS.items()
        }
    )
    return Directory(NUMBERS[home], entries, [(NUMBERS[name], text) for name, text in ALIASES], people)


def matched(home: str, line: str) -> Matched:
    return match_line(read_line(line), directory(home))


def reached(reading: dict[str, list[dict[str, int | None]]]) -> set[str]:
    """The names of whom a reading reaches: organisations by their full name, people by theirs."""
    organisations = {number: name for name, number in NUMBERS.items()}
    people = {number: name for name, number in PERSONS.items()}
    targets = reading["targets"]
    return {organisations.get(t["organisation"] or 0) or people[t["user"] or 0] for t in targets}


NOBODY: set[str] = set()
COMMUNES = {name for name, (_, level, _) in TREE.items() if level == Level.COMMUNE}
BASES = COMMUNES | {SCHOOL, "Đoàn Công an tỉnh"}
#: A line → whom it reaches from the province, the ward, the school's union and the province's department.
MEANT: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "- Thường trực Tỉnh đoàn (b/c);": ({"An"}, {"An"}, {"An"}, {"An"}),
    "- Thường trực Đoàn tỉnh;": ({"An"}, {"An"}, {"An"}, {"An"}),
    "- Tỉnh đoàn (b/c);": ({PROVINCE},) * 4,
    "- Ban Thường vụ Tỉnh đoàn;": ({"Ba"}, {"Ba"}, {"Ba"}, {"Ba"}),
    "- Ban Thường vụ;": ({"Ba"}, {"Dư"}, {"Gấm"}, {"Ba"}),
    "- Thường trực;": ({"An"}, {"Cơ"}, {"Én"}, {"An"}),
    "- Các đồng chí Ủy viên BTV;": ({"Ba"}, {"Dư"}, {"Gấm"}, {"Ba"}),
    "- Đ/c Bí thư (b/c);": ({"An"}, {"Cơ"}, {"Én"}, {"An"}),
    "- Ban Bí thư (b/c);": ({CENTRE},) * 4,
    "- Đoàn cấp trên (b/c);": ({CENTRE}, {PROVINCE}, {PROVINCE}, {CENTRE}),
    "- Ban Thường vụ Đoàn cấp trên;": ({CENTRE}, {"Ba"}, {"Ba"}, {CENTRE}),
    "- Ban Thường vụ Đoàn phường;": (NOBODY, {"Dư"}, NOBODY, NOBODY),
    "- BTV Phường đoàn;": (NOBODY, {"Dư"}, NOBODY, NOBODY),
    "- Ban Thường vụ Đoàn xã;": (NOBODY,) * 4,
    "- Ban Thường vụ Đoàn trường;": (NOBODY, NOBODY, {"Gấm"}, NOBODY),
    "- Ban Thường vụ Huyện đoàn;": (NOBODY,) * 4,
    "- Ban Thường vụ Thành đoàn;": (NOBODY,) * 4,
    "- Thường trực Đảng ủy (b/c);": (  # that a ward's clerk said whose it is binds nobody elsewhere
        NOBODY,
        {"Đảng ủy phường An Phú"},
        {"Đảng ủy Trường Đại học Lam Giang"},
        NOBODY,
    ),
    "- Đảng ủy phường;": (NOBODY, {"Đảng ủy phường An Phú"}, NOBODY, NOBODY),
    "- Đảng ủy, UBND phường (b/c);": (NOBODY, {"Đảng ủy phường An Phú", "UBND phường An Phú"}, NOBODY, NOBODY),
    "- Đ/c Bí thư Đảng ủy phường (b/c);": (NOBODY, {"Đảng ủy phường An Phú"}, NOBODY, NOBODY),
    "- Đ/c Chủ tịch UBND phường;": (NOBODY, {"UBND phường An Phú"}, NOBODY, NOBODY),
    "- UBND xã;": (NOBODY,) * 4,
    "- UBND xã Vân Khê;": ({"UBND xã Vân Khê"},) * 4,
    "- UBND phường Hồ Sen;": ({"UBND phường Hồ Sen"},) * 4,
    "- UBND tỉnh;": ({"UBND tỉnh Lam Giang"},) * 4,
    "- Tỉnh ủy;": ({"Tỉnh ủy Lam Giang"},) * 4,
    "- Tỉnh ủy Hà Sơn;": ({"Tỉnh ủy Hà Sơn"},) * 4,
    "- Ban Giám hiệu (b/c);": (NOBODY, NOBODY, {"Trường Đại học Lam Giang"}, NOBODY),
    "- Văn phòng;": ({"Văn phòng Tỉnh đoàn"}, NOBODY, NOBODY, {"Văn phòng Tỉnh đoàn"}),
    "- Văn phòng Tỉnh đoàn;": ({"Văn phòng Tỉnh đoàn"},) * 4,
    "- Ban Phong trào Tỉnh đoàn;": ({OFFICE},) * 4,
    "- Lãnh đạo Ban;": (NOBODY, NOBODY, NOBODY, {OFFICE}),
    "- Các chi đoàn;": (
        {"Chi đoàn khu phố 1", "Chi đoàn khu phố 2", "Chi đoàn Toán K60"},
        {"Chi đoàn khu phố 1", "Chi đoàn khu phố 2"},
        {"Chi đoàn Toán K60"},
        {"Chi đoàn khu phố 1", "Chi đoàn khu phố 2", "Chi đoàn Toán K60"},
    ),
    "- Các chi đoàn trực thuộc;": (
        NOBODY,
        {"Chi đoàn khu phố 1", "Chi đoàn khu phố 2"},
        {"Chi đoàn Toán K60"},
        NOBODY,
    ),
    "- Các cơ sở Đoàn trực thuộc;": (BASES, NOBODY, NOBODY, BASES),
    "- Đoàn các xã, phường, đặc khu;": (COMMUNES, COMMUNES - {WARD}, COMMUNES, COMMUNES),
    "- Các tỉnh, thành đoàn;": (
        {"Tỉnh đoàn Hà Sơn", "Thành đoàn Cảng Bắc"},
        {PROVINCE, "Tỉnh đoàn Hà Sơn", "Thành đoàn Cảng Bắc"},
        {PROVINCE, "Tỉnh đoàn Hà Sơn", "Thành đoàn Cảng Bắc"},
        {"Tỉnh đoàn Hà Sơn", "Thành đoàn Cảng Bắc"},
    ),
}


@pytest.mark.parametrize(("place", "home"), list(enumerate([PROVINCE, WARD, SCHOOL, OFFICE])))
@pytest.mark.parametrize("line", MEANT)
def test_a_name_means_what_it_means_at_its_writers_place(line: str, place: int, home: str) -> None:
    outcome, wanted = matched(home, line), MEANT[line][place]
    assert outcome.state == ("resolved" if wanted else "unresolved"), outcome
    assert (reached(outcome.readings[0]) if wanted else NOBODY) == wanted


@pytest.mark.parametrize("home", [WARD, SCHOOL])
def test_the_bases_of_one_that_is_a_base_itself_are_a_question(home: str) -> None:
    outcome = matched(home, "- Các cơ sở Đoàn;")
    assert outcome.state == "ambiguous"
    chapters, neighbours = map(reached, outcome.readings)
    assert all(name.startswith("Chi đoàn") for name in chapters)
    assert neighbours == BASES - {home}


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Đoàn phường An Phú", "phuong an phu"),
        ("BCH Đoàn TNCS Hồ Chí Minh phường An Phú", "phuong an phu"),
        ("Phường đoàn An Phú", "phuong an phu"),
        ("Xã đoàn Vân Khê", "xa van khe"),
        ("Tỉnh đoàn Lam Giang", "tinh lam giang"),
        ("BCH TỈNH THANH SƠN", "tinh thanh son"),
        ("Thành đoàn Cảng Bắc", "thanh pho cang bac"),
        ("Đoàn Trường Đại học Lam Giang", "truong dai hoc lam giang"),
        ("Đoàn Thanh niên Công an tỉnh", "cong an tinh"),
        ("Ban Phong trào Tỉnh đoàn", ""),
        ("Sở Nội vụ", ""),
    ],
)
def test_a_unions_name_tells_whose_it_is(name: str, whose: str) -> None:
    assert institution(name) == whose


def test_at_home_a_union_is_called_without_its_place() -> None:
    assert {"phuong doan", "doan phuong"} <= names_at_home("phuong an phu")
    assert "doan xa" not in names_at_home("phuong an phu")
    assert "thanh doan" in names_at_home("thanh pho cang bac")
    assert "tinh doan" not in names_at_home("thanh pho cang bac")
    assert {"doan truong", "doan truong dai hoc"} <= names_at_home("truong dai hoc lam giang")


def test_a_name_is_completed_by_what_it_leaves_out() -> None:
    assert "dang uy phuong an phu" in completed("dang uy", "phuong an phu")
    assert "uy ban nhan dan phuong an phu" in completed("uy ban nhan dan phuong", "phuong an phu")
    assert completed("dang uy", "") == set()
