"""Shapes of what people send; permission and rules are asked in the actions."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from documents.models import CheckSetting
from documents.queries.checks import ListedCheck


class VoidForm(forms.Form):
    """Why a number is voided."""

    reason = forms.CharField(
        label=_("Lý do hủy số"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do hủy số."), "max_length": _("Hãy viết gọn lý do trong 300 chữ.")},
    )


class CheckForm(forms.Form):
    """What a check is to be in an office's drafts, and why; UNSET undoes what the office set of it itself."""

    UNSET = "unset"

    severity = forms.ChoiceField(label=_("Mức"))
    reason = forms.CharField(
        label=_("Lý do (ghi vào nhật ký)"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )

    def __init__(self, data: QueryDict | None = None, *, row: ListedCheck) -> None:
        super().__init__(data, auto_id=f"{row.code}-%s", initial={"severity": row.severity})
        self.row = row
        called = dict(CheckSetting.Severity.choices).get(row.without_own, "")
        undo = _("Bỏ thiết lập riêng (trở về “%(severity)s”)") % {"severity": called}
        self.fields["severity"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as declared above
            *CheckSetting.Severity.choices,
            *([(self.UNSET, undo)] if row.own else []),
        ]
