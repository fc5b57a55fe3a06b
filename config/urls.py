"""Every app's pages under one roof."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.views import counts
from orgs.pages import not_pages

handler500 = "config.views.server_error"

#: What is an act, a part of a page or a file: nobody is led there after logging in.
not_pages(
    *("frame_counts", "route_panel", "moved_parts", "findings_panel", "citations_panel", "opinions_panel"),
    *("ballot_panel", "history_panel", "recipients-find", "sheet", "logout", "set_language", "login"),
    *("switch_organisation", "demo_login", "delegation_revoke"),
    *("document_save", "document_start", "document_submit", "document_pass", "document_return", "document_cancel"),
    *(
        "document_sign",
        "document_ask_again",
        "document_assign",
        "finding_waive",
        "findings_repair",
        "register_void",
        "dossier",
    ),
    *("comment_new", "comment_withdraw", "comment_resolve", "opinion_resolve", "sign_off_decide", "opinion_panel"),
    *("opinion_extend", "opinion_close", "opinion_annul", "opinion_remind"),
    *("ballot_cast", "ballot_extend", "ballot_close", "ballot_annul", "ballot_remind", "ballot_present"),
    *("ballot_paper", "ballot_tellers", "ballot_count", "ballot_meeting", "ballot_dissent", "ballot_remark"),
    *("received-step", "received-pass-on", "recipients-resolve", "recipients-choose", "recipients-confirm"),
    *("recipients-paper", "recipients-alias", "notices-read"),
    *("paper_pdf", "round_docx", "source_file", "comparison_file", "register_file", "answers_file"),
    *("ballot_publication", "ballot_minutes_file", "opinion_file"),
)

urlpatterns = [
    path("khung/dem/", counts, name="frame_counts"),
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
