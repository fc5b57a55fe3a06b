"""Check years: the plan's own year, reviews told too early, anniversaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.checks.context import years_in
from documents.structure.fold import fold
from documents.structure.lexicon.occasions import ANNIVERSARY, SPANNED, occasion_of
from documents.structure.text import pattern
from documents.structure.tree import Paragraph, ParagraphKind

_PERIOD = re.compile(r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)?\d\d")
_THEME_LABEL = re.compile(r"chủ đề[^:“\"]{0,60}:", re.IGNORECASE)
_REVIEW = re.compile(r"kết quả|đánh giá|tổng kết|tình hình|kiểm điểm|năm trước|sơ kết", re.IGNORECASE)
_INTRO = re.compile(r"như sau\s*[:.]?$|nội dung sau\s*[:.]?$")
_CLAUSE = pattern(r", (?=[A-Z])")
_ISSUERS = re.compile(r"(?:Ban|BTV|BCH|Ủy|Uỷ|UBND|Sở|Tỉnh|Đoàn|Văn phòng|Trường|Hội|Trung)\b")
_PLANS = frozenset({"CTr", "KH", "HD", "CT", None})


def _own_places(context: Context) -> Iterator[tuple[Paragraph, int, int]]:
    """Find where a document says which year it is about: (paragraph, offset, year); subject and căn cứ apart."""
    for paragraph in context.body:
        kind, text = paragraph.kind, paragraph.text
        if not text:
            continue
        scope = ""
        at = 0
        if (label := _THEME_LABEL.search(text)) and label.start() < 40:
            scope, at = label[0], label.start()
        elif kind is ParagraphKind.CLOSING:
            scope = text.split(".")[0]
        elif kind is ParagraphKind.PROSE and _INTRO.search(text) and paragraph in context.opening:
            at = _speaker(text)
            scope = text[at:] if at >= 0 else ""
        elif (
            kind is ParagraphKind.HEADING
            and paragraph.level == 1
            and not _REVIEW.search(text)
            and _echoes(context, text)
        ):
            scope = text
        if not scope or _PERIOD.search(scope):
            continue
        years = set(years_in(scope))
        if len(years) == 1:
            year = years.pop()
            yield paragraph, at + max(scope.find(str(year)), 0), year


def _speaker(text: str) -> int:
    """Find where the issuer begins to speak for itself, after what it follows ("Thực hiện …, Ban Thường vụ …").

    -1 means nowhere.
    """
    clauses = [found.start() for found in _CLAUSE.finditer(text)]
    if clauses:
        return clauses[-1] + 2
    return 0 if _ISSUERS.match(text) else -1


def _echoes(context: Context, heading: str) -> bool:
    """Tell whether the heading repeats at least four words of the subject in a row."""
    subject = fold(context.draft.subject or "")
    words = fold(heading).split()
    return any(" ".join(words[place : place + 4]) in subject for place in range(len(words) - 3))


@check(
    "year_mismatch", "blocker", "R",
    bad="… công tác Đoàn năm 2025 … Trên đây là Chương trình công tác Đoàn năm 2024./.",
    good="… công tác Đoàn năm 2025 … Trên đây là Chương trình công tác Đoàn năm 2025./.",
)  # fmt: skip
def year_mismatch(context: Context) -> Iterator[Violation]:
    subject, year = context.subject, context.draft.year
    if not year or not subject or _PERIOD.search(context.draft.subject or ""):
        return
    named = set(years_in(context.draft.subject or "")) or {year}
    places = list(_own_places(context))
    votes = context.year_votes
    own = {place_year for _, _, place_year in places}
    top = max(votes, key=lambda each: (votes[each], each), default=None)
    agreed = len(own) == 1 and top in own and len(places) > 1
    spoken = _spoken(context, top or 0) >= 2 and not votes[year] and _spoken(context, year) <= 1
    if top and top not in named and abs(top - year) <= 3 and (agreed or spoken):
        at = subject.text.find(str(year))
        yield Violation(
            f"Trích yếu ghi năm {year} nhưng nội dung nói về năm {top}; hãy sửa cho thống nhất.", subject, at=max(at, 0)
        )
        return
    for paragraph, at, place_year in places:
        if place_year not in named and abs(place_year - year) <= 20:
            yield Violation(
                f"Chỗ này ghi năm {place_year} nhưng trích yếu ghi năm {year}; hãy sửa cho thống nhất.",
                paragraph,
                at=at,
            )


def _spoken(context: Context, year: int) -> int:
    """Count how often the whole text says "năm 2026", subject and căn cứ included.

    Dates in the body count once it does.
    """
    said = context.lower.count(f"năm {year}")
    return said + context.year_votes[year] if said else 0  # a year said in the body counts more than in a căn cứ


_DONE = r"(?:đạt|hoàn thành|thu được|thu hút|tạo|góp phần|vượt|tổ chức|triển khai|thực hiện|vận động|kết nạp|thành lập|có nhiều|có những|trồng|hỗ trợ|giới thiệu|bồi dưỡng|ra quân|phối hợp|đóng góp|tham mưu|gặt hái|khẳng định|trao|diễn ra|có|được|ghi nhận|xây dựng|nâng|phát triển|đóng góp)"
_CLAIM = re.compile(
    rf"\bnăm (?P<year>20\d\d)(?!\s*[-–])[^.;!?“”]{{0,160}}?\bđã (?:được )?(?:cơ bản |chủ động |tích cực |kịp thời |từng bước |phát huy |luôn )?{_DONE}"
    rf"|\bkết quả (?:đạt được|nổi bật|đã đạt được)[^.;!?“”]{{0,60}}?\bnăm (?P<later>20\d\d)(?!\s*[-–])"
    rf"|\b(?:đã|đều) (?:được )?{_DONE}[^.;!?“”]{{0,90}}? trong năm (?P<last>20\d\d)(?!\s*[-–])",
    re.IGNORECASE,
)
# what stands between the year and "đã" is itself planned: "Năm 2026, hỗ trợ thanh niên đã hoàn thành nghĩa vụ …"
_PLANNED = re.compile(
    r"\b(?:hỗ trợ|triển khai|phấn đấu|tiếp tục|tăng cường|đẩy mạnh|cho|đối với|giới thiệu|tuyên dương|theo|những|các [^,]{3,30} mà)\b[^,]*\bđã\b",
    re.IGNORECASE,
)
_NOT_CLAIM = re.compile(r"đã được (?:giao|phê duyệt|ban hành|thông qua|phân bổ|đề ra)|đã đề ra")


@check(
    "past_year_claim", "warning", None,
    bad="Năm 2025, công tác Đoàn đã đạt được nhiều kết quả.", good="Năm 2024, công tác Đoàn đã đạt được nhiều kết quả.",
)  # fmt: skip
def past_year_claim(context: Context) -> Iterator[Violation]:
    year = context.plan_year
    if not year or context.draft.type not in _PLANS or str(year) not in context.text:
        return
    if context.issued_on and (
        context.issued_on.year > year or (context.issued_on.year == year and context.issued_on.month > 9)
    ):
        return
    for paragraph in context.body:
        text = paragraph.text
        if " đã " not in text and "kết quả" not in text and "Kết quả" not in text:
            continue
        for found in _CLAIM.finditer(text):
            named = found["year"] or found["later"] or found["last"]
            if found["year"] and _PLANNED.search(found[0]):
                continue
            if int(named) == year and not _NOT_CLAIM.search(found[0]) and not _earlier_named(found[0], year):
                said = f"Văn bản của năm {year} lại kể kết quả đã đạt của chính năm {year}; hãy kiểm tra lại năm."
                yield Violation(said, paragraph, at=found.start())
                break


def _earlier_named(text: str, year: int) -> bool:
    """Tell whether the claim names an earlier year too: the results are that year's."""
    return any(earlier < year for earlier in map(int, re.findall(r"\b(20\d\d)\b", text)))


