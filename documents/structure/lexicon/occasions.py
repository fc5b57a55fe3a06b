"""List founding days that documents count anniversaries of: dated data for `anniversary_mismatch`."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day whose anniversaries are kept. `pattern` runs over lower-case text right after "N năm "."""

    name: str
    year: int
    pattern: str


_FOUNDED = r"(?:ngày |ngày truyền thống )?(?:thành lập|ra đời) "
# a local branch is another body with another birthday
_NOT_LOCAL = r"(?! (?:bộ|viên|ủy|uỷ|tỉnh|thành phố|khối|phường|xã|huyện|quận|trường|cơ sở|đoàn|các cơ quan|khu)\b)"

OCCASIONS: tuple[Occasion, ...] = (
    Occasion("Đảng Cộng sản Việt Nam", 1930, _FOUNDED + r"đảng(?: cộng sản việt nam| csvn)?\b" + _NOT_LOCAL),
    Occasion(
        "Đoàn TNCS Hồ Chí Minh",
        1931,
        _FOUNDED
        + r"(?:đoàn (?:tncs|thanh niên cộng sản) hồ chí minh|đoàn)\b(?! (?:tncs|thanh niên|ca|thể|kết)\b)"
        + _NOT_LOCAL,
    ),
    Occasion(
        "Cách mạng tháng Tám và Quốc khánh",
        1945,
        r"(?:ngày )?(?:cách mạng tháng (?:tám|8)|quốc khánh|thành lập nước|lễ quốc khánh)",
    ),
    Occasion(
        "Giải phóng miền Nam",
        1975,
        r"(?:ngày )?(?:chiến thắng )?(?:giải phóng (?:hoàn toàn )?miền nam|thống nhất đất nước|đất nước thống nhất)",
    ),
    Occasion(
        "ngày sinh Chủ tịch Hồ Chí Minh",
        1890,
        r"(?:ngày )?(?:sinh nhật |sinh )(?:của )?(?:chủ tịch hồ chí minh|bác hồ|bác|chủ tịch hcm)\b",
    ),
    Occasion(
        "Đội TNTP Hồ Chí Minh",
        1941,
        _FOUNDED + r"đội (?:tntp|thiếu niên tiền phong)(?: hồ chí minh)?\b" + _NOT_LOCAL,
    ),
    Occasion(
        "ngày truyền thống Hội LHTN Việt Nam",
        1956,
        r"ngày (?:truyền thống|thành lập) (?:của )?hội (?:lhtn|liên hiệp thanh niên) việt nam" + _NOT_LOCAL,
    ),
    Occasion(
        "ngày truyền thống học sinh, sinh viên",
        1950,
        r"ngày (?:truyền thống )?học sinh(?:,| và| -)? sinh viên(?: việt nam)?",
    ),
    Occasion(
        "Quân đội nhân dân Việt Nam",
        1944,
        _FOUNDED + r"(?:quân đội nhân dân(?: việt nam)?|qđnd(?: việt nam)?|qđnd vn)",
    ),
    Occasion("Tổng tuyển cử đầu tiên", 1946, r"(?:ngày )?tổng tuyển cử đầu tiên"),
    Occasion(
        "lực lượng Thanh niên xung phong",
        1950,
        r"ngày (?:truyền thống|thành lập) (?:lực lượng )?(?:thanh niên xung phong|tnxp)(?: việt nam)?" + _NOT_LOCAL,
    ),
    Occasion(
        "Bộ đội Biên phòng",
        1959,
        r"ngày (?:truyền thống|thành lập) (?:lực lượng )?(?:bộ đội biên phòng|bđbp)" + _NOT_LOCAL,
    ),
    Occasion("Hội Nông dân Việt Nam", 1930, _FOUNDED + r"hội nông dân việt nam" + _NOT_LOCAL),
    Occasion("Hội Cựu chiến binh Việt Nam", 1989, _FOUNDED + r"hội (?:cựu chiến binh|ccb) việt nam" + _NOT_LOCAL),
    Occasion("Hội Chữ thập đỏ Việt Nam", 1946, _FOUNDED + r"hội chữ thập đỏ việt nam" + _NOT_LOCAL),
    Occasion("Xô viết Nghệ - Tĩnh", 1930, r"(?:ngày )?(?:phong trào )?xô viết nghệ"),
    Occasion("Nam Kỳ khởi nghĩa", 1940, r"(?:ngày )?nam kỳ khởi nghĩa"),
    Occasion("Quốc phòng toàn dân", 1989, r"ngày (?:hội )?quốc phòng toàn dân"),
    Occasion("Chiến thắng Điện Biên Phủ", 1954, r"(?:ngày )?chiến thắng (?:lịch sử )?điện biên phủ"),
    Occasion("ngày Thương binh - Liệt sĩ", 1947, r"ngày thương binh(?:,| -| –| và)? ?liệt (?:sĩ|sỹ)"),
    Occasion(
        "Hội Liên hiệp Phụ nữ Việt Nam",
        1930,
        _FOUNDED + r"hội (?:lhpn|liên hiệp phụ nữ) việt nam" + _NOT_LOCAL,
    ),
    Occasion(
        "Mặt trận Dân tộc Thống nhất", 1930, _FOUNDED + r"(?:mặt trận dân tộc thống nhất|mttq) việt nam" + _NOT_LOCAL
    ),
    Occasion("Công đoàn Việt Nam", 1929, _FOUNDED + r"công đoàn việt nam" + _NOT_LOCAL),
    Occasion(
        "Công an nhân dân", 1945, r"(?:ngày )?(?:truyền thống |thành lập )(?:lực lượng )?(?:công an nhân dân|cand)"
    ),
    Occasion("ngày Báo chí cách mạng Việt Nam", 1925, r"ngày báo chí (?:cách mạng )?việt nam"),
    Occasion("ngày Nhà giáo Việt Nam", 1982, r"ngày nhà giáo việt nam"),
    Occasion("ngày Thầy thuốc Việt Nam", 1955, r"ngày thầy thuốc việt nam"),
    Occasion("ngày Toàn quốc kháng chiến", 1946, r"ngày toàn quốc kháng chiến"),
    Occasion(
        "ngày Bác Hồ ra đi tìm đường cứu nước",
        1911,
        r"(?:ngày )?(?:bác hồ|chủ tịch hồ chí minh|bác) ra đi tìm đường cứu nước",
    ),
    Occasion("Di chúc của Chủ tịch Hồ Chí Minh", 1969, r"(?:thực hiện )?di chúc (?:của )?(?:chủ tịch hồ chí minh|bác)"),
)

_ALL = "|".join(f"(?P<o{index}>{occasion.pattern})" for index, occasion in enumerate(OCCASIONS))

#: Over lower-case text; the count may go on to the left ("1.095 năm"), which the caller looks at. Group `n` is the count of years; the named group that matched tells the occasion.
ANNIVERSARY = re.compile(rf"(?P<n>\d{{1,3}}) năm (?:kỷ niệm )?(?:{_ALL})")


#: Any anniversary that gives its two years: "35 năm Ngày thành lập Đoàn trường (20/11/1991 - 20/11/2026)".
SPANNED = re.compile(
    r"(?P<n>\d{1,3}) năm (?=(?:ngày |chiến thắng|khởi nghĩa|thành lập|sự kiện))[^.;()\n\d]{4,90}"
    r"\((?:(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-])?(?P<from>1\d\d\d|20\d\d)\s?[-–—]\s?(?:(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-])?(?P<to>20\d\d)\)"
)


def occasion_of(match: re.Match[str]) -> Occasion:
    """Tell which occasion a match of ANNIVERSARY names."""
    group = match.lastgroup or "o0"
    return OCCASIONS[int(group[1:])]
