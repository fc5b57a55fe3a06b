"""What the rules promise of recipients and deliveries becomes constraints; the kinds of notices and jobs have their lists.

Rows that break them are healed first, in bulk and without a history of their own:

- a confirmation without its clerk is none, one without its time is as old as the matching;
- an addressee that is an organisation and a person is the organisation; one that is neither got paper;
- a paper copy has no receipt, and was not passed on; nor was what no organisation got;
- what was done was accepted then, what was accepted was read then, what was read was delivered then; a reader of what was
  not read goes;
- nobody is at an item that is done.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from database.healing import heal

LINE, COPY, SENT = (f"notifications.{name}" for name in ("RecipientLine", "Recipient", "Delivery"))
NOBODY = Q(organisation__isnull=True, user__isnull=True, on_paper=False)
BOTH = Q(organisation__isnull=False, user__isnull=False)
RECEIPT = dict.fromkeys(("delivered_at", "read_at", "read_by", "accepted_at", "done_at"))

HEAL = heal(
    (LINE, Q(confirmed_by__isnull=True, confirmed_at__isnull=False), {"confirmed_at": None}),
    (LINE, Q(confirmed_by__isnull=False, confirmed_at__isnull=True), {"confirmed_at": F("resolved_at")}),
    (LINE, Q(confirmed_by__isnull=True, state="confirmed"), {"state": "resolved"}),
    *((model, BOTH, {"user": None}) for model in (COPY, SENT)),
    *((model, NOBODY, {"on_paper": True}) for model in (COPY, SENT)),
    (SENT, Q(on_paper=True) & ~Q(**RECEIPT), RECEIPT),
    (SENT, Q(passed_to__isnull=False) & (Q(organisation__isnull=True) | Q(on_paper=True)), {"passed_to": None}),
    (SENT, Q(done_at__isnull=False, accepted_at__isnull=True), {"accepted_at": F("done_at")}),
    (SENT, Q(accepted_at__isnull=False, read_at__isnull=True), {"read_at": F("accepted_at")}),
    (SENT, Q(read_at__isnull=False, delivered_at__isnull=True), {"delivered_at": F("read_at")}),
    (SENT, Q(read_at__isnull=True, read_by__isnull=False), {"read_by": None}),
    ("notifications.OutboxItem", Q(done_at__isnull=False, leased_until__isnull=False), {"leased_until": None}),
)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_what_the_rules_promise_of_texts_and_numbers_is_held'),
        ('notifications', '0002_indexes_are_as_the_models_say'),
        ('orgs', '0004_what_the_rules_promise_of_people_is_held'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(HEAL, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('turn', 'Turn'), ('reminder', 'Reminder'), ('escalation', 'Escalation'), ('returned', 'Returned'), ('cancelled', 'Cancelled'), ('received', 'Received'), ('passed_on', 'Passed On'), ('count', 'Count'), ('result', 'Result'), ('resolution', 'Resolution'), ('journal', 'Journal')], max_length=30),
        ),
        migrations.AlterField(
            model_name='outboxitem',
            name='kind',
            field=models.CharField(choices=[('mail_deliveries', 'Mail Deliveries'), ('letter', 'Letter'), ('ballot_result', 'Ballot Result'), ('wipe_urns', 'Wipe Urns'), ('minute', 'Minute'), ('vacancies', 'Vacancies'), ('nightly', 'Nightly')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('user__isnull', True)), models.Q(('organisation__isnull', True), ('user__isnull', False)), models.Q(('on_paper', True), ('organisation__isnull', True), ('user__isnull', True)), _connector='OR'), name='a_delivery_has_one_addressee_or_is_a_paper_copy'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('passed_to__isnull', True), models.Q(('on_paper', False), ('organisation__isnull', False)), _connector='OR'), name='only_what_an_organisation_got_is_passed_on'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('on_paper', False), ('delivered_at__isnull', True), _connector='OR'), name='a_paper_copy_has_no_receipt_here'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('delivered_at__isnull', False), _connector='OR'), name='what_was_read_was_delivered'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('read_by__isnull', True), ('read_at__isnull', False), _connector='OR'), name='only_what_was_read_has_a_reader'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('read_at__isnull', False), _connector='OR'), name='what_was_accepted_was_read'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('accepted_at__isnull', False), _connector='OR'), name='what_was_done_was_accepted'),
        ),
        migrations.AddConstraint(
            model_name='outboxitem',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('leased_until__isnull', True), _connector='OR'), name='nobody_is_at_what_is_done'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('user__isnull', True)), models.Q(('organisation__isnull', True), ('user__isnull', False)), models.Q(('on_paper', True), ('organisation__isnull', True), ('user__isnull', True)), _connector='OR'), name='a_recipient_is_one_addressee_or_a_paper_copy'),
        ),
        migrations.AddConstraint(
            model_name='recipientline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='a_confirmation_has_its_clerk_and_its_time'),
        ),
        migrations.AddConstraint(
            model_name='recipientline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='a_confirmed_line_was_confirmed_by_somebody'),
        ),
    ]
