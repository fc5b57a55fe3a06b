"""A ballot says at which passage its winner is written. Those from before were all about the theme, which has no passage."""

from django.db import migrations, models

from database.triggers import taken_down

DOWN = taken_down("approvals_ballot", "approvals_slip", "approvals_urn", "approvals_sealedslip")
HELP = "id of the paragraph in which the winner is written; empty for the theme"


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0005_what_the_rules_promise_of_decisions_is_held"),
    ]

    operations = [
        migrations.RunPython(DOWN, migrations.RunPython.noop),
        migrations.AddField(
            model_name="ballot",
            name="passage",
            field=models.CharField(blank=True, help_text=HELP, max_length=40),
        ),
        migrations.AddField(
            model_name="historicalballot",
            name="passage",
            field=models.CharField(blank=True, help_text=HELP, max_length=40),
        ),
        migrations.RunPython(migrations.RunPython.noop, DOWN),
    ]
