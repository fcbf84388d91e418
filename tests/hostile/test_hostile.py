"""Every case of the corpus: what must come of it comes of it, in time, in little memory, and the last good site stays.

Each case runs in a process of its own, forked from one that has everything imported (tests/hostile/server.py).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, get_args, get_origin

import pytest

from cmpgen import shapes
from cmpgen.cells import plain
from cmpgen.kinds import Shape
from tests.helpers import is_whole
from tests.hostile.cases import ADA_PAGE, CHECK, IMPORT, MATCH, MORE, SOUND, Case, Q, write
from tests.hostile.corpus import bombs, characters, images, keys, links, paths, syntax, tables, types
from tests.hostile.corpus.payloads import DOS, XSS
from tests.hostile.fields import everywhere
from tests.hostile.server import PATIENCE, SECONDS, Run, Server
from tests.test_cells import begins_a_formula
from tests.test_real_elections import answers_on, one_line

CASES: list[Case] = [
    case for module in (keys, types, syntax, bombs, characters, paths, links, images, tables) for case in module.CASES
]

COUNTS = {
    "Y-dup": 12,
    "Y-type": 28,
    "Y-syntax": 29,
    "Y-bomb": 21,
    "U-text": 13,
    "P-path": 26,
    "M-xss": 59,
    "M-dos": 10,
    "L-url": 16,
    "I-img": 12,
    "T-tab": 30,
}
"""How many cases each class of the list has: 256 together."""

_HEAD = re.compile(r"^(?P<place>.+:\d+:\d+): (?P<severity>error|warning)\[(?P<code>[\w-]+)\]: \S", re.MULTILINE)


@pytest.fixture(scope="module")
def good_site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that stands when something hostile arrives."""
    project = tmp_path_factory.mktemp("sound")
    write(Case("sound"), project)
    built = server.run("build", "--project", str(project), "--output", str(project / "output"))
    assert built.code == 0, built.stderr
    return project / "output"


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder that can be read, by path, with a hash of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.stat().st_mode & 0o400
    }


