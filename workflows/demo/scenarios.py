"""What happens in the demo: the documents of Lam Giang in the weeks before it is loaded, one in every state."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import count

from orgs.models import Organisation
from workflows.demo.centre import superiors_programme
from workflows.demo.clock import working_days_before
from workflows.demo.people import People
from workflows.demo.province import Province
from workflows.demo.scenario import Scenario, Times

PHONG_TRAO, TUYEN_GIAO, TO_CHUC, VAN_PHONG = "Ban Phong trào", "Ban Tuyên giáo", "Ban Tổ chức - Kiểm tra", "Văn phòng"


def tell(province: Province, people: People, now: datetime) -> None:
    """Let every document walk, act by act in the order of time, whoever it belongs to."""
    place = count()
    waiting: list[tuple[datetime, int, Times]] = []
    for story in _stories(province, people, now):
        first = next(story, None)
        if first is not None:
            heapq.heappush(waiting, (first, next(place), story))
    while waiting:
        _, number, story = heapq.heappop(waiting)
        following = next(story, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, story))


def _stories(province: Province, people: People, now: datetime) -> Iterator[Times]:
    def at(days: int, hour: int = 8, minute: int = 10, of: Organisation | None = None) -> Scenario:
        return Scenario(people, of or province.tinh, working_days_before(now, days, hour, minute), now)

    yield superiors_programme(province, people, now)
    yield _report(at(20))
    yield _green_river(at(19, 9))
    yield _awards(at(14, 9, 30))
    yield _assignments(at(11, 14))
    yield _digital_skills(at(6))
    yield _programme(at(6, 8, 30))
    yield _training(at(6, 10))
    yield _invitation(at(5, 15))
    yield _spring(at(3, 8, 40))
    yield _contest(at(2, 8, 20))
    yield _start_ups(at(4, 8, 20))
    yield _branch_life(at(2, 9))
    yield _youth_month(at(3, 9))
    yield _inspection(at(3, 14))
    yield _village(at(3, 8, 30, of=province.village))
    yield _paperless(at(1, 10, 30))


def _short_way(tale: Scenario, name: str, drafter: str, unit: str, *, by: str = "yen", note: str = "") -> Times:
    """Walk a plan to its number: drafted, checked, approved by one of the standing members, signed, issued."""
    yield from tale.taken_in(name, drafter, unit)
    yield from tale.submitted(drafter)
    yield from tale.checked()
    yield from tale.approved(by, note)
    yield from tale.signed()
    yield from tale.numbered()


# ── issued and distributed ──────────────────────────────────────────────────────────────────────────────────────────
def _report(tale: Scenario) -> Times:
    yield from _short_way(tale, "bao-cao-nam-2026.txt", "hanh", VAN_PHONG, note="Số liệu đã rà soát, nhất trí.")
    yield from tale.received(0.9)


def _green_river(tale: Scenario) -> Times:
    """Walk the whole long way: returned once, opinions with an extension, a ballot, answers, a delegated approval."""
    yield from tale.taken_in("chuong-trinh-xanh-song-lam.txt", "bao", PHONG_TRAO)
    yield from tale.submitted("bao", "Kính trình Văn phòng kiểm tra.")
    yield from tale.returned("dung", "Chỉ tiêu 2 chưa rõ phạm vi thu gom; đề nghị bổ sung.")
    yield from tale.corrected("bao", "trôi nổi", "trôi nổi trên sông Lam", "Bổ sung phạm vi ở chỉ tiêu 2")
    yield from tale.submitted("bao", "Đã bổ sung theo yêu cầu.")
    yield from tale.checked()
    yield from tale.remarked("tam", "1.200 cây", "Năm trước đã đạt 1.300 cây, nên đặt 1.500 cây.")
    yield from tale.opinions(36)
    yield from tale.opinions_extended("ha", 1, "Một số đồng chí đi công tác cơ sở.")
    yield from tale.opinions_closed()
    yield from tale.votes(41)
    yield from tale.ballot_closed()
    yield from tale.corrected("bao", "1.200 cây", "1.500 cây", "Tiếp thu góp ý về chỉ tiêu trồng cây")
    yield from tale.answered("bao")
    yield from tale.revised("bao", "Đã tiếp thu, giải trình đầy đủ.")
    yield from tale.checked()
    yield from tale.approved("yen", "Nhất trí trình ký.")
    yield from tale.approved("yen", "Nhất trí.", for_whom="viet")
    yield from tale.signed()
    yield from tale.numbered()
    yield from tale.received(0.45)


def _awards(tale: Scenario) -> Times:
    yield from _short_way(tale, "quyet-dinh-khen-thuong.txt", "hanh", TO_CHUC, by="viet")
    yield from tale.received(1)


def _assignments(tale: Scenario) -> Times:
    yield from _short_way(tale, "thong-bao-phan-cong.txt", "hanh", VAN_PHONG)
    yield from tale.received(0.3)


def _training(tale: Scenario) -> Times:
    yield from _short_way(tale, "cong-van-tap-huan.txt", "hanh", VAN_PHONG)
    yield from tale.received(0.2)


# ── under way ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _programme(tale: Scenario) -> Times:
    """Walk the year's programme to its ballot: three theme options, open for voting, 33 of 45 have voted."""
    yield from tale.taken_in("chuong-trinh-2027.txt", "bao", PHONG_TRAO)
    yield from tale.submitted("bao", "Kính trình Văn phòng kiểm tra.")
    yield from tale.checked()
    yield from tale.remarked("linh", "60.000 cây xanh", "Cần nêu rõ loại cây và đơn vị chăm sóc sau khi trồng.")
    yield from tale.remarked("tam", "120 dự án", "Nên tách riêng thanh niên nông thôn và thanh niên đô thị.")
    yield from tale.opinions(38, 0.55)
    yield from tale.opinions_closed()
    yield from tale.votes(33, 0.15)


