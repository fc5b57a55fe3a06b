"""The shape of what people send."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from approvals.forms import OpinionForm

FILES = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]


@pytest.mark.parametrize("brought", [[], FILES])
def test_a_sent_wish_to_clear_the_files_is_no_file_and_no_fault(brought: list[UploadedFile[Any]]) -> None:
    form = OpinionForm({"answer": "agree", "files-clear": "on"}, MultiValueDict({"files": brought}))
    assert form.is_valid()
    assert form.cleaned_data["files"] == brought
