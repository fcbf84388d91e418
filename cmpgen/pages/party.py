"""A party's page: its candidates, and what they answered to the national questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import NamedTuple

from cmpgen.model import Party, Question, Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.roll import Member, Roll, meaning, members, seats
from cmpgen.pages.stance import POSITION, Asked, Group, asked, groups, host
from cmpgen.pages.tally import Share, shares
from cmpgen.questions import TYPES
from cmpgen.scores.country import FEWEST, Nearness, national_scored, nearness

TEMPLATE = "pages/party.html"


class Mean(NamedTuple):
    """Where those who answered in person stand on a scale from 0 (its lowest option) to 100 (its highest).

    All are whole numbers: `spread` is how far apart two of them are on average, 0 … 100; `candidates` is how many.
    """

    at: int
    spread: int
    candidates: int


class PartyRow(NamedTuple):
    """One national question: its shares, and how many of the positions in each volunteers found.

    `mean` is None where fewer than FEWEST answered in person, and where the options stand in no order.
    """

    question: Asked
    shares: tuple[tuple[Share, int], ...]
    mean: Mean | None


class PartyRows(NamedTuple):
    """The rows of one topic."""

    group: Group
    rows: tuple[PartyRow, ...]


class PartyView(NamedTuple):
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
    candidates = []
    # What is said to each question, by those who have not withdrawn: how often each cell.
    held: dict[str, Counter[str]] = {each.id: Counter() for each in election.questions}
    for here in rolls:
        place = Link(edition.say(here.name), urls.constituency(election, language, here.id))
        said = []
        for person, shown in members(edition, here, party.id):
            candidates.append((place, shown, near.get((here.id, person.id))))
            if not person.withdrawn:
                said.append(person.said)
        for id_, cells in zip(here.asked, zip(*said, strict=True), strict=bool(said)):
            held[id_].update(cells)
    questions = {each.id: each for each in election.questions}
    known = {here.id: here.name for here in rolls}
    view = PartyView(
        name=edition.say(party.name),
        web=party.url,
        web_host=host(party.url),
        candidates=tuple(candidates),
        withdrawn=sum(each.withdrawn for _, each, _ in candidates),
        topics=tuple(
            PartyRows(group, tuple(_row(line, questions[line.id], held[line.id]) for line in group.questions))
            for group in groups(edition, (asked(edition, each, known) for each in election.questions))
        ),
        fewest=FEWEST,
    )
    frame = edition.frame("party", partial(urls.party, election, id_=party.id))
    return Page(frame.url, TEMPLATE, language, {"frame": frame, "party": view})


def _row(line: Asked, question: Question, cells: Counter[str]) -> PartyRow:
    held: Counter[tuple[str, int]] = Counter()
    found: Counter[tuple[str, int]] = Counter()
    for cell, count in cells.items():
        kind, option, by_volunteers = meaning(cell)
        held[kind, option] += count
        found[kind, option] += count * by_volunteers
    counted = tuple((share, found[share.kind, share.option]) for share in shares(line, held))
    in_person = [share.count - by_volunteers for share, by_volunteers in counted if share.kind == POSITION]
    positions = TYPES[question.type].positions(question) if line.options else None
    middle = mean(positions, in_person) if positions is not None and sum(in_person) >= FEWEST else None
    return PartyRow(line, counted, middle)


def _rounded(number: Fraction) -> int:
    """The nearest whole number, halves up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
