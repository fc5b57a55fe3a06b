"""Who may do what with a document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.actor import Actor
from database.prepared import AnyOf, id_list, prepared
from documents.models import Access, Document
from documents.states import REPAIRING_FORM, WRITING
from documents.visibility import access_in_force
from orgs.people import AnyUser
from orgs.permissions import Perm, can, holders_among


def can_edit(user: AnyUser, document: Document) -> bool:
    """Content is changed by the drafter alone, as long as they may draft in the organisation."""
    return document.drafter_id == user.pk and can(user, Perm.DRAFT, document.organisation_id)


def may_repair(user: AnyUser, document: Document) -> bool:
    """Who is offered repairs: the drafter at the desk, the format checker at the check."""
    if document.status in REPAIRING_FORM:
        return can(user, Perm.CHECK_FORMAT, document.organisation_id)
    return document.status in WRITING and can_edit(user, document)


def works_on(user: AnyUser, document: Document) -> bool:
    """Whether the person works on the document now; who only received it does not."""
    return Document.objects.worked_on_by(user).filter(pk=document.pk).exists()


def workers_among(document: Document, user_ids: Collection[int], at: datetime) -> set[int]:
    """Those of the people who work on the document at that time. The other way round of `works_on`."""
    found = holders_among(Perm.READ_DOCUMENTS, document.organisation_id, user_ids)
    others = set(user_ids) - found
    if others:
        found |= {pk for (pk,) in _workers_by_access(document.pk, id_list(others), at)}
    return found


@prepared
def _workers_by_access(document_id: int, user_ids: str, at: datetime) -> QuerySet[Access, tuple[Any]]:
    given = Access.objects.filter(access_in_force(at), document_id=document_id, user_id__in=AnyOf(user_ids))
    return given.filter(user__is_active=True).exclude(why=Access.Why.DELIVERY).values_list("user_id")


def require_work(actor: Actor, document: Document) -> None:
    """Allow a person who works on the document, in person; else PermissionDenied."""
    if actor.is_system or not works_on(actor.user, document):
        raise PermissionDenied(_("Đồng chí không còn tham gia xử lý văn bản này. Hãy liên hệ Văn phòng của đơn vị."))


def require_drafter(actor: Actor, document: Document) -> None:
    if actor.is_system or not can_edit(actor.user, document):
        raise PermissionDenied(_("Chỉ người soạn thảo được sửa nội dung. Hãy gửi góp ý hoặc trả lại kèm lý do."))
