"""A constituency's quiz: a form that reads without JavaScript, and the data that lets a browser compare on its own."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from cmpgen import order
from cmpgen.model import Contest, Question, Words
from cmpgen.pages import urls
from cmpgen.pages.card import Card, Field
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Data, Page
from cmpgen.pages.stance import Asked, Backing, Group, backing, groups
from cmpgen.questions import TYPES
from cmpgen.quizdata import quizdata, quiznotes
from cmpgen.scores.points import Tables

TEMPLATE = "pages/quiz.html"

DATA, NOTES = "quiz.json", "notes.json"
"""The names of the quiz's data, and of what is said beside the answers, beside its page."""


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
    grouped = field.groups if len(asked) == len(field.questions) else groups(edition, asked)
    numbers = itertools.count(1)

    def numbered(question: Asked) -> QuizQuestion:
        return QuizQuestion(next(numbers), question, backing(edition, by_id[question.id]))

    topics = tuple([Topic(group, tuple(map(numbered, group.questions))) for group in grouped])
    generation, data, notes = _dated(edition, contest, tables)
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
    if notes:
        yield Data(f"{frame.url}{NOTES}", notes)


def _dated(edition: Edition, contest: Contest, tables: Tables) -> tuple[str, str, str]:
    """The generation of the quiz, and with theirs the texts of its data and of its notes, empty where there are none.

    A generation is 16 hexadecimal digits. That of the notes changes whenever they do; that of the quiz whenever its
    data, its notes, a question or an option does.
    """
    notes = quiznotes(contest, edition.language)
    said = _json(notes) if notes else ""
    of_notes = _generation(said) if notes else ""
    data = _json(quizdata(contest, tables, of_notes))
    names = json.dumps([[each.id, each.name] for each in contest.candidates])
    words = [edition.once("words", each, partial(_words, each)) for each in contest.questions]
    generation = _generation("\n".join([data, names, *words]))
    return generation, _with(generation, data), _with(of_notes, said)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _generation(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _with(generation: str, undated: str) -> str:
    return undated.replace('"generation":""', f'"generation":"{generation}"', 1)


def _words(question: Question) -> str:
    """All that a voter reads of a question beside its options, and of these, in every language."""
    options = [[option.id, option.label] for option in question.options]
    return json.dumps([question.id, question.text, options], sort_keys=True)
