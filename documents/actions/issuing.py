from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from audit.actions import act, record
from audit.actor import Actor
from database.rows import insert_or_increment
from documents import events
from documents.actions.citing import link_waiting
from documents.actions.locking import lock_document, require_state
from documents.actions.searching import found_by
from documents.errors import refused
from documents.models import Document, IssuedPaper, NumberSeries, RegisterEntry, Signing
from documents.proofs import issue_facts
from documents.queries import gate_findings
from documents.reading import print_paper
from documents.rendering.paper import ISSUED
from documents.rendering.pdf import to_pdf
from documents.rules import series_code, series_period, symbol_for, unit_of_symbol, written_number
from documents.search_words import numbered, words_of, words_of_entry
from documents.states import BEFORE_ISSUE
from documents.structure import Draft, fill_issue
from documents.structure.reading.citations import read_symbol
from orgs.models import Organisation
from orgs.permissions import Perm, require
from orgs.queries import term_on


@dataclass(frozen=True, slots=True)
class NextNumber:
    """What a document would get: series key, number, symbol, and the day that its letterhead will carry."""

    type_code: str
    period: str
    number: int
    symbol: str
    on: date

    @property
    def written(self) -> str:
        return written_number(self.number)


def next_number(document: Document, signing: Signing) -> NextNumber:
    """Look, without taking it, at the number that the document would be given now."""
    organisation = document.organisation
    if not document.type_code:
        raise refused("type_unknown")
    if not organisation.code:
        raise refused("no_organ_code")
    on = timezone.localdate(signing.signed_at)
    term = term_on(organisation, on)
    period = series_period(organisation.profile, on, term.number if term else None)
    code = series_code(document.type_code)
    last = NumberSeries.objects.filter(organisation=organisation, type_code=code, period=period).values_list(
        "last", flat=True
    )
    unit = unit_of_symbol(signing.tree.get("symbol"), organisation.code)
    symbol = symbol_for(document.type_code, organisation.code, unit, organisation.profile)
    return NextNumber(code, period, (last.first() or 0) + 1, symbol, on)


