"""Which addresses are pages: where a log-in, or a switch of organisation, may lead back to."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

_others: set[str] = set()


def not_pages(*names: str) -> None:
    """Name the routes of an app that are an act, a part of a page or a file. Called beside its urlpatterns."""
    _others.update(names)


def is_page(address: str, request: HttpRequest) -> bool:
    """Whether a browser that is sent to this address shows one of our pages."""
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None, request.is_secure()):
        return False
    try:
        match = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return False
    return match.view_name not in _others


def sent_from(request: HttpRequest) -> str:
    """Return the address of the page whose form this is, by the browser's word; empty if it is not ours."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return ""
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
