"""A small province: who drafts, checks, votes, approves, signs, numbers; and a commune below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from audit.actor import SYSTEM, Actor
from documents.actions import import_draft
from documents.models import Document
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, Term, User
from orgs.roles import project
from workflows.actions import create_procedure
from workflows.models import Procedure
from workflows.procedures.calendar import VIETNAM
from workflows.procedures.catalogue import CATALOGUE

SINCE = date(2025, 1, 1)
NOON = datetime(2026, 11, 9, 9, 0, tzinfo=VIETNAM)  # a Monday

TEXT = """TỈNH ĐOÀN LAM GIANG	ĐOÀN TNCS HỒ CHÍ MINH
BCH TỈNH ĐOÀN LAM GIANG
***
Số:      -CTr/TĐTN	Lam Giang, ngày      tháng 11 năm 2026

CHƯƠNG TRÌNH
Công tác Đoàn và phong trào thanh thiếu nhi năm 2027

Căn cứ Nghị quyết Đại hội Đoàn tỉnh Lam Giang lần thứ XIV;
Ban Chấp hành Tỉnh đoàn xây dựng chương trình công tác năm 2027 như sau:

I. CHỦ ĐỀ CÔNG TÁC NĂM
{theme}

II. CÁC CHỈ TIÊU CƠ BẢN
1. Trồng mới ít nhất 4.000 cây xanh.
2. Giới thiệu 1.350 đoàn viên ưu tú cho Đảng.

III. NHIỆM VỤ, GIẢI PHÁP
1. Tổ chức các hoạt động kỷ niệm Ngày thành lập Đoàn trong tháng 3.

IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng Tỉnh đoàn theo dõi, đôn đốc, báo cáo kết quả trước ngày 15/12/2027.
Trên đây là chương trình công tác Đoàn và phong trào thanh thiếu nhi năm 2027 của Tỉnh đoàn Lam Giang./.

Nơi nhận:
- Đoàn cấp xã (t/h);
- Lưu: VP.
	TM. BAN CHẤP HÀNH TỈNH ĐOÀN
	BÍ THƯ

	Phạm Anh Khoa
"""
OPTIONS = """Xin ý kiến lựa chọn trong 02 phương án:
- Phương án 1: "Tuổi trẻ Lam Giang xung kích chuyển đổi số"
- Phương án 2: "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai\""""
DECIDED = 'Chủ đề năm 2027: "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai"'


@dataclass
class Province:
    organisation: Organisation
    commune: Organisation
    drafter: User
    checker: User
    chief: User
    secretary: User
    deputy: User
    clerk: User
    admin: User
    outsider: User
    commune_drafter: User
    commune_secretary: User
    commune_clerk: User
    members: list[User]
    procedures: dict[str, Procedure] = field(default_factory=dict)

    @property
    def standing(self) -> list[User]:
        return [self.secretary, self.deputy]


def person(username: str, name: str) -> User:
    return User.objects.create(username=username, full_name=name, email=f"{username}@example.org")


def give(user: User, organisation: Organisation, *roles: Role) -> None:
    for role in roles:
        RoleAssignment.objects.create(user=user, organisation=organisation, role=role, starts_on=SINCE)


def seat(user: User, body: Body, term: Term, position: str = "Ủy viên", rank: int = 100) -> None:
    Membership.objects.create(user=user, body=body, term=term, position=position, rank=rank, starts_on=SINCE)


def build_province() -> Province:
    org = Organisation.objects.create(
        name="Tỉnh đoàn Lam Giang", short_name="Tỉnh đoàn Lam Giang", level="province", code="TĐTN", place="Lam Giang"
    )
    commune = Organisation.objects.create(
        name="Đoàn xã Phú Sơn", short_name="Đoàn xã Phú Sơn", level="commune", code="ĐTN", place="Phú Sơn", parent=org
    )
    people = {
        key: person(key, name)
        for key, name in {
            "drafter": "Lê Quốc Bảo",
            "checker": "Trần Thu Phương",
            "chief": "Nguyễn Minh Hà",
            "secretary": "Phạm Anh Khoa",
            "deputy": "Hoàng Thị Lan",
            "clerk": "Đỗ Văn Tâm",
            "admin": "Vũ Hải Yến",
            "outsider": "Ngô Gia Huy",
            "commune_drafter": "Bùi Thu Trang",
            "commune_secretary": "Lý Văn Nam",
            "commune_clerk": "Tạ Thị Hoa",
        }.items()
    }
    members = [person(f"member{n}", f"Ủy viên {n}") for n in range(1, 4)]
    term = Term.objects.create(organisation=org, number="XIV", starts_on=SINCE)
    commune_term = Term.objects.create(organisation=commune, number="I", starts_on=SINCE)
    committee = Body.objects.create(organisation=org, kind="BCH", name="BCH Tỉnh đoàn")
    standing = Body.objects.create(organisation=org, kind="TT", name="Thường trực Tỉnh đoàn")
    commune_committee = Body.objects.create(organisation=commune, kind="BCH", name="BCH xã đoàn")
    for body in (committee, standing):
        seat(people["secretary"], body, term, "Bí thư", 1)
        seat(people["deputy"], body, term, "Phó Bí thư", 2)
    for member in members:
        seat(member, committee, term)
        give(member, org, Role.COMMITTEE_MEMBER)
    seat(people["commune_secretary"], commune_committee, commune_term, "Bí thư", 1)
    give(people["drafter"], org, Role.DRAFTER)
    give(people["checker"], org, Role.FORMAT_CHECKER)
    give(people["chief"], org, Role.CHIEF_OF_OFFICE)
    give(people["secretary"], org, Role.SECRETARY, Role.STANDING_SECRETARIAT, Role.COMMITTEE_MEMBER)
    give(people["deputy"], org, Role.DEPUTY_SECRETARY, Role.STANDING_SECRETARIAT, Role.COMMITTEE_MEMBER)
    give(people["clerk"], org, Role.CLERK)
    give(people["admin"], org, Role.ORGANISATION_ADMIN)
    give(people["commune_drafter"], commune, Role.DRAFTER)
    give(people["commune_secretary"], commune, Role.SECRETARY)
    give(people["commune_clerk"], commune, Role.CLERK)
    project(NOON.date())
    made = {
        name: create_procedure(
            actor=SYSTEM,
            organisation=org,
            name=name,
            type_codes=types,
            stations=procedure.stations,
            applies_below="cấp xã" in name,
            at=NOON,
        )
        for name, (types, procedure) in CATALOGUE.items()
    }
    return Province(organisation=org, commune=commune, members=members, procedures=made, **people)


@pytest.fixture
def province(db: None) -> Province:
    return build_province()


@pytest.fixture
def write(province: Province) -> Callable[..., Document]:
    """Bring a draft in, by default one whose theme is decided."""

    def write(theme: str = DECIDED, *, by: User | None = None, organisation: Organisation | None = None) -> Document:
        return import_draft(
            actor=Actor.of(by or province.drafter),
            organisation=organisation or province.organisation,
            text=TEXT.format(theme=theme),
            name="du-thao.txt",
            at=NOON,
        )

    return write


@pytest.fixture
def acts() -> SimpleNamespace:
    """Every action, with the actor made from the person."""
    return SimpleNamespace()
