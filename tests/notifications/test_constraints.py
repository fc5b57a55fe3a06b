"""What the rules promise of recipients, deliveries and jobs, the database refuses to break."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from documents.models import Document
from notifications.models import Delivery, OutboxItem, Recipient, RecipientLine, RememberedReading
from tests.constraints import Breach, Rows, assert_refused, by_model
from tests.migrating import Healing, assert_healed
from tests.notifications.conftest import NOW, make_document, organisation, person

READ = {"delivered_at": NOW, "read_at": NOW}

BREACHES: list[Breach] = [
    ("one_recipient_line_per_place", {"text": "Khác"}),
    ("a_confirmation_has_its_clerk_and_its_time", {"confirmed_at": NOW}),
    ("a_confirmation_has_its_clerk_and_its_time", {"confirmed_by": lambda rows: rows[RememberedReading].chosen_by}),
    ("a_confirmed_line_was_confirmed_by_somebody", {"state": "confirmed"}),
    ("a_text_has_one_remembered_reading_per_organisation", {"answer": "Khác"}),
    ("an_organisation_once_per_line", {"name": "Khác"}),
    ("a_person_once_per_line", {"organisation": None, "user": lambda rows: rows[RememberedReading].chosen_by}),
    ("a_recipient_is_one_addressee_or_a_paper_copy", {"user": lambda rows: rows[RememberedReading].chosen_by}),
    ("a_recipient_is_one_addressee_or_a_paper_copy", {"organisation": None}),
    ("one_delivery_per_document_and_organisation", {"name": "Khác"}),
    (
        "one_delivery_per_document_and_person",
        {"organisation": None, "user": lambda rows: rows[RememberedReading].chosen_by},
    ),
    ("a_delivery_has_one_addressee_or_is_a_paper_copy", {"user": lambda rows: rows[RememberedReading].chosen_by}),
    ("a_delivery_has_one_addressee_or_is_a_paper_copy", {"organisation": None}),
    (
        "only_what_an_organisation_got_is_passed_on",
        {
            "organisation": None,
            "user": lambda rows: rows[Document].drafter,
            "passed_to": lambda rows: rows[Document].organisation,
        },
    ),
    ("a_paper_copy_has_no_receipt_here", {"on_paper": True, "delivered_at": NOW}),
    ("what_was_read_was_delivered", {"read_at": NOW}),
    ("only_what_was_read_has_a_reader", {"read_by": lambda rows: rows[RememberedReading].chosen_by}),
    ("what_was_accepted_was_read", {"delivered_at": NOW, "accepted_at": NOW}),
    ("what_was_done_was_accepted", READ | {"done_at": NOW}),
    ("nobody_is_at_what_is_done", {"done_at": NOW, "leased_until": NOW}),
]

numbers = count(1)
SOMEBODY = {"organisation": None, "user_id": lambda rows: person(f"ai{next(numbers)}", "Ai Đó").pk}
PLACE = {"organisation_id": lambda rows: organisation(f"Đoàn xã {next(numbers)}", "commune").pk}
UNREAD = {"delivered_at": None, "read_at": None}

#: Migrated from before the constraints.
HEALINGS: list[Healing] = [
    (RecipientLine, {"ordinal": 7, "confirmed_at": NOW}, {"confirmed_at": None}),
    (RecipientLine, {"ordinal": 8, "state": "confirmed"}, {"state": "resolved"}),
    (Recipient, SOMEBODY | PLACE, {"user": None, "on_paper": False}),
    (Recipient, {"organisation": None}, {"user": None, "on_paper": True}),
    (Delivery, SOMEBODY | PLACE, {"user": None, "on_paper": False}),
    (Delivery, {"organisation": None}, {"user": None, "on_paper": True}),
    (Delivery, {"organisation": None, "on_paper": True} | READ, {"on_paper": True} | UNREAD),
    (Delivery, SOMEBODY | {"passed_to_id": lambda rows: rows[Document].organisation_id}, {"passed_to": None}),
    (Delivery, SOMEBODY | {"done_at": NOW}, READ | {"done_at": NOW, "accepted_at": NOW}),
    (Delivery, SOMEBODY | {"read_by_id": lambda rows: rows[Document].drafter_id}, {"read_by": None} | UNREAD),
    (OutboxItem, {"done_at": NOW, "leased_until": NOW, "key": "b"}, {"done_at": NOW, "leased_until": None}),
]


@pytest.fixture
def rows(house: SimpleNamespace) -> Rows:
    """A delivery to the province, and what it came from; next to it the same for the clerk."""
    document = make_document(house, ["Đoàn cấp xã (t/h)"])
    line = RecipientLine.objects.create(
        document=document, ordinal=1, text="Đoàn cấp xã (t/h)", state="resolved", resolved_at=NOW
    )
    reading = RememberedReading.objects.create(
        organisation=house.tinh, text_key="doan cap xa", answer="1", chosen_by=house.clerk, chosen_at=NOW
    )
    here, clerk = {"organisation": house.tinh, "name": "Tỉnh đoàn"}, {"user": house.clerk, "name": "Đào Văn Thư"}
    sent = {"document": document, "sent_at": NOW}
    Recipient.objects.create(line=line, **clerk)
    Delivery.objects.create(**sent, **clerk)
    recipient, delivery = Recipient.objects.create(line=line, **here), Delivery.objects.create(**sent, **here)
    item = OutboxItem.objects.create(kind="letter", payload={}, key="a", created_at=NOW, next_attempt_at=NOW)
    return by_model([document, line, reading, recipient, delivery, item])


@pytest.mark.parametrize(("name", "changes"), BREACHES)
def test_the_database_refuses_by_name(rows: Rows, name: str, changes: dict[str, Any]) -> None:
    assert_refused(rows, name, changes)


def test_rows_from_before_the_constraints_are_healed(transactional_db: None, rows: Rows) -> None:
    assert_healed(rows, "notifications", "0002_indexes_are_as_the_models_say", HEALINGS)
