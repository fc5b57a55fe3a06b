from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from database.prepared import prepared
from documents.models import Document, DraftRound, Waiver
from documents.queries.choices import clarified_choices
from documents.rules import NEVER_WAIVED, passage_hash
from documents.states import REPAIRING_FORM, WRITING
from documents.structure.checks.rules import rule_of
from documents.structure.choices import THEME
from documents.structure.editing.repair import Proposal, proposals
from documents.structure.profiles import HD29, PROFILES
from documents.structure.tree import Draft, Finding
from orgs.people import AnyUser

#: What a drafter's answer settles.
OF_THEME, OF_OPTIONS = frozenset({"theme_undecided", "theme_unclean"}), "options_undecided"
#: Gates in the order in which a document meets them; a later gate holds what an earlier one let pass.
GATES = "RSN"


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding of a round, with the rule it stands on, its passage and whether it was waived."""

    code: str
    severity: str
    gate: str | None
    line: int
    message: str
    repair: dict[str, Any] | None
    paragraph: str | None
    passage: str
    passage_sha256: str
    waived: bool
    waive_reason: str
    rule: str
    set_by: str  # the office that gave its check another severity

    @property
    def with_rule(self) -> str:
        """What is wrong, and the rule that says so, in one line."""
        return _("{message} (Theo {rule}.)").format(message=self.message, rule=self.rule)

    @property
    def may_be_waived(self) -> bool:
        return self.severity == "blocker" and not self.waived and self.code not in NEVER_WAIVED


#: Upper floors add their own gate checks in AppConfig.ready: document, gate → sentences that hold it.
gate_checks: list[Callable[[Document, str], list[ShownFinding]]] = []


@prepared
def _waivers(document_id: int) -> QuerySet[Waiver]:
    return Waiver.objects.filter(document_id=document_id)


def findings_of(document: Document, round: DraftRound | None = None) -> list[ShownFinding]:
    """Return the findings of a round (default: the current one), in the text's order. Two queries at most."""
    shown = round or document.round
    if shown is None:
        return []
    texts = {p["id"]: p["text"] for p in shown.tree.get("paragraphs", ())}
    blocked = any(finding["severity"] == "blocker" for finding in shown.findings)  # nothing else can be waived
    waivers = {(w.code, w.passage_sha256): w.reason for w in _waivers(document.pk)} if blocked else {}
    told = _as_clarified(document, shown.findings) if shown == document.round else shown.findings
    rules = [_rule(finding, document) for finding in told]
    offices = {code: setting["office"] for code, setting in shown.check_settings.items()}
    return [_shown(finding, texts, waivers, rule, offices) for finding, rule in zip(told, rules, strict=True)]


def _as_clarified(document: Document, findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out that a theme is undecided where its drafter said that it is decided; hold what they said is to be voted on."""
    answered = [clarified for clarified in clarified_choices(document) if clarified.answer]
    decided = {clarified.choice.passage for clarified in answered if not clarified.is_to_be_voted}
    voted = {clarified.choice.line for clarified in answered if clarified.is_to_be_voted}
    kept = [f for f in findings if f["code"] not in OF_THEME or THEME not in decided]
    return [
        {**f, "severity": "blocker", "gate": "S"} if f["code"] == OF_OPTIONS and f["line"] in voted else f for f in kept
    ]


def findings_for(user: AnyUser, document: Document) -> list[ShownFinding]:
    """Return the findings of the current round, which are the same for everybody who works on the document."""
    return findings_of(document)


def _rule(finding: dict[str, Any], document: Document) -> str:
    """Return the rule that was kept with a finding; of a round from before rules were kept, the one that its code has."""
    kept: str = finding.get("rule", "")
    return kept or rule_of(finding["code"], PROFILES.get(document.organisation.profile, HD29))


def _shown(
    finding: dict[str, Any],
    texts: dict[str, str],
    waivers: dict[tuple[str, str], str],
    rule: str,
    offices: dict[str, str],
) -> ShownFinding:
    passage = texts.get(finding.get("paragraph") or "", "")
    digest = passage_hash(passage)
    reason = waivers.get((finding["code"], digest))
    return ShownFinding(
        code=finding["code"],
        severity=finding["severity"],
        gate=finding["gate"],
        line=finding["line"],
        message=finding["message"],
        repair=finding.get("repair"),
        paragraph=finding.get("paragraph"),
        passage=passage,
        passage_sha256=digest,
        waived=reason is not None,
        waive_reason=reason or "",
        rule=rule,
        set_by=offices.get(finding["code"], ""),
    )


def gate_findings(document: Document, gate: str) -> list[ShownFinding]:
    """Return the blockers that hold the document at gate R (review), S (signing) or N (numbering): those not waived."""
    met = GATES[: GATES.index(gate) + 1]
    own = [f for f in findings_of(document) if f.severity == "blocker" and f.gate and f.gate in met and not f.waived]
    return own + [finding for check in gate_checks for finding in check(document, gate)]


def repair_proposals(document: Document, *, form_only: bool) -> list[Proposal]:
    """Return the safe repairs of the current round; `form_only` leaves out those that only the drafter may accept."""
    if document.round is None or document.status not in WRITING | REPAIRING_FORM:
        return []
    draft = Draft.from_json(document.round.tree)
    found = proposals(draft, [Finding(**finding) for finding in document.round.findings])
    return [proposal for proposal in found if proposal.form_only or not form_only]
