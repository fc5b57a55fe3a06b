from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def give_back(apps: Any, schema_editor: Any) -> None:
    """A number that was voided though a document had been issued under it is the document's again; the reason becomes a note.

    (`manage.py link_citations` then links again what cites it.)
    """
    wrongly = apps.get_model("documents", "RegisterEntry").objects.filter(
        voided_at__isnull=False, document__isnull=False
    )
    for entry in wrongly.iterator():
        words = f"Từng bị ghi hủy số: {entry.void_reason}"
        entry.note = (f"{entry.note} · {words}" if entry.note else words)[:300]
        entry.voided_at, entry.void_reason = None, ""
        entry.save(update_fields=["note", "voided_at", "void_reason"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.RunPython(give_back, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | Q(document__isnull=True),
                name="a_number_with_an_issued_document_is_not_voided",
            ),
        ),
    ]
