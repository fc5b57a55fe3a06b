"""Who somebody is changes one act at a time. The order: organisations, then people, then the row itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from orgs.models import Organisation, User


def hold_people(user_ids: Iterable[int]) -> None:
    """Hold these people's seats, roles and delegations until the commit: two acts never both find the same standing."""
    list(User.objects.select_for_update(no_key=True).filter(pk__in=set(user_ids)).order_by("pk").values_list("pk"))


def hold_organisations(*organisations: Organisation) -> None:
    """Hold organisations until the commit; what was handed in is as it stands now."""
    for organisation in sorted(organisations, key=lambda one: one.pk):
        hold_row(organisation)


def hold_row(row: models.Model) -> None:
    """Hold a row until the commit; what was handed in is as it stands now."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(of=("self",), no_key=True))
