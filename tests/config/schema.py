"""What a database's schema is, as values that can be compared: by table its columns, indexes and constraints."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import psycopg

Schema = dict[str, dict[str, Any]]

COLUMNS = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, is_identity, is_generated,
       generation_expression
FROM information_schema.columns WHERE table_schema = 'public'
"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
"""


def of_postgresql(connection: psycopg.Connection) -> Schema:
    schema: Schema = {}
    for query in (COLUMNS, INDEXES, CONSTRAINTS):
        for table, name, *facts in connection.execute(query):
            schema.setdefault(table, {})[name] = facts
    return schema


def of_sqlite(connection: sqlite3.Connection) -> Schema:
    schema: Schema = {}
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in (table for table in tables if not table.startswith("sqlite_")):
        facts = schema[table] = {}
        for _, name, kind, required, _, key, hidden in connection.execute(f"PRAGMA table_xinfo('{table}')"):
            facts[name] = (kind.lower(), required, key, hidden)
        (text,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
        facts["checks"] = sorted(re.findall(r'CONSTRAINT "(\w+)"', text))
        facts["uniques"] = sorted(_unique_columns(connection, table))
        facts["references"] = sorted(row[2:5] for row in connection.execute(f"PRAGMA foreign_key_list('{table}')"))
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", [table]
        ):
            facts[name] = sql
    return schema


def _unique_columns(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    return [
        [row[2] for row in connection.execute(f"PRAGMA index_info('{name}')")]
        for _, name, unique, origin, _ in connection.execute(f"PRAGMA index_list('{table}')")
        if unique and origin == "u"
    ]
