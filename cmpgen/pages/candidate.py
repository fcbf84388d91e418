"""A candidate's page: who they are, how they were asked, and every answer with its words and its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from cmpgen import order
from cmpgen.model import Contest
from cmpgen.pages import urls
from cmpgen.pages.card import Card, Field
from cmpgen.pages.compared import Compared, Neighbours, neighbours
from cmpgen.pages.forge import Ways, ways, ways_of_answers
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.sizes import MOST_OTHERS
from cmpgen.pages.stance import Asked, Group, Stance

TEMPLATE = "pages/candidate.html"


class Said(NamedTuple):
    """One answer, below its question, and the ways to put it right."""

    question: Asked
    stance: Stance
    ways: Ways


class SaidOn(NamedTuple):
    """The answers on one topic."""

    group: Group
    answers: tuple[Said, ...]


class CandidateView(NamedTuple):
    """What the page says. `links` are the candidate's own pages, by the name that volunteers gave them.

    The `others` stand in the `order` of that name, drawn from `order_seed`.
    `neighbours` is None for whoever has withdrawn. How near a candidate is to their party stands on the party's page:
    here it would change with the answers of people in other constituencies.
    """

    card: Card
    constituency: Link
    quiz_url: str
    contacted: tuple[tuple[datetime.date, str], ...]
    links: tuple[tuple[str, str], ...]
    wikidata: str
    topics: tuple[SaidOn, ...]
    neighbours: Neighbours | None
    others: tuple[Card, ...]
    order: str
    order_seed: str
    ways: Ways


def pages(edition: Edition, contest: Contest, field: Field, found: Compared) -> Iterator[Page]:
    """The page of each candidate of the contest, in the edition's language."""
    election, here = edition.election, contest.constituency
    place = Link(field.name, field.url)
    places = {each.id: number for number, each in enumerate(field.questions)}
    for candidate, card, stances in zip(field.candidates, field.cards, field.stances, strict=True):
        url = urls.candidate(election, edition.language, here.id, candidate.id)
        answer = ways_of_answers(election, candidate.tree.path, candidate.name, url)
        # An answer's own line of the file, or the line of `answers:` where it has none yet.
        answers = candidate.tree.at("answers")
        lines, above = answers.lines(), answers.key().line
        view = CandidateView(
            card=card,
            constituency=place,
            quiz_url=urls.quiz(election, edition.language, here.id),
            contacted=candidate.contacted,
            links=tuple(sorted(candidate.links.items())),
            wikidata=candidate.wikidata,
            topics=tuple(
                SaidOn(
                    group,
                    tuple(
                        [
                            Said(each, stances[places[each.id]], answer(each.id, lines.get(each.id, above)))
                            for each in group.questions
                        ]
                    ),
                )
                for group in field.groups
            ),
            neighbours=neighbours(field, found.colleagues[candidate.id]) if not card.withdrawn else None,
            others=tuple(each for each in field.cards if each is not card) if len(field.cards) <= MOST_OTHERS else (),
            order=field.order,
            order_seed=order.seed(election),
            ways=ways(election, candidate.tree.path, f"{candidate.name}, {field.name.words}", url),
        )
        frame = edition.frame(
            "candidate",
            partial(urls.candidate, election, constituency_id=here.id, id_=candidate.id),
            trail=[place],
        )
        yield Page(frame.url, TEMPLATE, edition.language, {"frame": frame, "candidate": view})
