"""The panel of the document page that this app owns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.panels import Panel, register_panel
from documents.queries import Reading
from notifications.queries.margin import table_context


def register() -> None:
    """Register the tab of recipients."""
    register_panel(Panel("recipients", _("Nơi nhận"), 40, "notifications/_recipients.html", _recipients))


def _recipients(reading: Reading) -> dict[str, Any]:
    return table_context(reading.document, reading.user)
