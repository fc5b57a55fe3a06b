"""Which procedures there are, for whom, and how many documents walk them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from orgs.models import Organisation
from orgs.people import AnyUser
from orgs.permissions import may_read_history
from orgs.queries import ancestors
from workflows.models import Itinerary, Procedure


def procedures_for(organisation: Organisation, type_code: str) -> list[Procedure]:
    """Return the procedures that a document of this type may take: the organisation's own, else those given from above.

    A procedure without types takes every type; those that name the type come first.
    """
    own = _fitting(Procedure.objects.filter(organisation=organisation, applies_below=False), type_code)
    if own:
        return own
    for above in reversed(ancestors(organisation)):
        found = _fitting(Procedure.objects.filter(organisation=above, applies_below=True), type_code)
        if found:
            return found
    return []


def _fitting(procedures: QuerySet[Procedure], type_code: str) -> list[Procedure]:
    usable = procedures.filter(retired_at__isnull=True, versions__isnull=False).distinct().order_by("pk")
    fitting = [p for p in usable if not p.type_codes or type_code in p.type_codes]
    return sorted(fitting, key=lambda procedure: not procedure.type_codes)


def procedure_histories(reader: AnyUser, procedure: Procedure) -> list[QuerySet[Any]]:
    """Return the history of a procedure's row; none for who may not read it. Its versions never change: they are their own."""
    if not may_read_history(reader, procedure.organisation):
        return []
    return [Procedure.history.filter(id=procedure.pk)]


def under_way(procedure: Procedure) -> int:
    """How many documents walk this procedure now, by whichever version."""
    return Itinerary.objects.filter(version__procedure=procedure, state=Itinerary.State.ACTIVE).count()


def versions_of(procedure: Procedure) -> list[Any]:
    """Return the versions, the newest first, each a ProcedureVersion with `under_way`.

    How many documents walk it now.
    """
    active = Count("itineraries", filter=Q(itineraries__state=Itinerary.State.ACTIVE))
    return list(procedure.versions.select_related("published_by").annotate(under_way=active).order_by("-number"))
