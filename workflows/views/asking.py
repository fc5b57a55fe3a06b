"""What every act's view shares: the document that may be seen, the actor, and how a refusal is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actor import Actor
from audit.requests import actor_of
from audit.sent_forms import key_of, was_done
from documents.models import Document
from web.typed import number_in
from workflows.models import Turn
from workflows.permissions import represented


def acting_for(request: HttpRequest, document: Document) -> Actor:
    """The actor who stands in for the person named in the form, if a delegation lets them serve an open turn here."""
    wanted = number_in(request.POST.get("for"))
    if wanted is None:
        return actor_of(request)
    for turn in Turn.objects.filter(document=document, closed_at__isnull=True).select_related("organisation"):
        delegation = represented(request.user, turn, timezone.now())
        if delegation is not None and delegation.delegator_id == wanted:
            return actor_of(request, on_behalf_of=delegation.delegator, delegation_id=delegation.pk)
    return actor_of(request)


def answered(request: HttpRequest, document: Document, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and go back to the document, with what happened or why it did not count in a toast."""
    try:
        if not was_done(request.user.pk or 0, key_of(request)):
            act()
    except ValidationError as refusal:
        messages.error(request, _("Chưa ghi nhận. {why}").format(why=" ".join(refusal.messages)))
    else:
        messages.success(request, done)
    return redirect("workflows:document", document.pk)
