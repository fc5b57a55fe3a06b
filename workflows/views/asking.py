"""For whom somebody acts on the document page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from audit.actor import Actor
from audit.requests import actor_of
from documents.models import Document
from web.typed import number_in
from workflows.models import Turn
from workflows.permissions import represented


def acting_for(request: HttpRequest, document: Document) -> Actor:
    """Return the actor who stands in for the person named in the form, if a delegation lets them serve an open turn here."""
    wanted = number_in(request.POST.get("for"))
    if wanted is None:
        return actor_of(request)
    for turn in Turn.objects.filter(document=document, closed_at__isnull=True).select_related("organisation"):
        delegation = represented(request.user, turn, timezone.now())
        if delegation is not None and delegation.delegator_id == wanted:
            return actor_of(request, on_behalf_of=delegation.delegator, delegation_id=delegation.pk)
    return actor_of(request)
