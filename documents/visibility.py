"""Which documents a person may see: the one queryset verb that every list starts from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from orgs.permissions import Perm, organisation_ids

if TYPE_CHECKING:
    from documents.models import Document  # noqa: F401 (named in the class's base)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any, at: datetime | None = None) -> DocumentQuerySet:
        """Documents that `user` may read at `at` (default: now).

        By a right on the document's organisation (all its documents), by having drafted it, or by an `Access` row given
        to the person or to an organisation whose mail the person receives. For one document or a count; a list that is
        paged takes `visible_parts`.
        """
        return self.filter(self._by_right(user) | Q(drafter_id=user.pk) | self._by_access(user, at))

    def visible_parts(self, user: Any, at: datetime | None = None) -> list[DocumentQuerySet]:
        """The same documents as querysets that may overlap, each with an index of its own, for `paging.page_of_parts`.

        An OR of the three cannot use those indexes: somebody with few rights would wait for a walk through everything.
        """
        return [
            self.filter(self._by_right(user)),
            self.filter(drafter_id=user.pk),
            self.filter(self._by_access(user, at)),
        ]

    def _by_right(self, user: Any) -> Q:
        held = organisation_ids(user, Perm.READ_DOCUMENTS)
        # Written out, for they are numbers of our own: hundreds of parameters cost more to pass than their rows to find.
        return Q(organisation_id__in=RawSQL(",".join(map(str, sorted(held))), ()) if held else ())

    def _by_access(self, user: Any, at: datetime | None) -> Q:
        # Compiled here, once for the count and the page of a list.
        return Q(pk__in=RawSQL(*self._accesses(user, at).query.sql_with_params()))

    def _accesses(self, user: Any, at: datetime | None) -> models.QuerySet[Any, int]:
        """The ids of documents that were opened to the person, or to an organisation whose mail they receive."""
        now = at or timezone.now()
        receives_for = organisation_ids(user, Perm.RECEIVE)
        whose = Q(user_id=user.pk) | Q(organisation_id__in=receives_for) if receives_for else Q(user_id=user.pk)
        access: Any = self.model._meta.get_field("accesses").related_model
        return access.objects.filter(
            whose, Q(until_at__isnull=True) | Q(until_at__gt=now), from_at__lte=now
        ).values_list("document_id", flat=True)
