"""What the journal promises, the database refuses to break."""

from __future__ import annotations

import pytest

from audit.models import JournalEntry, SentForm
from tests.audit.conftest import NOW
from tests.constraints import Breach, assert_refused, by_model

BREACHES: list[Breach] = [
    ("no_two_entries_at_one_place_of_a_chain", {"verb": "orgs.role_ended"}),
    ("a_form_does_each_act_once", {"result": "Khác"}),
]


@pytest.mark.parametrize(("name", "changes"), BREACHES)
def test_the_database_refuses_by_name(db: None, name: str, changes: dict[str, str]) -> None:
    entry = JournalEntry(
        organisation_id=1, sequence=1, at=NOW, verb="orgs.role_assigned", subject_type="orgs.user", subject_id=1,
        text="{}", previous="0" * 64, hash="1" * 64,
    )  # fmt: skip
    JournalEntry._base_manager.bulk_create([entry])
    form = SentForm.objects.create(user_id=1, key="0" * 64, act="ratify", at=NOW)
    assert_refused(by_model([entry, form]), name, changes)
