"""The documents say what is true: every command, option, field, word, metric, rule and question type is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cmpgen import checks, metrics, missing, model, questions, shapes
from cmpgen.cli import cli
from cmpgen.kinds import Shape
from cmpgen.prose import prose
from cmpgen.questions.scales import BUILT_IN
from cmpgen.render import Speech
from scripts.codes import codes
from tests.helpers import ROOT

COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
FILES = "".join(each.read_text(encoding="utf-8") for each in sorted(ROOT.glob("docs/*.md")))
SCORING = (ROOT / "docs/scoring.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def commands(group: click.Group, above: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


def shape_names() -> list[str]:
    """Every shape of the volunteers' files; a voter's own file is described with `match`."""
    return sorted(each.__name__ for each in Shape.__subclasses__() if each.__module__ == shapes.__name__)


@pytest.mark.parametrize(("name", "command"), list(commands(cli, "cmpgen")))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    heading = f"## {name}\n"
    assert heading in COMMANDS
    section = COMMANDS.split(heading)[1].split("\n## ")[0]

    options = {opt for each in command.params if isinstance(each, click.Option) for opt in each.opts}

    assert [each for each in sorted(options) if each not in section] == []


def test_no_command_is_documented_that_there_is_not() -> None:
    assert set(re.findall(r"^## (cmpgen .*)$", COMMANDS, re.MULTILINE)) == {name for name, _ in commands(cli, "cmpgen")}


def test_the_readme_names_every_command() -> None:
    assert [name for name in cli.commands if f"`cmpgen {name}`" not in README] == []


def test_the_map_of_the_house_names_every_room() -> None:
    rooms = {each.stem for each in (ROOT / "cmpgen").iterdir() if each.is_dir() or each.suffix == ".py"}
    words = re.findall(r"`(\w+)/?`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))

    assert sorted(rooms - {"__init__", "__main__", "__pycache__"} - set(words)) == []


def test_every_template_of_a_page_and_every_name_that_templates_know_is_documented() -> None:
    theme = (ROOT / "docs/theme.md").read_text(encoding="utf-8")
    folder = ROOT / "theme/templates"
    templates = [each.relative_to(folder).as_posix() for each in (*folder.glob("pages/*.html"), *folder.glob("*.html"))]
    words = {*re.findall(r"`([\w./-]+)", theme)}

    assert sorted({*templates, *Speech("en", {}, prose).names()} - words) == []
    for room in re.findall(r"`(cmpgen/pages/\w+\.py)`", theme):
        assert (ROOT / room).exists()


@pytest.mark.parametrize("name", shape_names())
def test_every_field_of_a_file_is_documented(name: str) -> None:
    fields = [*getattr(shapes, name).fields]

    assert [each for each in fields if f"`{each}`" not in FILES] == []


@pytest.mark.parametrize("word", [*model.REPLIES, *model.STATUSES, *model.ORIGINS, *BUILT_IN, *questions.TYPES])
def test_every_word_that_a_field_knows_is_documented(word: str) -> None:
    assert f"`{word}`" in FILES


@pytest.mark.parametrize("name", [*metrics.METRICS, *missing.RULES])
def test_every_metric_and_missing_answer_rule_is_documented(name: str) -> None:
    assert f"| `{name}` |" in SCORING


def test_every_code_is_documented_as_it_is_explained() -> None:
    assert (ROOT / "docs/codes.md").read_text(encoding="utf-8") == codes(), "`python scripts/codes.py` writes it anew"
    assert [code for code in checks.BY_CODE if f"\n## {code}\n" not in codes()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    prose = re.sub(r"^(```+).*?^\1$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", prose)

    assert [each for each in links if not (document.parent / each).exists()] == []


def test_every_make_target_has_its_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony

    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == set(phony[1].split())
