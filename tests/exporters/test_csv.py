"""The export as tables: all of an election is in them, nothing in them is computed, and they come back as they were."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cmpgen import cells
from cmpgen.compile import CompiledElection, compile_project
from cmpgen.exporters import EXPORTERS
from cmpgen.exporters.csv import NAMES, candidate_id, export_csv, question_id
from cmpgen.files import read_project
from cmpgen.importers.tidy import import_tidy
from cmpgen.marks import MARKER
from cmpgen.yamlwrite import Prose, write
from tests.helpers import DEMO, ELECTION, QUESTIONS, ROOT, shared_folder, write_project
from tests.test_cells import begins_a_formula

FORMULAS = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@＝＋－＠"]
TRICKS = [f"so{trick}{formula}" for trick in (",", ";", '",', '";"', "\n", "; '") for formula in FORMULAS[:4]]
ODD = [
    '"',
    '""',
    ",",
    ";",
    "a\n\nb",
    "'=1",
    "''",
    "\\",
    "a|b",
    "- item\n- item",
    "NaN",
    "None",
    "007",
    "1e999",
    "  x  y",
]
TEXTS = [*FORMULAS, *TRICKS, *ODD]
"""Texts that spreadsheets, readers of CSV or data frames might take for something else."""

MANY = {
    "questionnaires/demo/election.yaml": ELECTION.replace("[en]", "[en, fr]")
    + "scales:\n  odd:\n    - id: low\n      label: A | B\n      value: -3\n    - id: high\n      label: '=C\\'\n"
    "      value: 4\n",
    "questionnaires/demo/questions.yaml": QUESTIONS
    + "- id: odd\n  scale: odd\n  text:\n    en: Odd?\n    fr: Bizarre ?\n  asked-in: [uplands]\n"
    "- id: open\n  type: text\n  text: Say.\n- id: trams\n  scale: yes-no\n  text: Trams?\n",
    "candidates/demo/north/ada.yaml": "name: Ada Obi\nparty: river-party\nballot: 3\nreply: answered\n"
    "replied: 2027-04-02\nwikidata: Q1\nsource-id: c-1\nanswers:\n  free-buses: agree\n"
    "  new-stadium:\n    position: strongly-disagree\n    comment:\n      fr: Trop cher.\n"
    "  school-language: both\n  odd: high\n  trams: no-position\n  open:\n    comment: Later.\n",
    "candidates/demo/south/ada.yaml": "name: Ada Lim\nreply: no-reply\nstatus: withdrawn\nanswers:\n"
    "  free-buses:\n    position: disagree\n    source:\n      kind: press\n      url: https://example.org/\n"
    "      quote: I would not.\n      date: 2027-03-11\n"
    "  trams:\n    source:\n      kind: vote\n      quote:\n        ar: لا\n",
}


def compiled(texts: dict[str, str]) -> CompiledElection:
    found, faults = compile_project(texts)
    assert found.elections, faults
    return found.elections[0]


def exported(texts: dict[str, str]) -> dict[str, str]:
    election = compiled({**DEMO, **texts})
    return export_csv(election.election, election.contests)


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table with the texts as they were before they were guarded."""
    return [
        {column: cells.plain(cell) if column in row["guarded"].split() else cell for column, cell in row.items()}
        for row in csv.DictReader(io.StringIO(table, newline=""), strict=True)
    ]


def imported(tables: dict[str, str], election: str = "demo", no_position: tuple[str, ...] = ()) -> dict[str, str]:
    """The files that an import into an empty project writes."""
    files, found = import_tidy(
        tables, election, title=None, date="2027-05-06", language=None, no_position=no_position, existing={}
    )
    faults = [f"{each.where} {each.code} {each.facts}" for each in found]
    assert [each for each in faults if "other-columns" not in each and "label-not-kept" not in each] == []
    return files


