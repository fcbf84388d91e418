"""How scores are computed: the rules in words, this election's numbers, and one score worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cmpgen.model import Election, Question, Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition
from cmpgen.pages.page import Page
from cmpgen.questions import scored
from cmpgen.questions.scale import positions
from cmpgen.scores.country import FEWEST
from cmpgen.scores.division import FEWEST as FEWEST_DIVIDED
from cmpgen.scores.opinionmap import projection
from cmpgen.scores.percent import percent
from cmpgen.scores.points import Points, Tables
from cmpgen.scores.similarity import FEWEST_SHARED

TEMPLATE = "pages/method.html"


class PointsTable(NamedTuple):
    """The points of all questions that have these options; a row for each option of a voter, then a candidate's.

    `no_middle` says that they are a scale on which no option stands in the middle.
    """

    options: tuple[Words, ...]
    ordered: bool
    no_middle: bool
    rows: tuple[tuple[Words, tuple[int, ...]], ...]
    questions: int


class Step(NamedTuple):
    """One question of the worked example. `candidate` is None where the candidate gave no answer."""

    voter: Words
    candidate: Words | None
    weight: int
    earned: int
    points: int
    possible: int


class Example(NamedTuple):
    """A score worked out: `points` of `possible`, and what the range around it rests on."""

    steps: tuple[Step, ...]
    points: int
    possible: int
    percent: int
    low: int
    high: int
    shared: int
    answered: int


class MapRule(NamedTuple):
    """The opinion map, fitted on so many `candidates`; it shows whoever holds `needed` of its `questions` or more."""

    candidates: int
    questions: int
    needed: int


class MethodView(NamedTuple):
    """What the page says; `full` is D, the points that one question is worth.

    `fewest` answers given in person make a party's mean, `fewest_divided` positions a division; colleagues must share
    `fewest_shared` answers.
    """

    metric: str
    squared: bool
    missing: str
    minimum_shared: int
    full: int
    national: int
    local: int
    unscored: int
    tables: tuple[PointsTable, ...]
    example: Example | None
    fewest: int
    fewest_divided: int
    fewest_shared: int
    map: MapRule | None
    order_seed: str
    seed_is_drawn: bool


def pages(edition: Edition, tables: Tables) -> Iterator[Page]:
    """The method page in the edition's language."""
    election = edition.election
    local = [each for place in election.constituencies.values() for each in place.questions]
    counted = [each for each in (*election.questions, *local) if scored(each)]
    method = election.method
    shown = _tables(edition, tables, counted)
    view = MethodView(
        metric=method.metric,
        squared=tables.squared,
        missing=method.missing,
        minimum_shared=method.minimum_shared,
        full=tables.full,
        national=len(election.questions),
        local=len(local),
        unscored=len(election.questions) + len(local) - len(counted),
        tables=tuple(table for table, _ in shown),
        example=_example(shown[0][0].options, shown[0][1], tables, method.missing) if shown else None,
        fewest=FEWEST,
        fewest_divided=FEWEST_DIVIDED,
        fewest_shared=FEWEST_SHARED,
        map=_map(election),
        order_seed=election.order_seed or election.id,
        seed_is_drawn=bool(election.order_seed),
    )
    frame = edition.frame("method", lambda tag: urls.method(election, tag))
    yield Page(frame.url, TEMPLATE, edition.language, {"frame": frame, "method": view})


def _map(election: Election) -> MapRule | None:
    if election.opinion_map is None:
        return None
    shown = projection(election, election.opinion_map)
    return MapRule(election.opinion_map.candidates, len(shown.parts), shown.needed)


def _tables(edition: Edition, tables: Tables, questions: list[Question]) -> list[tuple[PointsTable, Points]]:
    """A table for each set of options, the most used first; unordered choices differ in words only and share one."""
    alike: dict[tuple[object, ...], list[Question]] = {}
    for each in questions:
        labels = tuple(tuple(sorted(option.label.items())) for option in each.options)
        key = (each.type, labels, tables.of(each).earned) if each.type == "scale" else (each.type,)
        alike.setdefault(key, []).append(each)
    found = []
    for group in sorted(alike.values(), key=lambda each: (each[0].type != "scale", -len(each), each[0].id)):
        points = tables.of(group[0])
        options = tuple(edition.say(option.label) for option in group[0].options)
        rows = tuple(zip(options, points.earned, strict=True))
        ordered = group[0].type == "scale"
        no_middle = ordered and 0 not in positions(group[0])
        found.append((PointsTable(options, ordered, no_middle, rows, len(group)), points))
    return found


def _example(options: tuple[Words, ...], points: Points, tables: Tables, missing: str) -> Example:
    """Three questions: one option apart, the same option marked as important, and a missing answer."""
    highest, lowest = len(options) - 1, 0
    steps = [
        _step(options, points, tables.full, highest, highest - 1, 1),
        _step(options, points, tables.full, lowest, lowest, 2),
    ]
    earned = points.missing[missing][highest]
    counts = earned is not None
    steps.append(Step(options[highest], None, 1, earned or 0, earned or 0, tables.full * counts))
    known = sum(each.points for each in steps[:2])
    won, possible = known + (earned or 0), sum(each.possible for each in steps)
    everything = sum(each.possible for each in steps[:2]) + tables.full
    shown = percent(won, possible, squared=tables.squared)
    return Example(
        steps=tuple(steps),
        points=won,
        possible=possible,
        percent=shown,
        low=min(shown, percent(known + points.low[highest], everything, squared=tables.squared)),
        high=max(shown, percent(known + points.high[highest], everything, squared=tables.squared)),
        shared=2,
        answered=3,
    )


def _step(options: tuple[Words, ...], points: Points, full: int, voter: int, candidate: int, weight: int) -> Step:
    earned = points.earned[voter][candidate]
    return Step(options[voter], options[candidate], weight, earned, weight * earned, weight * full)
