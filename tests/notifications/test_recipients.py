"""Matching a document's Nơi nhận to the directory; the clerk's answers; freezing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoAssertNumQueries

from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from documents.models import Document, DraftRound, Status
from documents.states import BEFORE_ISSUE
from notifications.actions import (
    add_alias,
    choose_reading,
    confirm_line,
    freeze_recipients,
    resolve_recipients,
    send_on_paper,
)
from notifications.models import Recipient, RecipientLine
from notifications.queries import recipients_ready
from orgs.models import Membership

from .conftest import NOW, TODAY, make_document, many_communes, organisation, person, seat

State = RecipientLine.State


def resolve(house: SimpleNamespace, *lines: str, archive: str = "Lưu: VT.") -> tuple[Document, list[RecipientLine]]:
    document = make_document(house, list(lines), archive)
    return document, resolve_recipients(actor=SYSTEM, document=document, at=NOW)


def next_round(document: Document, tree: dict[str, Any]) -> DraftRound:
    return DraftRound.objects.create(
        document=document, ordinal=2, origin="revised", tree=tree, text_sha256="0" * 64, created_at=NOW
    )


def names(line: RecipientLine) -> list[str]:
    return [recipient.name for recipient in line.recipients.all()]


def test_leading_body_of_the_superior_is_the_superior(house: SimpleNamespace) -> None:
    _, (line, archive) = resolve(house, "- Ban Bí thư TW Đoàn (B/c);")
    assert (line.state, line.purpose) == (State.RESOLVED, "report")
    assert line.recipients.get().organisation == house.centre
    assert line.understood == "Ban Bí thư Trung ương Đoàn TNCS Hồ Chí Minh"
    assert (archive.state, archive.understood) == (State.ARCHIVE, "Lưu: VT")


def test_office_and_bans_of_the_superior(house: SimpleNamespace) -> None:
    _, (line, _) = resolve(house, "- Văn phòng, các ban TW Đoàn;")
    assert line.understood == "Văn phòng Trung ương Đoàn và 2 ban của Trung ương Đoàn"
    assert {recipient.organisation for recipient in line.recipients.all()} == {house.office, *house.bans}


def test_an_office_with_a_neighbours_owner_is_not_the_own_one(house: SimpleNamespace) -> None:
    organisation("Văn phòng Tỉnh đoàn", "department", house.tinh, short="Văn phòng")
    _, (line, _) = resolve(house, "- VP, các ban TW Đoàn;")
    assert line.state == State.RESOLVED
    assert house.office in [recipient.organisation for recipient in line.recipients.all()]


def test_names_with_and_without_the_own_place_are_one(house: SimpleNamespace) -> None:
    _, lines = resolve(house, "- UBND tỉnh;", "- UBND tỉnh Lam Giang;", "- Nhà Thiếu nhi tỉnh;", "- Ủy ban MTTQ tỉnh;")
    found = [line.recipients.get().organisation for line in lines[:4]]
    assert found == [house.ubnd, house.ubnd, house.house_of_children, house.front]


def test_the_leaders_of_a_unit_are_written_to_the_unit(house: SimpleNamespace) -> None:
    _, (line, _) = resolve(house, "- Lãnh đạo Ban Dân vận Tỉnh ủy;")
    assert line.recipients.get().organisation == house.dan_van


def test_members_of_the_committee_are_its_members_of_that_day(house: SimpleNamespace) -> None:
    Membership.objects.filter(user=house.members[4]).update(ends_on=TODAY.replace(day=1))
    _, (line, _) = resolve(house, "- Các đồng chí Ủy viên BCH Tỉnh đoàn;")
    assert line.understood == "4 ủy viên BCH Tỉnh đoàn khóa XIV đương nhiệm"
    assert [recipient.user for recipient in line.recipients.all()] == house.members[:4]


def test_members_of_another_term_are_not_guessed(house: SimpleNamespace) -> None:
    _, (line, _) = resolve(house, "- UVBCH Tỉnh đoàn khóa XIII;")
    assert line.state == State.UNRESOLVED
    assert not line.recipients.exists()


def test_the_standing_secretariat_is_its_people(house: SimpleNamespace) -> None:
    _, (line, _) = resolve(house, "- Thường trực Tỉnh đoàn;")
    assert [recipient.user for recipient in line.recipients.all()] == house.members[:2]


def test_communes_and_direct_units(house: SimpleNamespace) -> None:
    _, (line, _) = resolve(house, "- Đoàn cấp xã, đoàn trực thuộc (t/h);")
    assert line.understood == "3 đoàn cấp xã và 1 đoàn trực thuộc"
    assert set(line.recipients.values_list("purpose", flat=True)) == {"act"}


def test_districts_that_have_ended_are_a_question(house: SimpleNamespace) -> None:
    closed = organisation(
        "Huyện đoàn Sơn Hạ", "district", house.tinh, valid_to="2025-06-30", successor=house.communes[0]
    )
    _, (line, _) = resolve(house, "- Các huyện, thị, thành đoàn, đoàn trực thuộc;")
    assert line.state == State.AMBIGUOUS
    heirs, without = line.readings
    assert [target["organisation"] for target in heirs["targets"]] == [house.direct.pk, house.communes[0].pk]
    assert [target["organisation"] for target in without["targets"]] == [house.direct.pk]
    assert closed.pk not in [target["organisation"] for target in heirs["targets"]]


def test_a_post_is_the_person_who_holds_it(house: SimpleNamespace) -> None:
    _, (line, other, _) = resolve(house, "- VP: CVP;", "- Đ/c Bí thư Tỉnh đoàn (B/c);")
    assert line.recipients.get().user == house.members[2]
    assert other.recipients.get().user == house.members[0]


def test_two_people_of_one_name_are_a_question(house: SimpleNamespace) -> None:
    person("an1", "Trần Văn An")
    person("an2", "Trần Văn An")
    _, (line, _) = resolve(house, "- Đ/c Trần Văn An, Trưởng Ban Tổ chức (để biết);")
    assert line.state == State.AMBIGUOUS
    assert len(line.readings) == 2


def test_one_purpose_for_two_names_waits_for_the_clerk_and_is_remembered(
    house: SimpleNamespace, by_clerk: Actor
) -> None:
    document, (line, _) = resolve(house, "- Thường trực Tỉnh ủy; Lãnh đạo UBND tỉnh (B/c);")
    assert line.state == State.AMBIGUOUS
    assert not line.recipients.exists()
    assert not recipients_ready(document).ready
    choose_reading(actor=by_clerk, line=line, index=1, at=NOW)
    assert list(line.recipients.values_list("purpose", flat=True)) == ["", "report"]
    assert line.confirmed_by == house.clerk
    assert recipients_ready(document).ready
    _, (again, _) = resolve(house, "- Thường trực Tỉnh ủy; Lãnh đạo UBND tỉnh (B/c);")
    assert again.state == State.RESOLVED
    assert list(again.recipients.values_list("purpose", flat=True)) == ["", "report"]


def test_an_unknown_name_becomes_an_alias_for_next_time(house: SimpleNamespace, by_clerk: Actor) -> None:
    _, (line, _) = resolve(house, "- Ủy ban MTTQ, các đoàn thể tỉnh;")
    assert line.state == State.UNRESOLVED
    assert line.question == "Chưa có trong danh bạ: các đoàn thể tỉnh."
    unions = [organisation(f"{name} tỉnh", "outside", house.tinh) for name in ("Hội Nông dân", "Liên đoàn Lao động")]
    add_alias(actor=by_clerk, line=line, name="các đoàn thể tỉnh", organisations=unions, at=NOW)
    assert line.state == State.RESOLVED
    assert set(line.recipients.values_list("organisation", flat=True)) == {house.front.pk, *(u.pk for u in unions)}
    _, (again, _) = resolve(house, "- Các đoàn thể tỉnh;")
    assert again.recipients.count() == 2


def test_what_nobody_knows_goes_on_paper_and_the_rest_as_understood(house: SimpleNamespace, by_clerk: Actor) -> None:
    document, (line, _) = resolve(house, "- UBND tỉnh, Báo Thanh niên;")
    assert line.state == State.UNRESOLVED
    send_on_paper(actor=by_clerk, line=line, at=NOW)
    digital, paper = line.recipients.all()
    assert (digital.organisation, digital.on_paper) == (house.ubnd, False)
    assert (paper.name, paper.on_paper) == ("Báo Thanh niên", True)
    state = recipients_ready(document)
    assert (state.ready, state.paper, state.papers, state.units) == (True, 1, 1, 1)


def test_two_organisations_of_one_name_are_a_question(house: SimpleNamespace) -> None:
    organisation("Hội Doanh nhân trẻ", "outside", house.tinh)
    other = organisation("Hội Doanh nghiệp trẻ", "outside", house.tinh, short="Hội Doanh nhân trẻ")
    _, (line, _) = resolve(house, "- Hội Doanh nhân trẻ;")
    assert line.state == State.AMBIGUOUS
    assert {reading["answer"] for reading in line.readings} == {"Hội Doanh nhân trẻ", other.name}


def test_resolving_again_keeps_what_the_clerk_decided(house: SimpleNamespace, by_clerk: Actor) -> None:
    document, (line, _, _) = resolve(house, "- Báo Thanh niên;", "- UBND tỉnh;")
    send_on_paper(actor=by_clerk, line=line, at=NOW)
    lines = resolve_recipients(actor=by_clerk, document=document, at=NOW)
    assert lines[0].state == State.PAPER
    assert lines[0].recipients.get().on_paper
    assert lines[1].recipients.get().organisation == house.ubnd


def test_a_new_round_with_fewer_lines_drops_the_rest(house: SimpleNamespace) -> None:
    document, _ = resolve(house, "- UBND tỉnh;", "- Tỉnh ủy;")
    tree = document.round.tree | {"recipients": document.round.tree["recipients"][1:]}
    Document.objects.filter(pk=document.pk).update(round=next_round(document, tree))
    assert [line.text for line in resolve_recipients(actor=SYSTEM, document=document, at=NOW)] == [
        "- Tỉnh ủy;",
        "Lưu: VT.",
    ]
    assert document.recipient_lines.count() == 2


def test_freezing_waits_for_every_line_and_then_refuses_changes(house: SimpleNamespace, by_clerk: Actor) -> None:
    document, (line, unclear, _) = resolve(house, "- UBND tỉnh;", "- Báo Thanh niên;")
    confirm_line(actor=by_clerk, line=line, at=NOW)
    with pytest.raises(ValidationError, match="Còn 1 dòng"):
        freeze_recipients(actor=by_clerk, document=document, at=NOW)
    send_on_paper(actor=by_clerk, line=unclear, at=NOW)
    freeze_recipients(actor=by_clerk, document=document, at=NOW)
    assert not document.recipient_lines.filter(frozen_at__isnull=True).exists()
    for change in (
        lambda: resolve_recipients(actor=by_clerk, document=document, at=NOW),
        lambda: send_on_paper(actor=by_clerk, line=line, at=NOW),
        lambda: choose_reading(actor=by_clerk, line=line, index=0, at=NOW),
    ):
        with pytest.raises(ValidationError, match="đã chốt"):
            change()


def test_a_document_without_recipients_is_not_ready(house: SimpleNamespace, by_clerk: Actor) -> None:
    document, _ = resolve(house)
    with pytest.raises(ValidationError, match="chưa có Nơi nhận"):
        freeze_recipients(actor=by_clerk, document=document, at=NOW)


def test_only_the_clerk_answers(house: SimpleNamespace) -> None:
    _, (line, _) = resolve(house, "- UBND tỉnh;")
    for user in (house.drafter, house.outsider, house.members[0]):
        with pytest.raises(PermissionDenied):
            confirm_line(actor=Actor.of(user), line=line, at=NOW)
    with pytest.raises(PermissionDenied):
        resolve_recipients(actor=Actor.of(house.outsider), document=line.document, at=NOW)


def test_every_answer_is_in_the_journal(house: SimpleNamespace, by_clerk: Actor) -> None:
    document, (line, _) = resolve(house, "- UBND tỉnh;")
    confirm_line(actor=by_clerk, line=line, at=NOW)
    verbs = list(JournalEntry.objects.filter(document_id=document.pk).values_list("verb", flat=True))
    assert verbs == ["notifications.resolve_recipients", "notifications.confirm_line"]


def test_queries_do_not_grow_with_the_recipients(
    house: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    few = make_document(house, ["- Đoàn cấp xã;"])
    many = make_document(house, ["- Đoàn cấp xã;"])
    with django_assert_max_num_queries(40) as first:
        resolve_recipients(actor=SYSTEM, document=few, at=NOW)
    many_communes(house.tinh, [f"Đoàn xã Số {number}" for number in range(150)])
    with django_assert_max_num_queries(len(first.captured_queries) + 2):
        resolve_recipients(actor=SYSTEM, document=many, at=NOW)
    assert Recipient.objects.filter(line__document=many).count() == 153


def test_ten_members_added_to_the_committee_are_found(house: SimpleNamespace) -> None:
    for number in range(10):
        seat(person(f"them{number}", f"Người Thêm {number}"), house.bch, term=house.term)
    _, (line, _) = resolve(house, "- UVBCH Tỉnh đoàn;")
    assert line.recipients.count() == 15


@pytest.mark.parametrize("status", Status.values)
def test_the_list_is_prepared_only_before_issue(house: SimpleNamespace, by_clerk: Actor, status: str) -> None:
    document, (line, other, _) = resolve(house, "- UBND tỉnh;", "- Báo Thanh niên;")
    Document.objects.filter(pk=document.pk).update(status=status)  # the page was drawn before
    for act in (
        lambda: resolve_recipients(actor=by_clerk, document=document, at=NOW),
        lambda: confirm_line(actor=by_clerk, line=line, at=NOW),
        lambda: send_on_paper(actor=by_clerk, line=other, at=NOW),
        lambda: freeze_recipients(actor=by_clerk, document=document, at=NOW),
    ):
        if status in BEFORE_ISSUE:
            act()
            continue
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "wrong_state"


def test_a_line_that_went_with_its_text_is_answered_by_nobody(house: SimpleNamespace, by_clerk: Actor) -> None:
    _document, (line, *_) = resolve(house, "- Báo Thanh niên;")
    RecipientLine.objects.filter(pk=line.pk).delete()
    with pytest.raises(ValidationError, match="không còn nữa"):
        send_on_paper(actor=by_clerk, line=line, at=NOW)
