"""Which documents a person may see: the one queryset verb that every list starts from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from orgs.permissions import Perm, organisation_ids

if TYPE_CHECKING:
    pass


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any, at: datetime | None = None) -> DocumentQuerySet:
        """Documents that `user` may read at `at` (default: now).

        By a right on the document's organisation (all its documents), by having drafted it, or by an `Access` row given
        to the person or to an organisation whose mail the person receives.
        """
        from_organisations = organisation_ids(user, Perm.READ_DOCUMENTS)
        receives_for = organisation_ids(user, Perm.RECEIVE)
        now = at or timezone.now()
        access = self.model._meta.get_field("accesses").related_model.objects.filter(
            Q(user_id=user.pk) | Q(organisation_id__in=receives_for),
            Q(until_at__isnull=True) | Q(until_at__gt=now),
            document=OuterRef("pk"),
            from_at__lte=now,
        )
        return self.filter(Q(organisation_id__in=from_organisations) | Q(drafter_id=user.pk) | Exists(access))
