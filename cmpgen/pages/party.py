"""A party's page: its candidates, and what they answered to the national questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations

from cmpgen.model import Party, Question, Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.roll import Member, Roll, meaning, member, seats
from cmpgen.pages.stance import POSITION, Asked, asked, groups, host
from cmpgen.pages.tally import Said, Share, standing, tally
from cmpgen.questions import TYPES
from cmpgen.scores.country import FEWEST, Nearness, national_scored, nearness


@dataclass(frozen=True, slots=True)
class Mean:
    """Where a party's candidates stand on a scale from 0 (its lowest option) to 100 (its highest), in whole numbers.

    `spread` is how far apart two of its candidates are on average, 0 … 100; `candidates` is how many hold a position.
    """

    at: int
    spread: int
    candidates: int


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One national question; `mean` is None below FEWEST positions and where the options stand in no order."""

    question: Asked
    shares: tuple[Share, ...]
    mean: Mean | None


@dataclass(frozen=True, slots=True)
class PartyRows:
    """The rows of one topic."""

    name: Words
    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class PartyView:
    """What the page says; `candidates` are in the order of constituencies and, within one, of its candidates.

    `withdrawn` is how many of them no share and no mean counts.
    Each has how near they are to the party's others, None where too little can be compared.
    """

    name: Words
    web: str
    web_host: str
    candidates: tuple[tuple[Link, Member, Nearness | None], ...]
    withdrawn: int
    topics: tuple[PartyRows, ...]
    fewest: int


def mean(positions: Sequence[Fraction], counts: Sequence[int]) -> Mean:
    """The mean and the spread of `counts` candidates at `positions` on -1/2 … 1/2; there is at least one.

        at      = 100 · (Σ position / n + 1/2)
        spread  = 100 · Σ |position a - position b| / (n (n - 1) / 2)        over all pairs a, b; 0 where n is 1

    Exact, and rounded half up to whole numbers at the end.

    >>> mean([Fraction(-1, 2), Fraction(1, 2)], [1, 2])
    Mean(at=67, spread=67, candidates=3)
    """
    number = sum(counts)
    middle = sum((count * at for count, at in zip(counts, positions, strict=True)), Fraction(0)) / number
    apart = sum(
        (many * more * abs(a - b) for (many, a), (more, b) in combinations(zip(counts, positions, strict=True), 2)),
        Fraction(0),
    )
    pairs = number * (number - 1) // 2
    return Mean(_rounded(100 * (middle + Fraction(1, 2))), _rounded(100 * apart / max(pairs, 1)), number)


def party_page(edition: Edition, rolls: Sequence[Roll], party: Party) -> Page:
    """The page of one party."""
    election, language = edition.election, edition.language
    national = national_scored(election)
    near = nearness(national, list(seats(rolls, [each.id for each in national], party.id)))
    members = []
    said: dict[str, list[Said]] = {each.id: [] for each in election.questions}
    for here in rolls:
        place = Link(edition.say(here.name), urls.constituency(election, language, here.id))
        for person in here.people:
            if party.id in person.parties:
                members.append((place, member(edition, here, person), near.get((here.id, person.id))))
                for id_, cell in zip(here.asked, person.said, strict=True):
                    said[id_].append((person.name, *meaning(cell), person.withdrawn))
    questions = {each.id: each for each in election.questions}
    known = {here.id: here.name for here in rolls}
    view = PartyView(
        name=edition.say(party.name),
        web=party.url,
        web_host=host(party.url),
        candidates=tuple(members),
        withdrawn=sum(each.withdrawn for _, each, _ in members),
        topics=tuple(
            PartyRows(
                group.name, tuple(_row(line, questions[line.id], standing(said[line.id])) for line in group.questions)
            )
            for group in groups(edition, (asked(edition, each, known) for each in election.questions))
        ),
        fewest=FEWEST,
    )
    frame = edition.frame("party", partial(urls.party, election, id_=party.id))
    return Page(frame.url, "pages/party.html", language, {"frame": frame, "party": view})


def _row(line: Asked, question: Question, said: Sequence[Said]) -> PartyRow:
    shares = tally(line, said)
    counts = [share.count for share in shares if share.kind == POSITION]
    positions = TYPES[question.type].positions(question) if line.options else None
    middle = mean(positions, counts) if positions is not None and sum(counts) >= FEWEST else None
    return PartyRow(line, shares, middle)


def _rounded(number: Fraction) -> int:
    """The nearest whole number, halves up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
