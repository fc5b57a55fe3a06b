"""A person's own page: who they are here, since when, and who stands in for them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from orgs.models import User
from orgs.queries import person_page


def profile(request: HttpRequest) -> HttpResponse:
    """The signed-in person's seats, roles and delegations, and their password."""
    assert isinstance(request.user, User)
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("profile")
    page = person_page(request.user, localdate())
    return render(request, "orgs/profile.html", {"page": page, "form": form, "person": request.user})
