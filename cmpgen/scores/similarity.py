"""How alike the candidates of one constituency answer: everyone's nearest and farthest colleagues there.

    likeness(a, b) = Σ points(a, b) / Σ D

over the scored questions on which both hold a position (the rule `shared`: a missing answer says nothing of likeness).
The points are those of `cmpgen.scores.points`, under the election's own metric; a likeness is an exact fraction until
it is shown.

Whom a candidate is compared with follows the quiz, with the candidate in the voter's place:

1. whoever has withdrawn is compared with nobody;
2. a colleague must share the election's `minimum-shared` part of the candidate's own answers;
3. and no fewer than FEWEST_SHARED of them, or all questions asked here where these are fewer: on two or three answers
   anyone is anyone's neighbour.

So whoever gave six answers is compared with a colleague who gave thirty, for all six may be shared; but the other page
does not name the one with six as nearest to thirty answers.
All who are equally near, or equally far, are named together.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from cmpgen.model import Contest, Question
from cmpgen.order import STANDING
from cmpgen.questions import scored
from cmpgen.scores.match import position
from cmpgen.scores.percent import percent
from cmpgen.scores.points import Tables

FEWEST_SHARED = 5
"""On how many questions two people must both hold a position before they are compared, where so many are asked."""

SHIFT = 48
"""The low bits of a lane hold points, kept far below 2**48 by LIMIT of `cmpgen.scores.points`; the others count."""

LANE = 8
"""Bytes of a lane."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a colleague answers: `points / possible` exactly, `percent` 0 … 100 as shown, on `shared` questions."""

    candidate: str
    points: int
    possible: int
    percent: int
    shared: int


@dataclass(frozen=True, slots=True)
class Colleagues:
    """One candidate among those who stand in the same constituency.

    `nearest` and `farthest` hold all who are equally near or far, by id: both empty where nobody could be compared,
    both the same where all are equally far. Of the `others`, those `compared` share at least `needed` questions.
    """

    nearest: tuple[Likeness, ...]
    farthest: tuple[Likeness, ...]
    compared: int
    others: int
    needed: int


def colleagues(contest: Contest, tables: Tables) -> Mapping[str, Colleagues]:
    """Everyone's colleagues, by the id of each candidate who stands; whoever has withdrawn is not in it."""
    questions = [each for each in contest.questions if scored(each)]
    standing = [each for each in contest.candidates if each.status == STANDING]
    held = [tuple(position(candidate, question) for candidate in standing) for question in questions]
    # Whoever stands alone is compared with nobody.
    asked = zip(questions, held, strict=True) if len(standing) > 1 else ()
    lanes = [_lanes(question, tables, options) for question, options in asked]
    # Whole numbers that compare as the exact likenesses do: points times one question's part of all that are shared.
    whole = lcm(*range(1, len(questions) + 1))
    parts = [0, *(whole // shared for shared in range(1, len(questions) + 1))]
    found = {}
    for number, candidate in enumerate(standing):
        own = [options[number] for options in held]
        needed = fewest_shared(len(questions), len(own) - own.count(None), contest.election.method.minimum_shared)
        row = _row(lanes, own, len(standing)) if lanes else []
        keys = {
            other: points * parts[shared]
            for other, (points, shared) in enumerate(row)
            if other != number and shared >= needed
        }
        nearest, farthest = max(keys.values(), default=0), min(keys.values(), default=0)
        found[candidate.id] = Colleagues(
            nearest=tuple(
                _likeness(standing[other].id, *row[other], tables) for other, key in keys.items() if key == nearest
            ),
            farthest=tuple(
                _likeness(standing[other].id, *row[other], tables) for other, key in keys.items() if key == farthest
            ),
            compared=len(keys),
            others=len(standing) - 1,
            needed=needed,
        )
    return found


def fewest_asked(asked: int) -> int:
    """The fewest of `asked` questions that any comparison of two people must rest on; at least 1."""
    return max(1, min(FEWEST_SHARED, asked))


def fewest_shared(asked: int, own: int, minimum_shared: int) -> int:
    """The fewest positions that someone must share with a person who holds `own` of those `asked` for.

    `minimum_shared` is the election's, a percentage of `own`.

    >>> fewest_shared(asked=30, own=24, minimum_shared=50), fewest_shared(asked=30, own=6, minimum_shared=50)
    (12, 5)
    """
    return max(fewest_asked(asked), -(-minimum_shared * own // 100))


def _lanes(question: Question, tables: Tables, options: Sequence[int | None]) -> dict[int, int]:
    """For each option that is held, what everyone earns from it, all in one whole number: a lane of bits for each.

    A lane holds the points, and one more question shared above them; it is 0 for who holds no position.
    Adding up such numbers adds all lanes at once, so that a constituency of a thousand costs seconds no more.
    """
    earned, one_more, layout = tables.of(question).earned, 1 << SHIFT, f"<{len(options)}Q"
    return {
        held: int.from_bytes(
            struct.pack(layout, *[0 if each is None else earned[held][each] + one_more for each in options]), "little"
        )
        for held in {*options}
        if held is not None
    }


def _row(lanes: Sequence[Mapping[int, int]], own: Sequence[int | None], people: int) -> list[tuple[int, int]]:
    """The points and the number of questions shared with everyone, in their order, of whoever holds `own`."""
    added = sum(by_option[option] for by_option, option in zip(lanes, own, strict=True) if option is not None)
    words = struct.unpack(f"<{people}Q", added.to_bytes(people * LANE, "little"))
    return [(word & ((1 << SHIFT) - 1), word >> SHIFT) for word in words]


def _likeness(candidate: str, points: int, shared: int, tables: Tables) -> Likeness:
    possible = shared * tables.full
    return Likeness(candidate, points, possible, percent(points, possible, squared=tables.squared), shared)