def said(election: CompiledElection, by_source: bool = False) -> dict[tuple[str, str], tuple[str, ...]]:
    """Each answer by candidate and question: position, words, source, reply; `by_source` with the ids of the source."""
    told = {}
    for contest in election.contests:
        options = {question.id: question.options for question in contest.questions}
        ids = {each.id: each.source_id if by_source else question_id(each) for each in contest.questions}
        for candidate in contest.candidates:
            for id_, answer in candidate.answers.items():
                if not (answer.raw or answer.comment or answer.origin):
                    continue
                option = options[id_][answer.option].id if answer.option is not None else answer.raw
                origin = answer.origin
                comment, quote = (
                    [f"{tag}: {words}" for tag, words in text.items()]
                    for text in (answer.comment, origin.quote if origin else {})
                )
                source = (origin.kind, origin.url, *quote, str(origin.date)) if origin else ()
                key = (candidate.source_id if by_source else candidate_id(candidate), ids[id_])
                told[key] = (option, *comment, *source, candidate.reply)
    return told


def test_every_answer_remark_source_and_reply_is_in_the_tables() -> None:
    tables = exported(MANY)

    assert tuple(tables) == NAMES
    answers = {(each["candidate_id"], each["question_id"]): each for each in rows(tables["answers.csv"])}
    assert {key: (each["value"], each["label"], each["comment"]) for key, each in answers.items()} == {
        ("north/ada", "free-buses"): ("agree", "Agree", ""),
        ("north/ada", "school-language"): ("both", "Both", ""),
        ("north/ada", "odd"): ("high", "=C\\", ""),
        ("north/ada", "open"): ("", "", "Later."),
        ("north/ada", "trams"): ("no-position", "", ""),
        ("north/ada", "north/new-stadium"): ("strongly-disagree", "Strongly disagree", "Trop cher."),
        ("south/ada", "free-buses"): ("disagree", "Disagree", ""),
        ("south/ada", "trams"): ("", "", ""),
    }
    assert answers["north/ada", "north/new-stadium"]["comment_language"] == "fr"
    found = answers["south/ada", "free-buses"]
    assert [found[f"source_{name}"] for name in ("kind", "url", "quote", "date")] == [
        "press", "https://example.org/", "I would not.", "2027-03-11",
    ]  # fmt: skip
    north, south = rows(tables["candidates.csv"])
    assert (north["party"], north["ballot"], north["reply"], north["replied"]) == (
        "River Party", "3", "answered", "2027-04-02",
    )  # fmt: skip
    assert (south["candidate_id"], south["status"], south["reply"]) == ("south/ada", "withdrawn", "no-reply")


def test_what_is_said_in_a_language_that_is_none_of_the_election_s_is_in_the_tables_too() -> None:
    ada = "name: Ada\nreply: answered\nanswers:\n  free-buses:\n    position: agree\n    comment: {en: Yes., ru: Да.}\n"

    tables = exported({"candidates/demo/north/ada.yaml": ada})

    assert [(each["comment"], each["comment_ru"]) for each in rows(tables["answers.csv"])] == [("Yes.", "Да.")]


def test_every_question_is_in_its_table_with_its_options_in_order() -> None:
    found = {each["question_id"]: each for each in rows(exported(MANY)["questions.csv"])}

    assert list(found) == ["free-buses", "school-language", "odd", "open", "trams", "north/new-stadium"]
    assert {id_: each["type"] for id_, each in found.items()} == {
        "free-buses": "likert", "school-language": "choice", "odd": "likert", "open": "text", "trams": "yesno",
        "north/new-stadium": "likert",
    }  # fmt: skip
    odd = found["odd"]
    assert (odd["scale_options"], odd["scale_values"]) == (r"low=A \| B|high==C\\", "-3|4")
    assert (odd["text"], odd["text_fr"], odd["asked_in"]) == ("Odd?", "Bizarre ?", "uplands")
    assert (found["north/new-stadium"]["scope"], found["odd"]["scope"]) == ("north", "national")


def test_tables_are_rfc_4180_in_utf_8_with_line_feeds() -> None:
    for table in exported(MANY).values():
        table.encode("utf-8")
        assert "\r" not in table and table.endswith("\n") and not table.startswith("\ufeff")
        widths = {len(row) for row in csv.reader(io.StringIO(table, newline=""), strict=True)}
        assert len(widths) == 1


