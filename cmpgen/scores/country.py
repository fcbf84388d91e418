"""What only the whole country can say: how much each national question divides it, and who answers like their party.

How near a candidate is to their party is measured against the mean of its others, never of themselves:

    nearness = 1 - Σ distance / questions            over the national scored questions that both can be compared on

On a scale of length 1 the distance is |own place - mean place of the others|; on a choice, where there is no mean, it
is the part of the others who chose something else.
The others are those who answered in person: what volunteers found is a position of its candidate, and shown as one, but
which of a party's positions are found and which are not is no choice of the party's candidates.
A question counts where the candidate holds a position, whoever found it, and FEWEST or more others answered it in
person; so a mean never fills a gap, and never speaks for one or two people.
Nearness is an exact fraction, shown as a whole percentage, rounded half up; below the fewest questions that
`cmpgen.scores.similarity` asks for there is none.

Whoever has withdrawn counts nowhere here. A candidate of several parties is compared with each.

Positions are added up as whole numbers, so that what one page shows is computed without the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from cmpgen.model import Candidate, Contest, Election, Question
from cmpgen.order import STANDING
from cmpgen.questions import scored
from cmpgen.scores.division import Division, division, whole_steps
from cmpgen.scores.match import position
from cmpgen.scores.percent import percent
from cmpgen.scores.similarity import fewest_asked

FEWEST = 3
"""How many of a party must answer in person before there is a mean; below that it would speak for one or two."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a candidate is to the others of a party: `percent`, 0 … 100, over so many `questions`.

    On `found` of these it is volunteers who found the candidate's own position.
    """

    percent: int
    questions: int
    found: int


@dataclass(frozen=True, slots=True)
class Country:
    """One election as a whole.

    `divisions` by the id of a national question; `nearness` by the ids of party, constituency and candidate.
    Neither holds what too few answers would have to decide.
    """

    divisions: Mapping[str, Division]
    nearness: Mapping[tuple[str, str, str], Nearness]


@dataclass(frozen=True, slots=True)
class Seat:
    """One who stands for a party: the number of the option held on each national scored question, None where none is.

    `asked` is how many of these questions are asked in the constituency; `found` are the places, in `positions`, of
    what volunteers found: all else was given in person.
    """

    constituency: str
    candidate: str
    positions: tuple[int | None, ...]
    asked: int
    found: frozenset[int] = frozenset()


def national_scored(election: Election) -> tuple[Question, ...]:
    """The questions that a country is compared on."""
    return tuple(each for each in election.questions if scored(each))


def country(election: Election, contests: Sequence[Contest]) -> Country:
    """What all contests of the election say together."""
    national = national_scored(election)
    by_party: dict[str, list[Seat]] = {}
    everyone = []
    for contest in contests:
        asked = sum(scored(each) and not each.constituency for each in contest.questions)
        for candidate in contest.candidates:
            if candidate.status == STANDING:
                seat = _seat(contest, candidate, national, asked)
                everyone.append(seat)
                for party in set(candidate.parties):
                    by_party.setdefault(party, []).append(seat)
    found: dict[tuple[str, str, str], Nearness] = {}
    for party, seats in sorted(by_party.items()):
        found |= {(party, place, id_): each for (place, id_), each in nearness(national, seats).items()}
    divided = {}
    for place, question in enumerate(national):
        held = Counter(each.positions[place] for each in everyone)
        one = division(question, [held[option] for option in range(len(question.options))])
        if one is not None:
            divided[question.id] = one
    return Country(divided, found)


def _seat(contest: Contest, candidate: Candidate, national: Sequence[Question], asked: int) -> Seat:
    positions = tuple(position(candidate, each) for each in national)
    answers = (candidate.answers.get(each.id) for each in national)
    found = frozenset(place for place, answer in enumerate(answers) if answer is not None and answer.origin is not None)
    return Seat(contest.constituency.id, candidate.id, positions, asked, found)


def nearness(national: Sequence[Question], seats: Sequence[Seat]) -> dict[tuple[str, str], Nearness]:
    """How near each of a party's `seats` is to the others, by constituency and candidate; `national` are scored."""
    scales = [whole_steps(each) or (0, (0,) * len(each.options)) for each in national]
    answered = [
        Counter(option for each in seats if (option := each.positions[place]) is not None and place not in each.found)
        for place in range(len(national))
    ]
    distances = [
        {found: _distances(length, steps, each, 0 if found else 1) for found in (False, True)}
        for (length, steps), each in zip(scales, answered, strict=True)
    ]
    # By one denominator that all share, which is much faster than adding fractions.
    whole = lcm(*(denominator for kinds in distances for each in kinds.values() for _, denominator in each.values()))
    apart = [
        {found: {option: up * (whole // down) for option, (up, down) in each.items()} for found, each in kinds.items()}
        for kinds in distances
    ]
    result = {}
    for seat in seats:
        total, compared, by_volunteers = 0, 0, 0
        for place, option in enumerate(seat.positions):
            found = place in seat.found
            distance = None if option is None else apart[place][found].get(option)
            if distance is not None:
                total, compared, by_volunteers = total + distance, compared + 1, by_volunteers + found
        if compared >= fewest_asked(seat.asked):
            everything = whole * compared
            share = percent(everything - total, everything, squared=False)
            result[seat.constituency, seat.candidate] = Nearness(share, compared, by_volunteers)
    return result


def _distances(length: int, steps: Sequence[int], answered: Counter[int], own: int) -> dict[int, tuple[int, int]]:
    """How far whoever holds each option is from all others who `answered`; none where these are too few.

    `own` is 1 where whoever holds it is one of these.
    """
    others = answered.total() - own
    if others < FEWEST:
        return {}
    total = sum(steps[option] * many for option, many in answered.items())
    return {
        option: _distance(length, step, others, total - own * step, answered[option] - own)
        for option, step in enumerate(steps)
    }


def _distance(length: int, step: int, others: int, total: int, alike: int) -> tuple[int, int]:
    """How far whoever stands at `step` is from the party's `others`, 0 … 1: numerator and denominator.

    The steps of the others add up to `total`, and `alike` of them chose the same option: |step - total / others| /
    length; on a choice, of length 0, the part of the others who chose another.
    """
    if length:
        return abs(others * step - total), others * length
    return others - alike, others
