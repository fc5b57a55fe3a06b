"""Shapes of what people send; permission and rules are asked in the actions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VoidForm(forms.Form):
    """Why a number is voided."""

    reason = forms.CharField(
        label=_("Lý do hủy số"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do hủy số."), "max_length": _("Hãy viết gọn lý do trong 300 chữ.")},
    )
