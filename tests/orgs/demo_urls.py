"""The URLs as the demo has them."""

from django.urls import include, path

from config.urls import urlpatterns as usual
from orgs.urls import app_name
from orgs.urls import urlpatterns as of_orgs
from orgs.views.session import demo_login

demo = path("dang-nhap/vao-vai/", demo_login, name="demo_login")
urlpatterns = [path("", include(([*of_orgs, demo], app_name))), *usual]
