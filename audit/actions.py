"""Writing the journal. Every action of every app is an `act`; inside it, `record` says what was done."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from audit import sent_forms
from audit.actor import Actor
from audit.chain import GENESIS, canonical, link
from database.journal import advance_head, write_entries

#: A reason stands in the journal for good, and on the pages of everybody who works on the document.
MOST_OF_A_REASON = 5_000  # letters
#: Simple-history's column.
MOST_IN_HISTORY = 100  # letters
#: What simple-history reads of a row that was marked for its next write.
_MARKS = ("_history_user", "_history_date", "_change_reason")

P = ParamSpec("P")
R = TypeVar("R")


class _Pending(threading.local):
    """The entries of the act under way in this thread, and how deep acts are nested."""

    def __init__(self) -> None:
        self.depth = 0
        self.entries: list[dict[str, Any]] = []
        self.stamp: tuple[Actor, datetime] | None = None
        self.reason = ""


_pending = _Pending()


def act(action: Callable[P, R]) -> Callable[P, R]:
    """Make a function one act: atomic, and its journal entries are chained last, just before the commit.

    An act called by another act joins it: the outermost takes the journal's heads, in the order of organisations, so
    that locks are always taken in one order. An inner act that fails and is caught leaves no entry. Done by a form
    (`Actor.form`), the outermost act is done once: the second time it gives back what came of it the first time.
    """

    @functools.wraps(action)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        before = len(_pending.entries)
        _pending.depth += 1
        if _pending.stamp is None and isinstance(kwargs.get("actor"), Actor) and isinstance(kwargs.get("at"), datetime):
            _pending.stamp = (kwargs["actor"], kwargs["at"])  # type: ignore[assignment]
            _pending.reason = str(kwargs.get("reason") or "")
        name, form = f"{action.__module__}.{action.__qualname__}", _form(kwargs.get("actor"))
        try:
            with transaction.atomic():
                if form and not sent_forms.claim(
                    *form, name, _pending.stamp[1] if _pending.stamp else datetime.now(UTC)
                ):
                    return cast(R, sent_forms.earlier_result(*form, name))
                result = action(*args, **kwargs)
                if form:
                    sent_forms.keep_result(*form, name, result)
                if _pending.depth == 1:
                    _append(_pending.entries)
            return result
        except BaseException:
            del _pending.entries[before:]
            raise
        finally:
            _pending.depth -= 1
            if _pending.depth == 0:
                _pending.entries.clear()
                _pending.stamp, _pending.reason = None, ""

    return wrapper


def _form(actor: object) -> tuple[int, str] | None:
    """Return the form by which the outermost act is done, as (user id, key)."""
    if _pending.depth == 1 and isinstance(actor, Actor) and actor.form and actor.user is not None:
        return actor.user.pk, actor.form
    return None


class HistoryRow(Protocol):
    """What simple-history keeps of a row, with who changed it when and why."""

    history_date: datetime
    history_user: object
    history_change_reason: str | None


def stamp_history(*, instance: Model, history_instance: HistoryRow, **kwargs: object) -> None:
    """Give a history row written within an act the act's time, person and reason, so that both can be joined.

    Receiver of simple-history. What the row was marked with (`audit.history.stamped`) goes before, for this one write.
    """
    marks = {name for name in _MARKS if instance.__dict__.pop(name, _MARKS) is not _MARKS}
    if _pending.stamp is None:
        return
    actor, at = _pending.stamp
    if "_history_date" not in marks:
        history_instance.history_date = at
    if "_history_user" not in marks:
        history_instance.history_user = actor.user
    if not history_instance.history_change_reason:
        history_instance.history_change_reason = shortened(_pending.reason)


def reason_of_the_act() -> str:
    """Return the `reason` that the outermost act under way was called with; "" if it has none."""
    return _pending.reason


def shortened(reason: str) -> str | None:
    """Cut the reason to what a history row has room for it; the journal has all of it."""
    text = " ".join(reason.split())
    return (text if len(text) <= MOST_IN_HISTORY else f"{text[: MOST_IN_HISTORY - 1]}…") or None


def record(
    *,
    actor: Actor,
    verb: str,
    subject: Model,
    organisation_id: int,
    at: datetime,
    document_id: int | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Note one entry for the act under way. `facts` is small plain JSON; no secret may be in it.

    Raises RuntimeError outside an `act`, ValidationError if the reason is a whole text.
    """
    if not _pending.depth:
        raise RuntimeError("record() outside an act: decorate the action with audit.actions.act")
    if len(reason) > MOST_OF_A_REASON:
        words = _("Lý do, lời nhắn dài quá 5.000 chữ. Hãy viết gọn lại; nội dung dài thì gửi thành văn bản.")
        raise ValidationError(words, code="reason_too_long")
    _pending.entries.append(
        {
            "organisation": organisation_id,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": actor.user_id,
            "actor_name": actor.name,
            "on_behalf_of": None if actor.on_behalf_of is None else actor.on_behalf_of.pk,
            "on_behalf_of_name": actor.on_behalf_of_name,
            "origin": actor.origin,
            "verb": verb,
            "subject": subject._meta.label_lower,
            "subject_id": subject.pk,
            "document": document_id,
            "reason": reason,
            "facts": facts or {},
        }
    )


def _append(entries: list[dict[str, Any]]) -> None:
    """Chain the entries to their organisations' heads: lock, hash, insert; the last statements of the act."""
    by_organisation: dict[int, list[dict[str, Any]]] = {}
    for entry in entries:
        by_organisation.setdefault(entry["organisation"], []).append(entry)
    for organisation_id in sorted(by_organisation):
        _chain(organisation_id, by_organisation[organisation_id])


def _chain(organisation_id: int, entries: list[dict[str, Any]]) -> None:
    """Lock the head by moving it, link this organisation's entries to it, and write them."""
    last, previous = advance_head(organisation_id, len(entries), GENESIS)
    rows: list[list[Any]] = []
    for sequence, entry in enumerate(entries, start=last - len(entries) + 1):
        text = canonical({**entry, "sequence": sequence})
        digest = link(previous, text)
        at = connection.ops.adapt_datetimefield_value(datetime.fromisoformat(entry["at"]))
        row = [organisation_id, sequence, at, entry["actor"], entry["verb"], entry["subject"], entry["subject_id"]]
        rows.append([*row, entry["document"], text, previous, digest])
        previous = digest
    write_entries(organisation_id, rows, previous)
