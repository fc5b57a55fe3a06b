"""`manage.py read_draft FILE`: what a secretary would note down about a draft, as JSON or for people."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from documents.structure import Draft, Finding, Unreadable, check, read

GRAVE = ("error", "blocker")
# the contract's fields, in its order
FIELDS = (
    "type", "type_name", "subject", "year", "superior", "issuer", "number", "symbol", "place", "date", "marks", "meeting",
    "bases", "theme", "headings", "targets", "activities", "duties", "deadlines", "references", "annexes", "closing", "recipients",
    "archive", "signature",
)  # fmt: skip


class Command(BaseCommand):
    """Exit 0: no error; 1: findings that are errors or blockers; 2: the file cannot be read."""

    requires_system_checks: list[str] = []
    help = "Read a draft (.txt, .docx) and print its structure and findings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print JSON (the default)")
        form.add_argument("--text", action="store_true", help="print an overview for people")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            draft = read(path.read_bytes(), path.name)
        except Unreadable as error:
            self.stderr.write(error.message)
            raise SystemExit(2) from None
        except OSError as error:
            self.stderr.write(f"Không mở được tệp {path}: {error.strerror}. Hãy kiểm tra lại đường dẫn.")
            raise SystemExit(2) from None
        findings = check(draft)
        if options["text"]:
            self.stdout.write(overview(draft, findings))
        else:
            self.stdout.write(json.dumps(contract(draft, findings), ensure_ascii=False, indent=2))
        if any(finding.severity in GRAVE for finding in findings):
            raise SystemExit(1)


def contract(draft: Draft, findings: list[Finding]) -> dict[str, Any]:
    """The JSON that the command promises."""
    tree = draft.to_json()
    shown = {name: tree[name] for name in FIELDS}
    names = ("code", "severity", "gate", "line", "message", "repair")
    shown["findings"] = [{name: getattr(finding, name) for name in names} for finding in findings]
    return shown


def overview(draft: Draft, findings: list[Finding]) -> str:
    """The same for people: the letterhead, the outline, the counts, the findings."""
    lines = [
        f"{draft.type_name or '(chưa rõ loại)'} {draft.number or '…'}-{draft.symbol or '…'}",
        f"  {draft.subject or '(không có trích yếu)'}",
        f"  {draft.superior or '…'} / {draft.issuer or '…'}; {draft.place or '…'}, {draft.date or 'chưa có ngày'}",
    ]
    if draft.theme.text:
        lines.append(f"  Chủ đề: {draft.theme.text}")
    lines += [f"  Phương án {option.order}: {option.text}" for option in draft.theme.options]
    lines += [f"{'  ' * heading.level}{heading.label} {heading.title}" for heading in draft.headings]
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
    lines.append("; ".join(f"{len(things)} {name}" for name, things in counts))
    signature = draft.signature
    lines.append(f"Ký: {signature.capacity or '…'} / {signature.position or '…'} / {signature.name or '…'}")
    lines += [f"dòng {finding.line}: [{finding.severity}] {finding.code}: {finding.message}" for finding in findings]
    return "\n".join(lines)