def _start_ups(tale: Scenario) -> Times:
    """Asked of the committee, 18 have answered."""
    yield from tale.taken_in("chuong-trinh-khoi-nghiep.txt", "tam", PHONG_TRAO)
    yield from tale.submitted("tam")
    yield from tale.checked()
    yield from tale.remarked("linh", "18 tỷ đồng", "Đề nghị thống nhất với ngân hàng trước khi đưa vào chỉ tiêu.")
    yield from tale.opinions(18, 0.5)


def _digital_skills(tale: Scenario) -> Times:
    """Walk to where the opinions are in and the drafter is answering them."""
    yield from tale.taken_in("chuong-trinh-nang-luc-so.txt", "ngan", TUYEN_GIAO)
    yield from tale.submitted("ngan")
    yield from tale.checked()
    yield from tale.remarked("tam", "40.000 lượt", "Chỉ tiêu cần chia theo địa bàn.")
    yield from tale.opinions(40, 0.5)
    yield from tale.opinions_closed()


def _branch_life(tale: Scenario) -> Times:
    """Before the standing members."""
    yield from tale.taken_in("huong-dan-sinh-hoat-chi-doan.txt", "hanh", TO_CHUC)
    yield from tale.submitted("hanh")
    yield from tale.checked()


def _spring(tale: Scenario) -> Times:
    """Approved by a delegate; waiting for the signature."""
    yield from tale.taken_in("ke-hoach-xuan-tinh-nguyen.txt", "bao", PHONG_TRAO)
    yield from tale.submitted("bao")
    yield from tale.checked()
    yield from tale.approved("yen", "Nhất trí, trình đồng chí Bí thư.", for_whom="viet")


def _contest(tale: Scenario) -> Times:
    """Signed; the clerk has a line of Nơi nhận to choose before the number."""
    yield from tale.taken_in("ke-hoach-lien-hoan.txt", "ngan", TUYEN_GIAO)
    yield from tale.submitted("ngan")
    yield from tale.checked()
    yield from tale.approved("yen")
    yield from tale.signed()
    yield from tale.recipients_read()


def _youth_month(tale: Scenario) -> Times:
    """At the format checker's, overdue."""
    yield from tale.taken_in("ke-hoach-thang-thanh-nien.txt", "bao", PHONG_TRAO)
    yield from tale.submitted("bao", "Đề nghị kiểm tra gấp.")


def _inspection(tale: Scenario) -> Times:
    """Walk to where it was returned to the drafter."""
    yield from tale.taken_in("ke-hoach-kiem-tra.txt", "hanh", TO_CHUC)
    yield from tale.submitted("hanh")
    yield from tale.returned("dung", "Đánh số ở mục III chưa đúng, thiếu ý 2; đề nghị sửa.")


def _invitation(tale: Scenario) -> Times:
    yield from tale.taken_in("giay-moi-hoi-nghi.txt", "hanh", VAN_PHONG)
    yield from tale.submitted("hanh")
    yield from tale.cancelled("hanh", "Hội nghị lùi sang tháng sau; sẽ có giấy mời mới.")


def _village(tale: Scenario) -> Times:
    """Walk a commune's programme to the province's standing members for their opinion."""
    yield from tale.taken_in("van-khe-chuong-trinh.txt", "lam.cv", "Đoàn xã Vân Khê")
    yield from tale.submitted("lam.cv", "Kính xin ý kiến Tỉnh đoàn.")
    yield from tale.opinions(1)


def _paperless(tale: Scenario) -> Times:
    """On the drafter's desk, with a blocker."""
    yield from tale.taken_in("ke-hoach-chuyen-doi-so.txt", "bao", VAN_PHONG)
