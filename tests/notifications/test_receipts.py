"""What addressees do with what they received."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.actor import Actor
from audit.models import JournalEntry
from documents.models import Document
from notifications.actions import acknowledge, distribute, mark_notices_read, notify, pass_on
from notifications.models import Delivery, Notice
from notifications.queries import notices_of, receipts_of, received_by, unread_count, unread_notices
from orgs.actions import merge
from orgs.models import Role, User

from .conftest import NOW, SINCE, give_role, organisation, person
from .test_distributing import ready


@pytest.fixture
def sent(house: SimpleNamespace, by_clerk: Actor) -> Document:
    document = ready(house, by_clerk, "- Đoàn cấp xã (t/h);", "- Thường trực Tỉnh đoàn (để biết);")
    distribute(actor=by_clerk, document=document, at=NOW)
    return document


@pytest.fixture
def delivery(sent: Document, house: SimpleNamespace) -> Delivery:
    return sent.deliveries.get(organisation=house.communes[0])


def test_each_step_counts_once(delivery: Delivery, house: SimpleNamespace) -> None:
    by = Actor.of(house.receiver)
    assert acknowledge(actor=by, delivery=delivery, step="received", at=NOW)
    assert not acknowledge(actor=by, delivery=delivery, step="received", at=NOW)
    assert JournalEntry.objects.filter(verb="notifications.received").count() == 1


def test_reading_is_receiving_too_and_says_who(delivery: Delivery, house: SimpleNamespace) -> None:
    acknowledge(actor=Actor.of(house.receiver), delivery=delivery, step="read", at=NOW)
    assert (delivery.delivered_at, delivery.read_at, delivery.read_by) == (NOW, NOW, house.receiver)
    assert unread_count(house.receiver) == 0


def test_work_is_accepted_before_it_is_done(delivery: Delivery, house: SimpleNamespace) -> None:
    by = Actor.of(house.receiver)
    with pytest.raises(ValidationError, match="Nhận việc"):
        acknowledge(actor=by, delivery=delivery, step="done", at=NOW)
    assert acknowledge(actor=by, delivery=delivery, step="accepted", at=NOW)
    assert acknowledge(actor=by, delivery=delivery, step="done", at=NOW)


def test_what_is_for_information_gives_no_work(sent: Document, house: SimpleNamespace) -> None:
    mine = sent.deliveries.get(user=house.members[0])
    with pytest.raises(ValidationError, match="không giao việc"):
        acknowledge(actor=Actor.of(house.members[0]), delivery=mine, step="accepted", at=NOW)


def test_nobody_answers_for_others(delivery: Delivery, house: SimpleNamespace) -> None:
    for user in (house.outsider, house.clerk, house.members[0]):
        with pytest.raises(PermissionDenied):
            acknowledge(actor=Actor.of(user), delivery=delivery, step="read", at=NOW)


def test_the_issuer_counts(sent: Document, delivery: Delivery, house: SimpleNamespace) -> None:
    acknowledge(actor=Actor.of(house.receiver), delivery=delivery, step="accepted", at=NOW)
    counts = receipts_of(sent)
    assert (counts.sent, counts.units, counts.people, counts.read, counts.accepted, counts.done) == (5, 3, 2, 1, 1, 0)


def test_passed_on_to_a_department_whose_people_see_it(delivery: Delivery, house: SimpleNamespace) -> None:
    ban = organisation("Ban Phong trào xã", "department", house.communes[0])
    helper = give_role(person("giup", "Cao Người Giúp"), ban, Role.RECIPIENT)
    pass_on(actor=Actor.of(house.receiver), delivery=delivery, to=ban, at=NOW, note="Đề nghị tham mưu")
    assert Document.objects.visible_to(helper, NOW).filter(pk=delivery.document_id).exists()
    assert list(received_by(helper)) == [delivery]
    assert Notice.objects.get(user=helper).kind == "passed_on"
    assert acknowledge(actor=Actor.of(helper), delivery=delivery, step="accepted", at=NOW)


def test_passed_on_to_another_department_the_first_sees_it_no_more(delivery: Delivery, house: SimpleNamespace) -> None:
    bans = [organisation(f"Ban {name} xã", "department", house.communes[0]) for name in ("Phong trào", "Tổ chức")]
    first, second = (give_role(person(f"giup{n}", f"Cao {n}"), ban, Role.RECIPIENT) for n, ban in enumerate(bans))
    for ban in bans:
        pass_on(actor=Actor.of(house.receiver), delivery=delivery, to=ban, at=NOW)
    assert not Document.objects.received_by(first).exists()
    assert Document.objects.received_by(second).exists()
    assert not notices_of(first).exists()
    pass_on(actor=Actor.of(house.receiver), delivery=delivery, to=bans[0], at=NOW)
    assert Document.objects.received_by(User.objects.get(pk=first.pk)).exists()


def test_whoever_received_it_does_not_work_on_it(sent: Document, house: SimpleNamespace) -> None:
    assert Document.objects.received_by(house.receiver, NOW).filter(pk=sent.pk).exists()
    assert not Document.objects.worked_on_by(house.receiver, NOW).exists()


def test_a_successor_reads_what_its_predecessor_received(delivery: Delivery, house: SimpleNamespace) -> None:
    heir = give_role(person("kethua", "Mai Kế Thừa"), house.communes[1], Role.RECIPIENT)
    assert list(received_by(User.objects.get(pk=heir.pk)).filter(organisation=house.communes[0])) == []
    admin = give_role(person("quantri", "Đỗ Quản Trị"), house.tinh, Role.ORGANISATION_ADMIN)
    merge(actor=Actor.of(admin), organisations=[house.communes[0]], into=house.communes[1], on=SINCE, at=NOW)
    heir = User.objects.get(pk=heir.pk)
    assert delivery in received_by(heir)
    assert not received_by(User.objects.get(pk=house.receiver.pk)).exists()
    assert acknowledge(actor=Actor.of(heir), delivery=delivery, step="read", at=NOW)


def test_not_passed_on_to_strangers_nor_by_them(delivery: Delivery, house: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="thuộc cơ quan"):
        pass_on(actor=Actor.of(house.receiver), delivery=delivery, to=house.communes[1], at=NOW)
    with pytest.raises(PermissionDenied):
        pass_on(actor=Actor.of(house.outsider), delivery=delivery, to=house.communes[1], at=NOW)


def test_notices_are_ones_own(house: SimpleNamespace) -> None:
    notify(users=[house.clerk, house.drafter.pk], kind="turn", document=None, text="Đến lượt", at=NOW)
    assert unread_notices(house.clerk) == 1
    assert mark_notices_read(actor=Actor.of(house.clerk), at=NOW) == 1
    assert mark_notices_read(actor=Actor.of(house.clerk), at=NOW) == 0
    assert unread_notices(house.drafter) == 1
