"""The table of document types: each fact once, and what is drawn from it."""

import ast
import re
from ast import AST, expr
from pathlib import Path

import pytest

from documents.structure import check, read
from documents.structure.lexicon.types import CITED, TITLES, TYPES, code_in_symbol, right_code
from documents.structure.profiles import issuable_types

PACKAGE = Path(__file__).parents[4] / "documents"
NAMES = {one.name for one in TYPES if one.code}
MANY = 4  # names of types in one list or pattern are a second table


def names_in(node: AST) -> set[str]:
    """The names of types that a literal of Python lists, if they are most of what it lists."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        listed = set(re.split(r"[|()]|\?:", node.value.lower())) if "|" in node.value else set()
    elif isinstance(node, ast.Dict):
        listed = texts(*node.keys) if NAMES & texts(*node.keys) else texts(*node.values)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        listed = texts(*node.elts)
    else:
        return set()
    return NAMES & listed if 2 * len(NAMES & listed) > len(listed) else set()


def texts(*nodes: expr | None) -> set[str]:
    return {node.value.lower() for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_type_names_are_listed_in_one_place() -> None:
    lists = [
        (path.relative_to(PACKAGE).as_posix(), node.lineno)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if hasattr(node, "lineno") and len(names_in(node)) >= MANY
    ]
    assert {path for path, _ in lists} <= {"structure/lexicon/types.py"}


def test_a_second_list_would_be_seen() -> None:
    seen = (
        "R = '(?:kế hoạch|chương trình|báo cáo|tờ trình)'",
        "D = {'KH': 'kế hoạch', 'BC': 'báo cáo', 'TB': 'thông báo', 'CV': 'công văn'}",
    )
    assert [max(len(names_in(node)) for node in ast.walk(ast.parse(code))) for code in seen] == [4, 4]


def test_a_name_has_one_code_on_type_lines_and_one_in_citations() -> None:
    for chosen in ([one.name for one in TYPES if one.titled], [one.name for one in TYPES if one.cited]):
        assert len(chosen) == len(set(chosen))
    assert len({(one.name, one.code) for one in TYPES}) == len(TYPES)
    assert all(TITLES[name] == code for name, code in CITED.items() if name in TITLES)


def test_a_type_line_gives_the_code_that_the_rule_book_issues() -> None:
    for code, name in issuable_types("NĐ30").items():
        if name in TITLES and code != "QyĐ":
            assert TITLES[name] == code


def test_rule_books_issue_what_they_always_did() -> None:
    assert list(issuable_types("HD29")) == [
        "NQ",
        "QĐ",
        "CT",
        "KL",
        "CTr",
        "KH",
        "HD",
        "BC",
        "TB",
        "TTr",
        "TT",
        "CV",
        "GM",
        "BB",
    ]
    state = ["QC", "QyĐ", "PA", "ĐA", "DA", "CĐ", "GUQ", "GGT", "PG", "NĐ", "TTLT"]
    assert list(issuable_types("NĐ30")) == [*issuable_types("HD29"), *state]
    assert issuable_types("NĐ30")["QĐ"] == "quyết định"
    assert issuable_types("NĐ30")["QyĐ"] == "quy định"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("DA", "DA"),
        ("ĐA", "ĐA"),
        ("da", "ĐA"),
        ("QyĐ", "QĐ"),
        ("qđi", "QĐ"),
        ("CTRHT", "CTr"),
        ("GGT", "GGT"),
        ("CĐ", None),
        ("XYZ", None),
    ],
)
def test_part_of_a_symbol_tells_its_type(part: str, code: str | None) -> None:
    assert code_in_symbol(part) == code


@pytest.mark.parametrize(
    ("written", "right"), [("DA", "DA"), ("ĐA", "ĐA"), ("Da", ""), ("ctr", "CTr"), ("GUQ", "GUQ"), ("XYZ", "")]
)
def test_code_is_written_right_where_it_can_be_told(written: str, right: str) -> None:
    assert right_code(written) == right


STATE = """UỶ BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAM GIANG\tĐộc lập - Tự do - Hạnh phúc
Số: 12/QC-UBND\tLam Giang, ngày 05 tháng 3 năm 2026

QUY CHẾ
Làm việc của Ủy ban nhân dân tỉnh Lam Giang

Theo Dự án số 7/DA-UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh Lam Giang.
"""


def test_regulation_of_the_state_is_of_the_type_that_its_rule_book_knows() -> None:
    draft = read(STATE)
    assert (draft.type, draft.type_name) == ("QC", "QUY CHẾ")
    codes = {finding.code for finding in check(draft, "NĐ30")}
    assert not codes & {"type_unknown", "symbol_mismatch"}
    assert "type_unknown" in {finding.code for finding in check(draft, "HD29")}


def test_project_is_not_taken_for_a_scheme() -> None:
    assert [(found.type, found.symbol) for found in read(STATE).references] == [("DA", "DA-UBND")]
