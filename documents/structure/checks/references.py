"""Check citations: the way a number is written, one document one spelling, the first citation whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.structure.checks.base import Context, Violation, check
from documents.structure.checks.issuers import issuer_follows, names_issuer
from documents.structure.fold import fold
from documents.structure.lexicon.types import CITED, CODES, DECISIONS, TITLES, alternatives, right_code
from documents.structure.profiles import HD29, ND30
from documents.structure.tree import Paragraph, ParagraphKind

_WORD = r"[A-ZĐƯ][A-Za-zĐđƯưÔôÂâỦủ]{0,9}\d{0,2}"
_CITED = re.compile(
    rf"(?<![\w/.-])(?P<number>\d{{1,5}})(?:(?P<yearmark>/)(?P<year>(?:19|20)\d\d))?"
    rf"(?P<first>\s?[-–—/]\s?|\s(?=[A-ZĐ]{{1,2}}[a-z]{{0,3}}/[A-Z]))(?P<code>{_WORD})"
    rf"(?:(?P<second>\s?[-–—/]\s?)(?P<organ>{_WORD})(?P<unit>(?:\s?[-–—/&]\s?{_WORD})*))?"
)
_CITING = re.compile(rf"(?:(?P<type>{alternatives(CITED)}|văn bản)\s+)?(?:số\s*:?\s*)?$", re.IGNORECASE)
_DATE = re.compile(
    r"^[\s,]*(?:\(?\s*)?(?:ngày\s*){1,2}\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})|^[\s,]*\(?\d{1,2}/\d{1,2}/\d{4}"
)
_LAWS = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
_MISSPELT = {**DECISIONS, "ctrinh": "CTr", "cttr": "CTr", "khh": "KH", "tttr": "TTr", "nqq": "NQ"}
_AMBIGUOUS = frozenset({"BTC", "VP", "BTG", "BDV", "VPCP"})
_NOT_CITING = frozenset(
    {
        ParagraphKind.NUMBER,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.RECIPIENTS_LABEL,
        ParagraphKind.SIGNER,
        ParagraphKind.RULE,
    }
)


@dataclass(frozen=True, slots=True)
class _Citation:
    paragraph: Paragraph
    at: int
    end: int
    offset: int  # in the whole text
    written: str
    type: str
    number: str
    year: str
    first: str
    code: str
    second: str
    organ: str
    unit: str

    @property
    def blanks(self) -> bool:
        return self.first != self.first.strip() or self.second != self.second.strip() or " " in self.unit

    @property
    def dashes(self) -> bool:
        return "–" in self.written or "—" in self.written


def _citations(context: Context) -> list[_Citation]:
    cached = context.__dict__.get("citations")
    if cached is None:
        cached = list(_find(context))
        context.__dict__["citations"] = cached
    return cached


def _find(context: Context) -> Iterator[_Citation]:
    text = context.text
    for found in _CITED.finditer(text):
        paragraph, at = context.place(found.start())
        if paragraph.kind in _NOT_CITING:
            continue
        citing = _CITING.search(text, max(0, found.start() - 40), found.start())
        named = bool(citing and citing[0].strip())
        code, organ = found["code"], found["organ"] or ""
        known = fold(code) in CODES or fold(code) in _MISSPELT
        if not organ and not (found["year"] and code.startswith(("QH", "UBTVQH"))) and not named:
            continue
        if organ and not named and not (known and (HD29.owns(organ) or ND30.owns(organ) or organ.isupper())):
            continue
        if (not organ and named and not code.isupper()) or (not named and not found["first"].strip()):
            continue
        yield _Citation(
            paragraph, at, at + len(found[0]), found.start(), found[0], (citing["type"] or "").lower() if citing else "",
            found["number"], found["year"] or "", found["first"], code, found["second"] or "", organ, found["unit"] or "",
        )  # fmt: skip


def _right_code(cited: _Citation) -> str:
    """Tell how the type's code should be written; empty where it cannot be told."""
    key = fold(cited.code)
    if right := _MISSPELT.get(key) or right_code(cited.code):
        return right
    named = TITLES.get(cited.type, "")  # of a joint document (kế hoạch liên tịch) nobody says how it is written
    if not named or not cited.organ or not (HD29.owns(cited.organ) or ND30.owns(cited.organ)):
        return ""
    return cited.code if key.startswith(fold(named)) else named


