"""The first migration was edited while databases already stood: what they lack is added, what is stale goes."""

from django.db import migrations

from audit.indexes import make_right


class Migration(migrations.Migration):
    dependencies = [("workflows", "0004_turns_to_find_somebody")]

    operations = [migrations.RunPython(make_right("workflows"), migrations.RunPython.noop)]
