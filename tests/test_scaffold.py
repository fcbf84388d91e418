"""Starting files: valid, commented, in block style, never over an existing one, and never at the cost of a byte."""

from __future__ import annotations

import dataclasses
import datetime
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
ELECTION = "questionnaires/trial-2027/election.yaml"
IN_BOTH = """
- id: free-buses
  topic: transport
  text:
    en: Buses should be free.
    fr: Le bus devrait être gratuit.
  background:
    en: A ticket costs three crowns.
    fr: |
      Un ticket coûte
      trois couronnes.
- id: school-language
  type: choice
  text:
    en: In which language should school begin?
    fr: Dans quelle langue ?
  options:
    - id: river
      label:
        en: Riverish
        fr: Riverain
    - id: both
      label:
        en: Both
        fr: Les deux
"""
BILINGUAL = FILES | {
    ELECTION: FILES[ELECTION].replace("funding: Members' dues.\npanel: A panel of **fifteen**.\n", ""),
    QUESTIONS: IN_BOTH.lstrip(),
}
"""An election all of whose texts but names are in two languages."""


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


def test_a_new_candidate_s_file_says_by_when_answers_are_due() -> None:
    here = election()
    due = dataclasses.replace(here, answers_due=datetime.date(2027, 4, 20))

    (before,) = scaffold.new_candidate(here, here.constituencies["north-bank"], "jo-lim", "Jo Lim").values()
    files = scaffold.new_candidate(due, here.constituencies["north-bank"], "jo-lim", "Jo Lim")

    (text,) = files.values()
    assert_good(files)
    assert "# Answers are due by 2027-04-20." in text.splitlines()
    assert "due" not in before


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


def test_an_election_in_fewer_languages_takes_over_their_words_alone() -> None:
    files = scaffold.new_election(
        "trial-2031", title="Essai", date="2031-05-06", languages=["fr"], old="trial-2027", texts=BILINGUAL
    )

    assert_good(files)
    new = election({**BILINGUAL, **files}, "trial-2031")
    assert new.languages == ("fr",)
    assert new.questions[0].text == {"fr": "Le bus devrait être gratuit."}
    assert new.constituencies["north-bank"].name == {"fr": "Rive-Nord"}
    # What a place or a party is called is the same in every language, where nothing else is said.
    assert new.constituencies["south-bank"].name == {"fr": "South Bank"}
    assert new.parties["league"].name == {"fr": "League"}


def test_an_election_in_another_order_of_languages_takes_over_all_words() -> None:
    files = scaffold.new_election(
        "trial-2031", title="T", date="2031-05-06", languages=["fr", "en", "cs"], old="trial-2027", texts=BILINGUAL
    )

    assert_good(files)
    new = election({**BILINGUAL, **files}, "trial-2031")
    assert new.questions[0].text == {"en": "Buses should be free.", "fr": "Le bus devrait être gratuit."}


@pytest.mark.parametrize(
    ("languages", "word"),
    [(["fr", "en"], {"en": "ward"}), (["en", "fr"], {"en": "ward"}), (["fr"], {})],
)
def test_what_an_election_calls_things_is_taken_over_in_the_languages_that_it_has(
    languages: list[str], word: dict[str, str]
) -> None:
    old = {**BILINGUAL, ELECTION: f"{BILINGUAL[ELECTION]}terms:\n  constituency: ward\n"}

    files = scaffold.new_election(
        "trial-2031", title="Essai", date="2031-05-06", languages=languages, old="trial-2027", texts=old
    )

    assert_good(files)
    assert election({**old, **files}, "trial-2031").terms["constituency"] == word


def test_texts_without_words_in_the_first_language_are_named_and_refused() -> None:
    with pytest.raises(scaffold.NoWords, match=r"no words in 'de' for election\.yaml topics .* --language en"):
        scaffold.new_election("x", title="T", date="2031-05-06", languages=["de"], old="trial-2027", texts=FILES)


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


