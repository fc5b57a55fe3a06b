"""The day's work is asked for once a day and lets dates take effect."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from audit.models import JournalCheck
from notifications import jobs
from notifications.models import OutboxItem
from orgs.models import RoleAssignment, User
from orgs.permissions import Perm, can
from workflows.demo.loading import load_province
from workflows.nightly import ask_for_the_day, know_the_tables

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_it_is_asked_for_once_a_day(db: None) -> None:
    for minutes in (0, 1, 2, 60 * 24):
        ask_for_the_day(NOW + timedelta(minutes=minutes))
    assert OutboxItem.objects.filter(kind="nightly").count() == 2


def test_a_role_that_ran_out_loses_its_right_and_the_chains_are_verified(db: None) -> None:
    province, people = load_province(NOW)
    RoleAssignment.objects.filter(user=people["dung"]).update(ends_on=NOW.date())
    ask_for_the_day(NOW + timedelta(days=1))
    jobs.run_due(NOW + timedelta(days=1))
    assert not can(User.objects.get(username="dung"), Perm.CHECK_FORMAT, province.tinh)
    assert JournalCheck.objects.get(pk=province.tinh.pk).broken_at is None


def test_sqlite_knows_what_lies_in_its_tables(db: None) -> None:
    know_the_tables()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1")
            assert cursor.fetchone()[0] > 0
