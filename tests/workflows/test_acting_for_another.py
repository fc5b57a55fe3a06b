"""A delegation counts for the organisation that it names, and for no act after its revocation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from approvals import actions as approvals
from approvals.models import SignOff
from audit.actor import Actor
from audit.models import JournalEntry
from documents.actions import import_draft, sign_document
from documents.models import Document, Signing
from orgs.actions import grant_delegation, revoke_delegation, use_delegation
from orgs.models import Delegation, Organisation, Role
from orgs.roles import project
from tests.workflows.conftest import DECIDED, NOON, TEXT, Province, build_province, give
from workflows import actions
from workflows.models import Turn
from workflows.procedures import Station, StationKind, Who
from workflows.queries import acts_for, workspace

LATER = NOON + timedelta(minutes=5)


def delegate(province: Province, organisation: Organisation, scope: str = "both") -> Delegation:
    return Delegation.objects.create(
        organisation=organisation,
        delegator=province.secretary,
        delegate=province.outsider,
        scope=scope,
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 1),
        basis="31-UQ",
    )


def in_his_name(province: Province, delegation: Delegation = None) -> Actor:
    pk = delegation.pk if delegation else None
    return Actor.of(province.outsider, on_behalf_of=province.secretary, delegation_id=pk)


def before(kind: StationKind, province: Province) -> Document:
    """A document of the province that waits for its secretary at a station of that kind."""
    waits = {
        StationKind.SIGN: [],
        StationKind.APPROVE: [Station(StationKind.APPROVE, "Duyệt", Who(body="TT"), days=2)],
    }[kind]
    stations = [
        Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")),
        *waits,
        Station(StationKind.SIGN, "Ký", Who(role="secretary")),
        Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
        Station(StationKind.DISTRIBUTE, "Phát hành"),
    ]
    procedure = actions.create_procedure(
        actor=Actor.of(province.admin), organisation=province.organisation, name="Ngắn", type_codes=[],
        stations=stations, at=NOON,
    )  # fmt: skip
    drafter = Actor.of(province.drafter)
    document = import_draft(actor=drafter, organisation=province.organisation, text=TEXT.format(theme=DECIDED), at=NOON)
    actions.start(actor=drafter, document=document, procedure=procedure, at=NOON)
    actions.submit_draft(actor=drafter, document=document, at=NOON)
    return document


@pytest.fixture
def of_the_commune(province: Province) -> Delegation:
    """The secretary leads the commune too, and let somebody stand in for him there: nowhere else."""
    give(province.secretary, province.commune, Role.SECRETARY)
    give(province.outsider, province.organisation, Role.DRAFTER)  # reads the province's documents
    project(NOON.date())
    return delegate(province, province.commune)


def test_a_delegation_of_another_unit_signs_nothing(
    province: Province, of_the_commune: Delegation, client: Client
) -> None:
    document = before(StationKind.SIGN, province)
    assert workspace(province.outsider, NOON).counts.waiting == 0
    assert acts_for(province.outsider, document, NOON).next is None
    for actor in (in_his_name(province), in_his_name(province, of_the_commune)):
        with pytest.raises(PermissionDenied):
            actions.sign(actor=actor, document=document, at=NOON)
        with pytest.raises(PermissionDenied):
            sign_document(actor=actor, document=document, at=NOON)
        with pytest.raises(PermissionDenied):
            actions.return_document(actor=actor, document=document, reason="Sửa", at=NOON)
    client.force_login(province.outsider)
    client.post(reverse("workflows:document_sign", args=[document.pk]), {"for": province.secretary.pk})
    assert not Signing.objects.exists()


def test_a_delegation_of_another_unit_approves_nothing(
    province: Province, of_the_commune: Delegation, client: Client
) -> None:
    document = before(StationKind.APPROVE, province)
    assert workspace(province.outsider, NOON).counts.waiting == 0
    assert acts_for(province.outsider, document, NOON).next is None
    with pytest.raises(PermissionDenied):
        approvals.decide(
            actor=in_his_name(province), sign_off=SignOff.objects.get(), decision="approved", note="", at=NOON
        )
    client.force_login(province.outsider)
    page = client.post(reverse("approvals:sign_off_decide", args=[SignOff.objects.get().pk]), {"decision": "approved"})
    assert page.status_code == 403


@pytest.mark.parametrize("kind", [StationKind.SIGN, StationKind.APPROVE])
def test_a_delegation_of_the_unit_serves_its_turns(province: Province, kind: StationKind) -> None:
    document = before(kind, province)
    delegate(province, province.organisation)
    assert workspace(province.outsider, NOON).counts.waiting == 1
    turn = Turn.objects.get(document=document, closed_at=None, act=kind.value, role="secretary") if (
        kind is StationKind.SIGN
    ) else Turn.objects.get(document=document, closed_at=None, user=province.secretary)  # fmt: skip
    assert turn.organisation == province.organisation
    assert acts_for(province.outsider, document, NOON).next.on_behalf_of == province.secretary


def test_only_signing_and_approving_are_done_in_anothers_name(province: Province) -> None:
    delegate(province, province.organisation)
    give(province.secretary, province.organisation, Role.DRAFTER, Role.CHIEF_OF_OFFICE)
    project(NOON.date())
    document = before(StationKind.SIGN, province)
    actor = in_his_name(province)
    with pytest.raises(PermissionDenied):
        import_draft(actor=actor, organisation=province.organisation, text="x", at=NOON)
    with pytest.raises(PermissionDenied):
        actions.cancel_document(actor=actor, document=document, reason="Thôi", at=NOON)


@pytest.mark.parametrize("kind", [StationKind.SIGN, StationKind.APPROVE])
def test_no_act_comes_after_the_revocation_though_its_page_was_open(province: Province, kind: StationKind) -> None:
    document = before(kind, province)
    given = delegate(province, province.organisation)
    actor = in_his_name(province, given)
    revoke_delegation(actor=Actor.of(province.secretary), delegation=given, at=NOON)
    with pytest.raises(PermissionDenied):
        act(kind, actor, document)


def act(kind: StationKind, actor: Actor, document: Document) -> SignOff | Signing:
    if kind is StationKind.SIGN:
        return actions.sign(actor=actor, document=document, at=LATER)
    sign_off = SignOff.objects.get(document=document)
    return approvals.decide(actor=actor, sign_off=sign_off, decision="approved", note="", at=LATER)


def test_a_revocation_asked_for_earlier_than_an_act_that_was_done_stands_after_it(province: Province) -> None:
    """The clock of a revocation that waited for an act does not put it before the act."""
    document = before(StationKind.SIGN, province)
    given = delegate(province, province.organisation)
    actions.sign(actor=in_his_name(province, given), document=document, at=LATER)
    revoke_delegation(actor=Actor.of(province.secretary), delegation=given, at=NOON)
    given.refresh_from_db()
    assert given.revoked_at == LATER
    signed, revoked = (JournalEntry.objects.get(verb=verb) for verb in ("documents.sign", "orgs.delegation_revoked"))
    assert (signed.sequence, signed.at) < (revoked.sequence, revoked.at + timedelta(microseconds=1))
    assert revoked.at >= signed.at


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [StationKind.SIGN, StationKind.APPROVE])
def test_a_revocation_under_way_holds_the_act_and_then_refuses_it(kind: StationKind) -> None:
    province = build_province()
    document = before(kind, province)
    given = delegate(province, province.organisation)
    revoked, told = Event(), []

    def try_to_act() -> None:
        revoked.wait()
        try:
            act(kind, in_his_name(province, given), document)
            told.append("done")
        except PermissionDenied:
            told.append("refused")
        finally:
            connection.close()

    thread = Thread(target=try_to_act)
    thread.start()
    with transaction.atomic():
        revoke_delegation(actor=Actor.of(province.secretary), delegation=given, at=NOON)
        revoked.set()
        thread.join(0.5)
        assert told == []  # it waits for the revocation's commit
    thread.join(10)
    assert told == ["refused"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_acts_and_a_revocation_at_once_are_told_in_one_order() -> None:
    province = build_province()
    document = before(StationKind.APPROVE, province)
    given = grant_delegation(
        actor=Actor.of(province.secretary), organisation=province.organisation, delegator=province.secretary,
        delegate=province.outsider, scope="both", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1), basis="31-UQ",
        at=NOON,
    )  # fmt: skip
    at_once = [
        lambda: act(StationKind.APPROVE, in_his_name(province, given), document),
        lambda: revoke_delegation(actor=Actor.of(province.secretary), delegation=given, at=LATER),
    ]
    start, said = Event(), []

    def run(one: Callable[[], object]) -> None:
        start.wait()
        try:
            one()
        except PermissionDenied as refusal:
            said.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[one]) for one in at_once]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join(20)
    entries = list(JournalEntry.objects.filter(verb__in=["approvals.decide", "orgs.delegation_revoked"]))
    told = [entry.verb for entry in sorted(entries, key=lambda entry: entry.sequence)]
    assert told in (["approvals.decide", "orgs.delegation_revoked"], ["orgs.delegation_revoked"])
    assert (told == ["orgs.delegation_revoked"]) == bool(said)


def test_a_delegation_notes_its_last_use(province: Province) -> None:
    given = delegate(province, province.organisation)
    use_delegation(actor=in_his_name(province), organisation_id=province.organisation.pk, scope="sign", at=LATER)
    given.refresh_from_db()
    assert given.last_used_at == LATER
    assert given.history.count() == 1
