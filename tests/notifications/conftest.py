"""A small province that issues a document: its superiors, neighbours, communes, bodies, a clerk, a drafter, an outsider."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audit.actor import Actor
from documents.models import Document, DraftRound, IssuedPaper
from documents.structure.tree import Archive, Draft, RecipientLine
from orgs.actions.roles import refresh
from orgs.models import Body, Membership, Organisation, OrganisationAlias, Role, RoleAssignment, Term, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=HANOI)
SINCE = date(2025, 10, 1)


def person(username: str, full_name: str) -> User:
    return User.objects.create(username=username, full_name=full_name, email=f"{username}@lamgiang.example")


def give_role(user: User, organisation: Organisation, role: Role) -> User:
    RoleAssignment.objects.create(user=user, organisation=organisation, role=role, starts_on=SINCE)
    refresh(user, actor=Actor.of(user), at=NOW)
    return user


def seat(user: User, body: Body, position: str = "Ủy viên", term: Term | None = None) -> Membership:
    return Membership.objects.create(user=user, body=body, position=position, term=term, starts_on=SINCE)


def organisation(
    name: str, level: str, parent: Organisation | None = None, short: str = "", **more: Any
) -> Organisation:
    return Organisation.objects.create(name=name, short_name=short or name, level=level, parent=parent, **more)


def many_communes(parent: Organisation, names: list[str]) -> None:
    """Rows alone, without history: for tests that count queries."""
    Organisation.objects.bulk_create(
        Organisation(name=name, short_name=name, level="commune", parent=parent) for name in names
    )


@pytest.fixture
def house(db: None) -> SimpleNamespace:
    centre = organisation("Trung ương Đoàn TNCS Hồ Chí Minh", "central", short="Trung ương Đoàn")
    office = organisation("Văn phòng Trung ương Đoàn", "department", centre, short="Văn phòng")
    bans = [
        organisation(f"Ban {n} Trung ương Đoàn", "department", centre, short=f"Ban {n}")
        for n in ("Tổ chức", "Phong trào")
    ]
    tinh = organisation("Tỉnh đoàn Lam Giang", "province", centre, short="Tỉnh đoàn", code="TĐTN", place="Lam Giang")
    communes = [organisation(f"Đoàn xã {n}", "commune", tinh) for n in ("Vân Khê", "Bình Hạ", "Sơn Cao")]
    direct = organisation("Đoàn Công an tỉnh", "direct", tinh)
    house_of_children = organisation("Nhà Thiếu nhi tỉnh Lam Giang", "affiliate", tinh)
    tinh_uy = organisation("Tỉnh ủy Lam Giang", "outside", tinh, short="Tỉnh ủy")
    dan_van = organisation("Ban Dân vận Tỉnh ủy", "outside", tinh_uy)
    ubnd = organisation("UBND tỉnh Lam Giang", "outside", tinh, short="UBND tỉnh")
    front = organisation("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "outside", tinh, short="Ủy ban MTTQ tỉnh")
    OrganisationAlias.objects.create(organisation=tinh_uy, text="Thường trực Tỉnh ủy", folded="thuong truc tinh uy")
    term = Term.objects.create(organisation=tinh, number="XIV", starts_on=SINCE)
    bch = Body.objects.create(organisation=tinh, kind="BCH", name="Ban Chấp hành")
    tt = Body.objects.create(organisation=tinh, kind="TT", name="Thường trực")
    vp = Body.objects.create(organisation=tinh, kind="VP", name="Văn phòng")
    members = [person(f"uv{n}", f"Lý Ủy Viên {n}") for n in range(1, 6)]
    for member in members:
        seat(member, bch, term=term)
    seat(members[0], tt, "Bí thư", term)
    seat(members[1], tt, "Phó Bí thư", term)
    seat(members[2], vp, "Chánh Văn phòng")
    clerk = give_role(person("vanthu", "Đào Văn Thư"), tinh, Role.CLERK)
    drafter = give_role(person("soanthao", "Hồ Soạn Thảo"), tinh, Role.DRAFTER)
    receiver = give_role(person("nhan", "Vũ Thị Nhận"), communes[0], Role.RECIPIENT)
    return SimpleNamespace(**locals(), outsider=person("khach", "Ngô Vãng Lai"))


@pytest.fixture
def by_clerk(house: SimpleNamespace) -> Actor:
    return Actor.of(house.clerk, origin="127.0.0.1")


def make_document(house: SimpleNamespace, lines: list[str], archive: str = "Lưu: VT, VP.") -> Document:
    tree = Draft(
        type="CTr",
        subject="Công tác Đoàn năm 2027",
        recipients=[RecipientLine(text=line) for line in lines],
        archive=Archive(text=archive) if archive else None,
    )
    document = Document.objects.create(
        organisation=house.tinh,
        type_code="CTr",
        subject="Chương trình công tác Đoàn năm 2027",
        drafter=house.drafter,
        created_at=NOW,
        changed_at=NOW,
    )
    document.round = DraftRound.objects.create(
        document=document, ordinal=1, origin="uploaded", tree=tree.to_json(), text_sha256="0" * 64, created_at=NOW
    )
    document.save()
    return document


def issue(house: SimpleNamespace, document: Document) -> Document:
    IssuedPaper.objects.create(
        document=document,
        number="15",
        symbol="CTr/TĐTN",
        issued_on=TODAY,
        tree=document.round.tree,
        pdf=b"%PDF",
        sha256="0" * 64,
        issued_by=house.clerk,
        issued_at=NOW,
    )
    return document