def _syntax_fault(cited: _Citation) -> str:
    """Tell what is wrong with the way a number and symbol are written; empty if nothing is."""
    if not cited.first.strip():
        return "thiếu dấu nối sau số" if HD29.owns(cited.organ) or ND30.owns(cited.organ) else ""
    if cited.blanks:
        return "có khoảng trắng quanh dấu nối"
    if cited.dashes:
        return "dùng gạch dài thay dấu nối “-”"
    right = _right_code(cited)
    if cited.organ and right and cited.code != right and not (cited.code in ("QyĐ", "QĐi") and ND30.owns(cited.organ)):
        return f"viết sai ký hiệu loại văn bản (đúng là {right})"
    if ND30.owns(cited.code) and cited.organ and (cited.first != "/" or cited.second != "-"):
        return f"viết sai dấu ngăn; công văn Nhà nước viết {cited.number}/{cited.code}-{cited.organ}"
    if not right or not cited.organ or cited.organ in _AMBIGUOUS:
        return ""
    if HD29.owns(cited.organ) and (cited.first != "-" or cited.second != "/" or cited.year):
        return f"viết sai dấu ngăn; văn bản của Đảng, Đoàn viết {cited.number}-{right}/{cited.organ}"
    if ND30.owns(cited.organ) and not HD29.owns(cited.organ) and (cited.first != "/" or cited.second != "-"):
        return f"viết sai dấu ngăn; văn bản Nhà nước viết {cited.number}/{right}-{cited.organ}"
    return ""


def _written_right(cited: _Citation) -> str:
    code = _right_code(cited) or cited.code
    if ND30.owns(cited.code) and cited.organ:
        return f"{cited.number}/{cited.code}-{cited.organ}"
    unit = re.sub(r"\s*[-–—]\s*", "-", cited.unit)
    year = f"/{cited.year}" if cited.year else ""
    if not cited.organ:
        return f"{cited.number}{year}{cited.first.strip().replace('–', '-')}{code}"
    if HD29.owns(cited.organ):
        return f"{cited.number}-{code}/{cited.organ}{unit}"
    if ND30.owns(cited.organ):
        return f"{cited.number}{year}/{code}-{cited.organ}{unit}"
    plain = [mark.strip().replace("–", "-").replace("—", "-") for mark in (cited.first, cited.second)]
    return f"{cited.number}{year}{plain[0]}{code}{plain[1]}{cited.organ}{unit}"


@check(
    "reference_syntax", "warning", None,
    bad="Kế hoạch số 100-KH/UBND", good="Kế hoạch số 100/KH-UBND",
)  # fmt: skip
def reference_syntax(context: Context) -> Iterator[Violation]:
    for cited in _citations(context):
        if fault := _syntax_fault(cited):
            yield Violation(
                f"Số, ký hiệu “{cited.written}” {fault}; hãy viết “{_written_right(cited)}”.",
                cited.paragraph,
                at=cited.at,
            )


def _core(cited: _Citation) -> tuple[str, str, str]:
    return (cited.number.lstrip("0"), fold(_right_code(cited) or cited.code), cited.year)


@check(
    "reference_variant", "warning", None,
    bad="Kết luận số 02-KL/TWĐTN-CNĐT … 02-KL/TWĐTN-CNDT", good="Kết luận số 02-KL/TWĐTN-CNĐT (cả hai lần)",
)  # fmt: skip
def reference_variant(context: Context) -> Iterator[Violation]:
    groups: dict[tuple[str, str, str], list[_Citation]] = {}
    for cited in _citations(context):
        if cited.organ:
            groups.setdefault(_core(cited), []).append(cited)
    for group in (group[:50] for group in groups.values() if len(group) > 1):
        told: set[int] = set()
        for place, cited in enumerate(group[1:], start=1):
            for other in group[:place]:
                said = "" if _syntax_fault(cited) else _differs(context, other, cited)
                odd = _odd_one(context, group, other, cited)
                if said and odd.offset not in told:
                    told.add(odd.offset)
                    yield Violation(said, odd.paragraph, at=odd.at)
                if said:
                    break


def _odd_one(context: Context, group: list[_Citation], first: _Citation, later: _Citation) -> _Citation:
    """Tell which of two spellings is the slip: the rarer one, else the one whose organ nobody knows, else the later
    one.
    """
    spelt = [(_symbol(each), _day_of(context, each)) for each in group]
    counts = [spelt.count((_symbol(each), _day_of(context, each))) for each in (first, later)]
    if counts[0] != counts[1]:
        return first if counts[0] < counts[1] else later
    known = [HD29.owns(each.organ) or ND30.owns(each.organ) for each in (first, later)]
    return first if known[1] and not known[0] else later


