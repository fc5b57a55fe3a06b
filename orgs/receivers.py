"""What this app does when an account is saved anywhere, Django's own admin pages included."""

from __future__ import annotations

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from orgs import events
from orgs.models import User


@receiver(post_save, sender=User)
def account_saved(
    sender: object, instance: User, created: bool, update_fields: frozenset[str] | None, **facts: object
) -> None:
    """Tell the floors above: whoever was switched off holds nothing any more. A log-in writes only its time."""
    if not created and update_fields != frozenset({"last_login"}):
        events.account_changed.send(User, user_id=instance.pk, at=timezone.now())
