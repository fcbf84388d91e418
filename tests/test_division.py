"""How much a question divides: 0 where all say the same, 100 where half stand at each end."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, product

import pytest

from cmpgen.questions import TYPES
from cmpgen.scores.division import FEWEST, division, divisions, whole_steps
from tests.elections import ODD_SCALES, SCALES, contest, question

FIVE = question(0, {"values": [1, 2, 3, 4, 5]})
UNEVEN = question(0, {"values": [0, 1, 10]})
CHOICE = question(0, {"options": 3})


def percent(share: Fraction) -> int:
    return int(share * 100 + Fraction(1, 2))


def by_pairs(asked, counts: list[int]) -> int:
    """The same by looking at every pair of people, and at every way in which so many can be spread."""
    places = TYPES[asked.type].positions(asked)

    def apart(spread: tuple[int, ...]) -> Fraction:
        held = [option for option, many in enumerate(spread) for _ in range(many)]
        if places is None:
            return Fraction(sum(a != b for a, b in combinations(held, 2)))
        return sum((abs(places[a] - places[b]) for a, b in combinations(held, 2)), Fraction(0))

    people = sum(counts)
    spreads = (each for each in product(range(people + 1), repeat=len(counts)) if sum(each) == people)
    return percent(apart(tuple(counts)) / max(map(apart, spreads)))


@pytest.mark.parametrize(
    ("asked", "counts", "expected"),
    [
        (FIVE, [0, 0, 7, 0, 0], 0),
        (FIVE, [4, 0, 0, 0, 4], 100),
        (FIVE, [3, 0, 0, 0, 4], 100),
        (FIVE, [0, 4, 0, 4, 0], 50),
        (FIVE, [3, 0, 0, 0, 1], 75),
        (UNEVEN, [4, 4, 0], 10),
        (UNEVEN, [0, 4, 4], 90),
        (CHOICE, [9, 0, 0], 0),
        (CHOICE, [3, 3, 3], 100),
        (CHOICE, [3, 3, 4], 100),
        (CHOICE, [5, 5, 0], 76),
    ],
)
def test_division_grows_from_agreement_to_two_camps(asked, counts: list[int], expected: int) -> None:
    divided = division(asked, counts)

    assert divided is not None
    assert (divided.percent, divided.positions) == (expected, sum(counts))


def test_division_is_that_of_all_pairs_by_the_most_that_could_be() -> None:
    chance = random.Random(4)
    scales = [*SCALES, *(sorted(each) for each in ODD_SCALES)]
    for values in [each for each in scales if len(each) <= 4]:
        for asked in (question(0, {"values": values}), question(0, {"options": len(values)})):
            for _ in range(6):
                counts = [chance.randint(0, 2) for _ in values]
                divided = division(asked, counts)

                if sum(counts) < FEWEST:
                    assert divided is None
                else:
                    assert divided is not None and divided.percent == by_pairs(asked, counts)


def test_steps_are_whole_numbers_from_0_and_a_choice_has_none() -> None:
    assert [whole_steps(each) for each in (FIVE, UNEVEN, CHOICE)] == [(4, (0, 1, 2, 3, 4)), (10, (0, 1, 10)), None]


def test_too_few_positions_have_no_division() -> None:
    assert division(FIVE, [FEWEST - 2, 0, 0, 0, 1]) is None
    assert division(FIVE, [0] * 5) is None


def test_only_positions_of_those_who_stand_divide_a_constituency() -> None:
    held = contest(
        {
            "metric": "city-block",
            "missing": "half",
            "minimum": 50,
            "questions": [{"values": [1, 2, 3, 4, 5]}, {"options": 2}, {"values": [1, 2]}],
            "candidates": [
                {"id": "a", "answers": [0, 0, 0]},
                {"id": "b", "answers": [0, 0, None]},
                {"id": "c", "answers": [4, 1, -1]},
                {"id": "d", "answers": [4, 1, 0]},
                {"id": "e", "answers": [2, 1, 1], "withdrawn": True},
            ],
        }
    )

    assert {id_: (each.percent, each.positions) for id_, each in divisions(held).items()} == {
        "q0": (100, 4),
        "q1": (100, 4),
    }
