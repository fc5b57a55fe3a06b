from django.db import migrations

from documents.structure.profiles import type_name
from orgs.searching import searchable

BATCH = 500


def in_batches(rows):
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1][0]


def numbered(number, symbol):
    full = f"số {number:02d}-{symbol}"
    return full if number > 9 else f"{full} {number}-{symbol}"


def documents(apps, schema_editor):
    document, signing = apps.get_model("documents", "Document"), apps.get_model("documents", "Signing")
    rows = document.objects.values_list(
        *("pk", "subject", "type_code", "organisation__profile", "drafter__full_name", "drafter__username"),
        *("round__tree__symbol", "register_entry__number", "register_entry__symbol"),
    )
    for batch in in_batches(rows):
        signed = signing.objects.filter(document__in=[row[0] for row in batch], revoked_at=None)
        signers = dict(signed.values_list("document_id", "name"))
        document.objects.bulk_update([_document(document, row, signers.get(row[0], "")) for row in batch], ["search_text"])


def _document(model, row, signer):
    pk, subject, code, profile, name, username, drafted, number, symbol = row
    said = numbered(number, symbol) if number else drafted or ""
    return model(pk=pk, search_text=searchable(subject, code, type_name(code, profile), said, name or username, signer))


def entries(apps, schema_editor):
    entry = apps.get_model("documents", "RegisterEntry")
    rows = entry.objects.values_list(
        *("pk", "number", "symbol", "type_code", "subject", "signatory", "recipients"),
        "series__organisation__profile",
    )
    for batch in in_batches(rows):
        entry.objects.bulk_update([_entry(entry, row) for row in batch], ["search_text"])


def _entry(model, row):
    pk, number, symbol, code, *texts, profile = row
    return model(pk=pk, search_text=searchable(numbered(number, symbol), code, type_name(code, profile), *texts))


def cited_papers(apps, schema_editor):
    paper = apps.get_model("documents", "CitedPaper")
    rows = paper.objects.values_list("pk", "symbol", "issuer", "about")
    for batch in in_batches(rows):
        paper.objects.bulk_update([paper(pk=pk, search_text=searchable(*texts)) for pk, *texts in batch], ["search_text"])


class Migration(migrations.Migration):
    """In batches, each committed by itself: people go on working, and a batch written twice is written the same."""

    atomic = False

    dependencies = [
        ("documents", "0004_lines_of_the_register_are_found_by_their_words"),
    ]

    operations = [
        migrations.RunPython(documents, migrations.RunPython.noop),
        migrations.RunPython(entries, migrations.RunPython.noop),
        migrations.RunPython(cited_papers, migrations.RunPython.noop),
    ]
