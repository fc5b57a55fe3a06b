from django.urls import path

from notifications.views import notices, received, recipients

urlpatterns = [
    path("van-ban-nhan/", received.received_list, name="inbox"),
    path("van-ban-nhan/<int:document_id>/", received.open_received, name="received-document"),
    path("van-ban-nhan/buoc/<int:delivery_id>/<str:step>/", received.take_step, name="received-step"),
    path("van-ban-nhan/chuyen/<int:delivery_id>/", received.pass_it_on, name="received-pass-on"),
    path("van-ban/<int:document_id>/noi-nhan/", recipients.panel, name="recipients-panel"),
    path("van-ban/<int:document_id>/noi-nhan/doi-chieu/", recipients.resolve, name="recipients-resolve"),
    path("van-ban/<int:document_id>/tinh-hinh-nhan/", recipients.receipts, name="receipts"),
    path("noi-nhan/<int:line_id>/chon/", recipients.choose, name="recipients-choose"),
    path("noi-nhan/<int:line_id>/xac-nhan/", recipients.confirm, name="recipients-confirm"),
    path("noi-nhan/<int:line_id>/ban-giay/", recipients.paper, name="recipients-paper"),
    path("noi-nhan/<int:line_id>/ten-khac/", recipients.alias, name="recipients-alias"),
    path("noi-nhan/<int:line_id>/tim/", recipients.find, name="recipients-find"),
    path("thong-bao/", notices.notice_list, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="notices-read"),
    path("thong-bao/<int:notice_id>/", notices.open_notice, name="notice"),
]
