"""Sending an issued document to everybody that its list names."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoAssertNumQueries

from audit.actor import SYSTEM, Actor
from documents.models import Access, Document
from notifications.actions import distribute, freeze_recipients, resolve_recipients, send_on_paper
from notifications.models import Delivery, Notice, OutboxItem
from orgs.models import Role

from .conftest import NOW, give_role, issue, make_document, many_communes, person


def ready(house: SimpleNamespace, by_clerk: Actor, *lines: str, issued: bool = True) -> Document:
    document = make_document(house, list(lines))
    for line in resolve_recipients(actor=SYSTEM, document=document, at=NOW):
        if line.state == "unresolved":
            send_on_paper(actor=by_clerk, line=line, at=NOW)
    freeze_recipients(actor=by_clerk, document=document, at=NOW)
    return issue(house, document) if issued else document


def test_every_addressee_has_one_delivery_an_access_and_a_notice(house: SimpleNamespace, by_clerk: Actor) -> None:
    document = ready(house, by_clerk, "- Thường trực Tỉnh đoàn;", "- Đoàn cấp xã (t/h);", "- Báo Thanh niên;")
    assert distribute(actor=by_clerk, document=document, at=NOW) == 6
    people = document.deliveries.filter(user__isnull=False)
    assert {delivery.user for delivery in people} == set(house.members[:2])
    communes = document.deliveries.filter(organisation__isnull=False)
    assert {delivery.purpose for delivery in communes} == {"act"}
    assert list(document.deliveries.filter(on_paper=True).values_list("name", flat=True)) == ["Báo Thanh niên"]
    assert Document.objects.visible_to(house.receiver, NOW).filter(pk=document.pk).exists()
    assert Access.objects.filter(document=document, why="delivery").count() == 5
    told = {notice.user for notice in Notice.objects.filter(document=document)}
    assert told == {*house.members[:2], house.receiver}
    assert Notice.objects.first().text.startswith("Văn bản mới: 15-CTr/TĐTN")
    assert OutboxItem.objects.filter(key=f"mail_deliveries:{document.pk}").count() == 1


def test_an_outsider_still_sees_nothing(house: SimpleNamespace, by_clerk: Actor) -> None:
    document = ready(house, by_clerk, "- Đoàn cấp xã;")
    distribute(actor=by_clerk, document=document, at=NOW)
    assert not Document.objects.visible_to(house.outsider, NOW).exists()


def test_an_addressee_named_twice_gets_one_delivery_with_the_weightier_purpose(
    house: SimpleNamespace, by_clerk: Actor
) -> None:
    document = ready(house, by_clerk, "- Đoàn xã Vân Khê (để biết);", "- Đoàn cấp xã (t/h);")
    distribute(actor=by_clerk, document=document, at=NOW)
    assert document.deliveries.get(organisation=house.communes[0]).purpose == "act"
    assert document.deliveries.count() == 3


def test_those_who_are_to_act_see_the_first_deadline_of_the_text(house: SimpleNamespace, by_clerk: Actor) -> None:
    document = ready(house, by_clerk, "- Đoàn cấp xã (t/h);", "- UBND tỉnh (b/c);", issued=False)
    document.round.tree["deadlines"] = [
        {"text": "trước ngày 20/12/2026", "due": "2026-12-20"},
        {"text": "trước ngày 01/3/2025", "due": "2025-03-01"},
    ]
    issue(house, document)
    distribute(actor=by_clerk, document=document, at=NOW)
    assert set(document.deliveries.values_list("purpose", "due_on")) == {("act", date(2026, 12, 20)), ("report", None)}


def test_an_organisation_that_takes_paper_only_gets_paper(house: SimpleNamespace, by_clerk: Actor) -> None:
    house.ubnd.on_paper = True
    house.ubnd.save()
    document = ready(house, by_clerk, "- UBND tỉnh;")
    distribute(actor=by_clerk, document=document, at=NOW)
    assert document.deliveries.get().on_paper
    assert not Access.objects.filter(document=document).exists()


def test_done_twice_changes_nothing(house: SimpleNamespace, by_clerk: Actor) -> None:
    document = ready(house, by_clerk, "- Đoàn cấp xã;")
    distribute(actor=by_clerk, document=document, at=NOW)
    assert distribute(actor=SYSTEM, document=document, at=NOW) == 0
    assert Delivery.objects.count() == 3


def test_what_is_not_issued_or_not_frozen_does_not_go_out(house: SimpleNamespace, by_clerk: Actor) -> None:
    with pytest.raises(ValidationError, match="chưa được cấp số"):
        distribute(actor=by_clerk, document=ready(house, by_clerk, "- UBND tỉnh;", issued=False), at=NOW)
    document = make_document(house, ["- UBND tỉnh;"])
    resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    with pytest.raises(ValidationError, match="chưa được chốt"):
        distribute(actor=by_clerk, document=issue(house, document), at=NOW)


def test_only_the_clerk_or_the_system_sends(house: SimpleNamespace, by_clerk: Actor) -> None:
    document = ready(house, by_clerk, "- UBND tỉnh;")
    with pytest.raises(PermissionDenied):
        distribute(actor=Actor.of(house.drafter), document=document, at=NOW)


def test_ten_and_a_thousand_recipients_take_the_same_number_of_queries(
    house: SimpleNamespace,
    by_clerk: Actor,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many_communes(house.tinh, [f"Đoàn xã Đầu {number}" for number in range(7)])
    few = ready(house, by_clerk, "- Đoàn cấp xã;")
    with django_assert_max_num_queries(32) as first:
        assert distribute(actor=by_clerk, document=few, at=NOW) == 10
    many_communes(house.tinh, [f"Đoàn xã Sau {number}" for number in range(990)])
    give_role(person("nhan2", "Vũ Văn Nhận"), house.communes[1], Role.RECIPIENT)
    many = ready(house, by_clerk, "- Đoàn cấp xã;")
    with django_assert_num_queries(len(first.captured_queries)):
        assert distribute(actor=by_clerk, document=many, at=NOW) == 1000
