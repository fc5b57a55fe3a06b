"""Which checks an office switched off or gave another severity, and the list of all checks for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from documents.models import CheckSetting
from documents.rules import NEVER_WAIVED
from documents.structure.checked import Setting
from documents.structure.checks import BLOCKERS, CODES, MORE, OFF, usual_severity
from documents.structure.checks.rules import CUSTOM, RULES, rule_of
from documents.structure.profiles import HD29, PROFILES
from orgs.models import Organisation
from orgs.people import AnyUser
from orgs.permissions import may_read_history

_Level = Organisation.Level


def settings_for(organisation: Organisation) -> dict[str, Setting]:
    """Return what is set for an organisation's drafts: by itself, else by the nearest above it, up to the province."""
    return {code: Setting(row.severity, row.organisation.short_name) for code, row in _in_force(organisation).items()}


def _in_force(organisation: Organisation) -> dict[str, CheckSetting]:
    """Return the row that counts for each code."""
    line = [one.pk for one in _line(organisation)]
    rows = CheckSetting.objects.filter(organisation__in=line).select_related("organisation", "set_by")
    return {row.code: row for row in sorted(rows, key=lambda row: -line.index(row.organisation_id))}


def _line(organisation: Organisation) -> list[Organisation]:
    """Return the organisation and those above it, the nearest first; the centre sets nothing for the provinces."""
    line = [organisation]
    while line[-1].level != _Level.PROVINCE and len(line) < 12:
        above = line[-1].parent
        if above is None or above.level == _Level.CENTRAL:
            break
        line.append(above)
    return line


def severity_in_force(organisation: Organisation, code: str) -> str:
    """Return what a check is in an organisation's drafts: a severity, or OFF."""
    setting = settings_for(organisation).get(code)
    return setting.severity if setting else usual_severity(code)


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """A check as an office's page lists it. `setting`: the row that counts; `own`: it is the office's own."""

    code: str
    asks: str
    rule: str
    severity: str
    usual: str
    fixed: bool
    setting: CheckSetting | None
    own: bool
    without_own: str  # what it is again when the office's own setting is undone

    @property
    def never_waived(self) -> bool:
        return self.code in NEVER_WAIVED


def listed_checks(organisation: Organisation) -> list[tuple[str, list[ListedCheck]]]:
    """Return all checks of an organisation's drafts, grouped by the rule that they stand on; custom comes last."""
    above = _in_force(organisation.parent) if _inherits(organisation) and organisation.parent else {}
    now = _in_force(organisation)
    profile = PROFILES.get(organisation.profile, HD29)
    rows = []
    for code in RULES:
        if code == MORE or code not in CODES:
            continue
        usual, setting, inherited = usual_severity(code), now.get(code), above.get(code)
        rows.append(
            ListedCheck(
                code=code,
                asks=RULES[code].asks,
                rule=rule_of(code, profile),
                severity=setting.severity if setting else usual,
                usual=usual,
                fixed=code in BLOCKERS,
                setting=setting,
                own=setting is not None and setting.organisation_id == organisation.pk,
                without_own=inherited.severity if inherited else usual,
            )
        )
    rows.sort(key=lambda row: (row.rule.startswith(CUSTOM), row.rule == CUSTOM))
    return _grouped(rows)


def _inherits(organisation: Organisation) -> bool:
    return len(_line(organisation)) > 1


def _grouped(rows: Iterable[ListedCheck]) -> list[tuple[str, list[ListedCheck]]]:
    groups: dict[str, list[ListedCheck]] = {}
    for row in rows:
        groups.setdefault(row.rule, []).append(row)
    return list(groups.items())


def switched_off(settings: dict[str, dict[str, str]]) -> list[tuple[str, list[str]]]:
    """Return what was off when a round was checked: each office whose setting it was, with what its checks ask."""
    off = sorted((one["office"], code) for code, one in settings.items() if one["severity"] == OFF)
    return [(office, [_asked(code) for _, code in codes]) for office, codes in groupby(off, key=lambda pair: pair[0])]


def _asked(code: str) -> str:
    return RULES[code].asks if code in RULES else code


def check_histories(reader: AnyUser, organisation: Organisation) -> list[QuerySet[Any]]:
    """Return the history of an organisation's settings; none for who may not read it."""
    if not may_read_history(reader, organisation):
        return []
    return [CheckSetting.history.filter(organisation=organisation.pk)]
