"""Every finding names the rule that it stands on, for each format profile; an office may set what is no blocker."""

import re

import pytest

from documents.structure import Draft, check, read
from documents.structure.checks import BLOCKERS, CODES, OFF, SETTABLE, usual_severity
from documents.structure.checks.rules import CUSTOM, RULES, rule_of, words_of_check
from documents.structure.profiles import HD29, ND30, PARTY, Profile
from tests.documents.structure.checks.test_checks import DECISION, PROGRAMME, STATE, text_of

FORMS = (HD29, ND30, PARTY)
#: A book, as closely as its text was read; or custom, which may borrow the State's rule.
_STATE = r"NĐ30, (?:Điều [78]|Phụ lục (?:I|II|III)|Phụ lục I, Phần I, mục (?:I\.4|II\.[3-9]))"
_CITED = re.compile(
    rf"HD29(?:, mục I\.2|, điểm 3\.1)?|{_STATE}|HD36-HD/VPTW|TCVN 6909:2001|thông lệ(?:, theo {_STATE})?"
)


def test_every_code_has_its_rule_and_its_words() -> None:
    assert set(RULES) == CODES
    assert all(rule.asks[0].isupper() and rule.asks[-1] not in ".;" for rule in RULES.values())


@pytest.mark.parametrize("profile", FORMS, ids=lambda profile: profile.name)
def test_every_rule_is_cited_as_closely_as_it_was_read_or_is_custom(profile: Profile) -> None:
    assert {code for code in CODES if not _CITED.fullmatch(rule_of(code, profile))} == set()


def test_a_paper_is_judged_by_the_book_of_its_own_kind_alone() -> None:
    assert not [code for code in CODES if "HD29" in rule_of(code, ND30) + rule_of(code, PARTY)]
    assert not [code for code in CODES if "NĐ30" in rule_of(code, HD29) and CUSTOM not in rule_of(code, HD29)]


def test_a_code_that_no_check_gives_any_more_is_custom() -> None:
    assert rule_of("checked_once", HD29) == CUSTOM
    assert words_of_check("checked_once") == "checked_once"


@pytest.mark.parametrize(
    ("name", "before", "rule"),
    [
        (PROGRAMME, "Số: 12-CTr/ĐTN", "HD29, mục I.2"),
        (STATE, "Số: 34/KH-UBND", "NĐ30, Phụ lục I, Phần I, mục II.3"),
    ],
)
def test_a_finding_names_the_rule_of_its_profile(name: str, before: str, rule: str) -> None:
    blank = before.replace("12", "   ").replace("34", "…")
    (finding,) = check(read(text_of(name).replace(before, blank)))
    assert (finding.code, finding.rule) == ("number_blank", rule)


def spaced() -> Draft:
    return read(text_of(PROGRAMME).replace("đoàn viên", "đoàn  viên"))


def test_a_check_that_is_switched_off_says_nothing() -> None:
    assert {finding.code for finding in check(spaced())} == {"spacing"}
    assert check(spaced(), settings={"spacing": OFF}) == []


@pytest.mark.parametrize("severity", [severity for severity in SETTABLE if severity != OFF])
def test_a_finding_has_the_severity_that_the_office_set(severity: str) -> None:
    usual = check(spaced())
    as_set = check(spaced(), settings={"spacing": severity})
    assert {finding.severity for finding in as_set} == {severity}
    assert [(f.line, f.message, f.gate) for f in as_set] == [(f.line, f.message, f.gate) for f in usual]


def test_no_setting_touches_a_blocker() -> None:
    blank = read(text_of(DECISION).replace("Căn cứ ", "Căn cứ Quyết định số …/QĐ-TWĐTN ngày … của ", 1))
    held = [finding for finding in check(blank) if finding.severity == "blocker"]
    assert held
    settings = dict.fromkeys(CODES, OFF)
    assert [finding for finding in check(blank, settings=settings) if finding.severity == "blocker"] == held


def test_every_code_that_may_be_set_has_a_usual_severity() -> None:
    assert {usual_severity(code) for code in CODES - BLOCKERS} <= set(SETTABLE) - {OFF}
    assert usual_severity("heading_gap") == usual_severity("heading_duplicate")
