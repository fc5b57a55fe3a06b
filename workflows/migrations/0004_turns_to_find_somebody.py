from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """What stood in for a missing holder as a convenor's turn of one person is an administrator's turn to find somebody."""
    documents = apps.get_model("documents", "Document").objects.filter(pk=OuterRef("document"))
    own = Subquery(documents.values("organisation_id")[:1])
    apps.get_model("workflows", "Turn").objects.filter(
        act="convene", user__isnull=False, closed_at__isnull=True
    ).update(
        act="appoint",
        label=Concat(Value("Bước này không còn người giữ: "), F("label")),
        organisation_id=Coalesce(F("organisation_id"), own),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0003_seats_name_their_organisation"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="turn",
            name="act",
            field=models.CharField(
                choices=[
                    ("draft", "Soạn thảo"),
                    ("check", "Kiểm tra thể thức"),
                    ("opinion", "Cho ý kiến"),
                    ("vote", "Bỏ phiếu"),
                    ("count", "Kiểm phiếu giấy"),
                    ("convene", "Điều hành"),
                    ("appoint", "Bố trí người"),
                    ("revise", "Tiếp thu, chỉnh lý"),
                    ("approve", "Duyệt"),
                    ("sign", "Ký"),
                    ("number", "Cấp số, phát hành"),
                    ("distribute", "Phát hành"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
