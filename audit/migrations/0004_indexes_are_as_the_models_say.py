"""The first migration was edited while databases already stood: what they lack is added, what is stale goes."""

from django.db import migrations

from audit.indexes import make_right


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_a_check_keeps_what_was_last_whole")]

    operations = [migrations.RunPython(make_right("audit"), migrations.RunPython.noop)]
