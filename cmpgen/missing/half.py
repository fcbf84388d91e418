"""Half: everything that the voter answered counts, and a missing answer earns half the points.

Silence neither helps nor harms: it pulls a score towards 50 %.

Source: Mendez, "What's inside the black box? A critical assessment of how voting recommendations are produced by
VAAs", XXII World Congress of the International Political Science Association, Madrid 2012.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

NAME = "half"


def earned(
    row: Sequence[Fraction],
    positions: Sequence[Fraction] | None,
    at: Callable[[Fraction], Fraction] | None,
) -> Fraction:
    """Half the points, whatever the voter's answer."""
    return Fraction(1, 2)
