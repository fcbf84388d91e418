"""A scale: the options stand in an order, each at its own place.

    position(option) = (value - lowest) / (highest - lowest) - 1/2

so that the lowest option stands at -1/2 and the highest at 1/2, however many steps lie between.
Values need not be equally spaced: 1, 2, 4, 5 leaves the gap in the middle where it is.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from cmpgen.model import Question

NAME = "scale"
SCORED = True


def positions(question: Question) -> tuple[Fraction, ...]:
    """Where each option that has a value stands, -1/2 … 1/2; all at 0 where they share one value.

    In an election without faults every option has one.
    """
    return _positions(tuple(option.value for option in question.options if option.value is not None))


@lru_cache(maxsize=256)
def _positions(values: tuple[int, ...]) -> tuple[Fraction, ...]:
    # Most questions of an election share one scale, and every constituency asks where its options stand.
    lowest, highest = min(values, default=0), max(values, default=0)
    if lowest == highest:
        return tuple(Fraction(0) for _ in values)
    return tuple(Fraction(value - lowest, highest - lowest) - Fraction(1, 2) for value in values)
