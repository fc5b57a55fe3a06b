"""Check targets: can they be measured, and do their figures agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.text import QUOTED
from documents.structure.tree import Paragraph, Target

_FIGURE = re.compile(r"(?<![\w/.-])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(\s?%)?(?![\w/])")
_CLAUSE = 300  # letters before a figure in which its clause is looked for
_SCOPELESS_END = re.compile(r"\s*(?:[.;,)]|$|trở lên\s*[.;,]?\s*$)")
_GOES_ON = re.compile(r"\s*[-–]\s*\d|\s*\(")
_AND_FIGURE = re.compile(r"\s*và\s+\d")
_BARE_END = re.compile(r"\s*(?:[.;,)]|$|và\b|trở lên\b|trở xuống\b)")
_FILLER = re.compile(
    r"\b(?:phấn đấu|đạt|có|ít nhất|tối thiểu|tối đa|trên|khoảng|từ|hoàn thành|thực hiện|không quá|dưới|hơn|gần|đến|là|tỷ lệ|tỉ lệ|mức|kết nạp|trồng|mới|hỗ trợ|tổ chức|vận động|giới thiệu|thu hút|tặng|xây dựng|thành lập|"
    r"phát triển|giúp đỡ|tư vấn|duy trì|triển khai|được|mỗi|toàn|số lượng|tổng số)\b|\W",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"tăng|vượt|so với|kế hoạch|chỉ tiêu|gấp|nghị quyết", re.IGNORECASE)
_NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_IN_WORDS = re.compile(r"\b(\d{1,2})\s?\((một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\)")
_NONE_AT_ALL = re.compile(r"(?:phấn đấu |bảo đảm |đảm bảo )?không (?:có|để|còn|xảy ra|phát sinh)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–/]\s*\d")
_PART = re.compile(r"trong đó|gồm", re.IGNORECASE)


def _paragraph_of(context: Context, target: Target) -> Paragraph | None:
    return _by_line(context).get(target.line)


def _by_line(context: Context) -> dict[int, Paragraph]:
    cached = context.__dict__.get("target_lines")
    if cached is None:
        cached = {paragraph.line: paragraph for paragraph in reversed(context.body)}
        context.__dict__["target_lines"] = cached
    return cached


def _plain(text: str) -> str:
    """Return the target with what stands in quotation marks blanked, so that offsets stay."""
    return QUOTED.sub(lambda found: " " * len(found[0]), text)


def _number(found: re.Match[str]) -> float:
    whole = int(found[1].replace(".", ""))
    return float(f"{whole}.{found[2]}") if found[2] else whole


@check(
    "target_unclear", "warning", None,
    bad="3. Phấn đấu đạt 85%.", good="3. Phấn đấu 85% đoàn viên tham gia hoạt động tình nguyện.",
)  # fmt: skip
def target_unclear(context: Context) -> Iterator[Violation]:
    for target in context.draft.targets:
        paragraph = _paragraph_of(context, target)
        text = _plain(target.text)
        if not target.values and not re.search(r"\d", text) and not _NONE_AT_ALL.match(text):
            yield Violation(
                "Chỉ tiêu chưa có con số; hãy ghi rõ số lượng hoặc tỷ lệ cần đạt.", paragraph, line=target.line
            )
            continue
        for found in _FIGURE.finditer(text):
            if _unclear(text, found):
                what = "phạm vi (phần trăm của ai, của cái gì)" if found[3] else "đơn vị tính"
                yield Violation(
                    f"Con số {found[0].strip()} trong chỉ tiêu thiếu {what}; hãy ghi rõ.", paragraph, line=target.line
                )
                break


def _unclear(text: str, found: re.Match[str]) -> bool:
    end = found.end()
    clause = re.split(r"[;.:](?:\s|$)|,\s", text[max(0, found.start() - _CLAUSE) : found.start()])[-1]
    if found[3]:
        return bool(_SCOPELESS_END.match(text, end)) and not _FILLER.sub("", clause)
    if re.search(r"(?:tháng|ngày|năm|quý|khóa|lần thứ|số|điều|thứ|giai đoạn|nhiệm kỳ)\s*$", clause, re.IGNORECASE):
        return False
    if _GOES_ON.match(text, end) or re.search(r"\d\s*[-–]\s*$", clause):
        return False
    if len(found[1]) == 4 and found[1][:2] in ("19", "20"):
        return False
    if not _BARE_END.match(text, end) or _AND_FIGURE.match(text, end):
        return False
    # "số đoàn viên mới kết nạp đạt 150": the unit stands before the figure
    return not _FILLER.sub("", clause)


@check(
    "target_inconsistent", "warning", None,
    bad="Kết nạp 100 đoàn viên, trong đó 120 đoàn viên là học sinh.", good="Kết nạp 150 đoàn viên, trong đó 120 đoàn viên là học sinh.",
)  # fmt: skip
def target_inconsistent(context: Context) -> Iterator[Violation]:
    for target in context.draft.targets:
        text = _plain(target.text)
        said = _over_hundred(text) or _part_over_whole(text) or _words_differ(text)
        if said:
            yield Violation(said, _paragraph_of(context, target), line=target.line)


def _over_hundred(text: str) -> str:
    for found in _FIGURE.finditer(text):
        if found[3] and _number(found) > 100:
            clause = (
                re.split(r"[;.](?:\s|$)", text[max(0, found.start() - 62) : found.start()])[-1][-60:]
                + text[found.end() : found.end() + 40]
            )
            if not _GROWTH.search(clause):
                return f"Tỷ lệ {found[0].strip()} vượt quá 100%; hãy kiểm tra lại con số."
    return ""


def _part_over_whole(text: str) -> str:
    split = _PART.search(text)
    if not split or split[0].lower() == "gồm":
        return ""
    before = [found for found in _FIGURE.finditer(text, 0, split.start()) if not _is_label(text, found)]
    if not before:
        return ""
    whole = before[-1]
    sentence_end = re.search(r"[.;](?:\s|$)", text[split.end() :])
    end = split.end() + sentence_end.start() if sentence_end else len(text)
    for part in _FIGURE.finditer(text, split.end(), end):
        if bool(part[3]) == bool(whole[3]) and _number(part) > _number(whole) and _same_unit(text, whole, part):
            return f"Phần ({part[0].strip()}) lớn hơn tổng ({whole[0].strip()}); hãy kiểm tra lại số liệu."
    return ""


def _is_label(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 20) : found.start()].rstrip()
    if re.search(r"(?:năm|tháng|ngày|quý|khóa|giai đoạn|số|[-–/])$", before, re.IGNORECASE):
        return True
    return bool(_RANGE.match(text, found.end()))


_MONEY = ("tỷ", "tỉ", "triệu", "nghìn", "đồng")


def _same_unit(text: str, whole: re.Match[str], part: re.Match[str]) -> bool:
    first = re.findall(r"\w+", text[whole.end() : whole.end() + 24].lower())[:1]
    second = re.findall(r"\w+", text[part.end() : part.end() + 24].lower())[:1]
    if not first or not second:
        return True
    if first[0] in _MONEY or second[0] in _MONEY:
        return first == second
    return first == second or second[0] in ("là", "thuộc", "ở", "tại", "cho", "của", "nữ")


def _words_differ(text: str) -> str:
    for found in _IN_WORDS.finditer(text):
        if int(found[1]) != _NUMBER_WORDS[found[2]]:
            return f"Số {found[1]} không khớp với chữ “{found[2]}”; hãy sửa cho thống nhất."
    return ""
