"""The house holds: layers and doors, complete registries, a page for every code, and a quick answer to --help."""

from __future__ import annotations

import ast
import os
import re
import shutil
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import click
import pytest
from importlinter.cli import lint_imports

from cmpgen import checks, exporters, importers, metrics, missing, questions
from cmpgen.cli import cli
from tests.helpers import ROOT

PACKAGE = ROOT / "cmpgen"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REGISTRIES: dict[str, Mapping[str, ModuleType]] = {
    "checks": checks.BY_CODE,
    "exporters": exporters.EXPORTERS,
    "importers": importers.IMPORTERS,
    "metrics": metrics.METRICS,
    "missing": missing.RULES,
    "questions": questions.TYPES,
}
HEAVY = {"pandas", "numpy", "scipy", "sklearn", "pelican", "jinja2"}


def members(folder: str) -> list[Path]:
    """The files of a family, one member each; a file that only serves others is imported by one of them."""
    registry = PACKAGE / folder / "__init__.py"
    others = [each for each in PACKAGE.rglob("*.py") if each != registry]
    files = [each for each in sorted((PACKAGE / folder).glob("*.py")) if each != registry]
    return [each for each in files if is_marked(each) or not any(imports(other, each) for other in others)]


def is_marked(path: Path) -> bool:
    """Whether a file says of itself that it is a member: by a CODE, a NAME, or a function that imports or exports."""
    marks = re.compile(rf"^(CODE|NAME) = |^def (im|ex)port_{path.stem}\(", re.MULTILINE)
    return bool(marks.search(path.read_text(encoding="utf-8")))


def imports(path: Path, other: Path) -> bool:
    """Whether a file imports one of a family."""
    family = f"cmpgen.{other.parent.name}"
    names = rf"from {family}\.{other.stem} import|from {family} import .*\b{other.stem}\b"
    return bool(re.search(names, path.read_text(encoding="utf-8")))


def core_rooms() -> set[str]:
    """The rooms of which `pyproject.toml` says that they touch nothing outside themselves."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (core,) = (each for each in contracts if each["name"].startswith("The core touches nothing"))
    return {each.removeprefix("cmpgen.") for each in core["source_modules"]}


def placeholders(template: str) -> set[str]:
    """The facts that a message or hint has blanks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def reported() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every call of `diagnostic` whose code is written in it: place, code, and its facts; None for `**facts`."""
    for path, tree in trees():
        assigned = (node for node in tree.body if isinstance(node, ast.Assign))
        own = next((node.value for node in assigned if ast.unparse(node.targets[0]) == "CODE"), None)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if not (isinstance(call.func, ast.Name) and call.func.id == "diagnostic" and len(call.args) > 1):
                continue
            code = own if isinstance(call.args[1], ast.Name) and call.args[1].id == "CODE" else call.args[1]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                facts = {each.arg for each in call.keywords if each.arg}
                whole = len(facts) == len(call.keywords)
                yield f"{path.relative_to(ROOT)}:{call.lineno}", code.value, facts if whole else None


def used(names: set[str], files: Iterable[Path]) -> list[str]:
    """Where these files call a function, or name a class, that is called so."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.id}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and node.id in names
    ]


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names; nothing for any other node."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def commands(group: click.Group = cli, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group of commands, as words."""
    yield above
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_rooms_import_only_what_their_layer_and_their_doors_allow() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("diagnostics", "import cmpgen.report", "An upper room imports a lower one"),
        ("report", "import yaml", "YAML"),
        ("parse", "import pandas", "arrays"),
        ("parse", "import pathlib", "The core touches nothing outside itself"),
        ("newroom", "", "An upper room imports a lower one"),
    ],
)
def test_a_planted_import_breaks_its_contract(tmp_path: Path, room: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "cmpgen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with open(tmp_path / "cmpgen" / f"{room}.py", "a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))"]
    path = {**os.environ, "PYTHONPATH": str(tmp_path)}
    linted = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, check=False)

    assert linted.returncode == 1
    assert any(contract in each and "BROKEN" in each for each in linted.stdout.splitlines()), linted.stdout


def test_the_core_opens_no_file_and_prints_nothing() -> None:
    core = [path for path, _ in trees() if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in core_rooms()]

    assert core
    assert used({"Path", "breakpoint", "input", "open", "print"}, core) == []


def test_nothing_runs_what_it_reads() -> None:
    assert used({"__import__", "compile", "eval", "exec"}, (path for path, _ in trees())) == []


def test_no_float_is_part_of_a_score() -> None:
    rooms = [PACKAGE / room for room in ("scores", "metrics", "missing", "questions")]
    files = [path for room in rooms for path in room.glob("*.py")]

    written = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]

    assert files
    assert written == []
    assert used({"float", "round"}, files) == []


@pytest.mark.parametrize("folder", sorted(REGISTRIES))
def test_every_file_of_a_family_is_in_its_registry_under_its_own_name(folder: str) -> None:
    registry = REGISTRIES[folder]

    assert {name: Path(module.__file__ or "").stem for name, module in registry.items()} == {
        path.stem.replace("_", "-"): path.stem for path in members(folder)
    }


def test_every_code_that_is_reported_has_a_page() -> None:
    assert [(place, code) for place, code, _ in reported() if code not in checks.BY_CODE] == []


def test_every_report_fills_all_the_blanks_of_its_message_and_hint() -> None:
    short = [
        (place, code, blanks - facts)
        for place, code, facts in reported()
        if facts is not None
        for blanks in [placeholders(checks.BY_CODE[code].MESSAGE) | placeholders(checks.BY_CODE[code].HINT)]
        if not blanks <= facts
    ]

    assert short == []


def test_every_page_of_a_code_belongs_to_a_fault_that_is_looked_for() -> None:
    written = {
        node.value
        for path, tree in trees()
        if path.parent.name != "checks"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found_by_check = {code for place, code, _ in reported() if place.startswith("cmpgen/checks/")}

    assert sorted(checks.BY_CODE.keys() - written - found_by_check) == []


@pytest.mark.parametrize("code", sorted(checks.BY_CODE))
def test_a_message_is_no_sentence_and_a_hint_is_one(code: str) -> None:
    page = checks.BY_CODE[code]

    assert page.SEVERITY in ("error", "warning")
    assert page.MESSAGE[0] == page.MESSAGE[0].lower()
    assert not page.MESSAGE.endswith(".")
    assert page.HINT.endswith(".")


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_help_of_every_command_answers_with_an_example(command: tuple[str, ...]) -> None:
    answered = run("-m", "cmpgen", *command, "--help")

    assert answered.returncode == 0, answered.stderr
    assert answered.stdout.startswith("Usage:")
    assert "Example:" in answered.stdout


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_help_of_every_command_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    words = ["cmpgen", *command, "--help"]
    run_main = "from cmpgen.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    program = f"import sys; sys.argv = {words!r}; {run_main}"

    answered = run("-c", program)

    assert "Usage:" in answered.stdout
    assert HEAVY & set(answered.stdout.splitlines()[-1].split()) == set()


def test_every_package_that_is_imported_is_declared() -> None:
    declared = {re.split(r"[^\w-]", each)[0].lower() for each in PROJECT["project"]["dependencies"]}
    modules = {
        name.split(".")[0]
        for _, tree in trees()
        for node in ast.walk(tree)
        for name in imported(node)
        if name.split(".")[0] not in sys.stdlib_module_names
    }
    from_packages = packages_distributions()

    strangers = {from_packages[each][0].lower() for each in modules - {"cmpgen"}} - declared

    assert strangers == set()
