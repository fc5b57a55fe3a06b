"""The people of the demo: the committee of 45, the office, a commune's few, and somebody who opens each unit's mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.timezone import localdate

from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, Term, User
from workflows.demo import names
from workflows.demo.province import CONGRESS_ON, Province, save_all
from workflows.procedures.calendar import VIETNAM

PASSWORD = "lam-giang-2026"
#: Username, full name: those with a part in the story.
CAST = {
    "khoa": "Phạm Anh Khoa",
    "yen": "Lý Hải Yến",
    "viet": "Đặng Quốc Việt",
    "ha": "Nguyễn Minh Hà",
    "linh": "Tạ Thùy Linh",
    "phuong": "Trần Thu Phương",
    "dung": "Vũ Đình Dũng",
    "bao": "Lê Quốc Bảo",
    "ngan": "Hoàng Kim Ngân",
    "tam": "Bùi Thanh Tâm",
    "toan": "Đỗ Đức Toàn",
    "hanh": "Mai Thị Hạnh",
    "lam.bt": "Hồ Sỹ Lâm",
    "lam.cv": "Trương Thị Nhàn",
    "lam.vt": "Võ Văn Thìn",
    "vptwd": "Văn thư Trung ương Đoàn",
    "tw.bt": "Trần Quốc Huy",
}
SECTORS = [
    "Khối cơ quan Tỉnh đoàn",
    "Khối xã, phường",
    "Khối lực lượng vũ trang",
    "Khối trường học",
    "Khối doanh nghiệp",
]


@dataclass
class People:
    """The users, by username, and in the order of the committee."""

    by_name: dict[str, User] = field(default_factory=dict)
    committee: list[User] = field(default_factory=list)
    mail: dict[int, User] = field(default_factory=dict)

    def opener(self, organisation_id: int | None) -> User | None:
        """Who opens an organisation's mail; None for the bodies outside."""
        return self.mail.get(organisation_id or 0)

    def __getitem__(self, username: str) -> User:
        return self.by_name[username]


def build_people(province: Province, at: datetime) -> People:
    """Create users, seats and roles; the groups are projected by the caller."""
    people = People()
    invented = names.people()
    committee = _users(_committee_names(invented), "uv")
    others = [_user(username, name) for username, name in CAST.items()]
    mail = _mail_openers(province, invented)
    for user in save_all([*others, *committee, *(user for _, user in mail)], User, at):
        people.by_name[user.username] = user
    people.mail = {unit.pk: people[user.username] for unit, user in mail}
    people.mail |= {province.village.pk: people["lam.vt"], province.centre.pk: people["vptwd"]}
    people.mail[province.tinh.pk] = people["phuong"]
    leaders = [people[name] for name in ("khoa", "yen", "viet", "ha", "linh", "tam")]
    people.committee = [*leaders, *(people[user.username] for user in committee[: 45 - len(leaders)])]
    newcomer, former = people[committee[45 - 6].username], [people[user.username] for user in committee[40:]]
    seats = [*_committee(province, people), *_office(province, people), *_village(province, people)]
    secretariat = province.bodies[province.centre.pk, "TT"]
    seats.append(_seat(people["tw.bt"], secretariat, None, "Bí thư Ban Chấp hành", "", 1))
    seats.append(_newcomer(province, newcomer, localdate(at)))
    seats += _former(province, [*former, people["khoa"], people["yen"]])
    save_all(seats, Membership, at)
    save_all(_roles(province, people, mail), RoleAssignment, at)
    return people


_HASH: list[str] = []


def _user(username: str, full_name: str) -> User:
    """One hash for all: the demo's password is no secret, and argon2 is slow on purpose."""
    if not _HASH:
        _HASH.append(make_password(PASSWORD))
    return User(
        username=username, full_name=full_name, email=f"{username}@lamgiang.example", password=_HASH[0], is_active=True
    )


def _users(full_names: list[str], prefix: str) -> list[User]:
    return [_user(f"{prefix}{number:02}", name) for number, name in enumerate(full_names, start=1)]


def _committee_names(invented: Iterator[str]) -> list[str]:
    return [next(invented) for _ in range(45)]


def _mail_openers(province: Province, invented: Iterator[str]) -> list[tuple[Organisation, User]]:
    """One person for each unit below, who receives its documents."""
    return [
        (unit, _user(f"dv{number:03}", next(invented)))
        for number, unit in enumerate(province.units, start=1)
        if unit.pk != province.village.pk
    ]


