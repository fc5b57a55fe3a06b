"""The pages answer, show what they should, and give nothing to those who may not see."""

import re
from collections.abc import Callable
from typing import Any, Never

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from approvals.actions import decide
from audit.actor import Actor
from documents import reading
from documents.actions import save_working_copy, submit_round
from documents.models import Document, WorkingCopy
from documents.structure import Draft, Unreadable, to_text
from orgs.models import User
from tests.responses import Response
from tests.workflows.conftest import NOON, OPTIONS, TEXT, Province
from workflows import actions
from workflows.models import Itinerary, Procedure
from workflows.procedure_forms import initial_of
from workflows.procedures import StationKind
from workflows.views import drafting


@pytest.fixture
def document(province: Province, write: Callable[..., Document]) -> Document:
    document = write(OPTIONS)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    return document


def get(client: Client, user: User, name: str, *args: int, **query: str) -> Response:
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


@pytest.mark.parametrize(
    "name",
    [
        "workflows:workspace",
        "workflows:drafts",
        "workflows:opinions",
        "workflows:signing",
        "workflows:numbering",
        "workflows:procedures",
        "workflows:draft_new",
    ],
)
def test_every_page_answers_the_drafter(client: Client, province: Province, document: Document, name: str) -> None:
    assert get(client, province.drafter, name).status_code == 200


def test_the_workspace_shows_what_waits(client: Client, province: Province, document: Document) -> None:
    page = get(client, province.drafter, "workflows:workspace").content.decode()
    assert document.subject in page
    assert document.subject not in get(client, province.outsider, "workflows:workspace").content.decode()


def test_the_document_page_holds_the_sheet_the_route_and_the_act(
    client: Client, province: Province, document: Document
) -> None:
    page = get(client, province.drafter, "workflows:document", document.pk).content.decode()
    assert "Kiểm tra thể thức" in page
    assert 'id="submit-dialog"' in page
    assert "Trồng mới" in page


def test_a_guessed_id_gives_nothing(client: Client, province: Province, document: Document) -> None:
    assert get(client, province.outsider, "workflows:document", document.pk).status_code == 404
    assert get(client, province.outsider, "workflows:route_panel", document.pk).status_code == 404
    client.force_login(province.outsider)
    assert client.post(reverse("workflows:document_submit", args=[document.pk])).status_code == 404


def test_a_message_as_long_as_a_book_is_refused_with_a_sentence(
    client: Client, province: Province, document: Document
) -> None:
    client.force_login(province.drafter)
    page = client.post(
        reverse("workflows:document_submit", args=[document.pk]), {"message": "dài " * 2_000}, follow=True
    )
    assert "viết gọn" in page.content.decode()
    assert Itinerary.objects.get(document=document).station.kind is StationKind.DRAFT


def test_a_draft_is_pasted_and_walks_to_the_checker(client: Client, province: Province) -> None:
    client.force_login(province.drafter)
    text = "TỈNH ĐOÀN LAM GIANG\n\nCHƯƠNG TRÌNH\nCông tác Đoàn năm 2027\n\nI. CHỈ TIÊU\n1. Trồng 4.000 cây xanh.\n"
    answer = client.post(reverse("workflows:draft_new"), {"text": text, "urgency": "normal"})
    assert answer.status_code == 302
    itinerary = Itinerary.objects.get()
    answer = client.post(reverse("workflows:document_submit", args=[itinerary.document_id]), {"message": "Kính trình"})
    assert Itinerary.objects.get().station.kind is StationKind.CHECK


def test_an_empty_draft_is_told_so_beside_the_field(client: Client, province: Province) -> None:
    client.force_login(province.drafter)
    page = client.post(reverse("workflows:draft_new"), {"text": "  "})
    assert page.status_code == 200
    assert "Hãy chọn tệp" in page.content.decode()


def test_a_refusal_comes_back_as_a_sentence(client: Client, province: Province, document: Document) -> None:
    client.force_login(province.drafter)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    client.force_login(province.checker)
    answer = client.post(reverse("workflows:document_return", args=[document.pk]), {"reason": ""}, follow=True)
    assert "Hãy ghi lý do" in answer.content.decode()


def test_the_desk_saves_itself_and_refuses_a_stale_window(
    client: Client, province: Province, document: Document
) -> None:
    client.force_login(province.drafter)
    url = reverse("workflows:document_save", args=[document.pk])
    assert client.post(url, {"text": "a", "version": "0", "seen": "1"}).headers["X-Version"] == "1"
    assert client.post(url, {"text": "b", "version": "0", "seen": "1"}).status_code == 409
    assert get(client, province.drafter, "workflows:document_edit", document.pk).status_code == 200


