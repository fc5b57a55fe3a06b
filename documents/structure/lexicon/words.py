"""List the words that letterheads, signatures and recipient lists are made of."""

from __future__ import annotations

import re

from documents.structure.fold import fold

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
    "phó trưởng thuế cơ sở", "trưởng thuế cơ sở", "phó vụ trưởng", "vụ trưởng", "phó trưởng khoa", "trưởng khoa",
    "phó trưởng công an", "trưởng công an", "phó trưởng trạm", "trưởng trạm", "trạm trưởng", "đội trưởng", "trưởng thôn",
)  # fmt: skip
#: The positions in capitals as alternatives of a regular expression, the longest first.
POSITIONS_IN_CAPITALS = "|".join(sorted((position.upper() for position in POSITIONS), key=len, reverse=True))
#: Purposes of a recipient as offices write them in brackets: folded, letters only, without "để", "thay", "kính".
PURPOSES: dict[str, str] = {
    form: purpose
    for purpose, forms in (
        ("report", "bc baocao bcchidao baocaochidao dechidao decd"),
        ("act", "th thien thuchien thihanh tk trienkhai trienkhaithuchien cd chidao chithuchien"),
        ("coordinate", "ph phop phoihop phoihopthuchien phoihopchidao phth phthuchien"),
        ("inform", "biet db dbiet theodoi tdoi giamsat tonghop tuyentruyen dangtai dangtin duatin thongtin"),
    )
    for form in forms.split()
}
_PURPOSE_BEGINS = re.compile(r"^(?:thay|kinh|xin|de(?=[a-z]))")


def purpose_of(words: str) -> str | None:
    """Tell the purpose (report, act, coordinate, inform) by the words in brackets; None if they say something else."""
    for word in re.split(r"[,;]| và | va ", words):
        letters = re.sub(r"[^a-z]", "", fold(word))
        while letters not in PURPOSES and (begin := _PURPOSE_BEGINS.match(letters)):
            letters = letters[begin.end() :]
        if letters in PURPOSES:
            return PURPOSES[letters]
    return None


# beginnings of lines, as parts of regular expressions: as they stand, in capitals, and between
ADDRESSEE = r"K[íÍ](?:nh|NH) [gG][ửỬởỞ][iI]\b"
#: How a letter's subject begins: V/v, v/v, V.v., V⁄v, “V/v, Về việc.
ABOUT = r"[“\"'‘(]?(?:[Vv]\s?[./⁄∕\\-]\s?[Vv](?:[.:]|\b)|(?:Về việc|VỀ VIỆC|Trích yếu)\b)"
RECIPIENTS = r"N[ơƠ][iI] [nN](?:hận|HẬN)\b"
