"""One rounding rule, in integers."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen.scores.percent import percent

scores = st.integers(1, 10**12).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(scores)
def test_a_score_is_rounded_half_up(score: tuple[int, int]):
    assert percent(*score, squared=False) == floor(100 * Fraction(*score) + Fraction(1, 2))


@given(scores)
def test_a_score_of_squared_distances_is_rounded_half_up_without_a_root(score: tuple[int, int]):
    shown = percent(*score, squared=True)

    # 1 - √(1 - score) lies in [shown - 1/2, shown + 1/2) hundredths.
    nearer, farther = (Fraction(201, 2) - shown - step for step in (0, 1))
    lost = 10_000 * (1 - Fraction(*score))
    assert nearer**2 >= lost
    assert farther < 0 or farther**2 < lost


@pytest.mark.parametrize(
    ("points", "possible", "shown"),
    [(0, 7, 0), (7, 7, 100), (3, 4, 50), (39_999, 40_000, 100), (39_998, 40_000, 99), (39_991, 40_000, 99), (0, 1, 0)],
)
def test_half_of_a_hundredth_is_rounded_up_under_the_root(points: int, possible: int, shown: int):
    assert percent(points, possible, squared=True) == shown


@given(st.integers(1, 10**6), st.booleans())
def test_more_points_are_never_shown_as_less(possible: int, squared: bool):
    steps = [percent(possible * part // 50, possible, squared=squared) for part in range(51)]

    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 100)
