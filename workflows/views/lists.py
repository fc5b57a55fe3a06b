"""Dự thảo, Lấy ý kiến, Trình ký, Chờ cấp số: one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.models import Status
from orgs.permissions import Perm, organisation_ids
from web.files import file_name, to_keep
from web.sheets import TYPES, Value, csv_text, xlsx
from workflows.queries import LISTS, document_list
from workflows.views.rows import document_row

EXPORTED = 5_000
#: The statuses that have a chip of their own in "Dự thảo".
SHOWN = (
    Status.DRAFTING,
    Status.RETURNED,
    Status.FORMAT_CHECK,
    Status.COMMITTEE_REVIEW,
    Status.REVISING,
    Status.STANDING_REVIEW,
    Status.DISTRIBUTED,
    Status.CANCELLED,
)


def headings() -> dict[str, tuple[str, str]]:
    return {
        "drafts": (_("Dự thảo"), _("Văn bản đơn vị đang soạn và đang đi trong quy trình.")),
        "opinions": (_("Lấy ý kiến"), _("Văn bản đang lấy ý kiến hoặc biểu quyết.")),
        "signing": (_("Trình ký"), _("Văn bản đang trình Thường trực duyệt và chờ ký.")),
        "numbering": (_("Chờ cấp số"), _("Văn bản đã ký, chờ văn thư cấp số và phát hành.")),
    }


def nothing(name: str) -> dict[str, str]:
    """Return what an empty list says: what will come here, and from where."""
    words = {
        "drafts": (
            _("Chưa có dự thảo nào"),
            _("Dự thảo do đơn vị soạn hiện ở đây từ lúc tải lên tới khi phát hành."),
        ),
        "opinions": (
            _("Không có văn bản nào đang lấy ý kiến"),
            _("Văn bản qua kiểm tra thể thức và tới bước cho ý kiến hoặc biểu quyết thì hiện ở đây."),
        ),
        "signing": (
            _("Không có văn bản nào đang trình"),
            _("Văn bản đã tiếp thu, chỉnh lý và trình Thường trực duyệt hoặc chờ ký thì hiện ở đây."),
        ),
        "numbering": (
            _("Không có văn bản nào chờ cấp số"),
            _("Văn bản vừa được ký hiện ở đây ngay lúc đó, để văn thư cấp số và phát hành."),
        ),
    }
    title, why = words[name]
    return {"title": title, "why": why}


@require_GET
def listing(request: HttpRequest, name: str) -> HttpResponse:
    asked = request.GET
    if asked.get("tep"):
        return export(request, name, asked["tep"])
    found = document_list(
        request.user, name, **wanted(asked), after=asked.get("after", ""), before=asked.get("before", "")
    )
    heading, lead = headings()[name]
    context = {
        "heading": heading,
        "lead": lead,
        "nothing": nothing(name),
        "chips": chips(request, name),
        "q": asked.get("q", ""),
        "sort": asked.get("sort", "changed"),
        "page": found,
        "rows": [document_row(document) for document in found.rows],
        "can_draft": name == "drafts" and bool(organisation_ids(request.user, Perm.DRAFT)),
    }
    return render(request, "workflows/drafts.html", context)


def wanted(asked: QueryDict) -> dict[str, str]:
    return {"q": asked.get("q", "")[:100], "status": asked.get("status", ""), "sort": asked.get("sort", "changed")}


def chips(request: HttpRequest, name: str) -> list[dict[str, Any]]:
    """Return filters by status, as links that keep the words searched for."""
    current = request.GET.get("status", "")
    codes = LISTS[name] or ("under_way", *SHOWN)
    if current and current not in codes:
        codes = (*codes, current)
    labels: dict[str, Any] = {"under_way": _("Đang xử lý"), **dict(Status.choices)}
    found = [
        {"label": _("Tất cả"), "url": _with(request, status=""), "current": not current, "tone": "", "count": None}
    ]
    for code in codes if len(codes) > 1 else ():
        chip = {"label": labels.get(code, code), "url": _with(request, status=code), "current": code == current}
        found.append({**chip, "tone": "", "count": None})
    return found


def _with(request: HttpRequest, **changes: str) -> str:
    params = request.GET.copy()
    for key in ("after", "before", *changes):
        params.pop(key, None)
    for key, value in changes.items():
        if value:
            params[key] = value
    return f"?{params.urlencode()}"


def export(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """Send the whole filtered list (at most 5.000 lines) as a file."""
    if kind not in TYPES:
        raise Http404
    heads = [_("Văn bản"), _("Loại"), _("Trạng thái"), _("Đang ở"), _("Hạn"), _("Thay đổi")]
    title, rows = str(headings()[name][0]), list(_lines(request, name))
    content = xlsx(title, heads, rows) if kind == "xlsx" else "\ufeff" + csv_text(heads, rows)
    return to_keep(content, file_name(f"{title} {timezone.localdate():%Y-%m-%d}", kind), TYPES[kind])


def _lines(request: HttpRequest, name: str) -> Iterator[list[Value]]:
    after, left = "", EXPORTED
    while left > 0:
        page = document_list(request.user, name, **wanted(request.GET), after=after)
        for document, row in ((document, document_row(document)) for document in page.rows[:left]):
            due = timezone.localdate(row["due"]) if row["due"] else None
            yield [row["title"], document.type_code, row["status_label"], row["holder"], due, row["changed_at"]]
        left -= len(page.rows)
        if page.next is None:
            return
        after = page.next
