"""Whether the questions of a topic all face one way: the numbers, the judgement, and the warning of `cmpgen check`."""

from __future__ import annotations

import json
import random
import statistics
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cmpgen.building import inspect
from cmpgen.cli import cli
from cmpgen.cli.data import _look_again
from cmpgen.compile import Memory, compile_project
from cmpgen.diagnostics import Diagnostic
from cmpgen.model import Election
from cmpgen.scores.balance import FEWEST_TOGETHER, Balance, Sums, balances, columns, comparable
from cmpgen.survey import one_sided
from tests.helpers import DEMO, ELECTION, QUESTIONS, write_project

OPTIONS = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")
ALL_ONE_WAY = ["000", "111", "222", "333", "444", "001", "112", "334", "443", "100"] * 2
ONE_ROUND = [f"{row}{4 - int(row[2])}" for row in ALL_ONE_WAY]
TOPIC = ELECTION.splitlines().index("  transport: Transport") + 1
E = "questionnaires/demo/election.yaml"
Q = "questionnaires/demo/questions.yaml"


def project(rows: list[str], places: int = 1, scale: str = "") -> dict[str, str]:
    """DEMO with questions a, b, c … of one topic, and in every place a candidate for each row of options' numbers."""
    ids = "abcdefghij"[: len(rows[0])]
    extra = f"  scale: {scale}\n" if scale else ""
    options = ("no", "yes") if scale else OPTIONS
    files = {Q: QUESTIONS + "".join(f"- id: {id_}\n  topic: transport\n  text: {id_}.\n{extra}" for id_ in ids)}
    for place in range(places):
        files[f"questionnaires/demo/constituencies/place-{place}.yaml"] = f"name: Place {place}\n"
        for number, row in enumerate(rows):
            held = [f"  {id_}: {options[int(each)]}\n" for id_, each in zip(ids, row, strict=True) if each != "-"]
            said = f"answers:\n{''.join(held)}" if held else ""
            name = f"name: Nobody {number}-{place}\nreply: {'answered' if held else 'no-reply'}\n"
            files[f"candidates/demo/place-{place}/p{number}.yaml"] = name + said
    return files


def judged(files: dict[str, str]) -> tuple[Election, list[Balance], list[Diagnostic]]:
    compiled, found = compile_project({**DEMO, **files})
    assert found == []
    election = compiled.contests[0].election
    everyone = [person for each in compiled.contests for person in each.candidates]
    held = columns(comparable(election), everyone)
    return election, balances(election, held), list(one_sided(election, held))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=60))
def test_correlation_is_what_statistics_computes(both: list[tuple[int, int]]) -> None:
    first, second = [x for x, _ in both], [y for _, y in both]

    found = Sums(
        len(both),
        sum(first),
        sum(second),
        sum(x * x for x in first),
        sum(y * y for y in second),
        sum(x * y for x, y in both),
    ).correlation

    if len(set(first)) < 2 or len(set(second)) < 2:
        assert found == 0
    else:
        assert abs(found - 100 * statistics.correlation(first, second)) < 1 + 1e-6


def test_a_topic_whose_questions_all_face_one_way_is_warned_of_at_its_key() -> None:
    _, found, warnings = judged(project(ALL_ONE_WAY))

    assert found == [Balance("transport", 3, 0, ("a", "b", "c"))]
    (warning,) = warnings
    assert (str(warning.where), warning.where.length, warning.code) == (f"{E}:{TOPIC}:3", 9, "one-sided-topic")
    assert dict(warning.facts) == {"topic": "transport", "questions": "a, b, c", "pairs": 3}


NOT_WARNED = {
    "one is turned round": ONE_ROUND,
    "one pair alone": ["00-", "11-", "22-", "33-", "44-"] * 4,
    "too few to compare": ALL_ONE_WAY[: FEWEST_TOGETHER - 1],
    "so few that chance may do it": ALL_ONE_WAY[:9],
}


@pytest.mark.parametrize("case", NOT_WARNED)
def test_no_warning_where(case: str) -> None:
    assert judged(project(NOT_WARNED[case]))[2] == []


def test_questions_that_nearly_all_answer_alike_lean_nobody_to_a_side() -> None:
    rows = ["111"] * 60 + ["000"] * 3

    _, (balance,), warnings = judged(project(rows, scale="yes-no"))

    assert (balance.alike, balance.one_sided, warnings) == (3, (), [])
    assert judged(project(rows + ["000"] * 20, scale="yes-no"))[2] != []


