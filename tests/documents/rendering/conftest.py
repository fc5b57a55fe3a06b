from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.structure.tree import Draft, Kind, Paragraph, Signature

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "tinos"
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

LINES = (
    (Kind.SUPERIOR, "", "ĐOÀN TNCS HỒ CHÍ MINH"),
    (Kind.ISSUER, "", "BCH TỈNH LAM GIANG"),
    (Kind.RULE, "", "***"),
    (Kind.NUMBER, "", "Số: -CTr/TĐTN"),
    (Kind.MARK, "", "DỰ THẢO"),
    (Kind.MOTTO, "", "ĐOÀN TNCS HỒ CHÍ MINH"),
    (Kind.DATE, "", "Lam Giang, ngày tháng 12 năm 2026"),
    (Kind.TYPE, "", "CHƯƠNG TRÌNH"),
    (Kind.SUBJECT, "", "Công tác Đoàn và phong trào thanh thiếu nhi tỉnh năm 2027"),
    (Kind.RULE, "", "-----"),
    (Kind.BASIS, "", "Căn cứ Nghị quyết Đại hội Đoàn tỉnh Lam Giang lần thứ XIV;"),
    (Kind.HEADING, "I.", "CHỦ ĐỀ CÔNG TÁC NĂM"),
    (Kind.THEME, "", "Chủ đề công tác năm 2027: xin ý kiến lựa chọn trong 02 phương án."),
    (Kind.OPTION, "-", "Phương án 1: “Tuổi trẻ Lam Giang xung kích chuyển đổi số”."),
    (Kind.OPTION, "-", "Phương án 2: “Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai”."),
    (Kind.HEADING, "II.", "CÁC CHỈ TIÊU CƠ BẢN"),
    (Kind.ITEM, "1.", "Trồng mới ít nhất 4.000 cây xanh."),
    (Kind.TABLE, "", "TT\tNội dung\tThời gian"),
    (Kind.TABLE, "", "1\tNgày hội Thanh niên khỏe\tTháng 3"),
    (Kind.CLOSING, "", "Trên đây là Chương trình công tác Đoàn năm 2027./."),
    (Kind.RECIPIENTS_LABEL, "", "Nơi nhận:"),
    (Kind.RECIPIENT, "-", "Ban Bí thư TW Đoàn (B/c);"),
    (Kind.ARCHIVE, "-", "Lưu VT."),
    (Kind.CAPACITY, "", "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN"),
    (Kind.POSITION, "", "BÍ THƯ"),
    (Kind.SIGNER, "", "Phạm Anh Khoa"),
)


@pytest.fixture
def draft():
    return Draft(
        type="CTr",
        type_name="CHƯƠNG TRÌNH",
        subject="Công tác Đoàn và phong trào thanh thiếu nhi tỉnh năm 2027",
        superior="ĐOÀN TNCS HỒ CHÍ MINH",
        issuer="BCH TỈNH LAM GIANG",
        symbol="CTr/TĐTN",
        place="Lam Giang",
        year=2027,
        marks=["DỰ THẢO"],
        signature=Signature("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "BÍ THƯ", "Phạm Anh Khoa", 24),
        paragraphs=[
            Paragraph(f"p{n}", kind, text, label, level=1 if kind == Kind.HEADING else 0, line=n)
            for n, (kind, label, text) in enumerate(LINES, 1)
        ],
    )
