"""Every address × every kind of access × every state of a document, against the table in `access_table.txt`.

An address that is not in the table fails the test. After a change that is meant, `WRITE_ACCESS_TABLE=1 pytest
tests/config/test_access.py` writes the table anew: read the difference before it is committed (docs/access.md).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from audit.models import JournalEntry
from config import urls
from notifications.live.topics import allowed
from orgs.models import User
from tests.config.access_world import STATES, World, build_world

# Who may is asked with the same queries on either database, and seven thousand requests take minutes.
pytestmark = pytest.mark.sqlite

TABLE = Path(__file__).with_name("access_table.txt")
#: The kinds of access, in the groups of the table's columns.
GROUPS = {
    "nobody": ["anonymous"],
    "by right": ["drafter", "reader", "convenor", "approver", "clerk", "auditor"],
    "by a seat, a station, a delegation": ["member", "station holder", "delegate"],
    "received it": ["recipient", "their clerk", "heir's clerk", "department"],
    "no longer": ["former drafter", "former member", "former holder", "former delegate", "former dept"],
    "others": ["administrator", "their drafter", "stranger", "switched off", "superuser"],
}
HEAD = """\
# Who gets what at every address ({addresses} addresses x {kinds} kinds of access in {states} states: {cells} requests).
# One letter per kind of access, in this order:
{groups}
#
# o answered    n answered, and the page names the document    A an act was done and stands in the journal
# p led to the issued paper    . not there (404)    x refused (403)    l must log in first
# (An A on a GET is the receipt: whoever opens what they received has read it.)

"""

#: What an address's `pk` names, by the beginning of its pattern; the first that fits.
NAMED = [
    ("van-ban/<", "document"),
    ("van-ban-nhan/<", "document"),
    ("van-ban-nhan/", "delivery"),
    ("bieu-quyet/", "ballot"),
    ("y-kien/tep/", "file"),
    ("y-kien/tra-loi/", "opinion"),
    ("y-kien/", "round"),
    ("gop-y/", "comment"),
    ("duyet/", "sign_off"),
    ("noi-nhan/", "line"),
    ("so-van-ban-di/", "entry"),
    ("thong-bao/", "notice"),
    ("vien-dan/", "cited"),
    ("quy-trinh/", "procedure"),
    ("ca-nhan/uy-quyen/", "delegation"),
    ("to-chuc/", "organisation"),
]
KINDS_OF_FILE = {
    "documents:comparison_file": "docx",
    "approvals:answers_file": "docx",
    "approvals:ballot_minutes_file": "docx",
    "documents:register_file": "xlsx",
}
LATER = {"closes_at": "2100-02-01T17:00", "reason": "Cần thêm thời gian."}
WHY = {"reason": "Theo chỉ đạo."}
#: What is sent, so that an act is refused for want of a right and not of a field.
SENT = {
    "workflows:document_save": {"text": "Viết lại.", "version": "0"},
    "workflows:document_edit": {"text": "Viết lại.", "version": "0"},
    "workflows:document_return": WHY,
    "workflows:document_cancel": WHY,
    "workflows:document_ask_again": WHY,
    "documents:choice_clarify": {"passage": "X", "wording": "X", "answer": "vote"},
    "documents:finding_waive": {"code": "X", "passage": "X", **WHY},
    "documents:register_void": WHY,
    "documents:checks": {"check": "spacing", "severity": "off", **WHY},
    "approvals:opinion": {"answer": "agree"},
    "approvals:document_opinion": {"answer": "agree"},
    "approvals:comment_new": {"text": "Góp ý."},
    "approvals:comment_resolve": {"kind": "explained", "text": "Giải trình."},
    "approvals:opinion_resolve": {"kind": "explained", "text": "Giải trình."},
    "approvals:opinion_extend": LATER,
    "approvals:opinion_annul": WHY,
    "approvals:ballot_extend": LATER,
    "approvals:ballot_annul": WHY,
    "approvals:ballot_cast": {"choice": "1"},
    "approvals:ballot_dissent": {"text": "Bảo lưu."},
    "approvals:ballot_remark": {"text": "Ý kiến khác."},
    "approvals:ballot_meeting": {"choice": "1", "minutes": "Biên bản.", **WHY},
    "approvals:sign_off_decide": {"decision": "approved"},
    "notifications:recipients_choose": {"reading": "0"},
    "notifications:recipients_alias": {"name": "Xã"},
}
#: Where a page needs the address of another document of the same person: compared with the one that was issued.
OTHER = "issued"


def patterns(resolver: URLResolver, before: str = "", app: str = "") -> Iterator[tuple[str, str]]:
    """(pattern, name) of every address, without those of Django's own admin pages."""
    for one in resolver.url_patterns:
        where = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield where, ":".join(filter(None, [app, one.name])) if one.name else where
        elif one.app_name != "admin":
            yield from patterns(one, where, one.app_name or app)


