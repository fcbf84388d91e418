"""Farthest: a missing answer counts as the option that earns least.

Silence always costs as much as it can: a candidate is never better off for not answering.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

NAME = "farthest"


def earned(
    row: Sequence[Fraction],
    positions: Sequence[Fraction] | None,
    at: Callable[[Fraction], Fraction] | None,
) -> Fraction:
    """What the option earns that earns least, 0 … 1."""
    return min(row)