_SENTENCE = 600  # letters on either side in which a sentence's years are looked for
_SPAN = re.compile(
    r"\(?\s*(?:(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-])?(?P<from>1[89]\d\d|20\d\d)\s*[-–—]\s*(?:(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-])?(?P<to>20\d\d)"
)


@check(
    "anniversary_mismatch", "warning", None,
    bad="96 năm Ngày thành lập Đảng (văn bản của năm 2025)", good="95 năm Ngày thành lập Đảng",
)  # fmt: skip
def anniversary_mismatch(context: Context) -> Iterator[Violation]:
    lower = context.lower
    if " năm " not in lower or not any(word in lower for word in ("kỷ niệm", "thành lập", "ngày", "chiến thắng")):
        return
    for found in ANNIVERSARY.finditer(lower):
        occasion = occasion_of(found)
        count = int(found["n"])
        paragraph, at = context.place(found.start())
        if (
            paragraph.kind is ParagraphKind.TABLE
            or count == 0
            or (lower[max(found.start() - 1, 0)] in "0123456789.,/" and found.start())
        ):
            continue
        span = _SPAN.match(lower, found.end() + 1) or _SPAN.match(lower, found.end()) or _near_span(lower, found.end())
        if span:
            first, last = int(span["from"]), int(span["to"])
            if first == occasion.year and last - first == count:
                continue
            wanted = last - occasion.year
        else:
            years = _years_around(context, paragraph, at)
            if not years or count in {year - occasion.year for year in years}:
                continue
            wanted = years[0] - occasion.year
        said = f"“{count} năm” không khớp: {occasion.name} tính từ năm {occasion.year}, đúng ra là {wanted} năm; hãy kiểm tra lại."
        yield Violation(said, paragraph, at=at)


