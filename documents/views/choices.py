"""What only the drafter can tell: is a passage decided, or to be voted on?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.requests import perform_action
from documents.actions import clarify_choice
from documents.queries import worked_on_document


@require_POST
def choice_clarify(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    passage, wording, answer = (request.POST.get(name, "") for name in ("passage", "wording", "answer"))
    outcome = perform_action(
        request, clarify_choice, document=document, passage=passage, wording_sha256=wording, answer=answer
    )
    outcome.tell(request, _("Đã ghi câu trả lời cho lần dự thảo này."))
    return redirect(document)
