"""An election's constituencies by region, as pages list them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cmpgen.model import Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition
from cmpgen.pages.roll import Replies, Roll, replies
from cmpgen.pages.stance import NOTHING


class Place(NamedTuple):
    """One constituency: where it is, who stands, and how many of its questions are its own."""

    name: Words
    url: str
    replies: Replies
    local_questions: int


class Region(NamedTuple):
    """The constituencies of one region, by id; `name` is empty for those without a region."""

    name: Words
    places: tuple[Place, ...]


def regions(edition: Edition, rolls: Sequence[Roll]) -> tuple[Region, ...]:
    """Regions that have constituencies, in the election's order, then the constituencies without one."""
    election = edition.election
    by_region: dict[str, list[Place]] = {}
    for here in rolls:
        region = here.region if here.region in election.regions else ""
        by_region.setdefault(region, []).append(
            Place(
                name=edition.say(here.name),
                url=urls.constituency(election, edition.language, here.id),
                replies=replies(each.reply for each in here.people),
                local_questions=here.local,
            )
        )
    found = [
        Region(edition.say(name), tuple(by_region[region]))
        for region, name in election.regions.items()
        if region in by_region
    ]
    if "" in by_region:
        found.append(Region(NOTHING, tuple(by_region[""])))
    return tuple(found)
