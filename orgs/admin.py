"""Django's own admin pages for what no page of ours makes: people's accounts, organisations, bodies, terms.

For superusers. A change here is no act: it leaves a row history, and stands out as such where histories are shown.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm

from orgs.models import Body, Organisation, Term, User


class PersonCreationForm(AdminUserCreationForm):
    """An account needs a name to be shown by."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name", "email")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Accounts. Groups are a projection of roles and are not edited here."""

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


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("short_name", "level", "parent", "valid_to")
    list_filter = ("level",)
    search_fields = ("name", "short_name", "code")
    raw_id_fields = ("parent", "successor")


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "organisation")
    raw_id_fields = ("organisation",)


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ("organisation", "number", "starts_on", "ends_on")
    raw_id_fields = ("organisation",)
