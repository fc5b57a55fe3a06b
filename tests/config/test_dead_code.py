"""Nothing stands in the code that nobody calls: not from code, a template, or a setting that names it."""

import re
from typing import Any

from django.conf import settings
from vulture import Vulture

OURS = ["web", "database", "audit", "orgs", "documents", "approvals", "notifications", "workflows", "config"]
#: Called by what they are registered with.
DECORATORS = ["@admin.register", "@receiver", "@check", "@handles", "@register.*", "@SwitchActivation.*"]
#: Called by Django, axes, viewflow and the standard library, by these names.
THEIRS = [
    "*Config",
    "Command",
    "Meta",
    "_from_iterable",
    "add_arguments",
    "as_postgresql",
    "as_sqlite",
    "clean_*",
    "create_next",
    "deconstruct",
    "filter",
    "get_*",
    "handle*",
    "has_*_permission",
    "process_*",
    "reset_user_attempts",
    "validate",
]
#: Called from elsewhere.
ELSEWHERE = {
    "LiveProtocol": "by uvicorn, as the Makefile and the service files name it",
    "run_due": "by tests: does the outbox's work at a time of the test's choice",
    "write_recipients": "by tests: one line of another text, without a page",
}


def named_elsewhere() -> set[str]:
    """Words of templates, and the last words of dotted paths in strings."""
    words = set()
    for path in settings.BASE_DIR.glob("templates/**/*.html"):
        words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    for app in OURS:
        for path in settings.BASE_DIR.glob(f"{app}/**/*.py"):
            words.update(re.findall(r"[\"'][\w.]+\.(\w+)[\"']", path.read_text(encoding="utf-8")))
    return words


def unused() -> list[Any]:
    finder = Vulture(ignore_names=THEIRS, ignore_decorators=DECORATORS)
    finder.scavenge([str(settings.BASE_DIR / app) for app in OURS])
    found = finder.get_unused_code(min_confidence=60)
    return [item for item in found if item.typ in {"function", "method", "class", "property"}]


def test_every_function_class_and_method_is_called_from_somewhere() -> None:
    known = named_elsewhere() | set(ELSEWHERE)
    dead = [item for item in unused() if item.name not in known]
    assert not dead, "\n".join(item.get_report() for item in dead)
