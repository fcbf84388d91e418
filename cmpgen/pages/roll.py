"""A constituency's roll: what pages of the whole country need to know of it, and nothing else.

Its candidates with their replies, and the position of each on every national question; no comment, no quote, no source.
A roll is made once, when its constituency is read, and kept as JSON: a build in which one constituency changed reads
the rolls of all others instead of their files.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cmpgen import order
from cmpgen.keys import key
from cmpgen.model import ORIGINS, REPLIES, Candidate, Contest, Question, Text
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition
from cmpgen.pages.namesakes import told_apart
from cmpgen.pages.stance import ABSENT, NO_POSITION, POSITION, REMARK, SOURCE, TEXT
from cmpgen.questions import scored
from cmpgen.scores.country import Seat
from cmpgen.scores.opinionmap import Spot

KINDS = {"": ABSENT, "-": NO_POSITION, "r": REMARK, "s": SOURCE, "t": TEXT}
"""What a cell says where it holds no position; a position is the option's index."""

FOUND = "*"
"""Ends a cell whose answer volunteers found."""


class Person(NamedTuple):
    """One candidate. `said` is a cell for each question of the roll, as `KINDS` and `FOUND` say."""

    id: str
    name: str
    parties: tuple[str, ...]
    withdrawn: bool
    reply: str
    replied: datetime.date | None
    contacts: int
    last_contact: datetime.date | None
    said: tuple[str, ...]


class Roll(NamedTuple):
    """One constituency; `people` stand in the `order` of that name, a rule of `cmpgen.order`.

    `asked` are the ids of its national questions.
    Of the positions held here on all its questions `own` were given in person; `found` counts the others by ORIGINS.
    `local` is how many questions are its own, `national` how many scored ones are not.
    `who` changes whenever anything of the constituency or of its people does that is neither an answer, nor a date, nor
    the order.
    """

    id: str
    name: Text
    region: str
    local: int
    national: int
    asked: tuple[str, ...]
    people: tuple[Person, ...]
    order: str
    own: int
    found: tuple[int, ...]
    spots: tuple[Spot, ...]
    who: str = ""


class Member(NamedTuple):
    """A candidate as pages of the country introduce them."""

    name: str
    url: str
    withdrawn: bool
    reply: str
    replied: datetime.date | None
    contacts: int
    last_contact: datetime.date | None


class Replies(NamedTuple):
    """How many candidates there are, and how many of each reply, in the order of `REPLIES`."""

    total: int
    by_state: tuple[tuple[str, int], ...]


def roll(contest: Contest, spots: Sequence[Spot]) -> Roll:
    """The contest's roll; `spots` are those of its candidates who are on the opinion map."""
    here = contest.constituency
    national = tuple(each for each in contest.questions if not each.constituency)
    kinds: Counter[str] = Counter()
    for candidate in contest.candidates:
        for question in contest.questions:
            answer = candidate.answers.get(question.id)
            if answer is not None and answer.option is not None:
                kinds[answer.origin.kind if answer.origin else ""] += 1
    made = Roll(
        id=here.id,
        name=here.name,
        region=here.region,
        local=len(here.questions),
        national=sum(map(scored, national)),
        asked=tuple(each.id for each in national),
        people=tuple(
            Person(
                id=each.id,
                name=each.name,
                parties=each.parties,
                withdrawn=each.status == "withdrawn",
                reply=each.reply,
                replied=each.replied,
                contacts=len(each.contacted),
                last_contact=max((day for day, _ in each.contacted), default=None),
                said=tuple(_cell(each, question) for question in national),
            )
            for each in order.candidates(contest)
        ),
        order=order.rule(contest),
        own=kinds[""],
        found=tuple(kinds[kind] for kind in ORIGINS),
        spots=tuple(spots),
    )
    people = [(each.id, each.name, each.parties, each.withdrawn, each.reply) for each in made.people]
    told = (made.id, dict(made.name), made.region, made.local, made.asked)
    return made._replace(who=key(repr((told, people))))


def _cell(candidate: Candidate, question: Question) -> str:
    answer = candidate.answers.get(question.id)
    if answer is None:
        return ""
    found = FOUND if answer.origin is not None else ""
    if answer.no_position:
        return f"-{found}"
    if answer.option is not None:
        return f"{answer.option}{found}"
    if answer.raw or (not question.options and candidate.says_in_words(answer)):
        return f"t{found}"
    if answer.comment:
        return f"r{found}"
    return f"s{found}" if found else ""


