"""What the rules promise of procedures, stays and turns becomes constraints.

Rows that break them are healed first, in bulk and without a history of their own:

- a stay that was left without an outcome was passed, a turn that was closed without one was over; an outcome, or who gave
  it, goes where the stay or turn is open;
- a stay that is held without a reason says that none was written; a reason goes where it is not held;
- a turn that is a person's is not a role's too.

Versions that are counted from nothing are met nowhere: the migration would stop before it changed anything.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from database.healing import UNSAID, heal

STAY, TURN = "workflows.Visit", "workflows.Turn"

HEAL = heal(
    (STAY, Q(left_at__isnull=False, outcome=""), {"outcome": "passed"}),
    (STAY, Q(left_at__isnull=True) & (~Q(outcome="") | Q(left_by__isnull=False)), {"outcome": "", "left_by": None}),
    (STAY, Q(held_at__isnull=False, hold_reason=""), {"hold_reason": UNSAID}),
    (STAY, Q(held_at__isnull=True) & ~Q(hold_reason=""), {"hold_reason": ""}),
    (TURN, Q(user__isnull=False) & ~Q(role=""), {"role": ""}),
    (TURN, Q(closed_at__isnull=False, outcome=""), {"outcome": "over"}),
    (TURN, Q(closed_at__isnull=True) & (~Q(outcome="") | Q(closed_by__isnull=False)), {"outcome": "", "closed_by": None}),
)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_what_the_rules_promise_of_texts_and_numbers_is_held'),
        ('orgs', '0004_what_the_rules_promise_of_people_is_held'),
        ('workflows', '0007_tellers_count_and_open_slips'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(HEAL, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_are_counted_from_one'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', True), ('role', ''), _connector='OR'), name='a_turn_is_not_both_a_persons_and_a_roles'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_closed_turn_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='nobody_has_closed_a_turn_that_is_open'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_at__isnull', True), ('outcome', '')), models.Q(('left_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_stay_that_was_left_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('left_by__isnull', True), ('left_at__isnull', False), _connector='OR'), name='nobody_has_left_a_stay_that_goes_on'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', True), ('hold_reason', '')), models.Q(('held_at__isnull', False), models.Q(('hold_reason', ''), _negated=True)), _connector='OR'), name='a_stay_is_held_for_a_reason'),
        ),
    ]
