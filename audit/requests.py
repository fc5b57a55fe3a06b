"""An act that a person asks for by a request: as whom, when, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actor import Actor, Person
from audit.queries.row_history import MOST_PAGES, RowPage, row_page
from audit.sent_forms import key_of, result_of, was_done
from web.typed import number_in

R = TypeVar("R")

#: The code of a refusal by the form itself, before any rule was asked.
FORM_INVALID = "form_invalid"


def actor_of(request: HttpRequest, *, on_behalf_of: Person | None = None, delegation_id: int | None = None) -> Actor:
    """Return the person of a request as an actor: from where, by which form; maybe for whom, by which delegation."""
    return Actor(
        user=request.user,
        on_behalf_of=on_behalf_of,
        origin=request.META.get("REMOTE_ADDR", ""),
        delegation_id=delegation_id,
        form=key_of(request),
    )


@dataclass(frozen=True, slots=True)
class Performed(Generic[R]):
    """What came of an act: its result, or the refusal. A form that is sent again has the row of the first time, if any."""

    result: R | None = None
    refusal: ValidationError | None = None

    @property
    def why(self) -> str:
        """The refusal in sentences; empty if the act was done."""
        return "" if self.refusal is None else " ".join(self.refusal.messages)

    @property
    def code(self) -> str:
        """The refusal's code; empty if the act was done, or refused for several reasons."""
        return getattr(self.refusal, "code", None) or ""

    def tell(self, request: HttpRequest, done: str, refused: str = "") -> None:
        """Show a message on the next page: `done`, or why not, within `refused` (default: that nothing was recorded)."""
        if self.refusal is None:
            messages.success(request, done)
        elif self.code == FORM_INVALID:
            messages.error(request, self.why)
        else:
            messages.error(request, (refused or _("Chưa ghi nhận. {why}")).format(why=self.why))


def perform_action(
    request: HttpRequest,
    action: Callable[..., R],
    *,
    actor: Actor | None = None,
    form: BaseForm | None = None,
    **given: object,
) -> Performed[R]:
    """Perform an action as the person of the request (or `actor`), now, with what the form says and what is given.

    A rule's refusal (ValidationError) comes back as a value; who may not (PermissionDenied) is answered by Django with 403.
    A form whose act is committed is not performed again, even where the action does more than one act.
    """
    if form is not None:
        if not form.is_valid():
            return Performed(refusal=ValidationError(_faults(form), code=FORM_INVALID))
        given |= form.cleaned_data
    actor = actor or actor_of(request)
    if actor.form and was_done(actor.user_id, actor.form):
        return Performed(result=result_of(actor.user_id, actor.form))
    try:
        return Performed(result=action(actor=actor, at=timezone.now(), **given))
    except ValidationError as refusal:
        return Performed(refusal=refusal)


def _faults(form: BaseForm) -> str:
    """Say what is wrong with a form whose page shows no fields any more."""
    return " ".join(f"{form[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())


def rows_asked_for(
    request: HttpRequest, histories: Sequence[QuerySet[Any]], *, acted_at: Collection[datetime] | None = None
) -> RowPage:
    """Return the page of row histories that the request asks for (`loai`, `trang`)."""
    number = number_in(request.GET.get("trang"), MOST_PAGES) or 1
    return row_page(histories, kind=request.GET.get("loai", ""), number=number, acted_at=acted_at)
