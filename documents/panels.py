"""The panels in the margin of the document page. Each app registers its own in `AppConfig.ready`; the page asks here.

A panel is drawn twice: with the whole page, and alone when its view is asked to refetch it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.queries.margin import last_entries
from audit.registry import Words
from documents.queries import Reading
from documents.queries.margin import citations_panel, finding_count, findings_panel


def _everybody(reading: Reading) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab of the margin.

    `key` is the id of its element on the page, `order` its place among the tabs. `context` gives the inputs of
    `template`. `count`, if there is one, stands beside the label; 0 shows nothing. `may_see`: whether the tab is there
    for this reader, who works on the document anyhow.
    """

    key: str
    label: Words
    order: int
    template: str
    context: Callable[[Reading], dict[str, Any]]
    count: Callable[[Reading], int] | None = None
    may_see: Callable[[Reading], bool] = _everybody


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel to the document page."""
    if panel.key in _panels:
        raise ValueError(f"The document page has a panel {panel.key!r} already.")
    _panels[panel.key] = panel


def panels_for(reading: Reading) -> list[Panel]:
    """Return the panels that this reader may see, in their order."""
    ordered = sorted(_panels.values(), key=lambda panel: panel.order)
    return [panel for panel in ordered if panel.may_see(reading)]


def register() -> None:
    """Register the panels of this app, and the journal's, which knows no documents."""
    register_panel(
        Panel("findings-tab", _("Kiểm tra"), 20, "documents/_findings.html", findings_panel, count=finding_count)
    )
    register_panel(Panel("citations", _("Viện dẫn"), 50, "documents/_citations.html", citations_panel))
    register_panel(Panel("history", _("Lịch sử"), 60, "audit/_history_panel.html", _history))


def _history(reading: Reading) -> dict[str, Any]:
    return last_entries(reading.document.pk, reading.user) or {}
