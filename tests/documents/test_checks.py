"""An office switches a check off or changes its severity, blockers excepted; drafts after that are checked so."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from audit.actor import Actor
from audit.models import JournalEntry
from audit.registry import registry
from documents import actions
from documents.models import CheckSetting, Document
from documents.queries import findings_of, gate_findings, repair_proposals
from documents.queries.checks import listed_checks, settings_for
from documents.structure.checks import BLOCKERS, CODES, MORE
from orgs.actions.roles import refresh
from orgs.models import Organisation, Role, RoleAssignment
from tests.documents.conftest import NOW, PLAN, person
from tests.responses import Response

WHY = "Văn phòng đã thống nhất cách viết riêng."
SPACED = PLAN.replace("an toàn", "an  toàn")


def administrator(of: Organisation, name: str = "toan") -> Actor:
    user = person(name, f"Quản trị {name}")
    RoleAssignment.objects.create(user=user, organisation=of, role=Role.ORGANISATION_ADMIN, starts_on=date(2025, 10, 1))
    refresh(user, actor=Actor.of(user), at=NOW)
    return Actor.of(user)


@pytest.fixture
def admin(office: SimpleNamespace) -> Actor:
    return administrator(office.tinh)


def below(parent: Organisation | None, level: str = "commune", name: str = "Đoàn phường An Phú") -> Organisation:
    return Organisation.objects.create(name=name, short_name=name, level=level, parent=parent)


def put(actor: Actor, organisation: Organisation, code: str = "spacing", severity: str = "off") -> CheckSetting:
    return actions.set_check(actor=actor, organisation=organisation, code=code, severity=severity, reason=WHY, at=NOW)


def undo(actor: Actor, organisation: Organisation, code: str = "spacing") -> None:
    actions.unset_check(actor=actor, organisation=organisation, code=code, reason="Thôi.", at=NOW)


def draft(office: SimpleNamespace, text: str = SPACED) -> Document:
    return actions.import_draft(actor=office.drafter, organisation=office.tinh, text=text, at=NOW)


def codes_of(document: Document) -> set[str]:
    return {finding["code"] for finding in document.round.findings}


def _facts(entry: JournalEntry) -> dict[str, Any]:
    return json.loads(entry.text)["facts"]


def _reason(entry: JournalEntry) -> str:
    return json.loads(entry.text)["reason"]


def in_force(organisation: Organisation) -> dict[str, tuple[str, str]]:
    return {code: (setting.severity, setting.office) for code, setting in settings_for(organisation).items()}


def test_a_check_that_is_switched_off_is_silent_in_the_next_draft_and_stays_in_the_round_before(
    office: SimpleNamespace, admin: Actor
) -> None:
    before = draft(office)
    put(admin, office.tinh)
    after = draft(office)
    assert "spacing" in codes_of(before)
    assert "spacing" not in codes_of(after)
    assert "spacing" in codes_of(Document.objects.get(pk=before.pk))
    assert after.round.check_settings == {"spacing": {"severity": "off", "office": "Tỉnh đoàn"}}


def test_what_is_shown_of_a_check_that_was_switched_off_since_is_still_repaired(
    office: SimpleNamespace, admin: Actor
) -> None:
    document = draft(office)
    put(admin, office.tinh)
    ids = [proposal.id for proposal in repair_proposals(document, form_only=True)]
    actions.apply_repairs(actor=office.drafter, document=document, ids=ids, at=NOW)
    assert "an toàn" in str(Document.objects.get(pk=document.pk).round.tree)


def test_a_check_has_the_severity_that_the_office_gave_it(office: SimpleNamespace, admin: Actor) -> None:
    put(admin, office.tinh, severity="error")
    (found,) = [finding for finding in findings_of(draft(office)) if finding.code == "spacing"]
    assert (found.severity, found.set_by, found.rule) == ("error", "Tỉnh đoàn", "thông lệ")
    assert not found.may_be_waived


def test_an_act_says_what_was_before_and_what_is_after_and_why(admin: Actor, office: SimpleNamespace) -> None:
    put(admin, office.tinh)
    put(admin, office.tinh, severity="warning")
    undo(admin, office.tinh)
    said = JournalEntry.objects.filter(verb__endswith="set_check").order_by("sequence")
    assert [(one.verb, _facts(one)["before"], _facts(one)["after"], _reason(one)) for one in said] == [
        ("documents.set_check", "info", "off", WHY),
        ("documents.set_check", "off", "warning", WHY),
        ("documents.unset_check", "warning", "info", "Thôi."),
    ]
    words = registry.messages["documents.set_check"]
    assert str(words.phrase).format(**words.facts(_facts(said[0]))) == (
        "đặt kiểm tra “Khoảng trắng đúng quanh dấu câu” từ “Thông tin” thành “Tắt”"
    )
    past = CheckSetting.history.order_by("history_id")
    assert [(row.history_type, row.severity, row.history_user) for row in past] == [
        ("+", "off", admin.user), ("~", "warning", admin.user), ("-", "warning", admin.user)
    ]  # fmt: skip


@pytest.mark.parametrize("code", sorted(BLOCKERS))
def test_no_blocker_is_set_aside(office: SimpleNamespace, admin: Actor, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        put(admin, office.tinh, code=code)
    assert refusal.value.code == "blocker_stays"


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("check_unknown", {"code": "checked_once"}),
        ("severity_unknown", {"severity": "blocker"}),
        ("reason_needed", {"reason": " "}),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    office: SimpleNamespace, admin: Actor, code: str, given: dict[str, str]
) -> None:
    wanted = {"code": "spacing", "severity": "off", "reason": WHY, **given}
    with pytest.raises(ValidationError) as refusal:
        actions.set_check(actor=admin, organisation=office.tinh, at=NOW, **wanted)
    assert refusal.value.code == code
    assert not CheckSetting.objects.exists()


def test_the_same_is_not_set_twice_and_nothing_is_undone_twice(office: SimpleNamespace, admin: Actor) -> None:
    put(admin, office.tinh)
    with pytest.raises(ValidationError, match="đã đặt"):
        put(admin, office.tinh)
    undo(admin, office.tinh)
    with pytest.raises(ValidationError, match="không có thiết lập riêng"):
        undo(admin, office.tinh)


@pytest.mark.parametrize("role", ["drafter", "secretary", "chief", "clerk", "checker"])
def test_nobody_but_an_administrator_sets_a_check(office: SimpleNamespace, admin: Actor, role: str) -> None:
    with pytest.raises(PermissionDenied):
        put(getattr(office, role), office.tinh)
    put(admin, office.tinh)
    with pytest.raises(PermissionDenied):
        undo(getattr(office, role), office.tinh)


def test_an_administrator_below_sets_nothing_above(office: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        put(administrator(below(office.tinh), "lan.bt"), office.tinh)


def test_a_unit_follows_the_nearest_above_it_up_to_the_province(office: SimpleNamespace, admin: Actor) -> None:
    commune = below(office.tinh)
    chapter = below(commune, "chapter", "Chi đoàn Khu phố 1")
    put(admin, office.tinh)
    assert in_force(chapter) == in_force(commune) == in_force(office.tinh) == {"spacing": ("off", "Tỉnh đoàn")}
    put(admin, commune, severity="warning")
    assert in_force(chapter) == in_force(commune) == {"spacing": ("warning", "Đoàn phường An Phú")}
    undo(admin, commune)
    assert in_force(chapter) == {"spacing": ("off", "Tỉnh đoàn")}


def test_the_centre_sets_nothing_for_the_provinces(office: SimpleNamespace) -> None:
    centre = below(None, "central", "Trung ương Đoàn")
    Organisation.objects.filter(pk=office.tinh.pk).update(parent=centre)  # no row history: of the world before the test
    put(administrator(centre), centre)
    assert in_force(centre) == {"spacing": ("off", "Trung ương Đoàn")}
    assert in_force(Organisation.objects.get(pk=office.tinh.pk)) == {}


def test_who_takes_over_a_closed_unit_does_not_take_over_its_settings(office: SimpleNamespace, admin: Actor) -> None:
    old, new = below(office.tinh), below(office.tinh, name="Đoàn phường Tân Lộc")
    put(admin, old)
    old.valid_to, old.successor = date(2026, 6, 30), new
    old.save()
    assert in_force(new) == {}


def test_a_gate_holds_whatever_an_office_set(office: SimpleNamespace, admin: Actor) -> None:
    for code in CODES - BLOCKERS:
        put(admin, office.tinh, code=code)
    text = PLAN.replace("số 12-CTr/TĐTN ngày 05/01/2026", "số       -CTr/TĐTN ngày   /01/2026")
    document = draft(office, text)
    assert codes_of(document) == {"basis_blank"}
    assert [finding.code for finding in gate_findings(document, "S")] == ["basis_blank"]


def page(client: Client, actor: Actor, office: SimpleNamespace) -> str:
    client.force_login(actor.user)
    return client.get(reverse("documents:checks"), {"don-vi": office.tinh.pk}).content.decode()


def send(client: Client, office: SimpleNamespace, **given: str) -> Response:
    address = f"{reverse('documents:checks')}?don-vi={office.tinh.pk}"
    return client.post(address, {"check": "spacing", "severity": "off", "reason": WHY, **given})


def test_every_check_stands_on_the_page_with_its_rule(office: SimpleNamespace) -> None:
    listed = [row for _rule, rows in listed_checks(office.tinh) for row in rows]
    assert {row.code for row in listed} == CODES - {MORE}
    assert {row.code for row in listed if row.fixed} == BLOCKERS - {MORE}
    assert [rule for rule, _rows in listed_checks(office.tinh)][-1] == "thông lệ"


def test_an_administrator_switches_a_check_off_on_the_page_and_undoes_it(
    client: Client, office: SimpleNamespace, admin: Actor
) -> None:
    assert "Ghi thiết lập" in page(client, admin, office)
    assert send(client, office)["Location"].endswith("#spacing")
    shown = page(client, admin, office)
    assert WHY in shown
    assert "Quản trị toan" in shown
    assert "trở về “Thông tin”" in shown
    assert send(client, office, severity="unset", reason="Thôi.").status_code == 302
    assert not CheckSetting.objects.exists()
    client.get(reverse("documents:checks_history")).content.decode().index("Thôi.")


def test_a_refusal_stands_in_the_form_with_what_was_typed(
    client: Client, office: SimpleNamespace, admin: Actor
) -> None:
    client.force_login(admin.user)
    answer = send(client, office, reason="")
    assert (answer.status_code, "Hãy ghi lý do." in answer.content.decode()) == (422, True)
    answer = send(client, office, check="basis_blank")
    assert (answer.status_code, "không tắt và không đổi mức được" in answer.content.decode()) == (422, True)
    answer = send(client, office, check="checked_once")
    assert (answer.status_code, "Không có kiểm tra này" in answer.content.decode()) == (422, True)
    assert send(client, office, severity="blocker").status_code == 422


def test_others_read_the_list_and_change_nothing(client: Client, office: SimpleNamespace, admin: Actor) -> None:
    assert "Ghi thiết lập" not in page(client, office.drafter, office)
    assert send(client, office).status_code == 403
    assert client.get(reverse("documents:checks_history")).status_code == 404


def test_the_margin_tells_what_is_off_and_whose_severity_it_is(
    client: Client, office: SimpleNamespace, admin: Actor
) -> None:
    put(admin, office.tinh)
    put(admin, office.tinh, code="number_blank", severity="warning")
    document = draft(office)
    undo(admin, office.tinh)
    client.force_login(office.drafter.user)
    shown = client.get(reverse("documents:findings_panel", args=[document.pk])).content.decode()
    assert "1 kiểm tra đang tắt theo thiết lập của Tỉnh đoàn" in shown
    assert "Khoảng trắng đúng quanh dấu câu" in shown
    assert "mức do Tỉnh đoàn đặt" in shown
