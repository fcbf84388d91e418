"""The home page: the current election, its constituencies by region, and all other elections."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmpgen.model import Election, Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Link, Site, edition
from cmpgen.pages.page import Page
from cmpgen.pages.places import Region, regions
from cmpgen.pages.roll import Roll

TEMPLATE = "pages/home.html"


class Other(NamedTuple):
    """An election that is not the current one."""

    title: Words
    url: str
    date: datetime.date


class Home(NamedTuple):
    """What the home page says of the current election, with its counts, and of all others.

    `coming` are those that nobody says are over, the next one first; `over` the others, latest first.
    `news` are articles about none of them, the latest first.
    """

    regions: tuple[Region, ...]
    constituencies: int
    candidates: int
    coming: tuple[Other, ...]
    over: tuple[Other, ...]
    news: tuple[Link, ...]
    has_quiz: bool


def pages(site: Site, elections: Sequence[Election], rolls: Sequence[Roll]) -> Iterator[Page]:
    """The home page in every language of the current election, whose rolls these are; none without an election."""
    current = site.current
    if current is None:
        return
    others = sorted((each for each in elections if each.id != current.id), key=lambda each: (each.date, each.id))
    for language in current.languages:
        here = edition(current, language, site)
        home = Home(
            regions=regions(here, rolls),
            constituencies=len(rolls),
            candidates=sum(len(each.people) for each in rolls),
            coming=tuple(_other(each, language) for each in others if not each.closed),
            over=tuple(_other(each, language) for each in reversed(others) if each.closed),
            news=site.articles(language),
            has_quiz="quiz" in urls.KINDS,
        )
        frame = here.frame("home", lambda tag: urls.home(tag, current.language))
        yield Page(frame.url, TEMPLATE, language, {"frame": frame, "home": home})


def _other(election: Election, language: str) -> Other:
    spoken = language if language in election.languages else election.language
    return Other(election.say(election.title, language), urls.election(election, spoken), election.date)
