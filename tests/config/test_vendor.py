"""What of the installed packages is served."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from pytest_django import Settings

from config.vendor import VendorFinder

ROOT = Path(__file__).resolve().parents[2]


def named_by_pages() -> set[str]:
    """Every vendor file that a template or a style of ours names."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/**/*.css"), *ROOT.glob("static/**/*.js")]
    return {name for file in files for name in re.findall(r"vendor/[\w./-]+\.\w+", file.read_text())}


def test_every_vendor_file_that_a_page_names_is_served() -> None:
    assert named_by_pages()
    assert all(finders.find(name) for name in named_by_pages())


def test_nothing_else_of_a_package_is_served() -> None:
    assert not finders.find("vendor/tabler/css/tabler-flags.min.css")
    assert not finders.find("vendor/tabler/../core/package.json")


def test_missing_fonts_and_styles_fail_the_check(settings: Settings, tmp_path: Path) -> None:
    assert not VendorFinder().check()
    settings.VENDOR_FILES = {**settings.VENDOR_FILES, "tinos": (tmp_path, ["400Regular/Tinos_400Regular.ttf"])}
    forget = getattr(finders.get_finder, "cache_clear")  # noqa: B009 - the stubs know a function without a cache
    forget()
    try:
        missing = [problem for problem in run_checks() if problem.id == "trinhky.E001"]
    finally:
        forget()
    assert len(missing) == 1
    assert "Tinos_400Regular.ttf" in missing[0].msg
    assert "make setup" in missing[0].hint
