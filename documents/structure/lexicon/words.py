"""List the words that letterheads, signatures and recipient lists are made of."""

from __future__ import annotations

import re

#: What the heading of the targets says.
TARGETS = re.compile("chỉ tiêu", re.IGNORECASE)
#: Mottos of a letterhead, folded.
MOTTOS = (
    "doan tncs ho chi minh",
    "doan thanh nien cong san ho chi minh",
    "cong hoa xa hoi chu nghia viet nam",
    "cong hoa xhcn viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
# They stand at the right of a letterhead too, but at the left as a superior's name.
OTHER_MOTTOS = (
    "doi tntp ho chi minh",
    "hoi lhtn viet nam",
    "hoi lien hiep thanh nien viet nam",
    "hoi sinh vien viet nam",
)
POSITIONS = (
    "bí thư thứ nhất", "phó bí thư thường trực", "phó bí thư", "bí thư", "phó chủ tịch thường trực", "phó chủ tịch",
    "chủ tịch", "phó chánh văn phòng", "chánh văn phòng", "phó trưởng ban", "trưởng ban", "phó trưởng phòng",
    "trưởng phòng", "phó giám đốc", "giám đốc", "phó tổng giám đốc", "tổng giám đốc", "phó hiệu trưởng", "hiệu trưởng",
    "phó chủ nhiệm", "chủ nhiệm", "phó cục trưởng", "cục trưởng", "phó chi cục trưởng", "chi cục trưởng",
    "phó viện trưởng", "viện trưởng", "bộ trưởng", "thứ trưởng", "thủ tướng", "phó thủ tướng", "ủy viên thường trực",
    "ủy viên ban thường vụ", "ủy viên", "uỷ viên", "phó tổng thư ký", "tổng thư ký", "thư ký", "chủ tọa", "chủ trì",
    "phó trưởng đoàn", "trưởng đoàn", "chính trị viên", "chỉ huy trưởng", "phó tổ trưởng", "tổ trưởng",
)  # fmt: skip
PURPOSES: dict[str, str] = {
    "b/c": "report", "bc": "report", "bao cao": "report", "de b/c": "report", "de bao cao": "report", "de bc": "report",
    "bao cao cao": "report", "t/h": "act", "th": "act", "thuc hien": "act", "de thuc hien": "act", "de t/h": "act",
    "de th": "act", "trien khai": "act", "p/h": "coordinate", "ph": "coordinate", "phoi hop": "coordinate",
    "de phoi hop": "coordinate", "de p/h": "coordinate", "de ph": "coordinate", "de biet": "inform", "biet": "inform",
    "d/b": "inform", "de theo doi": "inform", "theo doi": "inform",
}  # fmt: skip

# beginnings of lines, as parts of regular expressions: as they stand, in capitals, and between
ADDRESSEE = r"K[íÍ](?:nh|NH) [gG][ửỬ][iI]\b"
RECIPIENTS = r"N[ơƠ][iI] [nN](?:hận|HẬN)\b"
