"""The first migration was edited while databases already stood: what they lack is added, what is stale goes."""

from django.db import migrations

from audit.indexes import make_right


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_paper_slips_are_counted_by_two_appointed_tellers")]

    operations = [migrations.RunPython(make_right("approvals"), migrations.RunPython.noop)]
