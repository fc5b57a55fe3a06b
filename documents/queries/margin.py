"""What the margin of the document page shows of findings and citations."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from documents.permissions import may_repair
from documents.queries.checks import switched_off
from documents.queries.citations import cited_papers, citing_documents
from documents.queries.findings import findings_for, repair_proposals
from documents.queries.reading import Reading
from documents.states import BEFORE_ISSUE, REPAIRING_FORM
from documents.structure import Proposal
from orgs.permissions import Perm, can


def findings_panel(reading: Reading) -> dict[str, Any]:
    """Return the inputs of `documents/_findings.html` before anything was sent: each finding with its repairs."""
    document = reading.document
    proposed = repair_proposals(document, form_only=document.status in REPAIRING_FORM)
    repairs: dict[tuple[str | None, str], list[Proposal]] = defaultdict(list)
    for proposal in proposed:
        repairs[proposal.paragraph, proposal.code].append(proposal)
    return {
        "document": document,
        "findings": [(found, repairs.get((found.paragraph, found.code), ())) for found in reading.ask(findings_for)],
        "proposals": proposed,
        "switched_off": switched_off(document.round.check_settings) if document.round else [],
        "may_waive": document.status in BEFORE_ISSUE and can(reading.user, Perm.CONVENE, document.organisation_id),
        "may_repair": may_repair(reading.user, document),
        "problem": None,
        "asked": None,
    }


def finding_count(reading: Reading) -> int:
    return len(reading.ask(findings_for))


def citations_panel(reading: Reading) -> dict[str, Any]:
    """Return the inputs of `documents/_citations.html`: what the text cites and who cites it."""
    cited = cited_papers(reading.document, reading.user)
    return {
        "document": reading.document,
        "cited": cited,
        "citing": citing_documents(reading.document, reading.user),
        "linked": sum(row.target is not None for row in cited),
    }
