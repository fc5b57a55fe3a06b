"""Shapes of what people send; permission and rules are asked in the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.models import Urgency

LARGEST = 20 * 1024 * 1024
ACCEPTED = ".docx,.odt,.rtf,.doc,.html,.htm,.mht,.pdf,.txt"


class NewDraftForm(forms.Form):
    """A file or pasted text."""

    file = forms.FileField(label=_("Tệp"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED}))
    text = forms.CharField(
        label=_("Toàn văn"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, required=False)
    unit = forms.CharField(label=_("Đơn vị soạn thảo"), max_length=120, required=False)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and upload.size > LARGEST:
            raise ValidationError(_("Tệp lớn hơn 20 MB. Hãy bỏ bớt ảnh hoặc dán văn bản vào ô."), code="too_large")
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("file") and not (data.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("Hãy chọn tệp (.docx, .odt, .rtf, .pdf, .txt …) hoặc dán văn bản vào ô."))
        return data

    def material(self) -> dict[str, Any]:
        """Return what `documents.actions.import_draft` takes."""
        upload = self.cleaned_data["file"]
        return {
            "file": upload.read() if upload else None,
            "text": "" if upload else self.cleaned_data["text"],
            "name": upload.name if upload else "",
            "urgency": self.cleaned_data["urgency"] or Urgency.NORMAL,
            "unit": self.cleaned_data["unit"],
        }

    def blame(self, why: str) -> None:
        """Say beside the field why the text could not be taken in."""
        field = "file" if self.cleaned_data.get("file") else "text"
        self.add_error(field, why)
