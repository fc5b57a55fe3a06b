"""Find figures in a text: value, unit, comparator, scope. Reads one text; writes values in source order.

Every figure in digits counts, percentages too; labels, dates, years, periods, document numbers and figures inside names or
quotations do not. "." groups thousands and "," is the decimal mark. A range is two values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.structure.text import pattern
from documents.structure.tree import Value

_QUOTED = re.compile(r"[“«][^”»]{0,400}[”»]|(?<!\w)\"[^\"]{1,300}\"")
_NOT_FIGURES = pattern(
    r"(?:từ\s+)?ngày\s+\d{1,2}(?:\s*(?:/|-|tháng)\s*\d{1,2})?(?:\s*(?:/|-|,?\s*năm)\s*\d{4})?"
    r"|\b\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?(?!\w)|\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{1,2}/\d{4}\b"
    r"|(?:[Tt]háng|[Qq]uý|[Tt]uần thứ)\s+\d{1,2}(?:\s*(?:,|-|–|và|đến)\s*\d{1,2}\b(?!\s*%))*(?:\s?/\s?\d{4})?"
    r"|(?:[Nn]ăm học|[Nn]ăm|[Gg]iai đoạn|[Nn]hiệm kỳ|[Kk]h[óo][áa]?|[Đđ]ến năm)\s+\d{4}(?:\s*(?:-|–|đến|và|,)\s*\d{4})*"
    r"|\b(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d\b"
    r"|\d+\s?[-–/]\s?(?:\d{4}\s?/\s?)?[A-Z][\w/–-]*"
    r"|(?:[Cc]hỉ tiêu|[Gg]iai đoạn|[Đđ]ợt|[Ll]ần|[Kk]ỳ|[Tt]uyến|[Bb]ậc|[Nn]ghị quyết|[Nn]ghị định|[Cc]hỉ thị|[Qq]uy định|[Qq]uyết định|[Kk]ết luận|[Tt]hông tư|[Đđ]ề án|[Kk]ế hoạch|[Cc]hương trình"
    r"|[Đđ]iều|[Kk]hoản|[Pp]hụ lục|[Mm]ục|[Ss]ố|[Tt]hứ|[Pp]hường|[Qq]uận|[Kk]hu phố|[Tt]ổ dân phố|[Ấấ]p|[Kk]hóm|[Cc]ấp|[Mm]ức độ|[Qq]uốc lộ"
    r"|[Hh]ạng|[Ll]oại|[Vv]ùng|[Ll]ớp|[Kk]hối|[Pp]hương án|[Gg]iờ thứ)\s+\d+(?!\s*%)\b"
    r"|\b\d{1,2}\s+(?:tốt|chủ động|liên kết|rèn luyện|không|nhất|sạch|biết|dám|điều Bác|sẵn sàng|xung kích|trong 1|đồng hành)\b"
    r"|\b\d{1,2}\s?\+\s?\d{1,2}\b|\b\d{1,2}\s*(?:tháng|quý)\b|\b\d{1,2}\s+(?:năm|tuần)\b|\b\d{1,3}\s+ngày\b(?!\s(?:hội|công|thứ|[Cc]hủ nhật|đoàn viên|tình nguyện|vì|về))|\b\d{1,2}\s?(?:giờ|[hH])\s?\d{0,2}\b|[A-Za-z]+-\d+\b|\b[A-Z]+\d+\b"
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})(?P<lowpercent>\s?%)?(?:\s*(?:-|–|đến)\s*(?P<high>{_NUMBER})(?![\w/]))?(?P<percent>\s?%|\s?‰)?(?![\d/]|\.\d|[A-Z])"
)
_AT_LEAST = re.compile(
    r"(?:ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|thấp nhất)(?P<gap>[^;:.\d%]{0,40})$", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"(?:tối đa|không quá|không vượt quá|không vượt|nhiều nhất|cao nhất|không hơn)(?P<gap>[^;:.\d%]{0,40})$",
    re.IGNORECASE,
)
_OVER = re.compile(r"(?:\btrên|\bhơn|\bvượt|>)(?:\s(?:mức|tổng số))?\s*$", re.IGNORECASE)
_UNDER = re.compile(r"(?:\bdưới|\bchưa đến|\bít hơn|\bthấp hơn|<)(?:\s(?:mức))?\s*$", re.IGNORECASE)
_FROM = re.compile(r"\btừ\s*$", re.IGNORECASE)
_UPWARDS = re.compile(r"^\s*(?:[^\s;.,\d]+\s+){0,4}trở lên\b")
_UPWARDS_FAR = re.compile(r"^[^;.\d]{0,80}?\btrở lên\b")
_DOWNWARDS = re.compile(r"^\s*(?:[^\s;.,\d]+\s+){0,4}trở xuống\b")
_SIGNS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<"}
_UNITS = (
    "đ", "tỷ đồng", "tỉ đồng", "triệu đồng", "nghìn đồng", "ngàn đồng", "đồng", "triệu lượt", "lượt", "cây xanh", "cây", "ý tưởng", "sáng kiến",
    "công trình", "phần việc", "dự án", "mô hình", "hoạt động", "đoàn viên", "thanh niên", "thanh thiếu nhi", "thanh thiếu niên",
    "thiếu nhi", "thiếu niên", "học sinh", "sinh viên", "cán bộ", "đảng viên", "hội viên", "đội viên", "tổ chức", "cơ sở", "chi đoàn",
    "chi hội", "câu lạc bộ", "đội hình", "đội", "nhóm", "lớp", "buổi", "cuộc", "đợt", "hội nghị", "hội thi", "hội thảo", "diễn đàn",
    "ngày hội", "ngày công", "chương trình", "chiến dịch", "căn nhà", "căn", "ngôi nhà", "nhà", "suất học bổng", "suất quà", "suất", "phần quà",
    "học bổng", "em", "người", "hộ", "thôn", "bản", "xã", "phường", "ấp", "khu dân cư", "tin bài", "tin", "bài viết", "bài", "video", "clip",
    "sản phẩm", "đơn vị máu", "đơn vị", "km", "ha", "héc ta", "m2", "m²", "mét", "tấn", "kg", "lít", "điểm", "sân chơi", "tuyến đường",
    "tuyến phố", "tủ sách", "thư viện", "phòng học", "máy tính", "thẻ", "tài khoản", "gương", "tập thể", "cá nhân", "đồng chí", "lần", "kỳ",
    "tổ hợp tác", "hợp tác xã", "doanh nghiệp", "trường", "chốt", "đầu việc", "chỉ tiêu", "nội dung", "nhiệm vụ", "bộ", "cặp", "chiếc", "con",
    "tiết", "bể", "cầu", "đường", "vườn", "giếng", "tỷ", "tỉ", "triệu", "ngày", "tuần",
)  # fmt: skip
_UNIT = re.compile(
    r"\s*(" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
)
_WORDS = re.compile(r"\s+([^\s\d,;.:()“”\"/]+(?:\s+[^\s\d,;.:()“”\"/]+)?)")
_SCOPE_END = re.compile(
    r"[;.:()“”\"]|\s*,?\s*\b(?:được|có|đều|tham gia|trở lên|trở xuống|so với|đạt|thực hiện|hoàn thành|là|sử dụng|xếp loại|bảo đảm|đảm bảo|triển khai"
    r"|ký|đăng ký|xây dựng|duy trì|tổ chức (?=ít|tối|\d|hoạt|sinh|học|các)|biết|không|phải|trong đó|ít nhất|tối thiểu|trên|dưới|tối đa|và \d|học tập|kết nạp"
    r"|tiếp cận|nắm|hưởng|giữ|áp dụng|cài đặt|vào năm|trong năm|trong tháng)\b|,?\s*\d"
)
_LEADING = re.compile(r"^\s*(?:trở lên|trở xuống|số|tổng số)\s")
_RATE = re.compile(
    r"(?:^|[;,.:]\s*)[^;,.:]*?\b([Tt]ỷ lệ|[Tt]ỉ lệ)\s(?P<scope>[^;,.:\d]+?)\s*(?:đạt|là|còn|giảm|tăng|ở mức|lên|ít nhất|tối thiểu|không quá|trên|dưới|từ|$)"
)
_EACH = re.compile(
    r"\b([Mm]ỗi\s[^;,.:\d]{2,60}?)\s(?:có|đạt|tổ chức|thực hiện|xây dựng|đảm nhận|hỗ trợ|giúp|kết nạp|trồng|ít nhất|tối thiểu|được|vận động|phát triển|giới thiệu)\b[^;.:\d]*$"
)


@dataclass(slots=True)
class _Context:
    text: str
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 60) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 160]


def find_values(text: str) -> list[Value]:
    """Return the values of a target's text, its label excluded."""
    masked = _mask(_mask(text, _QUOTED), _NOT_FIGURES)
    values: list[Value] = []
    for match in _FIGURE.finditer(masked):
        if _is_year(match, masked):
            continue
        context = _Context(masked, match.start(), match.end())
        percent = match["percent"] or match["lowpercent"]
        unit = percent.strip() if percent else _unit(context.after)
        scope = _scope(context, bool(percent))
        low = _number(match["low"])
        if match["high"]:
            values += [Value(low, unit, ">=", scope), Value(_number(match["high"]), unit, "<=", scope)]
        else:
            values.append(Value(low, unit, _comparator(context), scope))
    return values


