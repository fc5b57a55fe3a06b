"""The panels of the document page that this app owns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from approvals.queries import opinions_shown
from approvals.queries.panels import ballot_shown
from documents.panels import Panel, register_panel


def register() -> None:
    """Register the tabs of opinions and of the ballot."""
    register_panel(Panel("opinions", _("Ý kiến"), 10, "approvals/_opinions_panel.html", opinions_shown))
    register_panel(Panel("ballot", _("Biểu quyết"), 30, "approvals/_ballot_panel.html", ballot_shown))
