"""What no tool asks of the signatures: a parameter says what may be given to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("web", "database", "audit", "orgs", "documents", "approvals", "notifications", "workflows", "config")
#: Parameters that are `Any`, as far as somebody has looked for their type. It only ever falls.
CEILING = 13


def any_parameters(source: str) -> Iterator[str]:
    """The parameters of all functions that are annotated with `Any` and nothing more."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            given = function.args
            for one in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
                if one is not None and isinstance(one.annotation, ast.Name) and one.annotation.id == "Any":
                    yield f"{one.lineno} {function.name}({one.arg})"


def modules() -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in (settings.BASE_DIR / app).rglob("*.py") if "migrations" not in path.parts)


def test_no_more_parameters_are_any_than_were() -> None:
    found = [f"{path}:{one}" for path in sorted(modules()) for one in any_parameters(path.read_text())]
    assert len(found) <= CEILING, "\n".join(found)
    assert len(found) == CEILING, f"There are only {len(found)} now: lower the ceiling."


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(a: Any, b: int, *, c: Any) -> Any: ...", ["1 f(a)", "1 f(c)"]),
        ("async def f(*a: Any, **b: Any): ...", ["1 f(a)", "1 f(b)"]),
        ("class A:\n    def f(self, a: dict[str, Any], b: Any | None): ...", []),
    ],
)
def test_the_count_knows_every_kind_of_parameter(source: str, names: list[str]) -> None:
    assert list(any_parameters(source)) == names
