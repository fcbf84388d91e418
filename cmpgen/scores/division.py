"""How much a question divides those who answered it: from 0, all say the same, to 100, as divided as can be.

On a scale every step between two neighbouring options parts those below it from those above it:

    division = Σ width(step) · below(step) · above(step) / (⌊n/2⌋ · ⌈n/2⌉)

the sum of the distances between all pairs of the n positions, by the widest sum that n positions can have: half of them
at each end. `width` is a step's part of the scale, so an uneven scale divides where its gaps are.

On a choice, where options stand in no order, two people agree or they do not:

    division = pairs that disagree / the most pairs that can: everyone spread evenly over the options

Both are exact fractions, shown as whole percentages, rounded half up.
Only who stands and holds a position counts; below FEWEST positions a question has no division.

Sources: Blair and Lacy, "Statistics of ordinal variation", Sociological Methods & Research 28 (2000), 251-280 (on an
even scale and an even number of positions the first is their 1 - l²); Wilcox, "Indices of qualitative variation and
political measurement", Western Political Quarterly 26 (1973), 325-343, doi:10.2307/446831 (the second is his analog of
the variance).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from math import lcm

from cmpgen.model import Contest, Question
from cmpgen.order import STANDING
from cmpgen.questions import TYPES, scored
from cmpgen.scores.match import position
from cmpgen.scores.percent import percent

FEWEST = 4
"""How many must hold a position before a question divides them; of three, one alone would divide them fully."""


@dataclass(frozen=True, slots=True)
class Division:
    """How much a question divides: `percent`, 0 … 100, among those `positions` that are held."""

    percent: int
    positions: int


def division(question: Question, counts: Sequence[int]) -> Division | None:
    """How much a scored question divides those who hold `counts` positions of each option; None below FEWEST."""
    held = sum(counts)
    if held < FEWEST:
        return None
    scale = whole_steps(question)
    apart, most = _disagreeing(counts) if scale is None else _distances(*scale, counts)
    return Division(percent(apart, most, squared=False), held)


def counts(contest: Contest, question: Question) -> list[int]:
    """How many of those who stand hold each option of the question, in the order of the options."""
    held = [position(each, question) for each in contest.candidates if each.status == STANDING]
    return [held.count(option) for option in range(len(question.options))]


def divisions(contest: Contest) -> Mapping[str, Division]:
    """How much each question divides one constituency, by id; without those that fewer than FEWEST answered."""
    if sum(each.status == STANDING for each in contest.candidates) < FEWEST:
        return {}
    found = ((each.id, division(each, counts(contest, each))) for each in contest.questions if scored(each))
    return {id_: each for id_, each in found if each is not None}


def whole_steps(question: Question) -> tuple[int, tuple[int, ...]] | None:
    """The length of a scored question's scale and where each option stands on it, from 0, in whole numbers.

    None where the options stand in no order.
    """
    places = TYPES[question.type].positions(question)
    # Pairs of whole numbers are found in a cache in a tenth of the time of fractions.
    return None if places is None else _whole(tuple([each.as_integer_ratio() for each in places]))


@lru_cache(maxsize=256)
def _whole(places: tuple[tuple[int, int], ...]) -> tuple[int, tuple[int, ...]]:
    above = [Fraction(*each) + Fraction(1, 2) for each in places]
    length = lcm(*(each.denominator for each in above))
    return length, tuple(int(each * length) for each in above)


def _distances(length: int, steps: Sequence[int], counts: Sequence[int]) -> tuple[int, int]:
    """The distances between all pairs of people added up, and the widest that they could add up to."""
    held = sum(counts)
    # Above the last option there is no step: `below` is one longer.
    widths = zip(pairwise(steps), accumulate(counts), strict=False)
    apart = sum((high - low) * below * (held - below) for (low, high), below in widths)
    return apart, length * (held // 2) * (held - held // 2)


def _disagreeing(counts: Sequence[int]) -> tuple[int, int]:
    """How many pairs of people hold different options, and how many could."""
    held, options = sum(counts), len(counts)
    even = [held // options + (number < held % options) for number in range(options)]
    return _pairs(counts), _pairs(even)


def _pairs(counts: Sequence[int]) -> int:
    held = sum(counts)
    return (held * held - sum(each * each for each in counts)) // 2
