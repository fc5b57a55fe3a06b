"""The URLs as the demo has them."""

from django.urls import path

from config.urls import urlpatterns as usual
from orgs.views.session import demo_login

urlpatterns = [*usual, path("dang-nhap/vao-vai/", demo_login, name="demo_login")]
