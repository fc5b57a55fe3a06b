"""Every app's pages under one roof."""

from django.contrib import admin
from django.urls import include, path

from config.views import counts

urlpatterns = [
    path("khung/dem/", counts, name="frame_counts"),
    path("", include("workflows.urls")),
    path("", include("orgs.urls")),
    path("", include("documents.urls")),
    path("", include("approvals.urls")),
    path("", include("notifications.urls")),
    path("", include("audit.urls")),
    path("quan-tri/", admin.site.urls),
]
