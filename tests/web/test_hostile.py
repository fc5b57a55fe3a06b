"""Whatever comes in by query or body, nothing answers 500: every route, and the parameters that it reads.

Parameters are found by watching what views and forms read; what pages themselves would send is taken from their HTML.
The same requests every time: nothing here is drawn by chance.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html.parser import HTMLParser
from itertools import cycle, product

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from approvals.models import Ballot, Comment, Opinion, OpinionRound, SignOff
from audit.actor import Actor
from documents.models import CitedPaper, Document, RegisterEntry
from notifications.models import Delivery, Notice, RecipientLine
from orgs.actions.roles import refresh
from orgs.models import Delegation, Organisation, Role, RoleAssignment, User
from workflows.models import Procedure

HOSTILE = [
    "²",
    "٣",
    "-1",
    "9" * 23,
    "9" * 5_000,
    str(2**63 - 1),
    "1e400",
    "NaN",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\x01\x0b\ufffe\u202e",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "2026-13-45",
    "00:61",
    "[" * 100_000,
    "(" * 2_000,
    '{"a":' * 500,
    "%",
    "'\"><script>",
    "../../etc/passwd",
    "=1+1",
    "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjN8MQ",  # keys of pages: a number of 23 digits, then
    "MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMHwx",  # the year 1 where the zone is ahead of ours
    "wrJ8wrI",
    "Mjl8",
]


@pytest.fixture
def doer(province):
    """Somebody with every role in every organisation of the demo."""
    user = User.objects.get(username="ha")
    for organisation in Organisation.objects.all():
        for role in Role.values:
            RoleAssignment.objects.get_or_create(
                user=user, organisation=organisation, role=role, defaults={"starts_on": date(2025, 1, 1)}
            )
    refresh(user, actor=Actor.of(user), at=timezone.now())
    return user


@pytest.fixture
def visitor(doer):
    client = Client(raise_request_exception=False)
    client.force_login(doer)
    return client


@contextmanager
def faults():
    """What broke meanwhile, as text."""
    found: list[str] = []

    def note(sender, request, **kwargs):
        found.append(traceback.format_exc())

    got_request_exception.connect(note)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


def routes(patterns=None, prefix="") -> Iterator[tuple[str, URLPattern]]:
    """Every route of ours with its whole pattern; the administration's own pages are Django's."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        whole = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            if not whole.startswith("quan-tri/"):
                yield from routes(one.url_patterns, whole)
        else:
            yield whole, one


def rows(user) -> dict[str, list[int]]:
    """Ids to stand in a route, by how the route begins; several, in different states."""
    visible = Document.objects.visible_to(user)
    statuses = visible.order_by("status").values_list("status", flat=True).distinct()
    documents = [visible.filter(status=status).first().pk for status in statuses]
    return {
        "van-ban/": documents,
        "van-ban-nhan/buoc/": ids(Delivery.objects.filter(organisation__isnull=False)),
        "van-ban-nhan/chuyen/": ids(Delivery.objects.filter(organisation__isnull=False)),
        "van-ban-nhan/": ids(Document.objects.filter(deliveries__organisation__isnull=False)),
        "bieu-quyet/": ids(Ballot.objects.order_by("-closed_at")),
        "y-kien/tra-loi/": ids(Opinion.objects.all()),
        "y-kien/": ids(OpinionRound.objects.order_by("-closed_at")),
        "gop-y/": ids(Comment.objects.all()),
        "duyet/": ids(SignOff.objects.order_by("-pk")),
        "noi-nhan/": ids(RecipientLine.objects.order_by("-pk")),
        "thong-bao/": ids(Notice.objects.filter(user=user)),
        "quy-trinh/": ids(Procedure.objects.all()),
        "to-chuc/": ids(Organisation.objects.all()),
        "vien-dan/": ids(CitedPaper.objects.all()),
        "so-van-ban-di/": ids(RegisterEntry.objects.all()),
        "ca-nhan/uy-quyen/": ids(Delegation.objects.all()),
    }


