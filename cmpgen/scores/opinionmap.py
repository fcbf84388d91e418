"""Where each candidate stands on the opinion map: two whole numbers, added up from the loadings of its committed file.

    place on an axis = Σ loading(question) · (place on the question's scale - mean of its answers)

over the questions asked everywhere whose options stand in an order. Places on a scale are -1/2 … 1/2.
Each option's part of the sum is rounded to whole millionths once, halves up, so that adding is all that is left to do.
A missing answer adds nothing: it counts as the mean, which draws towards the middle; so whoever holds too few positions
is not shown at all. `cmpgen.scores.mapfit` makes the loadings; nothing here needs an array.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cmpgen.model import Candidate, Election, OpinionMap, Question
from cmpgen.order import STANDING
from cmpgen.questions import TYPES, mapped
from cmpgen.scores.percent import percent
from cmpgen.scores.similarity import fewest_shared
from cmpgen.yamlwrite import write

MILLION = 1_000_000

NAMED = 3
"""How many questions say what an axis means."""

Spot = tuple[int, int]
"""A place on the map, x and y, in millionths of the length of a scale; the middle is 0, 0."""

HEADING = (
    "The opinion map, fitted by `cmpgen map`: run it again rather than edit this file.",
    "All numbers but `candidates` are millionths; docs/map.md says what they mean.",
)


@dataclass(frozen=True, slots=True)
class Projection:
    """What each option adds, by question id and in the order of the options.

    Whoever holds fewer than `needed` positions on these questions is not shown.
    """

    parts: Mapping[str, tuple[Spot, ...]]
    needed: int


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: `percent` of all differences between answers lie along it.

    `questions` count most on it, the heaviest first, each with whether its highest option leads to the axis's high end.
    """

    percent: int
    questions: tuple[tuple[Question, bool], ...]


def projection(election: Election, opinion_map: OpinionMap) -> Projection:
    """How answers become places; a question that the map does not know, or that is asked no more, counts nothing."""
    known = [each for each in mapped(election) if each.id in opinion_map.loadings]
    parts = {each.id: _parts(each, opinion_map) for each in known}
    return Projection(parts, fewest_shared(len(known), len(known), election.method.minimum_shared))


def _parts(question: Question, opinion_map: OpinionMap) -> tuple[Spot, ...]:
    loading = opinion_map.loadings[question.id]
    away = [place - Fraction(loading.mean, MILLION) for place in TYPES[question.type].positions(question) or ()]
    return tuple((half_up(loading.x * each), half_up(loading.y * each)) for each in away)


def spot(projection: Projection, candidate: Candidate) -> Spot | None:
    """Where the candidate stands; None where they have withdrawn or hold too few positions."""
    answers = ((parts, candidate.answers.get(id_)) for id_, parts in projection.parts.items())
    held = [parts[each.option] for parts, each in answers if each is not None and each.option is not None]
    if candidate.status != STANDING or len(held) < projection.needed:
        return None
    return sum(x for x, _ in held), sum(y for _, y in held)


def axes(election: Election, opinion_map: OpinionMap) -> tuple[Axis, Axis]:
    """What the two axes mean: the questions that count most, of those that are still asked."""
    known = [(each, opinion_map.loadings[each.id]) for each in mapped(election) if each.id in opinion_map.loadings]
    across, up = opinion_map.variation
    return (
        _axis(across, [(each, loading.x) for each, loading in known]),
        _axis(up, [(each, loading.y) for each, loading in known]),
    )


def _axis(variation: int, loadings: Sequence[tuple[Question, int]]) -> Axis:
    heaviest = sorted(loadings, key=lambda each: -abs(each[1]))[:NAMED]
    return Axis(
        percent(variation, MILLION, squared=False),
        tuple((question, loading > 0) for question, loading in heaviest if loading),
    )


def as_yaml(opinion_map: OpinionMap) -> str:
    """The file that holds the map, questions in the order of their ids."""
    axes = (
        (name, {"variation": str(variation), "reach": str(reach)})
        for name, variation, reach in zip("xy", opinion_map.variation, opinion_map.reach, strict=True)
    )
    questions = (
        (id_, {"mean": str(each.mean), "x": str(each.x), "y": str(each.y)})
        for id_, each in sorted(opinion_map.loadings.items())
    )
    return write(
        {"format": "1", "candidates": str(opinion_map.candidates), "axes": dict(axes), "questions": dict(questions)},
        heading=HEADING,
    )


def half_up(number: Fraction) -> int:
    """The nearest whole number, halves up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