ROUTES = dict(patterns(get_resolver()))


#: What of a document belongs to those who received it; every other address that names a document is of its making.
OF_THE_PAPER = {
    "workflows:document",
    "documents:paper_pdf",
    "notifications:received_document",
    "notifications:received_step",
    "notifications:received_pass_on",
    "notifications:notice",
}
NOT_OF_A_DOCUMENT = {"cited", "procedure", "delegation", "organisation"}


class Walker:
    """Sends the same request as every kind of person, and says in a letter what became of it."""

    def __init__(self, world: World) -> None:
        self.world, self.clients, self.cells = world, {}, 0
        self._answers: dict[tuple[str, str, str], tuple[str, frozenset[str]]] = {}
        for kind, user in world.people.items():
            self.clients[kind] = Client()
            if user is not None:
                self.clients[kind].force_login(user)

    def row(self, pattern: str, name: str, method: str, state: str) -> list[str] | None:
        """The letters of each group; None if the state has nothing that the address could name."""
        if self.address(pattern, name, state, "drafter") is None:
            return None
        return ["".join(self.cell(pattern, name, method, state, kind) for kind in kinds) for kinds in GROUPS.values()]

    def address(self, pattern: str, name: str, state: str, kind: str) -> str | None:
        named = {**self.world.common, **self.world.of(state, kind).named}
        given: dict[str, object] = {}
        for argument in re.findall(r"<\w+:(\w+)>", pattern):
            if argument in ("ordinal", "number"):
                given[argument] = 1
            elif argument == "step":
                given[argument] = "accepted"
            elif argument == "kind":
                given[argument] = KINDS_OF_FILE[name]
            elif argument == "other":
                given[argument] = self.world.papers[OTHER, "former drafter"].document.pk
            else:
                given[argument] = named[thing_of(pattern)]
        if name == pattern:  # an address without a name
            return f"/{pattern}"
        return None if None in given.values() else reverse(name, kwargs=given)

    def cell(self, pattern: str, name: str, method: str, state: str, kind: str) -> str:
        address = self.address(pattern, name, state, kind)
        assert address is not None
        key = (kind, method, address)
        if key not in self._answers:
            self._answers[key] = self.ask(kind, method, address, SENT.get(name, {}))
        letter, words = self._answers[key]
        return "n" if letter == "o" and self.world.of(state, kind).word in words else letter

    def ask(self, kind: str, method: str, address: str, sent: dict[str, str]) -> tuple[str, frozenset[str]]:
        """The letter of an answer, and which documents it names. What the request did is undone."""
        self.cells += 1
        client, before = self.clients[kind], JournalEntry.objects.count()
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        with transaction.atomic():
            response = client.get(address) if method == "GET" else client.post(address, sent)
            letter = _letter(response, done=JournalEntry.objects.count() > before)
            text = _sent(response)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies)
        return letter, frozenset(word for words in STATES.values() for word in words if word in text)


def thing_of(pattern: str) -> str:
    """What the address names; "" if nothing."""
    return next((what for start, what in NAMED if pattern.startswith(start)), "") if "<int:" in pattern else ""


def _sent(response: Any) -> str:
    """The words of a page; a file is sent to its end, and closed with it, and says nothing."""
    whole = response.getvalue()
    return "" if response.streaming else whole.decode(errors="replace")


def _letter(response: Any, *, done: bool) -> str:
    status, where = response.status_code, response.headers.get("Location", "")
    assert status < 500
    if done:
        return "A"
    if status in (403, 404, 405):
        return {403: "x", 404: ".", 405: "-"}[status]
    if status == 302 and where.startswith(("/dang-nhap/", "/quan-tri/login/")):
        return "l"
    return "p" if status == 302 and where.startswith("/van-ban-nhan/") else "o"


Rows = dict[tuple[str, str, str], list[str]]  # name, method, state → the letters of each group


def walk(walker: Walker) -> Rows:
    rows: Rows = {}
    for pattern, name in ROUTES.items():
        for method in ("GET", "POST"):
            for state in STATES:
                if walker.address(pattern, name, state, "drafter") is None:
                    continue
                if walker.cell(pattern, name, method, state, "drafter") == "-":
                    break  # the view does not take this method, whoever asks
                row = walker.row(pattern, name, method, state)
                if row is not None:
                    rows[name, method, state] = row
    return rows