class _Words(HTMLParser):
    """Collects the words of a page, as a reader would copy them."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


def words(page: Path) -> str:
    parser = _Words()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.words


def quickest(server: Server, *argv: str, cwd: Path, seconds: int = 2) -> Run:
    """What came of a command; one that seems too slow is run again, for what else the machine does slows it too.

    An import is run once: another one would find the files of the first.
    """
    run = server.run(*argv, cwd=cwd)
    for _ in range(3 if argv[0] != "import" else 0):
        if run.cpu < seconds:
            break
        again = server.run(*argv, cwd=cwd)
        run = min(run, again, key=lambda each: each.cpu)
    return run


def is_sound(run: Run, seconds: int = 2, megabytes: int = 300) -> bool:
    """Whether it ended by itself, as data faults or success do, without a traceback and within its limits."""
    ended = run.code in (0, 1) and "Traceback" not in run.stdout + run.stderr
    return ended and run.cpu < seconds and run.megabytes < megabytes


def reported(output: str, severity: str) -> list[str]:
    found = [each for each in _HEAD.finditer(output) if each["severity"] == severity]
    return [f"{each['place']} {each['code']}" for each in found]


def matches(found: list[str], expected: tuple[str, ...]) -> bool:
    """Whether these are the faults that were expected, and with MORE also others of the same kinds."""
    if expected[-1:] != (MORE,):
        return sorted(found) == sorted(expected)
    named, kinds = expected[:-1], {each.rpartition(" ")[2] for each in found}
    return set(named) <= set(found) and kinds <= {each.rpartition(" ")[2] for each in named} | {"alias", "anchor"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_hostile(
    case: Case, server: Server, good_site: Path, folder: Path, record_property: pytest.FixtureRequest
) -> None:
    project, output = folder / "project", folder / "output"
    shutil.copytree(good_site, output)
    write(case, project)
    site_before, project_before = fingerprint(output), fingerprint(folder)

    command = [each.replace("{project}", str(project)) for each in case.command]
    run = quickest(server, *command, cwd=project, seconds=case.seconds)

    told = run.stdout if case.command == CHECK else run.stdout + run.stderr
    assert is_sound(run, case.seconds, case.megabytes), run
    assert run.code == (1 if case.faults else 0), told
    assert matches(reported(told, "error"), case.faults), told
    assert set(case.warnings) <= set(reported(told, "warning")), told
    assert told.count("\n  hint: ") == len(_HEAD.findall(told))
    if case.command != IMPORT or case.faults:
        assert fingerprint(folder) == project_before

    if case.command in (CHECK, IMPORT) and not (case.faults and case.command == IMPORT) and case.builds:
        built = quickest(server, "build", "--project", str(project), "--output", str(output), cwd=project)

        assert is_sound(built, megabytes=case.megabytes), built
        assert built.code == run.code, built.stderr
        if case.faults:
            assert fingerprint(output) == site_before
        assert is_whole(output)
        for page, text in case.shown.items():
            assert text in words(output / page)
            assert not (good_site / page).exists() or text not in words(good_site / page)
        for question, position in case.answers.items():
            assert one_line("".join(answers_on(output / ADA_PAGE).positions[question])) == position
        for pattern in case.made:
            assert [*output.glob(pattern)] and not [*good_site.glob(pattern)]
        for secret in case.hidden:
            assert not [path for path in output.rglob("*") if path.is_file() and secret in path.read_bytes()]
    for name, value in (("cpu", run.cpu), ("seconds", run.seconds), ("megabytes", run.megabytes)):
        record_property(name, value)  # type: ignore[operator]  # pytest's own fixture


def test_p_path_14_a_folder_beside_the_output_whose_name_begins_alike_is_left_alone(
    server: Server, folder: Path
) -> None:
    project = folder / "project"
    write(Case("sound"), project)
    letter = folder / "site-evil/letter.txt"
    letter.parent.mkdir()
    letter.write_text("a letter", encoding="utf-8")

    inside = server.run("build", "--project", str(project), "--output", str(folder / "site"))
    beside = server.run("build", "--project", str(project), "--output", str(letter.parent))

    assert (inside.code, beside.code) == (0, 3)
    assert "site-evil holds letter.txt, which cmpgen did not write" in beside.stderr
    assert fingerprint(letter.parent) == {"letter.txt": hashlib.sha256(b"a letter").hexdigest()}
    assert is_whole(folder / "site")


@pytest.mark.parametrize("number", sorted(DOS))
def test_words_that_never_end_are_read_in_a_second(number: str, server: Server, good_site: Path, folder: Path) -> None:
    """M-dos: as background, as a comment and as a page of prose."""
    words = DOS[number]
    below = "".join(f"    {line}\n" for line in words.split("\n"))
    case = Case(
        number,
        {
            "questionnaires/demo/questions.yaml": f"{SOUND['questionnaires/demo/questions.yaml']}"
            f"- id: endless\n  text: Endless?\n  background: |\n{below}",
            "candidates/demo/north/jo.yaml": "name: Jo\nreply: answered\nanswers:\n  endless:\n    position: agree\n"
            f"    comment: |\n{below.replace('    ', '      ', 1)}",
            "content/pages/endless.md": f"Title: Endless\n\n{words}\n",
        },
    )
    project, output = folder / "project", folder / "output"
    shutil.copytree(good_site, output)
    write(case, project)

    checked = quickest(server, "check", "--project", str(project), cwd=project, seconds=1)
    built = quickest(server, "build", "--project", str(project), "--output", str(output), cwd=project)

    assert is_sound(checked), checked
    assert checked.cpu < 1
    assert is_sound(built), built
    assert checked.code == built.code
    assert is_whole(output)


def test_a_command_that_stands_still_is_ended_after_ten_seconds(server: Server, folder: Path) -> None:
    write(Case("sound"), folder)
    os.mkfifo(folder / "mine.json")

    run = server.run(*(each.replace("{project}", str(folder)) for each in MATCH), cwd=folder)

    assert run.code == -signal.SIGKILL
    assert not is_sound(run)
    assert SECONDS <= run.seconds < PATIENCE


SIGNS = {"T-tab-11": "=+-@\t\r\n", "T-tab-12": "＝＋－＠"}
"""With what a cell must not begin."""


@pytest.mark.parametrize("number", SIGNS)
def test_no_exported_cell_is_a_formula_and_all_come_back(
    number: str, server: Server, good_site: Path, folder: Path
) -> None:
    project, output, again = (folder / name for name in ("project", "tables", "again"))
    # A line break cannot begin a cell, for what is around a text is left out when it is read; it can stand in one.
    texts = [
        text
        for sign in SIGNS[number].replace("\r", "")
        for begun in [f"{sign}cmd|' /C calc'!A0"]
        for text in (begun, f"so;{begun}", f'so,"{begun}', f"so\n{begun}", f"'{begun}")
    ]
    files = {
        f"candidates/demo/north/c{at}.yaml": json.dumps(
            {
                "name": f"Jo {at}",
                "party": "river-party",
                "reply": "answered",
                "answers": {"free-buses": {"position": "agree", "comment": text}, "open": {"position": text}},
            }
        )
        for at, text in enumerate(texts)
    }
    write(Case(number, {**files, Q: f"{SOUND[Q]}- id: open\n  type: text\n  text: Say.\n"}), project)
    again.mkdir()

    site = fingerprint(good_site)
    written = server.run("export", "csv", "--project", str(project), "--election", "demo", "--output", str(output))
    read = server.run(
        *("import", "tidy", str(output), "--project", str(again), "--election", "demo", "--date", "2027-05-06")
    )
    checked = server.run("export", "csv", "--project", str(again), "--election", "demo", "--output", str(folder / "t"))

    assert [is_sound(run) and run.code for run in (written, read, checked)] == [0, 0, 0], (written, read, checked)
    for table in sorted(output.glob("*.csv")):
        for delimiter in ",;\t":
            cells = [cell for row in csv.reader(io.StringIO(text_of(table)), delimiter=delimiter) for cell in row]
            assert [cell for cell in cells if begins_a_formula(cell) or cell.startswith("\t")] == []
    first, second = (remarks(folder / name / "answers.csv") for name in ("tables", "t"))
    assert first == second
    assert {text.strip() for text in texts} <= set(first)
    assert fingerprint(good_site) == site


def text_of(table: Path) -> str:
    return table.read_bytes().decode("utf-8")


def remarks(table: Path) -> list[str]:
    """Every comment in a table of answers, without guards."""
    return sorted(plain(row["comment"]) for row in csv.DictReader(io.StringIO(text_of(table))))


CHOSEN = {
    "asked-in",
    "format",
    "kind",
    "metric",
    "missing",
    "party",
    "region",
    "reply",
    "scale",
    "status",
    "topic",
    "type",
}
"""Fields in which only words can stand that are known; a contributor cannot write any other there."""


def test_every_field_that_holds_words_is_among_those_with_payloads() -> None:
    values = [json.loads(text) for path, text in everywhere("word").items() if path.endswith(".yaml")]
    said = set(fields_with("word", values))
    texts = {
        written
        for shape in Shape.__subclasses__()
        if shape.__module__ == shapes.__name__
        for written, (_, kind) in shape.fields.items()
        if {str, dict} & {held := get_args(kind)[0] if get_origin(kind) is Annotated else kind, get_origin(held)}
    }
    identifiers = {"answers", "contact", "id", "name", "photo", "questions", "scales", "site", "wikidata"}

    assert {"comment", "credit", "branch", "source-id", "quote", "links", "contacted"} <= texts
    assert texts - said - CHOSEN - identifiers == set()


def fields_with(word: str, value: object, names: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of the fields in which this word stands, and of those around them."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from fields_with(word, each, (*names, key))
    elif isinstance(value, list):
        for each in value:
            yield from fields_with(word, each, names)
    elif word in str(value):
        yield from names


def test_every_case_of_the_list_is_here_or_named_as_waiting() -> None:
    here = {case.number for case in CASES} | {"P-path-14", *SIGNS} | set(XSS) | set(DOS)
    listed = {f"{name}-{number:02}" for name, count in COUNTS.items() for number in range(1, count + 1)}

    assert here | set(tables.WAITING) == listed
    assert not here & set(tables.WAITING)
    assert Counter(tables.WAITING.values()) == {"an importer of XLSX": 11}
    assert len(here) == 245
