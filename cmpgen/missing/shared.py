"""Shared: only the questions that both answered count.

A candidate wins by leaving out what is unpopular with their voters, so this suits elections in which volunteers found
every position, and not those in which candidates choose what to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

NAME = "shared"


def earned(
    row: Sequence[Fraction],
    positions: Sequence[Fraction] | None,
    at: Callable[[Fraction], Fraction] | None,
) -> None:
    """Nothing to earn: the question does not count."""
    return None
