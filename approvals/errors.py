"""Refusals of this app: nobody may, now. Each code has one sentence that says what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty_roll": _("Danh sách chưa có ai. Hãy kiểm tra thành viên có thẩm quyền trong ngày của tập thể này."),
    "already_open": _("Văn bản này đang có một cuộc khác chưa kết thúc. Hãy đóng cuộc đó trước."),
    "deadline_passed": _("Hạn phải ở sau thời điểm hiện tại. Hãy chọn lại ngày giờ."),
    "not_later": _("Hạn mới phải muộn hơn hạn đang có. Hãy chọn lại ngày giờ."),
    "reason_needed": _("Hãy ghi lý do."),
    "too_few_options": _("Cần ít nhất hai phương án để biểu quyết. Hãy bổ sung phương án trong văn bản."),
    "bad_options": _("Các phương án phải có nội dung và không trùng nhau. Hãy sửa trong văn bản."),
    "bad_rule": _("%(reason)s"),
    "closed": _("Cuộc biểu quyết đã đóng. Hãy xem kết quả ở trang biểu quyết."),
    "not_closed": _("Cuộc biểu quyết chưa đóng. Hãy đóng trước khi thực hiện việc này."),
    "not_yet": _("Chưa đến hạn. Người điều hành có thể đóng sớm; hệ thống chỉ đóng khi đến hạn."),
    "annulled": _("Cuộc biểu quyết đã bị hủy; phiếu đã được xóa. Hãy chờ cuộc biểu quyết mới."),
    "round_closed": _("Đợt lấy ý kiến đã kết thúc. Hãy gửi ý kiến cho người soạn thảo nếu cần."),
    "unknown_choice": _("Lựa chọn này không có trong cuộc biểu quyết. Hãy tải lại trang và chọn lại."),
    "bad_code": _("Phiếu này không còn dùng được. Hãy tải lại trang để nhận phiếu mới."),
    "code_taken": _("Mã của phiếu này đã được dùng. Hãy tải lại trang để nhận phiếu mới."),
    "code_needed": _("Đồng chí đã bỏ phiếu. Muốn đổi phiếu, hãy nhập mã đối chiếu đã nhận khi bỏ phiếu."),
    "no_authority": _("Ghế của đồng chí không còn hiệu lực vào ngày này. Hãy hỏi quản trị của đơn vị."),
    "absent": _("Đồng chí chưa được ghi có mặt tại hội nghị. Hãy báo người điều hành."),
    "on_paper": _("Đồng chí đã nhận phiếu giấy, nên bỏ phiếu bằng giấy."),
    "voted": _("Đồng chí này đã bỏ phiếu trên máy nên không nhận phiếu giấy."),
    "no_session": _("Cuộc biểu quyết này lấy phiếu bằng văn bản, không ghi có mặt."),
    "not_on_roll": _("Có người không thuộc danh sách biểu quyết. Hãy kiểm tra lại danh sách."),
    "tellers_needed": _("Đã phát phiếu giấy mà chưa cử người kiểm phiếu. Hãy cử hai người kiểm phiếu rồi đóng."),
    "tellers_disagree": _(
        "Hai người kiểm phiếu chưa cùng một kết quả phiếu giấy. Hãy mời kiểm lại, hoặc cử người khác."
    ),
    "bad_key": _("Khóa này không đúng dạng. Hãy mở lại trang lập khóa và chọn đúng tệp khóa vừa lưu."),
    "sealed_already": _(
        "Đã có phiếu niêm phong bằng khóa của hai người kiểm phiếu này nên không thay được. "
        "Nếu một người mất khóa, hãy hủy cuộc biểu quyết rồi mở lại."
    ),
    "not_unlocked": _("Hai người kiểm phiếu chưa lập đủ khóa nên chưa bỏ phiếu được. Hãy chờ thông báo."),
    "other_keys": _("Khóa niêm phong đã được thay. Hãy tải lại trang rồi bỏ phiếu."),
    "not_sealed": _(
        "Phiếu gửi lên chưa được niêm phong nên không được nhận. Hãy tải lại trang, hoặc dùng trình duyệt mới hơn."
    ),
    "not_ended": _("Việc bỏ phiếu chưa kết thúc. Phiếu niêm phong chỉ được mở sau khi kết thúc."),
    "not_your_opening": _("Chưa đến lượt đồng chí mở phiếu, hoặc phần của đồng chí đã mở xong."),
    "other_slips": _("Các phiếu gửi lên không khớp với phiếu cần mở. Hãy tải lại trang và mở lại."),
    "two_tellers": _("Hãy chọn đúng hai người kiểm phiếu khác nhau."),
    "cannot_count": _(
        "Người kiểm phiếu phải là ủy viên trong danh sách hoặc cán bộ văn phòng của đơn vị, và không phải người điều hành. "
        "Hãy chọn người khác."
    ),
    "too_many_slips": _("Số phiếu giấy nhiều hơn số phiếu giấy đã phát. Hãy kiểm lại."),
    "no_second": _("Kết quả này không có biểu quyết lần hai. Hãy chọn cách khác."),
    "decided": _("Cuộc biểu quyết đã có kết quả, không thể thay bằng quyết định khác."),
    "overtaken": _("Sau cuộc này, tập thể đã được hỏi lại về văn bản. Hãy ghi quyết định ở cuộc biểu quyết sau cùng."),
    "done_already": _("Việc này đã được ghi trước đó."),
    "unanimous_only": _("Chỉ thành viên có ghế trong cuộc biểu quyết mới bảo lưu ý kiến, sau khi đóng."),
    "text_needed": _("Hãy viết nội dung ý kiến."),
    "unknown_passage": _("Đoạn này không có trong lần dự thảo đang xem. Hãy chọn lại đoạn văn."),
    "where_needed": _("Hãy ghi đã tiếp thu vào đâu trong dự thảo, hoặc nội dung đã sửa."),
    "withdrawn": _("Góp ý này đã được rút, không cần trả lời."),
    "answered": _("Góp ý này đã được trả lời nên không rút được."),
    "superseded": _("Ý kiến này đã được thay bằng ý kiến mới hơn. Hãy trả lời ý kiến mới."),
    "not_on_turn": _("Chưa đến lượt của đồng chí. Hãy chờ người duyệt trước."),
    "seat_decided": _("Ghế này đã có ý kiến duyệt."),
    "sign_off_over": _("Lượt duyệt này đã kết thúc. Hãy mở lại trang văn bản."),
    "round_changed": _("Văn bản đã có lần dự thảo mới. Hãy tải lại trang và duyệt lần mới."),
    "note_needed": _("Khi trả lại, hãy ghi lý do để người soạn thảo biết phải sửa gì."),
    "nobody_left": _("Không còn ai cần nhắc."),
    "too_soon": _("Vừa nhắc cách đây chưa lâu. Hãy đợi ít nhất một giờ rồi nhắc lại."),
    "file_too_large": _("Mỗi tệp tối đa 20 MB. Hãy gửi tệp nhỏ hơn."),
}


def refused(code: str, **params: object) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=params or None)
