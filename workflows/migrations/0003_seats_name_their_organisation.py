from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def name_it(apps: Any, schema_editor: Any) -> None:
    """Say of the open turns of approvers for which organisation they approve: a delegation counts for that one alone."""
    sign_offs = apps.get_model("approvals", "SignOff").objects.filter(document=OuterRef("document"), outcome="")
    documents = apps.get_model("documents", "Document").objects.filter(pk=OuterRef("document"))
    apps.get_model("workflows", "Turn").objects.filter(
        act="approve", user__isnull=False, organisation__isnull=True, closed_at__isnull=True
    ).update(
        organisation_id=Coalesce(
            Subquery(sign_offs.values("organisation_id")[:1]), Subquery(documents.values("organisation_id")[:1])
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0002_tellers_of_paper_slips_have_turns"),
        ("approvals", "0001_initial"),
        ("documents", "0001_initial"),
    ]

    operations = [migrations.RunPython(name_it, migrations.RunPython.noop)]
