"""Check that nothing is left to choose but what a ballot decides: options on a site, a budget, a structure."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check


@check(
    "options_undecided", "blocker", "S",
    bad="Địa điểm (xin ý kiến chọn 01 trong 02 phương án): Phương án 1 … Phương án 2 …", good="Địa điểm: Sân vận động xã",
)  # fmt: skip
def options_undecided(context: Context) -> Iterator[Violation]:
    for question in context.draft.questions:
        if question.asked:
            said = f"“{question.text}” còn {len(question.options)} phương án chưa được chọn; hãy lấy ý kiến và ghi phương án đã chọn vào đây."
            yield Violation(said, line=question.line)


@check(
    "options_undecided", "warning", None,
    bad="II. Địa điểm: Phương án 1: … Phương án 2: …", good="II. Địa điểm: Sân vận động xã",
)  # fmt: skip
def options_side_by_side(context: Context) -> Iterator[Violation]:
    for question in context.draft.questions:
        if not question.asked:
            said = f"“{question.text}” nêu {len(question.options)} phương án mà không nói chọn phương án nào; nếu cần biểu quyết, hãy ghi rõ, nếu đã chọn, hãy bỏ các phương án kia."
            yield Violation(said, line=question.line)
