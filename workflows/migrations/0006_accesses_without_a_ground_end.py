"""End the accesses whose seat lapsed, whose office ended or whose mail was passed on to another: nothing ended them so far.

From here on `workflows.actions.accesses` does it at the event and each night; this is the same rule for what is stored.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

SEATS = (("OpinionSeat", "round"), ("Seat", "ballot"), ("SignOffSeat", "sign_off"))


def end_without_ground(apps, schema_editor):
    now = timezone.now()
    today = timezone.localdate(now)
    rows = apps.get_model("documents", "Access").objects.filter(until_at=None)
    people = rows.filter(user__isnull=False)
    people.filter(why="seat").exclude(_seated(apps, today)).update(until_at=now)
    people.filter(why="station").exclude(_stationed(apps, today)).update(until_at=now)
    delivered = apps.get_model("notifications", "Delivery").objects.filter(document=OuterRef("document"), on_paper=False)
    mine = Q(organisation=OuterRef("organisation")) | Q(passed_to=OuterRef("organisation"))
    rows.filter(why="delivery", organisation__isnull=False).exclude(Exists(delivered.filter(mine))).update(until_at=now)


def _in_force(today):
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def _roles(apps, today):
    return apps.get_model("orgs", "RoleAssignment").objects.filter(_in_force(today))


def _seated(apps, today):
    members = apps.get_model("orgs", "Membership").objects.filter(_in_force(today))
    members = members.filter(~Q(entry="meeting") | Q(ratified_on__lte=today))
    turns = apps.get_model("workflows", "Turn").objects.filter(closed_at=None, act__in=("appoint", "convene"))
    administers = _roles(apps, today).filter(user=OuterRef("user"), role="organisation_admin")
    found = Q(Exists(turns.filter(Exists(administers), document=OuterRef("document"), user=OuterRef("user"))))
    for model, of in SEATS:
        here = {f"{of}__document": OuterRef("document"), "user": OuterRef("user")}
        member = members.filter(user=OuterRef("user"), body=OuterRef("membership__body"))
        role = _roles(apps, today).filter(user=OuterRef("user"), organisation=OuterRef(f"{of}__organisation"))
        held = Q(Exists(member)) | Q(Exists(role), membership=None)
        found |= Q(Exists(apps.get_model("approvals", model).objects.filter(held, lapsed_at=None, **here)))
    return found


def _stationed(apps, today):
    role = _roles(apps, today).filter(
        user=OuterRef(OuterRef("user")), organisation=OuterRef("organisation"), role=OuterRef("role")
    )
    turns = apps.get_model("workflows", "Turn").objects.filter(user=None)
    turns = turns.exclude(organisation=F("document__organisation"))
    return Q(Exists(turns.filter(Exists(role), document=OuterRef("document"))))


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0005_indexes_are_as_the_models_say"),
        ("documents", "0001_initial"),
        ("approvals", "0001_initial"),
        ("notifications", "0001_initial"),
        ("orgs", "0001_initial"),
    ]

    operations = [migrations.RunPython(end_without_ground, migrations.RunPython.noop)]
