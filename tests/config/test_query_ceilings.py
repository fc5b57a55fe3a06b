"""How many statements the main pages ask of the database, by who reads them: one table, of which nothing is exceeded.

The pages are those of a small world (access_world) and asked a second time, when what a process keeps is there. What a
change makes cheaper may be lowered here; what it makes dearer has to be worth it.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.config.access_world import World, build_world

#: Page, state of its document ("-": a page of no document), what it names, and the ceiling of each reader.
TABLE = """
workflows:document               drafting  document  drafter 60, reader 59, convenor 61, approver 57, clerk 59, auditor 59
workflows:document               vote      document  drafter 67, reader 66, convenor 69, approver 63, clerk 66, auditor 66
workflows:document               vote      document  member 64, station holder 66
workflows:document               issued    document  drafter 65, reader 64, convenor 65, approver 62, clerk 64, auditor 64
workflows:document               issued    document  member 62, station holder 64, delegate 65
workflows:document_edit          drafting  document  drafter 15
audit:document_history           drafting  document  drafter 54, auditor 54
audit:document_history           issued    document  drafter 52, auditor 52
approvals:opinion                vote      round     member 15
approvals:opinion_watch          vote      round     member 16, convenor 19
approvals:ballot                 vote      ballot    member 14
approvals:ballot_watch           vote      ballot    member 21, convenor 25
approvals:resolutions            vote      document  convenor 17
approvals:sign_off               issued    sign_off  approver 20
notifications:receipts           issued    document  clerk 16
notifications:received_document  issued    document  recipient 20, their clerk 22
workflows:workspace              -         -         drafter 20, convenor 20, clerk 20, member 18, recipient 19
workflows:drafts                 -         -         drafter 16, convenor 16, clerk 16, member 14, recipient 16
workflows:opinions               -         -         drafter 16, convenor 16, clerk 16, member 14, recipient 15
workflows:signing                -         -         drafter 15, convenor 15, clerk 15, member 13, recipient 15
workflows:numbering              -         -         drafter 15, convenor 15, clerk 15, member 13, recipient 15
documents:register               -         -         drafter 16, convenor 16, clerk 16
notifications:inbox              -         -         recipient 15, their clerk 15
notifications:notices            -         -         drafter 15, convenor 15, clerk 15, member 13, recipient 15
"""


def rows() -> list[tuple[str, str, str, str, int]]:
    """The table, a row for each reader: page, state, what it names, reader, ceiling."""
    found = []
    for line in TABLE.strip().splitlines():
        page, state, named, readers = line.split(maxsplit=3)
        for reader in readers.split(", "):
            kind, ceiling = reader.rsplit(maxsplit=1)
            found.append((page, state, named, kind, int(ceiling)))
    return found


def asked(world: World, page: str, state: str, named: str, kind: str) -> int:
    """How many statements the page takes, the second time."""
    url = reverse(page, args=[] if named == "-" else [world.of(state, kind).named[named]])
    client = Client()
    client.force_login(world.people[kind])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (page, state, kind, answer.status_code)
    return len(queries)


def test_no_page_asks_more_than_its_ceiling(db: None) -> None:
    world = build_world()
    over = []
    for page, state, named, kind, ceiling in rows():
        count = asked(world, page, state, named, kind)
        if count > ceiling:
            over.append(f"{page} {state} {kind}: {count}, not {ceiling}")
    assert not over, "\n".join(over)
