"""Say once what each kind of station is. Everything that depends on the kind reads it from this table, when it asks.

Plain Python, so that `workflows.procedures` can read it too: rights, acts and statuses are named by their stored codes,
and `workflows.permissions` and `workflows.projection` turn them into the enums of their apps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
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
    """Who holds a station, and so what viewflow waits for there (workflows.engine)."""

    DRAFTER = "drafter"  # one person's desk; the text may be changed
    ROLE = "role"  # whoever has the role; one of them acts
    BODY = "body"  # everybody on the roll of a body is asked
    APPROVERS = "approvers"  # the members of a body, or the holders of a role, decide
    SYSTEM = "system"  # nobody: it is done as soon as it is reached


@dataclass(frozen=True, slots=True)
class Door:
    """How its turn is taken: the button on the document's page, and the dialog or the page (by URL name) behind it."""

    key: str
    label: str
    icon: str
    dialog: str = ""
    page: str = ""


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
    button: str  # in the list of somebody's work
    door: Door | None  # None: nobody takes it
    rule: str = ""  # by which rule it is left, in words; "": the station's own rule says it
    scope: str = ""  # what a delegation must be for, to do it in another's place; "": in person only
    office: bool = False  # the role is not enough: an office is needed on that day
    mends: bool = False  # the text can be mended here, so blockers hold it here
    returnable: bool = False  # a return may lead here, to somebody who can mend something
    skippable: bool = False  # the system may go past it when it is overdue
    conditional: bool = False  # it may apply only while the text has options
    review: bool = False  # members or leaders read the text here: blockers are asked for before it
    own: bool = False  # always the work of the issuing organisation itself


KINDS: dict[StationKind, KindRow] = {
    StationKind.DRAFT: KindRow(
        _("Soạn thảo"), "pencil", "accent", "draft", "draft", "drafting", Held.DRAFTER,
        _("Soạn tiếp"), Door("submit", _("Trình"), "send", dialog="submit-dialog"), _("Một người"),
        mends=True, returnable=True, own=True,
    ),
    StationKind.CHECK: KindRow(
        _("Kiểm tra thể thức"), "clipboard-check", "accent", "check_format", "check", "format_check", Held.ROLE,
        _("Kiểm tra"), Door("pass", _("Đạt thể thức"), "clipboard-check", dialog="pass-dialog"),
        _("Một người; hết điểm chặn"),
        mends=True, returnable=True, skippable=True, conditional=True,
    ),
    StationKind.OPINION: KindRow(
        _("Lấy ý kiến"), "messages", "violet", "vote", "opinion", "committee_review", Held.BODY,
        _("Cho ý kiến"), Door("opinion", _("Cho ý kiến của tôi"), "messages", page="approvals:document_opinion"),
        _("Mọi ý kiến phải được trả lời"),
        skippable=True, conditional=True, review=True,
    ),
    StationKind.BALLOT: KindRow(
        _("Biểu quyết"), "checkbox", "violet", "vote", "vote", "committee_review", Held.BODY,
        _("Bỏ phiếu"), Door("ballot", _("Bỏ phiếu"), "checkbox", page="approvals:document_ballot"),
        conditional=True, review=True,
    ),
    StationKind.REVISE: KindRow(
        _("Tiếp thu, chỉnh lý"), "file-pencil", "accent", "draft", "revise", "revising", Held.DRAFTER,
        _("Chỉnh lý"), Door("submit", _("Trình bản chỉnh lý"), "send", dialog="submit-dialog"),
        _("Trả lời đủ các ý kiến"),
        mends=True, returnable=True, conditional=True, own=True,
    ),
    StationKind.APPROVE: KindRow(
        _("Duyệt"), "user-check", "amber", "approve", "approve", "standing_review", Held.APPROVERS,
        _("Xem và duyệt"), Door("approval", _("Duyệt hoặc trả lại"), "user-check", page="approvals:document_sign_off"),
        scope="approve", returnable=True, review=True,
    ),
    StationKind.SIGN: KindRow(
        _("Ký"), "signature", "green", "sign", "sign", "awaiting_signature", Held.ROLE,
        _("Xem và ký"), Door("sign", _("Ký"), "signature", dialog="sign-dialog"), _("Một chữ ký có thẩm quyền"),
        scope="sign", office=True, review=True,
    ),
    StationKind.NUMBER: KindRow(
        _("Cấp số"), "hash", "green", "assign_number", "number", "awaiting_number", Held.ROLE,
        _("Cấp số"), Door("number", _("Cấp số và phát hành"), "hash", page="workflows:number"),
        _("Nơi nhận đã rõ từng dòng"),
        own=True,
    ),
    StationKind.DISTRIBUTE: KindRow(
        _("Phát hành"), "send", "green", "assign_number", "distribute", "issued", Held.SYSTEM,
        _("Phát hành"), None, _("Gửi tới mọi nơi nhận"),
        own=True,
    ),
}  # fmt: skip


class Kinds(Set[StationKind]):
    """The kinds whose row has a property. The table is read each time, so that a kind is added in one place."""

    __slots__ = ("_holds",)

    def __init__(self, holds: Callable[[KindRow], bool]) -> None:
        self._holds = holds

    def __contains__(self, kind: object) -> bool:
        row = KINDS.get(kind)  # type: ignore[call-overload]  # a stored code is looked up as well as a member
        return row is not None and self._holds(row)

    def __iter__(self) -> Iterator[StationKind]:
        return (kind for kind, row in KINDS.items() if self._holds(row))

    def __len__(self) -> int:
        return sum(1 for _kind in self)

    @classmethod
    def _from_iterable(cls, kinds: Iterable[StationKind]) -> frozenset[StationKind]:  # type: ignore[override]  # what `|` makes is fixed
        return frozenset(kinds)


#: Kinds where many people of a frozen roll are asked.
ROUNDS = Kinds(lambda row: row.held is Held.BODY)
#: Kinds that ask several people: rounds, and approvals by a body or a role.
ASKING = Kinds(lambda row: row.held in (Held.BODY, Held.APPROVERS))
#: Kinds where a body or a role decides by seats of a sign-off.
APPROVALS = Kinds(lambda row: row.held is Held.APPROVERS)
#: Kinds where the drafter changes the text.
WRITING = Kinds(lambda row: row.held is Held.DRAFTER)
#: Kinds that the holders of a role serve, one of them for all.
OF_A_ROLE = Kinds(lambda row: row.held is Held.ROLE)
#: Kinds where one person acts.
PERSONAL = Kinds(lambda row: row.held in (Held.DRAFTER, Held.ROLE))
#: Kinds that are done by themselves.
AUTOMATIC = Kinds(lambda row: row.held is Held.SYSTEM)
MENDING = Kinds(lambda row: row.mends)
RETURNABLE = Kinds(lambda row: row.returnable)
SKIPPABLE = Kinds(lambda row: row.skippable)
CONDITIONAL = Kinds(lambda row: row.conditional)
REVIEWS = Kinds(lambda row: row.review)
OWN_WORK = Kinds(lambda row: row.own)
