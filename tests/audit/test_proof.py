"""Whatever is done to the table behind our back, the chain says where."""

import json
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from audit import verification
from audit.actor import Actor
from audit.chain import Break, agrees, canonical, fingerprint, link
from audit.events import journal_broken
from audit.guards import missing_guards, put_back
from audit.models import JournalCheck
from audit.queries import proof, verify_organisation
from audit.registry import Fault
from audit.verification import Head, check_all, head_line
from documents.actions import import_draft, save_working_copy, submit_round
from orgs.actions import assign_role
from orgs.models import Role, User
from tests.audit.conftest import NOW, append_only, rename
from tests.orgs.conftest import province  # noqa: F401

proving = import_module("audit.queries.proof")


@pytest.fixture
def chain(an: User, by_an: Actor) -> None:
    for n in range(5):
        rename(actor=by_an, user=an, name=f"N{n}", at=NOW + timedelta(microseconds=n), document_id=12)


def tamper(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def behind_our_back(*statements: str) -> None:
    """Without the table's guards, which stand again afterwards: an intruder leaves no such trace."""
    with connection.cursor() as cursor:
        for statement in (*append_only.REMOVE[connection.vendor], *statements):
            cursor.execute(statement)
    put_back(missing_guards())


def test_an_untouched_chain_holds_to_its_last_entry(chain: None) -> None:
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
def test_every_tampering_is_found_and_placed(chain: None, unguarded: None, statement: str, expected: Break) -> None:
    tamper(statement)
    assert verify_organisation(1).broken == expected


def test_an_entry_moved_to_another_chain_is_missed_and_found(chain: None, unguarded: None) -> None:
    tamper("UPDATE audit_journalentry SET organisation_id = 2 WHERE sequence = 1")
    assert verify_organisation(1).broken == Break(1, "missing")
    assert verify_organisation(2).broken == Break(1, "columns")


def test_the_command_says_so_and_fails(chain: None, triggers: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_journal")
    assert "5 mục, chuỗi nguyên vẹn" in capsys.readouterr().out
    behind_our_back("UPDATE audit_journalentry SET verb = 'x' WHERE sequence = 3")
    with pytest.raises(CommandError) as failure:
        call_command("verify_journal")
    assert failure.value.returncode == 1
    assert "ĐỨT ở mục 3" in capsys.readouterr().out
    assert proof(1).broken == Break(3, "columns")


REWIND = "UPDATE audit_journalhead SET sequence = 3, hash = (SELECT hash FROM audit_journalentry WHERE sequence = 3)"


def test_a_tail_cut_with_its_head_rewound_is_found_by_the_check_before(chain: None, triggers: None) -> None:
    check_all(NOW)
    behind_our_back("DELETE FROM audit_journalentry WHERE sequence > 3", REWIND)
    assert check_all(NOW)[0].broken == Break(4, "cut")


def test_a_tail_cut_with_its_head_deleted_is_found(chain: None, unguarded: None) -> None:
    tamper("DELETE FROM audit_journalentry WHERE sequence > 3")
    tamper("DELETE FROM audit_journalhead")
    assert verify_organisation(1).broken == Break(4, "cut")
    assert proof(1).broken == Break(4, "cut")


def test_a_missing_head_means_a_cut_even_where_no_entry_is_missed(chain: None) -> None:
    tamper("DELETE FROM audit_journalhead")
    assert verify_organisation(1).broken == Break(6, "cut")


def test_a_head_rewound_alone_is_found(chain: None) -> None:
    tamper(REWIND)
    assert verify_organisation(1).broken == Break(6, "cut")


def test_a_whole_chain_that_was_deleted_is_found_by_the_check_before(chain: None, triggers: None) -> None:
    check_all(NOW)
    behind_our_back("DELETE FROM audit_journalentry", "DELETE FROM audit_journalhead")
    assert [found.broken for found in check_all(NOW)] == [Break(1, "cut")]


def test_an_organisation_without_a_journal_holds(db: None) -> None:
    assert verify_organisation(404).holds


def rewrite(first: int, name: str) -> None:
    """Write a chain of our own from an entry on, right in itself, as whoever owns the database can."""
    with connection.cursor() as cursor:
        for statement in append_only.REMOVE[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(
            "SELECT sequence, text, previous FROM audit_journalentry WHERE sequence >= %s ORDER BY 1", [first]
        )
        rows = cursor.fetchall()
        previous = rows[0][2]
        for sequence, text, _ in rows:
            forged = text.replace("N", name)
            digest = link(previous, forged)
            cursor.execute(
                "UPDATE audit_journalentry SET text = %s, previous = %s, hash = %s WHERE sequence = %s",
                [forged, previous, digest, sequence],
            )
            previous = digest
        cursor.execute("UPDATE audit_journalhead SET hash = %s", [previous])
    put_back(missing_guards())


def test_a_rewritten_chain_is_found_by_the_check_before(chain: None, triggers: None) -> None:
    check_all(NOW)
    rewrite(3, "M")
    assert verify_organisation(1).holds
    assert check_all(NOW)[0].broken == Break(5, "rewritten")


def test_a_rewritten_chain_whose_check_was_deleted_too_is_found_by_a_head_kept_elsewhere(
    chain: None, triggers: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call_command("verify_journal")
    kept = tmp_path / "heads.txt"
    kept.write_text(capsys.readouterr().out)
    call_command("verify_journal", against=kept)
    rewrite(1, "M")
    JournalCheck.objects.all().delete()
    call_command("verify_journal")
    JournalCheck.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("verify_journal", against=kept)
    assert "ĐỨT ở mục 5" in capsys.readouterr().out


def test_a_deleted_chain_is_found_by_a_head_kept_elsewhere(chain: None, triggers: None, tmp_path: Path) -> None:
    kept = tmp_path / "heads.txt"
    kept.write_text(head_line(Head(1, 5, proof(1).hash)))
    behind_our_back("DELETE FROM audit_journalentry", "DELETE FROM audit_journalhead")
    with pytest.raises(CommandError):
        call_command("verify_journal", against=kept)
    assert proof(1).broken == Break(1, "cut")


@pytest.mark.parametrize("content", [None, b"nothing of ours", b"\xff\xfe"])
def test_a_list_of_heads_that_has_none_is_refused(
    chain: None, triggers: None, tmp_path: Path, content: bytes | None
) -> None:
    kept = tmp_path / "heads.txt"
    if content is not None:
        kept.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("verify_journal", against=kept)


def test_a_better_check_is_never_replaced_by_a_worse_one(chain: None, triggers: None) -> None:
    check_all(NOW)
    whole = JournalCheck.objects.get()
    behind_our_back("DELETE FROM audit_journalentry WHERE sequence > 3", REWIND)
    for hours in (1, 2):
        assert not check_all(NOW + timedelta(hours=hours))[0].holds
    kept = JournalCheck.objects.get()
    assert (kept.sequence, kept.hash, kept.up_to) == (5, whole.hash, whole.up_to)
    assert (kept.whole_at, kept.checked_at, kept.broken_at) == (NOW, NOW + timedelta(hours=2), 4)


def test_a_break_further_on_keeps_what_held_before_it(chain: None, an: User, by_an: Actor, triggers: None) -> None:
    check_all(NOW)
    for n in range(3):
        rename(actor=by_an, user=an, name=f"M{n}", at=NOW)
    behind_our_back("UPDATE audit_journalentry SET verb = 'x' WHERE sequence = 8")
    check_all(NOW)
    kept = JournalCheck.objects.get()
    assert (kept.sequence, kept.broken_at, kept.reason) == (7, 8, "columns")


def test_a_chain_that_is_whole_again_is_told_so(chain: None, triggers: None) -> None:
    check_all(NOW)
    behind_our_back("UPDATE audit_journalentry SET verb = 'x' WHERE sequence = 3")
    assert not check_all(NOW)[0].holds
    behind_our_back("UPDATE audit_journalentry SET verb = 'test.rename' WHERE sequence = 3")
    assert check_all(NOW)[0].holds
    assert proof(1).holds


def test_acts_while_the_chain_is_read_do_not_look_like_a_cut(
    chain: None, an: User, by_an: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The head is read after the entries: what was written in between is verified as well."""
    real, during = proving._walk, iter([True])

    def walk(*arguments: Any) -> Any:
        found = real(*arguments)
        if next(during, False):
            rename(actor=by_an, user=an, name="M", at=NOW + timedelta(hours=1))
        return found

    monkeypatch.setattr(proving, "_walk", walk)
    found = verify_organisation(1)
    assert (found.holds, found.entries) == (True, 6)


def test_a_break_is_logged_with_its_place_and_announced_once(
    chain: None, triggers: None, caplog: pytest.LogCaptureFixture
) -> None:
    heard = []

    def hear(sender: object, **facts: Any) -> None:
        heard.append((facts["organisation_id"], facts["why"]))

    journal_broken.connect(hear)
    check_all(NOW)
    behind_our_back("UPDATE audit_journalentry SET verb = 'x' WHERE sequence = 3")
    with caplog.at_level("ERROR", logger="audit.verification"):
        for _ in range(2):
            check_all(NOW)
    journal_broken.disconnect(hear)
    assert heard == [(1, "cột tra cứu không khớp nội dung")]
    assert "journal of organisation 1 does not hold: 3" in caplog.text


def test_faults_without_number_are_kept_and_told_up_to_a_bound(
    chain: None, triggers: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = [Fault(n, None, f"dòng {n}", "gone") for n in range(60)]
    monkeypatch.setattr(verification, "faults_of", lambda organisation_id: faults)
    with pytest.raises(CommandError):
        call_command("verify_journal")
    said = capsys.readouterr().out
    assert "SAI KHÁC, mục 7, dòng 7 (nhật ký có ghi nhưng nay không còn)" in said
    assert "và 10 chỗ SAI KHÁC nữa" in said
    found = proof(1)
    assert (len(found.faults), found.fault_count, found.untold, found.holds) == (50, 60, 10, False)


def test_a_chain_that_is_gone_with_its_head_and_check_is_missed_by_its_papers(
    province: SimpleNamespace,  # noqa: F811
    triggers: None,
) -> None:
    assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.DRAFTER, starts_on=NOW.date(), at=NOW
    )
    by = Actor.of(User.objects.get(pk=province.an.pk))
    document = import_draft(actor=by, organisation=province.tinh, text="KẾ HOẠCH\nMột\n", at=NOW)
    save_working_copy(actor=by, document=document, text="KẾ HOẠCH\nHai\n", version=0, at=NOW)
    submit_round(actor=by, document=document, at=NOW)
    assert all(found.holds for found in check_all(NOW))
    behind_our_back("DELETE FROM audit_journalentry", "DELETE FROM audit_journalhead", "DELETE FROM audit_journalcheck")
    (found,) = check_all(NOW)
    assert [fault.why for fault in found.faults] == ["unknown"]


def test_the_badge_goes_on_from_the_last_whole_check(
    chain: None, triggers: None, an: User, by_an: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    check_all(NOW)
    assert JournalCheck.objects.get().sequence == 5
    rename(actor=by_an, user=an, name="M", at=NOW + timedelta(hours=1))
    with django_assert_max_num_queries(4):
        found = proof(1)
    assert found.holds
    assert (found.entries, found.up_to) == (6, NOW + timedelta(hours=1))


def test_the_badge_of_a_silent_chain_shows_its_last_entry(chain: None) -> None:
    check_all(NOW)
    assert proof(1).up_to == NOW + timedelta(microseconds=4)
    assert proof(404).up_to is None


TEXTS = st.text(max_size=30)


@given(name=TEXTS, reason=TEXTS, principal=TEXTS, facts=st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=3))
def test_no_words_of_people_can_pass_for_a_column(
    name: str, reason: str, principal: str, facts: dict[str, str | int]
) -> None:
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
    right: tuple[Any, ...] = (1, "2026-11-20T02:00:00.000000+00:00", 5, "test.rename", "orgs.user", 6, None)
    assert agrees(4, text, *right)
    for place, other in ((0, 9), (6, 3), (2, None)):
        changed: tuple[Any, ...] = (*right[:place], other, *right[place + 1 :])
        assert not agrees(4, text, *changed)
    assert not agrees(7, text, *right)


@pytest.mark.parametrize("value", [1e22, 1e23, 4000.0, 0.1, -2.5e-7, 10**30])
def test_numbers_have_one_fingerprint_however_a_database_wrote_them(db: None, value: float) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT %s::jsonb::text", [json.dumps({"so": value})])
        else:
            cursor.execute("SELECT %s", [json.dumps({"so": value})])
        assert fingerprint(json.loads(cursor.fetchone()[0])) == fingerprint({"so": value})
