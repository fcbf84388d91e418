"""Who answers like the voter: every candidate of a contest scored, ranked or listed apart.

This is the reference for every audit: what `cmpgen match` prints, and what the quiz in the browser must equal.

    score = Σ weight · points / Σ weight · D

over the questions that count. Everything is added up in integers from the tables of `cmpgen.scores.points`, and every
score is an exact fraction until it is shown.

1. Those of the contest's scored questions count that the voter answered and did not leave out (weight 0).
2. Where the candidate has a position, the pair of options earns its points.
   Where they have none, the missing-answer rule says what it earns, or that the question does not count.
3. Ranks follow the exact fraction. Equal fractions share a rank, and the next rank is skipped: 1, 1, 3.
4. The range says what the score could be whatever the missing answers were: over all that the voter answered, each
   missing answer counted once as the option that earns least and once as the one that earns most. It is widened where
   the rule in force shows a score outside of it, so it always holds the score shown.
5. Whoever cannot be compared is listed apart, with the reason:
   `nothing-to-compare` (everyone, where the voter answered nothing), `withdrawn`, `no-answers` (no position on any
   scored question), `too-few-answers` (none shared with the voter, or less than the election's minimum).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from typing import Any

from cmpgen.model import Candidate, Contest, Question
from cmpgen.questions import scored
from cmpgen.scores.percent import percent
from cmpgen.scores.points import Tables

NOTHING_TO_COMPARE = "nothing-to-compare"
WITHDRAWN = "withdrawn"
NO_ANSWERS = "no-answers"
TOO_FEW_ANSWERS = "too-few-answers"


@dataclass(frozen=True, slots=True)
class Voter:
    """What one voter answered: the number of an option by question id; a question that is not there was skipped.

    `weights` by question id: 2 is important, 0 is left out, 1 is every question that is not there.
    """

    answers: Mapping[str, int]
    weights: Mapping[str, int] = field(default_factory=dict)

    def weight(self, question: Question) -> int:
        return self.weights.get(question.id, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """What one question brings to a score, weight included; `possible` is 0 where it does not count."""

    question: str
    weight: int
    points: int
    possible: int


@dataclass(frozen=True, slots=True)
class Result:
    """One ranked candidate.

    `points / possible` is the exact score (for `euclidean` of squared distances), the sum of `questions`.
    `percent`, `low` and `high` are whole percentages, 0 … 100, low ≤ percent ≤ high.
    `shared` counts the questions that both answered, `answered` those that the voter answered.
    """

    candidate: str
    rank: int
    tied: bool
    points: int
    possible: int
    percent: int
    low: int
    high: int
    shared: int
    answered: int
    questions: tuple[Part, ...]

    @property
    def fraction(self) -> Fraction:
        """The exact fraction that ranks follow."""
        return Fraction(self.points, self.possible)


@dataclass(frozen=True, slots=True)
class Apart:
    """One candidate who is not ranked, and why."""

    candidate: str
    reason: str
    shared: int
    answered: int


@dataclass(frozen=True, slots=True)
class Match:
    """All candidates of a contest, each once: `results` in rank order, ties by id; `apart` by id."""

    election: str
    constituency: str
    metric: str
    missing: str
    results: tuple[Result, ...]
    apart: tuple[Apart, ...]


def match(contest: Contest, tables: Tables, voter: Voter, missing: str, minimum_shared: int) -> Match:
    """Score every candidate of the contest for this voter.

    `missing` names the missing-answer rule; `minimum_shared` is the percentage, 0 … 100, of the voter's answers that a
    candidate must share to be ranked. An answer to a question that is not asked or not scored here counts for nothing.
    """
    answered = answered_by(voter, contest.questions)
    results, apart = [], []
    for candidate in contest.candidates:
        shared = sum(position(candidate, question) is not None for question in answered)
        reason = _why_apart(candidate, contest.questions, shared, len(answered), minimum_shared)
        if reason is not None:
            apart.append(Apart(candidate.id, reason, shared, len(answered)))
        else:
            results.append(score(candidate, answered, tables, voter, missing))
    return Match(
        election=contest.election.id,
        constituency=contest.constituency.id,
        metric=tables.metric,
        missing=missing,
        results=tuple(_in_rank_order(results)),
        apart=tuple(sorted(apart, key=lambda each: each.candidate)),
    )


def answered_by(voter: Voter, questions: Iterable[Question]) -> tuple[Question, ...]:
    """The scored questions that the voter answered and did not leave out, in the order given."""
    return tuple(each for each in questions if scored(each) and each.id in voter.answers and voter.weight(each) > 0)


def position(candidate: Candidate, question: Question) -> int | None:
    """The number of the option that the candidate holds; None where they hold none."""
    answer = candidate.answers.get(question.id)
    return None if answer is None else answer.option


def _why_apart(
    candidate: Candidate, questions: Sequence[Question], shared: int, answered: int, minimum_shared: int
) -> str | None:
    """The reason why a candidate is not ranked; None where they are."""
    if answered == 0:
        return NOTHING_TO_COMPARE
    if candidate.status == "withdrawn":
        return WITHDRAWN
    if not any(scored(each) and position(candidate, each) is not None for each in questions):
        return NO_ANSWERS
    # Silence is not agreement: two people with no question in common have no score, however low the minimum.
    if shared == 0 or shared * 100 < minimum_shared * answered:
        return TOO_FEW_ANSWERS
    return None


def score(candidate: Candidate, answered: Sequence[Question], tables: Tables, voter: Voter, missing: str) -> Result:
    """One candidate's score over the questions that the voter answered, at least one; not yet ranked (rank 0)."""
    parts = []
    shared = least = most = everything = 0
    for question in answered:
        table, weight = tables.of(question), voter.weight(question)
        mine, theirs = voter.answers[question.id], position(candidate, question)
        if theirs is None:
            earned, low, high = table.missing[missing][mine], table.low[mine], table.high[mine]
        else:
            earned = low = high = table.earned[mine][theirs]
            shared += 1
        if earned is None:
            parts.append(Part(question.id, weight, points=0, possible=0))
        else:
            parts.append(Part(question.id, weight, points=weight * earned, possible=weight * tables.full))
        least, most, everything = least + weight * low, most + weight * high, everything + weight * tables.full
    points, possible = sum(part.points for part in parts), sum(part.possible for part in parts)
    shown = percent(points, possible, squared=tables.squared)
    return Result(
        candidate=candidate.id,
        rank=0,
        tied=False,
        points=points,
        possible=possible,
        percent=shown,
        low=min(shown, percent(least, everything, squared=tables.squared)),
        high=max(shown, percent(most, everything, squared=tables.squared)),
        shared=shared,
        answered=len(answered),
        questions=tuple(parts),
    )