@check(
    "anniversary_mismatch", "warning", None,
    bad="35 năm Ngày thành lập Đoàn trường (20/11/1990 - 20/11/2026)", good="36 năm Ngày thành lập Đoàn trường (20/11/1990 - 20/11/2026)",
)  # fmt: skip
def span_mismatch(context: Context) -> Iterator[Violation]:
    """Report a wrong span of an occasion that the table does not know, where the text itself gives both years."""
    if " năm " not in context.lower or "(" not in context.text:
        return
    for found in SPANNED.finditer(context.lower):
        years = int(found["to"]) - int(found["from"])
        if years != int(found["n"]) and not ANNIVERSARY.match(context.lower, found.start()):
            paragraph, at = context.place(found.start())
            said = f"“{found['n']} năm” không khớp hai năm trong ngoặc, đúng ra là {years} năm; hãy kiểm tra lại."
            yield Violation(said, paragraph, at=at)


def _near_span(lower: str, at: int) -> re.Match[str] | None:
    """Find a span of years in brackets within the same sentence, right after the event's full name"""
    bracket = lower.find("(", at, at + 60)
    if bracket < 0 or any(stop in lower[at:bracket] for stop in ".;,\n"):
        return None
    return _SPAN.match(lower, bracket)


def _years_around(context: Context, paragraph: Paragraph, at: int) -> list[int]:
    """Return the years that an anniversary may be counted in: the plan's, then those its own sentence names."""
    years = [context.plan_year] if context.plan_year else []
    text = paragraph.text
    first, last = max(0, at - _SENTENCE), at + _SENTENCE
    start = max(first, *(text.rfind(mark, first, at) + 1 for mark in (". ", "; ", "\n")))
    stops = [place for place in (text.find(mark, at, last) for mark in (". ", ";", "\n")) if place >= 0]
    sentence = text[start : min(stops, default=last)]
    years.extend(int(year) for year in re.findall(r"(?:năm |/)(20\d\d)(?!\s*[-–]\s*20)", sentence))
    return years