def ids(found) -> list[int]:
    return list(found.values_list("pk", flat=True)[:2]) or [1]


def addresses(whole: str, known: dict[str, list[int]], first: int) -> list[str]:
    """The route with ids that exist in the place of its parameters: a few, beginning with the `first`."""
    begin = max((key for key in known if whole.startswith(key)), key=len, default="")
    rows, found = known.get(begin, [0]), []
    for pk in [rows[(first + step) % len(rows)] for step in range(min(len(rows), 2))]:
        address = re.sub(r"<int:(?:ordinal|number)>", "1", whole)
        address = address.replace("<int:other>", str(known["van-ban/"][-1]))
        address = re.sub(r"<int:\w+>", str(pk), address)
        for kind in ("xlsx", "read") if "<str" in address else ("",):
            found.append("/" + re.sub(r"<str:\w+>", kind, address))
    return found


class Watched:
    """The names that views and forms read of query and body."""

    def __init__(self, monkeypatch) -> None:
        self.names: set[str] = set()
        for method in ("get", "getlist", "__getitem__", "__contains__"):
            monkeypatch.setattr(QueryDict, method, self._watch(getattr(QueryDict, method)))

    def _watch(self, method):
        def read(data, name, *rest, **more):
            self.names.add(str(name))
            return method(data, name, *rest, **more)

        return read

    def take(self) -> list[str]:
        taken, self.names = sorted(self.names - {"csrfmiddlewaretoken"}), set()
        return taken


class Fields(HTMLParser):
    """What the forms of a page would send: {name: values}."""

    def __init__(self, values: dict[str, list[str]]) -> None:
        super().__init__()
        self.values, self.select = values, ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "select":
            self.select = said.get("name") or ""
        name = self.select if tag == "option" else said.get("name")
        value = said.get("value")
        if tag in ("input", "button", "option") and name and value and value not in self.values.setdefault(name, []):
            self.values[name].append(value)


def kinds_of(names):
    """The names, of those that differ only by a number the first: a form has many rows."""
    return sorted({re.sub(r"\d+", "#", name): name for name in sorted(names, reverse=True)}.values())


def shown(data):
    return {name: value[:30] for name, value in data.items()}


def send(visitor, method, address, data):
    """A request whose traces are undone: the next one finds the province as it was loaded."""
    with transaction.atomic():
        answer = getattr(visitor, method)(address, data)
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def test_no_query_and_no_body_of_any_route_is_a_fault(visitor, doer, monkeypatch):
    watched, values, known = Watched(monkeypatch), {}, rows(doer)
    pages = {
        whole: addresses(whole, known, place) for place, (whole, _) in enumerate(routes()) if whole != "dang-xuat/"
    }
    wrong, turn, sent = [], cycle(HOSTILE), 0
    with faults() as found:

        def attempt(method, address, data):
            nonlocal sent
            found.clear()
            sent += 1
            answer = send(visitor, method, address, data)
            if answer.status_code >= 500:
                wrong.append(f"{method} {address} {shown(data)}: {found[-1][-700:] if found else ''}")
            return answer

        most: dict[tuple[str, str], tuple[str, list[str]]] = {}
        for whole, method in product(pages, ("get", "post")):
            for address in pages[whole]:
                watched.take()
                answer = attempt(method, address, {})
                names = watched.take()
                if len(names) >= len(most.get((whole, method), ("", []))[1]):
                    most[whole, method] = address, names
                if method == "get" and not answer.streaming and "html" in answer["Content-Type"]:
                    Fields(values).feed(answer.content.decode())
                assert answer.status_code >= 500 or "no-store" in answer["Cache-Control"], address
        for (_whole, method), (address, names) in most.items():
            usual = {name: values[name][0] for name in names if name in values}
            if wanted := kinds_of(names):
                attempt(method, address, {**usual, **dict.fromkeys(wanted, next(turn))})
    assert sent > 400
    assert not wrong, "\n\n".join(wrong[:40])
