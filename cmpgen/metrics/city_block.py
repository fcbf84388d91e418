"""City-block: how near two positions are on an ordered scale.

    share(a, b) = 1 - |a - b|

The ends of a scale are 1 apart, so that they earn nothing from each other, on two options as on seven.

Source: Louwerse and Rosema, "The design effects of voting advice applications: Comparing methods of calculating
matches", Acta Politica 49 (2014), 286-312, doi:10.1057/ap.2013.30.
"""

from __future__ import annotations

from fractions import Fraction

NAME = "city-block"
COUNTS_STEPS = False
SQUARED = False


def share(a: Fraction, b: Fraction) -> Fraction:
    """The part of the points, 0 … 1, that a candidate at `b` earns from a voter at `a`, both on -1/2 … 1/2.

    >>> share(Fraction(1, 2), Fraction(1, 4))
    Fraction(3, 4)
    """
    return 1 - abs(a - b)
