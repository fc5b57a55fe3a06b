"""How the acts of this app are told on a document's history page, and how long it stayed where."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.registry import Group, JournalMessage, Span, register_messages, registry
from workflows.kinds import AUTOMATIC
from workflows.models import Visit


def register() -> None:
    registry.spans = spans
    register_messages(
        {
            f"workflows.{name}": verb
            for name, verb in {
                "start": JournalMessage(
                    _("đưa vào quy trình “{procedure}”"), "route", "accent", Group.OTHER, _("Bản {version}")
                ),
                "submit_draft": JournalMessage(
                    _("trình lần dự thảo {round}"), "send", "accent", Group.TEXT, _("Tới: {to}")
                ),
                "submit_revision": JournalMessage(
                    _("trình lần dự thảo {round} đã chỉnh lý"), "send", "accent", Group.TEXT, _("Tới: {to}")
                ),
                "pass_check": JournalMessage(
                    _("kiểm tra thể thức: đạt"), "clipboard-check", "accent", meta=_("Tới: {to}")
                ),
                "return": JournalMessage(
                    _("trả lại từ bước {from} về {to}"),
                    "arrow-back-up",
                    "amber",
                    Group.EXCEPTION,
                    exception=_("lần trả lại"),
                ),
                "cancel": JournalMessage(
                    _("hủy văn bản ở bước {from}"), "ban", "red", Group.EXCEPTION, exception=_("lần hủy")
                ),
                "assign_drafter": JournalMessage(
                    _("giao <b>{after}</b> soạn thảo thay {before}"),
                    "user-edit",
                    "amber",
                    Group.EXCEPTION,
                    exception=_("lần đổi người soạn thảo"),
                ),
                "sign": JournalMessage(_("chuyển sang {to}"), silent=True),
                "number": JournalMessage(_("cấp số {number}"), silent=True),
                "approved": JournalMessage(_("chuyển sang {to}"), silent=True),
                "opinions_closed": JournalMessage(_("chuyển sang {to}"), silent=True),
                "ballot_decided": JournalMessage(
                    _("ghi kết quả biểu quyết vào dự thảo, chuyển sang {to}"), silent=True
                ),
                "next_question": JournalMessage(
                    _("ghi kết quả biểu quyết vào dự thảo, mở biểu quyết nội dung tiếp theo"), "checkbox", "violet"
                ),
                "second_ballot": JournalMessage(
                    _("mở biểu quyết vòng hai"),
                    "repeat",
                    "violet",
                    Group.EXCEPTION,
                    exception=_("vòng biểu quyết thứ hai"),
                ),
                "hold": JournalMessage(
                    _("dừng ở bước này chờ người điều hành"),
                    "hand-stop",
                    "red",
                    Group.EXCEPTION,
                    exception=_("lần phải chờ người điều hành"),
                ),
                "ask_again": JournalMessage(
                    _("mở lại bước này"), "repeat", "amber", Group.EXCEPTION, exception=_("lần mở lại")
                ),
                "remind": JournalMessage(_("nhắc việc sắp đến hạn"), "bell-ringing", "quiet"),
                "escalate": JournalMessage(
                    _("báo việc quá hạn lên cấp trên"),
                    "alert-triangle",
                    "red",
                    Group.EXCEPTION,
                    exception=_("lần quá hạn"),
                ),
                "skip": JournalMessage(
                    _("bỏ qua bước quá hạn"),
                    "player-skip-forward",
                    "amber",
                    Group.EXCEPTION,
                    exception=_("bước bị bỏ qua"),
                ),
                "publish_procedure": JournalMessage(
                    _("ban hành bản {number} của quy trình “{procedure}”"), "route", "violet"
                ),
                "retire_procedure": JournalMessage(_("thôi dùng quy trình “{procedure}”"), "route-off", "amber"),
            }.items()
        }
    )


def spans(document_id: int) -> list[Span]:
    """Each stay at a station, in order. A stay that ended after its due time is late; the last one, when it is overdue."""
    now = timezone.now()
    visits = Visit.objects.filter(itinerary__document_id=document_id).order_by("pk")
    return [
        Span(visit.label, visit.arrived_at, visit.left_at, bool(visit.due_at and (visit.left_at or now) > visit.due_at))
        for visit in visits
        if visit.kind not in AUTOMATIC and visit.outcome != "skipped"
    ]
