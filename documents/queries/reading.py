"""One document for a reader. Http404 for anybody else, so that a guessed id says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.shortcuts import get_object_or_404

from documents.models import Document
from documents.visibility import DocumentQuerySet
from orgs.people import AnyUser

Answer = TypeVar("Answer")


class Reading:
    """A document that is open before one reader. Whatever is asked of it is asked once, however many parts show it."""

    def __init__(self, user: AnyUser, document: Document) -> None:
        self.user = user
        self.document = document
        self._answers: dict[Callable[..., Any], Any] = {}

    def ask(self, query: Callable[[Any, Document], Answer]) -> Answer:
        """Return what `query` says of the document for this reader."""
        if query not in self._answers:
            self._answers[query] = query(self.user, self.document)
        answer: Answer = self._answers[query]
        return answer


def worked_on_document(user: AnyUser, pk: int) -> Document:
    """Return the document if the person works on it: for every page that shows or changes its making."""
    return _one(Document.objects.worked_on_by(user), pk)


def received_document(user: AnyUser, pk: int) -> Document:
    """Return the document if it was delivered to the person or their organisation: for pages of the issued paper."""
    return _one(Document.objects.received_by(user).select_related("paper").defer("paper__pdf"), pk)


def visible_document(user: AnyUser, pk: int) -> Document:
    """Return the document if the person works on it or received it; what is shown must be the issued paper alone."""
    return _one(Document.objects.visible_to(user), pk)


def _one(documents: DocumentQuerySet, pk: int) -> Document:
    return get_object_or_404(documents.select_related("organisation", "round", "drafter"), pk=pk)
