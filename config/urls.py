"""Every app's pages under one roof."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("workflows.urls")),
    path("", include("orgs.urls")),
    path("", include("documents.urls")),
    path("", include("approvals.urls")),
    path("", include("notifications.urls")),
    path("", include("audit.urls")),
    path("quan-tri/", admin.site.urls),
]
