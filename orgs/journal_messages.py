"""How the acts of this app are told in the journal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.registry import Group, JournalMessage, register_messages
from orgs.models import Delegation, Role


def register() -> None:
    register_messages(
        {
            "orgs.role_assigned": JournalMessage(
                _("giao vai trò <b>{role}</b> cho {name} từ {starts_on}"), "id-badge-2", "violet", facts=in_words
            ),
            "orgs.role_ended": JournalMessage(
                _("thôi giao vai trò {role} của {name}"), "id-badge-2", "quiet", facts=in_words
            ),
            "orgs.member_added": JournalMessage(
                _("ghi <b>{name}</b> là {position}, {body}, từ {starts_on}"), "user-plus", facts=in_words
            ),
            "orgs.member_ratified": JournalMessage(
                _("ghi quyết định chuẩn y {basis} cho <b>{name}</b>, có thẩm quyền từ {ratified_on}"),
                "rubber-stamp",
                "green",
                Group.DECISION,
                facts=in_words,
            ),
            "orgs.membership_ended": JournalMessage(
                _("kết thúc tư cách {position}, {body} của <b>{name}</b>; ngày cuối {ends_on}"),
                "user-minus",
                "amber",
                facts=in_words,
            ),
            "orgs.delegation_granted": JournalMessage(
                _("ghi <b>{delegator}</b> ủy quyền cho <b>{delegate}</b>, {starts_on}–{ends_on}"),
                "user-share",
                "amber",
                meta=_("{scope} · {basis}"),
                facts=in_words,
            ),
            "orgs.delegation_revoked": JournalMessage(
                _("thu hồi ủy quyền của {delegator} cho {delegate}"), "user-x", "amber", facts=in_words
            ),
            "orgs.organisation_closed": JournalMessage(
                _("kết thúc hoạt động của <b>{name}</b> sau ngày {on}"),
                "building-off",
                "amber",
                meta=_("Nơi kế thừa: {successor}"),
                facts=in_words,
            ),
            "orgs.organisations_merged": JournalMessage(
                _("sáp nhập {names} từ sau ngày {on}"), "arrows-join", "amber", facts=in_words
            ),
            "orgs.directory_added": JournalMessage(_("ghi thêm {what} <b>{name}</b>"), "address-book", "amber"),
            "orgs.directory_changed": JournalMessage(
                _("sửa {what} <b>{name}</b>"), "address-book", "amber", meta=_("{fields}"), facts=changed_fields
            ),
            "orgs.account_closed": JournalMessage(_("khóa tài khoản của <b>{name}</b>"), "user-x", "amber"),
            "orgs.account_opened": JournalMessage(_("mở lại tài khoản của <b>{name}</b>"), "user-plus", "amber"),
            "orgs.password_set": JournalMessage(_("đặt lại mật khẩu của <b>{name}</b>"), "user-x", "amber"),
            "orgs.demo_loaded": JournalMessage(
                _("tạo tỉnh mẫu với {units} đơn vị và {people} người"), "seeding", "quiet"
            ),
            "audit.export_dossier": JournalMessage(
                _("xuất hồ sơ {name}"), "file-zip", "quiet", Group.DELIVERY, meta=_("Mã băm {manifest}")
            ),
        }
    )


def in_words(facts: dict[str, Any]) -> dict[str, Any]:
    """Codes and ISO dates as people read them."""
    said: dict[str, Any] = {}
    for key, value in facts.items():
        if key.endswith("_on") or key == "on":
            said[key] = date.fromisoformat(value).strftime("%d/%m/%Y")
        elif key == "role" and value in Role.values:
            said[key] = Role(value).label
        elif key == "scope" and value in Delegation.Scope.values:
            said[key] = Delegation.Scope(value).label
        elif key == "names":
            said[key] = ", ".join(value)
    return said


def changed_fields(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what was changed, from what to what."""
    changes = facts.get("changes", {})
    return {**facts, "fields": "; ".join(f"{name}: {before} → {after}" for name, (before, after) in changes.items())}
