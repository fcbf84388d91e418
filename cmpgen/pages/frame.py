"""What stands around every page: the election's head and foot, where the page is, and its other languages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from cmpgen.lookalikes import without_gaps
from cmpgen.model import Election, Question, Text, Words
from cmpgen.pages import urls

LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""Where the licences that elections name most are written out."""


Kept = TypeVar("Kept")


class Link(NamedTuple):
    """A name, and where it leads: a folder below the site's root, or an address on the web."""

    name: Words
    url: str


class Site(NamedTuple):
    """What all pages of a site share: the current election, links to prose, and all elections by id.

    Of `prose` the pages stand under each language, and articles under what `articles_in` says.
    """

    current: Election | None = None
    prose: Mapping[str, tuple[Link, ...]] | None = None
    elections: Mapping[str, Election] | None = None

    def home(self, language: str) -> str:
        """The home page in `language`, or in the site's default language where it has none in this one."""
        if self.current is None or language not in self.current.languages:
            return ""
        return urls.home(language, self.current.language)

    def prose_in(self, language: str) -> tuple[Link, ...]:
        return (self.prose or {}).get(language, ())

    def articles(self, language: str, election: str = "") -> tuple[Link, ...]:
        """The articles about an election, or about none, the latest first."""
        return self.prose_in(self.articles_in(language, election))

    @staticmethod
    def articles_in(language: str, election: str) -> str:
        """Under this name `prose` holds them: no language has a slash."""
        return f"{language}/{election}"


class Masthead(NamedTuple):
    """What all pages of one election in one language share. `publisher` is empty where none is given."""

    title: Words
    date: datetime.date
    closed: bool
    constituency_term: Words
    candidate_term: Words
    publisher: Words
    funded: bool
    licence: str
    licence_url: str
    contact: str
    home_url: str
    election_url: str
    participation_url: str
    method_url: str
    prose: tuple[Link, ...]


class Frame(NamedTuple):
    """What surrounds one page.

    `kind` is one of `urls.KINDS`, or "prose" for a page that is written in Markdown.
    `trail` are the pages above this one, below the election's.
    `versions` are the page's languages, this one among them, and where each stands.
    `canonical` is the absolute address, empty where the election names no site.
    """

    kind: str
    url: str
    root: str
    language: str
    masthead: Masthead | None
    trail: tuple[Link, ...]
    versions: tuple[tuple[str, str], ...]
    canonical: str
    site: str


class Edition(NamedTuple):
    """One election in one language: what its pages are made from.

    `kept` holds what many pages say alike, by what it is and of which question; whoever says it first puts it there.
    """

    election: Election
    language: str
    site: Site
    masthead: Masthead
    kept: dict[tuple[str, str], Any]

    def say(self, text: Text) -> Words:
        return self.election.say(text, self.language)

    def quote(self, text: Text) -> Words:
        """As `say`, for what a candidate or a source says: without gaps in it."""
        said = self.say(text)
        return Words(without_gaps(said.words), said.language)

    def once(self, what: str, question: Question, say: Callable[[], Kept]) -> Kept:
        """What `say` returns, which is said of a national question once, and of a local one each time."""
        if question.constituency:
            return say()
        key = (what, question.id)
        if key not in self.kept:
            self.kept[key] = say()
        kept: Kept = self.kept[key]
        return kept

    def frame(self, kind: str, address: Callable[[str], str], trail: Sequence[Link] = ()) -> Frame:
        """The frame of one page; `address` gives its URL in any language of the election."""
        url = address(self.language)
        site = self.election.site.rstrip("/")
        return Frame(
            kind=kind,
            url=url,
            root=urls.root(url),
            language=self.language,
            masthead=self.masthead,
            trail=tuple(trail),
            versions=tuple((language, address(language)) for language in self.election.languages),
            canonical=f"{site}/{url}" if site else "",
            site=site,
        )


def edition(election: Election, language: str, site: Site) -> Edition:
    """The election in one of its languages."""

    def say(text: Text) -> Words:
        return election.say(text, language)

    return Edition(
        election=election,
        language=language,
        site=site,
        masthead=Masthead(
            title=say(election.title),
            date=election.date,
            closed=election.closed,
            constituency_term=_term(election, "constituency", language),
            candidate_term=_term(election, "candidate", language),
            publisher=say(election.publisher),
            funded=bool(election.funding),
            licence=election.licence,
            licence_url=LICENCES.get(election.licence, ""),
            contact=election.contact,
            home_url=site.home(language),
            election_url=urls.election(election, language),
            participation_url=urls.participation(election, language),
            method_url=urls.method(election, language),
            prose=site.prose_in(language),
        ),
        kept={},
    )


def debated(path: str, elections: Collection[str]) -> str:
    """Which of the elections prose at this path, without a language's folder, is about; the empty text for none."""
    folder, id_, *_ = [*path.split("/"), ""]
    return id_ if folder == "debate" and id_ in elections else ""


def prose_frame(site: Site, url: str, language: str) -> Frame:
    """The frame of a page of prose at `url`: that of the election that it is about, else of the current one."""
    known = site.elections or {}
    election = known.get(debated(url.removeprefix(f"{language}/"), known), site.current)
    masthead = None
    if election is not None:
        spoken = language if language in election.languages else election.language
        masthead = edition(election, spoken, site).masthead
    return Frame(
        kind="prose",
        url=url,
        root=urls.root(url),
        language=language,
        masthead=masthead,
        trail=(),
        versions=(),
        canonical="",
        site="",
    )


def around_prose(site: Site) -> str:
    """Changes whenever anything does that elections say around prose: the current one, and all that have articles."""
    about = {name.partition("/")[2] for name in site.prose or ()}
    current = (site.current,) if site.current else ()
    elections = [*current, *(each for id_, each in sorted((site.elections or {}).items()) if id_ in about)]
    return repr(
        [
            (each.title, each.site, each.languages, [edition(each, tag, site).masthead for tag in each.languages])
            for each in elections
        ]
    )


def _term(election: Election, name: str, language: str) -> Words:
    """What the election calls a thing in this language, as a heading writes it; empty where the usual word will do."""
    words = election.terms.get(name, {}).get(language, "")
    return Words(words[:1].upper() + words[1:], language)
