"""What the site says: the model and its points → pages, each a template's name and plain values.

One module is one kind of page; `urls` says where each stands.
A page's words for voters stand in its template, never here, so that one catalogue holds them all.
Work is per constituency: `contest_pages` needs the election and that constituency alone.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from cmpgen.model import Contest, Election, Question
from cmpgen.pages import candidate, constituency, home, method, participation, party, question, quiz, urls
from cmpgen.pages import election as election_page
from cmpgen.pages.addresses import addresses
from cmpgen.pages.card import field, shown_photos
from cmpgen.pages.compared import NOT_COMPARED, Compared, compared
from cmpgen.pages.frame import Edition, Frame, Link, Site, around_prose, debated, edition, prose_frame
from cmpgen.pages.page import Data, Page
from cmpgen.pages.roll import Roll, column, roll
from cmpgen.scores.opinionmap import projection
from cmpgen.scores.points import Tables

__all__ = [
    "CANDIDATE",
    "COMPARED_ON",
    "CONTEST_TEMPLATES",
    "DIVIDED_ON",
    "METHOD",
    "NOT_COMPARED",
    "Data",
    "Frame",
    "Link",
    "National",
    "Page",
    "Roll",
    "Site",
    "addresses",
    "all_pages",
    "around_prose",
    "compared",
    "contest_pages",
    "debated",
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
    """What all pages share: the current election, all others, and the prose to link to."""
    return Site(current(elections), prose or {}, {each.id: each for each in elections})


def current(elections: Iterable[Election]) -> Election | None:
    """The election that has the home page: of those that nobody says are over the first, or else the last of all."""
    in_order = sorted(elections, key=lambda each: (each.date, each.id))
    return next((each for each in in_order if not each.closed), in_order[-1] if in_order else None)


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

COMPARED_ON = CONTEST_TEMPLATES - {quiz.TEMPLATE}
"""Those among them that say how candidates compare."""

DIVIDED_ON = COMPARED_ON - {candidate.TEMPLATE}
"""Those among these that say what divides them."""

CANDIDATE, METHOD = candidate.TEMPLATE, method.TEMPLATE


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


class National(NamedTuple):
    """A page that rests on all constituencies.

    `key` changes whenever anything does that the page says of them, and takes a look at them all. `says` is what it
    says of one of them; None where it says more than that.
    """

    url: str
    template: str
    key: Callable[[], str]
    says: Callable[[Roll], str] | None
    make: Callable[[], Page]


def national_pages(here: Edition, rolls: Sequence[Roll]) -> Iterator[National]:
    """The pages of the whole country in one language, but for the home page and that of the method."""
    election, language = here.election, here.language

    @functools.cache
    def people() -> str:
        return _key(map(_who, rolls))

    def national(url: str, template: str, says: Callable[[Roll], str], make: Callable[[], Page]) -> National:
        def key() -> str:
            return _key((people(), *map(says, rolls)))

        return National(url, template, key, lambda each: _who(each) + says(each), make)

    def page_of(pages: Callable[..., Iterator[Page]]) -> Callable[[], Page]:
        return lambda: next(pages(here, rolls))

    url = urls.election(election, language)
    yield national(url, election_page.TEMPLATE, lambda each: repr(each.spots), page_of(election_page.pages))
    url = urls.participation(election, language)
    yield national(url, participation.TEMPLATE, _replies, page_of(participation.pages))
    for asked in election.questions:
        url = urls.question(election, language, asked)
        make = partial(question.national_page, here, rolls, asked)
        yield national(url, question.NATIONAL, partial(_said, asked), make)
    for one in election.parties.values():
        url = urls.party(election, language, one.id)
        yield national(url, party.TEMPLATE, partial(_members, one.id), partial(party.party_page, here, rolls, one))


def home_pages(site: Site, elections: Sequence[Election], rolls: Sequence[Roll]) -> Iterator[National]:
    """The home page in each language of the current election, whose rolls these are."""
    if site.current is None:
        return
    told = [repr((each.id, each.title, each.date, each.languages, each.closed)) for each in elections]

    @functools.cache
    def key() -> str:
        return _key((_key(map(_who, rolls)), *told))

    for number, language in enumerate(site.current.languages):
        make = partial(_home_page, site, elections, rolls, number)
        yield National(urls.home(language, site.current.language), home.TEMPLATE, key, None, make)


def _home_page(site: Site, elections: Sequence[Election], rolls: Sequence[Roll], number: int) -> Page:
    return list(home.pages(site, elections, rolls))[number]


def _who(here: Roll) -> str:
    """Changes whenever the constituency or a candidate in it comes, goes, or is called or replies otherwise."""
    return f"{here.who} {here.order}"


def _said(asked: Question, here: Roll) -> str:
    """All answers to a national question."""
    return ",".join(column(here, asked))


def _replies(here: Roll) -> str:
    """How many answered, and when everybody was asked and replied."""
    asked = "".join(f"{one.contacts} {one.last_contact} {one.replied}\n" for one in here.people)
    return f"{here.own} {here.found} {asked}"


def _members(party_id: str, here: Roll) -> str:
    """All that a party's candidates say, and when they were asked."""
    return "".join(
        f"{here.id}/{one.id}:{','.join(one.said)} {one.contacts} {one.last_contact} {one.replied}\n"
        for one in here.people
        if party_id in one.parties
    )


def _key(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for each in parts:
        whole.update(f"{len(each)}:{each}".encode())
    return whole.hexdigest()
