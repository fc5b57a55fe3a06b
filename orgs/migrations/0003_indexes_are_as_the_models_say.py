"""The first migration was edited while databases already stood: what they lack is added, what is stale goes."""

from django.db import migrations

from audit.indexes import make_right


class Migration(migrations.Migration):
    dependencies = [("orgs", "0002_delegation_last_used_at")]

    operations = [migrations.RunPython(make_right("orgs"), migrations.RunPython.noop)]
