"""A page is about the organisation that its address names, whatever another window switched to meanwhile."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from orgs.models import Organisation, Role, User
from orgs.roles import project
from tests.responses import Response
from tests.workflows.conftest import DECIDED, NOON, TEXT, Province, give
from tests.workflows.test_publishing import form_of
from workflows.models import Procedure


@pytest.fixture
def of_two(province: Province, client: Client) -> User:
    """Somebody who drafts, reads and administers in the province and in a commune, and works for the province."""
    user = province.drafter
    give(user, province.organisation, Role.ORGANISATION_ADMIN)
    give(user, province.commune, Role.DRAFTER, Role.ORGANISATION_ADMIN)
    project(NOON.date())
    client.force_login(user)
    switch(client, province.organisation)
    return user


def switch(client: Client, organisation: Organisation, **more: str) -> Response:
    return client.post(reverse("orgs:switch_organisation"), {"organisation": organisation.pk, **more})


def form_address(client: Client, address: str) -> Any:
    page = client.get(address).content.decode()
    return address + re.search(r'<form\s+id="[a-z-]+"\s+method="post"[^>]*action="([^"]+)"', page)[1]


def test_a_draft_belongs_to_the_unit_that_its_form_was_opened_for(
    client: Client, province: Province, of_two: User
) -> None:
    sent_to = form_address(client, reverse("workflows:draft_new"))
    switch(client, province.commune)
    client.post(sent_to, {"text": TEXT.format(theme=DECIDED)})
    assert Document.objects.get().organisation == province.organisation


def test_a_form_that_names_no_organisation_is_not_guessed(client: Client, province: Province, of_two: User) -> None:
    assert client.post(reverse("workflows:draft_new"), {"text": TEXT.format(theme=DECIDED)}).status_code == 403
    assert not Document.objects.exists()
    client.force_login(province.commune_drafter)
    client.post(reverse("workflows:draft_new"), {"text": TEXT.format(theme=DECIDED)})
    assert Document.objects.get().organisation == province.commune


def test_a_procedure_belongs_to_the_unit_that_its_form_was_opened_for(
    client: Client, province: Province, of_two: User
) -> None:
    address = reverse("workflows:procedure_new")
    data = {**form_of(client, address), "name": "Thư mời", "type_codes": "GM"}
    sent_to = form_address(client, address)
    switch(client, province.commune)
    assert client.post(sent_to, data).status_code == 302
    assert Procedure.objects.get(name="Thư mời").organisation == province.organisation


def test_a_procedure_is_read_whichever_unit_is_worked_for(client: Client, province: Province, of_two: User) -> None:
    own = province.procedures["Kế hoạch (không lấy ý kiến BCH)"]
    switch(client, province.commune)
    assert client.get(reverse("workflows:procedure", args=[own.pk])).status_code == 200


@pytest.mark.parametrize(
    "name", ["documents:register", "documents:cited_papers", "workflows:procedures", "workflows:draft_new"]
)
def test_a_page_keeps_its_unit_in_its_links_and_says_it_in_its_frame(
    client: Client, province: Province, of_two: User, name: str
) -> None:
    address = f"{reverse(name)}?don-vi={province.organisation.pk}"
    switch(client, province.commune)
    page = client.get(address)
    assert page.context["organisation"] == page.context["shell"].organisation == province.organisation
    assert f"don-vi={province.organisation.pk}" in page.content.decode() or f'value="{province.organisation.pk}"' in (
        page.content.decode()
    )


@pytest.mark.parametrize(
    "name",
    [
        "documents:register",
        "documents:cited_papers",
        "workflows:procedures",
        "workflows:procedure_new",
        "workflows:draft_new",
    ],
)
def test_a_foreign_unit_and_one_that_is_not_are_answered_alike(
    client: Client, province: Province, of_two: User, name: str
) -> None:
    foreign = Organisation.objects.create(name="Đoàn xã khác", short_name="Đoàn xã khác", level="commune")
    for pk in (str(foreign.pk), "999999", "x", "9" * 30, "²"):
        assert client.get(reverse(name), {"don-vi": pk}).status_code == 404


def test_switching_leaves_the_address_of_the_other_unit(client: Client, province: Province, of_two: User) -> None:
    address = f"{reverse('documents:register')}?don-vi={province.organisation.pk}&q=cây"
    answer = switch(client, province.commune, next=address)
    assert answer["Location"] == f"{reverse('documents:register')}?q=c%C3%A2y"
