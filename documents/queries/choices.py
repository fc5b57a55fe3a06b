"""What a document leaves to be chosen, and what its drafter answered where the text does not tell whether it is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from database.prepared import prepared
from documents.models import Clarification, Document
from documents.structure.choices import THEME, Choice, choices_of


@dataclass(frozen=True, slots=True)
class ClarifiedChoice:
    """A choice of the current round with the drafter's answer; "" where none was given, or none was needed."""

    choice: Choice
    answer: str

    @property
    def of_theme(self) -> bool:
        return self.choice.passage == THEME

    @property
    def shown(self) -> Sequence[str]:
        """Return what the question is about, as the text has it: the options, else what is stated."""
        return [option["text"] for option in self.choice.options] or [self.choice.text]

    @property
    def is_asked(self) -> bool:
        """Tell whether the drafter has to say what this is."""
        return not self.choice.certain

    @property
    def is_unanswered(self) -> bool:
        return self.is_asked and not self.answer

    @property
    def is_to_be_voted(self) -> bool:
        """Tell whether it goes to a ballot: unless the drafter said that it is decided, it does."""
        return self.choice.may_be_voted and self.answer != Clarification.Answer.DECIDED


@prepared
def _answers(document_id: int) -> QuerySet[Clarification]:
    return Clarification.objects.filter(round__document_id=document_id).order_by("pk")


def clarified_choices(document: Document) -> list[ClarifiedChoice]:
    """Return what the current text leaves to be chosen. One query, and only where something was unclear."""
    choices = choices_of(document.round.tree) if document.round else []
    unclear = any(not choice.certain for choice in choices)
    answers = {(a.passage, a.wording_sha256): a.answer for a in _answers(document.pk)} if unclear else {}
    return [
        ClarifiedChoice(choice, "" if choice.certain else answers.get((choice.passage, choice.digest), ""))
        for choice in choices
    ]


def votable_choices(document: Document) -> list[Choice]:
    """Return what the committee has to decide before the text can be signed, in the order in which it is asked."""
    return [clarified.choice for clarified in clarified_choices(document) if clarified.is_to_be_voted]


def unanswered_choices(document: Document) -> list[ClarifiedChoice]:
    """Return what only the drafter can tell and has not told yet."""
    return [clarified for clarified in clarified_choices(document) if clarified.is_unanswered]
