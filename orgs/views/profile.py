"""A person's own page: who they are here, since when, who stands in for them, and their password."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.queries.row_history import latest_rows
from audit.requests import perform_action, rows_asked_for
from orgs.actions import revoke_delegation
from orgs.forms import OwnDelegationForm, OwnPasswordForm
from orgs.models import Delegation, Organisation, User
from orgs.permissions import Perm, organisation_ids
from orgs.queries import person_histories, person_page


def profile(request: HttpRequest) -> HttpResponse:
    """Show the signed-in person's seats, roles and delegations; change the password or grant a delegation (`act`)."""
    user = request.user
    assert isinstance(user, User)
    act = request.POST.get("act", "")
    password = OwnPasswordForm(user, request.POST if act == "password" else None, request=request)
    delegation = _delegation_form(user, request.POST if act == "delegate" else None)
    if act == "password" and password.is_valid():
        update_session_auth_hash(request, password.save())
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("orgs:profile")
    if act == "delegate" and delegation is not None and _granted(request, delegation):
        messages.success(request, _("Đã ghi ủy quyền. Người được ủy quyền thấy việc ở bàn làm việc của mình."))
        return redirect("orgs:profile")
    page = person_page(user, timezone.localdate())
    context = {
        "page": page,
        "form": password,
        "delegation_form": delegation,
        "person": user,
        "sent": act,
        "rows": latest_rows(person_histories(user)),
        "rows_url": reverse("orgs:profile_history"),
    }
    return render(request, "orgs/profile.html", context, status=422 if act else 200)


def _delegation_form(user: User, data: Mapping[str, object] | None) -> OwnDelegationForm | None:
    """Return the form, for those who approve or sign in some organisation; None for others."""
    held = organisation_ids(user, Perm.APPROVE) | organisation_ids(user, Perm.SIGN)
    if not held:
        return None
    return OwnDelegationForm(data, delegator=user, organisations=Organisation.objects.filter(pk__in=held))


def _granted(request: HttpRequest, form: OwnDelegationForm) -> bool:
    if not form.is_valid():
        return False
    outcome = perform_action(request, form.carry_out)
    if outcome.refusal:
        form.add_error(None, outcome.refusal)
    return outcome.refusal is None


@require_GET
def profile_history(request: HttpRequest) -> HttpResponse:
    """Who changed what of the signed-in person's account, roles, seats and delegations."""
    user = request.user
    assert isinstance(user, User)
    rows = rows_asked_for(request, person_histories(user))
    context = {"rows": rows, "about": _("Trang cá nhân"), "back_url": reverse("orgs:profile")}
    return render(request, "audit/rows.html", context)


@require_POST
def delegation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own delegation back; somebody else's does not exist here."""
    delegation = get_object_or_404(Delegation, pk=pk, delegator=request.user)
    outcome = perform_action(request, revoke_delegation, delegation=delegation)
    outcome.tell(request, _("Đã thu hồi ủy quyền."), refused="{why}")
    return redirect("orgs:profile")
