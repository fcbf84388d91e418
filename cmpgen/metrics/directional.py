"""Directional: the same side earns points, and the more so the stronger both feel.

    share(a, b) = 1/2 + 2ab

Two at the same end earn everything, two at opposite ends nothing; who stands in the middle earns half from everyone.
Two moderates of one opinion therefore do not earn everything from each other.

Source: Rabinowitz and Macdonald, "A Directional Theory of Issue Voting", American Political Science Review 83 (1989),
93-121, doi:10.2307/1956436.
"""

from __future__ import annotations

from fractions import Fraction

NAME = "directional"
COUNTS_STEPS = False
SQUARED = False


def share(a: Fraction, b: Fraction) -> Fraction:
    """The part of the points, 0 … 1, that a candidate at `b` earns from a voter at `a`, both on -1/2 … 1/2.

    >>> share(Fraction(1, 2), Fraction(1, 4)), share(Fraction(1, 4), Fraction(1, 4))
    (Fraction(3, 4), Fraction(5, 8))
    """
    return Fraction(1, 2) + 2 * a * b
