"""The first migration was edited while databases already stood: what they lack is added, what is stale goes."""

from django.db import migrations

from audit.indexes import make_right


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_all_is_found_by_what_its_box_promises")]

    operations = [migrations.RunPython(make_right("documents"), migrations.RunPython.noop)]
