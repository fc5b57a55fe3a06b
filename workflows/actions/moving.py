"""Move a document along its route: the rows, then viewflow's task, then the turns of the station it came to."""

from __future__ import annotations

from collections.abc import Callable

from notifications.actions import distribute
from workflows import engine
from workflows.actions.accesses import follow_accesses
from workflows.actions.turns import open_turns, stood_in
from workflows.kinds import StationKind
from workflows.models import Visit
from workflows.procedures import next_station
from workflows.transition import Transition


def begin(transition: Transition) -> None:
    """Enter the first station."""
    transition.enter(0)
    engine.begin(transition, do_by_itself)
    _open(transition)


def go_on(
    transition: Transition, outcome: Visit.Exit = Visit.Exit.PASSED, reason: str = "", *, serving: bool = True
) -> None:
    """Go on to the next station that applies. `serving`: the actor does it as the holder of the task."""
    _move(transition, _following(transition), outcome, reason, serving=serving)


def go_back(transition: Transition, to: int, reason: str, *, serving: bool = True) -> None:
    """Go back to an earlier station; nothing that lies between is undone, it is walked again where it applies."""
    _move(transition, to, Visit.Exit.RETURNED, reason, serving=serving)


def skip(transition: Transition, reason: str) -> None:
    """Go past a station that nobody served in time, where its rule allows it."""
    go_on(transition, Visit.Exit.SKIPPED, reason, serving=False)


def stop(transition: Transition, reason: str) -> None:
    """Take the document off its route for good."""
    left = transition.visit
    transition.stop(reason)
    _release_helpers(transition, left)
    engine.cancel(transition.itinerary)


def _move(transition: Transition, to: int | None, outcome: Visit.Exit, reason: str, *, serving: bool) -> None:
    _step(transition, to, outcome, reason)
    engine.finish_task(transition, do_by_itself, serving=serving)
    _open(transition)


def _step(transition: Transition, to: int | None, outcome: Visit.Exit, reason: str) -> None:
    left = transition.visit
    transition.step(to, outcome, reason)
    _release_helpers(transition, left)


def _release_helpers(transition: Transition, left: Visit) -> None:
    """Close the document to those who had a turn at a stay only because nobody could serve it."""
    if helpers := stood_in(left):
        follow_accesses(at=transition.at, user_ids=helpers)


def _following(transition: Transition) -> int | None:
    itinerary = transition.itinerary
    return next_station(itinerary.route, itinerary.position, transition.facts)


def _open(transition: Transition) -> None:
    """Open the turns (and the round, ballot or sign-off) of the station that the hub led to."""
    if transition.itinerary.is_active:
        open_turns(transition.stay)


# ── what stations do by themselves ──────────────────────────────────────────────────────────────────────────────────
def do_by_itself(transition: Transition) -> None:
    """Do what the automatic station asks, and go on; called by its node, in the transaction of the act that led here."""
    assert transition.kind is not None
    BY_ITSELF[transition.kind](transition)
    _step(transition, _following(transition), Visit.Exit.PASSED, "")


def _distribute(transition: Transition) -> None:
    distribute(actor=transition.actor, document=transition.document, at=transition.at)


#: What the kinds do that nobody holds.
BY_ITSELF: dict[StationKind, Callable[[Transition], None]] = {StationKind.DISTRIBUTE: _distribute}
