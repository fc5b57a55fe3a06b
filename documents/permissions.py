"""Who may do what with a document."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actor import Actor
from documents.models import Document


def can_edit(user: Any, document: Document) -> bool:
    """Content is changed by the drafter alone (architecture.md, rule 9)."""
    return document.drafter_id == user.pk


def require_drafter(actor: Actor, document: Document) -> None:
    if actor.is_system or not can_edit(actor.user, document):
        raise PermissionDenied(_("Chỉ người soạn thảo được sửa nội dung. Hãy gửi góp ý hoặc trả lại kèm lý do."))
