"""The verdict in the reader's language. In Vietnamese it is, word for word, the sentence of the record (rules.sentence)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from approvals.models import Ballot


def verdict_shown(ballot: Ballot) -> str:
    """Return the closed ballot's verdict with its arithmetic, built from the same figures as the record's sentence."""
    assert ballot.result is not None
    published, result = ballot.result["published"], ballot.result["result"]
    if not result["quorum_met"]:
        return _no_quorum(published, result)
    sentence = _adoption(ballot, result) if ballot.kind == Ballot.Method.ADOPT else _choice(ballot, result)
    if result["second_round"]:
        second = _("Biểu quyết lần hai giữa %(names)s.") % {"names": _names(result["second_round"])}
        return f"{sentence} {second}"
    return sentence


def _no_quorum(published: dict[str, Any], result: dict[str, Any]) -> str:
    given = {
        "attendance": result["attendance"],
        "members": published["members"],
        "needed": result["quorum_needed"],
        "share": published["rule"]["quorum"],
    }
    if published["present"] is None:
        return (
            _(
                "Có %(attendance)d/%(members)d ủy viên gửi phiếu, chưa đủ %(needed)d (%(share)s tổng số): "
                "cuộc biểu quyết không có giá trị."
            )
            % given
        )
    return (
        _(
            "Có %(attendance)d/%(members)d ủy viên dự họp, chưa đủ %(needed)d (%(share)s tổng số): "
            "cuộc biểu quyết không có giá trị."
        )
        % given
    )


def _figures(ballot: Ballot, result: dict[str, Any]) -> dict[str, Any]:
    units = {
        "members": _("ủy viên"),
        "present": _("người dự"),
        "issued": _("phiếu phát ra"),
        "returned": _("phiếu thu về"),
        "valid": _("phiếu hợp lệ"),
    }
    wholes = {
        "members": _("tổng số ủy viên"),
        "present": _("số người dự"),
        "issued": _("số phiếu phát ra"),
        "returned": _("số phiếu thu về"),
        "valid": _("số phiếu hợp lệ"),
    }
    share = _("quá nửa %(whole)s") if ballot.rule["majority"] == ">1/2" else _("ít nhất hai phần ba %(whole)s")
    threshold = share % {"whole": wholes[ballot.rule["of"]]}
    if ballot.rule["majority"] == "plurality":
        threshold = _("nhiều phiếu nhất")
    unit = units[ballot.rule["of"]]
    return {"base": result["base"], "unit": unit, "threshold": threshold, "needed": result["needed"]}


def _adoption(ballot: Ballot, result: dict[str, Any]) -> str:
    counts = result["counts"]
    given = {**_figures(ballot, result), "votes": counts["yes"], "against": counts["no"]}
    if result["winner"]:
        return _("%(votes)d/%(base)d %(unit)s tán thành, %(threshold)s (cần %(needed)d): được thông qua.") % given
    if result["tied"]:
        return _("%(votes)d/%(base)d %(unit)s tán thành, bằng số không tán thành: không được thông qua.") % given
    if counts["yes"] >= result["needed"]:
        return (
            _("%(votes)d/%(base)d %(unit)s tán thành, ít hơn %(against)d không tán thành: không được thông qua.")
            % given
        )
    return (
        _("%(votes)d/%(base)d %(unit)s tán thành, chưa đạt %(threshold)s (cần %(needed)d): không được thông qua.")
        % given
    )


def _choice(ballot: Ballot, result: dict[str, Any]) -> str:
    counts, tied = result["counts"], result["tied"]
    lead = result["winner"] or max(counts, key=lambda key: counts[key])
    given = {**_figures(ballot, result), "votes": counts[lead], "name": _names([lead])}
    if result["winner"]:
        return (
            _("%(votes)d/%(base)d %(unit)s chọn %(name)s, %(threshold)s (cần %(needed)d): %(name)s được chọn.") % given
        )
    if not any(counts.values()):
        return (
            _("Không phương án nào có phiếu (cần %(needed)d/%(base)d %(unit)s): chưa phương án nào được chọn.") % given
        )
    if tied:
        names = _names(tied)
        given["names"] = names[0].upper() + names[1:]
        return (
            _(
                "%(names)s bằng nhau, mỗi phương án %(votes)d/%(base)d %(unit)s (cần %(needed)d): "
                "chưa phương án nào được chọn."
            )
            % given
        )
    return (
        _(
            "Cao nhất là %(name)s với %(votes)d/%(base)d %(unit)s, chưa đạt %(threshold)s (cần %(needed)d): "
            "chưa phương án nào được chọn."
        )
        % given
    )


def _names(keys: list[str]) -> str:
    words = [_("phương án %(key)s") % {"key": key} for key in keys]
    if len(words) == 1:
        return words[0]
    return _("%(first)s và %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
