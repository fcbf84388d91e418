"""A constituency's quiz: a form that reads without JavaScript, and the data that lets a browser compare on its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cmpgen import order
from cmpgen.model import Contest, Words
from cmpgen.pages import urls
from cmpgen.pages.card import Card, Field
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Data, Page
from cmpgen.pages.stance import Asked, Backing, Group, backing, groups
from cmpgen.questions import TYPES
from cmpgen.quizdata import quizdata
from cmpgen.scores.points import Tables

TEMPLATE = "pages/quiz.html"

DATA = "quiz.json"
"""The name of the quiz's data, beside its page."""


class QuizQuestion(NamedTuple):
    """A question of the form, numbered from 1."""

    number: int
    question: Asked
    backing: Backing


class Topic(NamedTuple):
    """The questions of one topic."""

    group: Group
    questions: tuple[QuizQuestion, ...]


class QuizView(NamedTuple):
    """What the page says. `generation` is that of the data: a page must not score with data of another one.

    `minimum_shared` is a percentage of at least 1, as nobody is ranked who shares no answer.
    """

    name: Words
    constituency_url: str
    cards: tuple[Card, ...]
    topics: tuple[Topic, ...]
    questions: int
    order: str
    order_seed: str
    squared: bool
    missing: str
    minimum_shared: int
    data: str
    generation: str


def pages(edition: Edition, contest: Contest, tables: Tables, field: Field) -> Iterator[Page | Data]:
    """The quiz's page and its data in the edition's language; only scored questions are asked."""
    election, here = edition.election, contest.constituency
    asked = [each for each in field.questions if TYPES[each.type].SCORED]
    by_id = {each.id: each for each in contest.questions}
    numbers = {each.id: number for number, each in enumerate(_in_topics(edition, asked), start=1)}
    topics = tuple(
        Topic(
            group,
            tuple(QuizQuestion(numbers[each.id], each, backing(edition, by_id[each.id])) for each in group.questions),
        )
        for group in groups(edition, asked)
    )
    data = quizdata(contest, tables, edition.language)
    generation = data["generation"] = _generation(contest, data)
    view = QuizView(
        name=field.name,
        constituency_url=field.url,
        cards=field.cards,
        topics=topics,
        questions=len(asked),
        order=field.order,
        order_seed=order.seed(election),
        squared=tables.squared,
        missing=election.method.missing,
        minimum_shared=max(election.method.minimum_shared, 1),
        data=DATA,
        generation=generation,
    )
    frame = edition.frame("quiz", lambda tag: urls.quiz(election, tag, here.id), trail=[Link(field.name, field.url)])
    yield Page(frame.url, TEMPLATE, edition.language, {"frame": frame, "quiz": view})
    yield Data(f"{frame.url}{DATA}", data)


def _in_topics(edition: Edition, asked: list[Asked]) -> Iterator[Asked]:
    """The questions in the order of the page."""
    for group in groups(edition, asked):
        yield from group.questions


def _generation(contest: Contest, data: dict[str, Any]) -> str:
    """16 hexadecimal digits that change whenever the data, a question or an option does."""
    words = [[each.id, each.text, [[option.id, option.label] for option in each.options]] for each in contest.questions]
    names = [[each.id, each.name] for each in contest.candidates]
    whole = json.dumps([data, words, names], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
