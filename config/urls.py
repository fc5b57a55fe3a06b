"""Every app's pages under one roof."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.views import component_page, counts
from orgs.pages import not_pages

handler500 = "config.views.server_error"

# What is an act, a part of a page or a file: nobody is led there after logging in.
not_pages(
    "workflows:document_ask_again",
    "workflows:document_assign",
    "workflows:document_cancel",
    "workflows:document_pass",
    "workflows:document_return",
    "workflows:document_save",
    "workflows:document_sign",
    "workflows:document_start",
    "workflows:document_submit",
    "frame_counts",
    "workflows:moved_parts",
    "workflows:route_panel",
)
not_pages(
    "orgs:delegation_revoke",
    "orgs:demo_login",
    "orgs:login",
    "orgs:logout",
    "orgs:set_language",
    "orgs:switch_organisation",
)
not_pages(
    "documents:choice_clarify",
    "documents:citations_panel",
    "documents:comparison_file",
    "documents:finding_waive",
    "documents:findings_panel",
    "documents:findings_repair",
    "documents:paper_pdf",
    "documents:register_file",
    "documents:register_void",
    "documents:round_docx",
    "documents:sheet",
    "documents:source_file",
)
not_pages(
    "approvals:answers_file",
    "approvals:ballot_annul",
    "approvals:ballot_cast",
    "approvals:ballot_cast_sealed",
    "approvals:ballot_close",
    "approvals:ballot_count",
    "approvals:ballot_dissent",
    "approvals:ballot_extend",
    "approvals:ballot_meeting",
    "approvals:ballot_minutes_file",
    "approvals:ballot_panel",
    "approvals:ballot_paper",
    "approvals:ballot_present",
    "approvals:ballot_publication",
    "approvals:ballot_remark",
    "approvals:ballot_remind",
    "approvals:ballot_tellers",
    "approvals:comment_new",
    "approvals:comment_resolve",
    "approvals:comment_withdraw",
    "approvals:opinion_annul",
    "approvals:opinion_close",
    "approvals:opinion_extend",
    "approvals:opinion_file",
    "approvals:opinion_panel",
    "approvals:opinion_remind",
    "approvals:opinion_resolve",
    "approvals:opinions_panel",
    "approvals:sign_off_decide",
)
not_pages(
    "notifications:notices_read",
    "notifications:received_pass_on",
    "notifications:received_step",
    "notifications:recipients_alias",
    "notifications:recipients_choose",
    "notifications:recipients_confirm",
    "notifications:recipients_find",
    "notifications:recipients_paper",
    "notifications:recipients_resolve",
)
not_pages("audit:dossier", "audit:history_panel")
not_pages("component_page")

urlpatterns = [
    path("khung/dem/", counts, name="frame_counts"),
    path("kieu-dang/", component_page, name="component_page"),
    path("", include("workflows.urls")),
    path("", include("orgs.urls")),
    path("", include("documents.urls")),
    path("", include("approvals.urls")),
    path("", include("notifications.urls")),
    path("", include("audit.urls")),
    # The old password is asked for on one's own page only, where wrong ones are counted.
    path("quan-tri/password_change/", RedirectView.as_view(pattern_name="orgs:profile")),
    path("quan-tri/", admin.site.urls),
]
