"""The opinion map as pages draw it: dots on a plane, labels that keep apart, and what its axes mean.

The plane is WIDTH units wide; both axes have the same measure, for on such a map only distances mean anything.
Its edge is the farthest that anyone stood when the map was fitted; who has gone beyond since then stands at the edge.
So a map changes with its own dots alone, never because somebody elsewhere answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from cmpgen.model import OpinionMap, Words
from cmpgen.pages.card import Card
from cmpgen.pages.frame import Edition
from cmpgen.pages.stance import Asked, asked
from cmpgen.scores.opinionmap import MILLION, Spot, axes, half_up
from cmpgen.scores.percent import percent

WIDTH = 1000
MARGIN = 80
"""Units around the farthest dots, for their labels."""

GRID = 8
"""Dots of a whole country stand on a grid of so many units, so that their number has an end."""

SIZES = (("one", 1), ("few", 2), ("many", 5))
"""How a dot is drawn that stands for so many candidates, or more."""

MOST_LABELLED = 16
"""So many dots have labels even where some of these cover others; of more dots all have one if all find room."""

MOST_LISTED = 60
"""With more candidates than this no list says where each of them stands, and no dot has a label."""

LETTER, LINE = 27, 40
"""How wide and high, at most, the letters of a label are drawn."""

OFFERS = (
    (22, 14, "start"),
    (-22, 14, "end"),
    (0, -26, "middle"),
    (0, 54, "middle"),
    (30, -26, "start"),
    (-30, -26, "end"),
    (30, 54, "start"),
    (-30, 54, "end"),
    (22, 50, "start"),
    (-22, 50, "end"),
    (22, -22, "start"),
    (-22, -22, "end"),
    (0, -46, "middle"),
    (0, 74, "middle"),
)
"""Where a label may begin, end or have its middle, seen from its dot; the first that is free is taken."""

Box = tuple[int, int, int, int]
Point = tuple[int, int]


class Plane(NamedTuple):
    """The drawing's size, and where the middle of the map is on it; y grows downwards."""

    width: int
    height: int
    x: int
    y: int


class AxisView(NamedTuple):
    """One axis: `percent` of all differences lie along it; the questions that count most on it, with what leads where.

    A line is a question, the answer towards the low end (left, or down) and the one towards the high end.
    """

    percent: int
    lines: tuple[tuple[Asked, Words, Words], ...]


class Axes(NamedTuple):
    """What a map means; `percent` is what both axes hold together. It was fitted on so many `candidates`."""

    across: AxisView
    up: AxisView
    percent: int
    candidates: int


class CountryMap(NamedTuple):
    """All candidates of an election, without names: places by size, and how many are `shown` and `hidden`."""

    plane: Plane
    axes: Axes
    dots: tuple[tuple[str, tuple[Point, ...]], ...]
    shown: int
    hidden: int


class Label(NamedTuple):
    """The words beside a dot, and where they stand: at x, y begins, ends or is the middle of them, as `anchor` says."""

    words: str
    x: int
    y: int
    anchor: str


class Dot(NamedTuple):
    """One candidate's dot; `across` and `up` say where it is, from 0 in the middle to 100 at the widest edge."""

    card: Card
    x: int
    y: int
    across: int
    up: int
    label: Label | None


class PlaceMap(NamedTuple):
    """One constituency’s candidates, in their order; `hidden` are those with too few known positions, or who withdrew.

    All dots have a label, or none has; `listed` says whether all of both stand in a list.
    """

    plane: Plane
    axes: Axes
    dots: tuple[Dot, ...]
    hidden: tuple[Card, ...]
    listed: bool


def axes_of(edition: Edition, opinion_map: OpinionMap) -> Axes:
    """What the axes mean, in the edition's language."""
    across, up = axes(edition.election, opinion_map)
    views = []
    for axis in (across, up):
        lines = []
        for question, rises in axis.questions:
            line = asked(edition, question, {})
            ends = (line.options[0], line.options[-1])
            lines.append((line, *(ends if rises else reversed(ends))))
        views.append(AxisView(axis.percent, tuple(lines)))
    both = percent(min(MILLION, sum(opinion_map.variation)), MILLION, squared=False)
    return Axes(views[0], views[1], both, opinion_map.candidates)


