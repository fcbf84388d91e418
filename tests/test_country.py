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
FREE = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")


def candidate(party: str, answers: Mapping[str, str], status: str = "standing") -> str:
    said = "".join(f"  {question}: {answer}\n" for question, answer in answers.items())
    return f"name: Somebody\nparty: [{party}]\nstatus: {status}\nreply: answered\nanswers:\n{said}"


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
    for party in found.election.parties:
        members = [each for each in standing if party in each.parties]
        for own in members:
            distances = []
            for question in questions:
                said = {
                    id(each): each.answers[question.id].option
                    for each in members
                    if question.id in each.answers and each.answers[question.id].option is not None
                }
                if id(own) not in said or len(said) < 3:
                    continue
                others = [option for one, option in said.items() if one != id(own)]
                places = TYPES[question.type].positions(question)
                if places is None:
                    distances.append(Fraction(sum(each != said[id(own)] for each in others), len(others)))
                else:
                    mean = sum((places[each] for each in others), Fraction(0)) / len(others)
                    distances.append(abs(places[said[id(own)]] - mean))
            asked = 4 if own.constituency == "north" else 3
            if len(distances) >= min(5, asked):
                near = 1 - sum(distances, Fraction(0)) / len(distances)
                nearness[party, own.constituency, own.id] = Nearness(int(near * 100 + Fraction(1, 2)), len(distances))
    return nearness


def some(chance: random.Random, place: str) -> str:
    options = {
        "free-buses": [*FREE, "no-position", ""],
        "harbour-tax": ["yes", "no", ""],
        "school-language": ["river", "both", "none"],
        **({"wolves": [*FREE]} if place == "north" else {}),
    }
    answers = {question: chance.choice(each) for question, each in options.items()}
    party = chance.choice(["river-party", "green", "river-party, green", ""])
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
        }
    )

    assert found.nearness["river-party", "south", "ada"] == Nearness(0, 3)
    assert found.nearness["river-party", "south", "ben"] == Nearness(50, 3)


@pytest.mark.parametrize("third", [None, candidate("river-party", {}, "withdrawn"), candidate("river-party", {})])
def test_two_who_answered_are_no_party_to_compare_with(third: str | None) -> None:
    said = {"free-buses": "agree", "harbour-tax": "yes", "school-language": "both"}
    two = {"south/ada": candidate("river-party", said), "south/ben": candidate("river-party", said)}

    assert whole({**two, **({"west/cyd": third} if third else {})}).nearness == {}


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
