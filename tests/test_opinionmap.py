"""The opinion map: fitted once, committed, and from then on nothing but sums of whole numbers."""

from __future__ import annotations

import dataclasses
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from cmpgen import report
from cmpgen.compile import CompiledElection, compile_project
from cmpgen.files import read_project
from cmpgen.model import Loading, OpinionMap
from cmpgen.questions import TYPES, mapped
from cmpgen.scores import mapfit
from cmpgen.scores.opinionmap import MILLION, Projection, as_yaml, axes, half_up, projection, spot
from tests.helpers import ELECTION, ROOT, write_project

MAP = "questionnaires/demo/map.yaml"
FREE = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")
QUESTIONS = "".join(f"- id: q{number}\n  text: Question {number}?\n" for number in range(6))
OTHERS = """
- id: here-only
  text: Local?
  asked-in: north
- id: tongue
  type: choice
  text: Tongue?
  options:
    - id: a
      label: A
    - id: b
      label: B
"""
Answers = dict[str, list[str]]
# Two camps, each at odds with itself on another question.
CAMPS: Answers = {
    "ada": [FREE[4], FREE[4], FREE[4], FREE[0], FREE[2], FREE[2]],
    "ben": [FREE[4], FREE[3], FREE[4], FREE[0], FREE[4], FREE[2]],
    "cyd": [FREE[0], FREE[0], FREE[0], FREE[4], FREE[2], FREE[2]],
    "dov": [FREE[0], FREE[0], FREE[1], FREE[4], FREE[0], FREE[2]],
    "eve": [FREE[3], FREE[4], FREE[3], FREE[1], FREE[0], ""],
}


def files(answers: Answers, questions: str = QUESTIONS + OTHERS) -> dict[str, str]:
    texts = {
        "questionnaires/demo/election.yaml": ELECTION,
        "questionnaires/demo/questions.yaml": questions,
        "questionnaires/demo/constituencies/north.yaml": "name: North\n",
    }
    for name, said in answers.items():
        lines = "".join(f"  q{number}: {option}\n" for number, option in enumerate(said))
        texts[f"candidates/demo/north/{name}.yaml"] = f"name: {name.title()}\nreply: answered\nanswers:\n{lines}"
    return texts


def compiled(texts: dict[str, str]) -> CompiledElection:
    found, faults = compile_project(texts)
    assert found.elections, faults
    return found.elections[0]


def fit(answers: Answers, questions: str = QUESTIONS) -> OpinionMap | str:
    found = compiled(files(answers, questions))
    return mapfit.fit(found.election, found.contests)


def fitted(answers: Answers = CAMPS) -> OpinionMap:
    found = fit(answers, QUESTIONS + OTHERS)
    assert isinstance(found, OpinionMap)
    return found


def many(seed: int, candidates: int = 40) -> Answers:
    """Two camps with some noise and some gaps."""
    chance = random.Random(seed)
    answers = {}
    for number in range(candidates):
        camp = number % 2
        said = [FREE[min(4, max(0, round(4 * (camp ^ (q % 2)) + chance.gauss(0, 1.2))))] for q in range(6)]
        answers[f"c{number}"] = ["" if chance.random() < 0.1 else each for each in said]
    return answers


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cmpgen", *arguments]
    variables = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=variables, check=False)


def test_the_map_rests_on_ordered_questions_that_everyone_is_asked() -> None:
    election = compiled(files({})).election

    assert [each.id for each in mapped(election)] == ["q0", "q1", "q2", "q3", "q4", "q5"]


@pytest.mark.parametrize("seed", range(4))
def test_places_are_those_of_principal_components(seed: int) -> None:
    from sklearn.decomposition import PCA

    found = compiled(files(many(seed)))
    opinion_map = fitted(many(seed))
    shown = projection(found.election, opinion_map)
    candidates = [each for each in found.contests[0].candidates if spot(shown, each) is not None]
    places = [
        [
            None if each.answers[q.id].option is None else TYPES[q.type].positions(q)[each.answers[q.id].option]
            for q in mapped(found.election)
        ]
        for each in candidates
    ]
    means = [
        sum(held, Fraction(0)) / len(held)
        for held in ([each for each in column if each is not None] for column in zip(*places, strict=True))
    ]
    filled = [[float(mean if each is None else each) for each, mean in zip(row, means, strict=True)] for row in places]
    components = PCA(n_components=2, svd_solver="full").fit(filled)

    for axis, expected in enumerate(components.transform(filled).T):
        ours = [spot(shown, each)[axis] / MILLION for each in candidates]
        sign = 1 if sum(a * b for a, b in zip(ours, expected, strict=True)) > 0 else -1
        assert ours == pytest.approx([sign * each for each in expected], abs=1e-4)
    assert opinion_map.variation == tuple(
        pytest.approx(each * MILLION, abs=1) for each in components.explained_variance_ratio_
    )
    assert opinion_map.candidates == len(candidates)
    assert opinion_map.reach == tuple(max(abs(spot(shown, each)[axis]) for each in candidates) for axis in (0, 1))


