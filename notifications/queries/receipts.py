"""Who received what, and how far the addressees of a document have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from documents.models import Access, Document
from documents.visibility import access_in_force
from notifications.models import Delivery
from notifications.permissions import deliveries_of
from orgs.models import Organisation, RoleAssignment, User
from orgs.people import AnyUser
from orgs.permissions import ROLE_PERMISSIONS, Perm, organisation_ids
from orgs.roles import in_force

RECEIVING_ROLES = [role.value for role, perms in ROLE_PERMISSIONS.items() if Perm.RECEIVE in perms]


def receivers_of(document: Document, on: date) -> QuerySet[User]:
    """Return the people addressed, and those who on that day receive the mail of the organisations addressed."""
    digital = Delivery.objects.filter(document=document, on_paper=False)
    posts = RoleAssignment.objects.filter(
        in_force(on), role__in=RECEIVING_ROLES, organisation__in=digital.values("organisation")
    )
    return User.objects.filter(Q(pk__in=digital.values("user")) | Q(pk__in=posts.values("user")), is_active=True)


@dataclass(frozen=True, slots=True)
class Receipts:
    """The clerk's counts, over what was sent digitally; `paper` are the copies by post."""

    sent: int
    units: int
    people: int
    received: int
    read: int
    accepted: int
    done: int
    paper: int
    units_read: int


def receipts_of(document: Document) -> Receipts:
    """One query, whatever the number of addressees."""
    digital = Q(on_paper=False)
    return Receipts(
        **document.deliveries.aggregate(
            sent=Count("pk", filter=digital),
            units=Count("pk", filter=digital & Q(organisation__isnull=False)),
            people=Count("pk", filter=digital & Q(user__isnull=False)),
            received=Count("delivered_at", filter=digital),
            read=Count("read_at", filter=digital),
            accepted=Count("accepted_at", filter=digital),
            done=Count("done_at", filter=digital),
            paper=Count("pk", filter=~digital),
            units_read=Count("read_at", filter=digital & Q(organisation__isnull=False)),
        )
    )


def received_by(user: AnyUser) -> QuerySet[Delivery]:
    """Return what was sent to this person or to their organisations, the newest first."""
    return (
        deliveries_of(user)
        .select_related("document", "document__paper", "document__organisation", "organisation", "passed_to", "read_by")
        .defer("document__paper__pdf", "document__paper__tree", "document__search_text")
        .order_by("-sent_at", "-pk")
    )


def still_addressed(delivery: Delivery, at: datetime) -> bool:
    """Whether the person or organisation that a delivery names may read the document at that time."""
    if delivery.user is not None and not delivery.user.is_active:
        return False
    opened = Access.objects.filter(access_in_force(at), document=delivery.document_id, why=Access.Why.DELIVERY)
    return opened.filter(user=delivery.user_id, organisation=delivery.organisation_id).exists()


def unread_count(user: AnyUser) -> int:
    """How many deliveries nobody has opened yet; the number beside "Văn bản nhận"."""
    return deliveries_of(user).filter(read_at__isnull=True).count()


def departments_of(delivery: Delivery, user: AnyUser, on: date) -> list[Organisation]:
    """Where this person may pass an organisation's delivery on to: the open units directly below it."""
    if delivery.organisation_id is None or delivery.organisation_id not in organisation_ids(user, Perm.RECEIVE):
        return []
    levels = (Organisation.Level.DEPARTMENT, Organisation.Level.AFFILIATE)
    units = Organisation.objects.filter(parent_id=delivery.organisation_id, level__in=levels)
    return [unit for unit in units if unit.is_open(on)]


#: Parts of a document's deliveries, by their key in the address.
PARTS = {
    "": Q(),
    "chua-xem": Q(on_paper=False, read_at__isnull=True),
    "da-xem": Q(on_paper=False, read_at__isnull=False),
    "hoan-thanh": Q(done_at__isnull=False),
    "ban-giay": Q(on_paper=True),
}


def states_of(document: Document, part: str = "") -> QuerySet[Delivery]:
    """Return the deliveries of a document (or one of `PARTS`), those not opened first, for the issuer's page."""
    return (
        document.deliveries.filter(PARTS[part])
        .select_related("read_by", "passed_to")
        .order_by(F("done_at").asc(nulls_first=True), F("read_at").asc(nulls_first=True), "name")
    )
