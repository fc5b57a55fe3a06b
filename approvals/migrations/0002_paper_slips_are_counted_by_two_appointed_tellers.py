import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone


def seat_those_who_counted(apps, schema_editor):
    """The first two who counted a closed ballot become its tellers; in an open one the convenor appoints them now."""
    Teller = apps.get_model("approvals", "Teller")
    Teller.objects.update(appointed_at=F("counted_at"))
    now, filled = timezone.now(), {}
    for teller in Teller.objects.select_related("ballot").order_by("counted_at", "pk"):
        place = filled[teller.ballot_id] = filled.get(teller.ballot_id, 0) + 1
        teller.place = min(place, 2)
        if place > 2 or teller.ballot.closed_at is None:
            teller.dismissed_at = now
        teller.save(update_fields=["place", "dismissed_at"])
    if schema_editor.connection.vendor == "postgresql":  # what is still to be checked of these rows holds up ALTER TABLE
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("tellercount", "one_count_per_teller_and_ballot"),
        migrations.RenameModel("TellerCount", "Teller"),
        migrations.RenameField("teller", "teller", "user"),
        migrations.RenameField("teller", "entered_at", "counted_at"),
        migrations.AlterField(
            "teller",
            "ballot",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tellers", to="approvals.ballot"
            ),
        ),
        migrations.AlterField("teller", "counts", models.JSONField(blank=True, null=True)),
        migrations.AlterField("teller", "counted_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "teller", "place", models.PositiveSmallIntegerField(default=1, help_text="1 or 2"), preserve_default=False
        ),
        migrations.AddField(
            "teller", "appointed_at", models.DateTimeField(default=timezone.now), preserve_default=False
        ),
        migrations.AddField("teller", "dismissed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(seat_those_who_counted, migrations.RunPython.noop),
        migrations.AddConstraint(
            "teller",
            models.CheckConstraint(condition=Q(("place__in", (1, 2))), name="a_ballot_has_two_places_for_tellers"),
        ),
        migrations.AddConstraint(
            "teller",
            models.UniqueConstraint(
                condition=Q(("dismissed_at__isnull", True)),
                fields=("ballot", "place"),
                name="one_teller_in_each_place",
            ),
        ),
        migrations.AddConstraint(
            "teller",
            models.UniqueConstraint(
                condition=Q(("dismissed_at__isnull", True)), fields=("ballot", "user"), name="a_teller_has_one_place"
            ),
        ),
    ]
