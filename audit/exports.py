"""Taking a dossier out is itself an act, and stands in the journal."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from audit.dossier import Dossier, build_dossier
from audit.models import JournalHead


def export_dossier(*, actor: Actor, document_id: int, at: datetime) -> Dossier:
    """Give a document's dossier as far as the actor may see it. Refused to whoever may not see the document.

    It is put together before the act begins: drawing its papers keeps nobody from writing.
    """
    dossier = None if actor.is_system else build_dossier(document_id, actor.user, at)
    if dossier is None:
        raise PermissionDenied(_("Đồng chí không có quyền xem văn bản này."))
    _journal(actor=actor, dossier=dossier, document_id=document_id, at=at)
    return dossier


@act
def _journal(*, actor: Actor, dossier: Dossier, document_id: int, at: datetime) -> None:
    record(
        actor=actor,
        verb="audit.export_dossier",
        subject=JournalHead(organisation_id=dossier.organisation_id),
        organisation_id=dossier.organisation_id,
        document_id=document_id,
        at=at,
        facts={"name": dossier.name, "manifest": dossier.sha256},
    )
