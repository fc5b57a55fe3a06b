"""Procedures are changed as new versions; documents under way finish on theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from orgs.models import Organisation
from orgs.permissions import Perm, require
from workflows import events, procedures
from workflows.errors import refused
from workflows.models import Procedure, ProcedureVersion
from workflows.procedures import Station, soundness
from workflows.proofs import version_facts


@act
def create_procedure(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    type_codes: Sequence[str],
    stations: Sequence[Station],
    at: datetime,
    applies_below: bool = False,
) -> Procedure:
    """Make a procedure with its first version.

    Who: holders of `administer`, or the system when it loads a demo. Refused: unsound, the name is taken.
    Announces procedure_published.
    """
    if not actor.is_system:
        require(actor, Perm.ADMINISTER, organisation)
    if Procedure.objects.filter(organisation=organisation, name=name).exists():
        raise refused("name_taken")
    procedure = Procedure.objects.create(
        organisation=organisation, name=name, type_codes=list(type_codes), applies_below=applies_below
    )
    publish_version(actor=actor, procedure=procedure, stations=stations, at=at)
    return procedure


@act
def publish_version(
    *, actor: Actor, procedure: Procedure, stations: Sequence[Station], at: datetime, note: str = ""
) -> ProcedureVersion:
    """Publish the next version. Documents under way keep theirs.

    Who: holders of `administer`. Refused: unsound (the first problem is told), unchanged, retired.
    Announces procedure_published.
    """
    if not actor.is_system:
        require(actor, Perm.ADMINISTER, procedure.organisation_id)
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if procedure.retired_at is not None:
        raise refused("retired")
    problems = soundness(stations, gettext)
    if problems:
        raise refused("unsound", first=problems[0].message)
    data = procedures.Procedure(tuple(stations)).to_json()
    current = procedure.current
    if current is not None and current.stations == data:
        raise refused("unchanged")
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=current.number + 1 if current else 1,
        stations=data,
        note=note[:300],
        published_at=at,
        published_by=actor.user,
    )
    record(
        actor=actor,
        verb="workflows.publish_procedure",
        subject=version,
        organisation_id=procedure.organisation_id,
        at=at,
        reason=note,
        facts=version_facts(version),
    )
    events.procedure_published.send(
        ProcedureVersion, procedure_id=procedure.pk, version_id=version.pk, number=version.number, at=at
    )
    return version


@act
def retire_procedure(*, actor: Actor, procedure: Procedure, at: datetime) -> None:
    """No new document takes it; those under way finish on it. Who: holders of `administer`."""
    require(actor, Perm.ADMINISTER, procedure.organisation_id)
    procedure.retired_at = at
    stamped(procedure, actor=actor, at=at).save(update_fields=["retired_at"])
    record(
        actor=actor,
        verb="workflows.retire_procedure",
        subject=procedure,
        organisation_id=procedure.organisation_id,
        at=at,
        facts={"procedure": procedure.name},
    )
