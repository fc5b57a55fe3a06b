"""Whatever id somebody guesses, a row of another organisation is answered as one that does not exist."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from approvals.models import Ballot, Comment, Opinion, OpinionFile, OpinionRound, SignOff
from audit.actor import Actor
from documents.models import CitedPaper, Document, RegisterEntry
from notifications.models import Delivery, Notice, RecipientLine
from orgs.actions import grant_delegation
from orgs.models import Delegation, Organisation, Role, User
from orgs.roles import project
from tests.workflows.conftest import NOON, OPTIONS, TEXT, build_province, give, person
from workflows.models import Procedure
from workflows.walkthrough.scene import Scene
from workflows.walkthrough.steps import Walkthrough

UNKNOWN = 987_654_321
#: The beginning of an address → whose id it takes; the longest beginning that fits counts.
ROWS: dict[str, type[Model]] = {
    "van-ban/": Document,
    "quy-trinh/": Procedure,
    "ca-nhan/uy-quyen/": Delegation,
    "to-chuc/": Organisation,
    "vien-dan/": CitedPaper,
    "so-van-ban-di/": RegisterEntry,
    "bieu-quyet/": Ballot,
    "y-kien/": OpinionRound,
    "y-kien/tep/": OpinionFile,
    "y-kien/tra-loi/": Opinion,
    "gop-y/": Comment,
    "duyet/": SignOff,
    "van-ban-nhan/": Document,
    "van-ban-nhan/buoc/": Delivery,
    "van-ban-nhan/chuyen/": Delivery,
    "noi-nhan/": RecipientLine,
    "thong-bao/": Notice,
}
#: Everybody in the house may look at every organisation.
OPEN = {"to-chuc/<int:pk>/"}
WORDS = {"kind": "pdf", "step": "read"}
SENT = {
    "reason": "Thử",
    "text": "Thử",
    "to": "1",
    "answer": "agree",
    "decision": "approved",
    "choice": "1",
    "version": "0",
}


def routes() -> list[str]:
    """Every address of the pages that takes an id; Django's own admin apart, which is for superusers."""
    found: list[str] = []

    def walk(resolver: URLResolver, before: str = "") -> None:
        for one in resolver.url_patterns:
            address = before + str(one.pattern)
            if not isinstance(one, URLPattern):
                if not address.startswith("quan-tri"):
                    walk(one, address)
            elif "<int:" in address:
                found.append(address)

    walk(get_resolver())
    return found


def filled(route: str, pk: int) -> str:
    """The first number is the id that is asked for; the others are of the same document, or a first of something."""
    address = "/" + re.sub(r"<int:\w+>", str(pk), route, count=1)
    address = re.sub(r"<int:other>", str(pk), address)
    address = re.sub(r"<int:\w+>", "1", address)
    return re.sub(r"<str:(\w+)>", lambda match: WORDS[match[1]], address)


@pytest.fixture
def foreign(db: None, settings: Settings, tmp_path: Path) -> dict[type, int]:
    """A row of every kind in a province that the guesser has nothing to do with: one document went its whole way there."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    province = build_province()
    members = [province.secretary, province.deputy, *province.members]
    scene = Scene(
        organisation=province.organisation,
        **{name: Actor.of(getattr(province, name)) for name in ("drafter", "checker", "chief", "secretary", "clerk")},
        committee=[Actor.of(user) for user in members],
        standing=[Actor.of(user) for user in province.standing],
    )
    walkthrough = Walkthrough(scene=scene, at=NOON)
    cited = "Nghị quyết số 01-NQ/TĐTN ngày 02/01/2026 của Tỉnh đoàn Lam Giang"
    text = re.sub("Nghị quyết Đại hội .* lần thứ XIV", cited, TEXT.format(theme=OPTIONS))
    list(walkthrough.tell(text.encode(), "du-thao.txt"))
    document = Document.objects.get()
    OpinionFile.objects.create(
        opinion=Opinion.objects.first(), name="ý kiến.txt", size=1, file=ContentFile(b"x", "y-kien.txt")
    )
    Comment.objects.create(
        document=document, draft_round=document.round, text="Góp ý", author=province.drafter, written_at=NOON
    )
    grant_delegation(
        actor=scene.secretary,
        organisation=province.organisation,
        delegator=province.secretary,
        delegate=province.deputy,
        scope="sign",
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 1) + timedelta(days=90),
        basis="01-UQ/TĐTN",
        at=NOON,
    )
    first: dict[Any, Any] = {model: model._default_manager.order_by("pk").first() for model in set(ROWS.values())}
    assert [model.__name__ for model, row in first.items() if row is None] == []
    return {model: row.pk for model, row in first.items()}


@pytest.fixture
def guesser(foreign: dict[type, int], client: Client) -> User:
    """Somebody with every role, in another organisation."""
    elsewhere = Organisation.objects.create(name="Đoàn Khối", short_name="Đoàn Khối", level="direct", code="ĐK")
    user = person("stranger", "Ngô Vãng Lai")
    give(user, elsewhere, *Role)
    project(NOON.date())
    client.force_login(user)
    return user


def test_a_foreign_id_and_one_that_is_not_are_answered_alike(
    client: Client, foreign: dict[type, int], guesser: User
) -> None:
    told = {}
    for route in routes():
        model = ROWS[max((start for start in ROWS if route.startswith(start)), key=len)]
        if route in OPEN:
            continue
        for method, sent in ((client.get, {}), (client.post, {}), (client.post, SENT)):
            answers = []
            for pk in (foreign[model], UNKNOWN):
                answer = method(filled(route, pk), sent)
                answers.append((answer.status_code, re.sub(rb"nonce=\S+|csrf\S+|[\w-]{60,}", b"", answer.content)))
            if answers[0] != answers[1] or answers[0][0] not in (403, 404, 405):
                told[f"{method.__name__} {route}"] = [status for status, _ in answers]
    assert told == {}
    assert len(routes()) > 70
