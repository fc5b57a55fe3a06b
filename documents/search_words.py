"""What a document, a line of the register and a cited paper are found by: all that their search boxes promise."""

from __future__ import annotations

from documents.models import CitedPaper, Document, RegisterEntry
from documents.structure.profiles import type_name
from orgs.searching import searchable


def words_of(document: Document, *, symbol: str = "", signer: str = "") -> str:
    """Subject, type, symbol (with its number once it has one), who drafted and who signed."""
    kind = type_name(document.type_code, document.organisation.profile)
    return searchable(document.subject, document.type_code, kind, symbol, str(document.drafter), signer)


def numbered(number: int, symbol: str) -> str:
    """'số 01-KH/TĐTN 1-KH/TĐTN': a number is found with and without its leading zero."""
    full = f"số {number:02d}-{symbol}"
    return full if number > 9 else f"{full} {number}-{symbol}"


def words_of_entry(entry: RegisterEntry) -> str:
    """Return the words of a register entry: number and symbol, type and subject, signatory, recipients."""
    kind = type_name(entry.type_code, entry.series.organisation.profile)
    symbol = numbered(entry.number, entry.symbol)
    return searchable(symbol, entry.type_code, kind, entry.subject, entry.signatory, entry.recipients)


def words_of_cited(paper: CitedPaper) -> str:
    """Return the words of a cited paper: number and symbol, who issued it, what about."""
    return searchable(paper.symbol, paper.issuer, paper.about)
