"""Tiếp thu, giải trình: every remark with its answer, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from approvals.models import Comment
from approvals.queries.opinions import Remark, comments_of, of_comment, of_opinion, opinions_of
from approvals.rules.passages import text_of
from documents.models import Document
from documents.structure import words


@dataclass(frozen=True, slots=True)
class Progress:
    """How many remarks that need an answer have one."""

    done: int
    total: int


@dataclass(slots=True)
class Group:
    """The remarks on one passage (or on the whole), and how the passage changed since (runs of same, ins, del)."""

    passage: str
    heading: str
    remarks: list[Remark] = field(default_factory=list)
    change: list[tuple[str, str]] = field(default_factory=list)


def groups_of(document: Document) -> list[Group]:
    """All that must be answered: opinions on the whole first, then comments in the order of the passages."""
    whole = Group("", _("Về toàn bộ dự thảo"))
    whole.remarks = [of_opinion(opinion) for opinion in opinions_of(document).filter(needs_answer=True)]
    groups = {"": whole}
    for comment in comments_of(document):
        group = groups.setdefault(comment.passage, Group(comment.passage, _heading(comment)))
        group.remarks.append(of_comment(comment, document, ""))
        group.change = group.change or _change(comment, document)
    places = _places(document)
    ordered = sorted(groups.values(), key=lambda group: places.get(group.passage, len(places)) if group.passage else -1)
    return [group for group in ordered if group.remarks]


def progress_of(groups: list[Group]) -> Progress:
    answered = [remark.resolution is not None for group in groups for remark in group.remarks]
    return Progress(sum(answered), len(answered))


def unanswered_of(document: Document) -> tuple[QuerySet[Any], QuerySet[Comment]]:
    """Return the opinions and the comments that still wait for their answer.

    What holds a document at its revise station.
    """
    opinions = opinions_of(document).filter(needs_answer=True, resolution=None)
    return opinions, comments_of(document).filter(resolution=None)


def unanswered_count(document: Document) -> int:
    return sum(waiting.count() for waiting in unanswered_of(document))


def _heading(comment: Comment) -> str:
    text = text_of(comment.draft_round.tree, comment.passage) or comment.quote
    return f"{text[:117]}…" if len(text) > 118 else text


def _change(comment: Comment, document: Document) -> list[tuple[str, str]]:
    """Return the passage's redline from the round that was remarked on to the current one.

    Empty if it reads the same.
    """
    if document.round is None or document.round_id == comment.draft_round_id:
        return []
    before = text_of(comment.draft_round.tree, comment.passage)
    after = text_of(document.round.tree, comment.passage)
    return list(words(before or "", after or "")) if before != after else []


def _places(document: Document) -> dict[str, int]:
    tree: dict[str, Any] = document.round.tree if document.round else {}
    return {paragraph["id"]: place for place, paragraph in enumerate(tree.get("paragraphs", ()))}
