"""How the acts of this app are told on a document's history page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from audit.registry import Group, JournalMessage, Readers, register_messages, registry
from notifications.models import Delivery

OPENED = _("{n} lượt nhận, mở xem ở nơi nhận")


def register() -> None:
    registry.readers = readers
    line: dict[str, Any] = {"icon": "address-book", "tone": "quiet", "group": Group.DELIVERY}
    register_messages(
        {
            "notifications.resolve_recipients": JournalMessage(
                _("đối chiếu {lines} dòng Nơi nhận với danh bạ"), silent=True
            ),
            "notifications.choose_reading": JournalMessage(_("chọn cách hiểu “{text}”: {understood}"), **line),
            "notifications.confirm_line": JournalMessage(_("xác nhận “{text}”: {understood}"), **line),
            "notifications.send_on_paper": JournalMessage(_("gửi bản giấy cho “{text}”"), **line),
            "notifications.freeze_recipients": JournalMessage(
                _("chốt danh sách nhận: {units} đơn vị, {people} người, {papers} bản giấy"), **line
            ),
            "notifications.distribute": JournalMessage(
                _("phát hành tới {deliveries} nơi nhận"), "send", "green", Group.DELIVERY
            ),
            "notifications.received": JournalMessage(
                _("nhận văn bản"), "inbox", "quiet", Group.DELIVERY, _("{for}"), run=OPENED
            ),
            "notifications.read": JournalMessage(
                _("mở xem văn bản"), "eye", "quiet", Group.DELIVERY, _("{for}"), run=OPENED
            ),
            "notifications.accepted": JournalMessage(
                _("nhận việc"), "circle-check", "accent", Group.DELIVERY, _("{for}"), run=OPENED
            ),
            "notifications.done": JournalMessage(
                _("báo đã hoàn thành"), "circle-check", "green", Group.DELIVERY, _("{for}")
            ),
            "notifications.pass_on": JournalMessage(
                _("chuyển văn bản cho {to_name}"), "arrow-forward-up", "accent", Group.DELIVERY, _("{for}")
            ),
        }
    )


def readers(document_id: int) -> Readers | None:
    """How many of those who got it electronically have opened it; None before it was sent."""
    found = Delivery.objects.filter(document_id=document_id, on_paper=False).aggregate(
        total=Count("pk"), read=Count("pk", filter=Q(read_at__isnull=False))
    )
    if not found["total"]:
        return None
    return Readers(found["read"], found["total"], "")
