"""Elections in miniature: a case of a few lists becomes an Election and a Contest that can be scored.

    {"metric": "city-block", "missing": "half", "minimum": 50,
     "questions": [{"values": [1, 2, 4, 5]}, {"options": 3}],          a scale by its values; a choice by its options
     "voter": [3, None], "weights": [1, 2],                            numbers of options; None = skipped
     "candidates": [{"id": "a", "answers": [0, -1], "withdrawn": True}]}   None = absent, -1 = no position

Question number n is called `q<n>`; candidates stand in the order of their ids.
"""

from __future__ import annotations

import datetime
import random
from typing import Any

from cmpgen.model import NO_POSITION, Answer, Candidate, Constituency, Contest, Election, Method, Option, Question
from cmpgen.questions.scales import BUILT_IN
from cmpgen.scores.match import Match, Voter, match
from cmpgen.scores.points import tables
from cmpgen.yamltree import Scalar, Tree

Case = dict[str, Any]

SCALES = [[option.value for option in options] for options in BUILT_IN.values()]
ODD_SCALES = [[1, 2, 4, 5], [0, 1, 10], [-3, -1, 2, 3], [5, 4, 2, 1], [0, 1, 200]]


NOWHERE = Tree("election.yaml", Scalar("", plain=True, line=1, column=1, length=1))
"""The tree of a value that no file holds."""


def question(number: int, options: dict[str, Any], constituency: str = "") -> Question:
    """Question `q<number>`: a scale where it has values, else a choice of that many options."""
    values = options.get("values", [None] * options.get("options", 0))
    return Question(
        id=f"q{number}",
        type="scale" if "values" in options else "choice",
        text={"en": f"Question {number}"},
        options=tuple(Option(f"o{place}", {"en": f"Option {place}"}, value) for place, value in enumerate(values)),
        tree=NOWHERE,
        constituency=constituency,
    )


def candidate(case: Case, number: int) -> Candidate:
    """The candidate of that number with their answers."""
    known = case["candidates"][number]
    return Candidate(
        id=known["id"],
        constituency="place",
        name=known["id"].title(),
        tree=NOWHERE,
        status="withdrawn" if known.get("withdrawn") else "standing",
        answers={f"q{place}": _answer(place, said) for place, said in enumerate(known["answers"]) if said is not None},
    )


def _answer(place: int, said: int) -> Answer:
    if said < 0:
        return Answer(f"q{place}", raw=NO_POSITION)
    return Answer(f"q{place}", raw=f"o{said}", option=said)


def contest(case: Case) -> Contest:
    """The case's candidates and questions; the last question is local, the others are national."""
    local = len(case["questions"]) - 1
    questions = [question(n, each, "place" if n == local else "") for n, each in enumerate(case["questions"])]
    place = Constituency("place", {"en": "Place"}, NOWHERE, questions=tuple(questions[local:]))
    election = Election(
        id="trial",
        title={"en": "Trial"},
        date=datetime.date(2027, 5, 6),
        languages=("en",),
        tree=NOWHERE,
        questions=tuple(questions[:local]),
        constituencies={"place": place},
        method=Method(case["metric"], case["missing"], case["minimum"]),
    )
    standing = sorted((candidate(case, n) for n in range(len(case["candidates"]))), key=lambda each: each.id)
    return Contest(election, place, tuple(questions), tuple(standing))


def voter(case: Case) -> Voter:
    """The case's voter."""
    return Voter(
        answers={f"q{place}": option for place, option in enumerate(case["voter"]) if option is not None},
        weights={f"q{place}": weight for place, weight in enumerate(case["weights"])},
    )


def matched(case: Case) -> Match:
    """The case, scored by the package."""
    held = contest(case)
    return match(held, tables(held.election, case["metric"]), voter(case), case["missing"], case["minimum"])


def random_case(chance: random.Random, metric: str, missing: str, most: int = 9) -> Case:
    """A case of mixed scales, weights and gaps; one in four is small, so that ties are common."""
    count = chance.randint(1, 3 if chance.random() < 0.25 else most)
    questions = [_random_question(chance) for _ in range(count)]
    gaps = chance.choice([0.0, 0.2, 0.5, 0.9])
    people = [
        {"id": f"c{number}", "answers": [_random_answer(chance, each, gaps, [None, -1]) for each in questions]}
        for number in range(chance.randint(1, most))
    ]
    for person in people:
        if chance.random() < 0.05:
            person["withdrawn"] = True
    case = {
        "metric": metric,
        "missing": missing,
        "minimum": chance.choice([0, 1, 33, 50, 51, 100]),
        "questions": questions,
        "candidates": people,
    }
    return case | random_voter(chance, questions)


def random_voter(chance: random.Random, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """The part of a case that is the voter's."""
    skips = chance.choice([0.0, 0.1, 0.4])
    return {
        "voter": [_random_answer(chance, each, skips, [None]) for each in questions],
        "weights": [chance.choice([1, 1, 1, 2, 0]) for _ in questions],
    }


def _random_answer(chance: random.Random, question: dict[str, Any], gaps: float, gap: list[int | None]) -> int | None:
    if chance.random() < gaps:
        return chance.choice(gap)
    return chance.randrange(question.get("options") or len(question["values"]))


def _random_question(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.2:
        return {"options": chance.randint(2, 4)}
    return {"values": chance.choice(SCALES if chance.random() < 0.7 else ODD_SCALES)}
