"""What an administrator fills in. Shape only: the actions know the rules. Each form carries out its one action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from orgs import actions
from orgs.models import Body, Delegation, Membership, Organisation, Role, RoleAssignment, Term, User
from orgs.passwords import LONGEST


class Day(forms.DateInput):
    """A date as the browser's own picker wants it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Choice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's takes no type at run time
    """One of some rows; nothing is chosen before a person does."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"empty_label": _("Chọn…"), **options})


class ActForm(forms.Form):
    """A form of one act on an organisation. `title` heads it, `button` names the act."""

    title: Any = ""
    button: Any = ""
    danger = False

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.limit()

    def limit(self) -> None:
        """Narrow the choices to this organisation."""

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        raise NotImplementedError


def people() -> Any:
    return User.objects.filter(is_active=True).order_by("full_name")


class MemberForm(ActForm):
    title = _("Thêm thành viên")
    button = _("Thêm")
    user = Choice(label=_("Người"), queryset=User.objects.none())
    body = Choice(label=_("Tập thể"), queryset=Body.objects.none())
    term = Choice(label=_("Nhiệm kỳ"), queryset=Term.objects.none(), required=False)
    position = forms.CharField(label=_("Chức vụ"), max_length=80, initial="Ủy viên")
    unit = forms.CharField(label=_("Khối, đơn vị công tác"), max_length=80, required=False)
    entry = forms.ChoiceField(
        label=_("Hình thức"),
        choices=Membership.Entry.choices,
        help_text=_("Bầu bổ sung tại hội nghị: chỉ được biểu quyết, ký sau khi cấp trên chuẩn y."),
    )
    starts_on = forms.DateField(label=_("Từ ngày"), widget=Day())

    def limit(self) -> None:
        self.fields["user"].queryset = people()  # type: ignore[attr-defined]
        self.fields["body"].queryset = self.organisation.bodies.all()  # type: ignore[attr-defined]
        self.fields["term"].queryset = self.organisation.terms.all()  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = localdate()

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        said = dict(self.cleaned_data)
        user, body = said.pop("user"), said.pop("body")
        actions.add_member(actor=actor, user=user, body=body, seat=actions.SeatTerms(**said), at=at)


class RatifyForm(ActForm):
    title = _("Ghi quyết định chuẩn y")
    button = _("Ghi")
    membership = Choice(label=_("Thành viên chờ chuẩn y"), queryset=Membership.objects.none())
    basis = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=120)
    ratified_on = forms.DateField(label=_("Chuẩn y ngày"), widget=Day())

    def limit(self) -> None:
        self.fields["membership"].queryset = Membership.objects.filter(  # type: ignore[attr-defined]
            body__organisation=self.organisation, entry=Membership.Entry.MEETING, ratified_on=None, ends_on=None
        ).select_related("user", "body")
        self.fields["ratified_on"].initial = localdate()

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.ratify(actor=actor, at=at, **self.cleaned_data)


class EndMembershipForm(ActForm):
    title = _("Kết thúc tư cách thành viên")
    button = _("Kết thúc")
    danger = True
    membership = Choice(label=_("Thành viên"), queryset=Membership.objects.none())
    ends_on = forms.DateField(
        label=_("Ngày cuối còn thẩm quyền"),
        widget=Day(),
        help_text=_("Chọn hôm qua nếu thôi ngay: phiếu đã bỏ vẫn giữ, phiếu sau đó bị từ chối."),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=200)

    def limit(self) -> None:
        self.fields["membership"].queryset = Membership.objects.filter(  # type: ignore[attr-defined]
            body__organisation=self.organisation, ends_on=None
        ).select_related("user", "body")
        self.fields["ends_on"].initial = localdate() - timedelta(days=1)

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.end_membership(actor=actor, at=at, **self.cleaned_data)


class RoleForm(ActForm):
    title = _("Giao vai trò")
    button = _("Giao")
    user = Choice(label=_("Người"), queryset=User.objects.none())
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    starts_on = forms.DateField(label=_("Từ ngày"), widget=Day())

    def limit(self) -> None:
        self.fields["user"].queryset = people()  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = localdate()

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.assign_role(actor=actor, organisation=self.organisation, at=at, **self.cleaned_data)


class EndRoleForm(ActForm):
    title = _("Thôi vai trò")
    button = _("Thôi giao")
    danger = True
    assignment = Choice(label=_("Vai trò"), queryset=RoleAssignment.objects.none())
    ends_on = forms.DateField(label=_("Ngày cuối"), widget=Day())
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def limit(self) -> None:
        self.fields["assignment"].queryset = RoleAssignment.objects.filter(  # type: ignore[attr-defined]
            organisation=self.organisation, ends_on=None, membership=None
        ).select_related("user", "organisation")
        self.fields["ends_on"].initial = localdate() - timedelta(days=1)

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.end_role(actor=actor, at=at, **self.cleaned_data)


class DelegationForm(ActForm):
    title = _("Ghi ủy quyền")
    button = _("Ghi")
    delegator = Choice(label=_("Người ủy quyền"), queryset=User.objects.none())
    delegate = Choice(label=_("Người được ủy quyền"), queryset=User.objects.none())
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=Delegation.Scope.choices)
    starts_on = forms.DateField(label=_("Từ ngày"), widget=Day())
    ends_on = forms.DateField(label=_("Đến hết ngày"), widget=Day())
    basis = forms.CharField(label=_("Văn bản ủy quyền"), max_length=200)

    def limit(self) -> None:
        self.fields["delegator"].queryset = self.fields["delegate"].queryset = people()  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = localdate()

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.grant_delegation(actor=actor, organisation=self.organisation, at=at, **self.cleaned_data)


class OwnDelegationForm(forms.Form):
    """What a person fills in to let somebody stand in for them."""

    organisation = Choice(label=_("Đơn vị"), queryset=Organisation.objects.none(), empty_label=None)
    delegate = Choice(label=_("Người được ủy quyền"), queryset=User.objects.none())
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=Delegation.Scope.choices)
    starts_on = forms.DateField(label=_("Từ ngày"), widget=Day())
    ends_on = forms.DateField(label=_("Đến hết ngày"), widget=Day())
    basis = forms.CharField(label=_("Văn bản ủy quyền"), max_length=200)

    def __init__(
        self, data: Mapping[str, object] | None, *, delegator: User, organisations: QuerySet[Organisation]
    ) -> None:
        super().__init__(data, prefix="delegation")
        self.delegator = delegator
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["delegate"].queryset = people().exclude(pk=delegator.pk)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = localdate()

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.grant_delegation(actor=actor, delegator=self.delegator, at=at, **self.cleaned_data)


class OwnPasswordForm(PasswordChangeForm):
    """A new password of one's own. A wrong old one counts as a wrong password of the log-in page, to the same lock-out."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        too_long = MaxLengthValidator(LONGEST, _("Mật khẩu dài quá %(limit_value)d ký tự. Hãy chọn câu ngắn hơn."))
        for field in self.fields.values():
            field.validators.append(too_long)
        del self.fields["old_password"].widget.attrs["autofocus"]

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) is None:
            raise forms.ValidationError(
                _("Mật khẩu cũ không đúng. Hãy nhập lại mật khẩu đang dùng."), code="password_incorrect"
            )
        return old


