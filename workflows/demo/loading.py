"""Everything of the demo in one transaction: organisations, people, rights, procedures, then the story."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from audit.actions import act, record
from audit.actor import Actor
from orgs.actions import grant_delegation
from orgs.actions.roles import imply
from orgs.models import Delegation
from orgs.roles import project
from workflows.actions import create_procedure
from workflows.demo.people import People, build_people
from workflows.demo.province import Province, build_province
from workflows.demo.scenarios import tell
from workflows.procedures.catalogue import CATALOGUE, COMMUNE

LOADER = Actor(origin="load_demo")


@act
def load_province(now: datetime) -> tuple[Province, People]:
    """Load the organisations and people, with their rights. One entry in the journal."""
    at = now - timedelta(days=60)
    province = build_province(at)
    people = build_people(province, now)
    imply(actor=LOADER, on=localdate(now), at=at)
    project(localdate(now))
    record(
        actor=LOADER,
        verb="orgs.demo_loaded",
        subject=province.tinh,
        organisation_id=province.tinh.pk,
        at=at,
        facts={"units": len(province.units), "people": len(people.by_name)},
    )
    _delegate(province, people, at)
    _publish_procedures(province, people, at)
    return province, people


def _delegate(province: Province, people: People, at: datetime) -> None:
    """Lý Hải Yến approves for Đặng Quốc Việt until three weeks from now."""
    grant_delegation(
        actor=Actor.of(people["viet"], origin="load_demo"),
        organisation=province.tinh,
        delegator=people["viet"],
        delegate=people["yen"],
        scope=Delegation.Scope.APPROVE,
        starts_on=localdate(at),
        ends_on=localdate(at) + timedelta(days=81),
        basis="31-UQ/TĐTN",
        at=at,
    )


def _publish_procedures(province: Province, people: People, at: datetime) -> None:
    """Publish the three procedures of the catalogue; the communes' is given to all of them from above."""
    administrator = Actor.of(people["toan"], origin="load_demo")
    for name, (types, procedure) in CATALOGUE.items():
        create_procedure(
            actor=administrator,
            organisation=province.tinh,
            name=name,
            type_codes=types,
            stations=procedure.stations,
            applies_below=procedure is COMMUNE,
            at=at,
        )


def load(now: datetime) -> None:
    """Load the whole demo as it stands at `now`; all of it or nothing."""
    with transaction.atomic():
        province, people = load_province(now)
        tell(province, people, now)
