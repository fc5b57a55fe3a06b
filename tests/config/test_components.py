"""The living page of components: in the demo, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from orgs.models import User


@pytest.fixture
def signed_in(client: Client, db: None) -> Client:
    client.force_login(User.objects.create(username="an", full_name="An"))
    return client


def test_the_demo_shows_every_component_with_its_inputs_and_samples(signed_in: Client, settings: Settings) -> None:
    settings.DEMO = True
    page = signed_in.get(reverse("component_page"))
    assert page.status_code == 200
    for component, samples in page.context["shown"]:
        assert samples
        assert component.inputs, f"{component.template} names no inputs on top"
        assert len(samples) == len(component.samples)
        assert component.template in page.content.decode()


def test_there_is_no_such_page_outside_the_demo(signed_in: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert signed_in.get(reverse("component_page")).status_code == 404
