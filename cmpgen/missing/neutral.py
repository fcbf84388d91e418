"""Neutral: a missing answer counts as the middle of the scale, position 0.

    earned = share(voter, 0)

A metric that knows only options takes the one that stands at 0, or where none does the mean of the two beside it.
An unordered choice has no middle: there a missing answer earns half.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

NAME = "neutral"


def earned(
    row: Sequence[Fraction],
    positions: Sequence[Fraction] | None,
    at: Callable[[Fraction], Fraction] | None,
) -> Fraction:
    """What position 0 earns, 0 … 1.

    >>> row = [Fraction(1), Fraction(1, 2), Fraction(0), Fraction(0)]   # adjacent, a voter at the lowest of four
    >>> earned(row, [Fraction(-1, 2), Fraction(-1, 6), Fraction(1, 6), Fraction(1, 2)], None)
    Fraction(1, 4)
    """
    if positions is None:
        return Fraction(1, 2)
    if at is not None:
        return at(Fraction(0))
    # An option at 0 is both of the two, and the mean of itself.
    below = max(position for position in positions if position <= 0)
    above = min(position for position in positions if position >= 0)
    return (row[positions.index(below)] + row[positions.index(above)]) / 2
