"""Reads for pages and for the floors above."""

from documents.queries.findings import ShownFinding, findings_of, gate_findings
from documents.queries.register import register_entries, series_of

__all__ = ["ShownFinding", "findings_of", "gate_findings", "register_entries", "series_of"]
