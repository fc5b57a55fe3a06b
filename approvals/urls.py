from django.urls import path

from approvals.views import convening, opinions, panels, paper_slips, resolutions, sealing, sign_offs, voting

app_name = "approvals"
urlpatterns = [
    # of a document: its present round, ballot, sign-off; the panels of its page
    path("van-ban/<int:pk>/cho-y-kien/", opinions.document_opinion, name="document_opinion"),
    path("van-ban/<int:pk>/bo-phieu/", voting.document_ballot, name="document_ballot"),
    path("van-ban/<int:pk>/duyet/", sign_offs.document_sign_off, name="document_sign_off"),
    path("van-ban/<int:pk>/dieu-hanh/", convening.document_convene, name="document_convene"),
    path("van-ban/<int:pk>/y-kien/", panels.opinions_panel, name="opinions_panel"),
    path("van-ban/<int:pk>/bieu-quyet/", panels.ballot_panel, name="ballot_panel"),
    path("van-ban/<int:pk>/gop-y/", opinions.comment_new, name="comment_new"),
    path("van-ban/<int:pk>/tiep-thu/", resolutions.resolutions, name="resolutions"),
    path("van-ban/<int:pk>/tiep-thu/bang/", resolutions.answers, name="answers"),
    path("van-ban/<int:pk>/tiep-thu/bang.<str:kind>", resolutions.answers, name="answers_file"),
    # ballots
    path("bieu-quyet/<int:pk>/", voting.ballot, name="ballot"),
    path("bieu-quyet/<int:pk>/bo-phieu/", voting.ballot_cast, name="ballot_cast"),
    path("bieu-quyet/<int:pk>/bo-phieu-niem-phong/", sealing.cast, name="ballot_cast_sealed"),
    path("bieu-quyet/<int:pk>/khoa/", sealing.key, name="ballot_key"),
    path("bieu-quyet/<int:pk>/mo-phieu/", sealing.opening, name="ballot_opening"),
    path("bieu-quyet/<int:pk>/dieu-hanh/", convening.watch, name="ballot_watch"),
    path("bieu-quyet/<int:pk>/ket-qua/", convening.watch, name="ballot_result"),
    path("bieu-quyet/<int:pk>/gia-han/", convening.extend, name="ballot_extend"),
    path("bieu-quyet/<int:pk>/dong/", convening.close, name="ballot_close"),
    path("bieu-quyet/<int:pk>/huy/", convening.annul, name="ballot_annul"),
    path("bieu-quyet/<int:pk>/nhac/", convening.remind, name="ballot_remind"),
    path("bieu-quyet/<int:pk>/co-mat/", convening.present, name="ballot_present"),
    path("bieu-quyet/<int:pk>/phieu-giay/", paper_slips.give, name="ballot_paper"),
    path("bieu-quyet/<int:pk>/nguoi-kiem-phieu/", paper_slips.appoint, name="ballot_tellers"),
    path("bieu-quyet/<int:pk>/kiem-phieu-giay/", paper_slips.count, name="ballot_count"),
    path("bieu-quyet/<int:pk>/hoi-nghi/", convening.meeting, name="ballot_meeting"),
    path("bieu-quyet/<int:pk>/bao-luu/", convening.dissent, name="ballot_dissent"),
    path("bieu-quyet/<int:pk>/y-kien-khac/", convening.remark, name="ballot_remark"),
    path("bieu-quyet/<int:pk>/phieu/", convening.slips, name="ballot_slips"),
    path("bieu-quyet/<int:pk>/cong-bo.json", convening.publication, name="ballot_publication"),
    path("bieu-quyet/<int:pk>/bien-ban/", convening.minutes, name="ballot_minutes"),
    path("bieu-quyet/<int:pk>/bien-ban.<str:kind>", convening.minutes, name="ballot_minutes_file"),
    # opinions and their answers
    path("y-kien/<int:pk>/", opinions.opinion, name="opinion"),
    path("y-kien/<int:pk>/cua-toi/", opinions.opinion, name="opinion_panel"),
    path("y-kien/<int:pk>/dieu-hanh/", opinions.watch, name="opinion_watch"),
    path("y-kien/<int:pk>/gia-han/", opinions.extend, name="opinion_extend"),
    path("y-kien/<int:pk>/ket-thuc/", opinions.close, name="opinion_close"),
    path("y-kien/<int:pk>/huy/", opinions.annul, name="opinion_annul"),
    path("y-kien/<int:pk>/nhac/", opinions.remind, name="opinion_remind"),
    path("y-kien/tep/<int:pk>/", opinions.file, name="opinion_file"),
    path("gop-y/<int:pk>/rut/", opinions.comment_withdraw, name="comment_withdraw"),
    path("gop-y/<int:pk>/tra-loi/", resolutions.resolve_comment, name="comment_resolve"),
    path("y-kien/tra-loi/<int:pk>/", resolutions.resolve_opinion, name="opinion_resolve"),
    # sign-offs
    path("duyet/<int:pk>/", sign_offs.sign_off, name="sign_off"),
    path("duyet/<int:pk>/quyet-dinh/", sign_offs.decide, name="sign_off_decide"),
]
