"""Scores, ranks, ties, ranges and who stands apart."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.scores.match import Match, Voter, answered_by, as_json, match, score
from cmpgen.scores.points import tables
from tests.elections import Case, contest, matched, random_case, voter
from tests.second_scorer import second_scorer

KEYS = ["candidate", "rank", "tied", "points", "possible", "percent", "low", "high", "shared", "answered", "questions"]
AGREE_3, AGREE_5, YES_NO = {"values": [1, 2, 3]}, {"values": [1, 2, 3, 4, 5]}, {"values": [1, 2]}


def case(**changes: Any) -> Case:
    """One yes-no question that Ada answered as the voter did, and whatever changes."""
    usual = {
        "metric": "city-block",
        "missing": "half",
        "minimum": 50,
        "questions": [YES_NO],
        "voter": [1],
        "candidates": [{"id": "ada", "answers": [1]}],
    }
    known = usual | changes
    return {"weights": [1] * len(known["questions"])} | known


def in_fractions(match: Match, full: int) -> tuple[list[tuple], list[tuple]]:
    """A match in the words of the second scorer."""
    ranked = [
        (
            each.rank,
            each.tied,
            each.candidate,
            Fraction(each.points, each.possible),
            each.percent,
            each.low,
            each.high,
            each.shared,
            each.answered,
            [
                (
                    int(part.question[1:]),
                    part.weight,
                    Fraction(part.points, full * part.weight) if part.possible else None,
                )
                for part in each.questions
            ],
        )
        for each in match.results
    ]
    return ranked, [(each.candidate, each.reason, each.shared, each.answered) for each in match.apart]


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("missing", RULES)
def test_every_score_equals_the_second_scorers(metric: str, missing: str):
    chance = random.Random(f"{metric} {missing}")
    for _ in range(420):  # 24 pairs of metric and rule: 10,080 cases
        each = random_case(chance, metric, missing)

        found = matched(each)

        full = tables(contest(each).election, metric).full
        assert in_fractions(found, full) == second_scorer(each), each


@pytest.mark.parametrize("metric", METRICS)
def test_points_of_the_parts_add_up_to_the_score(metric: str):
    chance = random.Random(metric)
    for _ in range(100):
        each = random_case(chance, metric, chance.choice(list(RULES)))

        for result in matched(each).results:
            assert sum(part.points for part in result.questions) == result.points
            assert sum(part.possible for part in result.questions) == result.possible
            assert len(result.questions) == result.answered


def test_equal_fractions_share_a_rank_and_the_next_is_skipped():
    people = [{"id": "eve", "answers": [0]}, {"id": "dan", "answers": [1]}, {"id": "ada", "answers": [1]}]

    found = matched(case(candidates=people))

    assert [(each.candidate, each.rank, each.tied) for each in found.results] == [
        ("ada", 1, True),
        ("dan", 1, True),
        ("eve", 3, False),
    ]


def test_ranks_follow_the_fraction_and_not_the_percentage():
    # 200 / 201 and 201 / 201 are both shown as 100 %.
    people = [{"id": "ada", "answers": [1]}, {"id": "dan", "answers": [0]}]

    found = matched(case(questions=[{"values": [0, 1, 201]}], voter=[0], candidates=people))

    assert [(each.candidate, each.rank, each.percent) for each in found.results] == [("dan", 1, 100), ("ada", 2, 100)]


def test_important_question_counts_double_and_one_left_out_never():
    people = [{"id": "ada", "answers": [1, 0, 0]}]

    found = matched(case(questions=[YES_NO] * 3, voter=[1, 1, 1], weights=[2, 1, 0], candidates=people))

    (ada,) = found.results
    assert ada.fraction == Fraction(2, 3)
    assert (ada.percent, ada.shared, ada.answered) == (67, 2, 2)
    assert [part.question for part in ada.questions] == ["q0", "q1"]


def test_yes_no_question_counts_as_much_as_one_of_five_steps():
    people = [{"id": "ada", "answers": [1, 0]}, {"id": "dan", "answers": [0, 4]}]

    found = matched(case(questions=[YES_NO, AGREE_5], voter=[1, 4], candidates=people))

    assert [each.percent for each in found.results] == [50, 50]
    assert found.results[0].possible == found.results[1].possible


@pytest.mark.parametrize(
    ("missing", "percent", "possible_questions"),
    [("half", 75, 2), ("shared", 100, 1), ("neutral", 75, 2), ("farthest", 50, 2)],
)
def test_missing_answer_earns_what_the_rule_says(missing: str, percent: int, possible_questions: int):
    found = matched(
        case(questions=[YES_NO] * 2, voter=[1, 1], missing=missing, candidates=[{"id": "ada", "answers": [1, None]}])
    )

    (ada,) = found.results
    assert (ada.percent, ada.low, ada.high) == (percent, 50, 100)
    assert sum(part.possible > 0 for part in ada.questions) == possible_questions
    assert (ada.shared, ada.answered) == (1, 2)


def test_no_position_is_as_missing_as_an_absent_answer():
    people = [{"id": "absent", "answers": [1, None]}, {"id": "asked", "answers": [1, -1]}]

    found = matched(case(questions=[YES_NO] * 2, voter=[1, 1], candidates=people))

    assert [(each.rank, each.points, each.low, each.high, each.shared) for each in found.results] == [
        (1, found.results[0].points, 50, 100, 1)
    ] * 2


def test_range_is_widened_to_hold_the_score_shown():
    # From the middle of three, no option earns less than three quarters of the squared points; half is below that.
    each = case(
        metric="euclidean", questions=[AGREE_3] * 2, voter=[1, 1], candidates=[{"id": "ada", "answers": [1, None]}]
    )

    (half,) = matched(each).results
    (shared,) = matched(each | {"missing": "shared", "metric": "directional", "voter": [2, 1]}).results

    assert (half.percent, half.low, half.high) == (50, 50, 100)
    assert (shared.percent, shared.low, shared.high) == (50, 50, 50)


@pytest.mark.parametrize(
    ("hits", "of", "percent"),
    [(1, 8, 13), (3, 8, 38), (1, 200, 1), (199, 200, 100), (1, 201, 0), (0, 3, 0), (3, 3, 100)],
)
def test_percentages_are_rounded_half_up(hits: int, of: int, percent: int):
    people = [{"id": "ada", "answers": [1] * hits + [0] * (of - hits)}]

    found = matched(case(questions=[YES_NO] * of, voter=[1] * of, candidates=people))

    assert found.results[0].percent == percent


def test_voter_who_answered_nothing_gets_no_ranking():
    people = [{"id": "ada", "answers": [1]}, {"id": "dan", "answers": [0], "withdrawn": True}]

    skipped = matched(case(voter=[None], candidates=people))
    left_out = matched(case(weights=[0], candidates=people))

    assert skipped == left_out
    assert not skipped.results
    assert [(each.candidate, each.reason, each.shared, each.answered) for each in skipped.apart] == [
        ("ada", "nothing-to-compare", 0, 0),
        ("dan", "nothing-to-compare", 0, 0),
    ]


def test_everyone_who_is_not_ranked_stands_apart_with_the_reason():
    people = [
        {"id": "gone", "answers": [None, None, None], "withdrawn": True},
        {"id": "silent", "answers": [None, -1, None]},
        {"id": "elsewhere", "answers": [None, None, 1]},
        {"id": "one-of-two", "answers": [1, None, None]},
    ]

    found = matched(case(questions=[YES_NO] * 3, voter=[1, 1, None], minimum=51, candidates=people))

    assert not found.results
    assert [(each.candidate, each.reason, each.shared, each.answered) for each in found.apart] == [
        ("elsewhere", "too-few-answers", 0, 2),
        ("gone", "withdrawn", 0, 2),
        ("one-of-two", "too-few-answers", 1, 2),
        ("silent", "no-answers", 0, 2),
    ]


@pytest.mark.parametrize(
    ("shared", "of", "minimum", "ranked"),
    [(1, 2, 0, True), (1, 2, 50, True), (1, 2, 51, False), (1, 2, 100, False), (3, 7, 42, True), (3, 7, 43, False)],
)
def test_minimum_shared_is_a_share_of_the_voters_answers(shared: int, of: int, minimum: int, ranked: bool):
    people = [{"id": "ada", "answers": [*[1] * shared, *[None] * (of - shared), 0]}]

    found = matched(case(questions=[YES_NO] * (of + 1), voter=[*[1] * of, None], minimum=minimum, candidates=people))

    assert [each.candidate for each in found.results] == ["ada"] * ranked


def test_no_question_in_common_is_never_ranked():
    people = [{"id": "ada", "answers": [None, 1]}]

    found = matched(case(questions=[YES_NO] * 2, voter=[1, None], minimum=0, candidates=people))

    assert [(each.candidate, each.reason) for each in found.apart] == [("ada", "too-few-answers")]


def test_a_score_alone_has_no_rank_yet():
    held = contest(case())
    answered = answered_by(voter(case()), held.questions)

    alone = score(held.candidates[0], answered, tables(held.election, "city-block"), voter(case()), "half")

    assert (alone.rank, alone.tied) == (0, False)
    assert replace(alone, rank=1) == matched(case()).results[0]


def test_an_answer_to_a_question_that_is_not_asked_here_counts_for_nothing():
    held = contest(case())

    found = match(held, tables(held.election, "city-block"), Voter({"q0": 1, "elsewhere": 0}), "half", 50)

    assert found == matched(case())


def test_json_has_the_keys_of_the_reference_in_order():
    found = as_json(matched(case(candidates=[{"id": "ada", "answers": [1]}, {"id": "jo", "answers": [None]}])))

    assert list(found) == ["election", "constituency", "metric", "missing", "results", "apart"]
    (ada,), (jo,) = found["results"], found["apart"]
    assert list(ada) == KEYS
    assert ada["questions"] == [{"id": "q0", "weight": 1, "points": 2, "possible": 2}]
    assert jo == {"candidate": "jo", "reason": "no-answers", "shared": 0, "answered": 1}
    assert list(jo) == ["candidate", "reason", "shared", "answered"]