def test_what_counts_most_on_an_axis_counts_upwards() -> None:
    for seed in range(6):
        loadings = fitted(many(seed)).loadings.values()
        assert max((each.x for each in loadings), key=abs) > 0
        assert max((each.y for each in loadings), key=abs) > 0


def test_the_order_of_files_and_of_questions_changes_nothing() -> None:
    backwards = dict(reversed(CAMPS.items()))
    other_way = "".join(f"- id: q{number}\n  text: Question {number}?\n" for number in reversed(range(6)))

    one, other = fit(CAMPS), fit(backwards, other_way)

    assert isinstance(one, OpinionMap) and isinstance(other, OpinionMap)
    assert as_yaml(one) == as_yaml(other)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, mapfit.NOBODY),
        ({"ada": [FREE[4]] * 4}, mapfit.NOBODY),
        ({"ada": [FREE[4]] * 6}, mapfit.ONE),
        ({"ada": [FREE[4]] * 6, "ben": [FREE[4]] * 6, "cyd": [*[FREE[4]] * 5, ""]}, mapfit.ALIKE),
        ({"ada": [FREE[4]] * 6, "ben": [FREE[0]] * 6}, mapfit.ONE_DIRECTION),
        ({"ada": [FREE[4]] * 6, "ben": [FREE[0]] * 6, "cyd": [FREE[2]] * 6}, mapfit.ONE_DIRECTION),
        (
            {
                name: [FREE[4] if each == number else FREE[2] for each in range(6)]
                for number, name in enumerate(("ada", "ben", "cyd", "dov", "eve", "fox"))
            },
            mapfit.NO_DIRECTION,
        ),
    ],
    ids=["nobody", "too few answers", "one", "alike", "two people", "one line", "all directions"],
)
def test_there_is_no_map_where_its_axes_would_be_an_accident(answers: Answers, reason: str) -> None:
    assert fit(answers) == reason


def test_there_is_no_map_of_fewer_than_two_questions() -> None:
    assert fit({}, "- id: q0\n  text: One?\n" + OTHERS) == mapfit.FEW_QUESTIONS


def test_a_question_that_nobody_answered_counts_nothing() -> None:
    found = fitted({name: [*said[:5], ""] for name, said in CAMPS.items()})

    assert found.loadings["q5"] == Loading(0, 0, 0)


def test_the_written_file_is_read_as_the_map_that_was_fitted() -> None:
    opinion_map = fitted()

    texts = {**files(CAMPS), MAP: as_yaml(opinion_map)}
    found, faults = compile_project(texts)

    assert found.elections[0].election.opinion_map == opinion_map
    assert faults == []


def test_a_place_is_a_sum_of_whole_numbers_and_a_missing_answer_adds_nothing() -> None:
    opinion_map = fitted()
    found = compiled(files({**CAMPS, "fox": [FREE[4], "", FREE[0], FREE[1], FREE[3], FREE[2]]}))
    fox = next(each for each in found.contests[0].candidates if each.id == "fox")
    shown = projection(found.election, opinion_map)

    expected = [0, 0]
    for number, place in ((0, 50), (2, -50), (3, -25), (4, 25), (5, 0)):
        loading = opinion_map.loadings[f"q{number}"]
        away = Fraction(place, 100) - Fraction(loading.mean, MILLION)
        expected = [expected[0] + half_up(loading.x * away), expected[1] + half_up(loading.y * away)]

    assert spot(shown, fox) == tuple(expected)


def test_whoever_withdrew_or_answered_too_little_has_no_place() -> None:
    found = compiled(files({"ada": [FREE[4]] * 4, "ben": [FREE[4]] * 5}))
    shown = projection(found.election, fitted())
    ada, ben = found.contests[0].candidates

    assert (shown.needed, spot(shown, ada)) == (5, None)
    assert spot(shown, ben) is not None
    assert spot(shown, dataclasses.replace(ben, status="withdrawn")) is None


def test_questions_that_the_map_does_not_know_count_nothing() -> None:
    election = compiled(files({}, "- id: q0\n  text: Old?\n- id: q9\n  text: New?\n")).election

    assert projection(election, fitted()).parts.keys() == {"q0"}
    assert projection(election, OpinionMap({}, (0, 0), (1, 1), 1, election.tree)) == Projection({}, 1)