class RevokeForm(ActForm):
    title = _("Thu hồi ủy quyền")
    button = _("Thu hồi")
    danger = True
    delegation = Choice(label=_("Ủy quyền"), queryset=Delegation.objects.none())
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def limit(self) -> None:
        self.fields["delegation"].queryset = Delegation.objects.filter(  # type: ignore[attr-defined]
            organisation=self.organisation, revoked_at=None, ends_on__gte=localdate()
        ).select_related("delegator", "delegate")

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.revoke_delegation(actor=actor, at=at, **self.cleaned_data)


class CloseForm(ActForm):
    title = _("Kết thúc hoạt động của tổ chức")
    button = _("Kết thúc hoạt động")
    danger = True
    on = forms.DateField(label=_("Ngày cuối hoạt động"), widget=Day())
    successor = Choice(label=_("Nơi kế thừa"), queryset=Organisation.objects.none(), required=False)
    reason = forms.CharField(label=_("Căn cứ"), max_length=200)

    def limit(self) -> None:
        others = Organisation.objects.without_tree_fields().filter(valid_to=None).exclude(pk=self.organisation.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]

    def carry_out(self, *, actor: Actor, at: datetime) -> None:
        actions.close_organisation(actor=actor, organisation=self.organisation, at=at, **self.cleaned_data)


#: The acts of the administration page, in its order.
ACTS: dict[str, type[ActForm]] = {
    "add_member": MemberForm,
    "ratify": RatifyForm,
    "end_membership": EndMembershipForm,
    "assign_role": RoleForm,
    "end_role": EndRoleForm,
    "grant_delegation": DelegationForm,
    "revoke_delegation": RevokeForm,
    "close": CloseForm,
}
