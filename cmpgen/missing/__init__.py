"""What a candidate earns where they have no position; one module each, the registry below is the only list of them.

A rule's name is its file's name, and what a volunteer writes after `missing:`.
`no-position`, a remark alone and an absent answer are all missing: no rule tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

from cmpgen.missing import farthest, half, neutral, shared


class MissingRule(Protocol):
    """What the module of a missing-answer rule holds.

    `earned` is the part of the question's points, 0 … 1 and exact, that a missing answer earns from one voter;
    None where the question does not count for that candidate. It is told

    - `row`: what each option would earn from this voter, in the order of the options;
    - `positions`: where each option stands on -1/2 … 1/2; None on an unordered choice;
    - `at`: what any position would earn from this voter; None where the metric knows no position between the options.
    """

    NAME: str

    def earned(
        self,
        row: Sequence[Fraction],
        positions: Sequence[Fraction] | None,
        at: Callable[[Fraction], Fraction] | None,
    ) -> Fraction | None: ...


RULES: dict[str, MissingRule] = {each.NAME: each for each in (half, shared, neutral, farthest)}