def hostile() -> dict[str, str]:
    """One candidate for each text that is their name and their comment, a few of them with it in all other fields."""
    files = {}
    for number, text in enumerate(TEXTS):
        name = " ".join(text.split())
        value = {"name": f"{name} {number}", "reply": "answered", "answers": {"free-buses": {
            "position": "agree", "comment": Prose(text),
        }, "open": {"position": text}}}  # fmt: skip
        files[f"candidates/demo/north/c{number}.yaml"] = write(value)
    more = "- id: open\n  type: text\n  text: '=Open?'\n  background: '@home'\n"
    options = "  options:\n    - id: a\n      label: '+A|\\\\|'\n    - id: b\n      label: ';=B'\n"
    choice = f"- id: tongue\n  type: choice\n  text: '-Tongue?'\n{options}"
    return {
        **files,
        "questionnaires/demo/questions.yaml": f"{QUESTIONS}{more}{choice}",
        "questionnaires/demo/election.yaml": ELECTION.replace("River Party", "'=River; -Party'"),
        "candidates/demo/north/c0.yaml": "name: '＝Ada'\nparty: river-party\nreply: answered\n"
        "answers:\n  tongue: b\n  free-buses:\n    comment: '=1'\n",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE], ids=["with quotes", "heeding none"])
def test_no_cell_is_computed_however_a_spreadsheet_divides_it(delimiter: str, quoting: int) -> None:
    for table in exported(hostile()).values():
        for row in csv.reader(io.StringIO(table, newline=""), delimiter=delimiter, quoting=quoting):
            assert [cell for cell in row if begins_a_formula(cell)] == []


def test_without_guards_the_same_texts_would_be_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmpgen.exporters.csv.guarded", lambda text: text)

    parsed = csv.reader(io.StringIO(exported(hostile())["answers.csv"], newline=""))

    assert sum(begins_a_formula(cell) for row in parsed for cell in row) >= len(FORMULAS)


@pytest.mark.parametrize("files", [MANY, hostile()], ids=["all fields", "hostile texts"])
def test_what_was_exported_comes_back_as_it_was(files: dict[str, str]) -> None:
    before = compiled({**DEMO, **files})

    after = compiled(imported(export_csv(before.election, before.contests)))

    assert said(after, by_source=True) == said(before)
    assert {each.source_id: each.name for contest in after.contests for each in contest.candidates} == {
        candidate_id(each): each.name for contest in before.contests for each in contest.candidates
    }
    assert sorted(each.name["en"] for each in after.election.parties.values()) == sorted(
        {
            before.election.parties[id_].name["en"]
            for c in before.contests
            for each in c.candidates
            for id_ in each.parties
        }
    )
    for question, again in zip(before.election.every_question(), after.election.every_question(), strict=True):
        assert (again.text["en"], again.background.get("en")) == (question.text["en"], question.background.get("en"))
        labels = [[option.label["en"] for option in each.options] for each in (question, again)]
        assert labels[0] == labels[1]


def test_what_volunteers_found_does_not_come_back_as_the_candidates_own_words() -> None:
    files = imported(exported(MANY))

    assert "reply: no-reply" in files["candidates/demo/south-bank/ada-lim.yaml"]
    assert "status: withdrawn" in files["candidates/demo/south-bank/ada-lim.yaml"]
    assert not any("status" in text for path, text in files.items() if "ada-obi" in path)
    assert "kind: press" in files["candidates/demo/south-bank/ada-lim.yaml"]


def test_whoever_stands_for_two_parties_comes_back_in_one_that_bears_both_names() -> None:
    files = imported(
        exported({
            "questionnaires/demo/election.yaml": f"{ELECTION}  league:\n    name: League\n",
            "candidates/demo/north/ada.yaml": "name: Ada\nparty: [river-party, league]\n",
        })
    )  # fmt: skip

    (party,) = compiled(files).election.parties.values()
    assert party.name["en"] == "River Party + League"


@pytest.mark.parametrize("name", ["cz-senat-2022", "cz-obce-2022"])
def test_a_real_election_comes_back_as_it_was(name: str) -> None:
    folder = shared_folder("data", name)
    sources = {each: (folder / each).read_text(encoding="utf-8") for each in NAMES}
    before = compiled(
        import_tidy(
            sources, name, title=None, date="2022-09-23", language=None, no_position=("dont_know",), existing={}
        )[0]
    )

    after = compiled(imported(export_csv(before.election, before.contests), name))

    assert said(after, by_source=True) == said(before)
    assert len(said(after)) > 6_000


