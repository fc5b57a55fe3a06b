"""What happens to documents, told inside the transaction; ids and facts only."""

from django.dispatch import Signal

document_imported = Signal()  # document_id, organisation_id, at
round_added = Signal()  # document_id, round_id, ordinal, origin, at
document_signed = Signal()  # document_id, signing_id, at
document_issued = Signal()  # document_id, organisation_id, number, symbol, at
status_changed = Signal()  # document_id, organisation_id, before, after, at
choice_clarified = Signal()  # document_id, at
finding_waived = Signal()  # document_id, code, at
