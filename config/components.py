"""The pieces that every page is put together from, with samples: what the living page of components shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
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
    #: How a template writes it, where that is a tag of its own.
    tag: str = ""
    #: The id of the dialog that a sample is, so that a button can open it.
    opens: str = ""
    #: Drawn from this instead of a partial: what is a filter and no more.
    source: str = ""

    @property
    def inputs(self) -> str:
        """What the partial says on top that it reads."""
        if self.source:
            return ", ".join(self.samples[0])
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
    yield from _words()
    yield from _asking()
    yield from _choosing()
    yield from _progress()


def _words() -> Iterator[Component]:
    """Show what something is, who somebody is, when, and what a reader must know."""
    now = timezone.now()
    yield Component(
        _("Nhãn"),
        "_chip.html",
        (
            {"words": "Lần 2"},
            {"words": "Đang mở", "tone": "accent dot"},
            {"words": "Đã ký", "tone": "green", "icon": "signature"},
            {"words": "Chờ mở phiếu", "tone": "amber", "icon": "lock"},
            {"words": "Đã hủy", "tone": "red", "icon": "ban"},
            {"words": "Phiếu kín", "tone": "violet", "icon": "shield-lock"},
        ),
        classes="chips",
        tag='{% chip _("Đã hủy") "red" "ban" %}',
    )
    yield Component(
        _("Người"),
        "_face.html",
        ({"name": "Nguyễn Minh Hà"}, {"name": "Lê Quốc Bảo", "size": "small"}),
        classes="chips",
        tag="{% face person.name %}",
    )
    yield Component(
        _("Thông báo trên trang"),
        "_notice.html",
        (
            {"content": "Cuộc biểu quyết trước không đủ túc số.", "icon": "history"},
            {
                "content": "Bản đang sửa do người khác để lại.",
                "tone": "amber",
                "icon": "user-edit",
                "url": "#",
                "act": "Xem",
            },
            {"content": "Tệp này không đọc được.", "tone": "red", "icon": "alert-triangle"},
            {"content": "Đã cho ý kiến.", "tone": "green", "icon": "circle-check"},
            {"content": "Phiếu được niêm phong.", "tone": "plain", "icon": "key", "icon_tone": "accent"},
        ),
        tag='{% notice "amber" "alert-triangle" %}…{% endnotice %}',
    )
    yield Component(
        _("Thời hạn"),
        "_deadline.html",
        (
            {"at": now + timedelta(days=5)},
            {"at": now + timedelta(hours=5)},
            {"at": now - timedelta(days=2), "overdue_tone": "red"},
        ),
        classes="chips",
    )
    yield Component(
        _("Ngày, giờ"),
        "config/templatetags/display.py",
        ({"at": now - timedelta(days=1)}, {"at": now - timedelta(days=400)}),
        tag="{{ at|ago }} {{ at|vn_date }} {{ at|vn_datetime }}",
        source="{{ at|ago }} · {{ at|vn_date }} · {{ at|vn_datetime }}",
    )


def _asking() -> Iterator[Component]:
    """Dialogs, menus, tables, and where a file is dropped."""
    why = '<div class="field"><label for="sample-why">Lý do</label><textarea id="sample-why" name="reason"></textarea></div>'
    yield Component(
        _("Hộp thoại"),
        "_dialog.html",
        (
            {
                "id": "sample-dialog",
                "title": "Hủy biểu quyết",
                "content": mark_safe(why),
                "action": "#",
                "act": "Hủy biểu quyết",
                "later": "Thôi",
                "danger": True,
            },
        ),
        tag='{% dialog "annul" _("Hủy biểu quyết") action=annul_url act=_("Hủy") later=_("Thôi") %}…{% enddialog %}',
        opens="sample-dialog",
    )
    yield Component(_("Đầu hộp thoại"), "_dialog_head.html", ({"id": "sample-head", "title": "Các bản của quy trình"},))
    consequences = (
        {"icon": "lock", "words": "Đóng rồi không mở lại, không sửa, không xóa được."},
        {"icon": "hash", "words": "Văn thư nhận ngay để cấp số và phát hành."},
    )
    yield Component(_("Hệ quả"), "_consequence.html", consequences, within="ul", classes="consequences")
    yield Component(_("Lý do"), "_reason.html", ({"id": "sample-reason", "placeholder": "Cần sửa gì, ở mục nào"},))
    yield Component(
        _("Thực đơn"),
        "_menu.html",
        (
            {
                "label": "Xuất danh sách",
                "icon": "download",
                "words": "Xuất",
                "content": mark_safe('<a href="#">CSV</a>'),
            },
        ),
        tag='{% menu _("Việc khác") %}…{% endmenu %}',
    )
    acts = (
        {"dialog": "sample-dialog", "icon": "calendar-plus", "words": "Gia hạn"},
        {"dialog": "sample-dialog", "icon": "ban", "words": "Hủy", "classes": "danger"},
    )
    yield Component(_("Việc trong thực đơn"), "_menu_act.html", acts, classes="chips")
    row = "<tr><td>12-KH/TĐTN</td><td data-label='Ngày'>22/11/2026</td><td data-label='Số bản' class='n'>15</td></tr>"
    yield Component(
        _("Bảng"),
        "_table.html",
        (
            {
                "kind": "stacked",
                "columns": ["Số, ký hiệu", "Ngày", "Số bản"],
                "numeric": 3,
                "content": mark_safe(row),
            },
        ),
        tag='{% table "stacked" _("Số, ký hiệu") _("Ngày") _("Số bản") numeric=3 %}…{% endtable %}',
    )
    search = {"id": "sample-q", "label": "Tìm trong sổ", "placeholder": "Tìm trích yếu, ký hiệu, nơi nhận…", "q": ""}
    yield Component(_("Tìm trong bảng"), "_table_search.html", (search,))
    yield Component(
        _("Nơi thả tệp"),
        "_drop.html",
        ({"id": "sample-file", "accept": ".docx, .txt"}, {"id": "sample-files", "icon": "paperclip", "several": True}),
        tag='{% drop "submit-file" name="file" accept=".docx, .txt" %}',
    )


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
