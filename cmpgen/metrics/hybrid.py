"""Hybrid: the mean of city-block and directional, between nearness and side.

    share(a, b) = (1 - |a - b| + 1/2 + 2ab) / 2

Source: Mendez, "What's inside the black box? A critical assessment of how voting recommendations are produced by
VAAs", XXII World Congress of the International Political Science Association, Madrid 2012.
"""

from __future__ import annotations

from fractions import Fraction

from cmpgen.metrics import city_block, directional

NAME = "hybrid"
COUNTS_STEPS = False
SQUARED = False


def share(a: Fraction, b: Fraction) -> Fraction:
    """The part of the points, 0 … 1, that a candidate at `b` earns from a voter at `a`, both on -1/2 … 1/2.

    >>> share(Fraction(1, 2), Fraction(1, 4))
    Fraction(3, 4)
    """
    return (city_block.share(a, b) + directional.share(a, b)) / 2