def written(rows: Rows, cells: int) -> str:
    """The table: rows of a state that are the same as those of the others are one row."""
    groups = "\n".join(f"#   {group}: {', '.join(kinds)}" for group, kinds in GROUPS.items())
    kinds = sum(len(kinds) for kinds in GROUPS.values())
    head = HEAD.format(addresses=len(ROUTES), kinds=kinds, states=len(STATES), cells=cells, groups=groups)
    lines: dict[tuple[str, str, str], list[str]] = {}
    for (name, method, state), row in rows.items():
        lines.setdefault((name, method, " ".join(row)), []).append(state)
    body = [
        f"{name:<36}{method:<6}{'any' if len(states) == len(STATES) else ', '.join(states):<18}{letters}"
        for (name, method, letters), states in lines.items()
    ]
    return head + "\n".join(body) + "\n"


@dataclass(frozen=True)
class Found:
    """All answers, as data: the world that gave them is gone with the first test that asked."""

    rows: Rows
    cells: int
    heard: dict[tuple[str, str], bool]  # state, kind → whether a socket hears of the document
    database_pages: dict[str, dict[str, str]]  # address → kind → letter


_found: list[Found] = []


@pytest.fixture
def found(db: None, monkeypatch: pytest.MonkeyPatch) -> Found:
    # Most answers are refusals: their pages, with the whole frame, are drawn by other tests.
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    monkeypatch.setattr(urls, "handler403", lambda request, exception: HttpResponseForbidden(), raising=False)
    if not _found:
        walker = Walker(build_world())
        rows = walk(walker)
        _found.append(Found(rows, walker.cells, heard(walker.world), database_pages(walker)))
    return _found[0]


def heard(world: World) -> dict[tuple[str, str], bool]:
    people = {kind: user for kind, user in world.people.items() if user is not None}
    return {
        (state, kind): bool(allowed(User.objects.get(pk=user.pk), [f"document:{world.of(state, kind).document.pk}"]))
        for state in STATES
        for kind, user in people.items()
    }


def database_pages(walker: Walker) -> dict[str, dict[str, str]]:
    pages = [one for one in admin.site.get_urls() if isinstance(one, URLPattern) and "<" not in str(one.pattern)]
    addresses = [
        reverse(f"admin:{one.name}") for one in pages if one.name not in ("login", "logout", "password_change")
    ]
    return {page: {kind: walker.ask(kind, "GET", page, {})[0] for kind in walker.world.people} for page in addresses}


def test_every_address_answers_every_kind_of_access_as_the_table_says(found: Found) -> None:
    table = written(found.rows, found.cells)
    if os.environ.get("WRITE_ACCESS_TABLE"):
        TABLE.write_text(table)
    assert table == TABLE.read_text()


def test_every_address_is_in_the_table(found: Found) -> None:
    assert {name for name, _method, _state in found.rows} == set(ROUTES.values())


def of_documents(rows: Rows) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """The rows of addresses that name a document: name, method, state, letters by group."""
    things = {name: thing_of(pattern) for pattern, name in ROUTES.items()}
    for (name, method, state), letters in rows.items():
        if things[name] and things[name] not in NOT_OF_A_DOCUMENT:
            yield name, method, state, dict(zip(GROUPS, letters, strict=True))


def test_who_received_a_document_gets_nothing_of_its_making(found: Found) -> None:
    seen = [
        (name, method, state)
        for name, method, state, by in of_documents(found.rows)
        if set(by["received it"]) - set(".x") and not (name in OF_THE_PAPER and state == "issued")
    ]
    assert seen == []


def test_whose_right_ended_and_who_never_had_one_gets_nothing_of_a_document(found: Found) -> None:
    seen = [
        (name, method, state)
        for name, method, state, by in of_documents(found.rows)
        if set(by["no longer"] + by["others"] + by["nobody"]) - set(".xl")
    ]
    assert seen == []


def test_no_list_names_a_document_to_whom_it_is_closed(found: Found) -> None:
    closed = {(name, state) for (name, _method, state), row in found.rows.items() if "n" in row[0] + row[4] + row[5]}
    early = {(name, state) for (name, _, state), row in found.rows.items() if "n" in row[3] and state != "issued"}
    assert closed == early == set()


@pytest.mark.parametrize("state", STATES)
def test_a_socket_hears_of_a_document_who_may_read_it(found: Found, state: str) -> None:
    hears = {group: {found.heard[state, kind] for kind in kinds} for group, kinds in list(GROUPS.items())[1:]}
    assert hears["by right"] == {True}
    assert hears["received it"] == {state == "issued"}
    assert hears["no longer"] == hears["others"] == {False}


def test_the_pages_of_the_database_are_the_superusers(found: Found) -> None:
    """Others are sent to the log-in, whatever page they ask for; a page that a superuser is refused is nobody's."""
    for address, letters in found.database_pages.items():
        others = {letter for kind, letter in letters.items() if kind != "superuser"}
        assert others <= set("lx."), address
    assert found.database_pages[reverse("admin:index")]["superuser"] == "o"
