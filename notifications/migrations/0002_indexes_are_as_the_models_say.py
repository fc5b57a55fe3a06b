"""The first migration was edited while databases already stood: what they lack is added, what is stale goes."""

from django.db import migrations

from audit.indexes import make_right


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [migrations.RunPython(make_right("notifications"), migrations.RunPython.noop)]
