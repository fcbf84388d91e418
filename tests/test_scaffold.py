"""Starting files: valid, commented, in block style, never over an existing one, and never at the cost of a byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click.testing
import pytest
import yaml
from jsonschema import Draft7Validator

from cmpgen import checks, scaffold, schema
from cmpgen.cli import cli
from cmpgen.compile import compile_project
from cmpgen.layout import sort_paths
from cmpgen.model import Election
from cmpgen.parse import parse_election
from cmpgen.yamltree import read
from tests.helpers import DEMO, write_project
from tests.riverland import FILES
from tests.test_schema import EditorLoader, kind_of

NORTH = "questionnaires/trial-2027/constituencies/north-bank.yaml"
QUESTIONS = "questionnaires/trial-2027/questions.yaml"


def election(files: Mapping[str, str] = FILES, id_: str = "trial-2027") -> Election:
    return parse_election(sort_paths(files)[0][id_], files, {})[0]


def plain(text: str) -> Any:
    tree, found = read("file.yaml", text)
    assert tree, found
    return tree.plain()


def assert_good(files: Mapping[str, str], before: Mapping[str, str] = FILES) -> None:
    """No error in the project, none that an editor would show, nothing in brackets, and the schema's line first."""
    _, found = compile_project({**before, **files})
    assert [each for each in found if checks.is_error(each)] == []
    for path, text in files.items():
        assert text.startswith("# yaml-language-server: $schema=../")
        assert text.endswith("\n") and "{" not in text
        seen = yaml.load(text, EditorLoader)
        assert [e.message for e in Draft7Validator(schema.schema(kind_of(path))).iter_errors(seen)] == []


def run(project: Path, *arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(cli, [*arguments, "--project", str(project)])


def test_a_new_candidate_has_the_wording_of_each_question_above_its_answer() -> None:
    here = election()

    files = scaffold.new_candidate(here, here.constituencies["north-bank"], "jo-lim", "Jo: Lim", ("league",))

    (text,) = files.values()
    lines = text.splitlines()
    assert_good(files)
    assert plain(text)["name"] == "Jo: Lim"
    assert list(plain(text)["answers"]) == ["free-buses", "school-language", "wolves", "first-act", "new-stadium"]
    buses = lines.index("  free-buses:")
    assert lines[buses - 2 : buses] == ["  # Buses should be free.", "  # Le bus devrait être gratuit."]
    assert lines[lines.index("  school-language:") - 1] == "  # river | both | no-position"


def test_no_line_that_waits_for_a_value_ends_in_a_comment() -> None:
    here = election()
    files = [
        *scaffold.new_candidate(here, here.constituencies["north-bank"], "jo", "Jo").values(),
        *scaffold.new_constituency("trial-2027", "east-bank", "East Bank").values(),
        *scaffold.new_election("new-2031", title="New", date="2031-05-06").values(),
        scaffold.new_question("new-2031", "a", "A.", ["en", "fr"])[1],
    ]

    waiting = [line for text in files for line in text.splitlines() if line.split("#")[0].rstrip().endswith(":")]

    # A list or mapping that follows is no value that somebody types behind the colon.
    assert [
        line for line in waiting if "#" in line and not line.lstrip().startswith(("#", "languages:", "topics:"))
    ] == []


def test_a_new_constituency_and_a_new_election_are_valid() -> None:
    assert_good(scaffold.new_constituency("trial-2027", "east-bank", "East: Bank", "uplands"))
    assert_good(scaffold.new_election("new-2031", title="New: 2031", date="2031-05-06", languages=["fr", "en"]))


def test_an_election_from_an_older_one_carries_over_what_lasts_and_the_questions_picked() -> None:
    files = scaffold.new_election(
        "trial-2031",
        title="Trial",
        date="2031-05-06",
        old="trial-2027",
        texts=FILES,
        questions=["wolves", "new-stadium"],
    )

    assert_good(files)
    old, new = election(), election({**FILES, **files}, "trial-2031")
    assert (new.parties, new.regions, new.topics, new.languages) == (
        old.parties,
        old.regions,
        old.topics,
        old.languages,
    )
    assert [each.id for each in new.questions] == ["wolves"]
    assert {id_: [q.id for q in each.questions] for id_, each in new.constituencies.items()} == {
        "north-bank": ["new-stadium"],
        "south-bank": [],
    }
    assert new.order_seed == "" and new.date.isoformat() == "2031-05-06"


def test_without_a_pick_all_national_questions_come_along_and_no_local_one() -> None:
    files = scaffold.new_election("trial-2031", title="T", date="2031-05-06", old="trial-2027", texts=FILES)

    new = election({**FILES, **files}, "trial-2031")
    assert [each.id for each in new.every_question()] == [each.id for each in election().questions]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(FILES[QUESTIONS], id="as it is"),
        pytest.param(FILES[QUESTIONS].rstrip("\n"), id="no line break at its end"),
        pytest.param(FILES[QUESTIONS] + "\n# The end.\n", id="a comment at its end"),
        pytest.param("# My list.\n  - id: a   # one\n    text: 'A: b'\n", id="indented"),
        pytest.param("- id: a\r\n  text: A\r\n", id="Windows line breaks"),
        pytest.param("- id: a\n  text: |\n    A\n\n    B\n\n\n", id="prose at its end"),
    ],
)
def test_a_question_is_added_behind_every_byte_that_was_there(before: str) -> None:
    _, after = scaffold.new_question("trial-2027", "new-one", "New: one?", ["en", "fr"], before=before)

    assert after.startswith(before)
    assert plain(after)[:-1] == plain(before)
    assert plain(after)[-1]["id"] == "new-one" and plain(after)[-1]["text"]["en"] == "New: one?"


