"""An empty database of the benchmark's own."""

from __future__ import annotations

import gc
import os

import django
import psycopg
from django.conf import settings
from django.core.management import call_command


def make() -> None:
    """Create (PostgreSQL: drop and create) the database that DATABASE_URL names, and migrate it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    url = os.environ["DATABASE_URL"]
    if url.startswith("postgres"):
        server, name = url.rsplit("/", 1)
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
    settings.INSTALLED_APPS = [
        *settings.INSTALLED_APPS,
        "benchmarks",
    ]  # its models; who measures with them makes the tables
    django.setup()
    call_command("migrate", verbosity=0)
    gc.freeze()  # as a web process does when it starts
