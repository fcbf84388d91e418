"""What every metric promises, one table for all of them: a new metric is tested by being registered."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen.metrics import METRICS, Metric

NEARNESS = {"city-block", "euclidean", "agreement", "adjacent"}
"""Metrics under which nobody is nearer to a voter than who gives the same answer."""

LOWEST, HIGHEST = Fraction(-1, 2), Fraction(1, 2)

every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
positions = st.fractions(LOWEST, HIGHEST, max_denominator=60)
steps = st.integers(0, 10).map(Fraction)


def places(metric: Metric) -> st.SearchStrategy[Fraction]:
    return steps if metric.COUNTS_STEPS else positions


@every_metric
@given(st.data())
def test_share_is_an_exact_part_of_the_whole(metric: Metric, data: st.DataObject):
    share = metric.share(data.draw(places(metric)), data.draw(places(metric)))

    assert isinstance(share, Fraction)
    assert 0 <= share <= 1


@every_metric
@given(st.data())
def test_voter_and_candidate_may_change_places(metric: Metric, data: st.DataObject):
    a, b = data.draw(places(metric)), data.draw(places(metric))

    assert metric.share(a, b) == metric.share(b, a)


@every_metric
@given(st.data())
def test_scale_may_be_turned_round(metric: Metric, data: st.DataObject):
    a, b = data.draw(places(metric)), data.draw(places(metric))
    end = Fraction(10) if metric.COUNTS_STEPS else Fraction(0)

    assert metric.share(a, b) == metric.share(end - a, end - b)


@every_metric
@given(st.data())
def test_nothing_is_nearer_than_the_same_answer(metric: Metric, data: st.DataObject):
    a, b = data.draw(places(metric)), data.draw(places(metric))

    if metric.NAME in NEARNESS:
        assert metric.share(a, a) == 1
        assert a == b or metric.share(a, b) < 1
    else:
        # The more strongly both feel, the more they earn; at an end, everything.
        assert Fraction(1, 2) <= metric.share(a, a) <= metric.share(max(abs(a), abs(b)), max(abs(a), abs(b)))


@every_metric
@given(st.data())
def test_going_farther_off_never_earns_more(metric: Metric, data: st.DataObject):
    voter, near, far = sorted(data.draw(places(metric)) for _ in range(3))

    if metric.NAME in NEARNESS:
        assert metric.share(voter, near) >= metric.share(voter, far)


@every_metric
def test_two_at_one_end_earn_everything(metric: Metric):
    ends = (Fraction(0), Fraction(4)) if metric.COUNTS_STEPS else (LOWEST, HIGHEST)

    assert [metric.share(end, end) for end in ends] == [1, 1]


@every_metric
def test_two_at_opposite_ends_earn_nothing(metric: Metric):
    ends = (Fraction(0), Fraction(4)) if metric.COUNTS_STEPS else (LOWEST, HIGHEST)

    assert metric.share(*ends) == 0


@given(positions, positions, positions)
def test_directional_earns_more_for_a_stronger_candidate_on_the_voters_side(a: Fraction, b: Fraction, c: Fraction):
    weaker, stronger = sorted((b, c), key=lambda position: position * (1 if a >= 0 else -1))

    assert METRICS["directional"].share(a, weaker) <= METRICS["directional"].share(a, stronger)


@given(positions, positions)
def test_hybrid_is_the_mean_of_city_block_and_directional(a: Fraction, b: Fraction):
    halves = METRICS["city-block"].share(a, b) + METRICS["directional"].share(a, b)

    assert METRICS["hybrid"].share(a, b) * 2 == halves


@pytest.mark.parametrize(
    ("metric", "row"),
    [
        ("city-block", ["1", "3/4", "1/2", "1/4", "0"]),
        ("euclidean", ["1", "15/16", "3/4", "7/16", "0"]),
        ("agreement", ["1", "0", "0", "0", "0"]),
        ("adjacent", ["1", "1/2", "0", "0", "0"]),
        ("directional", ["1", "3/4", "1/2", "1/4", "0"]),
        ("hybrid", ["1", "3/4", "1/2", "1/4", "0"]),
    ],
)
def test_voter_at_the_end_of_five_earns_by_formula(metric: str, row: list[str]):
    module = METRICS[metric]
    at = [Fraction(step) if module.COUNTS_STEPS else Fraction(step, 4) - Fraction(1, 2) for step in range(5)]

    assert [module.share(at[0], there) for there in at] == [Fraction(share) for share in row]
