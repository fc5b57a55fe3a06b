"""`make mutants`: change rules and actions by one operator at a time, and count what the app's own tests notice.

The changes are cosmic-ray's, a sample of them by a seed. Each is made in a copy of the tree and asked of `tests/<app>`,
first of the files that name the changed function. It is caught when a test fails or hangs, and survives otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome
from parso.tree import NodeOrLeaf

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv/bin/python"
#: Rules, actions, and what is asked of rights, positions and proofs. Not the reader (`documents/structure`): its samples
#: and corpora measure it; `SCOPE=documents/structure/checks` asks of a room of it.
SCOPE = (
    "*/actions",
    "*/rules",
    "*/rules.py",
    "*/permissions.py",
    "*/proofs.py",
    "audit/actions.py",
    "audit/chain.py",
    "audit/queries",
    "audit/verification.py",
    "documents/states.py",
    "documents/visibility.py",
    "notifications/matching",
    "notifications/recipients",
    "orgs/queries/authority.py",
    "orgs/roles.py",
    "workflows/assignees.py",
    "workflows/engine.py",
    "workflows/kinds.py",
    "workflows/procedures",
    "workflows/projection.py",
    "workflows/transition.py",
)
#: The demo's procedures are data.
DATA = {Path("workflows/procedures/catalogue.py")}
#: What is changed into what. Left out, because a survivor would say nothing: `==` into `is` (the same for small values),
#: a comparison into a third one beside its opposite and its neighbour, arithmetic into what nobody mistypes (`+` into
#: `**`), and operators that need a variable's name.
OPERATORS = """
    AddNot ReplaceUnaryOperator_Delete_Not ReplaceAndWithOr ReplaceOrWithAnd ReplaceTrueWithFalse ReplaceFalseWithTrue
    ReplaceComparisonOperator_Eq_NotEq ReplaceComparisonOperator_NotEq_Eq
    ReplaceComparisonOperator_Is_IsNot ReplaceComparisonOperator_IsNot_Is
    ReplaceComparisonOperator_Lt_LtE ReplaceComparisonOperator_Lt_GtE
    ReplaceComparisonOperator_LtE_Lt ReplaceComparisonOperator_LtE_Gt
    ReplaceComparisonOperator_Gt_GtE ReplaceComparisonOperator_Gt_LtE
    ReplaceComparisonOperator_GtE_Gt ReplaceComparisonOperator_GtE_Lt
    NumberReplacer ReplaceUnaryOperator_USub_UAdd ReplaceUnaryOperator_Delete_Invert
    ReplaceBinaryOperator_Add_Sub ReplaceBinaryOperator_Sub_Add ReplaceBinaryOperator_Mul_Div
    ReplaceBinaryOperator_Div_Mul ReplaceBinaryOperator_FloorDiv_Mul ReplaceBinaryOperator_Mod_Mul
    ReplaceBinaryOperator_BitOr_BitAnd ReplaceBinaryOperator_BitAnd_BitOr
    RemoveDecorator ExceptionReplacer ZeroIterationForLoop ReplaceBreakWithContinue ReplaceContinueWithBreak
