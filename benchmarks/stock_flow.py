"""viewflow as it comes: start, one person's task, a function, the end. Its own process and task rows, no lock."""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow import flow


class StockFlow(flow.Flow):
    """The peer of one step of the route."""

    start = flow.StartHandle().Next(this.check)
    check = flow.View(lambda request, **kwargs: None).Next(this.tell)
    tell = flow.Function(this.do_tell).Next(this.done)
    done = flow.End()

    def do_tell(self, activation: Any) -> None:
        """Do nothing: what an automatic node costs before it does anything."""
