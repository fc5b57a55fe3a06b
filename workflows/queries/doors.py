"""How a turn is taken: its button, and the dialog or page behind it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workflows.kinds import KINDS, Door, StationKind
from workflows.models import Turn

CONVENE_PAGE = COUNT_PAGE = "approvals:document_convene"
#: Turns of those who see to it that others act; one's own work comes first.
OVERSEEING = (Turn.Act.CONVENE, Turn.Act.APPOINT)


def own_door(act: str, kind: str) -> Door | None:
    """Return the door of the kind's own work; None for a turn that only goes with it (count, convene, appoint)."""
    row = KINDS[StationKind(kind)]
    return row.door if row.act == act else None


def button(turn: Turn) -> str:
    """Say what the button of a turn says in the list of somebody's work."""
    beside = {
        Turn.Act.COUNT: _("Kiểm phiếu"),
        Turn.Act.CONVENE: _("Điều hành"),
        Turn.Act.APPOINT: _("Bố trí người"),
    }
    act = Turn.Act(turn.act)
    return beside[act] if act in beside else _(KINDS[StationKind(turn.visit.kind)].button)
