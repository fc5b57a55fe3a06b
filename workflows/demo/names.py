"""Invented names: of communes, of people, of the bodies outside. Any likeness to real ones is chance."""

from __future__ import annotations

from collections.abc import Iterator

FIRST = ["Vân", "Lam", "Sơn", "Hạ", "Thanh", "Bình", "Phúc", "Long", "Kim", "Ngọc", "An", "Đông", "Tây", "Cẩm"]
LAST = ["Khê", "Giang", "Lĩnh", "Thượng", "Trạch", "Lộc", "Xuyên", "Điền", "Sa", "Hải"]
WARDS = [
    "Lam Sơn",
    "Trấn Giang",
    "Bến Thượng",
    "Cửa Đông",
    "Cửa Tây",
    "Hồ Sen",
    "Chợ Gạo",
    "Phố Hiến Nam",
    "Bạch Lâm",
    "Tân Lập Thượng",
    "Hòa Giang",
    "Nam Khê",
    "Bắc Khê",
    "Vĩnh Lam",
]
ISLAND = "Hòn Mây"
DISTRICTS = [
    ("Huyện đoàn Sơn Hạ", "Sơn Khê"),
    ("Huyện đoàn Vân Trạch", "Vân Trạch"),
    ("Huyện đoàn Lam Thượng", "Lam Thượng"),
    ("Huyện đoàn Đông Hải", "Đông Hải"),
    ("Huyện đoàn Cẩm Xuyên Lam", "Cẩm Xuyên"),
    ("Huyện đoàn Bình Sa", "Bình Sa"),
    ("Huyện đoàn Kim Điền", "Kim Điền"),
    ("Huyện đoàn Ngọc Lĩnh", "Ngọc Lĩnh"),
    ("Thị đoàn Bến Thượng", "Bến Thượng"),
    ("Thành đoàn Trấn Giang", "Trấn Giang"),
]
MERGED = [("Thanh Hà Thượng", "Thanh Thượng"), ("Phúc Lâm", "Phúc Lộc"), ("Long Xá", "Long Xuyên")]
DIRECT = [
    ("Đoàn Các cơ quan Đảng tỉnh", "Đoàn CQ Đảng"),
    ("Đoàn Ủy ban nhân dân tỉnh", "Đoàn UBND tỉnh"),
    ("Đoàn Công an tỉnh", "Đoàn Công an tỉnh"),
    ("Đoàn Bộ Chỉ huy Quân sự tỉnh", "Đoàn Quân sự tỉnh"),
    ("Đoàn Bộ đội Biên phòng tỉnh", "Đoàn Biên phòng tỉnh"),
    ("Đoàn Trường Đại học Lam Giang", "Đoàn Đại học Lam Giang"),
    ("Đoàn Trường Cao đẳng Kỹ thuật Lam Giang", "Đoàn Cao đẳng Kỹ thuật"),
    ("Đoàn Trường Cao đẳng Y tế Lam Giang", "Đoàn Cao đẳng Y tế"),
    ("Đoàn Công ty Cổ phần Thép Lam Giang", "Đoàn Thép Lam Giang"),
    ("Đoàn Công ty Điện lực Lam Giang", "Đoàn Điện lực"),
]
CENTRAL_DEPARTMENTS = [
    ("Văn phòng Trung ương Đoàn", "Văn phòng TW Đoàn", "VP"),
    ("Ban Tổ chức - Kiểm tra Trung ương Đoàn", "Ban Tổ chức - Kiểm tra TW Đoàn", "TCKT"),
    ("Ban Tuyên giáo Trung ương Đoàn", "Ban Tuyên giáo TW Đoàn", "BTG"),
    ("Ban Phong trào Trung ương Đoàn", "Ban Phong trào TW Đoàn", "PT"),
    ("Ban Công tác thiếu nhi Trung ương Đoàn", "Ban Công tác thiếu nhi TW Đoàn", "CTTN"),
]
DEPARTMENTS = [
    ("Văn phòng Tỉnh đoàn", "Văn phòng", "VP"),
    ("Ban Tổ chức - Kiểm tra Tỉnh đoàn", "Ban Tổ chức - Kiểm tra", "TCKT"),
    ("Ban Tuyên giáo Tỉnh đoàn", "Ban Tuyên giáo", "BTG"),
    ("Ban Phong trào Tỉnh đoàn", "Ban Phong trào", "PT"),
    ("Ban Công tác thiếu nhi Tỉnh đoàn", "Ban Công tác thiếu nhi", "CTTN"),
]
AFFILIATES = [
    ("Nhà Thiếu nhi tỉnh Lam Giang", "Nhà Thiếu nhi tỉnh"),
    ("Trung tâm Hoạt động thanh thiếu nhi tỉnh Lam Giang", "Trung tâm Hoạt động TTN tỉnh"),
]
#: Full name, short name, mail address or "" (then they get paper), other ways to write it.
OUTSIDE = [
    ("Tỉnh ủy Lam Giang", "Tỉnh ủy", "vanthu@tinhuy.lamgiang.example", ["Thường trực Tỉnh ủy", "TT Tỉnh ủy"]),
    ("Văn phòng Tỉnh ủy Lam Giang", "Văn phòng Tỉnh ủy", "vptu@tinhuy.lamgiang.example", ["VP Tỉnh ủy"]),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "", ["BTG&DV Tỉnh ủy"]),
    ("Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh", "vanthu@ubnd.lamgiang.example", ["Lãnh đạo UBND tỉnh"]),
    ("Hội đồng nhân dân tỉnh Lam Giang", "HĐND tỉnh", "", ["Thường trực HĐND tỉnh"]),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lam Giang", "Ủy ban MTTQ tỉnh", "mttq@lamgiang.example", ["UBMTTQ tỉnh"]),
    ("Liên đoàn Lao động tỉnh Lam Giang", "Liên đoàn Lao động tỉnh", "", ["LĐLĐ tỉnh"]),
    ("Hội Liên hiệp Phụ nữ tỉnh Lam Giang", "Hội LHPN tỉnh", "phunu@lamgiang.example", []),
    ("Hội Nông dân tỉnh Lam Giang", "Hội Nông dân tỉnh", "", []),
    ("Hội Cựu chiến binh tỉnh Lam Giang", "Hội Cựu chiến binh tỉnh", "", ["Hội CCB tỉnh"]),
    ("Sở Giáo dục và Đào tạo tỉnh Lam Giang", "Sở Giáo dục và Đào tạo", "sogddt@lamgiang.example", ["Sở GD&ĐT"]),
    (
        "Báo và Phát thanh, Truyền hình Lam Giang",
        "Báo và PTTH Lam Giang",
        "toasoan@bao.lamgiang.example",
        ["Báo Lam Giang"],
    ),
    ("Ban Thường vụ Đảng ủy Ủy ban nhân dân tỉnh", "Đảng ủy UBND tỉnh", "", []),
]

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Mai", "Đinh"]
MIDDLE = ["Thu", "Minh", "Anh", "Quốc", "Hải", "Đình", "Thùy", "Bảo", "Gia", "Khánh", "Xuân", "Việt", "Hồng"]
GIVEN = [
    *("Hà", "Phương", "Khoa", "Dũng", "Linh", "Sơn", "Trang", "Huy", "Lan", "Nam", "Oanh", "Phúc", "Quân", "Thảo"),
    *("Tùng", "Uyên", "Vinh", "Yên", "Giang", "Đạt", "Chi"),
]


def communes() -> list[str]:
    """Return the names of 96 communes, each once; those that succeeded a closed unit are among them."""
    every = [f"{first} {last}" for last in LAST for first in FIRST]
    heirs = {heir for _, heir in (*DISTRICTS, *MERGED)} | {"Vân Khê"}
    needed = [name for name in every if name in heirs]
    return sorted([*needed, *(name for name in every if name not in heirs)][:96])


def people() -> Iterator[str]:
    """Invented full names, each once, in a fixed order that mixes families."""
    seen: set[str] = set()
    step = 0
    while True:
        name = (
            f"{FAMILY[(step * 7 + step // 15) % len(FAMILY)]} "
            f"{MIDDLE[(step * 5 + step // 13) % len(MIDDLE)]} {GIVEN[(step * 11 + step // 21) % len(GIVEN)]}"
        )
        step += 1
        if name not in seen:
            seen.add(name)
            yield name
