"""What the journal says of procedures, and whether their versions still are so."""

from __future__ import annotations

from typing import Any

from audit.chain import fingerprint
from audit.registry import Artefact, Said, register_artefacts
from workflows.models import ProcedureVersion


def version_facts(version: ProcedureVersion) -> dict[str, Any]:
    """Return the facts of a version of a procedure: its number, and its stations by their hash."""
    return {
        "procedure": version.procedure.name,
        "number": version.number,
        "stations": len(version.stations),
        "sha256": fingerprint(version.stations),
    }


def register() -> None:
    register_artefacts(
        Artefact(
            "workflows.publish_procedure",
            ProcedureVersion,
            lambda row: f"phiên bản {row.number} của quy trình {row.procedure_id}",
            _version_now,
            {"at": "published_at", "actor_id": "published_by_id"},
            select=("procedure",),
        )
    )


def _version_now(row: ProcedureVersion, said: Said) -> dict[str, Any]:
    """Return a version's facts now: a procedure may be named anew, its versions stay."""
    return {key: value for key, value in version_facts(row).items() if key != "procedure"}
