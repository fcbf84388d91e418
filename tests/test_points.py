"""Integer tables: exact, whole, the same for every question, and small enough for a browser."""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction

import pytest

from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.model import Constituency
from cmpgen.scores.points import LIMIT, largest_possible, tables
from tests.elections import NOWHERE, contest, question, random_case

YES_NO, AGREE_4, AGREE_5 = {"values": [1, 2]}, {"values": [1, 2, 3, 4]}, {"values": [1, 2, 3, 4, 5]}


def election(*questions: dict):
    return contest({"metric": "city-block", "missing": "half", "minimum": 0, "questions": questions, "candidates": []})


@pytest.mark.parametrize("metric", METRICS)
def test_every_entry_is_a_whole_number_of_points(metric: str):
    chance = random.Random(metric)
    for _ in range(50):
        held = contest(random_case(chance, metric, "half"))

        points = tables(held.election, metric)

        assert points.full % 2 == 0
        for each in points.questions.values():
            missing = [share for rule in RULES for share in each.missing[rule] if share is not None]
            for whole in [*(share for row in each.earned for share in row), *missing]:
                assert type(whole) is int
                assert 0 <= whole <= points.full
            assert each.low == tuple(map(min, each.earned))
            assert each.high == tuple(map(max, each.earned))
            assert set(each.missing["half"]) == {points.full // 2}


@pytest.mark.parametrize(
    ("metric", "full"),
    [("city-block", 12), ("euclidean", 144), ("agreement", 2), ("adjacent", 4), ("directional", 72), ("hybrid", 144)],
)
def test_the_whole_is_the_least_number_that_every_question_needs(metric: str, full: int):
    # Thirds of agree-4 and quarters of agree-5 are twelfths; squares, products and means need more.
    points = tables(election(YES_NO, AGREE_4, AGREE_5).election, metric)

    assert points.full == full


def test_other_constituencys_questions_belong_to_the_whole():
    held = election(YES_NO)
    far = Constituency("far", {"en": "Far"}, NOWHERE, questions=(question(0, {"values": [0, 1, 7]}, "far"),))
    both = dataclasses.replace(held.election, constituencies={**held.election.constituencies, "far": far})

    points = tables(both, "city-block")

    assert points.full == 14
    assert points.of(held.questions[0]).earned == ((14, 0), (0, 14))
    assert points.of(far.questions[0]).earned == ((14, 12, 0), (12, 14, 2), (0, 2, 14))


@pytest.mark.parametrize("metric", METRICS)
def test_options_in_no_order_are_the_same_or_they_are_not(metric: str):
    held = election({"options": 3})

    points = tables(held.election, metric)

    full = points.full
    assert points.of(held.questions[0]).earned == ((full, 0, 0), (0, full, 0), (0, 0, full))


def test_election_without_a_scored_question_has_tables_of_nothing():
    held = election(YES_NO)
    empty = dataclasses.replace(held.election, questions=(), constituencies={})

    points = tables(empty, "city-block")

    assert (points.full, dict(points.questions)) == (2, {})
    assert largest_possible(empty, points) == 0


def test_largest_sum_has_every_question_marked_as_important():
    held = election(YES_NO, AGREE_4, AGREE_5)

    points = tables(held.election, "city-block")

    assert largest_possible(held.election, points) == 2 * 12 * 3


def test_election_that_a_browser_could_not_score_exactly_is_told():
    # Four prime spans: under city-block their product still fits, its square does not.
    spans = [{"values": [0, 1, prime]} for prime in (83, 89, 97, 101)]
    held = election(*spans)

    assert largest_possible(held.election, tables(held.election, "city-block")) < LIMIT
    assert largest_possible(held.election, tables(held.election, "euclidean")) > LIMIT


def test_every_product_below_the_limit_is_exact_in_javascript():
    assert LIMIT * 201**2 < 2**53 < (LIMIT + 1) * 201**2
    assert float(LIMIT * 201**2) == Fraction(LIMIT) * 201**2
