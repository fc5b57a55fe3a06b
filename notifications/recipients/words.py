"""The vocabulary of Nơi nhận lines, as patterns over text folded character by character."""

from __future__ import annotations

import re

COPIES = re.compile(r"\^?\(\s*(?P<copies>\d{1,4})\s*(?:b|ban)\s*\)")
BRACKET = re.compile(r"\(\s*(?P<inside>[^()]{1,30}?)\s*\)")
ARCHIVE = re.compile(r"luu\b\s*[:.]?\s*(?P<places>.*)$")
BACK_REFERENCE = re.compile(r"nhu (?:(?P<above>tren)|dieu (?P<article>\d+)|(?P<addressee>kinh gui))$")

#: Not the grades of "liên quan", "cơ quan", "hợp tác xã", "đô thị".
_GRADE = r"(?<!lien )(?<!co )(?<!tac )(?<!do )(?:tinh|thanh|thanh pho|huyen|quan|thi|thi xa|xa|phuong|dac khu)"
#: Whose it is, at the end of a part: "Ban Dân vận |Tỉnh ủy|", "các đoàn thể |tỉnh|", "Lãnh đạo |UBND tỉnh|".
OWNER = re.compile(
    r"(?:^|(?<=\s))(?P<owner>"
    r"(?:t\.?w|trung uong|t\.u)\.?(?: (?:doan|dang|hoi)\b.*)?|tu doan\b.*"
    rf"|(?:tinh|thanh|huyen|quan|thi|xa|phuong) (?:doan|uy)\b.*"
    r"|tu|dang uy\b.*|duk\b.*"
    r"|(?:bch )?doan (?:khoi|tinh|thanh pho|xa|phuong|dac khu|thanh nien|tncs|truong|hoc vien|cong ty|cap tren)\b.*"
    rf"|(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\b.*"
    rf"|{_GRADE}"
    r")$"
)

PERSON_PREFIX = re.compile(r"(?:(?P<many>cac )?(?:d/c|d\.c|dc|dong chi|ong|ba))\b\.?\s+")
MEMBERS = re.compile(
    r"(?:cac )?(?:(?:d/c|dc|dong chi)\s+)?(?:thanh vien|uy vien|uv)\.?\s*"
    r"(?P<body>ban chap hanh|bch|ban thuong vu|btv|uy ban kiem tra|ubkt)\b"
)
TERM = re.compile(r",?\s*(?:khoa|nhiem ky)\s+(?P<term>[ivxlc]+|\d{4}\s*[-–]\s*\d{4})\b")
LEADERSHIP = re.compile(
    r"(?P<group>thuong truc|tt|lanh dao|ban bi thu|bbt|ban thuong vu|btv|ban chap hanh|bch|bi thu, cac pho bi thu)$"
)
DEPARTMENTS = re.compile(
    r"cac (?:ban|phong|phong ban|ban phong)(?: chuyen mon| chuyen de| dang| xay dung dang| tham muu\b.*)?$"
)
OPEN_CLASS = re.compile(r"cac (?:doan the|so|ban nganh|nganh|so nganh|co quan|hoi|don vi|bao|truong)\b.*")
#: People whom another text names: "các ông, bà có tên tại Điều 1".
NAMED_ELSEWHERE = re.compile(r"(?:cac |nhung )?(?:ong|ba|d/c|dong chi|to chuc|don vi|ca nhan)\b.*\bco ten\b")
POSITION = re.compile(
    r"(?:cvp|pcvp|(?:pho )?chanh van phong|(?:pho )?bi thu|(?:pho )?chu tich|(?:pho )?truong ban|chanh vp|pho chanh vp"
    r"|(?:cac )?pho (?:bi thu|chu tich|chanh van phong|chanh vp)|chu nhiem ubkt)\b.*"
)
#: A comma or "và" may stand before these without breaking a name in two.
UNIT_START = re.compile(
    r"(?:cac |vp\b|van phong|ban |btc\b|btg\b|bdv\b|ubkt\b|uy ban|doan truc thuoc|don vi truc thuoc|so |hoi |nha |bao |dai )"
)

BODIES = {
    "ban chap hanh": "BCH",
    "bch": "BCH",
    "ban thuong vu": "BTV",
    "btv": "BTV",
    "uy ban kiem tra": "UBKT",
    "ubkt": "UBKT",
    "thuong truc": "TT",
    "tt": "TT",
}

#: A class of subordinate organisations written in full, folded → its code.
SUBORDINATES = {
    "tinh doan": "province",
    "huyen doan": "district",
    "quan doan": "district",
    "thi doan": "district",
    "thi xa doan": "district",
    "doan cap huyen": "district",
    "thanh doan": "city",
    "xa doan": "commune",
    "phuong doan": "commune",
    "dac khu doan": "commune",
    "doan xa": "commune",
    "doan phuong": "commune",
    "doan dac khu": "commune",
    "doan cac xa": "commune",
    "doan cap xa": "commune",
    "doan truc thuoc": "direct",
    "don vi doan truc thuoc": "direct",
    "to chuc doan truc thuoc": "direct",
    "don vi truc thuoc": "units",
    "doan co so": "base",
    "co so doan": "base",
    "doan co so truc thuoc": "base",
    "co so doan truc thuoc": "base",
    "chi doan": "chapter",
    "chi doan truc thuoc": "chapter",
    "chi doan co so": "chapter",
    "lien chi doan": "chapter",
    "doan cac don vi truc thuoc": "direct",
}
#: The same where the word "đoàn" stands at a neighbour: "Các |huyện|, |thị|, thành đoàn".
ELLIPTICAL = {
    "tinh": "province",
    "huyen": "district",
    "quan": "district",
    "thi": "district",
    "thi xa": "district",
    "thanh": "city",
    "thanh pho": "city",
    "xa": "commune",
    "phuong": "commune",
    "thi tran": "commune",
    "dac khu": "commune",
    "truc thuoc": "direct",
}
