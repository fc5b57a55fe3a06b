"""What every view of this app does with a person's act: as whom, when, and what to say if it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from audit.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    return Actor.of(request.user, origin=request.META.get("REMOTE_ADDR", ""))


def attempt(request: HttpRequest, action: Callable[..., Any], done: str, **given: Any) -> Any:
    """Perform an act as the person now; says `done`, or why not (then the answer is None)."""
    try:
        answer = action(actor=actor_of(request), at=timezone.now(), **given)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    messages.success(request, done)
    return answer
