"""Tell where a heading's title ends in a line that goes on with the text under it."""

from __future__ import annotations

import re

from documents.structure.lexicon.labels import Style
from documents.structure.text import pattern

#: Titles that offices give the parts of a plan or a report, the longer ones first.
_TITLES = (
    "mục đích, yêu cầu", "mục đích và yêu cầu", "mục đích", "yêu cầu", "mục tiêu chung", "mục tiêu cụ thể", "mục tiêu tổng quát", "mục tiêu", "quan điểm",
    "thời gian, địa điểm", "thời gian và địa điểm", "thời gian thực hiện", "thời gian", "địa điểm tổ chức", "địa điểm", "đối tượng tham gia", "đối tượng, phạm vi", "đối tượng dự thi",
    "đối tượng", "phạm vi", "thành phần tham dự", "thành phần tham gia", "thành phần", "số lượng", "nội dung thực hiện", "nội dung hoạt động",
    "nội dung, hình thức", "nội dung", "hình thức tổ chức", "hình thức", "kinh phí thực hiện", "kinh phí tổ chức", "nguồn kinh phí", "kinh phí", "chỉ tiêu cụ thể", "chỉ tiêu", "nhiệm vụ, giải pháp",
    "nhiệm vụ và giải pháp", "nhiệm vụ trọng tâm", "nhiệm vụ", "giải pháp", "ưu điểm", "những kết quả đạt được", "kết quả đạt được", "kết quả thực hiện", "kết quả", "hạn chế, khuyết điểm",
    "hạn chế và nguyên nhân", "hạn chế, nguyên nhân", "tồn tại, hạn chế", "khó khăn, hạn chế", "hạn chế", "tồn tại", "nguyên nhân khách quan", "nguyên nhân chủ quan", "nguyên nhân", "bài học kinh nghiệm",
    "thuận lợi", "khó khăn", "phương hướng, nhiệm vụ", "phương hướng", "đặc điểm tình hình", "tình hình chung", "tổ chức thực hiện", "phân công nhiệm vụ", "cơ cấu giải thưởng", "khen thưởng", "chế độ báo cáo",
    "tiến độ thực hiện", "kiến nghị, đề xuất", "đề xuất, kiến nghị", "kiến nghị", "hồ sơ đăng ký", "cách thức đăng ký", "công tác giáo dục", "công tác chuẩn bị", "công tác tuyên truyền",
)  # fmt: skip
_KNOWN = pattern(
    r"(?i:" + "|".join(map(re.escape, sorted(_TITLES, key=len, reverse=True))) + r")(?=\s+(?:[A-Z][a-z]|[-–+]\s+[A-Z]))"
)
#: A run of words in capitals before one that is not: "MỤC ĐÍCH, YÊU CẦU" of "MỤC ĐÍCH, YÊU CẦU Nhằm giáo dục …".
_CAPITALS = pattern(r"(?:[A-Z\d“”\"(),/&:–-]+\s+){1,40}(?=[“\"]?[A-Z]?[a-z])")
_LETTERS = pattern(r"[A-Z]{2,}")
#: Names in short that begin a sentence: "II. NỘI DUNG UBND xã tổ chức …".
_ACRONYM = re.compile(r"\s(?:UBND|HĐND|BCH|BTV|BTC|MTTQ|UBMTTQ|BCĐ|HĐĐ|LĐLĐ|CĐCS|BGH)\s+$")
_SENTENCE = re.compile(r"[.;:…]\s*[”\"]?$|\S{2,}(?:\s+\S+){7}")
LONGEST_TITLE = 300  # letters before which a title ends


def title_end(style: Style, text: str) -> int:
    """Return the offset at which the text under a glued heading begins; 0 if the heading stands alone.

    `text` is what follows the label.
    """
    if style is Style.BULLET or style >= Style.CLOSED:
        return 0
    near = text[: LONGEST_TITLE + 40]
    end = _capitals_end(near)
    if not end and style >= Style.DECIMAL:
        end = _known_end(near)
    return end if 0 < end <= LONGEST_TITLE and _SENTENCE.search(text[end:].strip()) else 0


def _known_end(text: str) -> int:
    """Return where a known title ends that the text begins with and goes on from; 0 if there is none."""
    known = _KNOWN.match(text)
    return known.end() + 1 if known and text[:1].isupper() else 0


def _capitals_end(text: str) -> int:
    run = _CAPITALS.match(text)
    if not run or not _LETTERS.search(run[0]) or ":" in run[0][:-2]:
        return 0
    end = run.end()
    if not text[end:].lstrip('“"')[:1].isupper():  # the sentence began with a name in capitals
        acronym = _ACRONYM.search(run[0])
        end = acronym.start() + 1 if acronym else 0
    end = len(text[:end].rstrip().rstrip("-–").rstrip()) + 1
    return end if sum(map(str.isalpha, text[:end])) > 3 else 0
