"""The organisation that a person is working for on the pages; one of those in which they have a role."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from orgs.models import Organisation, RoleAssignment
from orgs.people import AnyUser
from orgs.permissions import Perm, organisation_ids
from orgs.queries import home_of
from orgs.roles import in_force
from web.typed import number_in

SESSION_KEY = "organisation"
#: The key of an address in which a page says which organisation it is about.
PAGE_KEY = "don-vi"


def organisations_of(user: AnyUser, on: date) -> list[Organisation]:
    """Return the organisations in which a person has a role on that day, the highest first."""
    held = RoleAssignment.objects.filter(in_force(on), user_id=user.pk or 0).values("organisation")
    return list(Organisation.objects.filter(pk__in=held).order_by("level", "position_in_level", "short_name"))


def page_organisation(request: HttpRequest) -> Organisation | None:
    """Return the organisation that the page's address names; else the one worked for.

    Http404 if the person has no role in it.

    From here on it stands in `request.GET`, so that links and forms of the page keep it, whatever another window switches
    the session to meanwhile. A form that was sent without it is taken only from who works for a single organisation.
    """
    named = request.GET.get(PAGE_KEY, "")
    if named:
        found = _among_own(request.user, named)
        if found is None:
            raise Http404
        request._working_organisation = found  # type: ignore[attr-defined]  # the frame names the same
        return found
    if request.method == "POST" and len(organisations_of(request.user, timezone.localdate())) > 1:
        raise PermissionDenied(_("Trang này không nói rõ là của đơn vị nào. Hãy mở lại trang rồi gửi lại."))
    found = working_organisation(request)
    if found is not None:
        asked = request.GET.copy()
        asked[PAGE_KEY] = str(found.pk)
        request.GET = asked  # type: ignore[assignment]
    return found


def working_organisation(request: HttpRequest) -> Organisation | None:
    """Return the organisation that the page is about or that was chosen in this session, else the person's own.

    None without any role.

    Kept on the request: a page asks once.
    """
    kept: dict[str, Organisation | None] = request.__dict__
    if "_working_organisation" not in kept:
        chosen = str(request.session.get(SESSION_KEY, ""))
        found = _among_own(request.user, chosen) or home_of(request.user, timezone.localdate())
        kept["_working_organisation"] = found
    return kept["_working_organisation"]


def _among_own(user: AnyUser, key: str) -> Organisation | None:
    """Return the organisation with that id, if the person has a role in it today, or theirs succeeded it."""
    wanted = number_in(key)
    if wanted is None:
        return None
    rows: QuerySet[Organisation] = Organisation.objects.all()
    if wanted in organisation_ids(user, Perm.READ_DOCUMENTS):
        return rows.filter(pk=wanted).first()
    held = RoleAssignment.objects.filter(in_force(timezone.localdate()), user_id=user.pk or 0, organisation_id=wanted)
    return rows.filter(pk__in=held.values("organisation")).first()
