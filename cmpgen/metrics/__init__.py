"""Metrics: how much of a question's points two options earn.

One module each; the registry below is the only list of them.
A metric's name is its file's name with `-` for `_`, and what a volunteer writes after `metric:`.
No metric knows what a question is: `cmpgen.scores.points` hands it two places and writes what it says into tables.
On an unordered choice no metric is asked: the same option earns everything, any other nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from cmpgen.metrics import adjacent, agreement, city_block, directional, euclidean, hybrid


class Metric(Protocol):
    """What the module of a metric holds.

    `share(a, b)` is the part of a question's points, 0 … 1 and exact, that a candidate at `b` earns from a voter at
    `a`; it is the same the other way round.
    Where `COUNTS_STEPS` is true, the places are the options' numbers in their order (0, 1, 2 …);
    else they are positions on -1/2 … 1/2.
    Where `SQUARED` is true, points are of squared distances:
    the score shown is 1 - √(1 - points / possible), and the order is that of points / possible.
    """

    NAME: str
    COUNTS_STEPS: bool
    SQUARED: bool

    def share(self, a: Fraction, b: Fraction) -> Fraction: ...


METRICS: dict[str, Metric] = {
    each.NAME: each for each in (city_block, euclidean, agreement, adjacent, directional, hybrid)
}
