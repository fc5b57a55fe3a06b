"""Invented drafts of any length, in the form of real ones."""

from __future__ import annotations

import random

HEAD = """ĐOÀN TNCS HỒ CHÍ MINH\tĐOÀN TNCS HỒ CHÍ MINH
BCH TỈNH LAM GIANG
***
Số:     -CTr/TĐTN\tLam Giang, ngày     tháng 12 năm 2026
DỰ THẢO

CHƯƠNG TRÌNH
Công tác Đoàn và phong trào thanh thiếu nhi năm 2027
-----
Căn cứ Nghị quyết số 12-NQ/TĐTN ngày 15/11/2026 của Ban Chấp hành Tỉnh đoàn Lam Giang về công tác năm 2027,
Ban Chấp hành Tỉnh đoàn ban hành Chương trình với những nội dung sau:
I. CHỦ ĐỀ CÔNG TÁC NĂM
Chủ đề công tác năm 2027: “Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai”
II. CHỈ TIÊU"""

FOOT = """Trên đây là Chương trình công tác Đoàn và phong trào thanh thiếu nhi năm 2027 của Ban Chấp hành Tỉnh đoàn./.

Nơi nhận:
- Ban Bí thư TW Đoàn (B/c);
- Thường trực Tỉnh đoàn;
- Các đồng chí Ủy viên BCH Tỉnh đoàn;
- Lưu VT, VP.

TM. BAN CHẤP HÀNH TỈNH ĐOÀN
BÍ THƯ

Phạm Anh Khoa"""

PEOPLE = ["đoàn viên", "thanh niên", "thiếu nhi", "cán bộ Đoàn", "đội viên", "sinh viên", "học sinh", "công nhân trẻ"]
VERBS = ["tổ chức", "triển khai", "phối hợp", "tuyên truyền", "hỗ trợ", "bồi dưỡng", "vận động", "rà soát", "đánh giá"]
THINGS = [
    "các hoạt động tình nguyện tại địa bàn dân cư",
    "công trình thanh niên chào mừng các ngày lễ lớn",
    "chương trình đồng hành với thanh niên khởi nghiệp",
    "các lớp học kỹ năng số cho người dân",
    "đợt sinh hoạt chính trị về truyền thống quê hương",
    "mô hình bảo vệ môi trường và trồng cây xanh",
    "sân chơi cho trẻ em vùng sâu, vùng xa",
    "việc học tập lý luận chính trị trực tuyến",
]


def programme(size: int = 0, paragraphs: int = 0, seed: int = 1) -> str:
    """Make a programme of about `size` bytes (UTF-8), or of about so many `paragraphs`."""
    picker = random.Random(seed)
    lines = [*HEAD.split("\n"), *(target(picker, n) for n in range(1, 13)), "III. NỘI DUNG VÀ GIẢI PHÁP"]
    length, section = sum(len(line.encode()) + 1 for line in lines), 0
    while length < size - 1_000 if size else len(lines) < paragraphs - 14:
        section += 1
        block = [f"{section}. Công tác {picker.choice(VERBS)} {picker.choice(PEOPLE)} đợt {section}"]
        block += [f"- {sentence(picker)}" for _ in range(4)] + [sentence(picker) for _ in range(2)]
        lines += block
        length += sum(len(line.encode()) + 1 for line in block)
    return "\n".join([*lines, *FOOT.split("\n")])


def target(picker: random.Random, n: int) -> str:
    who, verb, what = picker.choice(PEOPLE), picker.choice(VERBS), picker.choice(THINGS)
    return f"{n}. Ít nhất {picker.randrange(20, 900)} {who} {verb} {what}."


def sentence(picker: random.Random) -> str:
    clauses = [
        f"{picker.choice(VERBS)} {picker.choice(PEOPLE)} {picker.choice(VERBS)} {picker.choice(THINGS)}"
        for _ in range(picker.randrange(2, 5))
    ]
    whole = ", ".join(clauses)
    return whole[0].upper() + whole[1:] + f" đợt {picker.randrange(10_000)}."
