"""The three procedures that the demo province starts with, as data. Roles and bodies are those of `orgs`."""

from __future__ import annotations

from workflows.kinds import StationKind
from workflows.procedures.stations import (
    Applies,
    Approvals,
    Overdue,
    Procedure,
    Station,
    StationRule,
    Who,
    Whose,
)

DRAFTER = Who(role="drafter")
CHECKER = Who(role="format_checker")
COMMITTEE = Who(body="BCH")
STANDING = Who(body="TT")
SECRETARY = Who(role="secretary")
CLERK = Who(role="clerk")

NUMBER = Station(StationKind.NUMBER, "Cấp số, ban hành", CLERK, days=0, on_overdue=Overdue.ESCALATE)
DISTRIBUTE = Station(StationKind.DISTRIBUTE, "Phát hành", CLERK, days=0)

WORK_PROGRAMME = Procedure(
    (
        Station(StationKind.DRAFT, "Soạn thảo", DRAFTER, days=5),
        Station(StationKind.CHECK, "Kiểm tra thể thức", CHECKER, days=1, on_overdue=Overdue.ESCALATE, return_to=0),
        Station(StationKind.OPINION, "BCH cho ý kiến", COMMITTEE, days=5, on_overdue=Overdue.CLOSE, return_to=0),
        Station(
            StationKind.BALLOT,
            "Biểu quyết chủ đề",
            COMMITTEE,
            StationRule(quorum="2/3", of="members", majority=">1/2", secret=True, second_ballot=True),
            days=3,
            on_overdue=Overdue.CLOSE,
            return_to=0,
            applies=Applies.HAS_OPTIONS,
        ),
        Station(StationKind.REVISE, "Tiếp thu, chỉnh lý", DRAFTER, days=2, return_to=0),
        Station(StationKind.CHECK, "Kiểm tra lại thể thức", CHECKER, days=1, on_overdue=Overdue.ESCALATE, return_to=4),
        Station(
            StationKind.APPROVE,
            "Trình Thường trực",
            STANDING,
            StationRule(approvals=Approvals.MAJORITY),
            days=2,
            on_overdue=Overdue.ESCALATE,
            return_to=4,
        ),
        Station(StationKind.SIGN, "Ký ban hành", SECRETARY, days=1, on_overdue=Overdue.ESCALATE, return_to=4),
        NUMBER,
        DISTRIBUTE,
    )
)

PLAN = Procedure(
    (
        Station(StationKind.DRAFT, "Soạn thảo", DRAFTER, days=3),
        Station(StationKind.CHECK, "Kiểm tra thể thức", CHECKER, days=1, on_overdue=Overdue.ESCALATE, return_to=0),
        Station(
            StationKind.APPROVE,
            "Trình Thường trực",
            STANDING,
            StationRule(approvals=Approvals.ANY),
            days=1,
            on_overdue=Overdue.ESCALATE,
            return_to=0,
        ),
        Station(StationKind.SIGN, "Ký ban hành", SECRETARY, days=1, on_overdue=Overdue.ESCALATE, return_to=0),
        NUMBER,
        DISTRIBUTE,
    )
)

COMMUNE = Procedure(
    (
        Station(StationKind.DRAFT, "Soạn thảo", DRAFTER, days=3),
        Station(
            StationKind.OPINION,
            "Tỉnh đoàn cho ý kiến",
            Who(body="TT", of=Whose.PARENT),
            days=3,
            on_overdue=Overdue.CLOSE,
            return_to=0,
        ),
        Station(StationKind.REVISE, "Tiếp thu, chỉnh lý", DRAFTER, days=2, return_to=0),
        Station(StationKind.SIGN, "Ký ban hành", SECRETARY, days=1, on_overdue=Overdue.ESCALATE, return_to=2),
        NUMBER,
        DISTRIBUTE,
    )
)

#: Name → (types it applies to, stations).
CATALOGUE: dict[str, tuple[tuple[str, ...], Procedure]] = {
    "Chương trình công tác (BCH biểu quyết chủ đề)": (("CTr", "NQ"), WORK_PROGRAMME),
    "Kế hoạch (không lấy ý kiến BCH)": (
        ("KH", "HD", "BC", "TB", "CV", "TTr", "QĐ", "CT", "KL", "TT", "GM", "BB"),
        PLAN,
    ),
    "Văn bản của Đoàn cấp xã": (("CTr", "KH", "BC", "NQ", "TB", "CV", "TTr", "QĐ", "HD", "GM", "BB"), COMMUNE),
}
