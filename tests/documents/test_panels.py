"""The registry of the document page's panels."""

from typing import Any

import pytest

from documents import panels
from documents.panels import Panel


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {})


def panel(key: str, order: int = 1, **given: Any) -> Panel:
    return panels.Panel(key=key, label=key, order=order, template="x.html", context=lambda reading: {}, **given)


def test_panels_come_in_their_order_and_only_those_that_the_reader_may_see() -> None:
    for one in (panel("late", 9), panel("early", 2), panel("closed", 1, may_see=lambda reading: False)):
        panels.register_panel(one)
    assert [one.key for one in panels.panels_for(None)] == ["early", "late"]


def test_key_is_registered_once() -> None:
    panels.register_panel(panel("findings"))
    with pytest.raises(ValueError, match="findings"):
        panels.register_panel(panel("findings"))