def test_after_the_vote_nobody_is_asked_to_reword_anything() -> None:
    files = {**project(ALL_ONE_WAY), E: f"{ELECTION}closed: true\n"}

    assert judged(files)[2] == []


@pytest.mark.parametrize("shares", [(1, 1, 1, 1, 1), (1, 0, 0, 0, 1), (1, 0, 0, 0, 4), (1, 2, 4, 8, 20)])
def test_answers_that_have_nothing_to_do_with_each_other_are_hardly_ever_warned_of(shares: tuple[int, ...]) -> None:
    election, _, _ = judged(project(["------"]))
    chance = random.Random(repr(shares))
    questions = comparable(election)[1:]

    def drawn(people: int) -> dict[str, bytes]:
        return {each.id: bytes(chance.choices(range(5), shares, k=people)) for each in questions}

    warned = sum(bool([*one_sided(election, drawn(people))]) for people in (12, 26, 60, 100) for _ in range(150))

    # Fewer than one of 1,000 on average; 4 of 600 would be more than chance.
    assert warned <= 3


FAULTY = {
    "a misspelt field": {Q: "- id: x\n  topic: transport\n  text: X.\n  scael: yes-no\n"},
    "an id twice": {Q: "- id: a\n  topic: transport\n  text: X.\n"},
    "an id twice, on two scales": {Q: "- id: a\n  topic: transport\n  text: X.\n  scale: yes-no\n"},
    "a scale of one value": {
        E: "scale: own\nscales:\n  own:\n    - id: a\n      label: A\n      value: 1\n"
        "    - id: b\n      label: B\n      value: 1\n"
    },
    "a scale without options": {E: "scale: own\nscales:\n  own: []\n"},
    "a scale without values": {E: "scale: own\nscales:\n  own:\n    - id: a\n      label: A\n"},
    "300 options": {
        E: "scale: own\nscales:\n  own:\n"
        + "".join(f"    - id: o{n}\n      label: O{n}\n      value: {n}\n" for n in range(300)),
        "candidates/demo/place-0/p1.yaml": "  free-buses: o299\n",
    },
}
"""What is added to the files of an election that would be warned of."""


@pytest.mark.parametrize("case", FAULTY)
def test_faulty_questions_are_not_judged_and_stop_nobody(case: str, tmp_path: Path) -> None:
    files = {**DEMO, **project(ALL_ONE_WAY)}
    place = write_project(tmp_path, files | {path: files[path] + more for path, more in FAULTY[case].items()})

    found, _ = inspect(place)

    assert found and "one-sided-topic" not in {each.code for each in found}
    assert _look_again(place, Memory())[0] == found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many places that several processes share them, and a candidate among all with a fault."""
    files = project(ALL_ONE_WAY, places=30)
    files["candidates/demo/place-3/p2.yaml"] += "  x: agree\n"
    return write_project(tmp_path_factory.mktemp("planted"), files)


def test_check_tells_it_in_words_on_pull_requests_and_to_programs(planted: Path) -> None:
    def told(*options: str) -> str:
        return CliRunner().invoke(cli, ["check", "--project", str(planted), "--jobs", "1", *options]).stdout

    words = told("--election", "demo")
    assert f"{E}:{TOPIC}:3: warning[one-sided-topic]: the questions of 'transport' all face one way: 3 pairs" in words
    assert f"{TOPIC:>5} |   transport: Transport\n      |   ^^^^^^^^^\n  hint: Before more" in words
    assert "reword one of a, b, c so that" in words
    assert f"::warning file={E},line={TOPIC},col=3,endColumn=12,title=one-sided-topic::" in told("--format", "github")
    rows = json.loads(told("--format", "json"))["diagnostics"]
    assert [(each["path"], each["line"], each["column"]) for each in rows if each["code"] == "one-sided-topic"] == [
        (E, TOPIC, 3)
    ]
    assert {each["code"] for each in rows} == {"one-sided-topic", "unknown-question"}


def test_it_is_the_same_in_one_process_and_in_two_and_while_watching(planted: Path) -> None:
    alone, _ = inspect(planted, jobs=1)

    assert alone == inspect(planted, jobs=2)[0] == _look_again(planted, Memory())[0]
    assert "one-sided-topic" in {each.code for each in alone}


def test_turning_one_question_round_mends_it(planted: Path, tmp_path: Path) -> None:
    place = write_project(tmp_path, project(ONE_ROUND, places=30))

    assert [each.code for each in inspect(place, jobs=2)[0]] == []
