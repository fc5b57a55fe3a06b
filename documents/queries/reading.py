"""One document for a reader. Http404 for anybody else, so that a guessed id says nothing."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from documents.models import Document
from documents.visibility import DocumentQuerySet


def worked_on_document(user: Any, pk: int) -> Document:
    """The document if the person works on it: for every page that shows or changes its making."""
    return _one(Document.objects.worked_on_by(user), pk)


def received_document(user: Any, pk: int) -> Document:
    """The document if it was delivered to the person or their organisation: for pages of the issued paper."""
    return _one(Document.objects.received_by(user).select_related("paper").defer("paper__pdf"), pk)


def visible_document(user: Any, pk: int) -> Document:
    """The document if the person works on it or received it; what is shown must be the issued paper alone."""
    return _one(Document.objects.visible_to(user), pk)


def _one(documents: DocumentQuerySet, pk: int) -> Document:
    return get_object_or_404(documents.select_related("organisation", "round", "drafter"), pk=pk)
