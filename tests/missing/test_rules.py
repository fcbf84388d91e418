"""What a missing answer earns."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.scores.points import tables
from tests.elections import contest

SCALES = {
    "agree-5": {"values": [1, 2, 3, 4, 5]},
    "agree-4": {"values": [1, 2, 3, 4]},
    "uneven": {"values": [0, 1, 10]},
    "choice": {"options": 3},
}


def earned(metric: str, rule: str, options: dict, voter: int) -> Fraction | None:
    """The share that a missing answer earns from the voter who chose that option."""
    held = contest({"metric": metric, "missing": rule, "minimum": 0, "questions": [options], "candidates": []})
    points = tables(held.election, metric)
    whole = points.of(held.questions[0]).missing[rule][voter]
    return None if whole is None else Fraction(whole, points.full)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("scale", SCALES)
def test_half_and_shared_know_no_metric_and_no_scale(metric: str, scale: str):
    assert earned(metric, "half", SCALES[scale], 0) == Fraction(1, 2)
    assert earned(metric, "shared", SCALES[scale], 0) is None


@pytest.mark.parametrize(
    ("metric", "scale", "voter", "expected"),
    [
        ("city-block", "agree-5", 0, "1/2"),
        ("city-block", "agree-5", 1, "3/4"),
        ("city-block", "agree-4", 1, "5/6"),
        ("euclidean", "agree-5", 0, "3/4"),
        ("directional", "agree-5", 0, "1/2"),
        ("hybrid", "agree-5", 1, "5/8"),
        ("agreement", "agree-5", 2, "1"),
        ("agreement", "agree-5", 1, "0"),
        ("agreement", "agree-4", 1, "1/2"),
        ("agreement", "agree-4", 0, "0"),
        ("adjacent", "agree-5", 1, "1/2"),
        ("adjacent", "agree-4", 0, "1/4"),
        ("adjacent", "agree-4", 1, "3/4"),
        ("adjacent", "uneven", 0, "1/4"),
        ("agreement", "uneven", 2, "1/2"),
        ("city-block", "choice", 0, "1/2"),
        ("adjacent", "choice", 0, "1/2"),
        ("directional", "choice", 0, "1/2"),
    ],
)
def test_neutral_stands_in_the_middle(metric: str, scale: str, voter: int, expected: str):
    assert earned(metric, "neutral", SCALES[scale], voter) == Fraction(expected)


@pytest.mark.parametrize(
    ("metric", "scale", "voter", "expected"),
    [
        ("city-block", "agree-5", 0, "0"),
        ("city-block", "agree-5", 2, "1/2"),
        ("euclidean", "agree-5", 1, "7/16"),
        ("directional", "agree-5", 2, "1/2"),
        ("directional", "agree-5", 1, "1/4"),
        ("adjacent", "agree-5", 2, "0"),
        ("adjacent", "uneven", 1, "1/2"),
        ("city-block", "choice", 1, "0"),
    ],
)
def test_farthest_is_the_option_that_earns_least(metric: str, scale: str, voter: int, expected: str):
    assert earned(metric, "farthest", SCALES[scale], voter) == Fraction(expected)


def test_every_rule_is_named_as_its_file():
    assert {name: module.__name__ for name, module in RULES.items()} == {
        name: f"cmpgen.missing.{name}" for name in RULES
    }