# ---- the command


def run(project: Path, output: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = ["export", "csv", "--project", str(project), "--election", "demo", "--output", str(output)]
    return subprocess.run(
        [sys.executable, "-m", "cmpgen", *command],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **more},
    )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("project"), MANY)


def test_the_command_writes_all_tables_and_replaces_an_older_export(project: Path, tmp_path: Path) -> None:
    output = tmp_path / "tables"

    first = run(project, output)
    (output / ".DS_Store").write_bytes(b"\0")
    second = run(project, output)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    texts = {path: (project / path).read_text(encoding="utf-8") for path in read_project(project).texts}
    for name, table in exported(texts).items():
        assert (output / name).read_bytes() == table.encode()
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ".lock"] == ["tables"]


def test_the_same_election_gives_the_same_bytes_everywhere(project: Path, tmp_path: Path) -> None:
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    ]
    for number, each in enumerate(surroundings):
        assert run(project, tmp_path / f"t{number}", **each).returncode == 0

    for name in NAMES:
        assert (tmp_path / "t0" / name).read_bytes() == (tmp_path / "t1" / name).read_bytes()


@pytest.mark.parametrize("kind", ["file", "link", "letter", "site", "below a file", "the project", "sources"])
def test_what_cannot_or_may_not_be_written_is_left_alone(project: Path, tmp_path: Path, kind: str) -> None:
    output = tmp_path / "out"
    kept = tmp_path / "kept"
    if kind == "file":
        output.write_text("a letter", encoding="utf-8")
    elif kind == "link":
        kept.mkdir()
        output.symlink_to(kept)
    elif kind in ("letter", "site"):
        output.mkdir()
        (output / "index.html").write_text("a letter", encoding="utf-8")
        if kind == "site":
            shutil.rmtree(output)
            built = ["build", "--project", str(project), "--output", str(output)]
            assert subprocess.run([sys.executable, "-m", "cmpgen", *built], cwd=ROOT, check=False).returncode == 0
    elif kind == "below a file":
        output.write_text("a letter", encoding="utf-8")
        output = output / "tables"
    else:
        output = project / "candidates" if kind == "sources" else project
    before = {path: path.read_bytes() for path in [*tmp_path.rglob("*"), *project.rglob("*")] if path.is_file()}

    told = run(project, output)

    assert told.returncode == 3
    assert told.stderr.startswith("cmpgen: ") and told.stderr.count("\n") == 1 and "Traceback" not in told.stderr
    after = {path: path.read_bytes() for path in [*tmp_path.rglob("*"), *project.rglob("*")] if path.is_file()}
    assert {path: each for path, each in after.items() if path.suffix != ".lock"} == {
        path: each for path, each in before.items() if path.suffix != ".lock"
    }


def test_a_full_disk_leaves_the_old_tables_whole(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cmpgen import publish
    from cmpgen.cli import exports

    output = tmp_path / "tables"
    assert run(project, output).returncode == 0
    before = {each.name: each.read_bytes() for each in output.iterdir()}
    real, calls = publish.write, 0

    def full(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device", "x")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(publish, "write", full)
    with pytest.raises(exports.Environment, match="the disk is full"):
        exports._replace(output, project, exported(MANY))

    assert {each.name: each.read_bytes() for each in output.iterdir()} == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [".tables.lock", "tables"]
    assert MARKER in before


def test_an_election_with_errors_is_not_exported(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p", {"candidates/demo/north/ada.yaml": "name: Ada\nanswers:\n  nothing: no\n"})

    told = run(project, tmp_path / "tables")

    assert told.returncode == 1
    assert "error[unknown-question]" in told.stderr
    assert not (tmp_path / "tables").exists()


def test_every_exporter_writes_what_its_registry_says() -> None:
    assert {name: hasattr(each, f"export_{name}") for name, each in EXPORTERS.items()} == {"csv": True}
