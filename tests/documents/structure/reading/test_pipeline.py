"""The stages of reading: their order, and that each reads and writes what it declares."""

import re
from collections import defaultdict
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from documents.structure.reading.pipeline import STAGES
from documents.structure.reading.stages import Reading, Stage
from documents.structure.tree import Draft
from tests.documents.structure.word_files import png, programme, with_pictures

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
UNTITLED = "TỈNH ĐOÀN LAM GIANG\nSố: 12/TĐTN\n\nPhối hợp tổ chức ngày hội\n\nTỉnh đoàn đề nghị các đồng chí tham dự.\n"
UNDECIDED = "TỈNH ĐOÀN LAM GIANG\nSố: 12-CTr/TĐTN\nCHƯƠNG TRÌNH\nCông tác Đoàn năm 2027\nI. CHỦ ĐỀ NĂM\n(1) Tuổi trẻ Lam Giang vững bước\n(2) Thanh niên Lam Giang đi đầu\n(Đề nghị chọn 01 chủ đề)\nII. MỤC TIÊU\n1. Mục tiêu chung\nNâng cao chất lượng.\n"
LEGACY = f"{UNTITLED}Caùc chi ñoaøn chuaån bò traïi.\nHỘI TRẠI\n"
MISREAD = f"{UNTITLED}Ban Chấp hành Đoàn đề nghị.\n".encode().decode("latin-1")
NOTED = f"{UNTITLED}Tiếp theo giấy mời[1] đã gửi.\n[1] Giấy mời số 12.\n"
ASKED = f"{UNDECIDED}III. ĐỊA ĐIỂM\n- Phương án 1: Sân vận động\n- Phương án 2: Nhà văn hóa\n"
PARTS = ("head", "subject", "tail", "attached")
GIVEN = {"data", "filename"}


class WatchedDraft(Draft):
    """A draft that notes which of its fields are looked at."""

    seen: ClassVar[set[str]] = set()

    def __getattribute__(self, name: str) -> Any:
        if name in FIELDS[Draft]:
            WatchedDraft.seen.add(f"draft.{name}")
        return super().__getattribute__(name)


class WatchedReading(Reading):
    """A reading that notes which of its fields are looked at."""

    def __getattribute__(self, name: str) -> Any:
        if name in FIELDS[Reading] and name != "draft":
            WatchedDraft.seen.add(name)
        return super().__getattribute__(name)


FIELDS = {owner: {field.name for field in fields(owner)} for owner in (Draft, Reading)}


def state(reading: WatchedReading) -> dict[str, Any]:
    """Every field's value by the name that stages declare it with; ids count in the draft's paragraphs only."""
    found = {name: getattr(reading, name) for name in FIELDS[Reading] - {"draft", "data", "body"}}
    found |= {part: [replace(paragraph, id="") for paragraph in found[part]] for part in PARTS}
    found["body"] = [replace(paragraph, id="") for paragraph in reading.body.paragraphs]
    found |= {f"draft.{name}": getattr(reading.draft, name) for name in FIELDS[Draft]}
    return deepcopy(found)


@pytest.fixture(scope="module")
def watched() -> defaultdict[str, tuple[set[str], set[str]]]:
    """What each stage looked at and changed while all samples were read: stage → (fields seen, fields changed)."""
    found: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    sources: list[tuple[bytes | str, str]] = [(path.read_bytes(), path.name) for path in SAMPLES] + [
        (programme(), "programme.docx"),
        (UNTITLED, ""),
        (UNDECIDED, ""),
        (LEGACY, ""),
        (NOTED, ""),
        (with_pictures("Sơ đồ:", png()), "so-do.docx"),
        (MISREAD, ""),
        (ASKED, ""),
        (" ".join(ASKED.split()), ""),
    ]
    for data, name in sources:
        reading = WatchedReading(data, name, draft=WatchedDraft())
        for stage in STAGES:
            before = state(reading)
            WatchedDraft.seen = set()
            stage.run(reading)
            found[stage.name][0].update(WatchedDraft.seen)
            after = state(reading)
            found[stage.name][1].update(name for name in after if after[name] != before[name])
    return found


def test_a_stage_reads_only_what_an_earlier_one_wrote() -> None:
    written = set(GIVEN)
    for stage in STAGES:
        assert set(stage.reads) <= written, stage.name
        written.update(stage.writes)
    assert {f"draft.{name}" for name in FIELDS[Draft]} <= written, "every field of the tree is some stage's"


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_reads_and_writes_what_it_declares(
    stage: Stage, watched: defaultdict[str, tuple[set[str], set[str]]]
) -> None:
    seen, changed = watched[stage.name]
    assert changed == set(stage.writes)
    assert set(stage.reads) <= seen <= {*stage.reads, *stage.writes}


def test_a_stage_says_what_it_does_and_bears_a_name_of_its_own() -> None:
    assert len({stage.name for stage in STAGES}) == len(STAGES)
    assert all(re.match(r"[A-Z][^\n]+\.$", stage.does) for stage in STAGES)


def test_the_page_of_reading_lists_the_stages_in_their_order() -> None:
    page = Path("docs/reading.md").read_text(encoding="utf-8").split("| stage |")[1]
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [stage.name for stage in STAGES]
