"""A constituency's page: every candidate side by side, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from cmpgen import order
from cmpgen.model import Contest, Words
from cmpgen.pages import urls
from cmpgen.pages.card import Card, Field
from cmpgen.pages.compared import Compared
from cmpgen.pages.frame import Edition
from cmpgen.pages.opinionmap import PlaceMap, place_map
from cmpgen.pages.page import Page
from cmpgen.pages.sizes import is_split
from cmpgen.pages.stance import Asked, Group, Stance
from cmpgen.pages.tally import Share, said, standing, tally
from cmpgen.scores.division import FEWEST, Division

TEMPLATE = "pages/constituency.html"

FEWEST_SCROLLED = 6
"""From so many candidates on, a table with a column for each needs more room than the narrowest screen that has one."""

FEW = 8
"""How many columns of candidates a wide screen shows at once."""

MANY = 16
"""Above this number a table with a column for each is no help any more: the page stays a list at any width."""


class Row(NamedTuple):
    """One question: each candidate's answer, in the candidates' order.

    `words` repeats those that say more than a position, `silent` names everyone else.
    Where so many stand that the page counts them, all three are empty, `shares` holds the counts and `url` the
    question's page for this constituency.
    """

    question: Asked
    cells: tuple[tuple[Card, Stance], ...]
    words: tuple[tuple[Card, Stance], ...]
    silent: tuple[Card, ...]
    shares: tuple[Share, ...] = ()
    url: str = ""


class Rows(NamedTuple):
    """The rows of one topic."""

    group: Group
    rows: tuple[Row, ...]


class ConstituencyView(NamedTuple):
    """What the page says.

    `width` is "few", "many" or "crowd", by how many candidates need one of the table's `columns`; `scrolls` says that
    these may be wider than the screen.
    `positions` counts all that is held by those who stand, in words too, `questions` all that is asked; `backed` says
    that there is more to read about some of these. `withdrawn` is how many do not stand any more, `missing` the rule of
    that name.
    `divided` holds the questions on which `fewest` or more hold a position, the most divided first.
    `opinion_map` is None where there is none, or nobody here is on it.
    """

    name: Words
    region: Words
    seats: int | None
    quiz_url: str
    cards: tuple[Card, ...]
    withdrawn: int
    order: str
    order_seed: str
    topics: tuple[Rows, ...]
    questions: int
    backed: bool
    missing: str
    positions: int
    width: str
    scrolls: bool
    columns: int
    divided: tuple[tuple[Asked, Division], ...]
    fewest: int
    opinion_map: PlaceMap | None


def pages(edition: Edition, contest: Contest, field: Field, found: Compared) -> Iterator[Page]:
    """The constituency's page in the edition's language."""
    election, here = edition.election, contest.constituency
    by_question = dict(zip((each.id for each in field.questions), zip(*field.stances, strict=True), strict=False))
    counted = partial(_counted, partial(urls.question_here, election, edition.language, here.id))
    row = counted if is_split(len(field.cards), len(field.questions)) else _row
    view = ConstituencyView(
        name=field.name,
        region=edition.say(election.regions.get(here.region, {})),
        seats=here.seats,
        quiz_url=urls.quiz(election, edition.language, here.id),
        cards=field.cards,
        withdrawn=sum(each.withdrawn for each in field.cards),
        order=field.order,
        order_seed=order.seed(election),
        topics=tuple(
            Rows(group, tuple(row(each, field.cards, by_question.get(each.id, ())) for each in group.questions))
            for group in field.groups
        ),
        questions=len(field.questions),
        backed=any(each.background or each.arguments_for or each.arguments_against for each in contest.questions),
        missing=election.method.missing,
        positions=sum(each.positions + each.in_words for each in field.cards if not each.withdrawn),
        width=_width(len(field.cards)),
        scrolls=FEWEST_SCROLLED <= len(field.cards) <= MANY,
        columns=len(field.cards) + 1,
        divided=_divided(field.questions, found),
        fewest=FEWEST,
        opinion_map=place_map(edition, election.opinion_map, found.spots, field.cards)
        if election.opinion_map
        else None,
    )
    frame = edition.frame("constituency", lambda tag: urls.constituency(election, tag, here.id))
    yield Page(frame.url, TEMPLATE, edition.language, {"frame": frame, "constituency": view})


def _row(question: Asked, cards: tuple[Card, ...], stances: tuple[Stance, ...]) -> Row:
    cells = tuple(zip(cards, stances, strict=True))
    words = tuple([each for each in cells if each[1].says_more])
    more = {card.id for card, _ in words}
    return Row(question, cells, words, silent=tuple([each for each in cards if each.id not in more]))


def _counted(url: Callable[[str], str], question: Asked, cards: tuple[Card, ...], stances: tuple[Stance, ...]) -> Row:
    """The row of a question whose answers have a page of their own."""
    answers = [said(card, stance) for card, stance in zip(cards, stances, strict=True)]
    return Row(question, (), (), (), tally(question, standing(answers)), url(question.id))


def _divided(questions: Sequence[Asked], found: Compared) -> tuple[tuple[Asked, Division], ...]:
    divided = [(each, found.divisions[each.id]) for each in questions if each.id in found.divisions]
    return tuple(sorted(divided, key=lambda each: -each[1].percent))


def _width(candidates: int) -> str:
    if candidates <= FEW:
        return "few"
    return "many" if candidates <= MANY else "crowd"
