"""Every file that leaves the house: its cells, its name, its type, and that nobody keeps a copy unasked."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Model, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from pytest_django import Settings

from approvals.models import Ballot, Comment, Opinion, OpinionFile, OpinionSeat, Resolution, Seat
from approvals.papers import tally_record
from documents.models import Document, DraftRound, RegisterEntry
from documents.queries.citations import comparison_choices
from documents.rendering.docx import redline_docx, to_docx
from documents.rendering.pdf import to_pdf
from documents.rendering.tables import table_docx, table_pdf
from documents.structure.comparing.diff import diff
from documents.structure.tree import Draft
from orgs.models import Organisation, User
from web.files import WORD
from web.sheets import begins_a_formula

HOSTILE = '=HYPERLINK("http://x/\r\nSet-Cookie: a=1";"Đoàn/../\u202e")'


@pytest.fixture
def ha(province: None, client: Client) -> User:
    """Who reads everything in the province, logged in; every subject, name and symbol is a formula."""
    Document.objects.update(subject=HOSTILE)
    RegisterEntry.objects.update(
        subject=HOSTILE, recipients=f"\t{HOSTILE}", signatory=f"＝{HOSTILE}", archive="@SUM(A1)"
    )
    DraftRound.objects.filter(source__isnull=False).update(source_name=HOSTILE + ".html")
    User.objects.exclude(username="ha").update(full_name="+cmd|' /C calc'!A0")
    user = User.objects.get(username="ha")
    client.force_login(user)
    return user


def downloads(user: User) -> Iterator[str]:
    for name in ("workflows:drafts", "workflows:opinions", "workflows:signing", "workflows:numbering"):
        for kind in ("xlsx", "csv"):
            yield f"{reverse(name)}?tep={kind}"
    for kind in ("xlsx", "docx", "pdf"):
        yield reverse("documents:register_file", args=[kind])
    visible = Document.objects.visible_to(user)
    issued = visible.filter(paper__isnull=False).first()
    yield reverse("documents:paper_pdf", args=[issued.pk])
    yield reverse("documents:round_docx", args=[issued.pk, 1])
    brought = DraftRound.objects.filter(source__isnull=False, document__in=Document.objects.worked_on_by(user)).first()
    yield reverse("documents:source_file", args=[brought.document_id, brought.ordinal])
    ballot = Ballot.objects.get(closed_at__isnull=False)
    yield reverse("approvals:ballot_publication", args=[ballot.pk])
    for kind in ("docx", "pdf"):
        yield reverse("approvals:ballot_minutes_file", args=[ballot.pk, kind])
        yield reverse("approvals:answers_file", args=[ballot.document_id, kind])
        compared = next(one for one in visible if comparison_choices(one, user))
        yield reverse(
            "documents:comparison_file", args=[compared.pk, comparison_choices(compared, user)[0].document.pk, kind]
        )


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_download_has_a_safe_name_a_true_type_and_no_formula(client: Client, ha: User) -> None:
    for address in downloads(ha):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address
        assert answer["X-Content-Type-Options"] == "nosniff"
        said = re.fullmatch(
            r'(?:attachment|inline); filename="([ -~]+)"; filename\*=UTF-8\'\'(\S+)', answer["Content-Disposition"]
        )
        assert said, answer["Content-Disposition"]
        for name in (said[1], unquote(said[2])):
            assert not set(name) & set('\r\n"/\\\u202e'), name
            assert name.rsplit(".", 1)[1] in ("xlsx", "csv", "docx", "pdf", "json", "txt"), name
        content = body(answer)
        if ".xlsx" in said[1]:
            cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
            assert all(cell.data_type in "snd" for cell in cells)
            assert any("HYPERLINK" in str(cell.value) for cell in cells) or len(cells) < 10
        elif ".csv" in said[1]:
            lines = content.decode("utf-8-sig").split("\r\n")
            assert not any(begins_a_formula(cell.strip('"')) for line in lines for cell in line.split('","'))


def test_the_dossier_is_named_after_the_document_and_holds_no_path_of_its_own(client: Client, ha: User) -> None:
    brought = DraftRound.objects.filter(source__isnull=False, document__in=Document.objects.worked_on_by(ha)).first()
    answer = client.post(reverse("audit:dossier", args=[brought.document_id]))
    assert "filename*=UTF-8''H%E1%BB%93%20s%C6%A1" in answer["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    (kept,) = (name for name in names if name.startswith("tep-goc/"))
    assert kept.count("/") == 1
    assert kept.isprintable()


def test_a_file_is_given_back_as_this_round_called_it_not_as_its_first_uploader_did(client: Client, ha: User) -> None:
    kept = DraftRound.objects.filter(source__isnull=False, document__in=Document.objects.worked_on_by(ha)).first()
    other = (
        kept.document.rounds.exclude(pk=kept.pk).first()
        or DraftRound.objects.filter(source=None, document__in=Document.objects.visible_to(ha)).first()
    )
    DraftRound.objects.filter(pk=other.pk).update(source=kept.source, source_name="Bản của tôi.html")
    answer = client.get(reverse("documents:source_file", args=[other.document_id, other.ordinal]))
    kind = "docx" if kept.source.content_type == WORD else "txt"
    assert unquote(answer["Content-Disposition"]).endswith(f"Bản của tôi.{kind}")
    assert body(answer)


def test_a_file_of_an_opinion_is_never_shown_by_the_browser(client: Client, ha: User, settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    opinion = Opinion.objects.filter(seat__round__document__in=Document.objects.visible_to(ha)).first()
    file = OpinionFile.objects.create(opinion=opinion, name="góp ý.html", size=8, file=ContentFile(b"<script>", "x"))
    answer = client.get(reverse("approvals:opinion_file", args=[file.pk]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert unquote(answer["Content-Disposition"]).startswith("attachment;")
    assert unquote(answer["Content-Disposition"]).endswith("góp ý.html")
    assert body(answer) == b"<script>"


UNWRITABLE = "\x01\x0b\x1f\ufffe\uffff"


def spoil(value: Any, letters: str) -> Any:
    """The same JSON; the letters stand in everything that is text for people."""
    if isinstance(value, list):
        return [spoil(one, letters) for one in value]
    if isinstance(value, dict):
        words = {key: said + letters for key, said in value.items() if key in WORDS and isinstance(said, str)}
        return {**{key: spoil(one, letters) for key, one in value.items()}, **words}
    return value


WORDS = {"text", "raw", "subject", "name", "note", "sentence", "signer", "question", "title", "message", "excerpt"}


def read_parts(content: bytes) -> None:
    parts = zipfile.ZipFile(io.BytesIO(content))
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(parts.read(name))


@pytest.fixture
def spoilt(province: None, client: Client) -> User:
    """Who reads everything, where subjects, texts, names, remarks and answers all hold letters that XML cannot hold."""
    unwritable: dict[type[Model], list[str]] = {
        Document: ["subject"],
        RegisterEntry: ["subject", "recipients", "signatory"],
        DraftRound: ["note"],
        User: ["full_name"],
        Organisation: ["letterhead_issuer", "place"],
        Comment: ["text", "quote"],
        Opinion: ["text"],
        OpinionSeat: ["name"],
        Resolution: ["text"],
        Ballot: ["question"],
        Seat: ["name"],
    }
    for model, fields in unwritable.items():
        model._default_manager.update(**{field: Concat(field, Value(UNWRITABLE)) for field in fields})
    DraftRound.objects.filter(source__isnull=False).update(source_name=Concat("source_name", Value(UNWRITABLE)))
    user = User.objects.get(username="ha")
    client.force_login(user)
    return user


def test_letters_that_xml_cannot_hold_stop_no_file_and_no_page_of_it(client: Client, spoilt: User) -> None:
    for address in downloads(spoilt):
        answer = client.get(address)
        assert answer.status_code == 200, address
        content = body(answer)
        if zipfile.is_zipfile(io.BytesIO(content)):
            read_parts(content)
        elif "pdf" in answer["Content-Type"]:
            assert len(PdfDocument(content)), address
        page = re.sub(r"(xlsx|docx|pdf)/$", "", address).partition("?")[0]
        shown = client.get(page)
        body(shown)
        assert shown.status_code in (200, 404), page
    document = Document.objects.worked_on_by(spoilt).filter(rounds__source__isnull=False).first()
    answer = client.post(reverse("audit:dossier", args=[document.pk]))
    assert answer.status_code == 200
    assert not zipfile.ZipFile(io.BytesIO(answer.content)).testzip()


@pytest.mark.parametrize("letters", [UNWRITABLE, "\ud800"])
def test_letters_that_xml_cannot_hold_stop_no_round_and_no_minutes(province: None, letters: str) -> None:
    """What is frozen in the database is spoilt in memory; a half character comes in by no form, but by a file it might."""
    at, made = timezone.now(), []
    for draft in DraftRound.objects.order_by("document", "-ordinal")[:3]:
        tree = Draft.from_json(spoil(draft.tree, letters))
        made.append(to_docx(tree, profile="HD29", at=at))
        made.append(redline_docx(diff(Draft.from_json(draft.tree), tree), profile="HD29", at=at, author=f"Hà{letters}"))
        assert len(PdfDocument(to_pdf(tree, profile="HD29", fonts_dir=settings.FONTS_DIR, at=at)))
    for ballot in Ballot.objects.filter(closed_at__isnull=False):
        ballot.question += letters
        ballot.options, ballot.result = spoil(ballot.options, letters), spoil(ballot.result, letters)
        made.append(table_docx(tally_record(ballot), profile="ND30", at=at))
        assert len(PdfDocument(table_pdf(tally_record(ballot), profile="ND30", fonts_dir=settings.FONTS_DIR, at=at)))
    for content in made:
        read_parts(content)
