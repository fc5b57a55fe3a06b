"""Where viewflow's rows look for the flow: they name it by this module, so it keeps its address (workflows.engine)."""

from workflows.engine import CommitteeFlow

__all__ = ["CommitteeFlow"]
