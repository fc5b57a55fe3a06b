"""What every view of this app does with a person's act: as whom, when, and what to say if it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.requests import actor_of
from audit.sent_forms import key_of, was_done
from web.typed import numbers_in


def ticked(request: HttpRequest, name: str) -> set[int]:
    """The ids whose boxes of that name were ticked."""
    return set(numbers_in(request.POST.getlist(name)))


def attempt(request: HttpRequest, action: Callable[..., Any], done: str, form: Form | None = None, **given: Any) -> Any:
    """Perform an act as the person now, with what the form says; says `done`, or why not (then the answer is None)."""
    if form is not None:
        if not form.is_valid():
            messages.error(request, _wrong(form))
            return None
        given |= form.cleaned_data
    if was_done(request.user.pk or 0, key_of(request)):
        messages.success(request, done)
        return None
    try:
        answer = action(actor=actor_of(request), at=timezone.now(), **given)
    except ValidationError as error:
        messages.error(request, _("Chưa ghi nhận. {why}").format(why=" ".join(error.messages)))
        return None
    messages.success(request, done)
    return answer


def _wrong(form: Form) -> str:
    """What is wrong with a form whose page shows no fields any more."""
    return " ".join(f"{form[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())


def press(
    request: HttpRequest,
    page: str,
    pk: int,
    action: Callable[..., Any],
    done: str,
    form: Form | None = None,
    **given: Any,
) -> HttpResponse:
    """A button of the page of that name: attempt the act, then show the page again."""
    attempt(request, action, done, form, **given)
    return redirect(page, pk)