def _mask(text: str, unwanted: re.Pattern[str]) -> str:
    return unwanted.sub(lambda match: "”" * len(match.group()), text)


def _is_year(match: re.Match[str], text: str) -> bool:
    if match["high"] or match["percent"] or len(match["low"]) != 4 or not match["low"].startswith(("19", "20")):
        return False
    return not _UNIT.match(text, match.end())


def _number(written: str) -> int | float:
    plain = written.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _comparator(context: _Context) -> str:
    before, after = context.before.rstrip(" ("), context.after
    if before[-2:] in (">=", "<="):
        return before[-2:]
    if before[-1:] in _SIGNS:
        return _SIGNS[before[-1]]
    for found, sign in ((_AT_LEAST, ">="), (_AT_MOST, "<="), (_OVER, ">"), (_UNDER, "<")):
        if found.search(before):
            return sign
    if _UPWARDS.match(after) or (_FROM.search(before) and _UPWARDS_FAR.match(after)):
        return ">="
    return "<=" if _DOWNWARDS.match(after) else "="


def _unit(after: str) -> str | None:
    if match := _UNIT.match(after):
        return "đồng" if match.group(1) == "đ" else match.group(1)
    match = _WORDS.match(after)
    return match.group(1) if match else None


def _scope(context: _Context, percent: bool) -> str | None:
    if percent:
        after = _LEADING.sub(" ", context.after)
        end = _SCOPE_END.search(after)
        scope = after[: end.start()] if end else after[:80]
        if scope.strip(" ,"):
            return scope.strip(" ,”")
        rate = _RATE.search(context.text[max(0, context.start - 200) : context.start].rstrip())
        return rate["scope"].strip() if rate else None
    each = _EACH.search(context.text[max(0, context.start - 120) : context.start])
    return each.group(1).strip() if each else None
