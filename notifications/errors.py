"""Refusals of this app: nobody may, now. Each code has one sentence that says what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "frozen": _("Nơi nhận đã chốt khi phát hành. Muốn gửi thêm, hãy sao gửi hoặc ban hành văn bản mới."),
    "no_such_reading": _("Cách hiểu này không còn nữa. Hãy tải lại trang rồi chọn lại."),
    "not_clear": _("Dòng này chưa rõ gửi tới ai. Hãy chọn một cách hiểu, thêm tên gọi khác hoặc gửi bản giấy."),
    "not_ready": _("Còn %(count)d dòng Nơi nhận chưa rõ. Hãy chọn cách hiểu hoặc gửi bản giấy cho từng dòng."),
    "no_recipients": _("Văn bản chưa có Nơi nhận. Hãy yêu cầu người soạn thảo bổ sung."),
    "not_issued": _("Văn bản chưa được cấp số. Hãy cấp số trước khi phát hành."),
    "not_frozen": _("Nơi nhận chưa được chốt. Hãy chốt Nơi nhận trước khi phát hành."),
    "no_text": _("Văn bản chưa có nội dung nên chưa có Nơi nhận."),
    "unknown_name": _("Tên này không có trong dòng Nơi nhận. Hãy tải lại trang."),
    "closed_organisation": _("Đơn vị này đã kết thúc hoạt động. Hãy chọn nơi kế thừa."),
    "already_done": _("Bước này đã được ghi nhận trước đó."),
    "accept_first": _("Hãy bấm Nhận việc trước khi báo hoàn thành."),
    "no_work": _("Văn bản này gửi để biết, không giao việc."),
    "not_a_department": _("Chỉ chuyển được cho ban, đơn vị thuộc cơ quan của đồng chí."),
    "on_paper": _("Bản này gửi giấy, không có bước xác nhận trên hệ thống."),
}


def refused(code: str, **params: object) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=params or None)
