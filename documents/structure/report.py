"""Show what was read of a file and what the checks say: as JSON, or for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from documents.structure.checks import check
from documents.structure.errors import Unreadable
from documents.structure.reading.pipeline import read
from documents.structure.tree import Draft, Finding

GRAVE = ("error", "blocker")
# the fields of `manage.py read_draft --json`, in the order that it promises
FIELDS = (
    "type", "type_name", "subject", "year", "superior", "issuer", "number", "symbol", "place", "date", "marks", "meeting",
    "bases", "theme", "headings", "targets", "activities", "duties", "deadlines", "references", "annexes", "closing", "recipients",
    "archive", "signature",
)  # fmt: skip
_FINDING = ("code", "severity", "gate", "line", "message", "repair")
_WITH_RULE = (*_FINDING, "rule")


def read_file(path: Path) -> tuple[Draft, list[Finding]]:
    """Read and check a file. Raises Unreadable, also where the file cannot be opened ("no_file")."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            "no_file", f"Không mở được tệp {path}: {error.strerror}. Hãy kiểm tra lại đường dẫn."
        ) from None
    draft = read(data, path.name)
    return draft, check(draft)


def is_grave(findings: list[Finding]) -> bool:
    """Tell whether a finding keeps the draft from being signed or numbered."""
    return any(finding.severity in GRAVE for finding in findings)


def fields(draft: Draft, findings: list[Finding]) -> dict[str, Any]:
    """Give the fields that `read_draft --json` promises, with the findings."""
    tree = draft.to_json()
    del tree["theme"]["certain"]  # no part of what is promised
    return {name: tree[name] for name in FIELDS} | {"findings": _told(findings, _FINDING)}


def whole(draft: Draft, findings: list[Finding]) -> dict[str, Any]:
    """Give all that was read, every paragraph too, with the findings and the rule of each."""
    return draft.to_json() | {"findings": _told(findings, _WITH_RULE)}


def _told(findings: list[Finding], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(finding, name) for name in names} for finding in findings]


def overview(draft: Draft, findings: list[Finding]) -> str:
    """Write the letterhead, the outline, the counts and the findings for people."""
    outline = [f"{'  ' * heading.level}{heading.label} {heading.title}" for heading in draft.headings]
    return "\n".join([*_head(draft), *outline, *_foot(draft), *_lines(findings)])


def page(draft: Draft, findings: list[Finding]) -> str:
    """Write the letterhead, every paragraph with its line and kind, the counts and the findings for people."""
    width = max((len(paragraph.kind) for paragraph in draft.paragraphs), default=0)
    tree = [
        f"{paragraph.line:>5}  {paragraph.kind:<{width}}  {'  ' * paragraph.level}"
        + f"{paragraph.label} {paragraph.text}".strip()
        for paragraph in draft.paragraphs
    ]
    parts = (_head(draft), tree, _foot(draft), _lines(findings) or ["Không có điểm nào cần sửa."])
    return "\n\n".join("\n".join(part) for part in parts)


def _head(draft: Draft) -> list[str]:
    lines = [
        f"{draft.type_name or '(chưa rõ loại)'} {draft.number or '…'}-{draft.symbol or '…'}",
        f"  {draft.subject or '(không có trích yếu)'}",
        f"  {draft.superior or '…'} / {draft.issuer or '…'}; {draft.place or '…'}, {draft.date or 'chưa có ngày'}",
    ]
    if draft.theme.text:
        lines.append(f"  Chủ đề: {draft.theme.text}")
    return lines + [f"  Phương án {option.order}: {option.text}" for option in draft.theme.options]


def _foot(draft: Draft) -> list[str]:
    counts = (
        ("căn cứ", draft.bases),
        ("chỉ tiêu", draft.targets),
        ("hoạt động", draft.activities),
        ("nhiệm vụ", draft.duties),
        ("hạn", draft.deadlines),
        ("viện dẫn", draft.references),
        ("phụ lục", draft.annexes),
        ("dòng nơi nhận", draft.recipients),
    )
    signature = draft.signature
    return [
        "; ".join(f"{len(things)} {name}" for name, things in counts),
        f"Ký: {signature.capacity or '…'} / {signature.position or '…'} / {signature.name or '…'}",
    ]


def _lines(findings: list[Finding]) -> list[str]:
    return [
        f"dòng {finding.line}: [{finding.severity}] {finding.code}: {finding.message} (Theo {finding.rule}.)"
        for finding in findings
    ]
