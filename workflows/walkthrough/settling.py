"""The issuer of a letterhead as rows: found in the demo's tree, or set up below its superior with its own people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from audit.actor import Actor
from notifications.recipients import key
from notifications.recipients.places import institution
from orgs.actions.roles import imply
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, User
from orgs.queries import holders_of_role
from orgs.roles import project
from workflows.actions import create_procedure
from workflows.demo.people import People
from workflows.demo.province import Province, build_units
from workflows.procedures import Station, Whose
from workflows.procedures.catalogue import CATALOGUE, COMMUNE
from workflows.walkthrough.place import Standing, level_of

Level = Organisation.Level
#: Kind of a body → its name, how many of the people sit in it.
_BODIES = {
    Body.Kind.COMMITTEE: ("Ban Chấp hành", 15),
    Body.Kind.STANDING_BOARD: ("Ban Thường vụ", 5),
    Body.Kind.SECRETARIAT: ("Thường trực", 3),
}
_POSITIONS = ("Bí thư", "Phó Bí thư Thường trực", "Phó Bí thư")
#: Who does the work of an office, by role.
_OFFICE = (Role.CHIEF_OF_OFFICE, Role.CLERK, Role.DRAFTER, Role.FORMAT_CHECKER, Role.ORGANISATION_ADMIN)
_CHAPTERS = 3


class Settling:
    """The demo's tree while an issuer is set up in it; everyone whom it seats is a person of the demo."""

    def __init__(self, province: Province, people: People, actor: Actor, at: datetime) -> None:
        self.province, self.actor, self.at = province, actor, at
        self.pool: Iterator[User] = (user for name, user in people.by_name.items() if name.startswith("dv"))

    def settle(self, issuer: Standing | None) -> Organisation:
        """Return the issuer where it stands, able to walk a document; the demo's province for nobody."""
        if issuer is None:
            return self.province.tinh
        organisation = self._found(issuer)
        if organisation == self.province.tinh:
            return organisation
        organisation = organisation or self._created(issuer)
        self._surround(organisation, issuer)
        self._people(organisation)
        self._procedures(organisation)
        return organisation

    def _found(self, wanted: Standing) -> Organisation | None:
        """Return the organisation of the tree that bears the name at that level, or is the union of the same place."""
        whose = institution(wanted.name)
        entry: Organisation
        for entry in Organisation.objects.filter(level=wanted.level, valid_to=None).order_by("pk"):
            names = {key(entry.name), key(entry.short_name)}
            if names & {key(wanted.name), key(wanted.short_name)} and _is_below(entry, wanted):
                return entry
            if whose and whose in (institution(entry.name), institution(entry.short_name)):
                return entry
        bare = wanted.level is Level.PROVINCE and not whose
        return self.province.tinh if bare else None

    def _created(self, wanted: Standing) -> Organisation:
        organisation: Organisation = Organisation.objects.create(
            parent=self._superior(wanted),
            name=wanted.name[:200],
            short_name=wanted.short_name[:120],
            level=wanted.level,
            letterhead_issuer=wanted.name[:200],
            position_in_level=2,
        )
        if wanted.level is Level.PROVINCE:
            build_units(replace(self.province, tinh=organisation), self.at)
        return organisation

    def _superior(self, below: Standing) -> Organisation | None:
        """Return the printed superior, set up too where the tree does not know it; else what stands above such a level."""
        if below.level in (Level.CENTRAL, Level.OUTSIDE):
            return None
        if below.level is Level.PROVINCE:
            return self.province.centre
        level = level_of(below.superior) if below.superior else None
        if level is None or level is below.level:
            return self.province.tinh
        superior = Standing(level, below.superior, "")
        known = self._found(superior)
        if known is None:
            known = self._created(superior)
            self._people(known)
        return known

    def _surround(self, organisation: Organisation, issuer: Standing) -> None:
        """Set up what stands beside and below a base: the Party's and State's bodies of its place, a few chapters."""
        if issuer.level not in (Level.COMMUNE, Level.DIRECT) or not issuer.institution:
            return
        place = issuer.institution
        beside = (
            ("Đảng ủy", "HĐND", "UBND", "Ủy ban MTTQ Việt Nam") if issuer.level is Level.COMMUNE else ("Đảng ủy", "")
        )
        for body in beside:
            name = f"{body} {place}".strip()[:120]
            Organisation.objects.get_or_create(name=name, defaults={"short_name": name, "level": Level.OUTSIDE})
        if not organisation.children.filter(level=Level.CHAPTER).exists():
            for number in range(1, _CHAPTERS + 1):
                name = f"Chi đoàn số {number}"
                Organisation.objects.create(parent=organisation, name=name, short_name=name, level=Level.CHAPTER)

    def _people(self, organisation: Organisation) -> None:
        """Seat a committee where none sits, give each task of an office to somebody, and let the rights follow."""
        if organisation.level == Level.DEPARTMENT:
            self._lend(organisation)
        else:
            self._committee(organisation)
            for role in _OFFICE:
                if not holders_of_role(organisation, role, localdate(self.at)):
                    self._give(role, next(self.pool), organisation)
        imply(actor=self.actor, on=localdate(self.at), at=self.at)
        project(localdate(self.at))

    def _committee(self, organisation: Organisation) -> None:
        members = [next(self.pool) for _ in range(_BODIES[Body.Kind.COMMITTEE][1])]
        for kind, (name, size) in _BODIES.items():
            body, _ = Body.objects.get_or_create(organisation=organisation, kind=kind, defaults={"name": name})
            if body.memberships.exists():
                members = [seat.user for seat in body.memberships.select_related("user").order_by("rank")]
                continue
            for rank, user in enumerate(members[:size], start=1):
                Membership.objects.create(
                    user=user,
                    body=body,
                    position=_POSITIONS[rank - 1] if rank <= len(_POSITIONS) else "Ủy viên",
                    rank=rank,
                    entry=Membership.Entry.APPOINTED,
                    starts_on=self.province.congress_on,
                )

    def _lend(self, department: Organisation) -> None:
        """Give a department those who do the same work for the organisation that it belongs to."""
        for role in (*_OFFICE, Role.SECRETARY):
            held = holders_of_role(department, role, localdate(self.at))
            for user in holders_of_role(department.parent_id, role, localdate(self.at))[: not held]:
                self._give(role, user, department)

    def _give(self, role: Role, user: User, organisation: Organisation) -> None:
        RoleAssignment.objects.create(
            user=user, organisation=organisation, role=role, starts_on=self.province.congress_on
        )

    def _procedures(self, organisation: Organisation) -> None:
        """Publish the demo's procedures for the issuer; a department's bodies are those of its superior."""
        above = organisation.level == Level.DEPARTMENT
        for name, (types, procedure) in CATALOGUE.items():
            if procedure is not COMMUNE:
                stations = [_asking_above(station) if above else station for station in procedure.stations]
                create_procedure(
                    actor=self.actor,
                    organisation=organisation,
                    name=name,
                    type_codes=types,
                    stations=stations,
                    at=self.at,
                )


def _is_below(entry: Organisation, wanted: Standing) -> bool:
    """Whether a department of that name is the printed superior's; other levels need no superior to be told apart."""
    if wanted.level is not Level.DEPARTMENT or entry.parent is None:
        return True
    whose = institution(wanted.superior)
    parent = (institution(entry.parent.name), institution(entry.parent.short_name))
    return entry.parent.level == level_of(wanted.superior) and (not whose or whose in parent)


def _asking_above(station: Station) -> Station:
    return replace(station, who=replace(station.who, of=Whose.PARENT)) if station.who.body else station
