"""What scores say of one constituency, the same in every language: who answers alike, what divides, where all stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cmpgen.model import Contest
from cmpgen.pages.card import Card, Field
from cmpgen.scores.division import Division, divisions
from cmpgen.scores.opinionmap import Projection, Spot, spot
from cmpgen.scores.points import Tables
from cmpgen.scores.similarity import Colleagues, Likeness, colleagues

MOST_NAMED = 8
"""Of more colleagues who are equally near, or equally far, a page says how many they are and names none of them."""


class Compared(NamedTuple):
    """One contest: `colleagues` and `spots` by candidate id, `divisions` by question id.

    Whoever has withdrawn is in neither of the first two, and whoever has too few known positions has no spot.
    """

    colleagues: Mapping[str, Colleagues]
    divisions: Mapping[str, Division]
    spots: Mapping[str, Spot]


NOT_COMPARED = Compared({}, {}, {})


def compared(contest: Contest, tables: Tables, projection: Projection | None, divides: bool = True) -> Compared:
    """The contest, compared; `projection` is None where the election has no opinion map.

    Divisions are left out where nobody asks what `divides` it.
    """
    spots = ((each.id, spot(projection, each)) for each in contest.candidates) if projection else ()
    return Compared(
        colleagues=colleagues(contest, tables),
        divisions=divisions(contest) if divides else {},
        spots={id_: each for id_, each in spots if each is not None},
    )


@dataclass(frozen=True, slots=True)
class Equals:
    """Colleagues who are equally near or far: `count` of them at `percent`, by name unless there are too many."""

    count: int
    percent: int
    named: tuple[tuple[Card, Likeness], ...]


class Neighbours(NamedTuple):
    """A candidate among their colleagues; `compared`, `others` and `needed` as in `Colleagues`.

    `nearest` and `farthest` are None where nobody could be compared, `farthest` also where all are equally far.
    """

    nearest: Equals | None
    farthest: Equals | None
    compared: int
    others: int
    needed: int


def neighbours(field: Field, found: Colleagues) -> Neighbours:
    """The candidate's colleagues as a page names them, in the order in which candidates stand."""
    cards = {each.id: each for each in field.cards}
    order = {each.id: place for place, each in enumerate(field.cards)}

    def equals(group: tuple[Likeness, ...]) -> Equals | None:
        if not group:
            return None
        named = sorted(group, key=lambda each: order[each.candidate]) if len(group) <= MOST_NAMED else []
        return Equals(len(group), group[0].percent, tuple((cards[each.candidate], each) for each in named))

    return Neighbours(
        nearest=equals(found.nearest),
        farthest=equals(found.farthest) if found.farthest != found.nearest else None,
        compared=found.compared,
        others=found.others,
        needed=found.needed,
    )
