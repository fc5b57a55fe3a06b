"""Whatever comes in by address, query, body or header, nothing answers 500, and nobody keeps a copy of a private answer.

Every route of the resolver, so a new one is among them. Its parameters are found by watching what views and forms read;
what pages themselves would send is taken from their HTML. The same requests every time: the draw has a fixed seed.
"""

from __future__ import annotations

import io
import random
import re
import traceback
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from html.parser import HTMLParser
from itertools import product
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from approvals.models import Ballot, Comment, Opinion, OpinionRound, SignOff
from audit.actor import Actor
from documents.models import CitedPaper, Document, RegisterEntry
from notifications.models import Delivery, Notice, RecipientLine
from orgs.actions.roles import refresh
from orgs.models import Delegation, Organisation, Role, RoleAssignment, User
from orgs.working import PAGE_KEY
from tests.responses import Response
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
def doer(province: None) -> User:
    """Somebody with every role in every organisation of the demo."""
    user = User.objects.get(username="ha")
    for organisation in Organisation.objects.all():
        for role in Role.values:
            RoleAssignment.objects.get_or_create(
                user=user, organisation=organisation, role=role, defaults={"starts_on": date(2025, 1, 1)}
            )
    refresh(user, actor=Actor.of(user), at=timezone.now())
    return user


@contextmanager
def faults() -> Iterator[list[str]]:
    """What broke meanwhile, as text."""
    found: list[str] = []

    def note(sender: object, request: HttpRequest, **kwargs: Any) -> None:
        found.append(traceback.format_exc())

    got_request_exception.connect(note)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


