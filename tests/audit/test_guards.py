"""The triggers of the journal's table: missed when they are gone, off or toothless, and put back by migrate."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit.actor import Actor
from audit.guards import TABLE, check_guards, missing_guards, put_back
from audit.models import JournalEntry
from audit.verification import check_all
from orgs.models import User
from tests.audit.conftest import NOW, append_only, rename

BOTH = [f"{TABLE}_no_update", f"{TABLE}_no_delete"]


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_the_migration_puts_in_what_is_asked_for(unguarded: None) -> None:
    run(*append_only.INSTALL[connection.vendor])
    assert missing_guards() == []


def test_triggers_that_are_gone_are_missed(unguarded: None) -> None:
    assert missing_guards() == BOTH


def test_put_back_they_guard_again(an: User, by_an: Actor, unguarded: None) -> None:
    rename(actor=by_an, user=an, name="N", at=NOW)
    put_back(missing_guards())
    for statement in (f"UPDATE {TABLE} SET verb = 'x'", f"DELETE FROM {TABLE}"):
        with pytest.raises(DatabaseError), transaction.atomic():
            run(statement)
    assert JournalEntry.objects.get().verb == "test.rename"


def test_a_toothless_trigger_of_the_same_name_is_missed_and_replaced(triggers: None) -> None:
    if connection.vendor == "sqlite":
        run(
            f"DROP TRIGGER {TABLE}_no_update",
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT 1; END",
        )
        assert missing_guards() == BOTH[:1]
    else:
        run(
            "CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NULL; END $$"
        )
        assert missing_guards() == BOTH
    put_back(missing_guards())
    assert missing_guards() == []


@pytest.mark.postgres
def test_a_trigger_that_is_switched_off_is_missed_and_switched_on(triggers: None) -> None:
    run(f"ALTER TABLE {TABLE} DISABLE TRIGGER {TABLE}_no_delete")
    assert missing_guards() == BOTH[1:]
    put_back(missing_guards())
    assert missing_guards() == []


def test_the_system_check_warns(unguarded: None) -> None:
    assert [warning.id for warning in check_guards(databases=["default"])] == ["audit.W001"]
    assert check_guards(databases=None) == []


def test_migrate_puts_them_back(unguarded: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING", logger="audit.guards"):
        call_command("migrate", verbosity=0)
    assert missing_guards() == []
    assert "have been put back" in caplog.text


def test_the_verification_asks_for_them(
    an: User, by_an: Actor, unguarded: None, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(actor=by_an, user=an, name="N", at=NOW)
    with pytest.raises(CommandError):
        call_command("verify_journal")
    assert f"thiếu chốt {BOTH[0]}" in capsys.readouterr().out
    put_back(missing_guards())
    assert check_all(NOW)[0].holds
