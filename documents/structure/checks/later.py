"""Check that what a paper cites was there before it: no căn cứ, and no other document, is of a later day."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check


@check(
    "reference_later", "warning", None,
    bad="ngày 11 tháng 5 năm 2026 … Căn cứ Kế hoạch số 12-KH/TĐTN ngày 20/12/2026 của Tỉnh đoàn;",
    good="ngày 11 tháng 5 năm 2026 … Căn cứ Kế hoạch số 12-KH/TĐTN ngày 20/12/2025 của Tỉnh đoàn;",
)  # fmt: skip
def reference_later(context: Context) -> Iterator[Violation]:
    day = context.draft.date or ""
    for reference in context.draft.references if day else ():
        if reference.date and reference.date > day and len(reference.date) == len(day):
            said = f"“{reference.text}” ghi ngày sau ngày của văn bản này; hãy kiểm tra lại ngày của văn bản được viện dẫn."
            yield Violation(said, line=reference.line)
