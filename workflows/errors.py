"""Refusals of this app: nobody may, now. Each code has one sentence that says what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_procedure": _("Chưa có quy trình cho loại văn bản này. Hãy nhờ quản trị của đơn vị lập quy trình trước."),
    "already_started": _("Văn bản đã được đưa vào quy trình. Hãy mở trang văn bản để xử lý tiếp."),
    "not_under_way": _("Văn bản không còn trong quy trình xử lý. Hãy tải lại trang để xem trạng thái mới."),
    "round_moved": _(
        "Văn bản đã có lần dự thảo mới sau khi đồng chí mở trang này, nên chưa trình. Hãy đọc lần mới rồi trình lại."
    ),
    "elsewhere": _("Văn bản đang ở bước “%(label)s”. Hãy tải lại trang rồi xử lý ở bước ấy."),
    "no_text": _("Văn bản chưa có nội dung. Hãy tải tệp lên hoặc soạn trên trang trước khi trình."),
    "choice_unclear": _(
        "Chưa rõ nội dung sau đã chốt hay cần biểu quyết: “%(first)s”. Hãy trả lời ở đầu trang văn bản rồi trình lại; nếu "
        "nội dung này mới sửa, hãy bấm “Ghi thành lần mới” trước."
    ),
    "held_by_findings": _("Còn %(count)d điểm chặn phải xử lý trước: %(first)s"),
    "reason_needed": _("Hãy ghi lý do để người nhận biết cần làm gì."),
    "no_return": _("Không thể trả lại từ bước này về bước đã chọn. Hãy chọn một bước trước đó trong danh sách."),
    "recipients_unclear": _("Còn dòng Nơi nhận chưa rõ. Hãy xác nhận từng dòng trước khi cấp số."),
    "opinions_unanswered": _(
        "Còn %(count)d ý kiến chưa được trả lời. Hãy tiếp thu hoặc giải trình hết rồi trình tiếp."
    ),
    "issued_already": _(
        "Văn bản đã ban hành nên không hủy được. Nếu nội dung có sai sót, hãy soạn và ban hành văn bản thay thế."
    ),
    "drafts_already": _("Đồng chí này đang là người soạn thảo văn bản. Hãy chọn người khác."),
    "not_a_drafter": _(
        "Đồng chí này không có vai trò soạn thảo ở đơn vị. Hãy giao vai trò trước, hoặc chọn người khác."
    ),
    "not_held": _("Bước này không chờ người chủ trì quyết định. Hãy tải lại trang."),
    "still_nobody": _("Danh sách vẫn chưa có ai đủ thẩm quyền. Hãy bổ sung thành viên rồi mở lại."),
    "no_options": _(
        "Văn bản không còn phương án để biểu quyết. Hãy trả lại người soạn thảo hoặc ghi kết luận của hội nghị."
    ),
    "unknown_option": _("Phương án này không có trong văn bản. Hãy chọn một phương án trong danh sách."),
    "unsound": _("Quy trình còn điểm chưa đúng: %(first)s"),
    "name_taken": _("Đơn vị đã có quy trình mang tên này. Hãy đặt tên khác hoặc sửa quy trình ấy."),
    "unchanged": _("Bản mới giống hệt bản đang dùng. Hãy sửa ít nhất một bước."),
    "retired": _("Quy trình đã ngừng dùng. Hãy lập quy trình mới."),
    "not_skippable": _("Bước này không được bỏ qua khi quá hạn."),
}


def refused(code: str, **params: object) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=params or None)
