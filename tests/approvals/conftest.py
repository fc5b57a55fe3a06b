"""A province whose committee of five decides: a convenor, a drafter, members with names, an outsider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.dispatch import Signal

from approvals import actions, events
from approvals.actions import BallotTerms, Receipt, RoundTerms, SignOffTerms
from approvals.models import Ballot, OpinionRound, SignOff
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from documents.models import Document, DraftRound, Status
from orgs.actions.roles import refresh
from orgs.models import Body, Delegation, Membership, Organisation, Role, RoleAssignment, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=HANOI)
SOON = NOW + timedelta(hours=2)
LATER = NOW + timedelta(days=3)
OPTIONS = [
    {"key": "1", "text": "Tuổi trẻ Lam Giang xung kích chuyển đổi số", "note": ""},
    {"key": "2", "text": "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai", "note": "Theo định hướng cấp trên"},
    {"key": "3", "text": "Tự hào truyền thống, tiên phong chuyển đổi số", "note": ""},
]
TREE = {
    "paragraphs": [
        {"id": "p1", "kind": "heading", "text": "CHỦ ĐỀ CÔNG TÁC NĂM"},
        {"id": "p2", "kind": "item", "text": "Trồng mới ít nhất 4.000 cây xanh"},
        {"id": "p3", "kind": "item", "text": "100% cơ sở Đoàn có công trình thắp sáng đường quê"},
    ]
}


def person(username: str, full_name: str) -> User:
    return User.objects.create(username=username, full_name=full_name, email=f"{username}@lamgiang.example")


def with_terms(terms: BallotTerms | RoundTerms | SignOffTerms, given: dict[str, Any]) -> dict[str, Any]:
    """Return what is given for an opening, with what belongs to its terms put into them."""
    names = {field.name for field in fields(terms)}
    chosen = {name: value for name, value in given.items() if name in names}
    rest = {name: value for name, value in given.items() if name not in names}
    return rest | {"terms": replace(terms, **chosen)}


def seat_in(body: Body, user: User, unit: str = "Ban, Văn phòng", **dates: date) -> Membership:
    dates.setdefault("starts_on", date(2025, 10, 1))
    return Membership.objects.create(user=user, body=body, unit=unit, **dates)


class House:
    """The people and papers of a test, and short ways to do what a test is not about."""

    def __init__(self, members: int = 5) -> None:
        self.tinh = Organisation.objects.create(name="Tỉnh đoàn Lam Giang", short_name="Tỉnh đoàn", level="province")
        self.bch = Body.objects.create(organisation=self.tinh, kind=Body.Kind.COMMITTEE, name="Ban Chấp hành")
        self.chief = person("chanhvp", "Nguyễn Minh Hà")
        self.drafter = person("chuyenvien", "Phạm Thu Thảo")
        self.outsider = person("khach", "Ngô Vãng Lai")
        for user, role in ((self.chief, Role.CHIEF_OF_OFFICE), (self.drafter, Role.DRAFTER)):
            RoleAssignment.objects.create(user=user, organisation=self.tinh, role=role, starts_on=date(2025, 1, 1))
            refresh(user, actor=Actor.of(user), at=NOW)
        self.members = [person(f"uv{place}", f"Ủy viên Số {place}") for place in range(1, members + 1)]
        self.memberships = [seat_in(self.bch, user) for user in self.members]
        self.document = Document.objects.create(
            organisation=self.tinh,
            type_code="CTr",
            subject="Chương trình công tác Đoàn năm 2027",
            drafter=self.drafter,
            created_at=NOW,
            changed_at=NOW,
        )
        self.round = self.add_round(TREE)
        self.convenor = Actor.of(self.chief, origin="127.0.0.1")

    def add_round(self, tree: dict[str, Any]) -> DraftRound:
        number = self.document.rounds.count() + 1
        row = DraftRound.objects.create(
            document=self.document,
            ordinal=number,
            origin="uploaded",
            tree=tree,
            text_sha256="0" * 64,
            created_by=self.drafter,
            created_at=NOW,
        )
        self.document.round = row
        self.document.save()
        return row

    def stand(self, status: Status | str) -> None:
        """As if the route had led there."""
        Document.objects.filter(pk=self.document.pk).update(status=status)

    @property
    def roll(self) -> list[tuple[User, str, str, str]]:
        return [(user, user.full_name, "Ủy viên", "Ban, Văn phòng") for user in self.members]

    def open_ballot(self, **changes: Any) -> Ballot:
        given = {
            "actor": SYSTEM,
            "document": self.document,
            "draft_round": self.round,
            "organisation": self.tinh,
            "body": self.bch,
            "roll": self.roll,
            "at": NOW,
        }
        terms = BallotTerms(
            kind="choose", question="Chọn chủ đề công tác năm 2027", options=OPTIONS, secret=True, closes_at=LATER
        )
        return actions.open_ballot(**with_terms(terms, given | changes))

    def vote(
        self,
        ballot: Ballot,
        member: int,
        choice: str | list[str],
        code: str = "",
        draw: str = "",
        at: datetime = SOON,
    ) -> Receipt:
        """Member number `member` (from 0) votes on a fresh form, or with `code`, or on the form `draw`; the receipt."""
        actor = Actor.of(self.members[member])
        draw = draw if code else draw or new_draw()
        return actions.cast_slip(actor=actor, ballot=ballot, choice=choice, draw=draw, code=code, at=at)

    def votes(self, ballot: Ballot, choices: str) -> list[str]:
        """ "122b": the first member chooses 1, … and the fourth casts a blank slip. Returns the codes."""
        named = {"b": "blank", "y": "yes", "n": "no"}
        return [self.vote(ballot, place, named.get(key, key)).code for place, key in enumerate(choices)]

    def close(self, ballot: Ballot, at: datetime = LATER) -> Ballot:
        return actions.close_ballot(actor=SYSTEM, ballot=ballot, at=at)

    def open_opinions(self, **changes: Any) -> OpinionRound:
        given = {
            "actor": SYSTEM,
            "document": self.document,
            "draft_round": self.round,
            "organisation": self.tinh,
            "body": self.bch,
            "roll": self.roll,
            "at": NOW,
        }
        terms = RoundTerms(question="Xin ý kiến về dự thảo", closes_at=LATER)
        return actions.open_opinion_round(**with_terms(terms, given | changes))

    def open_sign_off(self, **changes: Any) -> SignOff:
        given = {
            "actor": SYSTEM,
            "document": self.document,
            "draft_round": self.round,
            "organisation": self.tinh,
            "body": self.bch,
            "roll": self.roll[:3],
            "at": NOW,
        }
        return actions.open_sign_off(**with_terms(SignOffTerms(rule="all"), given | changes))


@pytest.fixture
def house(db: None) -> House:
    return House()


@pytest.fixture
def heard(request: pytest.FixtureRequest) -> Iterator[SimpleNamespace]:
    """What was announced: a list of (name of the event, its facts)."""
    told: list[tuple[str, dict[str, Any]]] = []
    kept = []
    for name, signal in vars(events).items():
        if not isinstance(signal, Signal):
            continue

        def listen(sender: object, signal: Signal, name: str = name, **facts: Any) -> None:
            told.append((name, facts))

        signal.connect(listen)
        kept.append((signal, listen))
    yield SimpleNamespace(told=told, names=lambda: [name for name, _ in told], facts=lambda name: dict(told)[name])
    for signal, listen in kept:
        signal.disconnect(listen)


def delegate_approvals(house: House, delegator: User, delegate: User) -> Delegation:
    return Delegation.objects.create(
        organisation=house.tinh,
        delegator=delegator,
        delegate=delegate,
        scope="approve",
        starts_on=date(2026, 1, 1),
        ends_on=date(2036, 12, 31),
        basis="05-QĐ/TĐTN",
    )
