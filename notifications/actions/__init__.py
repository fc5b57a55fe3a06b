"""Everything that writes in this app."""

from notifications.actions.distributing import distribute
from notifications.actions.notices import mark_notices_read, notify
from notifications.actions.receipts import acknowledge, pass_on
from notifications.actions.recipients import (
    add_alias,
    choose_reading,
    confirm_line,
    freeze_recipients,
    resolve_recipients,
    send_on_paper,
)
from notifications.queries import recipients_ready

__all__ = [
    "acknowledge",
    "add_alias",
    "choose_reading",
    "confirm_line",
    "distribute",
    "freeze_recipients",
    "mark_notices_read",
    "notify",
    "pass_on",
    "recipients_ready",
    "resolve_recipients",
    "send_on_paper",
]