def test_a_desk_opened_before_a_new_round_gets_the_reason_and_its_text_back(
    client: Client, province: Province, document: Document
) -> None:
    submit_round(actor=Actor.of(province.drafter), document=document, file=TEXT.encode(), name="a.txt", at=NOON)
    client.force_login(province.drafter)
    old = {"text": "Đoạn tôi gõ từ lần 1", "version": "0", "seen": "1"}
    answer = client.post(reverse("workflows:document_save", args=[document.pk]), old)
    assert (answer.status_code, "lần dự thảo mới" in answer.content.decode()) == (409, True)
    page = client.post(reverse("workflows:document_edit", args=[document.pk]), old)
    assert page.status_code == 409
    assert (page.context["typed"], page.context["seen"]) == ("Đoạn tôi gõ từ lần 1", 2)
    assert "Đoạn tôi gõ từ lần 1" not in page.context["text"]
    assert (document.rounds.count(), WorkingCopy.objects.count()) == (2, 0)


def test_a_desk_whose_document_has_gone_on_gets_its_text_back(
    client: Client, province: Province, document: Document
) -> None:
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    client.force_login(province.drafter)
    page = client.post(
        reverse("workflows:document_edit", args=[document.pk]), {"text": "Gõ dở", "version": "0", "seen": "1"}
    )
    assert (page.status_code, page.context["typed"], page.context["at_desk"]) == (409, "Gõ dở", False)
    assert "Kiểm tra thể thức" in page.context["problem"].sentence


def test_what_another_window_saves_meanwhile_never_becomes_this_windows_round(
    client: Client, province: Province, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_elsewhere(**given: Any) -> WorkingCopy:
        copy = save_working_copy(**given)
        other = given | {"text": TEXT + "Cửa sổ kia", "version": copy.version}
        save_working_copy(**other)
        return copy

    monkeypatch.setattr(drafting, "save_working_copy", save_elsewhere)
    client.force_login(province.drafter)
    page = client.post(
        reverse("workflows:document_edit", args=[document.pk]),
        {"text": TEXT + "Cửa sổ này", "version": "0", "seen": "1"},
    )
    assert (page.status_code, document.rounds.count()) == (409, 1)
    assert (page.context["typed"], page.context["text"]) == (TEXT + "Cửa sổ này", TEXT + "Cửa sổ kia")
    assert 'data-base="1.2"' in page.content.decode()  # what this browser kept of version 0 never fills the newer copy


def test_who_no_longer_drafts_gets_their_text_back_and_changes_nothing(
    client: Client, province: Province, document: Document
) -> None:
    Document.objects.filter(pk=document.pk).update(drafter=province.chief)
    client.force_login(province.checker)
    page = client.post(
        reverse("workflows:document_edit", args=[document.pk]), {"text": "Gõ dở", "version": "0", "seen": "1"}
    )
    assert (page.status_code, page.context["typed"]) == (409, "Gõ dở")
    assert not WorkingCopy.objects.exists()


def test_a_file_chosen_before_a_new_round_does_not_replace_it(
    client: Client, province: Province, document: Document
) -> None:
    submit_round(actor=Actor.of(province.drafter), document=document, file=TEXT.encode(), name="a.txt", at=NOON)
    client.force_login(province.drafter)
    sent = {"seen": "1", "file": SimpleUploadedFile("cu.txt", b"KE HOACH\nCu")}
    answer = client.post(reverse("workflows:document_submit", args=[document.pk]), sent, follow=True)
    assert "lần dự thảo mới sau khi đồng chí mở trang này" in answer.content.decode()
    assert (document.rounds.count(), Itinerary.objects.get().station.kind) == (2, StationKind.DRAFT)


def test_the_clerk_sees_the_checklist_and_issues(
    client: Client, province: Province, write: Callable[..., Document]
) -> None:
    document = write()
    plan = province.procedures["Kế hoạch (không lấy ý kiến BCH)"]
    plan.type_codes = []
    plan.save()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON, procedure=plan)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    sign_off = document.sign_offs.get()
    decide(actor=Actor.of(province.secretary), sign_off=sign_off, decision="approved", note="", at=NOON)
    actions.sign(actor=Actor.of(province.secretary), document=document, at=NOON)
    page = get(client, province.clerk, "workflows:number", document.pk).content.decode()
    assert "Không còn điểm chặn" in page
    assert "01-CTr/TĐTN" in page
    assert get(client, province.drafter, "workflows:number", document.pk).status_code == 403
    client.force_login(province.clerk)
    answer = client.post(reverse("workflows:number", args=[document.pk]), follow=True)
    assert "Đã ban hành số 01-CTr/TĐTN" in answer.content.decode()
    assert get(client, province.clerk, "workflows:document", document.pk).status_code == 200


def test_a_procedure_is_drawn_in_words(client: Client, province: Province) -> None:
    procedure = province.procedures["Chương trình công tác (BCH biểu quyết chủ đề)"]
    page = get(client, province.drafter, "workflows:procedure", procedure.pk).content.decode()
    assert "Phiếu kín · quá nửa tổng số · túc số 2/3" in page
    assert get(client, province.drafter, "workflows:procedure_edit", procedure.pk).status_code == 403
    assert get(client, province.admin, "workflows:procedure_edit", procedure.pk).status_code == 200


