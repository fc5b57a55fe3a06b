"""Files that come in."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from pytest_django import Settings

from documents.actions.imports import keep_file
from documents.models import SourceFile
from tests.documents.conftest import NOW
from tests.documents.structure.file_kinds import odt, rtf, web_page
from tests.documents.structure.word_files import as_docx

DATA = "Kế hoạch Tháng Thanh niên".encode()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_that_comes_in_again_is_kept_once(db: None, folder: Path) -> None:
    first = keep_file(data=DATA, at=NOW)
    again = keep_file(data=DATA, at=NOW)
    assert first.pk == again.pk
    assert len(kept_in(folder)) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_file_that_comes_in_twice_at_once_is_kept_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_looked = Barrier(2)
    write = FileSystemStorage.save

    def save(*args: Any, **kwargs: Any) -> str:
        both_have_looked.wait(60)
        return write(*args, **kwargs)

    monkeypatch.setattr(FileSystemStorage, "save", save)

    def keep(_attempt: int) -> int:
        try:
            with transaction.atomic():
                return keep_file(data=DATA, at=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(keep, range(2))
    assert one == other == SourceFile.objects.get().pk
    assert [path.read_bytes() for path in kept_in(folder)] == [DATA]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(web_page(), "html"), (odt(), "odt"), (rtf(), "rtf"), (b"%PDF-1.7", "pdf"), (as_docx("A"), "docx"), (DATA, "txt")],
)
def test_a_file_is_given_back_as_what_its_bytes_are(db: None, folder: Path, data: bytes, kind: str) -> None:
    assert keep_file(data=data, at=NOW).kind == kind
