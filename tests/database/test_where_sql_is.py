"""SQL that locks or upserts is written in `database/` alone; other SQL stands where it is listed, with its reason."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

APPS = ["audit", "orgs", "documents", "approvals", "notifications", "workflows", "config", "web"]

#: Files outside `database/` that speak to a cursor, and why.
SPEAKING = {
    "audit/guards.py": "triggers",
    "audit/indexes.py": "the schema, for migrations",
    "audit/queries/proof.py": "reads the journal in chunks, its times as text",
    "approvals/actions/closing.py": "counts the seats of a ballot",
    "approvals/jobs.py": "VACUUM and the write-ahead log",
    "documents/paging.py": "counts a union of parts",
    "workflows/nightly.py": "ANALYZE",
    "workflows/queries/workspace.py": "reads a union of parts",
}
LOCKS = re.compile(r"ON CONFLICT|FOR (NO KEY )?UPDATE|FOR SHARE|FOR KEY SHARE|pg_advisory")
#: The body of a trigger is the database's own code.
LOCKING = {"documents/guards.py"}


def sources() -> dict[str, str]:
    return {
        str(path.relative_to(settings.BASE_DIR)): path.read_text()
        for app in APPS
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "migrations" not in path.parts
    }


def test_only_the_listed_files_speak_to_a_cursor() -> None:
    assert {name for name, text in sources().items() if ".cursor() as" in text} == set(SPEAKING)


def test_sql_that_locks_or_upserts_is_in_the_database_package() -> None:
    assert {name for name, text in sources().items() if LOCKS.search(text)} == LOCKING


@pytest.mark.parametrize("name", ["locks", "rows", "journal", "votes", "turns"])
def test_each_statement_says_why_the_orm_would_not_do(name: str) -> None:
    text = (settings.BASE_DIR / "database" / f"{name}.py").read_text()
    public = re.findall(r'^def [a-z]\w*\(.*?"""(.*?)"""', text, re.M | re.S)
    assert [words for words in public if "Not " not in words and "UPDATE of these fields" not in words] == []
