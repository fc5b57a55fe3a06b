"""Browser windows of people who are logged in: at a desk, or on a phone."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

PATIENCE = 30_000  # milliseconds; no time is judged
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}


def page_of(browser: Browser, port: int, session: str, path: str, screen: ViewportSize = DESK) -> Page:
    """A window of its own on the path."""
    page = machine_of(browser, port, session, screen).new_page()
    page.goto(path)
    return page


def machine_of(browser: Browser, port: int, session: str, screen: ViewportSize = DESK) -> BrowserContext:
    """Somebody's desk or phone, with any number of windows; without a session it is logged in to nothing."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="vi-VN", viewport=screen)
    become(context, port, session)
    return context


def become(machine: BrowserContext, port: int, session: str) -> None:
    """The machine is theirs from its next page on; without a session, nobody's."""
    machine.clear_cookies()
    if session:
        machine.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{port}"}])
