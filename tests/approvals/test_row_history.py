"""The histories of ballots, rounds and remarks on a document's page: who may read which, and that acts explain them."""

from django.test import Client
from django.urls import reverse

from audit.queries.row_history import RowLine, row_page
from audit.queries.timeline import histories_of, times_of_acts
from audit.registry import registry
from orgs.models import User
from tests.approvals.conftest import LATER, SOON, House
from tests.approvals.test_comments import remark


def lines(house: House, reader: User) -> list[RowLine]:
    subject = registry.subject(reader, house.document.pk)
    return row_page(histories_of(subject, reader), acted_at=times_of_acts(house.document.pk)).lines


def test_remarks_of_others_are_for_who_looks_after_the_whole_document(house: House) -> None:
    house.open_opinions()
    for member in (0, 1):
        remark(house, member, text=f"Góp ý của Số {member + 1}")
    told = {
        reader: sorted(line.name for line in lines(house, reader) if line.thing == "góp ý")
        for reader in (house.members[0], house.members[1], house.chief)
    }
    first, second = "Góp ý của Số 1", "Góp ý của Số 2"
    assert told == {house.members[0]: [first], house.members[1]: [second], house.chief: [first, second]}


def test_each_row_that_an_act_wrote_is_explained_by_it(house: House) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "11223")
    house.close(ballot)
    told = [line for line in lines(house, house.chief) if line.thing == "cuộc biểu quyết"]
    assert [(line.act, line.at, line.direct) for line in told] == [
        ("sửa", LATER, False),
        ("ghi mới", told[1].at, False),
    ]
    assert {change.label for change in told[0].changes} == {"kết thúc lúc", "kết quả"}


def test_a_ballot_that_was_changed_by_hand_stands_out(house: House, client: Client) -> None:
    ballot = house.open_ballot()
    ballot.closes_at = SOON
    ballot.save()
    line = next(line for line in lines(house, house.chief) if line.thing == "cuộc biểu quyết")
    assert (line.direct, line.who) == (True, "Không rõ ai")
    client.force_login(house.chief)
    story = client.get(reverse("audit:document_history", args=[house.document.pk])).content.decode()
    rows = client.get(reverse("audit:document_rows", args=[house.document.pk]), {"loai": "ballot"}).content.decode()
    assert "sửa trực tiếp cuộc biểu quyết" in story
    assert "ngoài các thao tác nghiệp vụ" in rows


def test_who_does_not_work_on_a_document_reads_no_row_of_it(house: House, client: Client) -> None:
    client.force_login(house.outsider)
    assert client.get(reverse("audit:document_rows", args=[house.document.pk])).status_code == 404