@functools.lru_cache(maxsize=1024)
def meaning(cell: str) -> tuple[str, int, bool]:
    """A cell's kind of stance, its option counted from 1 (0 where it holds no position), and whether it was found."""
    said = cell.removesuffix(FOUND)
    found = said is not cell and len(said) < len(cell)
    return (POSITION, int(said) + 1, found) if said.isdecimal() else (KINDS[said], 0, found)


def column(here: Roll, question: Question) -> tuple[str, ...]:
    """What everyone here says to a national question, in their order; nothing where it is not asked."""
    if question.id not in here.asked:
        return ()
    place = here.asked.index(question.id)
    return tuple(each.said[place] for each in here.people)


def members(edition: Edition, here: Roll, party: str = "") -> Iterator[tuple[Person, Member]]:
    """Everyone here, or of the party, and as what they stand on a page in the edition's language."""
    for person, name in zip(here.people, told_apart(edition, here.people), strict=True):
        if party and party not in person.parties:
            continue
        yield (
            person,
            Member(
                name=name,
                url=urls.candidate(edition.election, edition.language, here.id, person.id),
                withdrawn=person.withdrawn,
                reply=person.reply,
                replied=person.replied,
                contacts=person.contacts,
                last_contact=person.last_contact,
            ),
        )


def seats(rolls: Iterable[Roll], questions: Sequence[str], party: str) -> Iterator[Seat]:
    """Everyone who stands for the party, with their positions on the national `questions`, which are ids."""
    for here in rolls:
        places = [here.asked.index(id_) if id_ in here.asked else None for id_ in questions]
        for each in here.people:
            if party in each.parties and not each.withdrawn:
                cells = ["" if place is None else each.said[place] for place in places]
                found = frozenset([place for place, cell in enumerate(cells) if cell.endswith(FOUND)])
                yield Seat(here.id, each.id, tuple(map(_option, cells)), here.national, found)


def counts(rolls: Iterable[Roll], question: Question) -> list[int]:
    """How many of those who stand hold each option of a national question."""
    held = [0] * len(question.options)
    for here in rolls:
        if question.id in here.asked:
            place = here.asked.index(question.id)
            for each in here.people:
                option = None if each.withdrawn else _option(each.said[place])
                if option is not None:
                    held[option] += 1
    return held


@functools.lru_cache(maxsize=1024)
def _option(cell: str) -> int | None:
    said = cell.removesuffix(FOUND)
    return int(said) if said.isdecimal() else None


def replies(states: Iterable[str]) -> Replies:
    """Count the replies."""
    counted = Counter(states)
    return Replies(counted.total(), tuple((reply, counted[reply]) for reply in REPLIES))


def as_json(here: Roll) -> dict[str, Any]:
    """The roll as JSON holds it; `from_json` reads it back."""
    people = [
        [
            each.id,
            each.name,
            list(each.parties),
            int(each.withdrawn),
            each.reply,
            each.replied.isoformat() if each.replied else "",
            each.contacts,
            each.last_contact.isoformat() if each.last_contact else "",
            " ".join(each.said),
        ]
        for each in here.people
    ]
    return {
        "id": here.id,
        "name": dict(here.name),
        "region": here.region,
        "local": here.local,
        "national": here.national,
        "asked": list(here.asked),
        "people": people,
        "order": here.order,
        "own": here.own,
        "found": list(here.found),
        "spots": [list(each) for each in here.spots],
        "who": here.who,
    }


def from_json(found: Mapping[str, Any]) -> Roll:
    """The roll that `as_json` wrote."""
    asked = tuple(found["asked"])
    return Roll(
        id=found["id"],
        name=found["name"],
        region=found["region"],
        local=found["local"],
        national=found["national"],
        asked=asked,
        people=tuple(
            Person(
                id_,
                name,
                tuple(parties),
                bool(withdrawn),
                reply,
                datetime.date.fromisoformat(replied) if replied else None,
                contacts,
                datetime.date.fromisoformat(last) if last else None,
                tuple(said.split(" ")) if asked else (),
            )
            for id_, name, parties, withdrawn, reply, replied, contacts, last, said in found["people"]
        ),
        order=found["order"],
        own=found["own"],
        found=tuple(found["found"]),
        spots=tuple((x, y) for x, y in found["spots"]),
        who=found["who"],
    )
