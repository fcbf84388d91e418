"""An election's page: constituencies, questions, parties, who answered, and how scores are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmpgen import order
from cmpgen.model import Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.opinionmap import CountryMap, country_map
from cmpgen.pages.page import Page
from cmpgen.pages.places import Region, regions
from cmpgen.pages.roll import Replies, Roll, replies
from cmpgen.pages.stance import Group, asked, groups

TEMPLATE = "pages/election.html"


class PartyLine(NamedTuple):
    """A party, and how many candidates it has."""

    party: Link
    candidates: int


class ElectionView(NamedTuple):
    """What the page says; `groups` holds the national questions, `local_questions` counts the others.

    `articles` are those about the election, the latest first. `opinion_map` is None where there is none, or nobody is
    on it.
    """

    regions: tuple[Region, ...]
    groups: tuple[Group, ...]
    local_questions: int
    articles: tuple[Link, ...]
    parties: tuple[PartyLine, ...]
    replies: Replies
    metric: str
    missing: str
    funding: Words
    panel: Words
    opinion_map: CountryMap | None


def pages(edition: Edition, rolls: Sequence[Roll]) -> Iterator[Page]:
    """The election's page in the edition's language."""
    election = edition.election
    people = [each for here in rolls for each in here.people]
    standing = Counter(party for each in people for party in set(each.parties))
    spots = [each for here in rolls for each in here.spots]
    known = {each.id: each.name for each in rolls}
    view = ElectionView(
        regions=regions(edition, rolls),
        groups=groups(edition, (asked(edition, each, known) for each in election.questions)),
        local_questions=sum(each.local for each in rolls),
        articles=edition.site.articles(edition.language, election.id),
        parties=tuple(
            PartyLine(
                Link(edition.say(each.name), urls.party(election, edition.language, each.id)),
                standing[each.id],
            )
            for each in order.parties(election)
        ),
        replies=replies(each.reply for each in people),
        metric=election.method.metric,
        missing=election.method.missing,
        funding=edition.say(election.funding),
        panel=edition.say(election.panel),
        opinion_map=country_map(edition, election.opinion_map, spots, len(people))
        if election.opinion_map and spots
        else None,
    )
    frame = edition.frame("election", lambda tag: urls.election(election, tag))
    yield Page(frame.url, TEMPLATE, edition.language, {"frame": frame, "election": view})
