"""Migrations: what has landed is never edited, and databases of earlier versions become what a new one is.

`schemas/` holds databases, each with a document: of 8527d44, whose schema is the last before migrations were final, and of
8d1c032, one of the first, made by a `0001_initial` that was edited afterwards.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from documents.models import Document
from notifications.models import Delivery
from tests.config.schema import Schema, of_postgresql, of_sqlite
from tests.journeys.processes import database_url

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(__file__).parent / "schemas"
LANDED = SCHEMAS.parent / "landed_migrations.txt"


def test_a_migration_that_landed_is_never_edited() -> None:
    """New ones are put into the list by `make landed`; `make check` asks for that."""
    landed = [line.split() for line in LANDED.read_text().splitlines()]
    edited = [name for digest, name in landed if hashlib.sha256((ROOT / name).read_bytes()).hexdigest() != digest]
    assert landed
    assert not edited, "a migration that has landed stays as it is: add another one"


def text_of(version: str) -> str:
    return gzip.decompress((SCHEMAS / f"{version}.{connection.vendor}.sql.gz").read_bytes()).decode()


def migrate(url: str, folder: Path) -> None:
    environment = os.environ | {"DATABASE_URL": url, "VAR_DIR": str(folder), "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def migrated_on_sqlite(version: str, folder: Path) -> tuple[Schema, int]:
    database = sqlite3.connect(folder / "old.sqlite3")
    database.executescript(text_of(version))
    migrate(f"sqlite:///{folder / 'old.sqlite3'}", folder)
    return of_sqlite(database), database.execute("SELECT count(*) FROM documents_draftround").fetchone()[0]


def migrated_on_postgresql(version: str, folder: Path) -> tuple[Schema, int]:
    name = f"old_{uuid4().hex}"
    server, _, _ = database_url().rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            with psycopg.connect(f"{server}/{name}", autocommit=True) as database:
                database.execute(text_of(version))
                migrate(f"{server}/{name}", folder)
                rows = database.execute("SELECT count(*) FROM documents_draftround").fetchone()[0]
                return of_postgresql(database), rows
        finally:
            maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


def schema_of_a_new_one() -> Schema:
    """The suite's own database was made by all migrations."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return of_sqlite(connection.connection)
    return of_postgresql(connection.connection)


@pytest.mark.parametrize("version", ["8527d44", "8d1c032"])
def test_an_earlier_database_becomes_what_a_new_one_is(db: None, tmp_path: Path, version: str) -> None:
    old, rounds = (migrated_on_sqlite if connection.vendor == "sqlite" else migrated_on_postgresql)(version, tmp_path)
    new = schema_of_a_new_one()
    assert old.keys() == new.keys()
    different = {table: set(map(repr, old[table].items())) ^ set(map(repr, new[table].items())) for table in new}
    assert not {table: facts for table, facts in different.items() if facts}
    assert rounds == 1


@pytest.mark.postgres
def test_a_part_of_a_word_is_found_by_the_trigram_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Document.objects.filter(search_text__contains="thanh nien").explain()
    assert "documents_by_part_of_a_word" in plan


def test_the_deliveries_of_an_organisation_are_read_by_time_from_their_index(db: None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    newest = Delivery.objects.filter(organisation=1).order_by("-sent_at", "-pk")[:50]
    plan = newest.explain()
    assert "deliveries_to_an_organisation" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