def routes(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[str]:
    """Every route as its whole pattern."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        whole = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, whole)
        else:
            yield whole


def rows(user: User) -> dict[str, list[int]]:
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


def ids(found: QuerySet[Any]) -> list[int]:
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
    """The names that views and forms read of query and body, and of the files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        self.files: set[str] = set()
        for kind in (QueryDict, MultiValueDict):
            for method in ("get", "getlist", "__getitem__", "__contains__"):
                monkeypatch.setattr(kind, method, self._watch(getattr(kind, method)))

    def _watch(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def read(data: Any, name: str, *rest: Any, **more: Any) -> Any:
            if isinstance(data, QueryDict):
                self.names.add(str(name))
            elif not data:  # the resolver's own tables are never empty
                self.files.add(str(name))
            return method(data, name, *rest, **more)

        return read

    def take(self) -> tuple[set[str], set[str]]:
        taken = self.names - {"csrfmiddlewaretoken"}, self.files
        self.names, self.files = set(), set()
        return taken


class Fields(HTMLParser):
    """What the forms of a page would send: {name: values}."""

    def __init__(self, values: dict[str, list[str]]) -> None:
        super().__init__()
        self.values, self.select = values, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "select":
            self.select = said.get("name") or ""
        name = self.select if tag == "option" else said.get("name")
        value = said.get("value")
        if tag in ("input", "button", "option") and name and value and value not in self.values.setdefault(name, []):
            self.values[name].append(value)


def kinds_of(names: Iterable[str]) -> list[str]:
    """The names, of those that differ only by a number the first: a form has many rows."""
    return sorted({re.sub(r"\d+", "#", name): name for name in sorted(names, reverse=True)}.values())


def hostile_files() -> list[tuple[str, bytes]]:
    """Empty, of another kind than its name says, torn, nested without end, and one that says it is much larger."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"<w>" * 500_000)
        parts.writestr("[Content_Types].xml", b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')
    contents = [b"", b"PK\x03\x04", b"%PDF-1.7\n\x00", b"\xff\xfe\x00\xd8", b"a\x00b\x01\x0b", b"[" * 100_000]
    names = ["a.docx", "\u202ecod.exe.docx", "../../x.pdf", "=1+1.txt", "²" * 300 + ".xlsx", "%00", 'a";\r\nb.html']
    return list(product(names, [*contents, bomb.getvalue()]))


FILES = hostile_files()

#: What stands where a body should: its type and its bytes.
BODIES = [
    ("multipart/form-data", b"a=b"),
    ("multipart/form-data; boundary=", b"----"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\xff\x00"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"; filename="' + b"a" * 9_000),
    ("multipart/form-data; boundary=" + "x" * 500, b"--" + b"x" * 500 + b"--"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data;"
     b' name="a"\r\n\r\n%%%\r\n--x--'),
    ("application/x-www-form-urlencoded", b"a=%ff%00&%ed%a0%80=%&&&=;" + b"a=1&" * 100),
    ("application/x-www-form-urlencoded", b"a=1&" * 6_000),
    ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfea\x00"),
    ("application/x-www-form-urlencoded; charset=\xb2", b"a=\xff"),
    ("application/json", b'{"a": ' * 10_000),
    ("application/json", b'{"a": 1e400, "b": NaN, "c": "\\ud800\\u0000"}'),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
    ("", b"\x00"),
    ("/", b""),
]  # fmt: skip

#: Headers that views, or what stands before them, read.
HEADERS = [
    {"Cookie": "a=" + "b" * 60_000},
    {"Cookie": "django_language=\xb2; messages=[[[[; csrftoken=\x01; form_done=" + "." * 5_000},
    {"Cookie": "organisation=99999999999999999999999; theme=\xed\xa0\x80; =; ;;;"},
    {"Accept-Language": "vi;q=1e400,en;q=\xb2," + "x-" * 20_000},
    {"Accept-Language": ",".join(f"a{number};q=0.1" for number in range(3_000))},
    {"Referer": "http://[::1/\xff", "HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "\xff"},
    {"HX-Request": "true", "HX-Current-URL-URI-AutoEncoded": "true", "HX-Current-URL": "%ff%00"},
    {"HX-Request": "true", "HX-Triggering-Event": "{" * 9_000, "Triggering-Event": "[" * 9_000},
    {"X-Autosave": "\xb2", "Sec-Fetch-Mode": "\x01", "Sec-Purpose": "prefetch"},
    {"If-Modified-Since": "0001-01-01", "If-None-Match": '"' * 500, "Range": "bytes=-1e400,9-1"},
    {"X-Forwarded-For": "9" * 5_000, "X-Forwarded-Proto": "\xff", "X-CSRFToken": "\xed\xa0\x80"},
    {"Accept": "a/b;q=\xb2," * 2_000, "Content-Encoding": "gzip", "X-HTTP-Method-Override": "TRACE"},
]
QUERIES = [
    "%ff=%ff",
    "a=%00",
    "%ed%a0%80",
    "&&=&;=",
    "a=1&" * 6_000,
    "trang=\xff",
    "[]=" + "[" * 5_000,
    "next=//x&next=%5c",
]
TOKENS = ["a" * 16, "-" * 64, "²" * 20, "a" * 65, "a\n" + "a" * 20, ""]
#: What stands in an address in the place of an id, and of words.
PLACES = ["0", str(2**63 - 1), str(2**63), "9" * 23, "9" * 4_000]
WORDS = ["%C2%B2", "%ff", "%ED%A0%80", "%00", "..%2f", "x" * 3_000, "=1+1", "%E2%80%AE", "1e400", "0001-01-01"]


class Stranger:
    """A person with every right, whose requests are undone one by one: each finds the province as it was loaded."""

    def __init__(self, client: Client, found: list[str]) -> None:
        self.client, self.found, self.sent = client, found, 0
        self.wrong: list[str] = []
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def send(self, method: str, address: str, data: Any = None, **more: Any) -> Response:
        """Send one request, logged in whatever the last one did; note it if it broke, or if its answer may be kept."""
        self.client.cookies.clear()
        headers = {"Accept-Language": "vi", **more.pop("headers", {})}
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}"
        headers["Cookie"] = f"{headers['Cookie']}; {cookie}" if "Cookie" in headers else cookie
        self.found.clear()
        self.sent += 1
        with transaction.atomic():
            if isinstance(data, bytes):  # as they are: the client would encode them anew
                answer = self.client.generic(method, address, data, headers=headers, **more)
            else:
                answer = getattr(self.client, method)(address, data, headers=headers, **more)
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        said = f"{method} {address[:200]} {shown(data)} {str(more)[:200]} {str(headers)[:200]}"
        if answer.status_code >= 500:
            self.wrong.append(f"{said}: {self.found[-1][-900:] if self.found else ''}")
        elif answer.status_code != 400 and "no-store" not in answer.get("Cache-Control", ""):
            self.wrong.append(f"{said}: {answer.status_code} may be kept")
        return answer


def shown(data: Any) -> Any:
    return {name: str(value)[:30] for name, value in data.items()} if isinstance(data, dict) else str(data)[:60]


@pytest.fixture
def stranger(doer: User) -> Iterator[Stranger]:
    client = Client(raise_request_exception=False)
    client.force_login(doer)
    with faults() as found:
        yield Stranger(client, found)


def test_no_query_and_no_body_of_any_route_is_a_fault(
    stranger: Stranger, doer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, known, draw = Watched(monkeypatch), rows(doer), random.Random(9)
    values: dict[str, Any] = {}
    reads: dict[tuple[str, str], tuple[str, Any]] = {}
    own = {"get": "", "post": f"?{PAGE_KEY}={Organisation.objects.first().pk}"}
    for place, whole in enumerate(routes()):
        for method, address in product(("get", "post"), addresses(whole, known, place)):
            watched.take()
            answer = stranger.send(method, address + own[method], {"x": "x"})
            names = watched.take()
            if method == "get" and not answer.streaming and "html" in answer["Content-Type"]:
                Fields(values).feed(answer.content.decode())
            if len(names[0]) >= len(reads.get((whole, method), ("", ((), ())))[1][0]):
                reads[whole, method] = address + own[method], names
    for (_whole, method), (address, (names, files)) in reads.items():
        for most in (0.0, 0.4, 1.0):  # how much of it is hostile: what pages send leads on to what is read only then
            watched.take()
            usual = {name: values[name][0] for name in names if name in values}
            bad: dict[str, Any] = {name: draw.choice(HOSTILE) for name in kinds_of(names) if draw.random() < most}
            bad |= {name: [value, draw.choice(HOSTILE)] for name, value in bad.items() if draw.random() < 0.2}
            brought = {name: upload(draw) for name in sorted(files) if method == "post" and most}
            stranger.send(method, address, {**usual, **bad, "form_token": draw.choice(TOKENS), **brought})
            more_names, more_files = watched.take()
            names, files = names | more_names, files | more_files
    assert stranger.sent > 700
    assert not stranger.wrong, "\n\n".join(stranger.wrong[:40])


def upload(draw: Random) -> SimpleUploadedFile:
    name, content = draw.choice(FILES)
    return SimpleUploadedFile(name, content, draw.choice(["", "text/plain", "application/pdf", "²/²"]))


def test_no_address_no_header_and_no_torn_body_of_any_route_is_a_fault(stranger: Stranger, doer: User) -> None:
    known, draw = rows(doer), random.Random(9)
    for place, whole in enumerate(routes()):
        address = addresses(whole, known, place)[0]
        stranger.send("get", f"{address}?{draw.choice(QUERIES)}", headers=draw.choice(HEADERS))
        kind, body = draw.choice(BODIES)
        stranger.send("POST", address, body, content_type=kind, headers=draw.choice(HEADERS))
        for other in ("put", "head", "options"):
            if draw.random() < 0.2:
                stranger.send(other, address, headers=draw.choice(HEADERS))
        if "<" in whole:
            odd = re.sub(r"<int:\w+>", lambda _: draw.choice(PLACES), whole)
            odd = "/" + re.sub(r"<\w+:?\w*>", lambda _: draw.choice(WORDS), odd)
            stranger.send(draw.choice(["get", "post"]), odd)
    assert stranger.sent > 250
    assert not stranger.wrong, "\n\n".join(stranger.wrong[:40])
