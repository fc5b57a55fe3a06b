"""Where the issuer of a letterhead is set up for a walkthrough, and whom its Nơi nhận then means."""

from datetime import datetime

import pytest

from audit.actor import Actor
from notifications.matching import match_line
from notifications.queries.directory import directory_of
from notifications.recipients import read_line
from orgs.models import Organisation, Role
from orgs.queries import holders_of_role
from workflows.demo.loading import load_province
from workflows.procedures.calendar import VIETNAM
from workflows.queries import procedures_for
from workflows.walkthrough.place import Standing, standing
from workflows.walkthrough.settling import Settling

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
Level = Organisation.Level
UNION = "ĐOÀN TNCS HỒ CHÍ MINH"


@pytest.mark.parametrize(
    ("superior", "issuer", "level"),
    [
        (UNION, "BCH TỈNH THANH SƠN", Level.PROVINCE),
        (UNION, "TỈNH ĐOÀN LAM GIANG", Level.PROVINCE),
        ("TỈNH ĐOÀN LAM GIANG", "BAN THƯỜNG VỤ", Level.PROVINCE),
        (None, "THÀNH ĐOÀN CẢNG BẮC", Level.PROVINCE),
        ("TỈNH ĐOÀN LAM GIANG", "BCH ĐOÀN PHƯỜNG AN PHÚ", Level.COMMUNE),
        ("Đoàn TNCS Hồ Chí Minh tỉnh Lam Giang", "Đoàn xã Vân Khê", Level.COMMUNE),
        ("THÀNH ĐOÀN CẢNG BẮC", "BCH ĐOÀN TNCS HỒ CHÍ MINH\nPHƯỜNG BẾN GỖ", Level.COMMUNE),
        ("TỈNH ĐOÀN LAM GIANG", "BCH THÀNH ĐOÀN TRẤN GIANG", Level.DISTRICT),
        ("TỈNH ĐOÀN LAM GIANG", "HUYỆN ĐOÀN SƠN HẠ", Level.DISTRICT),
        ("TỈNH ĐOÀN LAM GIANG", "BCH ĐOÀN TRƯỜNG ĐẠI HỌC SAO MAI", Level.DIRECT),
        (UNION, "TRƯỜNG ĐẠI HỌC SAO MAI", Level.DIRECT),
        ("TỈNH ĐOÀN LAM GIANG", "BCH ĐOÀN KHỐI DOANH NGHIỆP", Level.DIRECT),
        ("TỈNH ĐOÀN LAM GIANG", "BAN PHONG TRÀO", Level.DEPARTMENT),
        ("TỈNH ĐOÀN LAM GIANG", "VĂN PHÒNG", Level.DEPARTMENT),
        ("ĐOÀN PHƯỜNG AN PHÚ", "CHI ĐOÀN KHU PHỐ 3", Level.CHAPTER),
        (UNION, "BAN CHẤP HÀNH TRUNG ƯƠNG ĐOÀN", Level.CENTRAL),
        ("UBND TỈNH LAM GIANG", "SỞ NỘI VỤ", Level.OUTSIDE),
        ("TỈNH ỦY LAM GIANG", "BAN DÂN VẬN", Level.OUTSIDE),
    ],
)
def test_a_letterhead_tells_where_its_issuer_stands(superior: str | None, issuer: str, level: str) -> None:
    found = standing(superior, issuer)
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize(("superior", "issuer"), [(None, None), (UNION, None), ("", ""), (None, UNION)])
def test_a_letterhead_that_names_nobody_stands_nowhere(superior: str | None, issuer: str | None) -> None:
    assert standing(superior, issuer) is None


def test_an_institution_is_the_name_without_its_union() -> None:
    assert Standing(Level.COMMUNE, "BCH ĐOÀN PHƯỜNG AN PHÚ", "").institution == "PHƯỜNG AN PHÚ"
    assert Standing(Level.COMMUNE, "Phường đoàn An Phú", "").institution == "Phường An Phú"
    assert Standing(Level.DIRECT, "ĐOÀN TNCS HỒ CHÍ MINH TRƯỜNG SAO MAI", "").institution == "TRƯỜNG SAO MAI"


@pytest.mark.django_db
def test_an_issuer_is_set_up_below_its_superior_and_its_recipients_are_meant_from_there() -> None:
    province, people = load_province(NOW)
    settling = Settling(province, people, Actor(origin="walk_through"), NOW)

    def settle(superior: str, issuer: str) -> Organisation:
        organisation = settling.settle(standing(superior, issuer))
        for role in (Role.DRAFTER, Role.FORMAT_CHECKER, Role.CHIEF_OF_OFFICE, Role.SECRETARY, Role.CLERK):
            assert holders_of_role(organisation, role, NOW.date())
        assert procedures_for(organisation, "CTr")
        return organisation

    def understood(home: Organisation, line: str) -> str:
        return match_line(read_line(line), directory_of(home, NOW.date())).understood

    assert settle(UNION, "TỈNH ĐOÀN LAM GIANG") == province.tinh
    ward = settle("TỈNH ĐOÀN LAM GIANG", "BCH ĐOÀN PHƯỜNG AN PHÚ")
    assert (ward.level, ward.parent) == (Level.COMMUNE, province.tinh)
    assert understood(ward, "- Thường trực Tỉnh đoàn (b/c);") == "3 đồng chí Thường trực Tỉnh đoàn Lam Giang"
    assert understood(ward, "- Ban Thường vụ;") == "5 ủy viên Ban Thường vụ ĐOÀN PHƯỜNG AN PHÚ"
    assert understood(ward, "- Thường trực Đảng ủy;") == "Thường trực Đảng ủy PHƯỜNG AN PHÚ"
    assert understood(ward, "- Các chi đoàn;") == "3 chi đoàn"
    assert settle("TỈNH ĐOÀN LAM GIANG", "ĐOÀN XÃ VÂN KHÊ") == province.village
    office = settle("TỈNH ĐOÀN LAM GIANG", "BAN PHONG TRÀO")
    assert office in province.departments
    assert understood(office, "- Thường trực Tỉnh đoàn (b/c);") == "3 đồng chí Thường trực Tỉnh đoàn Lam Giang"
    school = settle("TỈNH ĐOÀN THANH SƠN", "BCH ĐOÀN TRƯỜNG ĐẠI HỌC SAO MAI")
    assert school.parent is not None
    assert (school.level, school.parent.name, school.parent.parent) == (
        Level.DIRECT,
        "TỈNH ĐOÀN THANH SƠN",
        province.centre,
    )
    assert understood(school, "- Thường trực Tỉnh đoàn (b/c);") == "3 đồng chí Thường trực TỈNH ĐOÀN THANH SƠN"
    province.tinh.refresh_from_db()
    assert province.tinh.short_name == "Tỉnh đoàn Lam Giang"