def _differs(context: Context, first: _Citation, later: _Citation) -> str:
    """Tell why two citations of one number are one document spelt two ways; empty if they are not."""
    left, right = _symbol(first), _symbol(later)
    days = _day_of(context, first), _day_of(context, later)
    same_day = days[0] and days[0] == days[1]
    if left == right:
        if days[0] and days[1] and days[0] != days[1]:
            return f"Văn bản số {later.written} được ghi hai ngày khác nhau ({days[0]} và {days[1]}); hãy thống nhất."
        return ""
    if _syntax_fault(first) and fold(left) == fold(right):
        return ""
    near = fold(left) == fold(right) or _near(fold(left), fold(right))
    if (near and (same_day or not (days[0] and days[1]))) or (same_day and first.organ == later.organ):
        return f"Một văn bản viết hai cách: “{first.written}” và “{later.written}”; hãy thống nhất một cách viết."
    return ""


def _symbol(cited: _Citation) -> str:
    right = _written_right(cited)
    return right.lstrip("0")


def _near(left: str, right: str) -> bool:
    """Tell whether two organs are one letter apart, or one lacks the other's unit."""
    if left.startswith(right + "-") or right.startswith(left + "-"):
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1 and not any(
            a != b and (a.isdigit() or b.isdigit()) for a, b in zip(left, right, strict=True)
        )
    short, long = sorted((left, right), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _day_of(context: Context, cited: _Citation) -> str:
    after = context.text[cited.offset + len(cited.written) : cited.offset + len(cited.written) + 60]
    found = _DATE.match(after)
    if not found:
        return ""
    return "/".join(piece.lstrip("0") for piece in re.findall(r"\d+", found[0]))


@check(
    "reference_incomplete", "warning", None,
    bad="theo Quyết định 217-QĐ/TW của Bộ Chính trị", good="theo Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị",
)  # fmt: skip
def reference_incomplete(context: Context) -> Iterator[Violation]:
    seen: set[tuple[str, str, str, str]] = set()
    for cited in _citations(context):
        key = (*_core(cited), fold(cited.organ))
        if key in seen:
            continue
        if cited.paragraph.kind is ParagraphKind.SUBJECT or _inside_quotes(cited):
            continue
        seen.add(key)
        own = "kèm theo" in cited.paragraph.text[: cited.at].lower() or (
            cited.number == context.draft.number and cited.organ and cited.organ in (context.draft.symbol or "")
        )
        if cited.paragraph.kind is ParagraphKind.BASIS or cited.type in _LAWS or _of_parliament(cited) or own:
            continue
        missing = []
        if not _day_of(context, cited):
            missing.append("ngày ban hành")
        if not _has_issuer(context, cited):
            missing.append("cơ quan ban hành")
        if missing:
            said = f"Lần đầu viện dẫn “{cited.written}” thiếu {' và '.join(missing)}; hãy ghi đủ."
            yield Violation(said, cited.paragraph, at=cited.at)


def _inside_quotes(cited: _Citation) -> bool:
    """Tell whether a citation stands in the words of another paper, which nobody here can make whole."""
    text = cited.paragraph.text
    return text.rfind("“", 0, cited.at) > text.rfind("”", 0, cited.at)


def _of_parliament(cited: _Citation) -> bool:
    """Tell whether the symbol says itself who issued the paper, and when: a law's or an ordinance's."""
    return bool(cited.year) and cited.code.startswith(("QH", "UBTVQH"))


def _has_issuer(context: Context, cited: _Citation) -> bool:
    end = cited.offset + len(cited.written)
    if names_issuer(context.text, cited.offset, end):
        return True
    return cited.offset < _said_for_all(context).get((cited.paragraph.id, cited.organ), 0)


def _said_for_all(context: Context) -> dict[tuple[str, str], int]:
    """Find where a paragraph names an organ's issuer last: "Thông tư số … ngày …; Thông tư số … của Bộ Tài chính"."""
    cached: dict[tuple[str, str], int] | None = context.__dict__.get("said_for_all")
    if cached is None:
        cached = {}
        for cited in _citations(context):
            end = cited.offset + len(cited.written)
            if cited.organ and issuer_follows(context.text, end):
                cached[cited.paragraph.id, cited.organ] = cited.offset
        context.__dict__["said_for_all"] = cached
    return cached
