"""Who replied and who did not, by party and by constituency, where the answers come from, and who contributed.

An election that is too large to name everyone on one page is counted place by place, and one of thousands of places by
region, as on the pages of its national questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmpgen import order
from cmpgen.model import ORIGINS, REPLIES, Words
from cmpgen.pages import urls
from cmpgen.pages.forge import history
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.roll import Member, Replies, Roll, members, replies
from cmpgen.pages.sizes import MOST_NAMED, MOST_PLACES
from cmpgen.pages.stance import NOTHING

TEMPLATE = "pages/participation.html"

MIXED = "mixed"
"""The order where candidates stand by the ballot paper in some places, and by lot in others."""


class ReplyRow(NamedTuple):
    """A party, a constituency or a region; `link` has no name for those without, and no URL where it leads nowhere."""

    link: Link
    replies: Replies


class PlaceNames(NamedTuple):
    """The candidates of one reply in one constituency, in their order, each with an id that no other place has.

    `by_lot` says that the order is that of a lot, which a visit may draw again.
    """

    place: Link
    by_lot: bool
    people: tuple[tuple[str, Member], ...]


@dataclass(frozen=True, slots=True)
class WhoReplied:
    """The candidates of one reply, by constituency; `places` is empty where there are too many to name."""

    reply: str
    count: int
    places: tuple[PlaceNames, ...]


class ParticipationView(NamedTuple):
    """What the page says.

    `withdrawn` is how many of all that are counted do not stand any more.
    Of the `positions` held, candidates gave `own` in person; `found` counts the others by kind of source, where any.
    `places` are regions if `by_region`. Candidates stand in the `order` of that name, drawn from `order_seed`; MIXED
    where it is not the same everywhere. `history` is where the forge shows who changed what, empty without a forge.
    """

    replies: Replies
    withdrawn: int
    parties: tuple[ReplyRow, ...]
    places: tuple[ReplyRow, ...]
    by_region: bool
    by_reply: tuple[WhoReplied, ...]
    order: str
    order_seed: str
    positions: int
    own: int
    found: tuple[tuple[str, int], ...]
    found_in_all: int
    panel: Words
    funding: Words
    history: str


def pages(edition: Edition, rolls: Sequence[Roll]) -> Iterator[Page]:
    """The participation page in the edition's language."""
    election = edition.election
    found = [sum(counts) for counts in zip(*(each.found for each in rolls), strict=True)]
    own = sum(each.own for each in rolls)
    rules = {each.order for each in rolls if each.people}
    by_region = len(rolls) > MOST_PLACES and bool(election.regions)
    view = ParticipationView(
        replies=replies(each.reply for here in rolls for each in here.people),
        withdrawn=sum(each.withdrawn for here in rolls for each in here.people),
        parties=tuple(_parties(edition, rolls)),
        places=tuple(_regions(edition, rolls) if by_region else _places(edition, rolls)),
        by_region=by_region,
        by_reply=tuple(each for reply in REPLIES if (each := _who(edition, reply, rolls)).count),
        order=rules.pop() if len(rules) == 1 else MIXED,
        order_seed=order.seed(election),
        positions=own + sum(found),
        own=own,
        found=tuple((kind, count) for kind, count in zip(ORIGINS, found, strict=False) if count),
        found_in_all=sum(found),
        panel=edition.say(election.panel),
        funding=edition.say(election.funding),
        history=history(election, f"candidates/{election.id}"),
    )
    frame = edition.frame("participation", lambda tag: urls.participation(election, tag))
    yield Page(frame.url, TEMPLATE, edition.language, {"frame": frame, "participation": view})


def _parties(edition: Edition, rolls: Sequence[Roll]) -> Iterator[ReplyRow]:
    """Every party, by lot, then the candidates without one, if any."""
    election = edition.election
    states: dict[str, list[str]] = {}
    for person in (each for here in rolls for each in here.people):
        for id_ in set(person.parties) or {""}:
            states.setdefault(id_, []).append(person.reply)
    for party in order.parties(election):
        link = Link(edition.say(party.name), urls.party(election, edition.language, party.id))
        yield ReplyRow(link, replies(states.get(party.id, ())))
    if "" in states:
        yield ReplyRow(Link(NOTHING, ""), replies(states[""]))


def _places(edition: Edition, rolls: Sequence[Roll]) -> Iterator[ReplyRow]:
    for here in rolls:
        yield ReplyRow(_link(edition, here), replies(each.reply for each in here.people))


def _regions(edition: Edition, rolls: Sequence[Roll]) -> Iterator[ReplyRow]:
    """Every region in the election's order, then the constituencies without one, if any."""
    states: dict[str, list[str]] = {}
    for here in rolls:
        region = here.region if here.region in edition.election.regions else ""
        states.setdefault(region, []).extend(each.reply for each in here.people)
    for id_, name in (*edition.election.regions.items(), ("", {})):
        if id_ in states:
            yield ReplyRow(Link(edition.say(name), ""), replies(states[id_]))


def _who(edition: Edition, reply: str, rolls: Sequence[Roll]) -> WhoReplied:
    count = sum(each.reply == reply for here in rolls for each in here.people)
    if sum(len(here.people) for here in rolls) > MOST_NAMED:
        return WhoReplied(reply, count, ())
    places = []
    for here in rolls:
        people = tuple((f"{here.id}/{each.id}", shown) for each, shown in members(edition, here) if each.reply == reply)
        if people:
            places.append(PlaceNames(_link(edition, here), here.order == order.SEEDED, people))
    return WhoReplied(reply, count, tuple(places))


def _link(edition: Edition, here: Roll) -> Link:
    return Link(edition.say(here.name), urls.constituency(edition.election, edition.language, here.id))
