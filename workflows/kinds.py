"""Say once what each kind of station is. Everything that depends on the kind reads it from this table.

Plain Python, so that `workflows.procedures` can read it too: rights, acts and statuses are named by their stored codes,
and `workflows.permissions` and `workflows.projection` turn them into the enums of their apps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


def _(text: str) -> str:
    """Mark a word for translation; whoever shows it translates it."""
    return text


class StationKind(StrEnum):
    """What happens at a station. Each has one viewflow node of the same name: the names are an API."""

    DRAFT = "draft"
    CHECK = "check"
    OPINION = "opinion"
    BALLOT = "ballot"
    REVISE = "revise"
    APPROVE = "approve"
    SIGN = "sign"
    NUMBER = "number"
    DISTRIBUTE = "distribute"


class Held(StrEnum):
    """Who holds a station, and so what opens it (workflows.actions.turns)."""

    DRAFTER = "drafter"  # one person's desk; the text may be changed
    ROLE = "role"  # whoever has the role; one of them acts
    BODY = "body"  # everybody on the roll of a body is asked
    APPROVERS = "approvers"  # the members of a body, or the holders of a role, decide
    SYSTEM = "system"  # nobody: it is done as soon as it is reached


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of station. `permission`, `act` and `status` are the codes of Perm, Turn.Act and documents' Status."""

    word: str
    icon: str
    tone: str
    permission: str
    act: str
    status: str
    held: Held
    returnable: bool = False  # a return may lead here, to somebody who can mend something
    skippable: bool = False  # the system may go past it when it is overdue
    conditional: bool = False  # it may apply only while the text has options
    review: bool = False  # members or leaders read the text here: blockers are asked for before it
    own: bool = False  # always the work of the issuing organisation itself


KINDS: dict[StationKind, KindRow] = {
    StationKind.DRAFT: KindRow(
        _("Soạn thảo"), "pencil", "accent", "draft", "draft", "drafting", Held.DRAFTER, returnable=True, own=True
    ),
    StationKind.CHECK: KindRow(
        _("Kiểm tra thể thức"), "clipboard-check", "accent", "check_format", "check", "format_check", Held.ROLE,
        returnable=True, skippable=True, conditional=True,
    ),
    StationKind.OPINION: KindRow(
        _("Lấy ý kiến"), "messages", "violet", "vote", "opinion", "committee_review", Held.BODY,
        skippable=True, conditional=True, review=True,
    ),
    StationKind.BALLOT: KindRow(
        _("Biểu quyết"), "checkbox", "violet", "vote", "vote", "committee_review", Held.BODY,
        conditional=True, review=True,
    ),
    StationKind.REVISE: KindRow(
        _("Tiếp thu, chỉnh lý"), "file-pencil", "accent", "draft", "revise", "revising", Held.DRAFTER,
        returnable=True, conditional=True, own=True,
    ),
    StationKind.APPROVE: KindRow(
        _("Duyệt"), "user-check", "amber", "approve", "approve", "standing_review", Held.APPROVERS,
        returnable=True, review=True,
    ),
    StationKind.SIGN: KindRow(_("Ký"), "signature", "green", "sign", "sign", "awaiting_signature", Held.ROLE, review=True),
    StationKind.NUMBER: KindRow(_("Cấp số"), "hash", "green", "assign_number", "number", "awaiting_number", Held.ROLE, own=True),
    StationKind.DISTRIBUTE: KindRow(
        _("Phát hành"), "send", "green", "assign_number", "distribute", "issued", Held.SYSTEM, own=True
    ),
}  # fmt: skip


def kinds_where(holds: Callable[[KindRow], bool]) -> frozenset[StationKind]:
    """Return the kinds whose row has the property."""
    return frozenset(kind for kind, row in KINDS.items() if holds(row))


#: Kinds where many people of a frozen roll are asked.
ROUNDS = kinds_where(lambda row: row.held is Held.BODY)
#: Kinds that ask several people: rounds, and approvals by a body or a role.
ASKING = kinds_where(lambda row: row.held in (Held.BODY, Held.APPROVERS))
#: Kinds where the drafter changes the text.
WRITING = kinds_where(lambda row: row.held is Held.DRAFTER)
#: Kinds that the holders of a role serve, one of them for all.
OF_A_ROLE = kinds_where(lambda row: row.held is Held.ROLE)
#: Kinds where one person acts.
PERSONAL = WRITING | OF_A_ROLE
RETURNABLE = kinds_where(lambda row: row.returnable)
SKIPPABLE = kinds_where(lambda row: row.skippable)
CONDITIONAL = kinds_where(lambda row: row.conditional)
REVIEWS = kinds_where(lambda row: row.review)
OWN_WORK = kinds_where(lambda row: row.own)
