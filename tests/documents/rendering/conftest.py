from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.structure.tree import Draft, Paragraph, ParagraphKind, Signature

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "tinos"
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

LINES = (
    (ParagraphKind.SUPERIOR, "", "ĐOÀN TNCS HỒ CHÍ MINH"),
    (ParagraphKind.ISSUER, "", "BCH TỈNH LAM GIANG"),
    (ParagraphKind.RULE, "", "***"),
    (ParagraphKind.NUMBER, "", "Số: -CTr/TĐTN"),
    (ParagraphKind.MARK, "", "DỰ THẢO"),
    (ParagraphKind.MOTTO, "", "ĐOÀN TNCS HỒ CHÍ MINH"),
    (ParagraphKind.DATE, "", "Lam Giang, ngày tháng 12 năm 2026"),
    (ParagraphKind.TYPE, "", "CHƯƠNG TRÌNH"),
    (ParagraphKind.SUBJECT, "", "Công tác Đoàn và phong trào thanh thiếu nhi tỉnh năm 2027"),
    (ParagraphKind.RULE, "", "-----"),
    (ParagraphKind.BASIS, "", "Căn cứ Nghị quyết Đại hội Đoàn tỉnh Lam Giang lần thứ XIV;"),
    (ParagraphKind.HEADING, "I.", "CHỦ ĐỀ CÔNG TÁC NĂM"),
    (ParagraphKind.THEME, "", "Chủ đề công tác năm 2027: xin ý kiến lựa chọn trong 02 phương án."),
    (ParagraphKind.OPTION, "-", "Phương án 1: “Tuổi trẻ Lam Giang xung kích chuyển đổi số”."),
    (ParagraphKind.OPTION, "-", "Phương án 2: “Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai”."),
    (ParagraphKind.HEADING, "II.", "CÁC CHỈ TIÊU CƠ BẢN"),
    (ParagraphKind.ITEM, "1.", "Trồng mới ít nhất 4.000 cây xanh."),
    (ParagraphKind.TABLE, "", "TT\tNội dung\tThời gian"),
    (ParagraphKind.TABLE, "", "1\tNgày hội Thanh niên khỏe\tTháng 3"),
    (ParagraphKind.CLOSING, "", "Trên đây là Chương trình công tác Đoàn năm 2027./."),
    (ParagraphKind.RECIPIENTS_LABEL, "", "Nơi nhận:"),
    (ParagraphKind.RECIPIENT, "-", "Ban Bí thư TW Đoàn (B/c);"),
    (ParagraphKind.ARCHIVE, "-", "Lưu VT."),
    (ParagraphKind.CAPACITY, "", "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN"),
    (ParagraphKind.POSITION, "", "BÍ THƯ"),
    (ParagraphKind.SIGNER, "", "Phạm Anh Khoa"),
)


@pytest.fixture
def draft() -> Draft:
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
            Paragraph(f"p{n}", kind, text, label, level=1 if kind == ParagraphKind.HEADING else 0, line=n)
            for n, (kind, label, text) in enumerate(LINES, 1)
        ],
    )
