"""Writing the journal. Every action of every app is an `act`; inside it, `record` says what was done."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from audit import sent_forms
from audit.actor import Actor
from audit.chain import GENESIS, canonical, link

#: A reason stands in the journal for good, and on the pages of everybody who works on the document.
MOST_OF_A_REASON = 5_000  # letters

P = ParamSpec("P")
R = TypeVar("R")


class _Pending(threading.local):
    """The entries of the act under way in this thread, and how deep acts are nested."""

    def __init__(self) -> None:
        self.depth = 0
        self.entries: list[dict[str, Any]] = []
        self.stamp: tuple[Actor, datetime] | None = None


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
                _pending.stamp = None

    return wrapper


def _form(actor: Any) -> tuple[int, str] | None:
    """The form by which the outermost act is done, as (user id, key)."""
    if _pending.depth == 1 and isinstance(actor, Actor) and actor.form and actor.user is not None:
        return actor.user.pk, actor.form
    return None


def stamp_history(*, instance: Any, history_instance: Any, **kwargs: Any) -> None:
    """Receiver of simple-history: a row changed within an act gets the act's time and person, so that both can be joined."""
    if _pending.stamp is None:
        return
    actor, at = _pending.stamp
    if not hasattr(instance, "_history_date"):
        history_instance.history_date = at
    if not hasattr(instance, "_history_user"):
        history_instance.history_user = actor.user


def record(
    *,
    actor: Actor,
    verb: str,
    subject: Any,
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
    with connection.cursor() as cursor:
        for organisation_id in sorted(by_organisation):
            _chain(cursor, organisation_id, by_organisation[organisation_id])


_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
_INSERT = (
    "INSERT INTO audit_journalentry "
    "(organisation_id, sequence, at, actor_id, verb, subject_type, subject_id, document_id, text, previous, hash) VALUES "
)
_MOVE_HEAD = "UPDATE audit_journalhead SET hash = %s WHERE organisation_id = %s"


def _chain(cursor: Any, organisation_id: int, entries: list[dict[str, Any]]) -> None:
    """Lock the head by moving it, link this organisation's entries to it, and write them."""
    last, previous = _lock_head(cursor, organisation_id, len(entries))
    values: list[Any] = []
    for sequence, entry in enumerate(entries, start=last - len(entries) + 1):
        text = canonical({**entry, "sequence": sequence})
        digest = link(previous, text)
        at = connection.ops.adapt_datetimefield_value(datetime.fromisoformat(entry["at"]))
        values += [organisation_id, sequence, at, entry["actor"], entry["verb"], entry["subject"], entry["subject_id"]]
        values += [entry["document"], text, previous, digest]
        previous = digest
    insert = _INSERT + ", ".join([_ROW] * len(entries))
    if connection.vendor == "postgresql":  # one round trip instead of two
        cursor.execute(f"WITH head AS ({_MOVE_HEAD}) {insert}", [previous, organisation_id, *values])
    else:
        cursor.execute(insert, values)
        cursor.execute(_MOVE_HEAD, [previous, organisation_id])


def _lock_head(cursor: Any, organisation_id: int, count: int) -> tuple[int, str]:
    """Move the head by `count` places: (its new sequence, the hash it stands on). The first act makes the head."""
    move = "UPDATE audit_journalhead SET sequence = sequence + %s WHERE organisation_id = %s RETURNING sequence, hash"
    cursor.execute(move, [count, organisation_id])
    row = cursor.fetchone()
    if row is None:
        cursor.execute(
            "INSERT INTO audit_journalhead (organisation_id, sequence, hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING",
            [organisation_id, GENESIS],
        )
        cursor.execute(move, [count, organisation_id])
        row = cursor.fetchone()
    return row[0], row[1]
