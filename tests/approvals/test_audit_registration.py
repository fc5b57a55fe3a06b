"""What a dossier holds of decisions: tally records, published ballots, the table of answers; and how its verifier holds them."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from approvals import actions
from approvals.models import Ballot
from approvals.rules.publication import recount
from audit.actor import Actor
from audit.exports import export_dossier
from audit.models import JournalEntry
from tests.approvals.conftest import LATER, SOON, House

AFTER = LATER + timedelta(hours=1)


@pytest.fixture
def decided(house: House) -> tuple[Ballot, list[str]]:
    """A closed secret ballot, a remark that was answered."""
    ballot = house.open_ballot()
    codes = house.votes(ballot, "22213")
    comment = actions.write_comment(
        actor=Actor.of(house.members[0]), draft_round=house.round, text="Ghi rõ loại cây", passage="p2", at=SOON
    )
    actions.resolve_comment(actor=house.convenor, comment=comment, kind="explained", text="Đã có", at=SOON)
    return house.close(ballot), codes


def unpacked(actor: Actor, house: House, folder: Path) -> list[str]:
    dossier = export_dossier(actor=actor, document_id=house.document.pk, at=AFTER)
    with zipfile.ZipFile(io.BytesIO(dossier.content)) as archive:
        archive.extractall(folder)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def verdict(folder: Path) -> tuple[int, str]:
    run = subprocess.run([sys.executable, "verify.py"], cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


def forge(folder: Path, name: str, content: str) -> None:
    """Change a file and write its new hash into the manifest."""
    (folder / name).write_text(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_the_dossier_holds_record_publication_and_answers(
    house: House, decided: tuple[Ballot, list[str]], tmp_path: Path
) -> None:
    ballot, codes = decided
    names = unpacked(house.convenor, house, tmp_path)
    assert f"kiem-phieu/bien-ban-{ballot.pk}.pdf" in names
    assert (tmp_path / f"kiem-phieu/bien-ban-{ballot.pk}.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "tiep-thu-giai-trinh.pdf").read_bytes().startswith(b"%PDF")
    published = json.loads((tmp_path / f"kiem-phieu/bieu-quyet-{ballot.pk}.json").read_text())
    assert recount(published).to_json() == ballot.result["result"]
    assert sorted(slip["code"] for slip in published["ballots"]) == sorted(codes)
    status, said = verdict(tmp_path)
    assert (status, f"bieu-quyet-{ballot.pk}.json: đúng như nhật ký" in said) == (0, True)


def test_no_name_of_a_secret_ballot_stands_in_what_was_published(
    house: House, decided: tuple[Ballot, list[str]], tmp_path: Path
) -> None:
    ballot, _codes = decided
    unpacked(house.convenor, house, tmp_path)
    published = (tmp_path / f"kiem-phieu/bieu-quyet-{ballot.pk}.json").read_text()
    assert not any(user.full_name in published for user in house.members)


def test_taking_it_twice_gives_the_same_papers_and_is_journalled_twice(
    house: House, decided: tuple[Ballot, list[str]]
) -> None:
    first, second = (
        zipfile.ZipFile(
            io.BytesIO(export_dossier(actor=house.convenor, document_id=house.document.pk, at=AFTER).content)
        )
        for _ in range(2)
    )
    names = [name for name in first.namelist() if name.startswith("kiem-phieu/")]
    assert len(names) == 2
    assert [first.read(name) for name in names] == [second.read(name) for name in names]
    assert JournalEntry.objects.filter(verb="audit.export_dossier").count() == 2


def test_a_changed_paper_is_found_out(house: House, decided: tuple[Ballot, list[str]], tmp_path: Path) -> None:
    ballot, _codes = decided
    unpacked(house.convenor, house, tmp_path)
    name = f"kiem-phieu/bien-ban-{ballot.pk}.pdf"
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    assert verdict(tmp_path) == (1, f"KHÔNG NGUYÊN VẸN: {name}: nội dung đã bị sửa\n")


def test_a_forged_slip_is_found_out_even_with_a_forged_manifest(
    house: House, decided: tuple[Ballot, list[str]], tmp_path: Path
) -> None:
    ballot, _codes = decided
    unpacked(house.convenor, house, tmp_path)
    name = f"kiem-phieu/bieu-quyet-{ballot.pk}.json"
    data = json.loads((tmp_path / name).read_text())
    first, last = data["ballots"][0], data["ballots"][-1]
    first["choice"], last["choice"] = "3", "3"
    forge(tmp_path, name, json.dumps(data))
    assert verdict(tmp_path) == (1, f"KHÔNG NGUYÊN VẸN: {name}: không phải nội dung đã ghi trong nhật ký\n")


def test_a_ballot_taken_out_is_missed_even_with_a_forged_manifest(
    house: House, decided: tuple[Ballot, list[str]], tmp_path: Path
) -> None:
    ballot, _codes = decided
    unpacked(house.convenor, house, tmp_path)
    name = f"kiem-phieu/bieu-quyet-{ballot.pk}.json"
    (tmp_path / name).unlink()
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    del manifest["files"][name]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert verdict(tmp_path) == (1, f"KHÔNG NGUYÊN VẸN: {name}: thiếu tệp\n")


@pytest.mark.parametrize(("kind", "choice"), [("choose", "2"), ("approve_several", ["1", "3"])])
def test_an_open_ballot_is_held_with_the_names_beside_the_choices(
    house: House, tmp_path: Path, kind: str, choice: str | list[str]
) -> None:
    ballot = house.open_ballot(secret=False, kind=kind)
    house.vote(ballot, 0, choice)
    house.vote(ballot, 1, "blank")
    house.close(ballot)
    unpacked(house.convenor, house, tmp_path)
    assert verdict(tmp_path)[0] == 0
    name = f"kiem-phieu/bieu-quyet-{ballot.pk}.json"
    forge(tmp_path, name, (tmp_path / name).read_text().replace("Ủy viên Số 1", "Ủy viên Số 3"))
    assert verdict(tmp_path)[0] == 1


def test_open_and_annulled_ballots_leave_no_paper(house: House, tmp_path: Path) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "12")
    assert not [name for name in unpacked(house.convenor, house, tmp_path) if name.startswith("kiem-phieu")]
    actions.annul_ballot(actor=house.convenor, ballot=ballot, reason="Sai danh sách", at=SOON)
    assert not [name for name in unpacked(house.convenor, house, tmp_path) if name.startswith("kiem-phieu")]


def test_a_member_gets_the_records_but_not_everybodys_remarks(
    house: House, decided: tuple[Ballot, list[str]], tmp_path: Path
) -> None:
    ballot, _codes = decided
    names = unpacked(Actor.of(house.members[1]), house, tmp_path)
    assert f"kiem-phieu/bieu-quyet-{ballot.pk}.json" in names
    assert "tiep-thu-giai-trinh.pdf" not in names
    assert verdict(tmp_path)[0] == 0


def test_an_outsider_gets_nothing(house: House, decided: tuple[Ballot, list[str]]) -> None:
    with pytest.raises(PermissionDenied):
        export_dossier(actor=Actor.of(house.outsider), document_id=house.document.pk, at=AFTER)
