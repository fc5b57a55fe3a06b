"""The papers that decisions leave: biên bản kiểm phiếu, bảng tổng hợp tiếp thu, giải trình. Vietnamese, as office papers are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate, localtime

from approvals.models import Ballot, Resolution
from approvals.queries.ballots import annulled_before, percent
from approvals.queries.opinions import Remark
from approvals.queries.resolutions import groups_of
from approvals.rules.rule import Rule
from approvals.rules.sentence import name, threshold
from documents.models import Document
from documents.rendering.tables import Column, Grid, Heading, Report, Signer, table_pdf
from orgs.models import Organisation


def as_pdf(report: Report, organisation: Organisation, at: datetime) -> bytes:
    """Print the paper in the organisation's form."""
    return table_pdf(report, profile=organisation.profile, at=at, fonts_dir=settings.FONTS_DIR)


def tally_record(ballot: Ballot) -> Report:
    """Build the biên bản kiểm phiếu of a closed ballot (domain.md §3)."""
    assert ballot.result is not None
    assert ballot.closed_at is not None
    result, published = ballot.result["result"], ballot.result["published"]
    body: list[Any] = [
        *_occasion(ballot, published["members"], published["present"], result["returned"]),
        Heading("I. KẾT QUẢ KIỂM PHIẾU"),
        _slips(result),
        _votes(ballot, result),
        Heading("II. KẾT LUẬN"),
        f"Quy tắc: {threshold(Rule.from_json(ballot.rule))}; {_quorum(ballot, result)}.",
        result["sentence"],
        *_after(ballot),
    ]
    tellers = [Signer(["NGƯỜI KIỂM PHIẾU"], str(teller)) for teller in ballot.tellers_in_office()]
    chair = Signer(["NGƯỜI ĐIỀU HÀNH"], str(ballot.convenor) if ballot.convenor else "")
    return Report(
        title="BIÊN BẢN",
        subtitle="Kiểm phiếu biểu quyết",
        **_letterhead(ballot.organisation),
        on=localdate(ballot.closed_at),
        body=body,
        signers=[*(tellers or [Signer(["NGƯỜI KIỂM PHIẾU"], "Hệ thống Trình Ký")]), chair],
    )


def _letterhead(organisation: Organisation) -> dict[str, Any]:
    return {
        "superior": organisation.letterhead_superior,
        "issuer": organisation.letterhead_issuer or organisation.name.upper(),
        "place": organisation.place,
    }


def _occasion(ballot: Ballot, members: int, present: int | None, returned: int) -> list[str]:
    opened, closed = localtime(ballot.opened_at), localtime(ballot.closed_at)
    where = f"Tại {ballot.session}" if ballot.session else "Lấy phiếu bằng văn bản trên hệ thống Trình Ký"
    lines = [
        f"Nội dung biểu quyết: {ballot.question}.",
        f"Văn bản: {ballot.document} (lần dự thảo {ballot.draft_round.ordinal}).",
        f"{where}, mở lúc {opened:%H:%M ngày %d/%m/%Y}, đóng lúc {closed:%H:%M ngày %d/%m/%Y}.",
        f"Hình thức: {'bỏ phiếu kín' if ballot.secret else 'biểu quyết công khai'}.",
    ]
    if present is None:
        lines.append(f"Triệu tập: {members} ủy viên; gửi phiếu: {returned}; không gửi phiếu: {members - returned}.")
    else:
        lines.append(f"Triệu tập: {members} ủy viên; có mặt: {present}; vắng mặt: {members - present}.")
    if tellers := ballot.tellers_in_office():
        held = "Phiếu niêm phong; người giữ khóa và mở phiếu" if ballot.sealed else "Người kiểm phiếu giấy"
        lines.append(f"{held}, do người điều hành cử: {' và '.join(map(str, tellers))}.")
    if ballot.follows is not None:
        lines.append(
            f"Tiếp theo cuộc biểu quyết đóng ngày {localdate(ballot.follows.closed_at):%d/%m/%Y}: {ballot.follow_reason}"
        )
    if (annulled := annulled_before(ballot)) is not None:
        when = f"{localtime(annulled.annulled_at):%H:%M ngày %d/%m/%Y}"
        lines.append(f"Cuộc biểu quyết trước đã bị hủy lúc {when}: {annulled.annul_reason}")
    return lines


