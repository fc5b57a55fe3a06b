"""Refusals of this app: nobody may, now. Each code has one sentence that says what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_text": _("Chưa có nội dung. Hãy chọn tệp (.docx, .odt, .rtf, .pdf, .txt …) hoặc dán văn bản vào ô."),
    "stale": _(
        "Bản đang sửa đã được lưu ở một cửa sổ khác sau khi đồng chí mở trang này. Nội dung gõ ở đây chưa được lưu; hãy so "
        "với bản ấy rồi sửa tiếp từ đó."
    ),
    "round_moved": _(
        "Văn bản đã có lần dự thảo mới sau khi đồng chí mở trang này. Nội dung đồng chí gõ chưa được ghi; hãy so với lần "
        "mới rồi sửa tiếp từ lần ấy."
    ),
    "not_at_desk": _(
        "Văn bản đang ở trạng thái “%(status)s” nên nội dung không sửa được. Hãy đề nghị trả lại nếu cần sửa."
    ),
    "wrong_state": _(
        "Văn bản đang ở trạng thái “%(status)s” nên việc này không được ghi. Hãy tải lại trang để xem văn bản đang ở đâu."
    ),
    "nothing_changed": _("Văn bản chưa có thay đổi so với lần dự thảo trước."),
    "held_by_findings": _("Còn %(count)d điểm chặn phải xử lý trước: %(first)s"),
    "not_signed": _("Văn bản chưa được ký. Hãy trình ký trước khi cấp số."),
    "signed_another_round": _("Văn bản đã thay đổi sau khi ký. Hãy trình ký lại."),
    "already_issued": _("Văn bản đã được cấp số và ban hành."),
    "already_signed": _("Văn bản đã được ký."),
    "type_unknown": _("Loại văn bản chưa xác định. Hãy chọn loại văn bản trước khi trình."),
    "no_organ_code": _("Đơn vị chưa có ký hiệu cơ quan nên không cấp số được. Hãy nhờ quản trị bổ sung."),
    "reason_needed": _("Hãy ghi lý do."),
    "not_asked": _("Câu hỏi này không còn trong văn bản, hoặc chỗ ấy vừa được sửa. Hãy tải lại trang rồi trả lời lại."),
    "too_few_options": _(
        "Mới có chưa đến hai phương án nên chưa biểu quyết được. Hãy ghi mỗi phương án một dòng vào dự thảo, ghi thành lần mới."
    ),
    "choice_gone": _("Câu hỏi đã biểu quyết không còn trong văn bản. Hãy trả lại người soạn thảo để ghi kết quả."),
    "number_in_use": _(
        "Số %(number)s đã dùng cho một văn bản ban hành nên không hủy được: số đi cùng văn bản. Hãy tra văn bản ấy trong sổ."
    ),
    "voided_before": _("Số này đã được hủy trước đó với lý do: %(reason)s. Hãy tải lại sổ."),
    "not_a_blocker": _("Điểm này không chặn văn bản nên không cần bỏ qua."),
    "never_waived": _("Không bỏ qua được: văn bản không có Nơi nhận thì không gửi được cho ai. Hãy bổ sung Nơi nhận."),
    "more_findings": _("Còn điểm chặn chưa liệt kê hết. Hãy xử lý các điểm đã nêu, rồi kiểm tra lại văn bản."),
    "blocker_stays": _(
        "Kiểm tra này chặn văn bản nên không tắt và không đổi mức được. Ở từng văn bản, Chánh Văn phòng bỏ qua điểm chặn, có lý do."
    ),
    "check_unknown": _("Không có kiểm tra này. Hãy tải lại trang rồi chọn lại."),
    "severity_unknown": _("Hãy chọn một mức trong danh sách."),
    "check_is_so": _("Đơn vị đã đặt kiểm tra này ở mức ấy. Hãy tải lại trang để xem ai đã đặt."),
    "check_not_set": _("Đơn vị không có thiết lập riêng cho kiểm tra này. Hãy tải lại trang."),
    "another_rank": _(
        "Dưới phần ký in chức vụ “%(printed)s”, còn người ký là “%(held)s”. Hãy trả lại để sửa phần đề ký, hoặc để đúng "
        "người giữ chức vụ ấy ký."
    ),
    "no_authority": _("Đồng chí không có thẩm quyền ký vào ngày này. Hãy kiểm tra quyết định chuẩn y hoặc ủy quyền."),
}


def refused(code: str, **params: object) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=params or None)
