"""A form that is sent twice does its act once (docs/decisions/0013-a-form-sent-twice.md).

A page draws each form with a one-time token. The token and what was sent with it make a key; the outermost act of a request
writes that key in its own transaction and gives back the earlier result if the key is there already.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest

from audit.models import SentForm
from database.rows import insert_if_absent

FIELD = "form_token"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
#: What a browser sends with every form and what says nothing of it.
_NOT_CONTENT = frozenset({"csrfmiddlewaretoken"})
KEPT = timedelta(days=30)


def token_of(request: HttpRequest) -> str:
    """Return the token of the form that was sent; empty if it had none."""
    token = request.POST.get(FIELD, "") if request.method == "POST" else ""
    return token if _TOKEN.fullmatch(token) else ""


def key_of(request: HttpRequest) -> str:
    """Return what makes a resend of this form the same: its token and all that was sent with it.

    Empty without a token.
    """
    if not token_of(request):
        return ""
    if not hasattr(request, "_form_key"):
        request._form_key = _digest(request)  # type: ignore[attr-defined]
    key: str = request._form_key  # type: ignore[attr-defined]
    return key


def _digest(request: HttpRequest) -> str:
    """Files count with their bytes: another file of the same name is another form."""
    seen = hashlib.sha256(request.path.encode())
    for name in sorted(set(request.POST) - _NOT_CONTENT):
        seen.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            seen.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                seen.update(chunk)
            file.seek(0)
    return seen.hexdigest()


def was_done(user_id: int, key: str) -> bool:
    """Whether an act of this very form is committed."""
    return SentForm.objects.filter(user_id=user_id, key=key).exists()


def claim(user_id: int, key: str, act: str, at: datetime) -> bool:
    """Take the form for this transaction; False if it has done this act. One that is being sent at this moment is waited for."""
    return insert_if_absent(SentForm(user_id=user_id, key=key, act=act, at=at))


def keep_result(user_id: int, key: str, act: str, result: object) -> None:
    """Note which row came of the act, for whoever sends the form again."""
    if isinstance(result, Model) and result.pk is not None:
        SentForm.objects.filter(user_id=user_id, key=key, act=act).update(
            result=f"{result._meta.label_lower}:{result.pk}"
        )


def earlier_result(user_id: int, key: str, act: str) -> Any:
    """Return the row that came of the act then; None if none did."""
    kept = SentForm.objects.values_list("result", flat=True).get(user_id=user_id, key=key, act=act)
    return _row_named(kept) if kept else None


def result_of(user_id: int, key: str) -> Any:
    """Return the row that came of the form's first act that made one; None if none did."""
    kept = SentForm.objects.filter(user_id=user_id, key=key).exclude(result="").order_by("pk").first()
    return _row_named(kept.result) if kept else None


def _row_named(kept: str) -> Any:
    label, pk = kept.rsplit(":", 1)
    return apps.get_model(label)._default_manager.get(pk=pk)


def forget_old(at: datetime) -> int:
    """Delete what is older than any page that may still be open; how many."""
    return SentForm.objects.filter(at__lt=at - KEPT).delete()[0]
