"""Integer points for every question of an election: what each option earns from each option of a voter.

Every scored question is worth the same, D points, whatever its type and however many its options.
D is the least common multiple of 2 and of the denominators of every share that the election can need:
each option against each option, and each missing-answer rule, over the national questions and every constituency's own.
So every entry is a whole number, D is even, and the same election and metric always have the same D.
Whoever adds up these integers, in Python or in a browser, gets the same score to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import lcm

from cmpgen.metrics import METRICS, Metric
from cmpgen.missing import RULES
from cmpgen.model import Election, Question
from cmpgen.questions import TYPES, scored

HEAVIEST = 2
"""How often a question counts that the voter marked as important."""

LIMIT = 2**53 // 201**2
"""The most that a score's `possible` may be for JavaScript to be exact.

Whole numbers in JavaScript are exact up to 2**53. The largest product made of a score is 201² · possible, where the
square root of `euclidean` is rounded (`cmpgen.scores.percent`); all other metrics stay within 201 · possible.
"""

Positions = tuple[Fraction, ...] | None
Kind = tuple[int, Positions]
"""All that points depend on: the number of options, and where they stand."""


@dataclass(frozen=True, slots=True)
class Points:
    """The points, 0 … D, of all questions of one kind; every tuple is in the order of the options.

    - `earned[voter's option][candidate's option]`
    - `missing[rule][voter's option]`: what a missing answer earns; None where the question does not count
    - `low[voter's option]` and `high[voter's option]`: what the option earns that earns least, or most
    """

    earned: tuple[tuple[int, ...], ...]
    missing: Mapping[str, tuple[int | None, ...]]
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The points of every scored question of one election under one metric; `full` is D, what one question is worth.

    `questions` is by constituency (empty for a national question) and question id; equal tables are one object.
    """

    metric: str
    full: int
    questions: Mapping[tuple[str, str], Points]

    def of(self, question: Question) -> Points:
        """The points of a scored question."""
        return self.questions[question.constituency, question.id]

    @property
    def squared(self) -> bool:
        """Whether the points are of squared distances."""
        return METRICS[self.metric].SQUARED


@dataclass(frozen=True, slots=True)
class _Shares:
    """Points as parts of the whole, 0 … 1."""

    earned: tuple[tuple[Fraction, ...], ...]
    missing: Mapping[str, tuple[Fraction | None, ...]]

    def denominators(self) -> set[int]:
        rows = (*self.earned, *self.missing.values())
        return {share.denominator for row in rows for share in row if share is not None}


def tables(election: Election, metric: str, full: int = 0) -> Tables:
    """The points of every scored question under the metric of that name; the election has no faults.

    `full` is what a question is worth where the caller knows it already: of an election of which only some
    constituencies were read, it cannot be computed.
    """
    kinds = {(each.constituency, each.id): _kind(each) for each in _questions(election) if scored(each)}
    shares = {kind: _shares(kind, METRICS[metric]) for kind in dict.fromkeys(kinds.values())}
    full = full or lcm(2, *(number for each in shares.values() for number in each.denominators()))
    points = {kind: _points(each, full) for kind, each in shares.items()}
    return Tables(metric, full, {key: points[kind] for key, kind in kinds.items()})


def largest_possible(election: Election, tables: Tables) -> int:
    """The most that `possible` can be for any voter: every question of the longest questionnaire marked as important.

    Above LIMIT a browser could not compute the scores of this election exactly.
    """
    longest = max(
        (sum(scored(each) for each in election.asked(place)) for place in election.constituencies.values()), default=0
    )
    return HEAVIEST * tables.full * longest


def _questions(election: Election) -> list[Question]:
    local = [each for place in election.constituencies.values() for each in place.questions]
    return [*election.questions, *local]


def _kind(question: Question) -> Kind:
    return len(question.options), TYPES[question.type].positions(question)


def _shares(kind: Kind, metric: Metric) -> _Shares:
    options, positions = kind
    if positions is None or metric.COUNTS_STEPS:
        places = tuple(Fraction(number) for number in range(options))
    else:
        places = positions
    share = _same if positions is None else metric.share
    earned = tuple(tuple(share(voter, candidate) for candidate in places) for voter in places)
    between = positions is not None and not metric.COUNTS_STEPS
    missing = {
        name: tuple(
            rule.earned(row, positions, partial(metric.share, voter) if between else None)
            for voter, row in zip(places, earned, strict=True)
        )
        for name, rule in RULES.items()
    }
    return _Shares(earned, missing)


def _same(a: Fraction, b: Fraction) -> Fraction:
    """Options in no order are the same or they are not, whatever the metric."""
    return Fraction(a == b)


def _points(shares: _Shares, full: int) -> Points:
    earned = tuple(tuple(_whole(share, full) for share in row) for row in shares.earned)
    return Points(
        earned=earned,
        missing={
            name: tuple(None if share is None else _whole(share, full) for share in row)
            for name, row in shares.missing.items()
        },
        low=tuple(min(row) for row in earned),
        high=tuple(max(row) for row in earned),
    )


def _whole(share: Fraction, full: int) -> int:
    """`share` of `full`: a whole number, because `full` is a multiple of every denominator."""
    return share.numerator * (full // share.denominator)
