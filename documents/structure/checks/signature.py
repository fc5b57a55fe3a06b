"""Check of the signature block: capacity, position, name."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Slip, check
from documents.structure.fold import fold
from documents.structure.tree import Kind


def _collective(context: Context) -> bool:
    """Whether the signer must say for whom: always in the Youth Union, in the State where a collective issues."""
    if context.profile.capacity_required:
        return True
    issuer = fold(context.draft.issuer or "")
    return "uy ban nhan dan" in issuer or "hoi dong nhan dan" in issuer


@check(
    "signature_incomplete", "blocker", "S",
    clause="HD29 mục II.8; NĐ30 Phụ lục I: thể thức đề ký, chức vụ, họ tên",
    bad="TM. BAN THƯỜNG VỤ TỈNH ĐOÀN (không có chức vụ, họ tên)", good="TM. BAN THƯỜNG VỤ TỈNH ĐOÀN / BÍ THƯ / Trần Thị An",
)  # fmt: skip
def signature_incomplete(context: Context) -> Iterator[Slip]:
    signature = context.draft.signature
    missing = []
    if not signature.capacity and _collective(context):
        missing.append("thể thức đề ký (TM., TL. …)")
    if not signature.position:
        missing.append("chức vụ")
    if not signature.name:
        missing.append("họ tên người ký")
    if missing:
        place = context.first(Kind.CAPACITY, Kind.POSITION, Kind.SIGNER) or context.paragraphs[-1]
        said = f"Phần ký thiếu {', '.join(missing)}; hãy bổ sung trước khi trình ký."
        yield Slip(said, place, line=signature.line or place.line)
