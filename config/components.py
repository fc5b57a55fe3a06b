"""The pieces that every page is put together from, with samples: what the living page of components shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

INPUTS = re.compile(r"Inputs?: (.*?) *#\}")


@dataclass(frozen=True, slots=True)
class Component:
    """A partial, what people call it, and the inputs of each sample."""

    name: Any
    template: str
    samples: tuple[dict[str, Any], ...]
    #: What the partial is put into, where it is not a piece by itself.
    within: str = "div"
    classes: str = ""

    @property
    def inputs(self) -> str:
        """What the partial says on top that it reads."""
        head = (settings.BASE_DIR / "templates" / self.template).read_text(encoding="utf-8")
        return " ".join(INPUTS.findall(head))


def components() -> Iterator[Component]:
    """Every shared partial that can be shown by itself, in the order of the page."""
    now = timezone.now()
    yield Component(
        _("Khi chưa có gì"),
        "_empty.html",
        (
            {"icon": "checks", "title": "Không còn việc nào", "text": "Việc mới hiện ở đây ngay lúc đó."},
            {"icon": "inbox", "title": "Chưa có dự thảo", "text": "Hãy bắt đầu.", "url": "/", "act": "Về trang chính"},
        ),
    )
    yield Component(_("Nút đóng hộp thoại"), "_close.html", ({},))
    yield Component(
        _("Dòng việc"),
        "_item.html",
        (
            {"kind": "ballot", "title": "Biểu quyết chương trình công tác", "url": "#", "meta": "Lần 2"},
            {"kind": "sign", "title": "Ký kế hoạch", "url": "#", "due": now + timedelta(hours=5), "act": "Ký"},
            {"kind": "check", "title": "Soát thể thức", "url": "#", "due": now - timedelta(days=2), "act": "Mở"},
        ),
        within="ul",
        classes="items",
    )
    yield Component(
        _("Dòng lịch sử"),
        "_entry.html",
        (
            {"icon": "send", "tone": "green", "sentence": "Lê Quốc Bảo đã trình văn bản", "at": now},
            {
                "icon": "arrow-back-up",
                "tone": "amber",
                "sentence": "Vũ Đình Dũng đã trả lại",
                "meta": "Lần 1",
                "at": now,
                "quote": "Thiếu căn cứ ở mục II.",
            },
        ),
        within="ol",
        classes="trail",
    )
    yield from _choosing()
    yield from _progress()


def _choosing() -> Iterator[Component]:
    """Tabs, filters and the foot of a table."""
    chips = ["Tất cả", "Đang soạn", "Góp ý", "Biểu quyết", "Chờ ký", "Đã ký", "Phát hành", "Trả lại"]
    yield Component(
        _("Bộ lọc"),
        "_chips.html",
        (
            {"chips": [{"label": chips[0], "url": "#", "current": True}, {"label": chips[1], "url": "#", "count": 3}]},
            {"chips": [{"label": label, "url": "#", "count": n} for n, label in enumerate(chips)]},
        ),
    )
    yield Component(
        _("Thẻ trang"),
        "_tabs.html",
        (
            {
                "tabs": [
                    {"label": "Chờ tôi", "url": "#", "count": 12, "current": True},
                    {"label": "Quá hạn", "url": "#", "count": 2, "tone": "red"},
                    {"label": "Đã xong", "url": "#"},
                ]
            },
        ),
    )
    yield Component(
        _("Chân bảng"),
        "_pager.html",
        ({"page": {"shown": 20, "total": 1250, "previous": None, "next": None}},),
    )


def _progress() -> Iterator[Component]:
    """Where a document or a vote stands."""
    done, now, late = {"state": "done"}, {"state": "now"}, {"state": "late"}
    route = [
        {"kind": "draft", "label": "Soạn thảo", "note": "xong", **done},
        {"kind": "check", "label": "Soát thể thức", "note": "xong", **done},
        {"kind": "ballot", "label": "Biểu quyết", "note": "còn 2 ngày", **now},
        {"kind": "sign", "label": "Ký", "note": "", "state": ""},
    ]
    yield Component(_("Lộ trình"), "_stepper.html", ({"stations": route}, {"stations": [route[0], route[1] | late]}))
    yield Component(
        _("Lộ trình thu gọn"),
        "_segments.html",
        (
            {"stations": [done, done, now, {"state": ""}], "done": 2, "total": 4},
            {"stations": [done, late], "done": 1, "total": 2},
        ),
    )
    yield Component(
        _("Ghế biểu quyết"),
        "_seats.html",
        ({"seats": [True] * 19 + [False] * 12, "voted": 19, "total": 31},),
    )
