"""An office with its people, and a clean draft of its own."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from audit.actor import Actor
from documents import actions
from documents.models import Document
from orgs.actions.roles import refresh
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, Term, User

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

PLAN = """TỈNH ĐOÀN LAM GIANG\tĐOÀN TNCS HỒ CHÍ MINH
***
Số:      -KH/TĐTN\tLam Giang, ngày     tháng 11 năm 2026

KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2027
-----
Căn cứ Chương trình số 12-CTr/TĐTN ngày 05/01/2026 của Ban Chấp hành Tỉnh đoàn về công tác Đoàn,
Ban Thường vụ Tỉnh đoàn xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Phát huy tinh thần xung kích của đoàn viên, thanh niên toàn tỉnh.
2. Các hoạt động bảo đảm thiết thực, an toàn, tiết kiệm.
II. NỘI DUNG
1. Tổ chức lễ ra quân và các hoạt động tình nguyện tại cơ sở.
2. Trồng mới ít nhất 4.000 cây xanh.
III. TỔ CHỨC THỰC HIỆN
1. Ban Phong trào Tỉnh đoàn: chủ trì, theo dõi và tổng hợp kết quả.
2. Các đơn vị: triển khai và báo cáo kết quả trước ngày 10/4/2027.
Trên đây là Kế hoạch tổ chức Tháng Thanh niên năm 2027 của Ban Thường vụ Tỉnh đoàn./.

Nơi nhận:
- Ban Bí thư TW Đoàn (B/c);
- Thường trực Tỉnh đoàn;
- Các đoàn trực thuộc (t/h);
- Lưu VT.

TM. BAN THƯỜNG VỤ TỈNH ĐOÀN
BÍ THƯ

Phạm Anh Khoa
"""


def person(username: str, full_name: str) -> User:
    return User.objects.create(username=username, full_name=full_name)


@pytest.fixture
def office(db: None) -> SimpleNamespace:
    tinh = Organisation.objects.create(
        name="Tỉnh đoàn Lam Giang",
        short_name="Tỉnh đoàn",
        level="province",
        code="TĐTN",
        place="Lam Giang",
        letterhead_issuer="TỈNH ĐOÀN LAM GIANG",
    )
    Term.objects.create(organisation=tinh, number="XIV", starts_on=date(2025, 10, 1))
    board = Body.objects.create(organisation=tinh, kind=Body.Kind.STANDING_BOARD, name="Ban Thường vụ")
    people = {
        "drafter": (person("thao", "Phạm Thu Thảo"), Role.DRAFTER),
        "secretary": (person("khoa", "Phạm Anh Khoa"), Role.SECRETARY),
        "clerk": (person("phuong", "Trần Thu Phương"), Role.CLERK),
        "chief": (person("ha", "Nguyễn Minh Hà"), Role.CHIEF_OF_OFFICE),
        "checker": (person("lan", "Hoàng Thị Lan"), Role.FORMAT_CHECKER),
    }
    for user, role in people.values():
        RoleAssignment.objects.create(user=user, organisation=tinh, role=role, starts_on=date(2025, 10, 1))
        refresh(user, actor=Actor.of(user), at=NOW)
    Membership.objects.create(
        user=people["secretary"][0], body=board, position="Bí thư", rank=1, starts_on=date(2025, 10, 1)
    )
    return SimpleNamespace(
        tinh=tinh,
        outsider=Actor.of(person("khach", "Ngô Vãng Lai")),
        **{name: Actor.of(user, origin="127.0.0.1") for name, (user, _) in people.items()},
    )


@pytest.fixture
def plan(office: SimpleNamespace) -> Document:
    return actions.import_draft(actor=office.drafter, organisation=office.tinh, text=PLAN, at=NOW)
