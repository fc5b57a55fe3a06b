"""The organisation that a person is working for on the pages; one of those in which they have a role."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from orgs.models import Organisation, RoleAssignment
from orgs.queries import home_of
from orgs.roles import in_force

SESSION_KEY = "organisation"


def organisations_of(user: Any, on: date) -> list[Organisation]:
    """The organisations in which a person has a role on that day, the highest first."""
    held = RoleAssignment.objects.filter(in_force(on), user=user).values("organisation")
    return list(Organisation.objects.filter(pk__in=held).order_by("level", "position_in_level", "short_name"))


def working_organisation(request: HttpRequest) -> Organisation | None:
    """The one chosen in this session, else the one they belong to; None for a person without any role.

    Kept on the request: a page asks once.
    """
    if not hasattr(request, "_working_organisation"):
        request._working_organisation = _find(request)  # type: ignore[attr-defined]
    return request._working_organisation  # type: ignore[attr-defined]


def _find(request: HttpRequest) -> Organisation | None:
    today = timezone.localdate()
    chosen = request.session.get(SESSION_KEY)
    if chosen:
        held = RoleAssignment.objects.filter(in_force(today), user_id=request.user.pk or 0, organisation_id=chosen)
        found = Organisation.objects.filter(pk=chosen, pk__in=held.values("organisation")).first()
        if found:
            return found
    return home_of(request.user, today)