def _slips(result: dict[str, Any]) -> Grid:
    columns = [
        Column(title, align="center") for title in ("Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ", "Phiếu trắng")
    ]
    return Grid(columns, [[str(result[key]) for key in ("issued", "returned", "valid", "invalid", "blank")]])


def _votes(ballot: Ballot, result: dict[str, Any]) -> Grid:
    texts = {option["key"]: option["text"] for option in ballot.options}
    base = result["base"] or 1
    rows = [
        [
            f"{name(key)[0].upper()}{name(key)[1:]}",
            texts[key],
            str(votes),
            percent(votes, base),
        ]
        for key, votes in result["counts"].items()
    ]
    columns = [
        Column("Lựa chọn", 1.4),
        Column("Nội dung", 5),
        Column("Số phiếu", 1, "center"),
        Column("Tỷ lệ", 1, "center"),
    ]
    return Grid(columns, rows)


def _quorum(ballot: Ballot, result: dict[str, Any]) -> str:
    if not result["quorum_needed"]:
        return "không đặt số người tham gia tối thiểu"
    met = "đủ" if result["quorum_met"] else "chưa đủ"
    least = f"{result['quorum_needed']} ({ballot.rule['quorum']} tổng số)"
    return f"số người tham gia {result['attendance']}, {met} số tối thiểu {least}"


def _after(ballot: Ballot) -> list[Any]:
    """Dissent, and what the meeting decided where the ballot did not."""
    lines: list[Any] = []
    dissents = list(ballot.dissents.select_related("author").order_by("recorded_at"))
    if dissents:
        lines.append(Heading("III. Ý KIẾN BẢO LƯU"))
        lines += [f"{dissent.author}: {dissent.text}" for dissent in dissents]
    decision = getattr(ballot, "meeting_decision", None)
    if decision is not None:
        texts = {option["key"]: option["text"] for option in ballot.options}
        lines.append(Heading("QUYẾT ĐỊNH CỦA HỘI NGHỊ"))
        lines.append(f"{texts[decision.choice]}. Lý do: {decision.reason}")
    return lines


def answers_table(document: Document) -> Report:
    """Build the bảng tổng hợp tiếp thu, giải trình ý kiến: who, on which passage, what they said, and the answer."""
    rows: list[list[str]] = []
    for group in groups_of(document):
        for remark in group.remarks:
            who = f"{remark.name}\n{remark.unit}".strip()
            place = remark.quote or group.heading
            rows.append([str(len(rows) + 1), who, place, _said(remark), _answer(remark.resolution)])
    columns = [
        Column("TT", 0.4, "center"),
        Column("Người góp ý", 1.4),
        Column("Đoạn được góp ý", 2.4),
        Column("Nội dung góp ý", 3),
        Column("Tiếp thu, giải trình", 3),
    ]
    return Report(
        title="BẢNG TỔNG HỢP",
        subtitle=f"Tiếp thu, giải trình ý kiến đối với dự thảo {document}",
        **_letterhead(document.organisation),
        on=localdate(),
        body=[Grid(columns, rows)],
        signers=[Signer(["NGƯỜI TỔNG HỢP"], str(document.drafter))],
        landscape=True,
    )


def _said(remark: Remark) -> str:
    """Return the answer, the words and the names of the files that came with them."""
    words = f"{remark.answer}. {remark.text}".strip(". ") if remark.answer else remark.text
    files = ", ".join(file["name"] for file in remark.files)
    return f"{words}\nTệp kèm theo: {files}" if files else words


def _answer(resolution: dict[str, Any] | None) -> str:
    if resolution is None:
        return "Chưa trả lời"
    kind = "Tiếp thu" if resolution["kind"] == Resolution.Response.TAKEN_IN else "Giải trình"
    return f"{kind}. {resolution['text']}".strip()
