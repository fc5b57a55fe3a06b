"""Django's own administration for what no page of ours makes: people's accounts, organisations, bodies, terms.

For superusers. What is entered or changed here is an act in the journal; nothing is deleted.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from audit.requests import actor_of
from orgs.actions import note_new_password, switch_account
from orgs.actions.directory import Row
from orgs.journalled import Journalled
from orgs.models import Body, Organisation, Term, User


class PersonCreationForm(AdminUserCreationForm):  # type: ignore[type-arg]  # Django's takes no type at run time
    """An account needs a name to be shown by."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name", "email")


@admin.register(User)
class PersonAdmin(Journalled, UserAdmin):  # type: ignore[type-arg]  # as above
    """Accounts. Groups are a projection of roles; who is a superuser is decided on the server's command line."""

    list_display = ("username", "full_name", "email", "is_active")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "full_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (None, {"fields": ("full_name", "email", "phone", "is_active", "is_staff", "is_superuser")}),
    )
    add_form = PersonCreationForm
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "usable_password", "password1", "password2")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        own = ("is_active",) if obj is not None and obj.pk == request.user.pk else ()
        return ("is_staff", "is_superuser", *own)

    def save_model(self, request: HttpRequest, obj: Row, form: ModelForm[User], change: bool) -> None:
        """Save a row; closing an account is an act of its own."""
        assert isinstance(obj, User)
        switched = change and "is_active" in form.changed_data
        if switched:
            form.changed_data.remove("is_active")
        super().save_model(request, obj, form, change)
        if switched:
            switch_account(actor=actor_of(request), user=obj, active=obj.is_active, at=timezone.now())

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        before = User.objects.filter(pk=id).values_list("password", flat=True).first()
        response = super().user_change_password(request, id, form_url)
        user = User.objects.filter(pk=id).first()
        if user is not None and user.password != before:
            note_new_password(actor=actor_of(request), user=user, at=timezone.now())
        return response


@admin.register(Organisation)
class OrganisationAdmin(Journalled):
    """Organisations; one is closed and succeeded on its own page."""

    list_display = ("short_name", "level", "parent", "valid_to")
    list_filter = ("level",)
    search_fields = ("name", "short_name", "code")
    raw_id_fields = ("parent",)
    readonly_fields = ("valid_to", "successor")


@admin.register(Body)
class BodyAdmin(Journalled):
    list_display = ("name", "kind", "organisation")
    raw_id_fields = ("organisation",)


@admin.register(Term)
class TermAdmin(Journalled):
    list_display = ("organisation", "number", "starts_on", "ends_on")
    raw_id_fields = ("organisation",)
