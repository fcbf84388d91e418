"""Euclidean: how near two people are in the space that has one axis per question.

    share(a, b) = 1 - (a - b)²

Squares add up over the questions, distances do not: points are of squared distances, and the score shown is

    1 - √(1 - points / possible)

which is 1 less the straight line between the two, where opposite corners of the space are 1 apart.
One far question weighs more than two half as far.

Source: Louwerse and Rosema, "The design effects of voting advice applications: Comparing methods of calculating
matches", Acta Politica 49 (2014), 286-312, doi:10.1057/ap.2013.30.
"""

from __future__ import annotations

from fractions import Fraction

NAME = "euclidean"
COUNTS_STEPS = False
SQUARED = True


def share(a: Fraction, b: Fraction) -> Fraction:
    """The part of the points, 0 … 1, that a candidate at `b` earns from a voter at `a`, both on -1/2 … 1/2.

    >>> share(Fraction(1, 2), Fraction(1, 4))
    Fraction(15, 16)
    """
    return 1 - (a - b) ** 2
