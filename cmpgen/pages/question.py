"""A question's page: what it is about, and what everyone answered; national questions by constituency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cmpgen import order
from cmpgen.model import Contest, Question, Words
from cmpgen.pages import urls
from cmpgen.pages.card import Card, Field
from cmpgen.pages.compared import Compared
from cmpgen.pages.forge import Ways, ways
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.roll import Roll, column, counts, meaning
from cmpgen.pages.stance import Asked, Backing, Stance, asked, backing
from cmpgen.pages.tally import Said, Share, said, standing, tally
from cmpgen.questions import scored
from cmpgen.scores.division import Division, division


@dataclass(frozen=True, slots=True)
class PlaceShares:
    """What the candidates of one constituency answered; shares that nobody holds are left out."""

    place: Link
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What the page says.

    A national question has `places`; a local one has its constituency's `cells`, each candidate with their answer, in
    the `order` of that name drawn from `order_seed`.
    Whoever has withdrawn is left out of `shares`, `candidates` and `division`; `withdrawn` is how many.
    `division` says how much the question divides the country or the constituency; None where too few answered.
    """

    question: Asked
    backing: Backing
    topic: Words
    shares: tuple[Share, ...]
    candidates: int
    withdrawn: int
    places: tuple[PlaceShares, ...]
    cells: tuple[tuple[Card, Stance], ...]
    order: str
    order_seed: str
    division: Division | None
    ways: Ways


def national_page(edition: Edition, rolls: Sequence[Roll], question: Question) -> Page:
    """The page of one national question."""
    known = {here.id: here.name for here in rolls}
    line = asked(edition, question, known)
    places = []
    everyone: list[Said] = []
    for here in rolls:
        answers = [
            (each.name, *meaning(cell), each.withdrawn)
            for each, cell in zip(here.people, column(here, question), strict=False)
        ]
        everyone.extend(answers)
        if answers:
            url = urls.constituency(edition.election, edition.language, here.id)
            shares = tuple(share for share in tally(line, answers) if share.count)
            places.append(PlaceShares(Link(edition.say(here.name), url), shares))
    divided = division(question, counts(rolls, question)) if scored(question) else None
    view = _view(edition, question, line, everyone, tuple(places), (), "", divided)
    frame = edition.frame("national-question", partial(urls.question, edition.election, asked=question))
    return Page(frame.url, "pages/national-question.html", edition.language, {"frame": frame, "question": view})


def local_pages(edition: Edition, contest: Contest, field: Field, found: Compared) -> Iterator[Page]:
    """The page of each question that only this constituency is asked."""
    election = edition.election
    for question in contest.constituency.questions:
        line = asked(edition, question, {})
        cells = _cells(field, question)
        answers = [said(card, stance) for card, stance in cells]
        view = _view(edition, question, line, answers, (), cells, field.order, found.divisions.get(question.id))
        frame = edition.frame(
            "local-question",
            partial(urls.question, election, asked=question),
            trail=[Link(field.name, field.url)],
        )
        yield Page(frame.url, "pages/local-question.html", edition.language, {"frame": frame, "question": view})


def _cells(field: Field, question: Question) -> tuple[tuple[Card, Stance], ...]:
    """Each candidate's answer to the question; nothing where it is not asked."""
    for place, each in enumerate(field.questions):
        if each.id == question.id:
            return tuple((card, stances[place]) for card, stances in zip(field.cards, field.stances, strict=True))
    return ()


def _view(
    edition: Edition,
    question: Question,
    line: Asked,
    everyone: Sequence[Said],
    places: tuple[PlaceShares, ...],
    cells: tuple[tuple[Card, Stance], ...],
    rule: str,
    division: Division | None,
) -> QuestionView:
    election, place = edition.election, question.tree.key()
    counted = standing(everyone)
    return QuestionView(
        question=line,
        backing=backing(edition, question),
        topic=edition.say(election.topics.get(question.topic, {})),
        shares=tally(line, counted),
        candidates=len(counted),
        withdrawn=len(everyone) - len(counted),
        places=places,
        cells=cells,
        order=rule,
        order_seed=order.seed(election),
        division=division,
        ways=ways(
            election, place.path, line.text.words, urls.question(election, edition.language, question), place.line
        ),
    )
