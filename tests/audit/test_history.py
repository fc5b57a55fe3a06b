"""A document's history: in words, joined with row histories, narrowed to what the reader may see; its dossier."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from audit.actions import act, record
from audit.actor import Actor
from audit.dossier import Dossier
from audit.exports import export_dossier
from audit.models import JournalEntry
from audit.queries import Item, journal_page, timeline
from audit.queries.durations import durations_of, in_days
from audit.queries.milestones import milestone_at, milestones_of
from audit.registry import Group, JournalMessage, Span, registry
from audit.verification import check_all
from documents.actions import import_draft, save_working_copy, set_status, submit_round
from documents.models import Document, DraftRound, Status
from notifications.models import Notice
from orgs.actions import assign_role
from orgs.models import Role, User
from tests.audit.conftest import NOW
from tests.orgs.conftest import province  # noqa: F401

TEXT = "KẾ HOẠCH\nTổ chức Tháng Thanh niên năm 2027\n\nI. MỤC ĐÍCH\n1. Thiết thực, hướng về cơ sở.\n"


@pytest.fixture
def people(province: SimpleNamespace) -> SimpleNamespace:  # noqa: F811
    for user, role in ((province.an, Role.DRAFTER), (province.binh, Role.AUDITOR)):
        assign_role(actor=province.by, user=user, organisation=province.tinh, role=role, starts_on=NOW.date(), at=NOW)
    province.an, province.binh = (User.objects.get(pk=user.pk) for user in (province.an, province.binh))
    return province


@pytest.fixture
def document(people: SimpleNamespace) -> Document:
    return import_draft(actor=Actor.of(people.an), organisation=people.tinh, text=TEXT, at=NOW)


@act
def whisper(*, actor: Actor, document: Document, at: datetime, reason: str = "") -> None:
    record(
        actor=actor,
        verb="test.whisper",
        subject=document,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        reason=reason,
        facts={"what": "<i>khẽ</i>"},
    )


@pytest.fixture
def whispered(monkeypatch: pytest.MonkeyPatch) -> None:
    verb = JournalMessage("nói {what} {missing}", private=True, group=Group.OPINION, exception="lần nói khẽ")
    monkeypatch.setitem(registry.messages, "test.whisper", verb)


def test_the_story_is_told_newest_first_in_words(document: Document, people: SimpleNamespace) -> None:
    story = timeline(document.pk, people.an)
    assert [item.verb for item in story.items][-1] == "documents.import"
    assert story.items[-1].html.startswith("<b>Trịnh Bình An</b> ")
    assert story.started_at == NOW


def test_a_line_of_the_journal_names_its_document_and_leads_there(document: Document) -> None:
    of_document = JournalEntry.objects.filter(document_id=document.pk)
    of_none = JournalEntry.objects.filter(document_id=None)[:1]
    named, unnamed = journal_page([*of_document[:1], *of_none])
    assert named.about == (str(document), document.get_absolute_url())
    assert unnamed.about is None


def test_facts_are_escaped_and_missing_ones_are_blank(
    document: Document, people: SimpleNamespace, whispered: None
) -> None:
    whisper(actor=Actor.of(people.an), document=document, at=NOW + timedelta(hours=1))
    newest = timeline(document.pk, people.an).items[0]
    assert newest.html == "<b>Trịnh Bình An</b> nói &lt;i&gt;khẽ&lt;/i&gt;"


def test_private_entries_are_for_those_who_look_after_the_whole(
    document: Document, people: SimpleNamespace, whispered: None
) -> None:
    assign_role(
        actor=people.by, user=people.outsider, organisation=people.tinh, role=Role.CLERK, starts_on=NOW.date(), at=NOW
    )
    clerk = User.objects.get(pk=people.outsider.pk)
    whisper(actor=Actor.of(people.an), document=document, at=NOW)
    seen = {
        reader: timeline(document.pk, reader).counts.get("opinion", 0) for reader in (people.an, people.binh, clerk)
    }
    assert seen == {people.an: 1, people.binh: 1, clerk: 0}


def test_an_outsider_sees_no_history_at_all(document: Document, people: SimpleNamespace, client: Client) -> None:
    assert timeline(document.pk, people.outsider) is None
    client.force_login(people.outsider)
    for name in ("audit:document_history", "audit:history_panel", "audit:document_at"):
        assert client.get(reverse(name, args=[document.pk])).status_code == 404
    assert client.post(reverse("audit:dossier", args=[document.pk])).status_code == 403


@pytest.mark.parametrize(("phrase", "beside"), [("nói", "Họ đang ngủ"), ("nói khẽ vì {reason}", "")])
def test_the_reason_of_an_act_is_told_once(
    document: Document, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, phrase: str, beside: str
) -> None:
    monkeypatch.setitem(registry.messages, "test.whisper", JournalMessage(phrase))
    whisper(actor=Actor.of(people.an), document=document, at=NOW + timedelta(hours=1), reason="Họ đang ngủ")
    newest = timeline(document.pk, people.an).items[0]
    assert newest.reason == beside
    assert (newest.html + newest.reason).count("Họ đang ngủ") == 1


def test_a_change_within_an_act_belongs_to_its_entry(document: Document, people: SimpleNamespace) -> None:
    @act
    def move(*, actor: Actor, at: datetime) -> None:
        set_status(actor=actor, document=document, status=Status.FORMAT_CHECK, at=at)
        whisper(actor=actor, document=document, at=at)

    move(actor=Actor.of(people.an), at=NOW + timedelta(hours=2))
    newest = timeline(document.pk, people.an).items[0]
    assert [(change.before, change.after) for change in newest.changes] == [("Đang soạn thảo", "Kiểm tra thể thức")]


def test_a_change_past_all_acts_stands_out_as_an_exception(document: Document, people: SimpleNamespace) -> None:
    document.subject = "Sửa tay"
    document.save()
    story = timeline(document.pk, people.an, group=Group.EXCEPTION)
    assert len(story.items) == 1
    assert "ngoài các thao tác nghiệp vụ" in story.items[0].html
    assert story.items[0].changes[0].after == "Sửa tay"


def test_the_reason_of_a_change_past_all_acts_is_told(
    document: Document, people: SimpleNamespace, client: Client
) -> None:
    changed: Any = document
    changed.subject, changed._change_reason = "Sửa tay", "Theo biên bản số 5"
    changed.save()
    assert timeline(document.pk, people.an, group=Group.EXCEPTION).items[0].reason == "Theo biên bản số 5"
    client.force_login(people.binh)
    assert "Theo biên bản số 5" in client.get(reverse("audit:document_history", args=[document.pk])).content.decode()


def test_the_pages_show_it(document: Document, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.binh)
    page = client.get(reverse("audit:document_history", args=[document.pk])).content.decode()
    assert "Chuỗi nguyên vẹn tới" in page
    assert "Trịnh Bình An" in page
    assert "Trịnh Bình An" in client.get(reverse("audit:history_panel", args=[document.pk])).content.decode()
    assert "Trịnh Bình An" in client.get(reverse("audit:history")).content.decode()


def test_the_pages_say_in_red_where_the_journal_does_not_hold(
    document: Document, people: SimpleNamespace, client: Client, triggers: None
) -> None:
    check_all(NOW)
    Document.objects.filter(pk=document.pk).update(type_code="QĐ")
    DraftRound.objects.update(note="sửa tay")
    check_all(NOW)
    client.force_login(people.binh)
    for page in (reverse("audit:history"), reverse("audit:document_history", args=[document.pk])):
        said = client.get(page).content.decode()
        assert "1 chỗ không khớp nhật ký" in said
        assert f"lần dự thảo 1 của văn bản {document.pk}: không đúng như nhật ký đã ghi" in said
    (notice,) = Notice.objects.filter(kind="journal")
    assert (notice.user, notice.url) == (people.binh, f"{reverse('audit:history')}?don-vi={people.tinh.pk}")


def test_a_page_tells_the_places_of_its_own_document_only(
    document: Document, people: SimpleNamespace, client: Client, triggers: None
) -> None:
    other = import_draft(actor=Actor.of(people.an), organisation=people.tinh, text=TEXT, at=NOW)
    DraftRound.objects.filter(document=other).update(note="sửa tay")
    check_all(NOW)
    client.force_login(people.an)
    said = client.get(reverse("audit:document_history", args=[document.pk])).content.decode()
    assert f"văn bản {other.pk}" not in said
    assert "1 chỗ khác của đơn vị" in said


def test_the_text_is_shown_as_it_was_then(document: Document, people: SimpleNamespace, client: Client) -> None:
    client.force_login(people.an)
    url = reverse("audit:document_at", args=[document.pk])
    later = (NOW + timedelta(hours=1)).isoformat()
    assert "hướng về cơ sở" in client.get(url, {"luc": later}).content.decode()
    before = (NOW - timedelta(hours=1)).isoformat()
    assert "Lúc đó chưa có văn bản này" in client.get(url, {"luc": before}).content.decode()
    assert client.get(url, {"ngay": "31/02/x", "gio": "z"}).status_code == 200
    assert client.get(url, {"luc": "2026-02-31T99:00", "so-ngay": "2026-13-01"}).status_code == 200


def test_the_slider_stops_at_each_act_oldest_first_whatever_group_is_shown(
    document: Document, people: SimpleNamespace, client: Client
) -> None:
    save_working_copy(actor=Actor.of(people.an), document=document, text=TEXT + "2. Mới.", version=0, at=NOW)
    submit_round(actor=Actor.of(people.an), document=document, at=NOW + timedelta(hours=2))
    stops = milestones_of(timeline(document.pk, people.an, group=Group.EXCEPTION).acts)
    assert [stop.at for stop in stops] == [NOW, NOW + timedelta(hours=2)]
    assert stops[0].words.startswith("Trịnh Bình An ")
    assert "<" not in stops[0].words
    moments = [NOW - timedelta(days=1), NOW, NOW + timedelta(hours=1), NOW + timedelta(days=9)]
    assert [milestone_at(stops, moment) for moment in moments] == [0, 0, 0, 1]
    client.force_login(people.an)
    page = client.get(reverse("audit:document_history", args=[document.pk]), {"nhom": "exception"}).content.decode()
    assert page.count("<option") == 2
    assert 'type="range"' in page


def test_many_alike_in_a_row_are_one_stop() -> None:
    facts: dict[str, Any] = {
        "id": 1,
        "verb": "",
        "who": "",
        "for_whom": "",
        "meta": "",
        "reason": "",
        "icon": "",
        "tone": "",
        "group": "",
    }
    acts = [
        Item(at=NOW + timedelta(hours=hours), html=format_html("<b>A &amp; B</b> {}", hours), **facts)
        for hours in (2, 1)
    ]
    assert [stop.words for stop in milestones_of(acts)] == ["A & B 1", "A & B 2"]


def test_a_minute_given_by_hand_is_meant_whole(document: Document, people: SimpleNamespace, client: Client) -> None:
    save_working_copy(actor=Actor.of(people.an), document=document, text=TEXT + "2. Mới.", version=0, at=NOW)
    submit_round(actor=Actor.of(people.an), document=document, at=NOW + timedelta(hours=2, seconds=30))
    client.force_login(people.an)
    then = timezone.localtime(NOW + timedelta(hours=2))
    asked = {"ngay": f"{then:%Y-%m-%d}", "gio": f"{then:%H:%M}"}
    page = client.get(reverse("audit:document_at", args=[document.pk]), asked).content.decode()
    assert "Lần 2" in page
    assert "data-typed" in page


def test_two_moments_are_compared_as_a_redline(document: Document, people: SimpleNamespace, client: Client) -> None:
    by, later = Actor.of(people.an), NOW + timedelta(hours=2)
    text = TEXT.replace("cơ sở", "thôn, xóm")
    save_working_copy(actor=by, document=document, text=text, version=0, at=later)
    submit_round(actor=by, document=document, at=later)
    client.force_login(people.an)
    asked = {"luc": later.isoformat(), "so-luc": (NOW + timedelta(hours=1)).isoformat()}
    page = client.get(reverse("audit:document_at", args=[document.pk]), asked).content.decode()
    assert "Lần 1 → Lần 2" in page
    assert "<del" in page
    assert "<ins" in page


def unpack(dossier: Dossier, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(dossier.content)) as archive:
        archive.extractall(folder)


def verdict(folder: Path) -> tuple[int, str]:
    run = subprocess.run([sys.executable, "verify.py"], cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


def test_a_dossier_verifies_without_a_server_and_taking_it_is_journalled(
    document: Document, people: SimpleNamespace, tmp_path: Path
) -> None:
    dossier = export_dossier(actor=Actor.of(people.binh), document_id=document.pk, at=NOW)
    unpack(dossier, tmp_path)
    assert verdict(tmp_path)[0] == 0
    assert "hướng về cơ sở" in (tmp_path / "lan-du-thao" / "lan-1.txt").read_text()
    assert JournalEntry.objects.latest("pk").verb == "audit.export_dossier"


@pytest.mark.parametrize("name", ["journal.jsonl", "lan-du-thao/lan-1.txt"])
def test_a_changed_dossier_is_found_out(document: Document, people: SimpleNamespace, tmp_path: Path, name: str) -> None:
    unpack(export_dossier(actor=Actor.of(people.binh), document_id=document.pk, at=NOW), tmp_path)
    (tmp_path / name).write_text((tmp_path / name).read_text().replace("Trịnh", "Trần").replace("cơ sở", "trên"))
    status, said = verdict(tmp_path)
    assert status == 1
    assert name in said


def test_a_dossier_with_a_forged_manifest_still_fails_by_its_chain(
    document: Document, people: SimpleNamespace, tmp_path: Path
) -> None:
    unpack(export_dossier(actor=Actor.of(people.binh), document_id=document.pk, at=NOW), tmp_path)
    journal = tmp_path / "journal.jsonl"
    journal.write_text(journal.read_text().replace("Trịnh", "Trần"))
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    del manifest["files"]["journal.jsonl"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert verdict(tmp_path)[0] == 1


@pytest.fixture
def unpacked(document: Document, people: SimpleNamespace, tmp_path: Path) -> Path:
    """A dossier of a document that came in as a file."""
    dossier = export_dossier(actor=Actor.of(people.binh), document_id=document.pk, at=NOW)
    unpack(dossier, tmp_path)
    return tmp_path


def forge_manifest(folder: Path) -> None:
    """Make the manifest say what now lies in the folder, as a forger would."""
    manifest = json.loads((folder / "manifest.json").read_text())
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    manifest["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if name != "manifest.json"
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_file_put_into_a_dossier_is_found(unpacked: Path) -> None:
    (unpacked / "bien-ban-gia.txt").write_text("giả")
    status, said = verdict(unpacked)
    assert (status, "bien-ban-gia.txt: tệp lạ" in said) == (1, True)


def test_a_file_taken_out_of_a_dossier_is_missed(unpacked: Path) -> None:
    (unpacked / "timeline.txt").unlink()
    assert verdict(unpacked) == (1, "KHÔNG NGUYÊN VẸN: timeline.txt: thiếu tệp\n")


def test_a_round_forged_with_its_manifest_is_found_by_the_journal(unpacked: Path) -> None:
    (unpacked / "lan-du-thao" / "lan-1.txt").write_text("Văn bản khác")
    forge_manifest(unpacked)
    status, said = verdict(unpacked)
    assert (status, "lan-1.txt: không phải nội dung đã ghi trong nhật ký" in said) == (1, True)


def test_a_round_put_in_with_its_manifest_is_found_by_the_journal(unpacked: Path) -> None:
    (unpacked / "lan-du-thao" / "lan-2.txt").write_text("Văn bản khác")
    forge_manifest(unpacked)
    assert "lan-2.txt: nhật ký không ghi tệp này" in verdict(unpacked)[1]


def test_a_paper_put_in_with_its_manifest_is_found_by_the_journal(unpacked: Path) -> None:
    (unpacked / "ban-hanh").mkdir()
    (unpacked / "ban-hanh" / "van-ban.pdf").write_bytes(b"%PDF")
    forge_manifest(unpacked)
    assert verdict(unpacked)[0] == 1


def test_a_dossier_with_a_cut_chain_is_found_by_its_head(unpacked: Path) -> None:
    chain = (unpacked / "chain.csv").read_text().splitlines()
    (unpacked / "chain.csv").write_text("\n".join(chain[:-1]) + "\n")
    forge_manifest(unpacked)
    assert "không phải cuối chuỗi" in verdict(unpacked)[1]


def test_a_dossier_that_cannot_be_read_is_told_in_a_sentence(unpacked: Path) -> None:
    (unpacked / "manifest.json").write_text("{")
    status, said = verdict(unpacked)
    assert (status, said.startswith("KHÔNG NGUYÊN VẸN: không đọc được hồ sơ")) == (1, True)


def test_the_verifier_names_what_agrees_and_the_hash_of_the_manifest(unpacked: Path) -> None:
    status, said = verdict(unpacked)
    assert status == 0
    assert "lan-du-thao/lan-1.txt: đúng như nhật ký đã ghi" in said
    exported = json.loads(JournalEntry.objects.latest("pk").text)["facts"]["manifest"]
    assert f"Mã băm của danh mục (manifest.json): {exported}" in said


def test_private_entries_leave_only_their_hash_in_a_dossier_of_others(
    document: Document, people: SimpleNamespace, whispered: None, tmp_path: Path
) -> None:
    whisper(actor=Actor.of(people.an), document=document, at=NOW)
    assign_role(
        actor=people.by, user=people.outsider, organisation=people.tinh, role=Role.CLERK, starts_on=NOW.date(), at=NOW
    )
    clerk = Actor.of(User.objects.get(pk=people.outsider.pk))
    unpack(export_dossier(actor=clerk, document_id=document.pk, at=NOW), tmp_path)
    assert verdict(tmp_path)[0] == 0
    assert "test.whisper" not in (tmp_path / "journal.jsonl").read_text()


def test_an_outsider_gets_no_dossier(document: Document, people: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        export_dossier(actor=Actor.of(people.outsider), document_id=document.pk, at=NOW)
    assert Document.objects.filter(pk=document.pk).exists()


def test_the_strip_shares_its_width_by_time_and_shows_short_stays() -> None:
    spans = [
        Span("Soạn", NOW, NOW + timedelta(days=9), False),
        Span("Ký", NOW + timedelta(days=9), NOW + timedelta(days=9, minutes=5), False),
        Span("BCH", NOW + timedelta(days=9, minutes=5), None, True),
    ]
    drawn = durations_of(spans, NOW + timedelta(days=10))
    assert [piece.amount for piece in drawn.pieces] == ["9,0 ngày", "5 phút", "23,9 giờ"]
    assert drawn.pieces[1].share == 30
    assert drawn.pieces[2].now


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 phút"),
        (29, "1 phút"),
        (90, "2 phút"),
        (3_599, "60 phút"),
        (3_600, "1,0 giờ"),
        (86_399, "23,9 giờ"),
        (86_400, "1,0 ngày"),
        (449_280, "5,2 ngày"),
    ],
)
def test_a_stay_is_told_in_days_or_below_a_day_in_hours_and_minutes(seconds: int, words: str) -> None:
    assert in_days(seconds) == words
