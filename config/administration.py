"""`/quan-tri/`, Django's own administration, behind the same door as every page: one log-in page, one lock-out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from orgs.journalled import Journalled


class Administration(AdminSite):
    """Asks for no password itself: who is not logged in is led to the log-in page.

    It takes in only pages whose changes are acts in the journal. What libraries bring for their own rows (flows, groups,
    lock-outs) stays out: nobody needs it, and a change there would leave no trace.
    """

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: object,
    ) -> None:
        if admin_class is not None and issubclass(admin_class, Journalled):
            super().register(model_or_iterable, admin_class, **options)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied(
                _("Trang này dành cho người quản trị máy chủ. Hãy đăng nhập bằng tài khoản quản trị.")
            )
        return redirect_to_login(request.GET.get("next") or "/quan-tri/")
