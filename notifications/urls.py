from django.urls import path

from notifications.views import notices, received, recipients

app_name = "notifications"
urlpatterns = [
    path("van-ban-nhan/", received.received_list, name="inbox"),
    path("van-ban-nhan/<int:document_id>/", received.open_received, name="received_document"),
    path("van-ban-nhan/buoc/<int:delivery_id>/<str:step>/", received.take_step, name="received_step"),
    path("van-ban-nhan/chuyen/<int:delivery_id>/", received.pass_it_on, name="received_pass_on"),
    path("van-ban/<int:document_id>/noi-nhan/", recipients.panel, name="recipients_panel"),
    path("van-ban/<int:document_id>/noi-nhan/doi-chieu/", recipients.resolve, name="recipients_resolve"),
    path("van-ban/<int:document_id>/tinh-hinh-nhan/", recipients.receipts, name="receipts"),
    path("noi-nhan/<int:line_id>/chon/", recipients.choose, name="recipients_choose"),
    path("noi-nhan/<int:line_id>/xac-nhan/", recipients.confirm, name="recipients_confirm"),
    path("noi-nhan/<int:line_id>/ban-giay/", recipients.paper, name="recipients_paper"),
    path("noi-nhan/<int:line_id>/ten-khac/", recipients.alias, name="recipients_alias"),
    path("noi-nhan/<int:line_id>/tim/", recipients.find, name="recipients_find"),
    path("thong-bao/", notices.notice_list, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="notices_read"),
    path("thong-bao/<int:notice_id>/", notices.open_notice, name="notice"),
]
