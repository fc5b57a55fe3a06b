"""A small province with people who have names: an administrator, a secretary, members, an outsider."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from audit.actor import Actor
from orgs.actions.roles import refresh
from orgs.models import Body, Organisation, Role, RoleAssignment, Term, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=HANOI)


def person(username: str, full_name: str) -> User:
    return User.objects.create(username=username, full_name=full_name, email=f"{username}@lamgiang.example")


@pytest.fixture
def province(db: None) -> SimpleNamespace:
    centre = Organisation.objects.create(name="Trung ương Đoàn", short_name="Trung ương Đoàn", level="central")
    tinh = Organisation.objects.create(
        name="Tỉnh đoàn Lam Giang", short_name="Tỉnh đoàn", level="province", parent=centre
    )
    xa = Organisation.objects.create(name="Đoàn xã Vân Khê", short_name="Đoàn xã Vân Khê", level="commune", parent=tinh)
    huyen = Organisation.objects.create(
        name="Huyện đoàn Sơn Hạ", short_name="Huyện đoàn Sơn Hạ", level="district", parent=tinh
    )
    admin = person("quantri", "Đỗ Quản Trị")
    RoleAssignment.objects.create(
        user=admin, organisation=tinh, role=Role.ORGANISATION_ADMIN, starts_on=date(2025, 1, 1)
    )
    refresh(admin, actor=Actor.of(admin), at=NOW)
    return SimpleNamespace(
        centre=centre,
        tinh=tinh,
        xa=xa,
        huyen=huyen,
        term=Term.objects.create(organisation=tinh, number="XIV", starts_on=date(2025, 10, 1)),
        bch=Body.objects.create(organisation=tinh, kind=Body.Kind.COMMITTEE, name="Ban Chấp hành"),
        tt=Body.objects.create(organisation=tinh, kind=Body.Kind.SECRETARIAT, name="Thường trực"),
        ubkt=Body.objects.create(organisation=tinh, kind=Body.Kind.INSPECTION, name="Ủy ban Kiểm tra"),
        admin=admin,
        by=Actor.of(admin, origin="127.0.0.1"),
        an=person("an", "Trịnh Bình An"),
        binh=person("binh", "Lý Thái Bình"),
        outsider=person("khach", "Ngô Vãng Lai"),
    )
