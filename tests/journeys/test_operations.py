"""docs/operations.md followed line by line in both forms, as a stranger would; then a page is opened with its styles."""

from __future__ import annotations

import http.client
import json
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from tests.journeys.manual import HOST, Machine, blocks, commands
from tests.journeys.processes import database_url
from tests.servers import free_port, until

PASSWORD = "mưa nguồn chớp bể 81"
#: What nginx says of a request whose sender claims to be somebody else.
PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.66, 203.0.113.7"}
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    one = Machine(tmp_path)
    yield one
    one.stop()


class Visitor:
    """A browser in small, behind the proxy."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, **headers: Any
    ) -> tuple[int, HTTPMessage, bytes]:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = PROXY | {"Cookie": cookies, "Referer": f"https://{HOST}/"} | headers
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(client):
            client.request(method, path, urlencode(fields or {}), headers)
            answer = client.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers, answer.read()

    def open(self, path: str) -> str:
        """A page, with every style, script and picture that it names, and the fonts that the styles name."""
        status, _, body = self.ask("GET", path)
        assert status == 200, f"{path}: {status}"
        page = body.decode()
        files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
        assert any(".css" in name for name in files)
        for name in files:
            kind, text = self.fetch(name)
            if kind == "css":
                fonts = re.findall(r'url\("?(/static/[^")]+|\.\./[^")]+\.woff2)', text.decode())
                for font in fonts[:2]:
                    self.fetch(font.replace("../", "/static/"))
        return page

    def fetch(self, name: str) -> tuple[str, bytes]:
        kind = name.rpartition(".")[2]
        status, headers, body = self.ask("GET", name)
        assert status == 200, name
        assert headers["Content-Type"].startswith(TYPES[kind]), f"{name}: {status}"
        assert re.search(r"\.[0-9a-f]{12}\.", name), f"{name} has no hash in its name: browsers would keep an old one"
        return kind, body

    def log_in(self, password: str) -> int:
        page = self.open("/dang-nhap/")
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        fields = {"csrfmiddlewaretoken": token, "username": "quantri", "password": password}
        return self.ask("POST", "/dang-nhap/", fields)[0]


def set_up(machine: Machine, more: str = "") -> str:
    """The commands of the first form up to the server's, which is returned; `more` is what the second form adds."""
    (block,) = blocks("## One machine, embedded", "sh")
    setup, copy, read, *rest, serve = commands(block)
    assert setup == "make setup"  # what this suite stands on was made by it
    assert read == "set -a; . /etc/trinhky.env; set +a"  # every command below is run so
    machine.env_file.touch()
    machine.do(copy)
    machine.env_file.write_text(machine.here(machine.env_file.read_text()) + more)
    refused = machine.run(rest[0])
    assert refused.returncode
    assert "SECRET_KEY is missing, short or an example's" in refused.stderr
    example = machine.env_file.read_text()
    machine.env_file.write_text(re.sub(r"(?m)^SECRET_KEY=.*$", f"SECRET_KEY={secrets.token_urlsafe(60)}", example))
    for command in rest:
        if "createsuperuser" in command:
            machine.type_into(command, ["quantri", "Trần Quản Trị", "quantri@example.vn", PASSWORD, PASSWORD])
        else:
            assert "WARNING" not in machine.do(command)
    return serve


def look(port: int) -> None:
    """Ready, the log-in page, a wrong password counted at the address that the proxy saw, a page after the log-in."""
    until(lambda: ready(port).get("ok"))
    visitor = Visitor(port)
    assert visitor.log_in("sai mật khẩu") == 200
    assert visitor.log_in(PASSWORD) == 302
    assert "Trần Quản Trị" in visitor.open("/")
    assert "admin" in visitor.open("/quan-tri/")


def ready(port: int) -> dict[str, Any]:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as client:
            client.request("GET", "/readyz")
            return json.loads(client.getresponse().read())
    except OSError:
        return {}


@pytest.mark.sqlite
def test_one_machine_embedded(machine: Machine) -> None:
    serve = set_up(machine)
    port = free_port()
    machine.start(serve.replace("--port 8001", f"--port {port}"))
    look(port)
    with sqlite3.connect(machine.folder / "var/trinhky.sqlite3") as database:
        assert database.execute("SELECT DISTINCT ip_address FROM axes_accesslog").fetchall() == [("203.0.113.7",)]
    keep, restore = blocks("## Backup and restore", "sh")
    (copy,) = [command for command in commands(keep) if "VACUUM INTO" in command]
    machine.do(copy)
    (kept,) = (machine.folder / "backup").iterdir()
    for command in commands(restore):
        if "manage.py" in command:  # migrate --check, verify_journal
            machine.do(re.sub(r"DATABASE_URL=\S+", f"DATABASE_URL=sqlite:////backup/{kept.name}", command))


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a PostgreSQL database of the test's own."""
    server, _, _ = database_url().rpartition("/")
    name = f"manual_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield f"{server}/{name}"
        maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_several_processes(db: None, empty_database: str, machine: Machine) -> None:
    more, *_ = blocks("## Several processes, several machines", "sh")
    lines = re.sub(r"(?m)^DATABASE_URL=.*$", f"DATABASE_URL={empty_database}", more)
    set_up(machine, re.sub(r"(?m)^REDIS_URL=.*$", f"REDIS_URL={settings.REDIS_URL}", lines))
    units = [unit.replace("\\\n", " ") for unit in blocks("### systemd", "ini")]
    web, worker = (re.search(r"^ExecStart=(.*)$", unit, re.M)[1] for unit in units)
    ports = free_port(), free_port()
    for port in ports:
        machine.start(web.replace("%i", str(port)))
    until(lambda: "no worker" in ready(ports[0]).get("problems", {}).get("worker", ""))
    machine.start(worker)
    for port in ports:
        look(port)
    with psycopg.connect(empty_database) as database:
        assert (
            database.execute("SELECT DISTINCT ip_address FROM axes_accesslog").fetchall()[0][0].exploded
            == "203.0.113.7"
        )
    machine.stop()
