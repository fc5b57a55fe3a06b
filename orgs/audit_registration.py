"""How the histories of people and organisations are told, and whose rows belong on which page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.registry import Tracked, register_tracked
from orgs.models import Body, Delegation, Membership, Organisation, OrganisationAlias, RoleAssignment, Term, User

_ORGANISATION = _("tổ chức")


def register() -> None:
    register_tracked(
        Tracked(
            User,
            ("full_name",),
            words={
                "username": _("tên đăng nhập"),
                "email": _("thư điện tử"),
                "is_active": _("tài khoản được dùng"),
                "is_superuser": _("quản trị máy chủ"),
            },
            silent=frozenset({"is_staff", "date_joined"}),
            icon="user",
        ),
        Tracked(
            Organisation,
            ("short_name",),
            words={"parent": _("đơn vị cấp trên")},
            silent=frozenset({"position_in_level"}),
            icon="building-community",
        ),
        Tracked(OrganisationAlias, ("text",), words={"organisation": _ORGANISATION}, icon="tag"),
        Tracked(Term, ("number",), words={"organisation": _ORGANISATION}, icon="calendar"),
        Tracked(Body, ("name",), words={"organisation": _ORGANISATION}, icon="users-group"),
        Tracked(
            Membership,
            ("user", "body"),
            words={"user": _("người"), "body": _("tập thể"), "term": _("nhiệm kỳ")},
            silent=frozenset({"rank"}),
            icon="users-group",
        ),
        Tracked(
            RoleAssignment,
            ("user", "role"),
            words={"user": _("người"), "organisation": _ORGANISATION},
            icon="id-badge-2",
        ),
        Tracked(Delegation, ("delegator", "delegate"), words={"organisation": _ORGANISATION}, icon="user-share"),
    )
