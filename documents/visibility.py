"""Which documents a person may read: those they work on, and those they received. Every list and page starts here.

Whoever works on a document sees how it is made: rounds, findings, opinions, ballots, history. Whoever received it sees
the paper as it was issued. Each page says which of the two it means; docs/access.md has the table.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from orgs.people import AnyUser
from orgs.permissions import Perm, organisation_ids

if TYPE_CHECKING:
    from documents.models import Document  # noqa: F401 (named in the class's base)

#: The reason of an access (`Access.Why`) that makes a recipient; all others make somebody who works on the document.
DELIVERY = "delivery"


class DocumentQuerySet(models.QuerySet["Document"]):
    def worked_on_by(self, user: AnyUser, at: datetime | None = None) -> DocumentQuerySet:
        """Documents that `user` works on at `at` (default: now).

        By the right to read the documents of their organisation, or by an access for a seat, a station or a delegation.
        To have drafted a document gives no right by itself: its drafter reads it by their role, as long as they have it.
        """
        return self.filter(_by_right(user) | _opened(_works(user, at)))

    def received_by(self, user: AnyUser, at: datetime | None = None) -> DocumentQuerySet:
        """Documents that were delivered to `user`, or to an organisation whose mail they receive."""
        return self.filter(_opened(_receives(user, at)))

    def visible_to(self, user: AnyUser, at: datetime | None = None) -> DocumentQuerySet:
        """Documents of either kind, where a link or a list leads each reader to their own page.

        For one document or a count; a list that is paged takes `visible_parts`.
        """
        return self.filter(_by_right(user) | _opened(_reads(user, at)))

    def visible_parts(self, user: AnyUser, at: datetime | None = None) -> list[DocumentQuerySet]:
        """Return the same documents as querysets that may overlap, each with an index of its own, for `paging.page_of_parts`.

        An OR of the two cannot use those indexes: somebody with few rights would wait for a walk through everything.
        """
        return [self.filter(_by_right(user)), self.filter(_opened(_reads(user, at)))]

    def told_apart(self, user: AnyUser, at: datetime | None = None) -> DocumentQuerySet:
        """Return the same rows with `worked_on`: whether the person works on the document, or has only received it."""
        return self.annotate(worked_on=ExpressionWrapper(is_worked_on_by(user, at), output_field=models.BooleanField()))


def is_worked_on_by(user: AnyUser, at: datetime | None = None, *, document: str = "") -> Q:
    """Return the condition that `user` works on the document that a row names in its field `document` (default.

    The row).

    It is asked of each row alone: for few rows, however many documents the person may read.
    """
    return _by_right(user, document) | Q(_opened_one(_works(user, at), document))


def is_visible_to(user: AnyUser, at: datetime | None = None, *, document: str = "") -> Q:
    """Return the condition that `user` works on the document or received it."""
    return _by_right(user, document) | Q(_opened_one(_reads(user, at), document))


def _by_right(user: AnyUser, document: str = "") -> Q:
    held = organisation_ids(user, Perm.READ_DOCUMENTS)
    # Written out, for they are numbers of our own: hundreds of parameters cost more to pass than their rows to find.
    ids: Any = RawSQL(",".join(map(str, sorted(held))), ()) if held else ()
    return Q(**{f"{document}__organisation_id__in" if document else "organisation_id__in": ids})


def _opened(whose: Q) -> Q:
    """Documents with such an access. Compiled here, once for the count and the page of a list."""
    rows = _accesses().filter(whose).values_list("document_id", flat=True)
    return Q(pk__in=RawSQL(*rows.query.sql_with_params()))


def _opened_one(whose: Q, document: str) -> Exists:
    return Exists(_accesses().filter(whose, document_id=OuterRef(f"{document}_id" if document else "pk")))


def _accesses() -> models.QuerySet[Any]:
    return apps.get_model("documents", "Access")._default_manager.all()


def _works(user: AnyUser, at: datetime | None) -> Q:
    return Q(~Q(why=DELIVERY), user_id=_person(user)) & access_in_force(at)


def _receives(user: AnyUser, at: datetime | None) -> Q:
    receives_for = organisation_ids(user, Perm.RECEIVE)
    whose = Q(user_id=_person(user))
    if receives_for:
        whose |= Q(organisation_id__in=receives_for)
    return whose & Q(why=DELIVERY) & access_in_force(at)


def _reads(user: AnyUser, at: datetime | None) -> Q:
    """Either of the two (`_works`, `_receives`), said shortly: a person's own accesses count whatever their reason."""
    whose = Q(user_id=_person(user))
    if receives_for := organisation_ids(user, Perm.RECEIVE):
        whose |= Q(why=DELIVERY, organisation_id__in=receives_for)
    return whose & access_in_force(at)


def _person(user: AnyUser) -> int:
    """Whose accesses count: nobody's (0) where the account is off, or there is none."""
    return user.pk if user.is_active and user.pk else 0


def access_in_force(at: datetime | None = None) -> Q:
    """Return the condition of accesses that have begun and not ended at `at` (default: now)."""
    now = at or timezone.now()
    return Q(Q(until_at__isnull=True) | Q(until_at__gt=now), from_at__lte=now)
