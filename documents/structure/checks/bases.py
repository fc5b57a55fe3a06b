"""Check the căn cứ: blanks, completeness, punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check, edit
from documents.structure.lexicon.types import NUMBERED, alternatives
from documents.structure.profiles import HD29
from documents.structure.text import QUOTED, pattern
from documents.structure.tree import Paragraph, ParagraphKind

_BLANK = pattern(
    r"số\s*:?\s*(?:[…_]+|\.{2,}|\.(?=[-/])|[-–—/](?=\s?[A-Z]|\d{4}/))"  # Chương trình số -CTr/…
    r"|\bngày\s*(?:[.…_]+|/)"  # ngày /01/2025
    r"|\bngày\s+tháng\b|\btháng\s*(?:[.…_]+|/|năm\b)"
    r"|\bnăm\s*[.…_]{2,}|\btháng\s+\d{1,2}\s+năm\s*(?=[;,.]?$|của\b|về\b)"
    r"|[…_]{2,}|(?<!\.)\.{3,}[-/]|[-/](?:\.{2,}|…)"
    r"|\d/\s*/\s*\d"
)

_NUMBERED = re.compile(rf"\b({alternatives(tuple(name.capitalize() for name in NUMBERED))})\b")
# resolutions of congresses, and what says itself that it has no number yet, are cited by name
_UNNUMBERED = re.compile(
    r"^Căn cứ\s+(?:vào\s+)?(?:(?:Nghị quyết|Văn kiện)\s+Đại hội|Quy chế(?!.{0,80}(?:\bsố|\bngày)\s+\d)|Điều lệ|Hiến pháp)\b"
)
_LAW = re.compile(r"^Căn cứ\s+(?:vào\s+)?(?:Luật|Bộ luật|Pháp lệnh)\b")
_NAMED = re.compile(r"\s+(?:số|ngày)\b")
_SECOND = re.compile(r"(?:\bvà|,|;)\s+$")
_NUMBER = pattern(r"\d{1,5}\s*[-–—/]\s*(?:\d{4}\s*[-–—/]\s*)?[A-Z][\wĐđ]*")
_DATE = re.compile(
    r"(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
)
_ISSUER = pattern(
    r"\bcủa\s+(?:liên\s+)?(?:các\s+)?[A-Z]|\b(?:giữa|do)\s+[A-Z]|\bđề nghị\s+của\b|\bcủa\s+(?:cấp|đảng|chi|đoàn)"
)


#: What follows the last căn cứ as a further ground.
_GROUND = re.compile(r"\W*(?:Theo đề nghị|Thực hiện|Trên cơ sở|Xét)\b")
_PLAIN_KINDS = (ParagraphKind.PROSE, ParagraphKind.BULLET)
_OPENING = re.compile(r"^(?:Căn cứ|CĂN CỨ)\b")


def _bases(context: Context) -> list[Paragraph]:
    return context.draft.of_kind(ParagraphKind.BASIS)


@check(
    "basis_blank", "blocker", "S",
    bad="Căn cứ Chương trình số      -CTr/TĐTN ngày    /01/2025 của Tỉnh đoàn;",
    good="Căn cứ Chương trình số 15-CTr/TĐTN ngày 06/01/2025 của Tỉnh đoàn;",
)  # fmt: skip
def basis_blank(context: Context) -> Iterator[Violation]:
    sentences = [paragraph for paragraph in context.opening if _OPENING.match(paragraph.text)]
    for paragraph in [*_bases(context), *sentences]:
        if found := _BLANK.search(paragraph.text):
            yield Violation(
                "Căn cứ còn chỗ để trống; hãy điền đủ số và ngày của văn bản được viện dẫn.",
                paragraph,
                at=found.start(),
            )


def _lacks(text: str) -> list[str]:
    """Tell what a căn cứ does not say of a document that it names: its number, date, issuer."""
    plain = QUOTED.sub(" ", text)
    if _LAW.search(plain):
        return [] if re.search(r"\d", plain) else ["ngày ban hành"]
    first = _NUMBERED.search(plain)
    if not first or _UNNUMBERED.search(plain):
        return []
    head = plain[: first.start()].lower()
    if "kết quả" in head or "tinh thần" in head or ("đề nghị" in head and not _NUMBER.search(plain)):
        return []
    missing = []
    starts = [first.start(), *_further(plain, first.end())]
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        if not _NUMBER.search(plain, start, end):
            missing.append("số, ký hiệu")
        if not _DATE.search(plain, start, end):
            missing.append("ngày ban hành")
    if not _ISSUER.search(plain):
        missing.append("cơ quan ban hành")
    return list(dict.fromkeys(missing))


def _further(plain: str, at: int) -> list[int]:
    """Find where further documents of the same căn cứ are named: "… và Kết luận số …"."""
    return [
        found.start()
        for found in _NUMBERED.finditer(plain, at)
        if _SECOND.search(plain, max(0, found.start() - 4), found.start()) and _NAMED.match(plain, found.end())
    ]


@check(
    "basis_incomplete", "warning", None,
    bad="Căn cứ Nghị quyết công tác năm 2025 của Đảng ủy phường;",
    good="Căn cứ Nghị quyết số 05-NQ/ĐU ngày 03/01/2025 của Đảng ủy phường;",
)  # fmt: skip
def basis_incomplete(context: Context) -> Iterator[Violation]:
    for paragraph in _bases(context):
        if _BLANK.search(paragraph.text):
            continue
        if missing := _lacks(paragraph.text):
            yield Violation(f"Căn cứ thiếu {', '.join(missing)}; hãy ghi đủ số, ngày và cơ quan ban hành.", paragraph)


@check(
    "basis_punctuation", "info", None,
    bad="Căn cứ Điều lệ Đoàn TNCS Hồ Chí Minh.", good="Căn cứ Điều lệ Đoàn TNCS Hồ Chí Minh;",
)  # fmt: skip
def basis_punctuation(context: Context) -> Iterator[Violation]:
    bases = _bases(context)
    for place, paragraph in enumerate(bases):
        last = place == len(bases) - 1 and not _more_follow(context, paragraph)
        if place and paragraph.line == bases[place - 1].line:
            yield Violation("Mỗi căn cứ phải đứng ở một dòng riêng; hãy tách các căn cứ ra.", paragraph)
            continue
        right = context.profile.last_basis if last else ";"
        text = paragraph.text.rstrip()
        allowed = (right,) if context.profile is HD29 or not last else (right, ";", ",")
        if text.endswith(allowed):
            continue
        bare = text.rstrip(" ;,.:")
        yield Violation(
            f"{'Căn cứ cuối cùng' if last else 'Mỗi căn cứ'} phải kết thúc bằng dấu “{right}”; hãy sửa dấu câu.",
            paragraph,
            at=max(len(bare) - 1, 0),
            repair=edit(len(bare), text[len(bare) :], right),
        )


def _more_follow(context: Context, paragraph: Paragraph) -> bool:
    """Tell whether another ground follows the last căn cứ: "Theo đề nghị của …", "Để …,", whatever ends as a ground does."""
    place = context.index[paragraph.id] + 1
    if place >= len(context.paragraphs):
        return False
    following = context.paragraphs[place]
    ends_so = following.kind in _PLAIN_KINDS and following.text.rstrip().endswith((",", ";"))
    return ends_so or bool(_GROUND.match(following.text))
