"""The place and the people of a walkthrough: the demo province, with the issuer set up where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from audit.actor import Actor
from documents.structure import Draft
from orgs.models import Organisation, Role
from orgs.queries import holders_of_role, members_with_authority
from workflows.demo.loading import load_province
from workflows.walkthrough.place import standing
from workflows.walkthrough.settling import Settling

ORIGIN = "walk_through"


@dataclass(frozen=True)
class Scene:
    """Who acts in a walkthrough, and for which organisation."""

    organisation: Organisation
    drafter: Actor
    checker: Actor
    chief: Actor
    secretary: Actor
    clerk: Actor
    committee: list[Actor]
    standing: list[Actor]


def set_up(draft: Draft, at: datetime) -> Scene:
    """Load the demo province and set the issuer of the letterhead up where it stands in the tree."""
    province, people = load_province(at)
    issuer = standing(draft.superior, draft.issuer)
    organisation = Settling(province, people, Actor(origin=ORIGIN), at).settle(issuer)
    after_letterhead(organisation, draft)
    organisation.save()
    on = localdate(at)
    of_bodies = organisation.parent if organisation.level == Organisation.Level.DEPARTMENT else organisation

    def one(role: Role) -> Actor:
        return Actor.of(holders_of_role(organisation, role, on)[0], origin=ORIGIN)

    def all_of(body: str) -> list[Actor]:
        return [Actor.of(seat.user, origin=ORIGIN) for seat in members_with_authority(of_bodies, body, on)]

    return Scene(
        organisation=organisation,
        drafter=one(Role.DRAFTER),
        checker=one(Role.FORMAT_CHECKER),
        chief=one(Role.CHIEF_OF_OFFICE),
        secretary=one(Role.SECRETARY),
        clerk=one(Role.CLERK),
        committee=all_of("BCH"),
        standing=all_of("TT"),
    )


def after_letterhead(organisation: Organisation, draft: Draft) -> None:
    """Give the issuer the lines, the place and the symbol of its letterhead; its name stays, and what is left blank."""
    issuer = draft.issuer or draft.superior
    if issuer:
        organisation.letterhead_issuer = issuer[:200]
    if draft.superior and draft.superior != issuer:
        organisation.letterhead_superior = draft.superior[:200]
    if draft.place:
        organisation.place = draft.place[:80]
    organisation.profile = "NĐ30" if "CỘNG HÒA" in (draft.motto or "").upper() else "HD29"
    organisation.code = organ_of(draft.symbol, organisation.profile) or organisation.code


def organ_of(symbol: str | None, profile: str) -> str:
    """Return the organ's code in a symbol: 'CTr/TĐTN-VP' → 'TĐTN'; 'KH-UBND' → 'UBND'."""
    found = re.search(r"-(\w+)$" if profile == "NĐ30" else r"/(\w+)", symbol or "")
    return found[1] if found else ""
