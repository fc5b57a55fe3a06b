"""The filters of the history page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.registry import Group


def filters_of(counts: dict[str, int] | None, current: str) -> list[dict[str, Any]]:
    """One chip for each group that has entries, "Tất cả" first; `current` is marked. Without counts, every group."""
    labels = {
        "": _("Tất cả"),
        Group.DECISION: _("Quyết định"),
        Group.TEXT: _("Sửa nội dung"),
        Group.OPINION: _("Phiếu, ý kiến"),
        Group.DELIVERY: _("Gửi, nhận"),
        Group.EXCEPTION: _("Ngoại lệ"),
    }
    return [
        {
            "label": label,
            "url": f"?nhom={group}" if group else "?",
            "count": None if counts is None else counts.get(group, 0),
            "current": group == current,
            "tone": "red" if group == Group.EXCEPTION else "",
        }
        for group, label in labels.items()
        if not group or counts is None or counts.get(group)
    ]
