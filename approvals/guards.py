"""The database's own guard over what kind of slips a ballot has: named ones, an urn, or sealed ones.

The actions ask the ballot; these triggers refuse whatever comes another way, as what is secret must never lie beside a
name. They are put up after each `migrate`.
"""

from __future__ import annotations

from django.db import connections

from database.triggers import Trigger, put_up, taken_down

BALLOT, SEAT, SLIP = "approvals_ballot", "approvals_seat", "approvals_slip"
URN, SEALED = "approvals_urn", "approvals_sealedslip"
NAMED = "a slip with a name belongs to an open ballot"
SECRET = "an urn belongs to a secret ballot"
UNSEALED = "a sealed slip belongs to a sealed ballot"
TURNED = "a ballot with slips stays as open or as secret as it was"

_OF_SEAT = (
    f"EXISTS (SELECT 1 FROM {SEAT} s JOIN {BALLOT} b ON b.id = s.ballot_id WHERE s.id = NEW.seat_id AND {{rule}})"
)
_OF_URN = f"EXISTS (SELECT 1 FROM {BALLOT} b WHERE b.id = NEW.ballot_id AND NOT b.secret)"
_HAS = "EXISTS (SELECT 1 FROM {table} x JOIN " + SEAT + " s ON s.id = x.seat_id WHERE s.ballot_id = OLD.id)"
_TURNED = (
    "(NEW.secret <> OLD.secret OR NEW.sealed <> OLD.sealed) AND "
    f"({_HAS.format(table=SLIP)} OR {_HAS.format(table=SEALED)} "
    f"OR EXISTS (SELECT 1 FROM {URN} u WHERE u.ballot_id = OLD.id))"
)

TRIGGERS = [
    Trigger("only_of_open_ballots", f"INSERT ON {SLIP}", _OF_SEAT.format(rule="b.secret"), NAMED),
    Trigger("only_of_secret_ballots", f"INSERT ON {URN}", _OF_URN, SECRET),
    Trigger("only_of_sealed_ballots", f"INSERT ON {SEALED}", _OF_SEAT.format(rule="NOT b.sealed"), UNSEALED),
    Trigger("stays_as_secret_as_it_was", f"UPDATE OF secret, sealed ON {BALLOT}", _TURNED, TURNED),
]

#: For migrations that remake one of these tables: the first and, for the way back, the last of their steps.
take_down = taken_down(BALLOT, SLIP, URN, SEALED)


def install(using: str) -> None:
    """Put the triggers up, in place of what stands there."""
    put_up(using, TRIGGERS)


def install_after_migrate(*, using: str, plan: object = None, **_facts: object) -> None:
    """Receiver of post_migrate, which `flush` sends too, without a plan. Going back to nothing leaves nothing to guard."""
    tables = {BALLOT, SEAT, SLIP, URN, SEALED}
    if plan is not None and tables <= set(connections[using].introspection.table_names()):
        install(using)
