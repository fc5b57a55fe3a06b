"""A file taken through the whole story by the command, in the test's own database."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import call_command

from documents.models import Document, IssuedPaper, Status

PROGRAMME = """ĐOÀN TNCS HỒ CHÍ MINH\tĐOÀN TNCS HỒ CHÍ MINH
BCH TỈNH THANH SƠN
***
Số:     -CTr/TĐTN\tThanh Sơn, ngày     tháng 12 năm 2026
DỰ THẢO

CHƯƠNG TRÌNH
Công tác Đoàn và phong trào thanh thiếu nhi năm 2027
-----
I. CHỦ ĐỀ CÔNG TÁC NĂM
Chủ đề công tác năm 2027: xin ý kiến lựa chọn trong 03 phương án.
- Phương án 1: “Tuổi trẻ Thanh Sơn xung kích chuyển đổi số”.
- Phương án 2: Theo định hướng Trung ương Đoàn: “Tuổi trẻ Thanh Sơn sáng tạo, vững bước tương lai”.
- Phương án 3: “Tự hào truyền thống, tiên phong chuyển đổi số”.
II. CHỈ TIÊU
1. Trồng mới ít nhất 4.000 cây xanh.
2. 100% cơ sở Đoàn có công trình thanh niên.
III. TỔ CHỨC THỰC HIỆN
1. Ban Phong trào Tỉnh đoàn: chủ trì theo dõi, tổng hợp.
2. Các đơn vị: báo cáo kết quả trước ngày 15/11/2027.
Trên đây là Chương trình công tác Đoàn và phong trào thanh thiếu nhi năm 2027 của Ban Chấp hành Tỉnh đoàn./.

Nơi nhận:
- Ban Bí thư TW Đoàn (B/c);
- Thường trực Tỉnh đoàn;
- Các đồng chí Ủy viên BCH Tỉnh đoàn;
- Hội Người cao tuổi huyện Xa Xôi;
- Lưu VT.

TM. BAN CHẤP HÀNH TỈNH ĐOÀN
BÍ THƯ

Trần Văn Mẫu
"""


def walk(path: Path, keep: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command("walk_through", path, inside=True, keep=keep)
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.django_db
def test_a_programme_with_options_goes_all_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "chuong-trinh.txt"
    file.write_text(PROGRAMME)
    assert walk(file, tmp_path) == 0
    told = capsys.readouterr().out
    document = Document.objects.get(status=Status.DISTRIBUTED, organisation__letterhead_issuer="BCH TỈNH THANH SƠN")
    paper = IssuedPaper.objects.get(document=document)
    assert paper.tree["theme"]["text"] == "Tuổi trẻ Thanh Sơn sáng tạo, vững bước tương lai"
    assert paper.tree["theme"]["options"] == []
    assert f"Số: {paper.number}-CTr/TĐTN" in told
    assert "Hội Người cao tuổi huyện Xa Xôi" in told.split("Nơi nhận chưa rõ")[1]
    assert "Nhật ký: nguyên vẹn" in told
    (kept,) = tmp_path.glob("*.pdf")
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == paper.sha256


def test_a_file_that_cannot_be_read_ends_with_two_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "anh.docx"
    file.write_bytes(b"PK\x03\x04 not a zip")
    assert walk(file, tmp_path) == 2
    assert walk(tmp_path / "khong-co.txt", tmp_path) == 2
    assert capsys.readouterr().err.count(".") >= 2
