"""How the acts of this app are told on a document's history page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.models import Opinion, Resolution, SignOff, SignOffSeat
from audit.registry import Group, Verb, register_verbs

ANSWERS = _("{n} ý kiến được gửi")
RESOLVED = _("{n} góp ý được trả lời")
CHOICES: dict[str, Any] = {
    "answer": Opinion.Answer,
    "decision": SignOffSeat.Decision,
    "kind": Resolution.Kind,
    "outcome": SignOff.Outcome,
}


def register() -> None:
    register_verbs({f"approvals.{name}": verb for name, verb in {**_ballots(), **_opinions(), **_sign_offs()}.items()})


def _ballots() -> dict[str, Verb]:
    voting: dict[str, Any] = {"group": Group.OPINION, "facts": in_words}
    return {
        "open_ballot": Verb(
            _("mở biểu quyết: {question}"),
            "scale",
            "violet",
            Group.DECISION,
            meta=_("Đóng {closes_at}"),
            facts=in_words,
        ),
        "cast_slip": Verb(
            _("bỏ phiếu"), "checkbox", "violet", Group.OPINION, private=True, run=_("{n} ủy viên bỏ phiếu")
        ),
        "extend_ballot": Verb(
            _("gia hạn biểu quyết tới {closes_at}"),
            "calendar-plus",
            "amber",
            Group.EXCEPTION,
            exception=_("lần gia hạn biểu quyết"),
            facts=in_words,
        ),
        "close_ballot": Verb(_("đóng biểu quyết: {sentence}"), "scale", "violet", Group.DECISION, facts=in_words),
        "annul_ballot": Verb(
            _("hủy cuộc biểu quyết đang mở"), "ban", "red", Group.EXCEPTION, exception=_("cuộc biểu quyết bị hủy")
        ),
        "enter_meeting_decision": Verb(
            _("ghi quyết định của hội nghị: {choice_text}"),
            "gavel",
            "violet",
            Group.EXCEPTION,
            exception=_("lần hội nghị quyết định thay biểu quyết"),
        ),
        "mark_present": Verb(_("điểm danh hội nghị"), "users-group", "violet", **voting),
        "give_paper_slips": Verb(_("phát phiếu giấy"), "note", "violet", **voting),
        "appoint_tellers": Verb(_("cử người kiểm phiếu: {names}"), "users", "violet", **voting),
        "give_key": Verb(_("lập khóa niêm phong phiếu: {fingerprint}"), "key", "violet", **voting),
        "end_voting": Verb(_("kết thúc bỏ phiếu: {slips} phiếu niêm phong chờ mở"), "lock", "violet", **voting),
        "open_slips": Verb(_("mở lớp niêm phong của {slips} phiếu"), "lock-open", "violet", **voting),
        "enter_paper_count": Verb(_("nhập kết quả kiểm {slips} phiếu giấy"), "note", "violet", **voting),
        "record_dissent": Verb(_("ghi ý kiến bảo lưu: “{text}”"), "message-exclamation", "amber", Group.OPINION),
        "write_remark": Verb(_("ghi nhận xét vào biên bản: “{text}”"), "message", "violet", Group.OPINION),
        "remind": Verb(_("nhắc {people} người chưa trả lời"), "bell-ringing", "quiet", Group.OPINION),
        "lapse_seat": Verb(
            _("ghi {name} không còn thẩm quyền trong cuộc này"),
            "user-off",
            "amber",
            Group.EXCEPTION,
            exception=_("người thôi thẩm quyền giữa chừng"),
        ),
    }


def _opinions() -> dict[str, Verb]:
    return {
        "open_opinion_round": Verb(
            _("xin ý kiến {seats} người"),
            "messages",
            "violet",
            Group.OPINION,
            meta=_("Hạn {closes_at}"),
            facts=in_words,
        ),
        "give_opinion": Verb(
            _("cho ý kiến: {answer}"),
            "message",
            "violet",
            Group.OPINION,
            _("{text}"),
            private=True,
            facts=in_words,
            run=_("{n} ý kiến được gửi"),
        ),
        "extend_opinion_round": Verb(
            _("gia hạn lấy ý kiến tới {closes_at}"),
            "calendar-plus",
            "amber",
            Group.EXCEPTION,
            exception=_("lần gia hạn lấy ý kiến"),
            facts=in_words,
        ),
        "close_opinion_round": Verb(
            _("kết thúc lấy ý kiến: {answered}/{asked} người đã trả lời"), "messages", "violet", Group.DECISION
        ),
        "annul_opinion_round": Verb(
            _("hủy đợt lấy ý kiến đang mở"), "ban", "red", Group.EXCEPTION, exception=_("đợt lấy ý kiến bị hủy")
        ),
        "write_comment": Verb(_("góp ý: “{text}”"), "message", "violet", Group.OPINION, private=True),
        "withdraw_comment": Verb(_("rút một góp ý"), "message-off", "quiet", Group.OPINION, private=True),
        "resolve": Verb(
            _("trả lời góp ý ({kind}): “{text}”"),
            "message-reply",
            "accent",
            Group.TEXT,
            facts=in_words,
            run=RESOLVED,
        ),
    }


def _sign_offs() -> dict[str, Verb]:
    return {
        "open_sign_off": Verb(_("trình {seats} đồng chí duyệt"), "user-check", "amber", Group.OTHER),
        "decide": Verb(_("{decision}"), "user-check", "accent", Group.DECISION, meta=_("{basis}"), facts=in_words),
        "end_sign_off": Verb(_("kết thúc lượt duyệt: {outcome}"), silent=True, facts=in_words),
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
