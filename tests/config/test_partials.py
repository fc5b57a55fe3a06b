"""Partials say on top what they read, and read nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

TEMPLATES = settings.BASE_DIR / "templates"
PARTIALS = sorted(TEMPLATES.rglob("_*.html"))
#: What every page has, so that no partial needs to name it.
EVERYWHERE = {"forloop", "request", "csrf_token", "True", "False", "None", "_"}
WORDS = {
    "if",
    "elif",
    "and",
    "or",
    "not",
    "in",
    "is",
    "as",
    "with",
    "only",
    "for",
    "count",
    "by",
    "on",
    "asvar",
    "trimmed",
}
WORDS |= {"reversed", "plural", "context", "silent", "off", "autoescape"}


def comments_on_top(source: str) -> str:
    """The comments before anything else of a template."""
    return " ".join(re.findall(r"\{#(.*?)#\}", re.match(r"(?:\s*\{#.*?#\})*", source)[0]))


def names_in(expression: str) -> set[str]:
    """The variables that an expression of a tag begins with: no strings, filters, attributes or names of arguments."""
    expression = re.sub(r"\"[^\"]*\"|'[^']*'", " ", expression)
    expression = re.sub(r"\|\w+(:(?=[\s\w]))?", lambda found: " " if found[1] else "", expression)
    return set(re.findall(r"(?<![\w.:])([a-zA-Z_]\w*)(?![\w]*=)(?!:)", expression)) - WORDS


def free_names(source: str) -> set[str]:
    """The variables that a template reads and does not make itself."""
    used: set[str] = set()
    bound: set[str] = set()
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.VAR:
            used |= names_in(token.contents)
        elif token.token_type == TokenType.BLOCK:
            tag, _, rest = token.contents.partition(" ")
            if tag in ("load", "block", "endblock", "extends"):
                continue
            bound |= set(re.findall(r"\b(?:as|asvar) (\w+)", rest)) | set(re.findall(r"(\w+)=", rest))
            if tag == "for":
                bound |= set(re.findall(r"\w+", rest.partition(" in ")[0]))
            if tag == "regroup":
                rest = rest.partition(" by ")[0]
            used |= names_in(rest)
    return used - bound - EVERYWHERE


@pytest.mark.parametrize("path", PARTIALS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_partial_names_its_inputs_on_top(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    said = comments_on_top(source)
    assert re.search(r"\bInputs?: ", said), "say on top what it reads: {# What it is. Inputs: … #}"
    lacking = {name for name in free_names(source) if not re.search(rf"\b{name}\b", said)}
    assert not lacking, f"not named on top: {sorted(lacking)}"


@pytest.mark.parametrize("pattern", ["templates/**/*.html", "static/**/*.css", "static/**/*.js"])
def test_no_line_is_too_long_to_review(pattern: str) -> None:
    lines = {
        f"{path}:{n}": line
        for path in settings.BASE_DIR.glob(pattern)
        for n, line in enumerate(path.read_text().splitlines(), 1)
    }
    assert lines
    assert not [where for where, line in lines.items() if len(line) > 200]
