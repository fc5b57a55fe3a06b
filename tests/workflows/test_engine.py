"""viewflow is led by acts alone: names that rows keep, and a hub that leads each move once."""

from typing import Never

import pytest
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.fields import get_flow_ref, get_task_ref
from viewflow.workflow.models import Task

from audit.actor import Actor
from documents.models import Document
from tests.workflows.conftest import NOON, Province
from tests.workflows.test_walk import short, started  # noqa: F401
from workflows import engine
from workflows.flows import CommitteeFlow
from workflows.kinds import KINDS
from workflows.models import Itinerary
from workflows.transition import Transition, transition_of


def nobody_asked(transition: Transition) -> Never:
    raise AssertionError("no automatic station lies here")


def test_rows_find_the_flow_and_its_nodes_under_the_names_they_keep() -> None:
    assert get_flow_ref(CommitteeFlow) == "workflows/flows.CommitteeFlow"
    nodes = {node.name: get_task_ref(node) for node in CommitteeFlow.instance.nodes()}
    assert set(nodes) == {"start", "station", "done", *(kind.value for kind in KINDS)}
    assert nodes["revise"] == "workflows/flows.CommitteeFlow.revise"


def test_an_itinerary_that_did_not_move_is_not_led(province: Province, started: Document) -> None:  # noqa: F811
    transition = transition_of(actor=Actor.of(province.drafter), document=started, at=NOON)
    with pytest.raises(FlowRuntimeError, match="did not move"):
        engine.finish_task(transition, nobody_asked, serving=True)


def test_a_task_is_not_finished_behind_the_back_of_the_itinerary(province: Province, started: Document) -> None:  # noqa: F811
    task = Task.objects.get(process=started.itinerary.process, finished=None)
    activation = task.flow_task.activation_class(task)
    activation.start(None)
    with pytest.raises(FlowRuntimeError, match=r"workflows\.actions only"):
        activation.execute()


def test_a_task_is_handed_on_and_given_back(province: Province, started: Document) -> None:  # noqa: F811
    itinerary = Itinerary.objects.get(document=started)
    engine.hand_task_to(itinerary, province.checker)
    assert engine.open_tasks().get(process=itinerary.process).owner == province.checker
    engine.hand_task_to(itinerary, None)
    task = engine.open_tasks().get(process=itinerary.process)
    assert (task.owner, task.status) == (None, "NEW")
