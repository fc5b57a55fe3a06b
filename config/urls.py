"""Every app's pages under one roof."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.views import component_page, counts
from orgs.pages import not_pages

handler500 = "config.views.server_error"

# What is an act, a part of a page or a file: nobody is led there after logging in.
not_pages(
    "document_ask_again",
    "document_assign",
    "document_cancel",
    "document_pass",
    "document_return",
    "document_save",
    "document_sign",
    "document_start",
    "document_submit",
    "frame_counts",
    "moved_parts",
    "route_panel",
)
not_pages("delegation_revoke", "demo_login", "login", "logout", "set_language", "switch_organisation")
not_pages(
    "citations_panel",
    "comparison_file",
    "finding_waive",
    "findings_panel",
    "findings_repair",
    "paper_pdf",
    "register_file",
    "register_void",
    "round_docx",
    "sheet",
    "source_file",
)
not_pages(
    "answers_file",
    "ballot_annul",
    "ballot_cast",
    "ballot_cast_sealed",
    "ballot_close",
    "ballot_count",
    "ballot_dissent",
    "ballot_extend",
    "ballot_meeting",
    "ballot_minutes_file",
    "ballot_panel",
    "ballot_paper",
    "ballot_present",
    "ballot_publication",
    "ballot_remark",
    "ballot_remind",
    "ballot_tellers",
    "comment_new",
    "comment_resolve",
    "comment_withdraw",
    "opinion_annul",
    "opinion_close",
    "opinion_extend",
    "opinion_file",
    "opinion_panel",
    "opinion_remind",
    "opinion_resolve",
    "opinions_panel",
    "sign_off_decide",
)
not_pages(
    "notices-read",
    "received-pass-on",
    "received-step",
    "recipients-alias",
    "recipients-choose",
    "recipients-confirm",
    "recipients-find",
    "recipients-paper",
    "recipients-resolve",
)
not_pages("dossier", "history_panel")
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
    path("quan-tri/password_change/", RedirectView.as_view(pattern_name="profile")),
    path("quan-tri/", admin.site.urls),
]
