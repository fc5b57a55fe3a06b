"""What an entitled person does where a document lacks something, or a finding would hold it; each said aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from documents.actions import apply_repairs, clarify_choice, save_working_copy, submit_round, waive_finding
from documents.models import Clarification, Document
from documents.queries import gate_findings, repair_proposals, unanswered_choices
from documents.structure import (
    Draft,
    set_letterhead,
    set_recipients,
    set_signature,
    set_type,
    to_text,
)
from workflows.walkthrough.scene import Scene

Said = tuple[str, str, str]  # who, what, result
RECIPIENTS = ["Ban Bí thư TW Đoàn (B/c)", "Thường trực Tỉnh đoàn", "Các đồng chí Ủy viên BCH Tỉnh đoàn", "Lưu VT"]


def supply(document: Document, scene: Scene, at: datetime) -> Iterator[Said]:
    """Add as the drafter what is missing: a type that can be issued, letterhead, Nơi nhận, signature block."""
    draft = Draft.from_json(document.round.tree)  # type: ignore[union-attr]
    who = scene.drafter.name
    steps: list[tuple[bool, str, Callable[[Draft], Draft]]] = [
        (not draft.type, "đánh máy lại thành chương trình", lambda d: set_type(d, code="CTr", name="CHƯƠNG TRÌNH")),
        (not (draft.issuer and draft.symbol and draft.place), "bổ sung phần đầu văn bản", lambda d: _headed(d, scene)),
        (not draft.recipients, "bổ sung Nơi nhận", lambda d: set_recipients(d, RECIPIENTS)),
        (
            not (draft.signature.capacity and draft.signature.name),
            "bổ sung thể thức đề ký",
            lambda d: _signed(d, scene),
        ),
    ]
    changed = draft
    for lacking, words, change in steps:
        if lacking:
            changed = change(changed)
            yield who, f"Văn bản thiếu: {words}", "xong"
    if changed is not draft:
        save_working_copy(actor=scene.drafter, document=document, text=to_text(changed), version=0, at=at)
        submit_round(actor=scene.drafter, document=document, at=at, note="Bổ sung phần còn thiếu")
        document.refresh_from_db()


def _headed(draft: Draft, scene: Scene) -> Draft:
    organisation = scene.organisation
    return set_letterhead(
        draft,
        superior=draft.superior or organisation.letterhead_superior,
        issuer=draft.issuer or organisation.letterhead_issuer or organisation.name.upper(),
        symbol=draft.symbol or f"{draft.type or 'CTr'}/{organisation.code}",
        place=draft.place or organisation.place,
    )


def _signed(draft: Draft, scene: Scene) -> Draft:
    return set_signature(
        draft,
        capacity=draft.signature.capacity or "TM. BAN THƯỜNG VỤ",
        position=draft.signature.position or "BÍ THƯ",
        name=draft.signature.name or scene.secretary.name,
    )


def repair(document: Document, scene: Scene, at: datetime) -> Iterator[Said]:
    """Accept as the drafter the safe repairs that are proposed."""
    proposed = repair_proposals(document, form_only=False)
    if proposed:
        apply_repairs(actor=scene.drafter, document=document, ids=[proposal.id for proposal in proposed], at=at)
        document.refresh_from_db()
        assert document.round is not None  # a document comes with its first round
        codes = ", ".join(sorted({proposal.code for proposal in proposed}))
        yield (
            scene.drafter.name,
            f"Nhận {len(proposed)} chỗ sửa về hình thức ({codes})",
            f"lần dự thảo {document.round.ordinal}",
        )


def clarify(document: Document, scene: Scene, at: datetime) -> Iterator[Said]:
    """Answer as the drafter what the text does not tell: two candidates are to be voted on, a single one is decided."""
    for asked in unanswered_choices(document):
        answer = Clarification.Answer.VOTE if asked.choice.may_be_voted else Clarification.Answer.DECIDED
        clarify_choice(
            actor=scene.drafter,
            document=document,
            passage=asked.choice.passage,
            wording_sha256=asked.choice.digest,
            answer=answer,
            at=at,
        )
        yield (
            scene.drafter.name,
            f"Được hỏi: “{' / '.join(asked.shown)}” đã chốt hay cần biểu quyết?",
            str(answer.label),
        )


def waive(document: Document, scene: Scene, gates: str, at: datetime) -> Iterator[Said]:
    """Waive the remaining blockers as the chief of office, each with its reason."""
    for gate in gates:
        for finding in gate_findings(document, gate):
            waive_finding(
                actor=scene.chief,
                document=document,
                code=finding.code,
                passage_sha256=finding.passage_sha256,
                reason="Đã xem xét; bổ sung sau khi có đủ thông tin.",
                at=at,
            )
            yield scene.chief.name, f"Bỏ qua điểm chặn {finding.code}: {finding.message}", "có lý do, ghi nhật ký"
