"""Who acts by a request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from audit.actor import Actor
from audit.sent_forms import key_of


def actor_of(request: HttpRequest, **given: Any) -> Actor:
    """The person of a request, from where, and by which form; `given`: for whom, by which delegation."""
    actor = Actor.of(request.user, origin=request.META.get("REMOTE_ADDR", ""), **given)
    return replace(actor, form=key_of(request))
