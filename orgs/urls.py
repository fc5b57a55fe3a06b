from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from orgs.views import administration, organisations, profile, session

app_name = "orgs"
urlpatterns = [
    path("dang-nhap/", session.Login.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("don-vi-lam-viec/", session.switch_organisation, name="switch_organisation"),
    path("ca-nhan/", profile.profile, name="profile"),
    path("ca-nhan/lich-su/", profile.profile_history, name="profile_history"),
    path("ca-nhan/uy-quyen/<int:pk>/thu-hoi/", profile.delegation_revoke, name="delegation_revoke"),
    path("to-chuc/", organisations.organisations, name="organisations"),
    path("to-chuc/<int:pk>/", organisations.organisation, name="organisation"),
    path("to-chuc/<int:pk>/lich-su/", organisations.organisation_history, name="organisation_history"),
    path("to-chuc/<int:pk>/sua/", administration.organisation_edit, name="organisation_edit"),
]

if settings.DEMO:
    urlpatterns.append(path("dang-nhap/vao-vai/", session.demo_login, name="demo_login"))
