"""The shape of what people send; rights and rules are asked by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.models import Opinion


class LaterForm(forms.Form):
    """A later deadline and why."""

    closes_at = forms.DateTimeField(label=_("Đóng lúc"), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class MeetingForm(forms.Form):
    """What the meeting decided, with its minutes."""

    choice = forms.CharField(label=_("Hội nghị quyết định"), max_length=20)
    minutes = forms.CharField(label=_("Biên bản hội nghị"), widget=forms.Textarea)
    reason = forms.CharField(label=_("Lý do"), max_length=500)


class TextForm(forms.Form):
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea)


class ManyFiles(forms.FileField):
    """Any number of files; an empty choice is an empty list."""

    widget = type("ManyFilesInput", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Iterable[object] | None, initial: object = None) -> list[Any]:
        return [super(ManyFiles, self).clean(one, initial) for one in data or () if one]


class OpinionForm(forms.Form):
    """Đồng ý / Không đồng ý / Ý kiến khác, with words and files."""

    answer = forms.ChoiceField(label=_("Trả lời"), choices=Opinion.Answer.choices)
    text = forms.CharField(label=_("Ý kiến"), required=False, widget=forms.Textarea, max_length=20_000)
    files = ManyFiles(  # type: ignore[assignment]  # a field called as the form calls its uploads
        label=_("Tệp kèm theo"), required=False
    )


class CommentForm(forms.Form):
    """A remark on a passage."""

    passage = forms.CharField(required=False, max_length=40)
    quote = forms.CharField(required=False, max_length=2_000)
    text = forms.CharField(label=_("Góp ý"), max_length=20_000)


class ResolutionForm(forms.Form):
    """Taken in (where) or explained (why)."""

    kind = forms.CharField(max_length=10)
    text = forms.CharField(required=False, max_length=20_000)
    passage = forms.CharField(required=False, max_length=40)


class DecisionForm(forms.Form):
    decision = forms.CharField(max_length=10)
    note = forms.CharField(required=False, max_length=5_000)
