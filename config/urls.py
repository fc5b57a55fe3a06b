"""Every app's pages under one roof."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.views import counts

handler500 = "config.views.server_error"

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