def issued_draft(document: Document, signing: Signing, number: NextNumber) -> Draft:
    """Fill number, symbol, place and date into the signed tree."""
    return fill_issue(
        Draft.from_json(signing.tree),
        number=written_number(number.number),
        symbol=number.symbol,
        place=document.organisation.place,
        on=number.on,
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """The paper as it will be if the number that is next now is still next under the lock."""

    expected: NextNumber
    draft: Draft
    pdf: bytes


def prepare_issue(document: Document, at: datetime) -> Prepared:
    """Render the paper before any lock is taken. Refused: not signed, text changed after signing, type unknown."""
    signing = signing_in_force(document)
    expected = next_number(document, signing)
    draft = issued_draft(document, signing, expected)
    profile, turn = document.organisation.profile, ("issue", document.pk)
    return Prepared(expected, draft, print_paper(draft, profile=profile, mode=ISSUED, at=at, person=turn))


def issue_document(*, actor: Actor, document: Document, at: datetime, prepared: Prepared | None = None) -> IssuedPaper:
    """Take the next number without a gap, fill number and date in, freeze the PDF with its hash, enter the register.

    Who: holders of `assign_number`. Refused: not signed, text changed after signing, blockers up to gate N, issued
    already. Announces document_issued. The PDF is rendered before the write lock for the number that is next, and again
    under it only if another document took that number meanwhile; a caller with a transaction of its own prepares it first.
    """
    require(actor, Perm.ASSIGN_NUMBER, document.organisation_id)
    ready = prepared or prepare_issue(document, at)
    return _issue(actor=actor, document=document, expected=ready.expected, draft=ready.draft, pdf=ready.pdf, at=at)


def signing_in_force(document: Document) -> Signing:
    """Return the signing that the document will be issued on; refused if there is none, or the text changed since."""
    signing = document.signings.filter(revoked_at__isnull=True).first()
    if signing is None:
        raise refused("not_signed")
    if signing.round_id != document.round_id:
        raise refused("signed_another_round")
    return signing


@act
def _issue(
    *, actor: Actor, document: Document, expected: NextNumber, draft: Draft, pdf: bytes, at: datetime
) -> IssuedPaper:
    document = lock_document(document)
    if IssuedPaper.objects.filter(document=document).exists():
        raise refused("already_issued")
    require_state(document.status, BEFORE_ISSUE)
    signing = signing_in_force(document)
    holding = gate_findings(document, "N")
    if holding:
        raise refused("held_by_findings", count=len(holding), first=holding[0].with_rule)
    series_id, number = take_number(document.organisation, expected.type_code, expected.period)
    if number != expected.number or draft.to_json() != issued_draft(document, signing, expected).to_json():
        expected = NextNumber(expected.type_code, expected.period, number, expected.symbol, expected.on)
        draft = issued_draft(document, signing, expected)
        # printed here: it was printed within the limits a moment ago, and under the lock nobody may wait for a turn
        pdf = to_pdf(draft, profile=document.organisation.profile, mode=ISSUED, at=at, fonts_dir=settings.FONTS_DIR)
    paper = IssuedPaper.objects.create(
        document=document,
        number=written_number(number),
        symbol=expected.symbol,
        issued_on=expected.on,
        tree=draft.to_json(),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        issued_by=actor.user,
        issued_at=at,
    )
    entry = _enter_register(document, signing, draft, series_id, number, expected)
    record(
        actor=actor,
        verb="documents.issue",
        subject=paper,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts=issue_facts(paper, entry),
    )
    events.document_issued.send(
        IssuedPaper,
        document_id=document.pk,
        organisation_id=document.organisation_id,
        number=paper.number,
        symbol=paper.symbol,
        at=at,
    )
    return paper


def take_number(organisation: Organisation, type_code: str, period: str) -> tuple[int, int]:
    """(series id, number): one upsert moves the counter and locks its row until the commit, so none is lost or doubled."""
    series = NumberSeries(organisation=organisation, type_code=type_code, period=period, last=1)
    return insert_or_increment(series, unique=("organisation", "type_code", "period"), name="last")


def _enter_register(
    document: Document, signing: Signing, draft: Draft, series_id: int, number: int, expected: NextNumber
) -> RegisterEntry:
    copies = [part.copies for line in draft.recipients for part in line.parts if part.copies]
    entry = RegisterEntry(
        series_id=series_id,
        number=number,
        symbol=expected.symbol,
        symbol_key=read_symbol(str(number), expected.symbol, expected.type_code).key,
        document=document,
        issued_on=expected.on,
        type_code=document.type_code,
        subject=document.subject,
        signatory=signing.name,
        recipients="; ".join(line.text.strip(" -;.") for line in draft.recipients),
        archive=(draft.archive.text.strip(" -;.") if draft.archive else "")[:120],
        copies=sum(copies) or (draft.archive.copies if draft.archive else None),
    )
    entry.search_text = words_of_entry(entry)
    entry.save()
    found_by(document, words_of(document, symbol=numbered(number, expected.symbol), signer=signing.name))
    link_waiting(entry)
    return entry


@act
def void_number(*, actor: Actor, entry: RegisterEntry, reason: str, at: datetime) -> None:
    """Void a number, with its reason; the line stays in the register and the number is never given again.

    Who: holders of `assign_number`. Refused: no reason, a document was issued under it, voided before.
    """
    entry = RegisterEntry.objects.select_for_update(of=("self",)).select_related("series").get(pk=entry.pk)
    organisation_id = entry.series.organisation_id
    require(actor, Perm.ASSIGN_NUMBER, organisation_id)
    if not reason.strip():
        raise refused("reason_needed")
    if entry.document_id is not None:
        raise refused("number_in_use", number=str(entry))
    if entry.voided_at is not None:
        raise refused("voided_before", reason=entry.void_reason)
    entry.voided_at, entry.void_reason = at, reason.strip()
    entry.save(update_fields=["voided_at", "void_reason"])
    record(
        actor=actor,
        verb="documents.void_number",
        subject=entry,
        organisation_id=organisation_id,
        at=at,
        reason=entry.void_reason,
        facts={"number": entry.number, "symbol": entry.symbol},
    )
