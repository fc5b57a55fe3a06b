"""A station in words: who, by which rule, until when. The caller gives the names of roles and bodies and a translator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workflows.kinds import AUTOMATIC, KINDS, OF_A_ROLE, ROUNDS, WRITING
from workflows.procedures.stations import Applies, Approvals, Overdue, Station, Whose

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Words:
    """The four texts of a station's line: who acts, the rule, the due time, and when it applies ("" if always)."""

    who: str
    rule: str
    due: str
    condition: str


def in_words(
    station: Station,
    names: Mapping[str, str],
    organisation: str = "",
    _: Translate = str,
) -> Words:
    """`names` maps roles ("clerk") and kinds of bodies ("BCH") to what people call them; `organisation` is a named one's."""
    return Words(
        who=_who(station, names, organisation, _),
        rule=_rule(station, _),
        due=_due(station, _),
        condition=_("nếu có phương án") if station.applies is Applies.HAS_OPTIONS else "",
    )


def _who(station: Station, names: Mapping[str, str], organisation: str, _: Translate) -> str:
    who = station.who
    if station.kind in AUTOMATIC:
        return _("Hệ thống")
    if station.kind in WRITING:
        return _("Người soạn thảo")
    key = who.body or who.role
    name = names.get(key, key)
    if station.kind in OF_A_ROLE and KINDS[station.kind].scope:
        name = _("{name}, hoặc người được ủy quyền").format(name=name)
    if station.kind in ROUNDS:
        name = _("Thành viên {name} đương nhiệm").format(name=name)
    if who.of is Whose.PARENT:
        return _("{name} của cấp trên").format(name=name)
    if who.of is Whose.NAMED:
        return f"{name} · {organisation}" if organisation else name
    return name


def _rule(station: Station, _: Translate) -> str:
    simple = KINDS[station.kind].rule
    if simple:
        return _(simple)
    return _ballot_rule(station, _) if station.kind in ROUNDS else _approval_rule(station, _)


def _ballot_rule(station: Station, _: Translate) -> str:
    rule = station.rule
    of = {
        "members": _("tổng số"),
        "present": _("số có mặt"),
        "issued": _("số phiếu phát ra"),
        "returned": _("số phiếu thu về"),
        "valid": _("số phiếu hợp lệ"),
    }.get(rule.of, rule.of)
    majority = {
        ">1/2": _("quá nửa {of}").format(of=of),
        ">=2/3": _("từ hai phần ba {of}").format(of=of),
        "plurality": _("nhiều phiếu nhất"),
    }.get(rule.majority, rule.majority)
    secrecy = _("Phiếu kín, niêm phong") if rule.sealed else _("Phiếu kín")
    parts = [secrecy if rule.secret else _("Phiếu công khai"), majority]
    if rule.quorum:
        parts.append(_("túc số {quorum}").format(quorum=rule.quorum))
    parts.append(_("tối đa 2 vòng") if rule.second_ballot else _("1 vòng"))
    return " · ".join(parts)


def _approval_rule(station: Station, _: Translate) -> str:
    how_many = {
        Approvals.ANY: _("Một người duyệt"),
        Approvals.ALL: _("Tất cả duyệt"),
        Approvals.MAJORITY: _("Quá nửa duyệt"),
    }[station.rule.approvals]
    return f"{how_many}, {_('theo thứ tự') if station.rule.in_order else _('không theo thứ tự')}"


def _due(station: Station, _: Translate) -> str:
    if station.kind in AUTOMATIC:
        return _("ngay khi cấp số")
    time = _("trong ngày") if station.days == 0 else _("{days} ngày làm việc").format(days=station.days)
    then = {
        Overdue.REMIND: _("nhắc trước 1 ngày"),
        Overdue.CLOSE: _("hết hạn thì đóng"),
        Overdue.ESCALATE: _("quá hạn thì báo cấp trên"),
        Overdue.SKIP: _("quá hạn thì bỏ qua"),
    }[station.on_overdue]
    return f"{time} · {then}"
