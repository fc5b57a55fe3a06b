"""Mail to addressees: expanded into one outbox item per letter, sent from those."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from notifications.jobs import handles
from notifications.models import Delivery, OutboxItem, OutboxKind
from notifications.queries.receipts import still_addressed

CHUNK = 500


@handles(OutboxKind.MAIL_DELIVERIES)
def mail_deliveries(payload: dict[str, Any], key: str, at: datetime) -> None:
    """Put a letter into the outbox for each digital delivery whose addressee has a mail address; doing it twice adds none."""
    address = Coalesce(NullIf("organisation__email", Value("")), NullIf("user__email", Value("")))
    rows = (
        Delivery.objects.filter(document_id=payload["document"], on_paper=False)
        .annotate(address=address)
        .filter(address__isnull=False)
        .values_list("pk", "address")
    )
    letters = [
        OutboxItem(
            kind=OutboxKind.LETTER,
            payload={"delivery": pk, "to": to},
            key=f"{OutboxKind.LETTER}:{pk}",
            created_at=at,
            next_attempt_at=at,
        )
        for pk, to in rows.iterator(chunk_size=CHUNK)
    ]
    OutboxItem.objects.bulk_create(letters, ignore_conflicts=True, batch_size=CHUNK)


@handles(OutboxKind.LETTER, lane="mail", limit=timedelta(minutes=4))
def send_letter(payload: dict[str, Any], key: str, at: datetime) -> None:
    """Send one letter, if its addressee may still read the document.

    Its Message-ID is made of the key, so that a repeat after a crash is known as one.
    """
    delivery = Delivery.objects.select_related("document", "document__paper", "document__organisation", "user").get(
        pk=payload["delivery"]
    )
    if not still_addressed(delivery, at):
        return
    paper, document = delivery.document.paper, delivery.document
    with override(settings.LANGUAGE_CODE):
        subject = _("[%(issuer)s] %(number)s-%(symbol)s: %(subject)s") % {
            "issuer": document.organisation.short_name,
            "number": paper.number,
            "symbol": paper.symbol,
            "subject": document.subject,
        }
        body = _("Kính gửi %(name)s,\n\n%(issuer)s đã phát hành văn bản số %(number)s-%(symbol)s.\nXem: %(url)s\n") % {
            "name": delivery.name,
            "issuer": document.organisation.name,
            "number": paper.number,
            "symbol": paper.symbol,
            "url": settings.SITE_URL + reverse("notifications:received_document", args=[document.pk]),
        }
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message_id = f"<{key.replace(':', '.')}@{domain}>"
    EmailMessage(" ".join(subject.split()), body, to=[payload["to"]], headers={"Message-ID": message_id}).send()
