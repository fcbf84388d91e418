"""Change the YAML reader and the scorer in one place at a time, and see whether their tests notice.

    python scripts/mutate.py [--sample N] [--only PATTERN]

A mutant is a file with one changed node of its syntax tree: an operator, a constant, a condition, a sign of a regular
expression, a statement left out. It lives in a fork of this process alone, and no file of ours changes.
A mutant is killed where a test fails, or where the tests take five times as long as without it.

Survivors are printed, each on a line with its place. Those that nobody could tell from the original stand with the
reason in scripts/mutants.txt, and are called explained. The exit code is 1 where a survivor is not explained, where an
explanation is stale, for its mutant is killed or no more, or where fewer than 95 of 100 are killed.

`--sample N` tries N mutants that are not explained, the same ones each time; `--only PATTERN` those in whose
names that regular expression is found.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import re
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "scripts/mutants.txt"
LEAST = 95
"""Of 100 mutants so many are to be killed."""

TOO_SLOW = "not 200_mb and not second_scorers and not independent and not commands"
"""Tests that are left out: a survivor would take four times as long, and what they see others see too."""
Tests = tuple[str, ...]
# Sources, and their tests, the quickest first: most mutants fall at once.
WORK: dict[tuple[str, ...], Tests] = {
    (
        *("cmpgen/scores/match.py", "cmpgen/scores/points.py", "cmpgen/scores/percent.py"),
        *("cmpgen/metrics/*.py", "cmpgen/missing/*.py", "cmpgen/questions/scale*.py"),
    ): (
        *("tests/test_golden.py", "tests/test_points.py", "tests/test_percent.py", "tests/missing", "tests/questions"),
        *("tests/metrics", "tests/test_match_properties.py", "tests/test_match.py"),
    ),
    ("cmpgen/scores/country.py", "cmpgen/scores/division.py", "cmpgen/scores/similarity.py"): (
        *("tests/test_division.py", "tests/test_similarity.py", "tests/test_country.py"),
    ),
    ("cmpgen/yamltree/[!f]*.py",): ("tests/test_yamltree.py",),
    ("cmpgen/yamltree/fromjson.py",): ("tests/test_voter.py",),
}

OTHER: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    **{ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt)},
    **{ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,)},
    **{ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.And: (ast.Or,), ast.Or: (ast.And,)},
    **{ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.FloorDiv,), ast.FloorDiv: (ast.Mult,)},
    **{ast.Div: (ast.Mult,), ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,)},
    **{ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,), ast.LShift: (ast.RShift,), ast.RShift: (ast.LShift,)},
}
"""What may stand in place of each operator."""
SIGNS = {
    **{r"(?<=[])\w])\*": "+", r"(?<=[])\w])\+": "*", r"(?<=[])\w])\?": ""},
    **{r"\[\^": "[", r"\[(?!\^)": "[^", r"(?<!\[)\^": ""},
}
"""What may stand in place of each sign of a regular expression."""
LEFT_ALONE = ("annotation", "returns", "decorator_list", "bases", "ctx")


class Mutant(NamedTuple):
    """A changed file. `name` is the file, the definition and the change; by the same name a second one is "(2)"."""

    path: Path
    line: int
    name: str
    tree: ast.Module


def changes(node: ast.AST, pattern: bool) -> Iterator[ast.AST]:
    """The nodes that may stand in place of this one; `pattern` says that it is within a regular expression."""
    new: Any = copy.copy(node)
    if isinstance(node, ast.Compare):
        for place, old in enumerate(node.ops):
            for other in OTHER[type(old)]:
                new.ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                yield copy.copy(new)
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign):
        for new.op in (other() for other in OTHER[type(node.op)]):
            yield copy.copy(new)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and pattern:
        for sign, (start, end) in ((each, found.span()) for each in SIGNS for found in re.finditer(each, node.value)):
            yield ast.Constant(node.value[:start] + SIGNS[sign] + node.value[end:])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | str):
        yield ast.Constant(node.value + 1 if isinstance(node.value, int) else node.value + "~")
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        new.test = ast.UnaryOp(ast.Not(), node.test)
        yield new
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Assign | ast.Expr | ast.Break | ast.Continue | ast.Raise):
        yield ast.Pass()


def is_left_alone(node: ast.AST) -> bool:
    """Whether a node is none that anything does: a docstring, the dots of a protocol, an import, a list of exports."""
    is_export = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    is_words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_export or is_words or isinstance(node, ast.Import | ast.ImportFrom)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file, always in the same order. The tree is one and the same: it is to be used at once."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: Counter[str] = Counter()

    def walk(parent: ast.AST, scope: str, pattern: bool) -> Iterator[Mutant]:
        for field, value in ast.iter_fields(parent):
            children = value if isinstance(value, list) else [value]
            for place, child in enumerate(children if field not in LEFT_ALONE else ()):
                if not isinstance(child, ast.AST) or is_left_alone(child):
                    continue
                within = pattern or (isinstance(child, ast.Call) and ast.unparse(child.func) == "re.compile")
                # What a module sets at its top is missed by its imports: only what functions set is left out.
                for new in changes(child, within) if scope or not isinstance(child, ast.Assign) else ():
                    children[place] = ast.fix_missing_locations(ast.copy_location(new, child))
                    setattr(parent, field, children if isinstance(value, list) else children[0])
                    before, after = (ast.unparse(each).partition("\n")[0] for each in (child, new))
                    name = f"{path.relative_to(ROOT)}{scope}: {before} → {after}"
                    names[name] += 1
                    name += f" ({names[name]})" if names[name] > 1 else ""
                    yield Mutant(path, getattr(child, "lineno", 0), name, tree)
                    children[place] = child
                    setattr(parent, field, value)
                inner = f"{scope} {child.name}" if isinstance(child, ast.FunctionDef | ast.ClassDef) else scope
                yield from walk(child, inner, within)

    yield from walk(tree, "", False)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant in place of the module in its file."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.tree, str(self._mutant.path), "exec"), module.__dict__)  # noqa: S102


def outcome(tests: Tests, mutant: Mutant | None, limit: float) -> tuple[str, float]:
    """What the tests say of a mutant: killed, slow or alive; and the seconds of a processor that they took."""
    child = os.fork()
    if child == 0:
        import pytest

        null = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(null, standard)
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        sys.meta_path[:0] = [Finder(mutant)] if mutant else []
        # What was imported before pytest started is warned of.
        options = ["-x", "-q", "--hypothesis-profile=mutants", "-o", "filterwarnings=default", "-k", TOO_SLOW]
        os._exit(int(pytest.main([*options, "-p", "no:cacheprovider", "-p", "no:xdist", *tests])))
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGKILL:
        sys.exit("Something else killed the tests.")
    return {0: "alive", -signal.SIGXCPU: "slow"}.get(code, "killed"), usage.ru_utime + usage.ru_stime


def prepare() -> None:
    """Import what no mutant is to import again, and keep compiled tests, so that a mutant takes half a second."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / "build/mutants")
    for name in ("hypothesis.strategies", "markdown_it", "nh3", "playwright.sync_api", "pytest", "yaml"):
        importlib.import_module(name)
    from hypothesis import Phase, settings

    # A failure is enough: none is made smaller, and the same inputs are tried each time.
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutants", phases=phases, derandomize=True, deadline=None, database=None)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--only", default="")
    asked = options.parse_args()
    prepare()
    # In that file a line is a reason, and the lines below it that are indented are mutants.
    explained = {line.strip() for line in EXPLAINED.read_text(encoding="utf-8").splitlines() if line[:1] == " "}
    paths = {path: tests for patterns, tests in WORK.items() for each in patterns for path in sorted(ROOT.glob(each))}
    every = {path: [each.name for each in mutants(path)] for path in paths}
    stale = explained - {name for names in every.values() for name in names}
    chosen = {name for names in every.values() for name in names if re.search(asked.only, name)}
    if asked.sample:
        chosen = set(random.Random(2027).sample(sorted(chosen - explained), asked.sample))
    needed = {tests: 0.0 for path, tests in paths.items() if chosen & set(every[path])}
    for tests in needed:
        said, needed[tests] = outcome(tests, None, 3600)
        if said != "alive":
            sys.exit(f"The tests fail without any mutant: {' '.join(tests)}")
    total: Counter[str] = Counter()
    for path in paths:
        found: Counter[str] = Counter()
        for mutant in mutants(path):
            if mutant.name in chosen:
                said, took = outcome(paths[path], mutant, 5 * needed[paths[path]] + 5)
                stale |= {mutant.name} & explained if said != "alive" else set()
                said = "explained" if said == "alive" and mutant.name in explained else said
                found[said] += 1
                if said in ("alive", "slow"):
                    print(f"  {said}: {mutant.name} (line {mutant.line}, {took:.0f} s)", flush=True)
        if found:
            print(f"{path.relative_to(ROOT)}:", ", ".join(f"{number} {said}" for said, number in found.items()))
        total += found
    for name in sorted(stale):
        print(f"  stale in scripts/mutants.txt: {name}")
    killed = total["killed"] + total["slow"]
    print(f"{killed} of {total.total()} mutants killed; {total['explained']} survivors explained, {total['alive']} not")
    return int(bool(total["alive"] or stale) or 100 * killed < LEAST * total.total())


if __name__ == "__main__":
    sys.exit(main())
