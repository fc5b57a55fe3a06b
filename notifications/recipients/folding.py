"""Names as keys: without marks, capitals and punctuation, abbreviations written out."""

from __future__ import annotations

import re

from web.letters import plain_in_place

#: Folded abbreviation → folded words (domain.md §8). Applied to both sides of a comparison.
ABBREVIATIONS = {
    "tw": "trung uong",
    "tu": "tinh uy",
    "bch": "ban chap hanh",
    "btv": "ban thuong vu",
    "bbt": "ban bi thu",
    "uv": "uy vien",
    "uvbch": "uy vien ban chap hanh",
    "uvbtv": "uy vien ban thuong vu",
    "uvubkt": "uy vien uy ban kiem tra",
    "ubkt": "uy ban kiem tra",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ub": "uy ban",
    "vp": "van phong",
    "cvp": "chanh van phong",
    "pcvp": "pho chanh van phong",
    "btc": "ban to chuc",
    "btg": "ban tuyen giao",
    "bdv": "ban dan van",
    "duk": "dang uy khoi",
    "mttq": "mat tran to quoc",
    "dc": "dong chi",
    "vt": "van thu",
    "lt": "luu tru",
    "lhtn": "lien hiep thanh nien",
    "hlhtn": "hoi lien hiep thanh nien",
    "lhpn": "lien hiep phu nu",
    "ldld": "lien doan lao dong",
    "ccb": "cuu chien binh",
    "gddt": "giao duc va dao tao",
    "chqs": "chi huy quan su",
    "bdbp": "bo doi bien phong",
    "tntp": "thieu nien tien phong",
    "tncs": "thanh nien cong san",
    "hcm": "ho chi minh",
}


#: Abbreviations of several words, after folding.
PHRASES = {
    "t w": "trung uong",
    "t u": "trung uong",
    "tu doan": "trung uong doan",
    "gd dt": "giao duc va dao tao",
    "vhtt dl": "van hoa the thao va du lich",
    "vh tt dl": "van hoa the thao va du lich",
    "kh cn": "khoa hoc va cong nghe",
    "nn mt": "nong nghiep va moi truong",
}
_PHRASE = re.compile(r"\b(?:" + "|".join(PHRASES) + r")\b")


def plain_words(text: str) -> str:
    """Fold a text to its words in plain letters, whatever stands between them to one blank: "Đ/c Ủy viên" → "d c uy vien"."""
    return " ".join(re.findall(r"[a-z0-9]+", plain_in_place(text)))


def key(text: str) -> str:
    """Fold a name with its abbreviations written out, so that "VP TW Đoàn" and "Văn phòng Trung ương Đoàn" meet.

    "TT" is Thường trực only at the front: elsewhere it is as often Trung tâm or Thông tin.
    """
    folded = _PHRASE.sub(lambda found: PHRASES[found.group()], re.sub(r"\bd c\b", "dc", plain_words(text)))
    words = folded.split()
    if words[:1] == ["tt"]:
        words[0] = "thuong truc"
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)