def country_map(edition: Edition, opinion_map: OpinionMap, spots: Sequence[Spot], candidates: int) -> CountryMap:
    """The map of an election with so many `candidates`, of whom those who answered enough have `spots`."""
    plane = _plane(opinion_map)
    places = Counter((x - x % GRID, y - y % GRID) for x, y in (_point(plane, opinion_map, each) for each in spots))
    by_size: dict[str, list[Point]] = {size: [] for size, _ in SIZES}
    for point, people in sorted(places.items()):
        by_size[max((fewest, size) for size, fewest in SIZES if fewest <= people)[1]].append(point)
    return CountryMap(
        plane=plane,
        axes=axes_of(edition, opinion_map),
        dots=tuple((size, tuple(points)) for size, points in by_size.items() if points),
        shown=len(spots),
        hidden=candidates - len(spots),
    )


def place_map(
    edition: Edition, opinion_map: OpinionMap, spots: Mapping[str, Spot], cards: Sequence[Card]
) -> PlaceMap | None:
    """The map of a constituency's candidates; None where none of them answered enough."""
    shown = [each for each in cards if each.id in spots]
    if not shown:
        return None
    plane = _plane(opinion_map)
    points = [_point(plane, opinion_map, spots[each.id]) for each in shown]
    labels: Sequence[Label | None] = [None] * len(shown)
    if len(shown) <= MOST_LISTED:
        placed = _labels(plane, points, _initials([each.name for each in shown]))
        if len(shown) <= MOST_LABELLED or all(free for _, free in placed):
            labels = [label for label, _ in placed]
    room = WIDTH // 2 - MARGIN
    return PlaceMap(
        plane=plane,
        axes=axes_of(edition, opinion_map),
        dots=tuple(
            Dot(
                card,
                x,
                y,
                half_up(Fraction(100 * (x - plane.x), room)),
                half_up(Fraction(100 * (plane.y - y), room)),
                label,
            )
            for card, (x, y), label in zip(shown, points, labels, strict=True)
        ),
        hidden=tuple(each for each in cards if each.id not in spots),
        listed=len(cards) <= MOST_LISTED,
    )


def _plane(opinion_map: OpinionMap) -> Plane:
    height = 2 * (_units(opinion_map, opinion_map.reach[1]) + MARGIN)
    return Plane(WIDTH, height, WIDTH // 2, height // 2)


def _units(opinion_map: OpinionMap, millionths: int) -> int:
    """A length on the map as units of the drawing, whose room the longer of both axes fills."""
    return half_up(Fraction(millionths * (WIDTH // 2 - MARGIN), max(opinion_map.reach)))


def _point(plane: Plane, opinion_map: OpinionMap, spot: Spot) -> Point:
    edges = (_units(opinion_map, each) for each in opinion_map.reach)
    x, y = (max(-edge, min(edge, _units(opinion_map, each))) for edge, each in zip(edges, spot, strict=True))
    return plane.x + x, plane.y - y


def _initials(names: Sequence[str]) -> list[str]:
    """The first letters of each name's first and last word, with a number behind those that several have."""
    short = []
    for name in names:
        words = name.split()
        short.append("".join(word[0] for word in (words[0], *words[1:][-1:])).upper() if words else "?")
    shared = {each for each, many in Counter(short).items() if many > 1}
    return [f"{each}{short[: place + 1].count(each)}" if each in shared else each for place, each in enumerate(short)]


def _labels(plane: Plane, points: Sequence[Point], words: Sequence[str]) -> list[tuple[Label, bool]]:
    """A label for each point, and whether there is room for it beside its point; else it stands to the right."""
    taken: list[Box] = [(x - 14, y - 14, x + 14, y + 14) for x, y in points]
    placed = []
    for (x, y), each in zip(points, words, strict=True):
        offers = [
            (Label(each, x + dx, y + dy, anchor), _box(x + dx, y + dy, anchor, each)) for dx, dy, anchor in OFFERS
        ]
        free = [offer for offer in offers if _fits(plane, offer[1]) and not any(_meet(offer[1], box) for box in taken)]
        label, box = (free or offers)[0]
        taken.append(box)
        placed.append((label, bool(free)))
    return placed


def _box(x: int, y: int, anchor: str, words: str) -> Box:
    """What the words cover."""
    width = LETTER * len(words)
    left = x - {"start": 0, "middle": width // 2, "end": width}[anchor]
    return left, y - LINE + 6, left + width, y + 6


def _fits(plane: Plane, box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= plane.width and box[3] <= plane.height


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