def test_a_candidate_before_any_question_gets_no_brackets() -> None:
    files = scaffold.new_election("town-2027", title="Town", date="2027-05-06")
    files |= scaffold.new_constituency("town-2027", "north-bank", "North Bank")
    here = election(files, "town-2027")

    made = scaffold.new_candidate(here, here.constituencies["north-bank"], "jo", "Jo")

    assert_good(made, files)
    (text,) = made.values()
    assert text.endswith("below, two spaces further in.\nanswers:\n")


def test_an_election_beside_others_with_nothing_in_it_yet_is_built(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    assert run(project, "new", "election", "solo", "--date", "2031-05-06").exit_code == 0

    built = run(project, "build")

    assert built.exit_code == 0, built.output
    assert "<table" not in (project / "output/solo/participation/index.html").read_text()


BROKEN = {
    "questions": ("questionnaires/demo/questions.yaml", "- id: a\n  tekst: A\n"),
    "constituency": ("questionnaires/demo/constituencies/south.yaml", "name: [\n"),
    "name": ("questionnaires/demo/questions.yml", "- id: a\n  text: A\n"),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize(
    "arguments",
    [
        ["election", "next", "--date", "2031-05-06", "--from", "demo"],
        ["forms", "--election", "demo"],
        ["candidate", "--election", "demo", "--constituency", "south", "--name", "Jo"],
        ["question", "--election", "demo", "pool", "--constituency", "south", "--text", "A pool."],
        ["constituency", "--election", "demo", "south"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_is_made_of_a_questionnaire_needs_one_without_faults(
    tmp_path: Path, arguments: list[str], broken: str
) -> None:
    path, text = BROKEN[broken]
    project = write_project(tmp_path, {path: text})
    before = {each: each.read_bytes() for each in project.rglob("*") if each.is_file()}

    told = run(project, "new", *arguments)

    assert told.exit_code == 1 and f"{path}:" in told.output and "error[" in told.output
    assert told.output.endswith("Nothing was written.\n")
    assert {each: each.read_bytes() for each in project.rglob("*") if each.is_file()} == before


def test_a_fault_elsewhere_keeps_nobody_from_adding_a_candidate(tmp_path: Path) -> None:
    faults = {"candidates/demo/north/x.yaml": "[", "questionnaires/demo/constituencies/south.yaml": "["}
    project = write_project(tmp_path, faults)

    told = run(project, "new", "candidate", "--election", "demo", "--constituency", "north", "--name", "Jo")

    assert told.exit_code == 0, told.output


def test_new_says_what_comes_next_and_prints_the_paths_it_wrote(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    runner = click.testing.CliRunner()

    def told(*arguments: str) -> click.testing.Result:
        return runner.invoke(cli, ["new", *arguments, "--project", str(project)])

    old = told("election", "next", "--date", "2031-05-06", "--from", "demo")
    assert "Next: cmpgen new candidate" in old.stderr and "--constituency north" in old.stderr
    assert "Next: cmpgen new constituency" in told("election", "empty", "--date", "2031-05-06").stderr
    question = told("question", "--election", "demo", "pool", "--text", "A pool.")
    assert question.stdout == "questionnaires/demo/questions.yaml\n"
    # The first line of each file names a schema that is not there.
    assert f"cmpgen schema --project {project} schemas" in old.stderr
    (project / "schemas").mkdir()
    assert "cmpgen schema" not in told("constituency", "--election", "demo", "east").stderr


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
        (["candidate", "--election", "demo", "--constituency", "north", "--name", "Ada"], "such as ada-2"),
        (["candidate", "--election", "demo", "--constituency", "north", "--name", "!!!"], "no ID can be made"),
        (["candidate", "--election", "demo", "--constituency", "nroth", "--name", "A"], "Did you mean 'north'?"),
        (["candidate", "--election", "dmeo", "--constituency", "north", "--name", "A"], "Did you mean 'demo'?"),
        (
            ["candidate", "--election", "demo", "--constituency", "north", "--name", "A", "--party", "river"],
            "no party is called 'river'",
        ),
        (
            [
                "candidate",
                "--election",
                "demo",
                "--constituency",
                "north",
                "--name",
                "A",
                *["--party", "river-party"] * 2,
            ],
            "'river-party' is named twice",
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
