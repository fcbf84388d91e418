"""Who replied and who did not, by party and by constituency, and where the answers come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmpgen import order
from cmpgen.model import ORIGINS, REPLIES, Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.roll import Member, Replies, Roll, member, replies
from cmpgen.pages.stance import NOTHING


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A party or a constituency; `link` has no name for the candidates without a party."""

    link: Link
    replies: Replies


@dataclass(frozen=True, slots=True)
class WhoReplied:
    """The candidates of one reply, by constituency."""

    reply: str
    count: int
    places: tuple[tuple[Link, tuple[Member, ...]], ...]


@dataclass(frozen=True, slots=True)
class ParticipationView:
    """What the page says.

    Of the `positions` held, candidates gave `own` in person; `found` counts the others by kind of source, where any.
    """

    replies: Replies
    parties: tuple[ReplyRow, ...]
    places: tuple[ReplyRow, ...]
    by_reply: tuple[WhoReplied, ...]
    positions: int
    own: int
    found: tuple[tuple[str, int], ...]
    panel: Words


def pages(edition: Edition, rolls: Sequence[Roll]) -> Iterator[Page]:
    """The participation page in the edition's language."""
    election = edition.election
    states: dict[str, list[str]] = {}
    for person in (each for here in rolls for each in here.people):
        for party in set(person.parties) or {""}:
            states.setdefault(party, []).append(person.reply)
    parties = [
        ReplyRow(
            Link(edition.say(party.name), urls.party(election, edition.language, party.id)),
            replies(states.get(party.id, ())),
        )
        for party in order.parties(election)
    ]
    alone = replies(states.get("", ()))
    links = [Link(edition.say(each.name), urls.constituency(election, edition.language, each.id)) for each in rolls]
    found = [sum(counts) for counts in zip(*(each.found for each in rolls), strict=True)]
    own = sum(each.own for each in rolls)
    view = ParticipationView(
        replies=replies(each.reply for here in rolls for each in here.people),
        parties=(*parties, *([ReplyRow(Link(NOTHING, ""), alone)] if alone.total else [])),
        places=tuple(
            ReplyRow(link, replies(each.reply for each in here.people)) for link, here in zip(links, rolls, strict=True)
        ),
        by_reply=tuple(each for reply in REPLIES if (each := _who(edition, reply, links, rolls)).count),
        positions=own + sum(found),
        own=own,
        found=tuple((kind, count) for kind, count in zip(ORIGINS, found, strict=False) if count),
        panel=edition.say(election.panel),
    )
    frame = edition.frame("participation", lambda tag: urls.participation(election, tag))
    yield Page(frame.url, "pages/participation.html", edition.language, {"frame": frame, "participation": view})


def _who(edition: Edition, reply: str, links: Sequence[Link], rolls: Sequence[Roll]) -> WhoReplied:
    places = []
    for link, here in zip(links, rolls, strict=True):
        people = tuple(member(edition, here, each) for each in here.people if each.reply == reply)
        if people:
            places.append((link, people))
    return WhoReplied(reply, sum(len(people) for _, people in places), tuple(places))