def _in_rank_order(results: Iterable[Result]) -> Iterator[Result]:
    best_first = sorted(results, key=lambda each: (-each.fraction, each.candidate))
    rank = 1
    for _, equals in groupby(best_first, key=lambda each: each.fraction):
        tied = tuple(equals)
        for each in tied:
            yield replace(each, rank=rank, tied=len(tied) > 1)
        rank += len(tied)


def as_json(match: Match) -> dict[str, Any]:
    """The match as `cmpgen match --format json` prints it, keys in that order."""
    return {
        "election": match.election,
        "constituency": match.constituency,
        "metric": match.metric,
        "missing": match.missing,
        "results": [
            {
                "candidate": each.candidate,
                "rank": each.rank,
                "tied": each.tied,
                "points": each.points,
                "possible": each.possible,
                "percent": each.percent,
                "low": each.low,
                "high": each.high,
                "shared": each.shared,
                "answered": each.answered,
                "questions": [
                    {"id": part.question, "weight": part.weight, "points": part.points, "possible": part.possible}
                    for part in each.questions
                ],
            }
            for each in match.results
        ],
        "apart": [
            {
                "candidate": each.candidate,
                "reason": each.reason,
                "shared": each.shared,
                "answered": each.answered,
            }
            for each in match.apart
        ],
    }