"""
#: Decorators without which a function is slower and otherwise the same.
FOR_SPEED = ("@cache", "@lru_cache", "@prepared", "@cached_property")
FLOOR = 90  # per cent
HANGS = 240  # seconds of one test
LIMIT = 30 * 60  # seconds of one mutant
NEAREST = 4  # files of tests that are asked before the rest


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def modules(scope: Iterable[str]) -> list[Path]:
    """The modules of a scope, relative to the root; of an app, whose tests stand under its name."""
    found = [path for pattern in scope for path in ROOT.glob(pattern)]
    files = {one.relative_to(ROOT) for path in found for one in (path.rglob("*.py") if path.is_dir() else [path])}
    return sorted(path for path in files - DATA if (ROOT / "tests" / path.parts[0]).is_dir())


def in_annotation(node: NodeOrLeaf) -> bool:
    """Whether a node of the syntax tree belongs to an annotation, which is never evaluated (`int | None`)."""
    while (parent := node.parent) is not None:
        if parent.type == "tfpdef" or (parent.type == "annassign" and node is parent.children[1]):
            return True
        if parent.type == "funcdef" and parent.annotation is node:
            return True
        node = parent
    return False


def says_something(operator: str, node: NodeOrLeaf) -> bool:
    """Whether a surviving change of this node would show a missing test."""
    code = node.get_code()
    if operator == "RemoveDecorator":
        return not code.strip().startswith(FOR_SPEED)
    if (decorator := node.search_ancestor("decorator")) and decorator.get_code().strip().startswith("@dataclass"):
        return False  # frozen, slots: how a value is kept, which no caller sees
    if node.parent is not None and node.parent.type in ("parameters", "lambdef"):
        return False  # the star before keywords: it would not compile
    if operator == "NumberReplacer" and len(code.strip()) > 2:
        return False  # a size (a column's width, a batch, a page), which one more or less does not change
    return "TYPE_CHECKING" not in code.split("\n")[0] and not in_annotation(node)


def mutants(module: Path) -> Iterator[MutationSpec]:
    """Every change that may be made of a module."""
    tree = get_ast_from_path(ROOT / module)
    for name in OPERATORS.split():
        operator = get_operator(f"core/{name}")()
        places = ((node, place) for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (node, (start, end)) in enumerate(places):
            if says_something(name, node):
                yield MutationSpec(
                    module_path=module,
                    operator_name=f"core/{name}",
                    occurrence=occurrence,
                    start_pos=start,
                    end_pos=end,
                    definition_name=ASTQuery(node).get_definition_name(),
                )


def nearest(spec: MutationSpec) -> list[Path]:
    """The tests of the app that name the changed function most often; if none does, its module."""
    words = [(spec.definition_name or "").rpartition(".")[2], spec.module_path.stem, spec.module_path.parent.name]
    texts = {path: path.read_text() for path in (ROOT / "tests" / spec.module_path.parts[0]).rglob("test_*.py")}
    for word in filter(None, words):
        if naming := sorted(path for path in texts if word in texts[path]):
            naming.sort(key=lambda path: -texts[path].count(word))
            return [path.relative_to(ROOT) for path in naming[:NEAREST]]
    return []


def pytest(*arguments: object) -> str:
    """The command that runs tests on a fresh database, and succeeds too where all of them are another database's."""
    options = ["-x", "--tb=no", "--reuse-db", "-m", "not browser", "-o", f"faulthandler_timeout={HANGS}"]
    command = [PYTHON, "-m", "pytest", *options, *arguments]
    return f"cp ../fresh.sqlite3 var/test.sqlite3 && {{ {shlex.join(map(str, command))}; code=$?; [ $code = 0 ] || [ $code = 5 ]; }}"


@dataclass(slots=True)
class Verdict:
    """What became of one mutant: the tests that failed, if any did."""

    spec: MutationSpec
    caught: bool
    hung: bool
    seconds: float
    diff: str
    failed: list[str] = field(default_factory=list)

    def tell(self) -> None:
        path, line = self.spec.module_path, self.spec.start_pos[0]
        what = "hung    " if self.hung else "caught  " if self.caught else "SURVIVED"
        say(f"{what} {self.seconds:4.0f} s  {path}:{line}  {self.spec.operator_name.removeprefix('core/')}")
        if not self.caught:
            say(self.diff)


