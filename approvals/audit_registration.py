"""What a document's dossier holds of its decisions: the tally records, the ballots as published, the table of answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from approvals.models import Ballot
from approvals.papers import answers_table, as_pdf, tally_record
from approvals.permissions import can_read_answers
from approvals.queries import groups_of
from approvals.rules.publication import file_name, published_text
from audit.registry import register_part
from documents.models import Document
from orgs.people import AnyUser


def register() -> None:
    register_part("approvals", files)


def files(document_id: int, reader: AnyUser) -> Iterator[tuple[str, bytes]]:
    """Closed ballots with their records, for whoever may see the document; the table of answers for those who may read it.

    A secret ballot is published without names, so the dossier has none beside a choice either.
    """
    ballots = Ballot.objects.filter(document=document_id, closed_at__isnull=False)
    for ballot in ballots.select_related("document", "draft_round", "organisation", "convenor", "follows").order_by(
        "pk"
    ):
        assert ballot.result is not None
        assert ballot.closed_at is not None
        yield file_name(ballot.pk), published_text(ballot.result["published"]).encode()
        record = as_pdf(tally_record(ballot), ballot.organisation, ballot.closed_at)
        yield f"kiem-phieu/bien-ban-{ballot.pk}.pdf", record
    document = Document.objects.select_related("organisation", "drafter", "round").get(pk=document_id)
    if can_read_answers(reader, document) and groups_of(document):
        yield "tiep-thu-giai-trinh.pdf", as_pdf(answers_table(document), document.organisation, timezone.now())
