"""Whatever is done to the table behind our back, the chain says where."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from audit.chain import Break, agrees, canonical
from audit.models import JournalCheck
from audit.queries import proof, verify_organisation
from audit.verification import check_all
from tests.audit.conftest import NOW, rename


@pytest.fixture
def chain(an, by_an):
    for n in range(5):
        rename(actor=by_an, user=an, name=f"N{n}", at=NOW + timedelta(microseconds=n), document_id=12)


def tamper(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_an_untouched_chain_holds_to_its_last_entry(chain):
    found = verify_organisation(1)
    assert found.holds
    assert (found.entries, found.up_to) == (5, NOW + timedelta(microseconds=4))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_journalentry SET text = replace(text, 'N2', 'N9') WHERE sequence = 3", Break(3, "altered")),
        ("UPDATE audit_journalentry SET hash = replace(hash, '0', '1') WHERE sequence = 2", Break(2, "altered")),
        ("DELETE FROM audit_journalentry WHERE sequence = 4", Break(4, "missing")),
        ("DELETE FROM audit_journalentry WHERE sequence = 5", Break(5, "cut")),
        ("DELETE FROM audit_journalentry", Break(1, "cut")),
        ("UPDATE audit_journalentry SET actor_id = 999 WHERE sequence = 3", Break(3, "columns")),
        ("UPDATE audit_journalentry SET actor_id = NULL WHERE sequence = 3", Break(3, "columns")),
        ("UPDATE audit_journalentry SET verb = 'x' WHERE sequence = 3", Break(3, "columns")),
        ("UPDATE audit_journalentry SET document_id = 13 WHERE sequence = 3", Break(3, "columns")),
        ("UPDATE audit_journalentry SET subject_id = 13 WHERE sequence = 3", Break(3, "columns")),
        ("UPDATE audit_journalentry SET at = '2026-01-01 00:00:00+00:00' WHERE sequence = 3", Break(3, "columns")),
    ],
)
def test_every_tampering_is_found_and_placed(chain, unguarded, statement, expected):
    tamper(statement)
    assert verify_organisation(1).broken == expected


def test_an_entry_moved_to_another_chain_is_missed_and_found(chain, unguarded):
    tamper("UPDATE audit_journalentry SET organisation_id = 2 WHERE sequence = 1")
    assert verify_organisation(1).broken == Break(1, "missing")
    assert verify_organisation(2).broken == Break(1, "columns")


def test_the_command_says_so_and_fails(chain, unguarded, capsys):
    call_command("verify_journal")
    assert "5 mục, chuỗi nguyên vẹn" in capsys.readouterr().out
    tamper("UPDATE audit_journalentry SET verb = 'x' WHERE sequence = 3")
    with pytest.raises(CommandError):
        call_command("verify_journal")
    assert "ĐỨT ở mục 3" in capsys.readouterr().out
    assert proof(1).broken == Break(3, "columns")


def test_the_badge_goes_on_from_the_last_whole_check(chain, an, by_an, django_assert_max_num_queries):
    check_all(NOW)
    assert JournalCheck.objects.get().sequence == 5
    rename(actor=by_an, user=an, name="M", at=NOW + timedelta(hours=1))
    with django_assert_max_num_queries(4):
        found = proof(1)
    assert found.holds
    assert (found.entries, found.up_to) == (6, NOW + timedelta(hours=1))


def test_the_badge_of_a_silent_chain_shows_its_last_entry(chain):
    check_all(NOW)
    assert proof(1).up_to == NOW + timedelta(microseconds=4)
    assert proof(404).up_to is None


TEXTS = st.text(max_size=30)


@given(name=TEXTS, reason=TEXTS, principal=TEXTS, facts=st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=3))
def test_no_words_of_people_can_pass_for_a_column(name, reason, principal, facts):
    tricky = {"organisation": 8, "document": 3, "facts": {}, "at": "x"}
    text = canonical(
        {
            "organisation": 1,
            "sequence": 4,
            "at": "2026-11-20T02:00:00.000000+00:00",
            "actor": 5,
            "actor_name": f'{name}","at":"',
            "on_behalf_of": None,
            "on_behalf_of_name": principal,
            "origin": f'","organisation":9,"origin":"{name}',
            "verb": "test.rename",
            "subject": "orgs.user",
            "subject_id": 6,
            "document": None,
            "reason": f'","sequence":7{reason}',
            "facts": {**facts, **tricky},
        }
    )
    right = (1, "2026-11-20T02:00:00.000000+00:00", 5, "test.rename", "orgs.user", 6, None)
    assert agrees(4, text, *right)
    for place, other in ((0, 9), (6, 3), (2, None)):
        assert not agrees(4, text, *right[:place], other, *right[place + 1 :])
    assert not agrees(7, text, *right)
