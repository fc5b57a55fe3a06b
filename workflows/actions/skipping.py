"""Go past a late station that its procedure allows to be skipped."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from audit.actions import act
from workflows.actions.late import still_here
from workflows.actions.moving import skip
from workflows.actions.noting import note
from workflows.actions.rounds import annul_rounds
from workflows.errors import refused
from workflows.models import Visit
from workflows.procedures import Overdue


@act
def skip_station(*, visit: Visit, at: datetime) -> None:
    """Go past a late station that the procedure allows to be skipped: never a ballot, approval, signature or number.

    The system's verb. Refused: the station may not be skipped, or a blocker lies before the next one.
    """
    here = still_here(visit, at)
    if here is None:
        return
    transition, visit = here
    station = transition.itinerary.route[visit.position]
    if station.on_overdue is not Overdue.SKIP:
        raise refused("not_skippable")
    transition.must_pass_gates()
    reason = _("Quá hạn, hệ thống bỏ qua theo quy trình.")
    annul_rounds(transition.document, reason=reason, at=transition.at)
    skip(transition, reason)
    note(transition, "skip", reason=reason, label=visit.label)
