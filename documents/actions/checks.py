from __future__ import annotations

from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from documents.errors import refused
from documents.models import CheckSetting
from documents.queries.checks import severity_in_force
from documents.structure.checks import BLOCKERS, CODES, SETTABLE
from orgs.actions.locking import hold_organisations
from orgs.models import Organisation
from orgs.permissions import require_administration


@act
def set_check(
    *, actor: Actor, organisation: Organisation, code: str, severity: str, reason: str, at: datetime
) -> CheckSetting:
    """Switch a check off in the drafts of an organisation and of those below it, or give it another severity.

    Who: its administrators. Refused: no such check, a blocker, no such severity, no reason. Rounds that were checked before
    stay as they are. Announces nothing.
    """
    _require(actor, organisation, code, reason)
    if severity not in SETTABLE:
        raise refused("severity_unknown")
    hold_organisations(organisation)
    before = severity_in_force(organisation, code)
    row = CheckSetting.objects.filter(organisation=organisation, code=code).first()
    if row is not None and row.severity == severity:
        raise refused("check_is_so")
    row = row or CheckSetting(organisation=organisation, code=code)
    row.severity, row.reason, row.set_by, row.set_at = severity, reason.strip(), actor.user, at
    stamped(row, actor=actor, at=at, reason=row.reason).save()
    _note(actor, "documents.set_check", organisation, code, (before, severity), row.reason, at)
    return row


@act
def unset_check(*, actor: Actor, organisation: Organisation, code: str, reason: str, at: datetime) -> None:
    """Undo what an organisation set of a check: it is again as those above set it, or as usual.

    Who: its administrators. Refused: no such check, a blocker, no reason, nothing of its own to undo. Announces nothing.
    """
    _require(actor, organisation, code, reason)
    hold_organisations(organisation)
    row = CheckSetting.objects.filter(organisation=organisation, code=code).first()
    if row is None:
        raise refused("check_not_set")
    stamped(row, actor=actor, at=at, reason=reason.strip()).delete()
    change = row.severity, severity_in_force(organisation, code)
    _note(actor, "documents.unset_check", organisation, code, change, reason.strip(), at)


def _require(actor: Actor, organisation: Organisation, code: str, reason: str) -> None:
    require_administration(actor, organisation)
    if code in BLOCKERS:
        raise refused("blocker_stays")
    if code not in CODES:
        raise refused("check_unknown")
    if not reason.strip():
        raise refused("reason_needed")


def _note(
    actor: Actor, verb: str, organisation: Organisation, code: str, change: tuple[str, str], reason: str, at: datetime
) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=organisation,
        organisation_id=organisation.pk,
        at=at,
        reason=reason,
        facts={"check": code, "before": change[0], "after": change[1]},
    )