def test_an_axis_is_named_after_the_questions_that_count_most_and_are_still_asked() -> None:
    loadings = {"q0": Loading(0, 1, 0), "q1": Loading(0, -900, 5), "q2": Loading(0, 800, 0), "q3": Loading(0, 20, 0)}
    election = compiled(files({}, QUESTIONS.replace("q3", "q7"))).election
    opinion_map = OpinionMap({**loadings, "q3": Loading(0, 9999, 0)}, (405_000, 404_999), (1, 1), 9, election.tree)

    across, up = axes(election, opinion_map)

    assert [(question.id, rises) for question, rises in across.questions] == [("q1", False), ("q2", True), ("q0", True)]
    assert [(question.id, rises) for question, rises in up.questions] == [("q1", True)]
    assert (across.percent, up.percent) == (41, 40)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("  q0:", "  q9:"), ["map.yaml:12:1 map-out-of-date"]),
        (("candidates: 5", "candidates: none"), ["map.yaml:4:13 bad-number"]),
        (("    reach: ", "    reach: 0 # "), ["map.yaml:8:12 bad-number", "map.yaml:11:12 bad-number"]),
        (("axes:", "axis:"), ["map.yaml:5:1 unknown-field"]),
        (("    mean: ", "    mean: 1.5 # "), [f"map.yaml:{line}:11 bad-number" for line in range(14, 36, 4)]),
    ],
    ids=lambda value: value[1].strip() if isinstance(value, tuple) else "",
)
def test_a_map_that_does_not_fit_is_reported_where_it_is(change: tuple[str, str], expected: list[str]) -> None:
    _, faults = compile_project({**files(CAMPS), MAP: as_yaml(fitted()).replace(*change)})

    assert [f"{str(each.where).removeprefix('questionnaires/demo/')} {each.code}" for each in faults] == expected


def test_the_command_writes_the_same_bytes_on_every_setting_and_over_what_is_broken(tmp_path: Path) -> None:
    project = write_project(tmp_path, files(many(1)))
    written = set()
    # OpenBLAS has a kernel for each kind of processor, which add up in other orders.
    for threads, kernel, seed in (("1", "Prescott", "0"), ("2", "Nehalem", "1"), ("4", "Haswell", "2")):
        (project / MAP).write_text("<<<<<<< ours\n", encoding="utf-8")
        settings = {"OPENBLAS_NUM_THREADS": threads, "OPENBLAS_CORETYPE": kernel, "PYTHONHASHSEED": seed}
        done = run("map", "--project", str(project), "--election", "demo", **settings)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        written.add((project / MAP).read_bytes())

    assert written == {as_yaml(fitted(many(1))).encode()}
    assert "candidates and 6 questions are on the map" in done.stderr
    assert sorted(path.name for path in (project / MAP).parent.iterdir() if path.is_file()) == [
        "election.yaml",
        "map.yaml",
        "questions.yaml",
    ]


def test_the_command_says_why_there_is_no_map_and_leaves_the_old_one_alone(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**files({"ada": [FREE[4]] * 6}), MAP: "format: 1\n"})

    done = run("map", "--project", str(project), "--election", "demo")

    assert (done.returncode, done.stderr) == (1, f"No map was drawn: {mapfit.ONE}.\n")
    assert (project / MAP).read_text(encoding="utf-8") == "format: 1\n"


def test_an_election_that_there_is_not_is_a_wrong_command_line(tmp_path: Path) -> None:
    project = write_project(tmp_path, files(CAMPS))

    done = run("map", "--project", str(project), "--election", "dmeo")

    assert done.returncode == 2
    assert "no election is called 'dmeo'. Did you mean 'demo'?" in done.stderr


def test_the_map_of_the_example_is_that_of_its_answers() -> None:
    read = read_project(ROOT)
    path = "questionnaires/riverland-2027/map.yaml"
    found, _ = compile_project(read.texts, read.paths, None, read.photos)
    election = next(each for each in found.elections if each.election.id == "riverland-2027")

    opinion_map = mapfit.fit(election.election, election.contests)

    assert isinstance(opinion_map, OpinionMap)
    assert read.texts[path] == as_yaml(opinion_map), "run `cmpgen map --election riverland-2027`"


def flipped(opinion_map: OpinionMap) -> OpinionMap:
    """The map with the question that counts least turned the other way along both axes."""
    weights = {id_: max(abs(each.x), abs(each.y)) for id_, each in opinion_map.loadings.items()}
    least = min(weights, key=lambda id_: weights[id_])
    each = opinion_map.loadings[least]
    changed = {**opinion_map.loadings, least: dataclasses.replace(each, x=-each.x, y=-each.y)}
    return dataclasses.replace(opinion_map, loadings=changed)


