"""PostgreSQL: a trigram index answers the lists' search, which looks for any part of a word.

pg_trgm comes with PostgreSQL and the owner of a database may switch it on; where it is not there or not allowed, the search
reads every row as before, and the message says what to do. SQLite has no such index.
"""

import sys

from django.db import DatabaseError, migrations

INDEX = "documents_by_part_of_a_word"


def build(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as refused:
        sys.stderr.write(
            f"\n  No trigram index: {str(refused).strip()}\n  Search works, but reads every document. To have it: "
            f"CREATE EXTENSION pg_trgm as a superuser, then CREATE INDEX CONCURRENTLY {INDEX} ON documents_document "
            "USING gin (search_text gin_trgm_ops);\n"
        )
        return
    schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")  # what an interrupted run may have left
    schema_editor.execute(f"CREATE INDEX CONCURRENTLY {INDEX} ON documents_document USING gin (search_text gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    atomic = False  # CONCURRENTLY: nobody waits while it is built
    dependencies = [("documents", "0006_indexes_are_as_the_models_say")]

    operations = [migrations.RunPython(build, drop)]
