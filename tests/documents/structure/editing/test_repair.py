"""Safe repairs: proposed from findings, accepted one by one or as a whole, and then not proposed again."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.structure import Draft, Proposal, Unreadable, apply, check, proposals, read, to_text

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(SAMPLES.glob("*.txt"))
PROGRAMME = (SAMPLES / "c_programme_commune.txt").read_text(encoding="utf-8")


def proposed(draft: Draft) -> list[Proposal]:
    return proposals(draft, check(draft))


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in check(draft)]


def test_one_renumbering_cures_a_duplicate_and_the_gap_it_causes() -> None:
    text = PROGRAMME.replace("\nIII. NHIỆM VỤ", "\nII. NHIỆM VỤ").replace("\nIV. TỔ CHỨC", "\nIII. TỔ CHỨC")
    draft = read(text)
    (proposal,) = proposed(draft)
    assert (proposal.code, proposal.before, proposal.after) == ("heading_duplicate", "II.; III.", "III.; IV.")
    assert proposal.form_only
    assert to_text(apply(draft, [proposal])) == to_text(read(PROGRAMME))


def test_a_renumbered_heading_takes_its_children_along() -> None:
    draft = read(PROGRAMME.replace("\n2. Phong", "\n3. Phong").replace("\n2.1.", "\n3.1.").replace("\n2.2.", "\n3.2."))
    repaired = apply(draft, proposed(draft))
    assert [heading.label for heading in repaired.headings] == [heading.label for heading in read(PROGRAMME).headings]


def test_a_doubled_word_is_for_the_drafter_and_spaces_are_form() -> None:
    draft = read(PROGRAMME.replace("theo chủ điểm", "theo theo chủ điểm").replace("sáng kiến; kết", "sáng kiến;kết"))
    by_code = {proposal.code: proposal for proposal in proposed(draft)}
    assert not by_code["doubled_word"].form_only
    assert by_code["spacing"].form_only
    assert to_text(apply(draft, by_code.values())) == to_text(read(PROGRAMME))


def test_blanks_in_a_theme_option_are_repaired_and_what_it_says_is_not() -> None:
    options = "xin ý kiến lựa chọn trong 02 phương án.\n- Phương án 1: “Tuổi trẻ  xung kích”.\n- Phương án 2: “Tuổi trẻ _____”."
    draft = read(PROGRAMME.replace("“Tuổi trẻ An Phú sáng tạo, tình nguyện vì cộng đồng”.", options, 1))
    assert codes(draft).count("theme_unclean") == 2
    (proposal,) = [one for one in proposed(draft) if one.code == "theme_unclean"]
    assert codes(apply(draft, [proposal])).count("theme_unclean") == 1


def test_repairs_of_one_passage_do_not_disturb_each_other() -> None:
    slipped = PROGRAMME.replace(
        "Nâng cao chất lượng sinh hoạt chi đoàn theo chủ điểm; thực hiện",
        "Nâng cao cao chất lượng sinh hoạt chi đoàn theo theo chủ điểm;thực hiện",
    )
    draft = read(slipped)
    assert len(proposed(draft)) == 3
    assert to_text(apply(draft, proposed(draft))) == to_text(read(PROGRAMME))


def test_what_is_not_accepted_stays() -> None:
    draft = read(PROGRAMME.replace("theo chủ điểm", "theo theo chủ điểm").replace("sáng kiến; kết", "sáng kiến;kết"))
    chosen = [proposal for proposal in proposed(draft) if proposal.code == "spacing"]
    assert codes(apply(draft, chosen)) == ["doubled_word"]


def test_residue_and_letters_out_of_nfc_are_repaired_each_by_itself() -> None:
    draft = read(
        unicodedata.normalize(
            "NFD", PROGRAMME.replace("Công tác tuyên truyền, giáo dục", "**Công tác tuyên truyền, giáo dục**")
        )
    )
    by_code = {proposal.code: proposal for proposal in proposed(draft)}
    assert set(by_code) == {"import_residue", "not_nfc"}
    assert codes(apply(draft, [by_code["not_nfc"]])) == ["import_residue"]
    assert codes(apply(draft, by_code.values())) == []


def test_passages_keep_their_ids() -> None:
    draft = read(PROGRAMME.replace("\nIII. NHIỆM VỤ", "\nII. NHIỆM VỤ").replace("theo chủ điểm", "theo theo chủ điểm"))
    repaired = apply(draft, proposed(draft))
    assert [paragraph.id for paragraph in repaired.paragraphs] == [paragraph.id for paragraph in draft.paragraphs]


def test_figures_years_and_wording_are_only_flagged() -> None:
    slipped = (
        PROGRAMME.replace("1. 100%", "1. 110%")
        .replace("96 năm", "97 năm")
        .replace("trước ngày 15/6/2026", "trước ngày 15/6")
    )
    assert len(codes(read(slipped))) == 3
    assert proposed(read(slipped)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_repaired_document_asks_for_no_repair(path: Path) -> None:
    draft = read(path.read_bytes())
    assert proposed(apply(draft, proposed(draft))) == []


LINES = [line for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
PIECES = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from(
        [
            "I. ",
            "II. ",
            "1. ",
            "1.1. ",
            "3.2. ",
            "a) ",
            "c) ",
            "(1) ",
            "(4). ",
            "- ",
            "Điều 1. ",
            "Điều 3. ",
            "**",
            "  ",
            "“",
            "”",
            "(",
            ")",
            " ,",
            ";x",
            "của của ",
            "Nơi nhận:",
            "./.",
            "trước ngày 30/9",
            "năm 2025",
        ]
    ),
    st.text(max_size=30),
)


@given(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=25))
@settings(max_examples=150, deadline=None)
@pytest.mark.property
def test_any_text_is_checked_and_its_repairs_are_made_once(lines: list[str]) -> None:
    try:
        draft = read("\n".join(lines))
    except Unreadable:
        return
    found = check(draft)
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)
    for _ in range(4):  # a repair may part glued lines, whose own slips show only then
        draft = apply(draft, proposed(draft))
    assert proposed(draft) == []
