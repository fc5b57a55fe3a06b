"""What the journal says of who was sent a document, and whether the rows still are so."""

from __future__ import annotations

from typing import Any

from audit.chain import fingerprint
from audit.registry import Artefact, Said, register_artefacts
from documents.models import Document
from notifications.models import Delivery, Recipient


def list_hash(document: Document) -> str:
    """Hash the addressees of a document's frozen Nơi nhận, in their order."""
    columns = ("line__ordinal", "line__text", "organisation_id", "user_id", "name", "purpose", "on_paper")
    rows = Recipient.objects.filter(line__document=document).order_by("line__ordinal", "pk").values_list(*columns)
    return fingerprint([list(row) for row in rows])


def register() -> None:
    register_artefacts(
        Artefact("notifications.freeze_recipients", Document, _recipients, _frozen_now, last=True),
        Artefact("notifications.distribute", Document, _recipients, _sent_now),
    )


def _recipients(row: Document) -> str:
    return f"danh sách nơi nhận của văn bản {row.pk}"


def _frozen_now(row: Document, said: Said) -> dict[str, Any]:
    return {"list": list_hash(row)}


def _sent_now(row: Document, said: Said) -> dict[str, Any]:
    """How many went out then; one that passed a document on sent more of them later."""
    return {"deliveries": Delivery.objects.filter(document=row, sent_at=said.at).count()}
