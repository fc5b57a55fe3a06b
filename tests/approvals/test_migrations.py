"""Rows that were there before a migration mean the same, or what the new rule makes of them, after it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from approvals import actions
from approvals.models import Teller
from audit.actor import SYSTEM
from tests.approvals.conftest import LATER, NOW, House

BEFORE = [("approvals", "0001_initial")]


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Leaves the schema at its newest, whatever the test did."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_who_counted_before_tellers_were_appointed_keeps_a_closed_ballot_and_no_open_one(latest: None) -> None:
    house = House()
    closed = house.close(house.open_ballot())
    opened = house.open_ballot(at=LATER, closes_at=LATER + timedelta(days=1))
    MigrationExecutor(connection).migrate(BEFORE)
    old = MigrationExecutor(connection).loader.project_state(BEFORE).apps.get_model("approvals", "TellerCount")
    for ballot, members in ((closed, (0, 1, 2)), (opened, (0, 1))):
        for place in members:
            moment = NOW + timedelta(minutes=place)
            old.objects.create(
                ballot_id=ballot.pk, teller_id=house.members[place].pk, counts={"1": 2}, entered_at=moment
            )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert [teller.user for teller in closed.tellers_in_office()] == house.members[:2]
    assert opened.tellers_in_office() == []
    assert Teller.objects.get(ballot=closed, place=1).appointed_at == NOW
    actions.annul_ballot(actor=SYSTEM, ballot=opened, reason="Thử", at=LATER)
