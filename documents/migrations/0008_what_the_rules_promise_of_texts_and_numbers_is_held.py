"""What the rules promise of rounds, waivers, signings and the register becomes constraints.

Rows that break them are healed first, in bulk and without a history of their own:

- a round without a file has no file's name; of a gate that is none, nobody confirmed anything;
- a waiver without a reason says that none was written;
- who signed on behalf of themselves signed in person;
- a number with a document is not voided, so the reason for it goes.

Rounds and numbers that are counted from nothing are met nowhere: the migration would stop before it changed anything.
The triggers of the tables are taken down on SQLite, which remakes the tables, and come back at the end of `migrate`.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from database.healing import UNSAID, heal
from database.triggers import taken_down

HEAL = heal(
    ("documents.DraftRound", Q(source__isnull=True) & ~Q(source_name=""), {"source_name": ""}),
    ("documents.FindingsSeen", ~Q(gate__in=("R", "S", "N")), None),
    ("documents.Waiver", Q(reason=""), {"reason": UNSAID}),
    ("documents.Signing", Q(on_behalf_of=F("signatory")), {"on_behalf_of": None}),
    ("documents.RegisterEntry", Q(document__isnull=False) & ~Q(void_reason=""), {"void_reason": ""}),
)
DOWN = taken_down("documents_document", "documents_draftround")


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_documents_are_found_by_any_part_of_a_word'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(DOWN, migrations.RunPython.noop),
        migrations.RunPython(HEAL, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='draftround',
            constraint=models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='rounds_are_counted_from_one'),
        ),
        migrations.AddConstraint(
            model_name='draftround',
            constraint=models.CheckConstraint(condition=models.Q(('source__isnull', False), ('source_name', ''), _connector='OR'), name='only_a_file_has_the_name_of_a_file'),
        ),
        migrations.AddConstraint(
            model_name='findingsseen',
            constraint=models.CheckConstraint(condition=models.Q(('gate__in', ('R', 'S', 'N'))), name='findings_are_confirmed_at_a_gate'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('document__isnull', True), ('void_reason', ''), _connector='OR'), name='no_reason_to_void_the_number_of_a_document'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='numbers_are_counted_from_one'),
        ),
        migrations.AddConstraint(
            model_name='signing',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of__isnull', True), models.Q(('on_behalf_of', models.F('signatory')), _negated=True), _connector='OR'), name='nobody_signs_on_behalf_of_oneself'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_blocker_is_waived_with_a_reason'),
        ),
        migrations.RunPython(migrations.RunPython.noop, DOWN),
    ]
