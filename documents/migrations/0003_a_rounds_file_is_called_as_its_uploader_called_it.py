from django.db import migrations, models
from django.db.models import Min


def name_the_first_rounds(apps, schema_editor):
    """A kept file had the name that its first uploader gave it: that round keeps the name, the others have none."""
    source, draft_round = apps.get_model("documents", "SourceFile"), apps.get_model("documents", "DraftRound")
    for row in source.objects.annotate(first=Min("rounds")).exclude(first=None).iterator(chunk_size=500):
        draft_round.objects.filter(pk=row.first).update(source_name=row.name)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_issued_numbers_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftround",
            name="source_name",
            field=models.CharField(blank=True, max_length=255, verbose_name="tên tệp"),
        ),
        migrations.RunPython(name_the_first_rounds, migrations.RunPython.noop),
        migrations.RemoveField(model_name="sourcefile", name="name"),
    ]
