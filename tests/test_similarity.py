"""Who answers like whom in a constituency: as the quiz would say with a candidate in the voter's place."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from cmpgen.metrics import METRICS
from cmpgen.scores.match import Voter, match
from cmpgen.scores.points import tables
from cmpgen.scores.similarity import Colleagues, colleagues, fewest_shared
from tests.elections import Case, contest

FIVE = {"values": [1, 2, 3, 4, 5]}


def case(*answers: list[int | None], questions: int = 6, minimum: int = 50, metric: str = "city-block") -> Case:
    """Candidates a, b, c … with these answers to questions of five steps, or a choice as every fourth."""
    return {
        "metric": metric,
        "missing": "half",
        "minimum": minimum,
        "questions": [{"options": 5} if number % 4 == 3 else FIVE for number in range(questions)],
        "candidates": [{"id": chr(ord("a") + n), "answers": each} for n, each in enumerate(answers)],
    }


def found(case: Case) -> dict[str, Colleagues]:
    held = contest(case)
    return dict(colleagues(held, tables(held.election, case["metric"])))


def names(likenesses: tuple) -> list[str]:
    return [each.candidate for each in likenesses]


def by_the_quiz(
    case: Case,
) -> dict[str, tuple[list[tuple[str, Fraction, int, int]], list[tuple[str, Fraction, int, int]]]]:
    """Nearest and farthest by the quiz's own scoring, under the rule `shared`: id, fraction, percentage, shared."""
    held = contest(case)
    points = tables(held.election, case["metric"])
    answers = {}
    for each in held.candidates:
        voter = Voter({id_: answer.option for id_, answer in each.answers.items() if answer.option is not None})
        needed = fewest_shared(len(held.questions), len(voter.answers), case["minimum"])
        ranked = [
            (other.candidate, other.fraction, other.percent, other.shared)
            for other in match(held, points, voter, "shared", 0).results
            if other.candidate != each.id and other.shared >= needed
        ]
        best, worst = (pick((score for _, score, *_ in ranked), default=None) for pick in (max, min))
        answers[each.id] = (
            sorted(other for other in ranked if other[1] == best),
            sorted(other for other in ranked if other[1] == worst),
        )
    return answers


@pytest.mark.parametrize("metric", METRICS)
def test_colleagues_are_those_that_the_quiz_would_name(metric: str) -> None:
    chance = random.Random(metric)
    for _ in range(40):
        questions = chance.randint(1, 12)
        options = [None, None, -1, 0, 1, 2, 3, 4][chance.randint(0, 2) :]
        answers = [[chance.choice(options) for _ in range(questions)] for _ in range(chance.randint(1, 9))]
        tried = case(*answers, questions=questions, minimum=chance.choice([0, 30, 50, 100]), metric=metric)

        written = {
            id_: tuple(
                [(one.candidate, Fraction(one.points, one.possible), one.percent, one.shared) for one in group]
                for group in (each.nearest, each.farthest)
            )
            for id_, each in found(tried).items()
        }

        assert written == by_the_quiz(tried)


def test_all_who_are_equally_near_are_named_together() -> None:
    same, near, far = [0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0], [4, 4, 4, 1, 4, 4]

    a = found(case(same, near, [0, 0, 0, 0, 0, 1], far))["a"]

    assert (names(a.nearest), names(a.farthest), a.compared) == (["b", "c"], ["d"], 3)
    assert [(each.percent, each.shared) for each in a.nearest] == [(96, 6), (96, 6)]


def test_equal_fractions_of_different_numbers_of_answers_are_equal() -> None:
    a = found(case([0] * 6, [0] * 6, [0, 0, 0, 0, 0, None], [4] * 6))["a"]

    assert [(each.candidate, each.shared, each.percent) for each in a.nearest] == [("b", 6, 100), ("c", 5, 100)]


def test_nearest_and_farthest_are_the_same_where_all_are_equally_far() -> None:
    a = found(case([0] * 6, [1] * 6, [1] * 6))["a"]

    assert a.nearest == a.farthest
    assert names(a.nearest) == ["b", "c"]


def test_few_answers_are_not_compared_with_many_but_many_with_few() -> None:
    six, thirty = [0] * 6 + [None] * 24, [0] * 30

    both = found(case(six, thirty, questions=30))

    assert (both["a"].needed, both["a"].compared) == (5, 1)
    assert (both["b"].needed, both["b"].compared) == (15, 0)
    assert both["b"].nearest == both["b"].farthest == ()


def test_whoever_has_withdrawn_is_compared_with_nobody() -> None:
    tried = case([0] * 6, [0] * 6, [4] * 6)
    tried["candidates"][1]["withdrawn"] = True

    standing = found(tried)

    assert sorted(standing) == ["a", "c"]
    assert (names(standing["a"].nearest), standing["a"].others) == (["c"], 1)


def test_nobody_is_compared_on_what_only_one_of_them_answered() -> None:
    a = found(case([0, 0, 0, None, None, None], [None, None, None, 0, 0, 0], minimum=0))["a"]

    assert (a.nearest, a.compared, a.others) == ((), 0, 1)


def test_one_candidate_alone_and_a_place_without_questions_have_no_colleagues() -> None:
    alone = found(case([0] * 6))["a"]
    unasked = found(case([], [], questions=0))["a"]

    assert (alone.nearest, alone.others) == ((), 0)
    assert (unasked.nearest, unasked.others) == ((), 1)


def test_with_fewer_questions_than_the_fewest_all_of_them_must_be_shared() -> None:
    a = found(case([0, 0, 0], [0, 0, 1], [0, 0, None], questions=3))["a"]

    assert (a.needed, names(a.nearest)) == (3, ["b"])


@pytest.mark.parametrize(
    ("asked", "own", "minimum", "fewest"),
    [(30, 24, 50, 12), (30, 6, 50, 5), (3, 3, 0, 3), (1, 1, 0, 1), (0, 0, 50, 1), (80, 77, 13, 11), (80, 80, 100, 80)],
)
def test_fewest_shared_are_five_or_all_or_the_elections_share_rounded_up(
    asked: int, own: int, minimum: int, fewest: int
) -> None:
    assert fewest_shared(asked, own, minimum) == fewest
