"""Styles lie in parts and are served as one file."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from pytest_django import Settings

from config.stylesheets import SheetFinder, joined, parts

CSS = settings.BASE_DIR / "static" / "css"
SITE = CSS / "site.css"
FOLDERS = ("base", "frame", "components", "rooms")


def test_every_part_is_imported_once() -> None:
    lying = [str(path.relative_to(CSS)) for folder in FOLDERS for path in (CSS / folder).glob("*.css")]
    assert len(lying) > 40
    assert Counter(parts(SITE)) == Counter(lying)


def test_a_page_asks_for_two_sheets_and_the_door_for_one_more() -> None:
    for name, most in (("base.html", 2), ("_door.html", 3)):
        page = (settings.BASE_DIR / "templates" / name).read_text()
        assert 0 < page.count('rel="stylesheet"') <= most


def test_the_served_sheet_holds_every_rule_and_no_import() -> None:
    served = Path(finders.find("css/site.css")).read_text(encoding="utf-8")
    assert "@import" not in served
    assert served.count("{") == sum((CSS / part).read_text(encoding="utf-8").count("{") for part in parts(SITE))


def test_addresses_in_a_part_are_found_from_the_served_sheet() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', joined(SITE))
    assert addresses
    assert all(finders.find(address.removeprefix("../")) for address in addresses)


def test_parts_are_collected_in_no_other_way() -> None:
    names = [name for name, _ in SheetFinder().list(None)]
    assert names.count("css/site.css") == 1
    assert "css/door.css" in names
    assert not [name for name in names if name.startswith(tuple(f"css/{folder}/" for folder in FOLDERS))]


def test_a_changed_part_changes_what_is_served(settings: Settings, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS, settings.VAR_DIR = [tmp_path / "static"], tmp_path / "var"
    settings.JOINED_SHEETS = ["css/site.css"]
    (tmp_path / "static/css/base").mkdir(parents=True)
    (tmp_path / "static/css/site.css").write_text('/* all */\n@import url("base/one.css");\n')
    finder = SheetFinder()
    for text in ("a {\n}\n", 'b {\n  src: url("../../x.woff2");\n}\n'):
        (tmp_path / "static/css/base/one.css").write_text(text)
        served = Path(finder.find("css/site.css")).read_text()
        assert served == "/* all */\n" + text.replace("../../x", "../x")