def form_of(procedure: Procedure, **changes: Any) -> dict[str, Any]:
    """What a browser sends of a procedure's form, with some fields changed."""
    rows = initial_of(procedure.current.route)
    data: dict[str, Any] = {"name": procedure.name, "type_codes": ", ".join(procedure.type_codes), "note": "Đổi thứ tự"}
    data |= {"station-TOTAL_FORMS": len(rows), "station-INITIAL_FORMS": len(rows)}
    for place, row in enumerate(rows):
        data |= {
            f"station-{place}-{key}": value for key, value in row.items() if value is not None and value is not False
        }
    return data | changes


def labels_in(content: str) -> list[tuple[str, str]]:
    return re.findall(r"<summary>\s*<b>\s*<span data-number>(\d+)</span>\.\s+([^<]+?)\s*</b>", content)


def test_the_order_of_stations_is_the_order_of_their_numbers(client: Client, province: Province) -> None:
    procedure = province.procedures["Chương trình công tác (BCH biểu quyết chủ đề)"]
    before = [station.label for station in procedure.current.route]
    assert labels_in(get(client, province.admin, "workflows:procedure_edit", procedure.pk).content.decode())[0] == (
        "1",
        before[0],
    )
    swapped = form_of(procedure, **{"station-2-place": 4, "station-3-place": 3})
    url = reverse("workflows:procedure_edit", args=[procedure.pk])
    assert client.post(url, swapped).status_code == 302
    after = [station.label for station in Procedure.objects.get(pk=procedure.pk).current.route]
    assert after == [*before[:2], before[3], before[2], *before[4:]]
    client.force_login(province.drafter)
    assert client.post(url, swapped).status_code == 403


def test_stations_that_are_not_sound_come_back_in_the_order_that_was_sent(client: Client, province: Province) -> None:
    procedure = province.procedures["Chương trình công tác (BCH biểu quyết chủ đề)"]
    client.force_login(province.admin)
    wrong = form_of(procedure, **{"station-0-place": 2, "station-1-place": 1})
    content = client.post(reverse("workflows:procedure_edit", args=[procedure.pk]), wrong).content.decode()
    labels = [station.label for station in procedure.current.route]
    assert [label for _number, label in labels_in(content)][:3] == [labels[1], labels[0], labels[2]]
    assert "cần sửa" in content


def test_the_lists_export_as_files(client: Client, province: Province, document: Document) -> None:
    answer = get(client, province.drafter, "workflows:drafts", tep="csv")
    assert document.subject in answer.content.decode()
    assert get(client, province.drafter, "workflows:drafts", tep="xlsx").status_code == 200
    assert get(client, province.drafter, "workflows:drafts", tep="exe").status_code == 404


def test_an_emptied_desk_is_told_so_instead_of_failing(client: Client, province: Province, document: Document) -> None:
    client.force_login(province.drafter)
    client.post(reverse("workflows:document_save", args=[document.pk]), {"text": "   ", "version": "0", "seen": "1"})
    page = client.post(reverse("workflows:document_submit", args=[document.pk]), {"message": ""}, follow=True)
    assert page.status_code == 200
    assert "Tệp không có chữ nào" in page.content.decode()
    page = client.post(
        reverse("workflows:document_edit", args=[document.pk]), {"text": " ", "version": "1", "seen": "1"}
    )
    assert page.status_code == 422
    assert "Tệp không có chữ nào" in page.content.decode()


def test_a_print_that_takes_too_long_is_told_on_the_document_page(
    client: Client, province: Province, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **options: Any) -> Never:
        raise Unreadable("too_slow", "Máy in văn bản này quá lâu.")

    monkeypatch.setattr(reading._slots, "ask", refuse)
    client.force_login(province.drafter)
    page = client.get(reverse("documents:paper_pdf", args=[document.pk]), follow=True)
    assert page.status_code == 200
    assert "Máy in văn bản này quá lâu." in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_sent_on_is_read_outside_any_transaction(
    client: Client, province: Province, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, real = [], reading._slots.ask

    def ask(job: str, **options: Any) -> Any:
        locked.append(connection.in_atomic_block)
        return real(job, **options)

    monkeypatch.setattr(reading._slots, "ask", ask)
    client.force_login(province.drafter)
    text = to_text(Draft.from_json(document.round.tree)) + "\nThêm một dòng."
    client.post(reverse("workflows:document_save", args=[document.pk]), {"text": text, "version": "0", "seen": "1"})
    client.post(reverse("workflows:document_submit", args=[document.pk]), {"message": ""})
    assert locked == [False]
    document.refresh_from_db()
    assert document.round.ordinal == 2