def _committee(province: Province, people: People) -> list[Membership]:
    tinh = province.tinh.pk
    term = province.terms[tinh, "XIV"]
    bch, btv, tt = (province.bodies[tinh, kind] for kind in ("BCH", "BTV", "TT"))
    positions = {0: "Bí thư", 1: "Phó Bí thư Thường trực", 2: "Phó Bí thư"}
    rows = []
    for rank, user in enumerate(people.committee):
        position = positions.get(rank, "Ủy viên")
        unit = SECTORS[0] if rank < 8 else SECTORS[1 + (rank % 7 > 2) + (rank % 7 > 3) + (rank % 7 > 4)]
        rows.append(_seat(user, bch, term, position, unit, rank + 1))
        if rank < 15:
            rows.append(_seat(user, btv, term, position if rank < 3 else "Ủy viên", unit, rank + 1))
        if rank < 3:
            rows.append(_seat(user, tt, term, position, unit, rank + 1))
    ubkt = province.bodies[tinh, "UBKT"]
    for rank, user in enumerate([people["linh"], *people.committee[9:12]], start=1):
        rows.append(_seat(user, ubkt, term, "Chủ nhiệm" if rank == 1 else "Ủy viên", "", rank))
    return rows


def _seat(user: User, body: Body, term: Term | None, position: str, unit: str, rank: int) -> Membership:
    since = term or body.organisation.terms.order_by("-starts_on").first()
    starts_on = since.starts_on if since else CONGRESS_ON
    return Membership(
        user=user,
        body=body,
        term=term,
        position=position,
        unit=unit,
        rank=rank,
        entry=Membership.Entry.CONGRESS if term else Membership.Entry.APPOINTED,
        starts_on=starts_on,
    )


def _newcomer(province: Province, user: User, today: date) -> Membership:
    """Elected at a committee meeting last month; the superior's decision has not come yet."""
    tinh = province.tinh.pk
    seat = _seat(user, province.bodies[tinh, "BCH"], province.terms[tinh, "XIV"], "Ủy viên", SECTORS[1], 46)
    seat.entry, seat.starts_on = Membership.Entry.MEETING, today - timedelta(days=30)
    return seat


def _former(province: Province, users: list[User]) -> list[Membership]:
    """Return the committee of the term before, as far as it matters: its seats are over."""
    tinh = province.tinh.pk
    term = province.terms[tinh, "XIII"]
    rows = []
    for rank, user in enumerate(users):
        seat = _seat(user, province.bodies[tinh, "BCH"], term, "Ủy viên", SECTORS[0], rank + 1)
        seat.ends_on, seat.end_reason = term.ends_on, "Hết nhiệm kỳ XIII"
        seat.end_announced_at = datetime.combine(province.congress_on, time(0, 5), VIETNAM)
        rows.append(seat)
    return rows


def _office(province: Province, people: People) -> list[Membership]:
    tinh = province.tinh.pk
    places = [
        ("ha", "VP", "Chánh Văn phòng"),
        ("phuong", "VP", "Văn thư"),
        ("dung", "VP", "Chuyên viên kiểm tra thể thức"),
        ("tam", "Ban Phong trào", "Trưởng ban"),
        ("bao", "Ban Phong trào", "Chuyên viên"),
        ("ngan", "Ban Tuyên giáo", "Chuyên viên"),
        ("toan", "VP", "Quản trị hệ thống"),
        ("hanh", "Ban Tổ chức - Kiểm tra", "Chuyên viên"),
    ]
    return [
        _seat(people[name], province.bodies[tinh, body], None, position, "", rank)
        for rank, (name, body, position) in enumerate(places, start=1)
    ]


def _village(province: Province, people: People) -> list[Membership]:
    village = province.village.pk
    bch, tt, term = (*(province.bodies[village, kind] for kind in ("BCH", "TT")), province.terms[village, "I"])
    return [
        _seat(people["lam.bt"], bch, term, "Bí thư", "", 1),
        _seat(people["lam.bt"], tt, term, "Bí thư", "", 1),
        _seat(people["lam.cv"], bch, term, "Ủy viên", "", 2),
        _seat(people["lam.vt"], bch, term, "Ủy viên", "", 3),
    ]


def _roles(province: Province, people: People, mail: list[tuple[Organisation, User]]) -> list[RoleAssignment]:
    """Return the roles that no seat implies."""
    tinh, village, since = province.tinh, province.village, province.congress_on
    given = [
        (people["bao"], tinh, Role.DRAFTER),
        (people["ngan"], tinh, Role.DRAFTER),
        (people["hanh"], tinh, Role.DRAFTER),
        (people["tam"], tinh, Role.DRAFTER),
        (people["dung"], tinh, Role.FORMAT_CHECKER),
        (people["toan"], tinh, Role.ORGANISATION_ADMIN),
        (people["lam.cv"], village, Role.DRAFTER),
        (people["lam.vt"], village, Role.CLERK),
        (people["lam.bt"], village, Role.ORGANISATION_ADMIN),
        (people["vptwd"], province.centre, Role.RECIPIENT),
        *((people[name], _unit_named(province, "Ban Phong trào"), Role.RECIPIENT) for name in ("bao", "tam")),
        *((people["tw.bt"], province.centre, role) for role in (Role.DRAFTER, Role.SECRETARY, Role.CLERK)),
    ]
    given += [(people[user.username], unit, Role.RECIPIENT) for unit, user in mail]
    return [RoleAssignment(user=user, organisation=unit, role=role, starts_on=since) for user, unit, role in given]


def _unit_named(province: Province, short_name: str) -> Organisation:
    return next(unit for unit in province.departments if unit.short_name == short_name)
