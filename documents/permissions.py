"""Who may do what with a document."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actor import Actor
from documents.models import Document
from documents.states import REPAIRING_FORM, WRITING
from orgs.permissions import Perm, can


def can_edit(user: Any, document: Document) -> bool:
    """Content is changed by the drafter alone, as long as they may draft in the organisation."""
    return document.drafter_id == user.pk and can(user, Perm.DRAFT, document.organisation_id)


def may_repair(user: Any, document: Document) -> bool:
    """Who is offered repairs: the drafter at the desk, the format checker at the check."""
    if document.status in REPAIRING_FORM:
        return can(user, Perm.CHECK_FORMAT, document.organisation_id)
    return document.status in WRITING and can_edit(user, document)


def works_on(user: Any, document: Document) -> bool:
    """Whether the person works on the document now; who only received it does not."""
    return Document.objects.worked_on_by(user).filter(pk=document.pk).exists()


def require_work(actor: Actor, document: Document) -> None:
    """Allow a person who works on the document, in person; else PermissionDenied."""
    if actor.is_system or not works_on(actor.user, document):
        raise PermissionDenied(_("Đồng chí không còn tham gia xử lý văn bản này. Hãy liên hệ Văn phòng của đơn vị."))


def require_drafter(actor: Actor, document: Document) -> None:
    if actor.is_system or not can_edit(actor.user, document):
        raise PermissionDenied(_("Chỉ người soạn thảo được sửa nội dung. Hãy gửi góp ý hoặc trả lại kèm lý do."))
