"""A procedure as a form: what it is for, and its stations one by one. Soundness is told beside the fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs.models import Body, Organisation, Role
from web.typed import number_in
from workflows.kinds import KINDS
from workflows.procedures import Applies, Approvals, Overdue, Problem, Station, StationKind, StationRule, Who, Whose

WHOSE = [
    (Whose.OWN.value, _("đơn vị ban hành")),
    (Whose.PARENT.value, _("cấp trên")),
    (Whose.NAMED.value, _("tổ chức được nêu tên")),
]
OVERDUE = [
    (Overdue.REMIND.value, _("nhắc")),
    (Overdue.CLOSE.value, _("đóng")),
    (Overdue.ESCALATE.value, _("báo cấp trên")),
    (Overdue.SKIP.value, _("bỏ qua")),
]
APPLIES = [(Applies.ALWAYS.value, _("luôn có")), (Applies.HAS_OPTIONS.value, _("nếu có phương án"))]
MAJORITIES = [(">1/2", _("quá nửa")), (">=2/3", _("từ hai phần ba")), ("plurality", _("nhiều phiếu nhất"))]
OF = [
    ("members", _("tổng số")),
    ("present", _("số có mặt")),
    ("issued", _("phiếu phát ra")),
    ("returned", _("phiếu thu về")),
    ("valid", _("phiếu hợp lệ")),
]
APPROVALS = [
    (Approvals.ANY.value, _("một người")),
    (Approvals.ALL.value, _("tất cả")),
    (Approvals.MAJORITY.value, _("quá nửa")),
]


class ProcedureForm(forms.Form):
    """The name, the types of documents, and why this version."""

    name = forms.CharField(label=_("Tên quy trình"), max_length=160)
    type_codes = forms.CharField(
        label=_("Loại văn bản"),
        required=False,
        help_text=_("Ký hiệu cách nhau bằng dấu phẩy: CTr, NQ. Để trống: mọi loại."),
    )
    applies_below = forms.BooleanField(label=_("Dành cho các đơn vị cấp dưới chưa có quy trình riêng"), required=False)
    note = forms.CharField(label=_("Lý do sửa"), max_length=300, required=False)

    def clean_type_codes(self) -> list[str]:
        return [code.strip() for code in self.cleaned_data["type_codes"].split(",") if code.strip()]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of stations by name."""
    return [(kind.value, str(_(row.word))) for kind, row in KINDS.items()]


class StationForm(forms.Form):
    """One station. Fields that its kind does not use are ignored."""

    place = forms.IntegerField(label=_("Thứ tự"), min_value=1, max_value=99, required=False)
    kind = forms.ChoiceField(label=_("Việc"), choices=kind_choices)
    label = forms.CharField(label=_("Tên bước"), max_length=120)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "–"), *Role.choices], required=False)
    body = forms.ChoiceField(label=_("Tập thể"), choices=[("", "–"), *Body.Kind.choices], required=False)
    of = forms.ChoiceField(label=_("Thuộc"), choices=WHOSE)
    organisation = forms.ModelChoiceField(
        label=_("Tổ chức"), queryset=Organisation.objects.filter(level__in=("central", "province")), required=False
    )
    days = forms.IntegerField(label=_("Hạn (ngày làm việc)"), min_value=0, max_value=60)
    on_overdue = forms.ChoiceField(label=_("Quá hạn thì"), choices=OVERDUE)
    return_to = forms.IntegerField(label=_("Trả lại về bước"), min_value=1, max_value=99, required=False)
    applies = forms.ChoiceField(label=_("Áp dụng"), choices=APPLIES)
    approvals = forms.ChoiceField(label=_("Ai duyệt"), choices=APPROVALS, required=False)
    in_order = forms.BooleanField(label=_("Theo thứ tự"), required=False)
    shared = forms.BooleanField(label=_("Thành viên thấy ý kiến của nhau"), required=False)
    quorum = forms.CharField(label=_("Túc số"), max_length=7, required=False)
    majority = forms.ChoiceField(label=_("Đa số"), choices=MAJORITIES, required=False)
    denominator = forms.ChoiceField(label=_("Tính trên"), choices=OF, required=False)
    secret = forms.BooleanField(label=_("Phiếu kín"), required=False)
    sealed = forms.BooleanField(label=_("Niêm phong phiếu"), required=False)
    second_ballot = forms.BooleanField(label=_("Có vòng hai"), required=False)

    def has_changed(self) -> bool:
        """Return whether the row counts: one without a name and a place is none, whatever its lists stand at."""
        if self.empty_permitted and not (self["label"].value() or self["place"].value()):
            return False
        return super().has_changed()

    def station(self) -> Station:
        """Return the station that the fields say."""
        data = self.cleaned_data
        named = data["organisation"].pk if data["organisation"] and data["of"] == Whose.NAMED else None
        return Station(
            kind=StationKind(data["kind"]),
            label=data["label"],
            who=Who(role=data["role"], body=data["body"], of=Whose(data["of"]), organisation_id=named),
            rule=StationRule(
                quorum=data["quorum"],
                of=data["denominator"] or "members",
                majority=data["majority"] or ">1/2",
                secret=data["secret"],
                sealed=data["sealed"],
                second_ballot=data["second_ballot"],
                approvals=Approvals(data["approvals"] or Approvals.ALL),
                in_order=data["in_order"],
                shared=data["shared"],
            ),
            days=data["days"],
            on_overdue=Overdue(data["on_overdue"]),
            return_to=None if data["return_to"] is None else data["return_to"] - 1,
            applies=Applies(data["applies"]),
        )


class BaseStationFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # Django's takes no type at run time
    """The stations in the order of their places; a row marked for deletion or left blank is none."""

    def in_order(self) -> list[StationForm]:
        """All rows as the page shows them: by their places, the blank one last."""
        return sorted(self.forms, key=_shown_place)

    def kept(self) -> list[StationForm]:
        forms_kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return sorted(forms_kept, key=lambda form: form.cleaned_data.get("place") or 99)

    def blame(self, problems: Iterable[Problem]) -> None:
        """Say each problem beside its field."""
        kept = self.kept()
        for problem in problems:
            if problem.station is not None and problem.station < len(kept):
                form = kept[problem.station]
                field = "organisation" if problem.field == "organisation_id" else problem.field
                form.add_error(field if field in form.fields else None, problem.message)


def _shown_place(form: StationForm) -> int:
    """Return what stands in the field, which a person may have typed; the end if it is no number."""
    place = number_in(str(form["place"].value()))
    return 99 if place is None else place


StationFormSet = forms.formset_factory(StationForm, formset=BaseStationFormSet, extra=1, can_delete=True, max_num=31)


def stations_of(formset: BaseStationFormSet) -> list[Station]:
    return [form.station() for form in formset.kept()]


def initial_of(stations: Iterable[Station]) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "kind": station.kind.value,
            "label": station.label,
            "role": station.who.role,
            "body": station.who.body,
            "of": station.who.of.value,
            "organisation": station.who.organisation_id,
            "days": station.days,
            "on_overdue": station.on_overdue.value,
            "return_to": None if station.return_to is None else station.return_to + 1,
            "applies": station.applies.value,
            "approvals": station.rule.approvals.value,
            "in_order": station.rule.in_order,
            "shared": station.rule.shared,
            "quorum": station.rule.quorum,
            "majority": station.rule.majority,
            "denominator": station.rule.of,
            "secret": station.rule.secret,
            "sealed": station.rule.sealed,
            "second_ballot": station.rule.second_ballot,
        }
        for place, station in enumerate(stations, start=1)
    ]
