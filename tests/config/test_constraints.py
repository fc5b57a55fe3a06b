"""Every constraint of the house has a row that breaks it, in the table of its app's `test_constraints.py`."""

from __future__ import annotations

import tests.approvals.test_constraints
import tests.audit.test_constraints
import tests.documents.test_constraints
import tests.notifications.test_constraints
import tests.orgs.test_constraints
import tests.workflows.test_constraints
from tests.constraints import constraints

APPS = [tests.audit, tests.orgs, tests.documents, tests.approvals, tests.notifications, tests.workflows]


def test_each_constraint_of_every_model_has_a_row_that_breaks_it() -> None:
    broken = {name for app in APPS for name, _changes in app.test_constraints.BREACHES}
    assert broken == set(constraints())
