"""Check of the signature block: capacity, position, name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.profiles import HD29, ND30
from documents.structure.tree import ParagraphKind

_FOR = re.compile(r"(?<!\w)(?:TM|T/M|TL|T/L|TUQ)\b|\bBAN (?:THƯỜNG VỤ|CHẤP HÀNH)\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"(?<!\w)(?:KT|TL|T/L|TUQ|Q)\b", re.IGNORECASE)
_STOOD_IN = re.compile(r"(?<!\w)KT\.?\s*(?:BÍ THƯ|TRƯỞNG BAN)", re.IGNORECASE)
_OFFICE = re.compile(r"(?:PHÓ )?(?:CHÁNH|TRƯỞNG|GIÁM ĐỐC)\b")
_DEPUTY = re.compile(r"PHÓ\b|P\.", re.IGNORECASE)


# papers that a committee's head may sign in his own name
_HEAD_SIGNS = frozenset({"CV", "TB", "GM", "CĐ", "NQ"})


def _collective(context: Context) -> bool:
    """Tell whether the signer must say for whom: always in the Youth Union, in the State where a committee issues.

    A decision of the chairman himself, a council's resolution and minutes are signed without.
    """
    kind = context.draft.type
    if kind == "BB":
        return False
    if context.profile.capacity_required:
        return True
    if kind in _HEAD_SIGNS or "ỦY BAN NHÂN DÂN" not in (context.draft.issuer or "").upper().replace("UỶ", "ỦY"):
        return False
    above = context.paragraphs[: context.begin + 3]
    return not any(paragraph.text.startswith("CHỦ TỊCH") for paragraph in above)


def _of_office(context: Context) -> bool:
    """Tell whether a committee's paper is signed by somebody who heads only its office or a department."""
    issuer = (context.draft.issuer or "").upper().replace("UỶ", "ỦY")
    position = (context.draft.signature.position or "").upper()
    return issuer.startswith(("ỦY BAN NHÂN DÂN", "UBND")) and bool(_OFFICE.match(position))


@check(
    "signature_incomplete", "blocker", "S",
    bad="TM. BAN THƯỜNG VỤ TỈNH ĐOÀN (không có chức vụ, họ tên)", good="TM. BAN THƯỜNG VỤ TỈNH ĐOÀN / BÍ THƯ / Trần Thị An",
)  # fmt: skip
def signature_incomplete(context: Context) -> Iterator[Violation]:
    signature = context.draft.signature
    missing = []
    written = " ".join(
        paragraph.text for paragraph in context.draft.of_kind(ParagraphKind.CAPACITY, ParagraphKind.POSITION)
    )
    written = f"{signature.capacity or ''} {written}"
    if _collective(context) and not _FOR.search(written):
        missing.append("thể thức đề ký (TM., TL. …)")
    elif context.profile is ND30 and _of_office(context) and not _IN_PLACE.search(written):
        missing.append("thể thức đề ký (TL., TUQ.) của người ký thừa lệnh")
    elif context.profile is ND30 and _DEPUTY.match(signature.position or "") and not _IN_PLACE.search(written):
        missing.append("“KT.” của cấp phó ký thay")
    elif context.profile is HD29 and _STOOD_IN.search(written):
        missing.append("cách ghi đúng (văn bản của Đoàn không dùng “KT.”)")
    if not signature.position:
        missing.append("chức vụ")
    if not signature.name:
        missing.append("họ tên người ký")
    if missing:
        place = (
            context.first(ParagraphKind.CAPACITY, ParagraphKind.POSITION, ParagraphKind.SIGNER)
            or context.paragraphs[-1]
        )
        said = f"Phần ký thiếu {', '.join(missing)}; hãy bổ sung trước khi trình ký."
        yield Violation(said, place, line=signature.line or place.line)
