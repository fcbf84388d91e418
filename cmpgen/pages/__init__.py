"""What the site says: the model and its points → pages, each a template's name and plain values.

One module is one kind of page; `urls` says where each stands.
A page's words for voters stand in its template, never here, so that one catalogue holds them all.
Work is per constituency: `contest_pages` needs the election and that constituency alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from cmpgen.model import Contest, Election
from cmpgen.pages import candidate, constituency, home, method, participation, party, question, quiz, urls
from cmpgen.pages import election as election_page
from cmpgen.pages.addresses import addresses
from cmpgen.pages.card import field, shown_photos
from cmpgen.pages.compared import Compared, compared
from cmpgen.pages.frame import Edition, Frame, Link, Site, edition, prose_frame
from cmpgen.pages.page import Data, Page
from cmpgen.pages.roll import Roll, columns, roll
from cmpgen.scores.opinionmap import projection
from cmpgen.scores.points import Tables

__all__ = [
    "CONTEST_TEMPLATES",
    "METHOD",
    "Data",
    "Frame",
    "Link",
    "National",
    "Page",
    "Roll",
    "Site",
    "addresses",
    "all_pages",
    "compared",
    "contest_pages",
    "edition",
    "election_pages",
    "home_pages",
    "method_pages",
    "national_pages",
    "prose_frame",
    "roll",
    "shown_photos",
    "site_of",
]


method_pages = method.pages


class Compiled(Protocol):
    """An election without faults, as `cmpgen.compile` makes it; contests by constituency id."""

    @property
    def election(self) -> Election: ...
    @property
    def contests(self) -> tuple[Contest, ...]: ...
    @property
    def tables(self) -> Tables: ...


def site_of(elections: Sequence[Election], prose: Mapping[str, tuple[Link, ...]] | None = None) -> Site:
    """What all pages share: the current election, which has the latest date, and the pages of prose to link to."""
    return Site(max(elections, key=lambda each: (each.date, each.id), default=None), prose or {})


def all_pages(
    elections: Sequence[Compiled], prose: Mapping[str, tuple[Link, ...]] | None = None
) -> Iterator[Page | Data]:
    """Every page of the site, in every language of its election."""
    site = site_of([each.election for each in elections], prose)
    for each in elections:
        yield from election_pages(each, site)
        if each.election is site.current:
            rolls = [roll(contest, ()) for contest in each.contests]
            yield from home.pages(site, [other.election for other in elections], rolls)


def election_pages(compiled: Compiled, site: Site) -> Iterator[Page | Data]:
    """Every page of one election, in each of its languages."""
    opinion_map = compiled.election.opinion_map
    shown = projection(compiled.election, opinion_map) if opinion_map is not None else None
    found = {each.constituency.id: compared(each, compiled.tables, shown) for each in compiled.contests}
    rolls = [roll(each, list(found[each.constituency.id].spots.values())) for each in compiled.contests]
    for language in compiled.election.languages:
        here = edition(compiled.election, language, site)
        for contest in compiled.contests:
            yield from contest_pages(here, contest, compiled.tables, found[contest.constituency.id])
        for each in national_pages(here, rolls):
            yield each.make()
        yield from method.pages(here, compiled.tables)


CONTEST_TEMPLATES = frozenset({constituency.TEMPLATE, quiz.TEMPLATE, candidate.TEMPLATE, question.LOCAL})
"""The templates of pages of which each rests on one constituency alone."""

METHOD = method.TEMPLATE


def contest_pages(
    here: Edition, contest: Contest, tables: Tables, found: Compared, only: Collection[str] | None = None
) -> Iterator[Page | Data]:
    """The pages of one constituency, its candidates and its own questions, in one language.

    `only` names the templates whose pages are wanted, and what goes with these; None stands for all.
    """
    wanted = CONTEST_TEMPLATES if only is None else only
    standing = field(here, contest)
    if constituency.TEMPLATE in wanted:
        yield from constituency.pages(here, contest, standing, found)
    if quiz.TEMPLATE in wanted:
        yield from quiz.pages(here, contest, tables, standing)
    if candidate.TEMPLATE in wanted:
        yield from candidate.pages(here, contest, standing, found)
    if question.LOCAL in wanted:
        yield from question.local_pages(here, contest, standing, found)


@dataclass(frozen=True, slots=True)
class National:
    """A page that rests on all constituencies: `key` changes whenever what it says of them does; `make` makes it."""

    url: str
    template: str
    key: str
    make: Callable[[], Page]


def national_pages(here: Edition, rolls: Sequence[Roll]) -> Iterator[National]:
    """The pages of the whole country in one language, but for the home page and that of the method."""
    election, language = here.election, here.language
    people = _everyone(rolls)
    yield National(
        urls.election(election, language),
        election_page.TEMPLATE,
        _key(people, *(repr(each.spots) for each in rolls)),
        lambda: next(election_page.pages(here, rolls)),
    )
    yield National(
        urls.participation(election, language),
        participation.TEMPLATE,
        _key(people, *(f"{each.own} {each.found}" for each in rolls)),
        lambda: next(participation.pages(here, rolls)),
    )
    answers = [columns(each) for each in rolls]
    for asked in election.questions:
        said = (",".join(each.get(asked.id, ())) for each in answers)
        make = partial(question.national_page, here, rolls, asked)
        yield National(urls.question(election, language, asked), question.NATIONAL, _key(people, *said), make)
    for one in election.parties.values():
        members = (
            f"{each.id}/{person.id}:{','.join(person.said)} {person.contacts} {person.last_contact} {person.replied}"
            for each in rolls
            for person in each.people
            if one.id in person.parties
        )
        make = partial(party.party_page, here, rolls, one)
        yield National(urls.party(election, language, one.id), party.TEMPLATE, _key(people, *members), make)


def home_pages(site: Site, elections: Sequence[Election], rolls: Sequence[Roll]) -> Iterator[National]:
    """The home page in each language of the current election, whose rolls these are."""
    if site.current is None:
        return
    key = _key(_everyone(rolls), *(repr((each.id, each.title, each.date, each.languages)) for each in elections))
    for number, language in enumerate(site.current.languages):
        make = partial(_home_page, site, elections, rolls, number)
        yield National(urls.home(language, site.current.language), home.TEMPLATE, key, make)


def _home_page(site: Site, elections: Sequence[Election], rolls: Sequence[Roll], number: int) -> Page:
    return list(home.pages(site, elections, rolls))[number]


def _everyone(rolls: Sequence[Roll]) -> str:
    """Changes whenever a constituency or a candidate comes, goes, or is called or replies otherwise."""
    return _key(
        *(
            repr((each.id, each.name, each.region, each.local, each.asked, each.order))
            + "".join(f"{one.id} {one.name} {one.parties} {one.withdrawn} {one.reply}\n" for one in each.people)
            for each in rolls
        )
    )


def _key(*parts: str) -> str:
    whole = hashlib.sha256()
    for each in parts:
        whole.update(f"{len(each)}:{each}".encode())
    return whole.hexdigest()
