"""Whether a procedure can be walked to its end by those it names. Every slip is told, with its place and field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflows.kinds import APPROVALS, CONDITIONAL, OF_A_ROLE, OWN_WORK, RETURNABLE, ROUNDS, SKIPPABLE, StationKind
from workflows.procedures.stations import Applies, Overdue, Station, Whose

Translate = Callable[[str], str]

MAJORITIES = (">1/2", ">=2/3", "plurality")
DENOMINATORS = ("members", "present", "issued", "returned", "valid")
LAST_DAYS = 60
LONGEST_ROUTE = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """One slip: the station's place (None: the procedure as a whole), the field, a code and a sentence."""

    station: int | None
    field: str
    code: str
    message: str


def soundness(stations: Sequence[Station], _: Translate = str) -> list[Problem]:
    """Everything that is wrong with `stations`, in order; empty if the procedure is sound."""
    if not stations:
        return [Problem(None, "stations", "empty", _("Quy trình chưa có bước nào. Hãy thêm bước soạn thảo."))]
    return [*_as_a_whole(stations, _), *(p for i in range(len(stations)) for p in _of_station(stations, i, _))]


def _as_a_whole(stations: Sequence[Station], _: Translate) -> Iterator[Problem]:
    kinds = [station.kind for station in stations]
    if kinds[0] is not StationKind.DRAFT:
        yield Problem(0, "kind", "starts_with_draft", _("Bước đầu tiên phải là soạn thảo."))
    if kinds[-2:] != [StationKind.NUMBER, StationKind.DISTRIBUTE]:
        yield Problem(None, "stations", "ends_with_distribute", _("Hai bước cuối phải là cấp số rồi phát hành."))
    for kind, code, message in (
        (StationKind.DRAFT, "one_draft", _("Chỉ có một bước soạn thảo; sửa lại về sau là bước tiếp thu, chỉnh lý.")),
        (StationKind.SIGN, "one_sign", _("Quy trình phải có đúng một bước ký.")),
        (StationKind.NUMBER, "one_number", _("Quy trình phải có đúng một bước cấp số.")),
        (StationKind.DISTRIBUTE, "one_distribute", _("Quy trình phải có đúng một bước phát hành.")),
    ):
        if kinds.count(kind) != 1:
            yield Problem(None, "stations", code, message)
    if StationKind.SIGN in kinds:
        signed = kinds.index(StationKind.SIGN)
        for place, kind in enumerate(kinds):
            if kind is StationKind.NUMBER and place < signed:
                yield Problem(place, "kind", "number_after_sign", _("Cấp số phải sau bước ký."))
            if place > signed and kind not in (StationKind.NUMBER, StationKind.DISTRIBUTE, StationKind.SIGN):
                message = _("Sau khi ký chỉ còn cấp số và phát hành; hãy chuyển bước này lên trước bước ký.")
                yield Problem(place, "kind", "nothing_between_sign_and_number", message)
    if len(stations) > LONGEST_ROUTE:
        yield Problem(None, "stations", "too_long", _("Quy trình quá dài: tối đa 30 bước."))


def _of_station(stations: Sequence[Station], place: int, _: Translate) -> Iterator[Problem]:
    station = stations[place]
    if not station.label.strip():
        yield Problem(place, "label", "label_missing", _("Hãy đặt tên cho bước."))
    yield from _who(station, place, _)
    yield from _rule(station, place, _)
    yield from _time(station, place, _)
    yield from _return(stations, place, _)
    if station.applies is not Applies.ALWAYS and station.kind not in CONDITIONAL:
        message = _("Bước này phải luôn có; chỉ kiểm tra, lấy ý kiến, biểu quyết, chỉnh lý được đặt điều kiện.")
        yield Problem(place, "applies", "must_always_apply", message)


def _who(station: Station, place: int, _: Translate) -> Iterator[Problem]:
    who = station.who
    if station.kind in ROUNDS and not who.body:
        yield Problem(place, "body", "roll_missing", _("Hãy chọn tập thể được hỏi (danh sách biểu quyết)."))
    elif station.kind in APPROVALS and not (who.body or who.role):
        yield Problem(place, "role", "who_missing", _("Hãy chọn vai trò hoặc tập thể duyệt."))
    elif station.kind in OF_A_ROLE and not who.role:
        yield Problem(place, "role", "who_missing", _("Hãy chọn vai trò thực hiện bước này."))
    if who.of is Whose.NAMED and who.organisation_id is None:
        yield Problem(place, "organisation_id", "organisation_missing", _("Hãy chọn tổ chức được nêu tên."))
    if station.kind in OWN_WORK and who.of is not Whose.OWN:
        message = _("Soạn thảo, chỉnh lý, cấp số và phát hành là việc của chính đơn vị ban hành.")
        yield Problem(place, "of", "own_work", message)


def _rule(station: Station, place: int, _: Translate) -> Iterator[Problem]:
    if station.kind is not StationKind.BALLOT:
        return
    rule = station.rule
    if rule.quorum and not _is_share(rule.quorum):
        yield Problem(place, "quorum", "quorum_unclear", _("Túc số viết như 2/3, hoặc để trống."))
    if rule.majority not in MAJORITIES:
        yield Problem(place, "majority", "majority_unclear", _("Hãy chọn đa số: quá nửa, hai phần ba hoặc nhiều nhất."))
    if rule.of not in DENOMINATORS:
        yield Problem(place, "denominator", "denominator_unclear", _("Hãy chọn tính trên tổng số, có mặt, phát ra…"))


def _is_share(text: str) -> bool:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text)
    return match is not None and 0 < int(match[1]) <= int(match[2])


def _time(station: Station, place: int, _: Translate) -> Iterator[Problem]:
    least = 1 if station.kind in ROUNDS else 0
    if not least <= station.days <= LAST_DAYS:
        yield Problem(place, "days", "days_out_of_range", _("Hạn tính bằng ngày làm việc, từ 1 đến 60."))
    if station.on_overdue is Overdue.CLOSE and station.kind not in ROUNDS:
        message = _("Chỉ đợt lấy ý kiến và cuộc biểu quyết được tự đóng khi hết hạn.")
        yield Problem(place, "on_overdue", "only_rounds_close", message)
    if station.on_overdue is Overdue.SKIP and station.kind not in SKIPPABLE:
        message = _("Không được tự bỏ qua bước này; chỉ kiểm tra và lấy ý kiến được bỏ qua khi quá hạn.")
        yield Problem(place, "on_overdue", "never_skipped", message)


def _return(stations: Sequence[Station], place: int, _: Translate) -> Iterator[Problem]:
    target = stations[place].return_to
    if target is None:
        return
    if not 0 <= target < place:
        yield Problem(place, "return_to", "return_goes_backwards", _("Trả lại phải về một bước trước đó."))
    elif stations[target].kind not in RETURNABLE:
        message = _("Chỉ trả lại về bước soạn thảo, kiểm tra, chỉnh lý hoặc duyệt.")
        yield Problem(place, "return_to", "return_to_nobody", message)
    elif stations[target].applies is not Applies.ALWAYS:
        message = _("Không trả lại về một bước có điều kiện, vì có thể bước ấy không diễn ra.")
        yield Problem(place, "return_to", "return_to_conditional", message)
