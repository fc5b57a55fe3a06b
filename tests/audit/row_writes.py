"""Finds, in the source, the writes that simple-history does not see, and the models that each may write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model

APPS = ["audit", "orgs", "documents", "approvals", "notifications", "workflows", "config", "web", "database"]
#: Methods of querysets and managers that write rows past `save()`.
METHODS = {"update", "bulk_create", "bulk_update"}
#: Functions of `database` that write a row past `save()`.
FUNCTIONS = {"insert", "insert_if_absent", "insert_or_replace", "insert_or_increment", "insert_from", "update"}
MARK = re.compile(r"# (no )?row history: \S+")
SQL = re.compile(r'\b(?:UPDATE|INSERT INTO|DELETE FROM)\s+"?([a-z]+_[a-z]+)"?')

Models = frozenset[type[Model]] | None


@dataclass(frozen=True)
class Write:
    """One such write: where, the models that it may write (None: it cannot be told), and whether it says why."""

    place: str
    models: Models
    marked: bool


@cache
def classes() -> dict[str, type[Model]]:
    return {model.__name__: model for model in apps.get_models() if not model.__name__.startswith("Historical")}


@cache
def accessors() -> dict[str, frozenset[type[Model]]]:
    """{"seats": the models that some model reaches by this name}."""
    found: dict[str, set[type[Model]]] = {}
    for model in classes().values():
        for relation in model._meta.related_objects:
            found.setdefault(relation.get_accessor_name() or "", set()).add(relation.related_model)
    return {name: frozenset(models) for name, models in found.items() if not name.startswith("historical")}


def named_in(annotation: ast.AST | None) -> Models:
    text = ast.unparse(annotation) if annotation is not None else ""
    models = frozenset(classes()[word] for word in re.findall(r"\w+", text) if word in classes())
    return models or None


class Scope:
    """What the names of a function (or of a module) stand for, as far as the source says it."""

    def __init__(self, body: ast.AST, functions: Mapping[str, ast.AST | None]) -> None:
        self.functions, self.values, self.annotated = functions, dict[str, list[ast.AST]](), dict[str, Models]()
        for node in ast.walk(body):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._bind(target, node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                self._bind(node.target, node.iter)
            elif isinstance(node, ast.NamedExpr):
                self._bind(node.target, node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.annotated[node.target.id] = named_in(node.annotation)
                self._bind(node.target, node.value or node.target)
            elif isinstance(node, ast.arg):
                self.annotated[node.arg] = named_in(node.annotation)

    def _bind(self, target: ast.AST, value: ast.AST) -> None:
        if isinstance(target, ast.Attribute):
            self.values.setdefault(ast.unparse(target), []).append(value)
        elif isinstance(target, ast.Name):
            self.values.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, other in zip(target.elts, value.elts, strict=False):
                self._bind(one, other)

    def models_of(self, node: ast.AST, seen: frozenset[str] = frozenset()) -> Models:
        """The models whose rows an expression may stand for; None if it cannot be told."""
        if isinstance(node, ast.Name):
            return self._of_name(node.id, seen)
        if isinstance(node, ast.Attribute):
            reached = accessors().get(node.attr) or self._of_name(ast.unparse(node), seen)
            return reached or self.models_of(node.value, seen)
        if isinstance(node, ast.Call):
            return self._of_call(node, seen)
        for part in ("value", "elt", "body"):
            inner = getattr(node, part, None)
            if isinstance(inner, ast.AST):
                return self.models_of(inner, seen)
        return self.models_of(node.elts[0], seen) if isinstance(node, ast.List) and node.elts else None

    def _of_call(self, node: ast.Call, seen: frozenset[str]) -> Models:
        if isinstance(node.func, ast.Name) and node.func.id in self.functions:
            return named_in(self.functions[node.func.id])
        if isinstance(node.func, ast.Name) and node.func.id in ("list", "sorted") and node.args:
            return self.models_of(node.args[0], seen)
        return self.models_of(node.func, seen)

    def _of_name(self, name: str, seen: frozenset[str]) -> Models:
        if name in classes():
            return frozenset({classes()[name]})
        if name in seen:
            return None
        found = [self.models_of(value, seen | {name}) for value in self.values.get(name, [])]
        known = [models for models in (*found, self.annotated.get(name)) if models]
        return frozenset().union(*known) if known else None


def writes() -> Iterator[Write]:
    """Every such write of the project, but for migrations."""
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from writes_in(path.read_text(), str(path.relative_to(settings.BASE_DIR)))


def writes_in(text: str, name: str) -> Iterator[Write]:
    """The writes of one file."""
    tree, lines = ast.parse(text), text.splitlines()
    functions = {node.name: node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    ours = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("database.")
        for alias in node.names
    }
    for body in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        scope = Scope(body, functions)
        for statement in (node for node in ast.walk(body) if isinstance(node, ast.stmt)):
            for call in _own_calls(statement):
                if _writes(call, ours):
                    place = f"{name}:{call.lineno}"
                    yield Write(place, scope.models_of(_written(call)), _marked(lines, statement))
    yield from _by_sql(tree, lines, name)


def _own_calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls of a statement itself, not of the statements within it."""
    waiting: list[Any] = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            yield node
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]


def _writes(call: ast.Call, ours: set[str]) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in FUNCTIONS & ours
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS:
        return False
    return call.func.attr != "update" or (not call.args and bool(call.keywords))  # a queryset's takes only names


def _written(call: ast.Call) -> ast.AST:
    """The expression that says which rows: the queryset before the dot, or the rows that are handed over."""
    return call.func.value if isinstance(call.func, ast.Attribute) else call.args[0]


def _by_sql(tree: ast.AST, lines: list[str], name: str) -> Iterator[Write]:
    """Statements whose text names a table."""
    tables = {model._meta.db_table: model for model in classes().values()}
    for statement in (node for node in ast.walk(tree) if isinstance(node, ast.Expr | ast.Assign)):
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue  # a docstring
        nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Constant)]
        text = " ".join(node.value for node in nodes if isinstance(node.value, str))
        for table in SQL.findall(text):
            if table in tables:
                yield Write(f"{name}:{statement.lineno}", frozenset({tables[table]}), _marked(lines, statement))


def _marked(lines: list[str], statement: ast.stmt) -> bool:
    """Whether a comment says it: in the statement's own lines, or right above."""
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return any(MARK.search(line) for line in lines[first:last])
