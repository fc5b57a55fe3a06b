"""What the rules promise of organisations, terms, seats and delegations becomes constraints.

Rows that break them are healed first, in bulk and without a history of their own:

- an organisation that succeeds itself or is open has no successor; one below itself stands at the top;
- a term that ends before it begins has an end that nobody knows;
- a ratification of who was not elected at a meeting gave nothing and goes; one before the election counts from that day,
  as it did; one without its decision says that none was written; a decision without a day goes;
- a seat that has not ended has no reason of its end, and its end is still to be announced;
- a delegation without its basis says that none was written; no use of it is after its revocation.
"""

from django.db import migrations, models
from django.db.models import F, Q

from database.healing import UNSAID, heal

SEAT, HOUSE, PERMIT = "orgs.Membership", "orgs.Organisation", "orgs.Delegation"

HEAL = heal(
    (HOUSE, Q(successor=F("id")) | Q(successor__isnull=False, valid_to__isnull=True), {"successor": None}),
    (HOUSE, Q(parent=F("id")), {"parent": None}),
    ("orgs.Term", Q(ends_on__lt=F("starts_on")), {"ends_on": None}),
    (SEAT, Q(ratified_on__isnull=False) & ~Q(entry="meeting"), {"ratified_on": None, "ratified_by": ""}),
    (SEAT, Q(ratified_on__lt=F("starts_on")), {"ratified_on": F("starts_on")}),
    (SEAT, Q(ratified_on__isnull=False, ratified_by=""), {"ratified_by": UNSAID}),
    (SEAT, Q(ratified_on__isnull=True) & ~Q(ratified_by=""), {"ratified_by": ""}),
    (SEAT, Q(ends_on__isnull=True) & ~Q(end_reason="", end_announced_at=None), {"end_reason": "", "end_announced_at": None}),
    (PERMIT, Q(basis=""), {"basis": UNSAID}),
    (PERMIT, Q(last_used_at__gt=F("revoked_at")), {"last_used_at": F("revoked_at")}),
)



class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0003_indexes_are_as_the_models_say'),
    ]

    operations = [
        migrations.RunPython(HEAL, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='a_delegation_has_its_written_basis'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), ('last_used_at__isnull', True), ('last_used_at__lte', models.F('revoked_at')), _connector='OR'), name='nobody_acts_under_a_revoked_delegation'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ratified_on__isnull', True), ('entry', 'meeting'), _connector='OR'), name='only_who_a_meeting_elected_is_ratified'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ratified_by', ''), ('ratified_on__isnull', True)), models.Q(('ratified_on__isnull', False), models.Q(('ratified_by', ''), _negated=True)), _connector='OR'), name='a_ratification_has_a_day_and_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ratified_on__isnull', True), ('ratified_on__gte', models.F('starts_on')), _connector='OR'), name='nobody_is_ratified_before_the_election'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', False), models.Q(('end_announced_at__isnull', True), ('end_reason', '')), _connector='OR'), name='only_an_end_is_announced_and_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('successor__isnull', True), ('valid_to__isnull', False), _connector='OR'), name='only_a_closed_organisation_has_a_successor'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('successor__isnull', True), models.Q(('successor', models.F('id')), _negated=True), _connector='OR'), name='no_organisation_succeeds_itself'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='no_organisation_stands_below_itself'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='term_ends_after_it_begins', violation_error_message='Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy kiểm tra lại ngày.'),
        ),
    ]
