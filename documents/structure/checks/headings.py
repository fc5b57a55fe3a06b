"""Checks of numbering: headings and items. One renumbering that cures several symptoms is one finding."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Slip, check
from documents.structure.checks.faults import Fault, faults_of
from documents.structure.checks.lists import Entry, Run, lists_of
from documents.structure.checks.relabel import inner_labels, renumbered
from documents.structure.tree import Kind

_CLAUSE = "HD29: I → 1 → 1.1 → 1.1.2; NĐ30: I → 1 → a)"


def _faults(context: Context) -> list[tuple[Run, Fault]]:
    """All numbering faults, found once for a context."""
    cached = context.__dict__.get("numbering_faults")
    if cached is None:
        runs = lists_of(context.paragraphs)
        cached = [(run, fault) for run in runs for fault in faults_of(run)]
        cached = [(run, fault) for run, fault in cached if not _explained(fault, cached)]
        context.__dict__["numbering_faults"] = cached
    return cached


def _explained(fault: Fault, faults: list[tuple[Run, Fault]]) -> bool:
    """A sequence slip of the same entry as its wrong prefix is the same slip."""
    if fault.kind not in ("gap", "duplicate", "duplicate+gap"):
        return False
    return any(other.entry is fault.entry and other.kind == "misplaced" for _, other in faults if other is not fault)


def _named(entry: Entry) -> str:
    return "Mục" if entry.paragraph.kind is Kind.HEADING else "Ý"


def _repair(run: Run) -> dict[str, object] | None:
    labels = renumbered(run)
    return {"kind": "labels", "labels": labels} if labels else None


@check(
    "heading_duplicate", "error", "R",
    clause=_CLAUSE, bad="I … II … II … III", good="I … II … III … IV",
)  # fmt: skip
def sequence(context: Context) -> Iterator[Slip]:
    """Equal, missing and displaced numbers; the code says which, by whether a heading or an item carries the label."""
    for run, fault in _faults(context):
        entry = fault.entry
        label = entry.paragraph.label
        heading = entry.paragraph.kind is Kind.HEADING
        repair = _repair(run)
        if fault.kind == "duplicate" or fault.kind == "duplicate+gap" and heading:
            said = f"{_named(entry)} “{label}” trùng số với mục khác cùng cấp; hãy đánh lại số cho liên tục."
            yield Slip(said, entry.paragraph, repair=repair, code="heading_duplicate")
        elif fault.kind in ("gap", "duplicate+gap"):
            said = f"{_named(entry)} “{label}” không nối tiếp số trước nó; hãy đánh lại số hoặc bổ sung phần còn thiếu."
            yield Slip(said, entry.paragraph, repair=repair, code="heading_gap" if heading else "item_gap")
        elif fault.kind == "misplaced":
            said = f"{_named(entry)} “{label}” không đúng chỗ theo mục cha và thứ tự của nó; hãy đánh lại số."
            yield Slip(said, entry.paragraph, repair=repair, code="heading_misplaced")


@check(
    "list_collision", "error", "R",
    clause=_CLAUSE, bad="2.7. Tổ chức đại hội / 1. Chuẩn bị … / 2. … / 3. Một số hoạt động", good="2.7. / a) / b) / 3.",
)  # fmt: skip
def list_collision(context: Context) -> Iterator[Slip]:
    for run, fault in _faults(context):
        if fault.kind == "collision":
            said = f"Danh sách con bắt đầu từ “{fault.entry.paragraph.label}” dùng lại kiểu số của cấp trên nó; hãy đánh số theo cấp thấp hơn."
            yield Slip(said, fault.entry.paragraph, repair={"kind": "labels", "labels": inner_labels(run)})


@check(
    "label_style", "info", None,
    clause=_CLAUSE, bad="(15). … / (16) …", good="(15). … / (16). …",
)  # fmt: skip
def label_style(context: Context) -> Iterator[Slip]:
    for _, fault in _faults(context):
        if fault.kind == "style":
            label, wanted = fault.entry.paragraph.label, fault.wanted
            repair = {"kind": "labels", "labels": {fault.entry.paragraph.id: wanted}}
            yield Slip(
                f"Nhãn “{label}” viết khác kiểu các nhãn cùng cấp; hãy viết “{wanted}”.",
                fault.entry.paragraph,
                repair=repair,
            )