@pytest.mark.parametrize(
    ("spoof", "reason"),
    [
        (lambda m: dataclasses.replace(m, reach=(999_999_999, m.reach[1])), "out on axis x"),
        (lambda m: dataclasses.replace(m, reach=(m.reach[0], 9_000_000)), "out on axis y"),
        (lambda m: scaled(m, x=-1), "axis x counts downwards"),
        (lambda m: scaled(m, y=-1), "axis y counts downwards"),
        (lambda m: scaled(m, x=2), "axis x do not make a length of one"),
        (lambda m: scaled(m, y=0), "axis y do not make a length of one"),
        (lambda m: turned(m), "right angles"),
        (lambda m: dataclasses.replace(m, variation=(400_000, 600_000)), "explain more than there is"),
        (lambda m: dataclasses.replace(m, variation=(900_000, 200_000)), "explain more than there is"),
        (lambda m: dataclasses.replace(m, loadings={**m.loadings, "q5": Loading(600_000, 0, 0)}), "mean of 'q5'"),
    ],
)  # fmt: skip
def test_numbers_that_no_answers_give_are_an_error(spoof: Callable[[OpinionMap], OpinionMap], reason: str) -> None:
    _, faults = compile_project({**files(many(1)), MAP: as_yaml(spoof(fitted(many(1))))})

    assert {each.code for each in faults} == {"bad-map"}
    assert any(reason in report.message(each) for each in faults)


def scaled(opinion_map: OpinionMap, x: int = 1, y: int = 1) -> OpinionMap:
    changed = {id_: dataclasses.replace(each, x=x * each.x, y=y * each.y) for id_, each in opinion_map.loadings.items()}
    return dataclasses.replace(opinion_map, loadings=changed)


def turned(opinion_map: OpinionMap) -> OpinionMap:
    """The second axis is the first one over again."""
    changed = {id_: dataclasses.replace(each, y=each.x) for id_, each in opinion_map.loadings.items()}
    return dataclasses.replace(opinion_map, loadings=changed, reach=(opinion_map.reach[0],) * 2)


@pytest.mark.parametrize("seed", range(20))
def test_no_fitted_map_is_called_bad(seed: int) -> None:
    texts = files(many(seed, candidates=7 + seed))

    _, faults = compile_project({**texts, MAP: as_yaml(fitted(many(seed, candidates=7 + seed)))})

    assert faults == []


def test_a_committed_map_is_compared_with_the_answers(tmp_path: Path) -> None:
    opinion_map = fitted(many(1))
    project = write_project(tmp_path, {**files(many(1)), MAP: as_yaml(opinion_map)})
    command = ("map", "--project", str(project), "--election", "demo", "--check")

    sound = run(*command)
    (project / MAP).write_text(as_yaml(flipped(opinion_map)), encoding="utf-8")
    checked, spoofed = run("check", "--project", str(project)), run(*command)

    assert (sound.returncode, sound.stderr) == (0, f"{MAP} is what the answers give.\n")
    assert checked.returncode == 0, "the spoof is to be one that no bounds can catch"
    assert spoofed.returncode == 1
    assert (project / MAP).read_text(encoding="utf-8") == as_yaml(flipped(opinion_map))


def test_a_map_that_the_answers_do_not_give_is_reported_at_its_first_number(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**files(many(1)), MAP: as_yaml(fitted(many(2)))})

    done = run("map", "--project", str(project), "--election", "demo", "--check")

    assert done.returncode == 1
    assert re.search(
        rf"^{MAP}:\d+:\d+: error\[map-not-fitted\]: .* where the answers give -?\d+", done.stderr, re.MULTILINE
    )
    assert "other numbers differ" in done.stderr
    assert (project / MAP).read_text(encoding="utf-8") == as_yaml(fitted(many(2)))


@pytest.mark.parametrize(
    ("texts", "code", "words"),
    [
        (files(many(1)), 2, f"there is no {MAP}"),
        (files({"ada": [FREE[4]] * 6}), 0, f"none to draw: {mapfit.ONE}"),
        ({**files({"ada": [FREE[4]] * 6}), MAP: as_yaml(fitted())}, 1, f"holds one: {mapfit.ONE}"),
        ({**files(many(1)), MAP: "format: 1\n"}, 1, "error[missing-field]"),
    ],
    ids=["no file", "no map", "a map of nobody", "a broken file"],
)
def test_what_cannot_be_compared_is_told(tmp_path: Path, texts: dict[str, str], code: int, words: str) -> None:
    project = write_project(tmp_path, texts)

    done = run("map", "--project", str(project), "--election", "demo", "--check")

    assert done.returncode == code, done.stderr
    assert words in done.stderr
