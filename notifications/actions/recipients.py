"""Who a document's Nơi nhận means: matched to the directory, answered by the clerk, frozen at issue."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef
from django.utils import timezone

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from documents.actions.locking import hold_in_state, lock_document, require_state
from documents.models import Document
from documents.states import BEFORE_ISSUE
from documents.structure.tree import Draft, ParagraphKind
from notifications import events
from notifications.errors import refused
from notifications.matching import Matched, match_line
from notifications.models import Recipient, RecipientLine, RememberedReading
from notifications.permissions import may_prepare_recipients
from notifications.proofs import list_hash
from notifications.queries.directory import directory_of
from notifications.queries.recipients import recipients_ready
from notifications.recipients import Context, key, read_line
from orgs.models import Organisation, OrganisationAlias
from orgs.permissions import Perm, require

State = RecipientLine.State
_DECIDED = (State.CONFIRMED, State.PAPER)


@act
def resolve_recipients(*, actor: Actor, document: Document, at: datetime) -> list[RecipientLine]:
    """Match the Nơi nhận of the current round to the directory of today; what the clerk decided for a text is kept.

    Who: the system, the drafter, holders of `assign_number`. Refused: frozen, issued or cancelled. Announces
    recipients_changed.
    """
    may_prepare_recipients(actor, document)
    document = lock_document(document)
    _refuse_closed(document)
    if document.round is None:
        raise refused("no_text")
    texts, context = _read_tree(Draft.from_json(document.round.tree))
    directory = directory_of(document.organisation, timezone.localdate(at))
    answers = _remembered(document, texts)
    existing = {line.ordinal: line for line in document.recipient_lines.all()}
    decided = {line.text: line for line in existing.values() if line.state in _DECIDED}
    lines = []
    for ordinal, text in enumerate(texts, start=1):
        line = existing.pop(ordinal, None) or RecipientLine(document=document, ordinal=ordinal)
        if line.pk and line.text == text and line.state in _DECIDED:
            lines.append(line)
        elif text in decided:
            lines.append(_copy_decision(line, decided[text], actor, at))
        else:
            outcome = _with_answer(match_line(read_line(text, context), directory), answers.get(key(text)[:500]))
            lines.append(_write_outcome(line, text, outcome, actor, at))
    for line in existing.values():
        stamped(line, actor=actor, at=at).delete()
    _announce(document, actor, "notifications.resolve_recipients", document, at, lines=len(lines))
    return lines


def _read_tree(draft: Draft) -> tuple[list[str], Context]:
    """Return the lines of Nơi nhận (the archive line last), and what back-references in them point at."""
    texts = [line.text for line in draft.recipients]
    if draft.archive and draft.archive.text not in texts:
        texts.append(draft.archive.text)
    addressees = [
        re.sub(r"^\s*kính gửi\s*:?\s*", "", p.text, flags=re.I) for p in draft.of_kind(ParagraphKind.ADDRESSEE)
    ]
    articles = {
        match["number"]: paragraph.text
        for paragraph in draft.paragraphs
        if (match := re.match(r"Điều\s+(?P<number>\d+)", paragraph.label))
    }
    return [text[:500] for text in texts], Context(tuple(filter(str.strip, addressees)), articles)


def _remembered(document: Document, texts: list[str]) -> dict[str, str]:
    rows = RememberedReading.objects.filter(
        organisation=document.organisation_id, text_key__in=[key(text)[:500] for text in texts]
    )
    return dict(rows.values_list("text_key", "answer"))


def _with_answer(outcome: Matched, answer: str | None) -> Matched:
    """Return an ambiguous line for whose text the clerk answered before is clear, if that reading still exists."""
    chosen = [reading for reading in outcome.readings if reading["answer"] == answer]
    if outcome.state != State.AMBIGUOUS or len(chosen) != 1 or chosen[0]["missing"]:
        return outcome
    return replace(outcome, state=State.RESOLVED, understood=chosen[0]["words"], readings=chosen, question="")


def _write_outcome(line: RecipientLine, text: str, outcome: Matched, actor: Actor, at: datetime) -> RecipientLine:
    line.text, line.state, line.understood = text, outcome.state, outcome.understood[:300]
    line.question, line.readings = outcome.question[:300], outcome.readings
    line.purpose, line.copies, line.resolved_at = outcome.purpose, outcome.copies, at
    line.confirmed_by = line.confirmed_at = None
    stamped(line, actor=actor, at=at).save()
    if outcome.state == State.RESOLVED:
        _write_targets(line, outcome.readings[0]["targets"])
    else:
        line.recipients.all().delete()
    return line


def _write_targets(line: RecipientLine, targets: list[dict[str, Any]], on_paper: bool = False) -> None:
    line.recipients.all().delete()
    Recipient.objects.bulk_create(
        Recipient(
            line=line,
            organisation_id=target["organisation"],
            user_id=target["user"],
            name=target["name"][:200],
            purpose=target["purpose"],
            on_paper=on_paper or target["on_paper"],
        )
        for target in targets
    )


def _copy_decision(line: RecipientLine, decided: RecipientLine, actor: Actor, at: datetime) -> RecipientLine:
    """Keep for the same text at another place of the list what the clerk decided for it."""
    targets = [dict(row) for row in decided.recipients.values("organisation", "user", "name", "purpose", "on_paper")]
    for name in (
        "text",
        "state",
        "understood",
        "question",
        "readings",
        "purpose",
        "copies",
        "resolved_at",
        "confirmed_by",
        "confirmed_at",
    ):
        setattr(line, name, getattr(decided, name))
    stamped(line, actor=actor, at=at).save()
    _write_targets(line, targets)
    return line


@act
def choose_reading(*, actor: Actor, line: RecipientLine, index: int, at: datetime) -> None:
    """Answer an ambiguous line; the answer is remembered for the same text of this organisation.

    Who: holders of `assign_number`. Refused: frozen, no such reading. Announces recipients_changed.
    """
    document = _hold(actor, line)
    if not 0 <= index < len(line.readings):
        raise refused("no_such_reading")
    reading = line.readings[index]
    if reading["missing"]:
        raise refused("not_clear")
    line.understood, line.purpose = reading["words"][:300], _common_purpose(reading["targets"])
    _write_targets(line, reading["targets"])
    RememberedReading.objects.update_or_create(
        organisation=document.organisation,
        text_key=key(line.text)[:500],
        defaults={"answer": reading["answer"], "chosen_by": actor.user, "chosen_at": at},
    )
    _decide(line, State.CONFIRMED, actor, at, "notifications.choose_reading", answer=reading["answer"])


def _common_purpose(targets: list[dict[str, Any]]) -> str:
    purposes = {target["purpose"] for target in targets}
    return purposes.pop() if len(purposes) == 1 else ""


@act
def confirm_line(*, actor: Actor, line: RecipientLine, at: datetime) -> None:
    """Say that a clear line was understood rightly; matching again then keeps it. Confirming again does nothing.

    Who: holders of `assign_number`. Refused: frozen, not clear. Announces recipients_changed.
    """
    _hold(actor, line)
    if line.state == State.CONFIRMED:
        return
    if line.state != State.RESOLVED:
        raise refused("not_clear")
    _decide(line, State.CONFIRMED, actor, at, "notifications.confirm_line")


@act
def send_on_paper(*, actor: Actor, line: RecipientLine, at: datetime) -> None:
    """Send on paper whatever of this line the directory does not know; the whole line if it knows all of it.

    Who: holders of `assign_number`. Refused: frozen. Announces recipients_changed.
    """
    _hold(actor, line)
    reading = line.readings[0] if line.readings else {"targets": [], "missing": []}
    unknown = reading["missing"] or ([] if line.readings else [line.text.strip(" -;.")])
    paper = [{"organisation": None, "user": None, "name": name, "purpose": line.purpose} for name in unknown]
    _write_targets(line, reading["targets"], on_paper=not unknown)
    Recipient.objects.bulk_create(
        Recipient(line=line, name=row["name"][:200], purpose=row["purpose"] or "", on_paper=True) for row in paper
    )
    names = ", ".join(unknown) or reading.get("words", "")
    line.understood = f"Gửi bản giấy: {names}"[:300]
    _decide(line, State.PAPER, actor, at, "notifications.send_on_paper", names=unknown)


@act
def add_alias(
    *, actor: Actor, line: RecipientLine, name: str, organisations: list[Organisation], at: datetime
) -> RecipientLine:
    """Say which organisations an unknown name of a line means; the name becomes their alias, and the line is read again.

    Who: holders of `assign_number`. Refused: frozen, a name that the line does not miss, a closed organisation.
    Announces recipients_changed.
    """
    document = _hold(actor, line)
    if name not in [missing for reading in line.readings for missing in reading["missing"]]:
        raise refused("unknown_name")
    if not organisations or not all(o.is_open(timezone.localdate(at)) for o in organisations):
        raise refused("closed_organisation")
    for organisation in organisations:
        alias = OrganisationAlias(organisation=organisation, text=name[:200], folded=key(name)[:200])
        if not OrganisationAlias.objects.filter(organisation=organisation, folded=alias.folded).exists():
            stamped(alias, actor=actor, at=at).save()
    _, context = _read_tree(Draft.from_json(document.round.tree))  # type: ignore[union-attr]
    directory = directory_of(document.organisation, timezone.localdate(at))
    _write_outcome(line, line.text, match_line(read_line(line.text, context), directory), actor, at)
    ids = [organisation.pk for organisation in organisations]
    _announce(document, actor, "notifications.add_alias", line, at, name=name, organisations=ids)
    return line


@act
def freeze_recipients(*, actor: Actor, document: Document, at: datetime) -> None:
    """Close the list: what is sent is what stands here. Done twice, the second time changes nothing.

    Who: holders of `assign_number`, the system. Refused: issued or cancelled, lines that wait for the clerk, no recipients.
    """
    if not actor.is_system:
        require(actor, Perm.ASSIGN_NUMBER, document.organisation_id)
    hold_in_state(document.pk, BEFORE_ISSUE)
    state = recipients_ready(document)
    if not state.ready:
        waiting = state.to_choose + state.unknown
        raise refused("not_ready", count=waiting) if waiting else refused("no_recipients")
    # no row history: the freezing is journalled here, with the hash of the list; a row for each line would say it again
    frozen = document.recipient_lines.filter(frozen_at__isnull=True).update(frozen_at=at)
    if frozen:
        facts = {"lines": state.lines, "units": state.units, "people": state.people, "papers": state.papers}
        sealed = list_hash(document)
        _announce(document, actor, "notifications.freeze_recipients", document, at, list=sealed, **facts)


def _hold(actor: Actor, line: RecipientLine) -> Document:
    """Lock the clerk's document until the commit; the line handed in is as it stands now."""
    require(actor, Perm.ASSIGN_NUMBER, line.document.organisation_id)
    document = lock_document(line.document)
    _refuse_closed(document)
    try:
        line.refresh_from_db()
    except RecipientLine.DoesNotExist as gone:  # the text changed, and with it the list
        raise refused("no_such_reading") from gone
    line.document = document
    return document


def _refuse_closed(document: Document) -> None:
    frozen = RecipientLine.objects.filter(document=OuterRef("pk"), frozen_at__isnull=False)
    if Document.objects.filter(Exists(frozen), pk=document.pk).exists():
        raise refused("frozen")
    require_state(document.status, BEFORE_ISSUE)


def _decide(line: RecipientLine, state: State, actor: Actor, at: datetime, verb: str, **facts: object) -> None:
    line.state, line.question = state, ""
    line.confirmed_by, line.confirmed_at = actor.user, at
    stamped(line, actor=actor, at=at).save()
    _announce(line.document, actor, verb, line, at, text=line.text, understood=line.understood, **facts)


def _announce(document: Document, actor: Actor, verb: str, subject: Model, at: datetime, **facts: object) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=subject,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts=facts,
    )
    events.recipients_changed.send(RecipientLine, document_id=document.pk, at=at)
