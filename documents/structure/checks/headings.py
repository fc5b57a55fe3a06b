"""Check numbering: headings and items. One renumbering that cures several symptoms is one finding."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.checks.faults import Fault, faults_of
from documents.structure.checks.lists import Entry, Run, lists_of
from documents.structure.checks.relabel import MOST_LABELS, inner_labels, renumbered
from documents.structure.tree import ParagraphKind


def _faults(context: Context) -> list[tuple[Run, Fault]]:
    """List all numbering faults, found once for a context."""
    cached = context.__dict__.get("numbering_faults")
    if cached is None:
        found = [(run, fault) for run in lists_of(context.paragraphs) for fault in faults_of(run)]
        misplaced = {id(fault.entry) for _, fault in found if fault.kind == "misplaced"}
        cached = [(run, fault) for run, fault in found if not _explained(fault, misplaced)]
        context.__dict__["numbering_faults"] = cached
    return cached


def _explained(fault: Fault, misplaced: set[int]) -> bool:
    """Tell whether a sequence slip is the same slip as its entry's wrong prefix."""
    return fault.kind in ("gap", "duplicate", "duplicate+gap") and id(fault.entry) in misplaced


def _named(entry: Entry) -> str:
    return "Mục" if entry.paragraph.kind is ParagraphKind.HEADING else "Ý"


class _Repairs:
    """The renumbering of each list, given with the list's first slip and with no other: it cures all of them."""

    def __init__(self) -> None:
        self._given: set[int] = set()

    def first_of(self, run: Run) -> dict[str, object] | None:
        if id(run) in self._given:
            return None
        self._given.add(id(run))
        return _relabelling(renumbered(run))


def _relabelling(labels: dict[str, str]) -> dict[str, object] | None:
    """Return a repair of labels; None for none, and for more than a person would accept unseen."""
    return {"kind": "labels", "labels": labels} if 0 < len(labels) <= MOST_LABELS else None


@check(
    "heading_duplicate", "error", "R",
    bad="I … II … II … III", good="I … II … III … IV",
)  # fmt: skip
def sequence(context: Context) -> Iterator[Violation]:
    """Report equal, missing and displaced numbers; the code says which, and whether of a heading or an item."""
    repairs = _Repairs()
    for run, fault in _faults(context):
        if fault.kind in ("collision", "style"):
            continue
        entry = fault.entry
        label = entry.paragraph.label
        heading = entry.paragraph.kind is ParagraphKind.HEADING
        repair = repairs.first_of(run)
        if fault.kind == "duplicate" or (fault.kind == "duplicate+gap" and heading):
            said = f"{_named(entry)} “{label}” trùng số với mục khác cùng cấp; hãy đánh lại số cho liên tục."
            yield Violation(said, entry.paragraph, repair=repair, code="heading_duplicate")
        elif fault.kind in ("gap", "duplicate+gap"):
            said = f"{_named(entry)} “{label}” không nối tiếp số trước nó; hãy đánh lại số hoặc bổ sung phần còn thiếu."
            yield Violation(said, entry.paragraph, repair=repair, code="heading_gap" if heading else "item_gap")
        elif fault.kind == "misplaced":
            said = f"{_named(entry)} “{label}” không đúng chỗ theo mục cha và thứ tự của nó; hãy đánh lại số."
            yield Violation(said, entry.paragraph, repair=repair, code="heading_misplaced")


@check(
    "list_collision", "error", "R",
    bad="2.7. Tổ chức đại hội / 1. Chuẩn bị … / 2. … / 3. Một số hoạt động", good="2.7. / a) / b) / 3.",
)  # fmt: skip
def list_collision(context: Context) -> Iterator[Violation]:
    for run, fault in _faults(context):
        if fault.kind == "collision":
            said = f"Danh sách con bắt đầu từ “{fault.entry.paragraph.label}” dùng lại kiểu số của cấp trên nó; hãy đánh số theo cấp thấp hơn."
            yield Violation(said, fault.entry.paragraph, repair=_relabelling(inner_labels(run)))


@check(
    "label_style", "info", None,
    bad="(15). … / (16) …", good="(15). … / (16). …",
)  # fmt: skip
def label_style(context: Context) -> Iterator[Violation]:
    for _, fault in _faults(context):
        if fault.kind == "style":
            label, wanted = fault.entry.paragraph.label, fault.wanted
            repair = {"kind": "labels", "labels": {fault.entry.paragraph.id: wanted}}
            yield Violation(
                f"Nhãn “{label}” viết khác kiểu các nhãn cùng cấp; hãy viết “{wanted}”.",
                fault.entry.paragraph,
                repair=repair,
            )
