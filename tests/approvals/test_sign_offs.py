"""Approvals by several: any, all, majority; in order; substitutes; leaving office."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from approvals import actions
from approvals.models import SignOff
from audit.actor import SYSTEM, Actor
from orgs.models import Delegation
from tests.approvals.conftest import NOW, SOON, TREE, House


def decide(
    house: House,
    sign_off: SignOff,
    member: int = 0,
    decision: str = "approved",
    note: str = "",
    at: datetime = SOON,
    actor: Actor | None = None,
) -> SignOff:
    actor = actor or Actor.of(house.members[member])
    return actions.decide(actor=actor, sign_off=sign_off, decision=decision, note=note, at=at)


def refusal(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as failure:
        call(*args, **kwargs)
    return failure.value.code


def delegate(house: House, scope: str = "approve", **changes: Any) -> Delegation:
    given = {
        "organisation": house.tinh,
        "delegator": house.members[0],
        "delegate": house.outsider,
        "scope": scope,
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 30),
        "basis": "05-QĐ/TĐTN",
    }
    return Delegation.objects.create(**given | changes)


def test_all_must_approve(house: House, heard: SimpleNamespace) -> None:
    sign_off = house.open_sign_off()
    assert heard.facts("sign_off_opened")["user_ids"] == [user.pk for user in house.members[:3]]
    decide(house, sign_off, 0, note="Chú ý tiến độ")
    decide(house, sign_off, 1)
    assert "sign_off_decided" not in heard.names()
    assert decide(house, sign_off, 2).outcome == "approved"
    facts = heard.facts("sign_off_decided")
    assert facts["outcome"] == "approved"
    assert facts["remarks"][0] == {"name": "Ủy viên Số 1", "decision": "approved", "note": "Chú ý tiến độ"}


@pytest.mark.parametrize(
    ("rule", "decisions", "outcome"),
    [
        ("any", "a", "approved"),
        ("any", "r", "returned"),
        ("majority", "ara", "approved"),
        ("majority", "rr", "returned"),
        ("all", "ar", "returned"),
    ],
)
def test_rule_decides(house: House, rule: str, decisions: str, outcome: str) -> None:
    sign_off = house.open_sign_off(rule=rule)
    for member, key in enumerate(decisions):
        sign_off = decide(house, sign_off, member, {"a": "approved", "r": "returned"}[key], "Sửa mục II")
    assert sign_off.outcome == outcome


def test_return_collects_the_remarks_and_names_those_who_had_approved(house: House, heard: SimpleNamespace) -> None:
    sign_off = house.open_sign_off()
    decide(house, sign_off, 0, note="Được")
    decide(house, sign_off, 1, "returned", "Thiếu phụ lục")
    facts = heard.facts("sign_off_decided")
    assert [remark["note"] for remark in facts["remarks"]] == ["Được", "Thiếu phụ lục"]
    assert facts["approver_ids"] == [house.members[0].pk]


def test_return_without_words_is_refused(house: House) -> None:
    sign_off = house.open_sign_off()
    assert refusal(decide, house, sign_off, 0, "returned", " ") == "note_needed"
    assert refusal(decide, house, sign_off, 0, "perhaps", "?") == "note_needed"


def test_in_order_the_second_waits_for_the_first(house: House, heard: SimpleNamespace) -> None:
    sign_off = house.open_sign_off(in_order=True)
    assert heard.facts("sign_off_opened")["user_ids"] == [house.members[0].pk]
    assert refusal(decide, house, sign_off, 1) == "not_on_turn"
    decide(house, sign_off, 0)
    assert heard.facts("seat_decided")["next_user_ids"] == [house.members[1].pk]
    decide(house, sign_off, 1)


def test_seat_decides_once(house: House) -> None:
    sign_off = house.open_sign_off()
    decide(house, sign_off, 0)
    assert refusal(decide, house, sign_off, 0) == "seat_decided"


def test_who_has_no_seat_may_not_decide(house: House) -> None:
    sign_off = house.open_sign_off()
    for actor in (house.convenor, SYSTEM, Actor.of(house.outsider)):
        with pytest.raises(PermissionDenied):
            decide(house, sign_off, actor=actor)


def test_sign_off_that_is_over_takes_no_more(house: House) -> None:
    sign_off = house.open_sign_off(rule="any")
    decide(house, sign_off, 0)
    assert refusal(decide, house, sign_off, 1) == "sign_off_over"


def test_approval_stands_on_the_round_that_was_laid_before(house: House) -> None:
    sign_off = house.open_sign_off()
    house.add_round(TREE)
    assert refusal(decide, house, sign_off, 0) == "round_changed"


def test_substitute_approves_and_both_names_are_kept(house: House) -> None:
    delegate(house)
    sign_off = house.open_sign_off()
    decide(house, sign_off, actor=Actor.of(house.outsider, on_behalf_of=house.members[0]))
    seat = sign_off.seats.get(user=house.members[0])
    assert (seat.decision, seat.decided_by, seat.basis) == ("approved", house.outsider, "05-QĐ/TĐTN")


@pytest.mark.parametrize(
    "changes",
    [{"scope": "sign"}, {"ends_on": date(2026, 11, 19)}, {"starts_on": date(2026, 11, 21)}, {"revoked_at": NOW}],
)
def test_substitute_needs_a_delegation_of_that_scope_in_force(house: House, changes: dict[str, Any]) -> None:
    delegate(house, **{"scope": "approve"} | changes)
    sign_off = house.open_sign_off()
    with pytest.raises(PermissionDenied):
        decide(house, sign_off, actor=Actor.of(house.outsider, on_behalf_of=house.members[0]))


def test_substitute_is_refused_where_the_rule_does_not_allow_one(house: House) -> None:
    delegate(house)
    sign_off = house.open_sign_off(delegable=False)
    with pytest.raises(PermissionDenied):
        decide(house, sign_off, actor=Actor.of(house.outsider, on_behalf_of=house.members[0]))


def test_delegation_is_not_passed_on(house: House) -> None:
    delegate(house)
    delegate(house, delegator=house.outsider, delegate=house.drafter)
    sign_off = house.open_sign_off()
    with pytest.raises(PermissionDenied):
        decide(house, sign_off, actor=Actor.of(house.drafter, on_behalf_of=house.members[0]))


def leave_office(house: House, member: int) -> int:
    membership = house.memberships[member]
    membership.ends_on = date(2026, 11, 19)
    membership.save()
    return actions.lapse_seats(actor=SYSTEM, membership_id=membership.pk, at=SOON)


def test_seat_lapses_with_the_membership_and_the_rest_decide(house: House, heard: SimpleNamespace) -> None:
    sign_off = house.open_sign_off()
    decide(house, sign_off, 0)
    decide(house, sign_off, 1)
    assert leave_office(house, 2) == 1
    sign_off.refresh_from_db()
    assert sign_off.outcome == "approved"
    assert heard.facts("seat_lapsed")["kind"] == "sign_off"


def test_approval_given_by_right_stays_when_its_giver_leaves(house: House) -> None:
    sign_off = house.open_sign_off()
    decide(house, sign_off, 0)
    assert leave_office(house, 0) == 0
    assert sign_off.seats.get(user=house.members[0]).decision == "approved"


def test_sign_off_without_anybody_left_says_so(house: House, heard: SimpleNamespace) -> None:
    sign_off = house.open_sign_off()
    for member in range(3):
        leave_office(house, member)
    sign_off.refresh_from_db()
    assert sign_off.outcome == "annulled"
    assert heard.facts("sign_off_decided")["outcome"] == "unserved"


def test_who_left_office_no_longer_approves(house: House) -> None:
    sign_off = house.open_sign_off()
    house.memberships[0].ends_on = date(2026, 11, 20)
    house.memberships[0].save()
    assert refusal(decide, house, sign_off, 0, at=SOON + timedelta(days=1)) == "no_authority"


def test_annulling_needs_right_and_reason_and_is_done_once(house: House, heard: SimpleNamespace) -> None:
    sign_off = house.open_sign_off()
    with pytest.raises(PermissionDenied):
        actions.annul_sign_off(actor=Actor.of(house.members[0]), sign_off=sign_off, reason="Vì", at=SOON)
    assert refusal(actions.annul_sign_off, actor=SYSTEM, sign_off=sign_off, reason=" ", at=SOON) == "reason_needed"
    actions.annul_sign_off(actor=SYSTEM, sign_off=sign_off, reason="Dự thảo đã đổi", at=SOON)
    actions.annul_sign_off(actor=SYSTEM, sign_off=sign_off, reason="Dự thảo đã đổi", at=SOON)
    assert heard.names().count("sign_off_decided") == 1


def test_one_open_sign_off_per_document(house: House) -> None:
    house.open_sign_off()
    assert refusal(house.open_sign_off) == "already_open"
    with pytest.raises(PermissionDenied):
        house.open_sign_off(actor=Actor.of(house.members[0]))