@pytest.mark.parametrize(
    "before",
    [
        "name: North\n",
        "name: North",
        "name: North\nquestions:\nseats: 2\n",
        "name: North\nquestions:   # ours\n  - id: a\n    text: A   # yes\n\n# Seats\nseats: 2\n",
        "name: North\nquestions:\n- id: a\n  text: |\n    A\n# Seats\nseats: 2\n",
        FILES[NORTH],
    ],
)
def test_a_local_question_is_added_among_the_others_and_every_line_stays(before: str) -> None:
    _, after = scaffold.new_question("trial-2027", "new-one", "New.", ["en"], constituency="north-bank", before=before)

    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines()), "a line is gone or has moved"
    old = plain(before).get("questions") or []
    assert plain(after)["questions"][:-1] == old and plain(after)["questions"][-1]["id"] == "new-one"
    assert {**plain(after), "questions": 0} == {**plain(before), "questions": 0}


@pytest.mark.parametrize("before", ["[]\n", "[{id: a, text: A}]\n", "id: a\n", "- id: a\n text: A\n", "# Nothing.\n"])
def test_where_nothing_can_be_added_the_reason_is_told(before: str) -> None:
    with pytest.raises(scaffold.CannotAppend):
        scaffold.new_question("trial-2027", "new-one", "New.", ["en"], before=before)


def test_from_an_empty_folder_to_a_candidate(tmp_path: Path) -> None:
    steps = [
        ["new", "election", "town-2027", "--date", "2027-05-06"],
        ["new", "constituency", "--election", "town-2027", "north-bank"],
        ["new", "question", "--election", "town-2027", "free-buses", "--text", "Buses should be free."],
        ["new", "question", "--election", "town-2027", "--constituency", "north-bank", "pool", "--text", "A pool."],
        ["new", "candidate", "--election", "town-2027", "--constituency", "north-bank", "--name", "Ada Óbi"],
    ]

    assert [run(tmp_path, *each).exit_code for each in steps] == [0] * 5

    made = (tmp_path / "candidates/town-2027/north-bank/ada-obi.yaml").read_text(encoding="utf-8")
    assert plain(made)["name"] == "Ada Óbi" and set(plain(made)["answers"]) == {"free-buses", "pool"}
    checked = run(tmp_path, "check")
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["candidate", "--election", "demo", "--constituency", "north", "--name", "Ada"], "exists already"),
        (["candidate", "--election", "demo", "--constituency", "nroth", "--name", "A"], "Did you mean 'north'?"),
        (["candidate", "--election", "dmeo", "--constituency", "north", "--name", "A"], "Did you mean 'demo'?"),
        (
            ["candidate", "--election", "demo", "--constituency", "north", "--name", "A", "--party", "river"],
            "no party is called 'river'",
        ),
        (["candidate", "--election", "demo", "--constituency", "north", "--name", "A", "Ada Obi"], "'ada-obi'"),
        (["candidate", "--election", "demo", "--constituency", "north", "--name", "A\x00"], "no file can hold"),
        (["candidate", "--election", "demo", "--constituency", "north", "--name", "Quiz"], "keeps the address"),
        (["constituency", "--election", "demo", "north"], "exists already"),
        (["constituency", "--election", "demo", "east", "--region", "uplnads"], "Did you mean 'uplands'?"),
        (["question", "--election", "demo", "free-buses", "--text", "Free?"], "there is a question 'free-buses'"),
        (["question", "--election", "demo", "x", "--text", "X", "--topic", "trnsport"], "'transport'"),
        (["election", "demo", "--date", "2027-05-06"], "exists already"),
        (["election", "demo-2", "--date", "6 May"], "no date"),
        (["election", "fr", "--date", "2027-05-06"], "language"),
        (["election", "demo-2", "--date", "2027-05-06", "--from", "dmeo"], "Did you mean 'demo'?"),
    ],
)
def test_a_wrong_command_line_writes_nothing_and_says_why(tmp_path: Path, arguments: list[str], says: str) -> None:
    project = write_project(tmp_path, {"candidates/demo/north/ada.yaml": "name: Ada\n"})
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    told = run(project, "new", *arguments)

    assert told.exit_code == 2 and says in told.output
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
    assert len(before) == len(DEMO) + 1
