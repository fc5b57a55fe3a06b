"""Pages of Django's administration whose changes are acts in the journal."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from audit.requests import actor_of
from orgs.actions import add_to_directory, change_directory
from orgs.actions.directory import Row


class Journalled(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's takes no type at run time
    """Pages whose changes go through actions. `config.administration` takes in no others."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Row, form: ModelForm[Any], change: bool) -> None:
        changes = {name: _before_and_after(form, name) for name in form.changed_data}
        if not change:
            add_to_directory(actor=actor_of(request), row=obj, at=timezone.now())
        elif changes:
            change_directory(actor=actor_of(request), row=obj, changes=changes, at=timezone.now())


def _before_and_after(form: ModelForm[Any], name: str) -> list[str]:
    before, after = form.initial.get(name), form.cleaned_data.get(name)
    if isinstance(after, Model):
        after = after.pk
    return ["" if value is None else str(value) for value in (before, after)]
