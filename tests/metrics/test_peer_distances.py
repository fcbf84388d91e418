"""Distances that an independent implementation computed, case by case."""

from __future__ import annotations

import json
from math import sqrt

from cmpgen.scores.match import answered_by, score
from cmpgen.scores.points import tables
from tests.elections import Case, contest, matched, voter
from tests.helpers import shared_folder


def in_miniature(case: Case) -> Case:
    """A case of the vectors, whose options count from 1; a candidate's id is their place, so that all stay in order."""
    from_zero = [[None if option is None else option - 1 for option in each] for each in case["candidates"]]
    return {
        "metric": case["metric"],
        "missing": case["missing"],
        "minimum": 0,
        "questions": [{"values": list(range(case["scale"]))} for _ in case["voter"]],
        "voter": [None if option is None else option - 1 for option in case["voter"]],
        "weights": case["weights"] or [1] * len(case["voter"]),
        "candidates": [{"id": f"c{place:03}", "answers": answers} for place, answers in enumerate(from_zero)],
    }


def test_score_is_one_less_the_distance_of_an_independent_implementation():
    cases = json.loads(shared_folder("vectors", "peer-distances.json").read_text(encoding="utf-8"))
    compared = 0
    for case in cases:
        small = in_miniature(case)
        held, asker = contest(small), voter(small)
        points = tables(held.election, case["metric"])
        answered = answered_by(asker, held.questions)
        ranked = {each.candidate: each for each in matched(small).results}
        for candidate, expected in zip(held.candidates, case["distance"], strict=True):
            # The peer has a distance also for those who share no answer with the voter, whom `match` never ranks.
            found = ranked.get(candidate.id) or score(candidate, answered, points, asker, case["missing"])

            distance = 1 - found.points / found.possible
            assert abs((sqrt(distance) if points.squared else distance) - expected) < 1e-9, case
            compared += 1

    assert (len(cases), compared) == (300, sum(len(case["candidates"]) for case in cases))
