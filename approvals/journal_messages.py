"""How the acts of this app are told on a document's history page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.models import Opinion, Resolution, SignOff, SignOffSeat
from audit.registry import Group, JournalMessage, register_messages

RESOLVED = _("{n} góp ý được trả lời")
CHOICES: dict[str, Any] = {
    "answer": Opinion.Answer,
    "decision": SignOffSeat.Decision,
    "kind": Resolution.Response,
    "outcome": SignOff.Ending,
}


def register() -> None:
    register_messages(
        {f"approvals.{name}": verb for name, verb in {**_ballots(), **_opinions(), **_sign_offs()}.items()}
    )


def _ballots() -> dict[str, JournalMessage]:
    voting: dict[str, Any] = {"group": Group.OPINION, "facts": in_words}
    return {
        "open_ballot": JournalMessage(
            _("mở biểu quyết: {question}"),
            "scale",
            "violet",
            Group.DECISION,
            meta=_("Đóng {closes_at}"),
            facts=in_words,
        ),
        "cast_slip": JournalMessage(
            _("bỏ phiếu"), "checkbox", "violet", Group.OPINION, private=True, run=_("{n} ủy viên bỏ phiếu")
        ),
        "extend_ballot": JournalMessage(
            _("gia hạn biểu quyết tới {closes_at}"),
            "calendar-plus",
            "amber",
            Group.EXCEPTION,
            exception=_("lần gia hạn biểu quyết"),
            facts=in_words,
        ),
        "close_ballot": JournalMessage(
            _("đóng biểu quyết: {sentence}"), "scale", "violet", Group.DECISION, facts=in_words
        ),
        "annul_ballot": JournalMessage(
            _("hủy cuộc biểu quyết đang mở"), "ban", "red", Group.EXCEPTION, exception=_("cuộc biểu quyết bị hủy")
        ),
        "enter_meeting_decision": JournalMessage(
            _("ghi quyết định của hội nghị: {choice_text}"),
            "gavel",
            "violet",
            Group.EXCEPTION,
            exception=_("lần hội nghị quyết định thay biểu quyết"),
        ),
        "mark_present": JournalMessage(_("điểm danh hội nghị"), "users-group", "violet", **voting),
        "give_paper_slips": JournalMessage(_("phát phiếu giấy"), "note", "violet", **voting),
        "appoint_tellers": JournalMessage(_("cử người kiểm phiếu: {names}"), "users", "violet", **voting),
        "give_key": JournalMessage(_("lập khóa niêm phong phiếu: {fingerprint}"), "key", "violet", **voting),
        "end_voting": JournalMessage(
            _("kết thúc bỏ phiếu: {slips} phiếu niêm phong chờ mở"), "lock", "violet", **voting
        ),
        "open_slips": JournalMessage(_("mở lớp niêm phong của {slips} phiếu"), "lock-open", "violet", **voting),
        "enter_paper_count": JournalMessage(_("nhập kết quả kiểm {slips} phiếu giấy"), "note", "violet", **voting),
        "record_dissent": JournalMessage(
            _("ghi ý kiến bảo lưu: “{text}”"), "message-exclamation", "amber", Group.OPINION
        ),
        "write_remark": JournalMessage(_("ghi nhận xét vào biên bản: “{text}”"), "message", "violet", Group.OPINION),
        "remind": JournalMessage(_("nhắc {people} người chưa trả lời"), "bell-ringing", "quiet", Group.OPINION),
        "lapse_seat": JournalMessage(
            _("ghi {name} không còn thẩm quyền trong cuộc này"),
            "user-off",
            "amber",
            Group.EXCEPTION,
            exception=_("người thôi thẩm quyền giữa chừng"),
        ),
    }


def _opinions() -> dict[str, JournalMessage]:
    return {
        "open_opinion_round": JournalMessage(
            _("xin ý kiến {seats} người"),
            "messages",
            "violet",
            Group.OPINION,
            meta=_("Hạn {closes_at}"),
            facts=in_words,
        ),
        "give_opinion": JournalMessage(
            _("cho ý kiến: {answer}"),
            "message",
            "violet",
            Group.OPINION,
            _("{text}"),
            private=True,
            facts=in_words,
            run=_("{n} ý kiến được gửi"),
        ),
        "extend_opinion_round": JournalMessage(
            _("gia hạn lấy ý kiến tới {closes_at}"),
            "calendar-plus",
            "amber",
            Group.EXCEPTION,
            exception=_("lần gia hạn lấy ý kiến"),
            facts=in_words,
        ),
        "close_opinion_round": JournalMessage(
            _("kết thúc lấy ý kiến: {answered}/{asked} người đã trả lời"), "messages", "violet", Group.DECISION
        ),
        "annul_opinion_round": JournalMessage(
            _("hủy đợt lấy ý kiến đang mở"), "ban", "red", Group.EXCEPTION, exception=_("đợt lấy ý kiến bị hủy")
        ),
        "write_comment": JournalMessage(_("góp ý: “{text}”"), "message", "violet", Group.OPINION, private=True),
        "withdraw_comment": JournalMessage(_("rút một góp ý"), "message-off", "quiet", Group.OPINION, private=True),
        "resolve": JournalMessage(
            _("trả lời góp ý ({kind}): “{text}”"),
            "message-reply",
            "accent",
            Group.TEXT,
            facts=in_words,
            run=RESOLVED,
        ),
    }


def _sign_offs() -> dict[str, JournalMessage]:
    return {
        "open_sign_off": JournalMessage(_("trình {seats} đồng chí duyệt"), "user-check", "amber", Group.OTHER),
        "decide": JournalMessage(
            _("{decision}"), "user-check", "accent", Group.DECISION, meta=_("{basis}"), facts=in_words
        ),
        "end_sign_off": JournalMessage(_("kết thúc lượt duyệt: {outcome}"), silent=True, facts=in_words),
    }


def in_words(facts: dict[str, Any]) -> dict[str, Any]:
    """Codes and ISO times as people read them."""
    said: dict[str, Any] = {}
    for key, value in facts.items():
        if key in CHOICES and value in CHOICES[key].values:
            said[key] = str(CHOICES[key](value).label).lower()
        elif key == "closes_at":
            said[key] = timezone.localtime(datetime.fromisoformat(value)).strftime("%H:%M %d/%m/%Y")
        elif key == "basis" and value:
            said[key] = _("Ủy quyền: %s") % value
    return said
