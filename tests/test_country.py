"""What the whole country says: what divides it, and who answers like the others of their party."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction

import pytest

from cmpgen.compile import CompiledElection, compile_project
from cmpgen.questions import TYPES
from cmpgen.scores.country import Country, Nearness, country
from cmpgen.scores.division import division
from tests.helpers import ELECTION, ROOT

QUESTIONS = """
- id: free-buses
  text: Free buses?
- id: harbour-tax
  text: Harbour tax?
  scale: yes-no
- id: school-language
  type: choice
  text: Which language?
  options:
    - id: river
      label: Riverish
    - id: both
      label: Both
    - id: none
      label: None
- id: wolves
  text: Wolves?
  asked-in: north
- id: your-plans
  type: text
  text: Your plans?
"""
PARTIES = "parties:\n  river-party:\n    name: River Party\n  green:\n    name: Green\n"
FOUND = " (found)"
"""Behind an answer: it is a position that volunteers found. """
FREE = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")


def candidate(party: str, answers: Mapping[str, str], status: str = "standing") -> str:
    said = "".join(f"  {question}: {answer}\n" for question, answer in answers.items())
    said = said.replace(FOUND, "\n    source:\n      kind: press\n      url: https://example.org/interview")
    return f"name: Somebody\nparty: [{party}]\nstatus: {status}\nreply: answered\nanswers:\n{said}"


def found(answer: str) -> str:
    """An answer that volunteers found."""
    return f"\n    position: {answer}{FOUND}"


def compiled(candidates: Mapping[str, str], questions: str = QUESTIONS) -> CompiledElection:
    """The election of these candidates, by constituency and id, such as "north/ada"."""
    top = ELECTION[: ELECTION.index("parties:")] + PARTIES
    places = sorted({"north", "south", *(each.partition("/")[0] for each in candidates)})
    texts = {
        "questionnaires/demo/election.yaml": top,
        "questionnaires/demo/questions.yaml": questions,
        **{f"questionnaires/demo/constituencies/{id_}.yaml": f"name: {id_}\n" for id_ in places},
        **{f"candidates/demo/{path}.yaml": text for path, text in candidates.items()},
    }
    (election,), found = compile_project(texts)[0].elections, compile_project(texts)[1]
    assert not [each for each in found if each.code not in ("answered-nothing", "same-name")]
    return election


def whole(candidates: Mapping[str, str]) -> Country:
    found = compiled(candidates)
    return country(found.election, found.contests)


def by_hand(found: CompiledElection) -> dict[tuple[str, str, str], Nearness]:
    """Nearness by looking at every candidate and the others of their party."""
    nearness = {}
    standing = [each for contest in found.contests for each in contest.candidates if each.status == "standing"]
    questions = [each for each in found.election.questions if each.type != "text"]
    found_by_volunteers = {
        question.id: {
            id(each)
            for each in standing
            if question.id in each.answers and each.answers[question.id].origin is not None
        }
        for question in questions
    }
    for party in found.election.parties:
        members = [each for each in standing if party in each.parties]
        for own in members:
            distances, found_own = [], 0
            for question in questions:
                said = {
                    id(each): each.answers[question.id].option
                    for each in members
                    if question.id in each.answers and each.answers[question.id].option is not None
                }
                others = [
                    option for one, option in said.items() if one not in (id(own), *found_by_volunteers[question.id])
                ]
                if id(own) not in said or len(others) < 3:
                    continue
                found_own += id(own) in found_by_volunteers[question.id]
                places = TYPES[question.type].positions(question)
                if places is None:
                    distances.append(Fraction(sum(each != said[id(own)] for each in others), len(others)))
                else:
                    mean = sum((places[each] for each in others), Fraction(0)) / len(others)
                    distances.append(abs(places[said[id(own)]] - mean))
            asked = 4 if own.constituency == "north" else 3
            if len(distances) >= min(5, asked):
                near = 1 - sum(distances, Fraction(0)) / len(distances)
                key = party, own.constituency, own.id
                nearness[key] = Nearness(int(near * 100 + Fraction(1, 2)), len(distances), found_own)
    return nearness


def some(chance: random.Random, place: str) -> str:
    options = {
        "free-buses": [*FREE, "no-position", "", found("agree"), found("disagree")],
        "harbour-tax": ["yes", "no", "", found("no")],
        "school-language": ["river", "both", "none", found("none")],
        **({"wolves": [*FREE]} if place == "north" else {}),
    }
    answers = {question: chance.choice(each) for question, each in options.items()}
    party = chance.choice(["river-party", "river-party, green", "river-party", ""])
    return candidate(party, answers, chance.choice(["standing", "standing", "standing", "withdrawn"]))


def test_nearness_is_that_of_looking_at_everyone() -> None:
    for seed in range(12):
        chance = random.Random(seed)
        names = [f"{place}/c{number}" for place in ("north", "south", "west") for number in range(chance.randint(1, 7))]
        found = compiled({each: some(chance, each.partition("/")[0]) for each in names})

        assert country(found.election, found.contests).nearness == by_hand(found)


def test_nobody_is_compared_with_themselves() -> None:
    said = {"free-buses": "strongly-agree", "harbour-tax": "yes", "school-language": "both"}
    alone = {"free-buses": "strongly-disagree", "harbour-tax": "no", "school-language": "river"}

    found = whole(
        {
            "south/ada": candidate("river-party", alone),
            "south/ben": candidate("river-party", said),
            "west/cyd": candidate("river-party", said),
            "west/dov": candidate("river-party", said),
        }
    )

    assert found.nearness["river-party", "south", "ada"] == Nearness(0, 3, 0)
    assert found.nearness["river-party", "south", "ben"] == Nearness(67, 3, 0)


SAID = {"free-buses": "agree", "harbour-tax": "yes", "school-language": "both"}
THREE = {f"south/{each}": candidate("river-party", SAID) for each in ("ada", "ben", "cyd")}
READ = {question: found(answer) for question, answer in SAID.items()}


@pytest.mark.parametrize(
    "fourth",
    [
        None,
        candidate("river-party", {}),
        candidate("river-party", SAID, "withdrawn"),
        candidate("river-party", {"free-buses": "agree"}),
    ],
)
def test_two_others_are_no_party_to_compare_with(fourth: str | None) -> None:
    assert whole({**THREE, **({"west/dov": fourth} if fourth else {})}).nearness == {}


def test_what_volunteers_found_is_compared_with_the_party_and_is_no_part_of_its_mean() -> None:
    found = whole({**THREE, "west/dov": candidate("river-party", READ)})

    # Three answered in person: whoever did not is compared with them, and they with nobody.
    assert found.nearness == {("river-party", "west", "dov"): Nearness(100, 3, 3)}


def test_a_position_that_volunteers_found_moves_nobody_elses_number() -> None:
    against = {"free-buses": found("strongly-disagree"), "harbour-tax": found("no"), "school-language": found("river")}
    four = {**THREE, "west/dov": candidate("river-party", SAID)}

    alone, beside = whole(four), whole({**four, "west/eve": candidate("river-party", against)})

    assert {key: each for key, each in beside.nearness.items() if key[2] != "eve"} == alone.nearness
    assert beside.nearness["river-party", "west", "eve"] == Nearness(8, 3, 3)


def test_the_country_is_divided_by_all_who_stand_in_it() -> None:
    found = whole(
        {
            "north/ada": candidate("", {"free-buses": "strongly-agree", "wolves": "agree"}),
            "north/ben": candidate("", {"free-buses": "strongly-agree", "wolves": "disagree"}),
            "south/cyd": candidate("", {"free-buses": "strongly-disagree", "harbour-tax": "no-position"}),
            "west/dov": candidate("", {"free-buses": "strongly-disagree"}),
            "west/eve": candidate("", {"free-buses": "strongly-agree"}, "withdrawn"),
        }
    )

    buses = compiled({}).election.questions[0]
    assert found.divisions == {"free-buses": division(buses, [2, 0, 0, 0, 2])}


def test_an_election_without_answers_or_questions_says_nothing() -> None:
    assert whole({}) == Country({}, {})
    assert whole({"north/ada": candidate("green", {})}) == Country({}, {})

    none = compiled({"north/ada": candidate("green", {})}, questions="[]\n")
    assert country(none.election, none.contests) == Country({}, {})


@pytest.mark.parametrize("arguments", [["check"], ["match", "--help"], ["map", "--help"]], ids=" ".join)
def test_commands_that_compare_nobody_import_no_arrays(arguments: list[str]) -> None:
    program = (
        f"import sys; sys.argv = ['cmpgen', *{arguments!r}]\n"
        "from cmpgen.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)

    assert run.returncode == 0, run.stderr
    assert {"numpy", "pandas", "sklearn"} & set(run.stderr.splitlines()[-1].split()) == set()
