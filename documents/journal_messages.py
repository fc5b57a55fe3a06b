"""How the acts of this app are told on a document's history page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from audit.registry import Group, JournalMessage, register_messages
from documents.models import CheckSetting, DraftRound
from documents.structure import Draft, diff
from documents.structure.checks.rules import words_of_check

MOST_CHANGES = 6


def register() -> None:
    register_messages(
        {
            "documents.import": JournalMessage(
                _("tải lên bản dự thảo đầu tiên"), "file-upload", group=Group.TEXT, meta=_("Tệp {file}")
            ),
            "documents.first_round": JournalMessage(_("ghi lần dự thảo {ordinal}"), silent=True),
            "documents.add_round": JournalMessage(
                _("ghi lần dự thảo {ordinal}"), "pencil", group=Group.TEXT, meta=_("{note}"), extra=redlines
            ),
            "documents.waive_finding": JournalMessage(
                _("bỏ qua một điểm chặn: {message}"),
                "alert-triangle",
                "red",
                Group.EXCEPTION,
                exception=_("Điểm chặn được bỏ qua, có lý do"),
            ),
            "documents.clarify_choice": JournalMessage(
                _("xác định: {said}"), "help", group=Group.TEXT, meta=_("{words}"), facts=_said
            ),
            "documents.sign": JournalMessage(
                _("ký lần dự thảo {round}"), "signature", "green", Group.DECISION, meta=_("Thẩm quyền: {authority}")
            ),
            "documents.issue": JournalMessage(
                _("cấp số {number}-{symbol} và ban hành"), "hash", group=Group.DECISION, meta=_("Mã băm {sha256}")
            ),
            "documents.void_number": JournalMessage(
                _("hủy số {number}-{symbol}"), "ban", "red", Group.EXCEPTION, exception=_("Số văn bản bị hủy")
            ),
            "documents.set_check": JournalMessage(
                _("đặt kiểm tra “{check}” từ {before} thành {after}"), "clipboard-check", "amber", facts=in_words
            ),
            "documents.unset_check": JournalMessage(
                _("bỏ thiết lập riêng của kiểm tra “{check}”: từ {before} về {after}"),
                "clipboard-check",
                facts=in_words,
            ),
        }
    )


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    said = {"decided": _("nội dung đã chốt"), "vote": _("các phương án cần biểu quyết")}
    return {**facts, "said": said.get(facts.get("answer", ""), "")}


def in_words(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a change of a check with what it asks and its severities as people call them."""
    called = dict(CheckSetting.Severity.choices)
    severities = {name: f"“{called.get(facts[name], facts[name])}”" for name in ("before", "after")}
    return {**facts, "check": words_of_check(facts["check"]), **severities}


def redlines(entries: Sequence[Any]) -> dict[int, str]:
    """Return the words that each round changed against the one before, folded under its entry."""
    rounds = {
        row.pk: row
        for row in DraftRound.objects.filter(document_id__in={entry.document_id for entry in entries}).order_by(
            "ordinal"
        )
    }
    before = {(row.document_id, row.ordinal): row for row in rounds.values()}
    folded: dict[int, str] = {}
    for entry in entries:
        row = rounds.get(entry.subject_id)
        earlier = before.get((row.document_id, row.ordinal - 1)) if row else None
        if row and earlier:
            found = diff(Draft.from_json(earlier.tree), Draft.from_json(row.tree))
            changed = [one for one in found.rows if one.op != "same"]
            context = {"rows": changed[:MOST_CHANGES], "more": max(0, len(changed) - MOST_CHANGES)}
            folded[entry.pk] = render_to_string("documents/_changes.html", context)
    return folded
