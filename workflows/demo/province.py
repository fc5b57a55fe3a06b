"""The organisations of the demo: the centre, the province, its units, the closed ones, the bodies outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils.timezone import localdate
from simple_history.utils import bulk_create_with_history

from notifications.recipients.folding import plain_words
from orgs.models import Body, Organisation, OrganisationAlias, Term
from workflows.demo import names

REORGANISED_ON = date(2025, 6, 30)  # last day of the district level
NEW_UNITS_FROM = date(2025, 7, 1)
CONGRESS_ON = date(2025, 10, 15)  # earlier if the demo is loaded by a clock that has not come so far
PROVINCE_NAME = "Tỉnh đoàn Lam Giang"
VILLAGE = "Vân Khê"  # the commune with people of its own
Level = Organisation.Level


@dataclass
class Province:
    """What was built, by name."""

    centre: Organisation
    tinh: Organisation
    congress_on: date
    communes: list[Organisation] = field(default_factory=list)
    direct: list[Organisation] = field(default_factory=list)
    departments: list[Organisation] = field(default_factory=list)
    affiliates: list[Organisation] = field(default_factory=list)
    bodies: dict[tuple[int, str], Body] = field(default_factory=dict)
    terms: dict[tuple[int, str], Term] = field(default_factory=dict)

    @property
    def village(self) -> Organisation:
        return next(unit for unit in self.communes if unit.short_name.endswith(VILLAGE))

    @property
    def units(self) -> list[Organisation]:
        """Every open unit below the province that receives documents."""
        return [*self.communes, *self.direct, *self.departments, *self.affiliates]


def save_all(rows: list[Any], model: type[models.Model], at: datetime) -> list[Any]:
    saved: list[Any] = bulk_create_with_history(rows, model, batch_size=200, default_date=at)
    return saved


def build_province(at: datetime) -> Province:
    """Create every organisation, body, term and alias, in a handful of statements."""
    (centre,) = save_all([_centre()], Organisation, at)
    (tinh,) = save_all([_tinh(centre)], Organisation, at)
    province = Province(centre, tinh, min(CONGRESS_ON, localdate(at) - timedelta(days=60)))
    build_units(province, at)
    save_all(_departments(centre, names.CENTRAL_DEPARTMENTS), Organisation, at)
    save_all(_closed(province), Organisation, at)
    outside = save_all(_outside(), Organisation, at)
    for body in save_all(_bodies(province), Body, at):
        province.bodies[body.organisation_id, body.name if body.kind == Body.Kind.DEPARTMENT else body.kind] = body
    for term in save_all(_terms(province), Term, at):
        province.terms[term.organisation_id, term.number] = term
    save_all(_aliases(province, outside), OrganisationAlias, at)
    return province


def build_units(province: Province, at: datetime) -> None:
    """Create the communes, direct unions, departments and affiliates below a province."""
    tinh = province.tinh
    province.communes = save_all(_communes(tinh), Organisation, at)
    province.direct = save_all(_direct(tinh), Organisation, at)
    province.departments = save_all(_departments(tinh, names.DEPARTMENTS), Organisation, at)
    province.affiliates = save_all(_affiliates(tinh), Organisation, at)


def _centre() -> Organisation:
    return Organisation(
        name="Trung ương Đoàn TNCS Hồ Chí Minh",
        short_name="Trung ương Đoàn",
        level=Level.CENTRAL,
        code="TWĐTN",
        place="Hà Nội",
        letterhead_issuer="ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TRUNG ƯƠNG",
        email="vanthu@trunguongdoan.example",
    )


def _tinh(centre: Organisation) -> Organisation:
    return Organisation(
        parent=centre,
        name="Ban Chấp hành Đoàn tỉnh Lam Giang",
        short_name=PROVINCE_NAME,
        level=Level.PROVINCE,
        code="TĐTN",
        place="Lam Giang",
        letterhead_superior="ĐOÀN TNCS HỒ CHÍ MINH",
        letterhead_issuer="BAN CHẤP HÀNH TỈNH LAM GIANG",
        email="vanthu@tinhdoan.lamgiang.example",
        position_in_level=1,
    )


def _unit(parent: Organisation, kind: str, name: str, place: int, **more: object) -> Organisation:
    values = {
        "level": Level.COMMUNE,
        "valid_from": NEW_UNITS_FROM,
        "code": "ĐTN",
        "place": name,
        "letterhead_superior": "TỈNH ĐOÀN LAM GIANG",
        "letterhead_issuer": f"BAN CHẤP HÀNH ĐOÀN {kind} {name}".upper(),
    } | more
    title = f"Đoàn {kind} {name}".strip()
    return Organisation(
        parent=parent,
        name=f"Ban Chấp hành {title}",
        short_name=title,
        position_in_level=place,
        **values,
    )


def _communes(tinh: Organisation) -> list[Organisation]:
    rows = [_unit(tinh, "xã", name, 100 + place) for place, name in enumerate(names.communes())]
    rows += [_unit(tinh, "phường", name, 50 + place) for place, name in enumerate(names.WARDS)]
    rows.append(_unit(tinh, "đặc khu", names.ISLAND, 300))
    return rows


def _direct(tinh: Organisation) -> list[Organisation]:
    return [
        Organisation(
            parent=tinh,
            name=name,
            short_name=short,
            level=Level.DIRECT,
            code="ĐTN",
            place="Lam Giang",
            letterhead_superior="TỈNH ĐOÀN LAM GIANG",
            letterhead_issuer=name.upper(),
            position_in_level=20 + place,
        )
        for place, (name, short) in enumerate(names.DIRECT)
    ]


def _departments(owner: Organisation, rows: list[tuple[str, str, str]]) -> list[Organisation]:
    return [
        Organisation(
            parent=owner, name=name, short_name=short, level=Level.DEPARTMENT, code=code, position_in_level=5 + place
        )
        for place, (name, short, code) in enumerate(rows)
    ]


def _affiliates(tinh: Organisation) -> list[Organisation]:
    return [
        Organisation(parent=tinh, name=name, short_name=short, level=Level.AFFILIATE, position_in_level=12 + place)
        for place, (name, short) in enumerate(names.AFFILIATES)
    ]


def _closed(province: Province) -> list[Organisation]:
    """Return the district organisations of before July 2025, and communes that were merged into others."""
    heirs = {unit.place: unit for unit in province.communes}
    rows = [
        Organisation(
            parent=province.tinh,
            name=f"Ban Chấp hành {name}",
            short_name=name,
            level=Level.DISTRICT,
            valid_to=REORGANISED_ON,
            successor=heirs[heir],
            position_in_level=400 + place,
        )
        for place, (name, heir) in enumerate(names.DISTRICTS)
    ]
    rows += [
        _unit(
            province.tinh,
            "xã",
            name,
            450 + place,
            valid_from=date(1954, 1, 1),
            valid_to=REORGANISED_ON,
            successor=heirs[heir],
        )
        for place, (name, heir) in enumerate(names.MERGED)
    ]
    return rows


def _outside() -> list[Organisation]:
    return [
        Organisation(
            name=name,
            short_name=short,
            level=Level.OUTSIDE,
            email=email,
            on_paper=not email,
            position_in_level=500 + place,
        )
        for place, (name, short, email, _) in enumerate(names.OUTSIDE)
    ]


def _bodies(province: Province) -> list[Body]:
    tinh, village, kind = province.tinh, province.village, Body.Kind
    rows = [
        Body(organisation=tinh, kind=kind.COMMITTEE, name="Ban Chấp hành"),
        Body(organisation=tinh, kind=kind.STANDING_BOARD, name="Ban Thường vụ"),
        Body(organisation=tinh, kind=kind.SECRETARIAT, name="Thường trực"),
        Body(organisation=tinh, kind=kind.INSPECTION, name="Ủy ban Kiểm tra"),
        Body(organisation=tinh, kind=kind.OFFICE, name="Văn phòng", code="VP"),
        Body(organisation=village, kind=kind.COMMITTEE, name="Ban Chấp hành"),
        Body(organisation=village, kind=kind.SECRETARIAT, name="Thường trực"),
        Body(organisation=province.centre, kind=kind.SECRETARIAT, name="Ban Bí thư"),
    ]
    rows += [
        Body(organisation=tinh, kind=kind.DEPARTMENT, name=short, code=code)
        for _, short, code in names.DEPARTMENTS
        if code != "VP"
    ]
    return rows


def _terms(province: Province) -> list[Term]:
    began = province.congress_on
    return [
        Term(
            organisation=province.tinh, number="XIII", starts_on=date(2020, 10, 12), ends_on=began - timedelta(days=1)
        ),
        Term(organisation=province.tinh, number="XIV", starts_on=began),
        Term(organisation=province.village, number="I", starts_on=began),
    ]


def _aliases(province: Province, outside: list[Organisation]) -> list[OrganisationAlias]:
    written: list[tuple[Organisation, str]] = [
        (province.centre, "TW Đoàn"),
        (province.centre, "Trung ương Đoàn TNCS Hồ Chí Minh"),
        (province.tinh, "Tỉnh đoàn"),
        (province.tinh, "Đoàn TNCS Hồ Chí Minh tỉnh Lam Giang"),
        (province.tinh, "TĐTN Lam Giang"),
        (province.village, "Xã đoàn Vân Khê"),
        (province.affiliates[0], "NTN tỉnh"),
        (province.affiliates[0], "Nhà Thiếu nhi"),
    ]
    written += [
        (unit, f"{short} Tỉnh đoàn")
        for unit, (_, short, _) in zip(province.departments, names.DEPARTMENTS, strict=True)
    ]
    written.append((province.departments[0], "VP Tỉnh đoàn"))
    for unit, (_, _, _, others) in zip(outside, names.OUTSIDE, strict=True):
        written += [(unit, other) for other in others]
    rows = {(unit.pk, plain_words(text)): (unit, text) for unit, text in written}
    return [
        OrganisationAlias(organisation=unit, text=text, folded=folded) for (_, folded), (unit, text) in rows.items()
    ]
