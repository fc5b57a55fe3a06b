"""Whoever sends a document into a secret ballot of few is warned before they do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals.models import OpinionRound
from audit.actor import Actor
from documents.models import Document
from orgs.models import Membership, User
from tests.workflows.conftest import DECIDED, NOON, OPTIONS, Province
from tests.workflows.test_rounds import PROGRAMME, close_ballot, close_opinions, vote
from workflows import actions
from workflows.procedures import StationKind
from workflows.queries.forewarning import secret_ballot_of_few

WARNING = "Tiếp theo là biểu quyết kín. Danh sách chỉ có 4 người"


@pytest.fixture
def four(province: Province) -> list[User]:
    """One of the five members leaves the committee."""
    Membership.objects.filter(user=province.members[2]).update(ends_on=NOON.date().replace(day=1))
    return [province.secretary, province.deputy, *province.members[:2]]


def started(
    province: Province,
    write: Callable[..., Document],
    *,
    theme: str = OPTIONS,
    without: tuple[StationKind, ...] = (),
    secret: bool = True,
) -> Document:
    """A document at the desk of a programme whose route lacks the stations of those kinds."""
    procedure = province.procedures[PROGRAMME]
    route = [station for station in procedure.current.route if station.kind not in without]
    route = [
        replace(station, return_to=None, rule=replace(station.rule, secret=secret))
        if station.kind is StationKind.BALLOT
        else replace(station, return_to=None)
        for station in route
    ]
    actions.publish_version(actor=Actor.of(province.admin), procedure=procedure, stations=route, note="Thử", at=NOON)
    document = write(theme)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    return document


def page(client: Client, user: User, name: str, pk: int) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=[pk])).content.decode()


def test_the_drafter_is_warned_where_the_ballot_comes_next(
    client: Client, province: Province, write: Callable[..., Document], four: list[User]
) -> None:
    document = started(province, write, without=(StationKind.CHECK, StationKind.OPINION))
    assert WARNING in page(client, province.drafter, "workflows:document", document.pk)


def test_the_checker_is_warned_where_the_ballot_comes_next(
    client: Client, province: Province, write: Callable[..., Document], four: list[User]
) -> None:
    document = started(province, write, without=(StationKind.OPINION,))
    assert WARNING not in page(client, province.drafter, "workflows:document", document.pk)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    assert WARNING in page(client, province.checker, "workflows:document", document.pk)
    assert WARNING not in page(client, province.drafter, "workflows:document", document.pk)


def test_the_convenor_is_warned_before_the_close_that_leads_to_the_ballot(
    client: Client, province: Province, write: Callable[..., Document], four: list[User]
) -> None:
    document = started(province, write, without=(StationKind.CHECK,))
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    round = OpinionRound.objects.get()
    assert WARNING in page(client, province.chief, "approvals:opinion_watch", round.pk)
    assert WARNING not in page(client, province.members[0], "approvals:opinion_watch", round.pk)
    close_opinions(province, document)
    assert WARNING not in page(client, province.chief, "approvals:opinion_watch", round.pk)


def test_the_convenor_is_warned_before_opening_a_held_ballot_again(
    client: Client, province: Province, write: Callable[..., Document], four: list[User]
) -> None:
    document = started(province, write, without=(StationKind.CHECK, StationKind.OPINION))
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    for _ballot in range(2):
        for user, choice in zip(four, "1122", strict=True):
            vote(user, document, choice)
        close_ballot(province, document)
    assert WARNING in page(client, province.chief, "workflows:document", document.pk)


@pytest.mark.parametrize("changes", [{"secret": False}, {"theme": DECIDED}, {"without": (StationKind.BALLOT,)}])
def test_nothing_is_said_where_no_secret_ballot_follows(
    province: Province, write: Callable[..., Document], four: list[User], changes: dict[str, Any]
) -> None:
    without = (StationKind.CHECK, StationKind.OPINION, *changes.pop("without", ()))
    document = started(province, write, without=without, **changes)
    assert secret_ballot_of_few(document, NOON) == ""


def test_nothing_is_said_where_the_roll_is_long_enough_or_there_is_no_route(
    province: Province, write: Callable[..., Document]
) -> None:
    document = started(province, write, without=(StationKind.CHECK, StationKind.OPINION))
    assert secret_ballot_of_few(document, NOON) == ""
    assert secret_ballot_of_few(write(OPTIONS), NOON) == ""
