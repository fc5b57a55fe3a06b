"""The place and the people of a walkthrough: the demo province, its issuing organisation set up after the letterhead."""

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
    """Load the demo province and give its provincial organisation the name, superior and symbol of the letterhead."""
    province, _ = load_province(at)
    organisation = province.tinh
    after_letterhead(organisation, draft)
    organisation.save()
    on = localdate(at)

    def one(role: Role) -> Actor:
        return Actor.of(holders_of_role(organisation, role, on)[0], origin=ORIGIN)

    def all_of(body: str) -> list[Actor]:
        return [Actor.of(seat.user, origin=ORIGIN) for seat in members_with_authority(organisation, body, on)]

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
    """Replace what the demo had by what the draft's letterhead says; what it leaves blank stays."""
    issuer = draft.issuer or draft.superior
    if issuer:
        organisation.name = issuer[:200]
        organisation.short_name = re.sub(r"^(BCH|BAN CHẤP HÀNH)\s+", "", issuer, flags=re.I)[:120]
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