class Trees:
    """Copies of the tree as it stands, one for each mutant at work, and an empty database beside them."""

    def __init__(self, folder: Path, count: int) -> None:
        listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True)
        self.free: SimpleQueue[Path] = SimpleQueue()
        for number in range(count):
            tree = folder / f"tree-{number}"
            for name in [*listed.splitlines(), *(str(path.relative_to(ROOT)) for path in ROOT.glob("locale/**/*.mo"))]:
                if (ROOT / name).is_file():
                    (tree / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(ROOT / name, tree / name)
            (tree / "node_modules").symlink_to(ROOT / "node_modules")
            (tree / "var").mkdir()
            self.free.put(tree)
        (folder / "fresh.sqlite3").touch()
        if failed := self.run_clean("tests/orgs/test_authority.py"):
            raise RuntimeError(f"These tests fail without a mutant: {failed}")
        shutil.copy2(folder / "tree-0/var/test.sqlite3", folder / "fresh.sqlite3")

    def run_clean(self, *tests: str) -> list[str]:
        """Run tests without a mutant; return those that fail."""
        tree = self.free.get()
        shutil.rmtree(tree / ".pytest_cache", ignore_errors=True)
        command = pytest("--maxfail=0", "-o", "faulthandler_timeout=0", *tests)
        done = subprocess.run(["sh", "-c", command], cwd=tree, stdout=subprocess.DEVNULL, check=False)
        failed = failed_in(tree)
        if done.returncode and not failed:
            raise RuntimeError("The tests cannot be run.")
        self.free.put(tree)
        return failed

    def judge(self, spec: MutationSpec) -> Verdict:
        """Make one change in a free tree, ask the tests, and take it back."""
        tree, began = self.free.get(), time.monotonic()
        shutil.rmtree(tree / ".pytest_cache", ignore_errors=True)
        near, app = nearest(spec), f"tests/{spec.module_path.parts[0]}"
        commands = [pytest(*near)] * bool(near) + [pytest(app, *(f"--ignore={path}" for path in near))]
        script = shlex.quote(" && ".join([f"exec 2>&1; cd {shlex.quote(str(tree))}", *commands]))
        there = MutationSpec(tree / spec.module_path, spec.operator_name, spec.occurrence, spec.start_pos, spec.end_pos)
        result = mutate_and_test([there], f"sh -c {script}", LIMIT)
        if result.worker_outcome != WorkerOutcome.NORMAL or result.test_outcome == TestOutcome.INCOMPETENT:
            raise RuntimeError(f"{spec}: {result.output}")
        failed = failed_in(tree)
        self.free.put(tree)
        lines = [
            line for line in (result.diff or "").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
        ]
        hung = "Timeout (" in (result.output or "") or result.output == "timeout"
        return Verdict(spec, result.is_killed, hung, time.monotonic() - began, "\n".join(lines), failed)


def failed_in(tree: Path) -> list[str]:
    """The tests that the last run in a tree saw fail, as pytest keeps them."""
    kept = tree / ".pytest_cache/v/cache/lastfailed"
    return list(json.loads(kept.read_text())) if kept.exists() else []


def run(chosen: list[MutationSpec], workers: int) -> tuple[list[Verdict], list[str]]:
    """Judge mutants; return also those tests that fail without a mutant, too, and so notice nothing."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(workers) as pool:
        trees, verdicts = Trees(Path(folder), workers), []
        for done in as_completed([pool.submit(trees.judge, spec) for spec in chosen]):
            verdicts.append(done.result())
            verdicts[-1].tell()
        failed = sorted({test for verdict in verdicts for test in verdict.failed})
        return verdicts, trees.run_clean(*failed) if failed else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("scope", nargs="*", default=SCOPE)
    given = parser.parse_args()
    for name in ("DATABASE_URL", "REDIS_URL", "VAR_DIR", "TEST_SQLITE"):
        os.environ.pop(name, None)
    os.environ["LOG_LEVEL"] = "CRITICAL"
    known = [spec for module in modules(given.scope) for spec in mutants(module)]
    chosen = random.Random(given.seed).sample(known, min(given.sample, len(known)))
    say(f"{len(chosen)} of {len(known)} mutants, seed {given.seed}")
    verdicts, unsound = run(chosen, given.workers)
    if unsound:
        say("These tests fail without a mutant, too; what they caught was not caught:\n" + "\n".join(unsound))
        return 2
    caught, hung = sum(one.caught for one in verdicts), sum(one.hung for one in verdicts)
    share = 100 * caught / len(verdicts)
    say(f"{caught} of {len(verdicts)} caught ({hung} of them hung): {share:.0f} %, at least {FLOOR} % is asked")
    return 0 if share >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
