"""How the acts of this app are told on a document's history page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from audit.registry import Group, Readers, Verb, register_verbs, registry
from notifications.models import Delivery

OPENED = _("{n} lượt nhận, mở xem ở nơi nhận")


def register() -> None:
    registry.readers = readers
    line: dict[str, Any] = {"icon": "address-book", "tone": "quiet", "group": Group.DELIVERY}
    register_verbs(
        {
            "notifications.resolve_recipients": Verb(_("đối chiếu {lines} dòng Nơi nhận với danh bạ"), silent=True),
            "notifications.choose_reading": Verb(_("chọn cách hiểu “{text}”: {understood}"), **line),
            "notifications.confirm_line": Verb(_("xác nhận “{text}”: {understood}"), **line),
            "notifications.send_on_paper": Verb(_("gửi bản giấy cho “{text}”"), **line),
            "notifications.freeze_recipients": Verb(
                _("chốt danh sách nhận: {units} đơn vị, {people} người, {papers} bản giấy"), **line
            ),
            "notifications.distribute": Verb(_("phát hành tới {deliveries} nơi nhận"), "send", "green", Group.DELIVERY),
            "notifications.received": Verb(_("nhận văn bản"), "inbox", "quiet", Group.DELIVERY, _("{for}"), run=OPENED),
            "notifications.read": Verb(_("mở xem văn bản"), "eye", "quiet", Group.DELIVERY, _("{for}"), run=OPENED),
            "notifications.accepted": Verb(
                _("nhận việc"), "circle-check", "accent", Group.DELIVERY, _("{for}"), run=OPENED
            ),
            "notifications.done": Verb(_("báo đã hoàn thành"), "circle-check", "green", Group.DELIVERY, _("{for}")),
            "notifications.pass_on": Verb(
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
