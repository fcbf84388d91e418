"""Which national questions are answered alike, and whether those of a topic all face one way; pure, exact numbers.

Only candidates who stand count, and of them, for a pair of questions, those who hold a position on both. A pair is
correlated by Pearson's r, 100 times, rounded towards zero.

Where agreeing with one question of a topic goes with agreeing with the others, who tends to agree lands on one side.
A topic is one-sided where at least TWO of its pairs go the same way for sure, and none goes the opposite way:

    same way       r ≥ SIDED, from FEWEST_TOGETHER candidates on
    opposite ways  r ≤ -SIDED, from FEWEST_TOGETHER candidates on
    for sure       r² · (n - 1) ≥ SURE², and both means at least NEAR an end of the scale away from both ends

Over all ways to pair n answers to one question with n to another, r has the mean 0 and the variance 1 / (n - 1)
exactly, whatever the answers are: SURE counts standard deviations. Only its far tail depends on the answers: where
nearly all say the same, two who do not can make two questions alike. Such questions lean nobody to a side either.

Sources: Karl Pearson, Note on regression and inheritance in the case of two parents, Proceedings of the Royal Society
58 (1895), 240-242; the variance: E. J. G. Pitman, Significance tests which may be applied to samples from any
populations II: the correlation coefficient test, Supplement to the Journal of the Royal Statistical Society 4 (1937),
225-232.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import isqrt
from typing import NamedTuple

from cmpgen.model import Answer, Candidate, Election, Question
from cmpgen.order import STANDING
from cmpgen.questions import scored
from cmpgen.scores.division import whole_steps

FEWEST_TOGETHER = 8
"""How many must hold a position on both questions before these are compared."""

SIDED = 30
"""From this correlation on, of a hundred, a pair of questions counts for the balance of a topic."""

TWO = 2
"""So many pairs must go the same way for sure: one may have a reason of its own."""

SURE = 3
"""So many standard deviations a correlation must be away from none."""

NEAR = 15
"""Percent of its scale: nearer to an end than this the mean answer is that of a question that divides too few."""

NOBODY = 255
"""Stands for a candidate without a position; no question has so many options."""

Columns = Mapping[str, bytes]
"""By national question, the number of the option that each candidate holds, in one order of candidates."""

Compared = tuple[Question, Question, "Sums"]


class Sums(NamedTuple):
    """The answers x and y of `n` candidates to two questions, added up, and their squares and products."""

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int

    @property
    def correlation(self) -> int:
        """Pearson's r, 100 times, rounded towards zero; 0 where one of the two never varies."""
        across = self.n * self.xy - self.x * self.y
        spread = (self.n * self.xx - self.x**2) * (self.n * self.yy - self.y**2)
        if not spread:
            return 0
        # ⌊100 |across| / √spread⌋, in whole numbers alone.
        size = isqrt(10_000 * across * across // spread)
        return size if across > 0 else -size


@dataclass(frozen=True, slots=True)
class Pair:
    """Two national questions, and how alike they are answered: -100 … 100, by `together` candidates."""

    first: str
    second: str
    together: int
    correlation: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How the questions of one topic face each other: pairs that go the same way, and pairs that go opposite ways.

    `one_sided` are the questions of which one is to be turned round, by id; none where the topic has two sides, or
    where chance may make it look as if it had one.
    """

    topic: str
    alike: int
    opposed: int
    one_sided: tuple[str, ...] = ()


def comparable(election: Election) -> list[Question]:
    """The national questions on scales; of these only the sound ones, which have an id and a place for each option."""
    times = Counter(each.id for each in election.every_question())
    return [each for each in election.questions if scored(each) and times[each.id] == 1 and _is_sound(each)]


def _is_sound(question: Question) -> bool:
    values = [option.value for option in question.options if option.value is not None]
    grows = all(low < high for low, high in pairwise(values))
    all_placed = len(question.options) == len(values) and 2 <= len(values) < NOBODY
    return grows and all_placed and whole_steps(question) is not None


def columns(questions: Iterable[Question], people: Iterable[Candidate]) -> dict[str, bytes]:
    """What those of the candidates hold who stand, on each of these comparable questions."""
    answers = [each.answers for each in people if each.status == STANDING]
    return {question.id: bytes(_options(question.id, answers)) for question in questions}


def _options(question: str, answers: Iterable[Mapping[str, Answer]]) -> Iterator[int]:
    for each in answers:
        answer = each.get(question)
        yield NOBODY if answer is None or answer.option is None else answer.option


def append(every: dict[str, bytes], more: Columns) -> None:
    """Put the positions of more candidates of the election behind the others."""
    for question, held in more.items():
        every[question] = every.get(question, b"") + held


def _steps(question: Question) -> tuple[int, ...]:
    """Where the options stand, from 0 to the length of the scale, in whole numbers."""
    scale = whole_steps(question)
    if scale is None:
        raise ValueError(f"the options of {question.id} stand in no order")
    return scale[1]


def pairs(questions: Iterable[Question], every: Columns) -> list[Pair]:
    """Every two of the questions that enough candidates answered both."""
    return [Pair(first.id, second.id, both.n, both.correlation) for first, second, both in _compared(questions, every)]


def balances(election: Election, every: Columns) -> list[Balance]:
    """The balance of each topic, in their order."""
    return [_balance(each, [one for one in election.questions if one.topic == each], every) for each in election.topics]


def _balance(topic: str, questions: Sequence[Question], every: Columns) -> Balance:
    compared = list(_compared(questions, every))
    alike = [each for each in compared if each[2].correlation >= SIDED]
    opposed = sum(both.correlation <= -SIDED for _, _, both in compared)
    sure = [{first.id, second.id} for first, second, both in alike if _is_sure(first, second, both)]
    facing = set[str]().union(*sure) if len(sure) >= TWO and not opposed else set()
    return Balance(topic, len(alike), opposed, tuple(each.id for each in questions if each.id in facing))


def _is_sure(first: Question, second: Question, both: Sums) -> bool:
    """Whether answers that have nothing to do with each other are hardly ever as much alike."""
    return (
        both.correlation**2 * (both.n - 1) >= (100 * SURE) ** 2
        and _divides(first, both.n, both.x)
        and _divides(second, both.n, both.y)
    )


def _divides(question: Question, n: int, total: int) -> bool:
    length = n * _steps(question)[-1]
    return NEAR * length <= 100 * total <= (100 - NEAR) * length


def _compared(questions: Iterable[Question], every: Columns) -> Iterator[Compared]:
    for first, second in combinations([each for each in questions if each.id in every], 2):
        both = sums(first, second, every)
        if both.n >= FEWEST_TOGETHER:
            yield first, second, both


def sums(first: Question, second: Question, every: Columns) -> Sums:
    """The answers to both questions, as whole numbers from 0 on, of those who hold a position on both."""
    steps, other = _steps(first), _steps(second)
    both = Counter(zip(every[first.id], every[second.id], strict=True))
    # 25 kinds of two answers at most on scales of five, however many candidates there are.
    kinds = [(number, steps[one], other[two]) for (one, two), number in both.items() if one != NOBODY and two != NOBODY]
    return Sums(
        sum(number for number, _, _ in kinds),
        sum(number * x for number, x, _ in kinds),
        sum(number * y for number, _, y in kinds),
        sum(number * x * x for number, x, _ in kinds),
        sum(number * y * y for number, _, y in kinds),
        sum(number * x * y for number, x, y in kinds),
    )
