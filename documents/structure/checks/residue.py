"""Checks of what an export left behind: markup, and letters that are not Unicode NFC. One finding each, with its count."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Slip, check


@check(
    "import_residue", "error", "R",
    clause="Bản dự thảo sạch, không còn ký hiệu của phần mềm",
    bad="**100%** đoàn viên [bookmark: _heading=h.1]", good="100% đoàn viên",
)  # fmt: skip
def import_residue(context: Context) -> Iterator[Slip]:
    residue = context.draft.residue
    if residue.markup:
        said = f"Còn {residue.markup} dòng mang ký hiệu thừa của phần mềm (**, [bookmark …]); hãy chấp nhận bản đã làm sạch."
        yield Slip(said, line=residue.first_line or context.first_line, repair={"kind": "residue"})


@check(
    "not_nfc", "error", "R",
    clause="TCVN 6909:2001, Unicode dựng sẵn (NFC)",
    bad="Đoàn viên (chữ tổ hợp)", good="Đoàn viên (chữ dựng sẵn)",
)  # fmt: skip
def not_nfc(context: Context) -> Iterator[Slip]:
    residue = context.draft.residue
    if residue.not_nfc:
        said = f"Có {residue.not_nfc} dòng dùng chữ Unicode tổ hợp; hãy chấp nhận bản đã chuyển sang chữ dựng sẵn."
        yield Slip(said, line=residue.first_not_nfc_line or context.first_line, repair={"kind": "nfc"})
