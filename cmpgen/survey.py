"""How a questionnaire does: who replied, who answered what, and what the questions tell apart; pure, exact numbers.

Only candidates who stand count. Shares are whole percentages, rounded half up; None where there is nothing to share.

Two questions that are always answered alike measure one thing twice; what that rests on is in `scores.balance`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cmpgen.diagnostics import Diagnostic, diagnostic
from cmpgen.model import REPLIES, Candidate, Contest, Election, Question
from cmpgen.order import STANDING
from cmpgen.questions import scored
from cmpgen.scores.balance import Balance, Columns, Pair, balances, columns, comparable, pairs
from cmpgen.scores.division import division
from cmpgen.scores.match import position
from cmpgen.scores.percent import percent

ALIKE = 80
"""From this correlation on, of a hundred, two questions are told to measure one thing."""

NEUTRAL = "neutral"

WORDING = (
    "bad-reference",
    "leading-wording",
    "long-wording",
    "missing-evidence",
    "negated-wording",
    "quantified-wording",
    "two-thoughts",
    "unsourced-background",
)
"""The codes of warnings about the questions themselves."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The candidates of one constituency and how many of them answered in person; `percent` of all."""

    constituency: str
    candidates: int
    answered: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Of the candidates `asked`, each is one of `positions`, `no_position`, `remarks` and `absent`.

    `answer_rate` is the share of positions and of no-position among those asked, `neutral_rate` that of neutral among
    positions, `no_position_rate` that of no-position among those asked; `divides` is 0 … 100, or None.
    """

    question: str
    constituency: str
    topic: str
    asked: int
    positions: int
    neutral: int
    no_position: int
    remarks: int
    absent: int
    answer_rate: int | None
    neutral_rate: int | None
    no_position_rate: int | None
    divides: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """All that `cmpgen report` says. `pairs` are those of at least ALIKE, either way, the strongest first."""

    election: str
    candidates: int
    withdrawn: int
    replies: dict[str, int]
    reply_rate: int | None
    constituencies: tuple[Replied, ...]
    questions: tuple[Asked, ...]
    pairs: tuple[Pair, ...]
    topics: tuple[Balance, ...]
    warnings: tuple[Diagnostic, ...]


def survey(election: Election, contests: Sequence[Contest], found: Iterable[Diagnostic]) -> Survey:
    """The survey of one election; `found` are the diagnostics of its files."""
    standing = {each.constituency.id: _standing(each) for each in contests}
    everyone = [each for people in standing.values() for each in people]
    replies = Counter(each.reply for each in everyone)
    every = columns(comparable(election), everyone)
    alike = [each for each in pairs(election.questions, every) if abs(each.correlation) >= ALIKE]
    return Survey(
        election=election.id,
        candidates=len(everyone),
        withdrawn=sum(len(each.candidates) for each in contests) - len(everyone),
        replies={each: replies[each] for each in REPLIES if replies[each]},
        reply_rate=_share(replies["answered"], len(everyone)),
        constituencies=tuple(_replied(id_, people) for id_, people in standing.items()),
        questions=tuple(_asked(each, _people_asked(each, contests, standing)) for each in election.every_question()),
        pairs=tuple(sorted(alike, key=_strongest_first)),
        topics=tuple(balances(election, every)),
        warnings=tuple(each for each in found if each.code in WORDING),
    )


def one_sided(election: Election, every: Columns) -> Iterator[Diagnostic]:
    """A warning for each topic whose questions all face one way, by the positions of all candidates.

    Nothing is said while questions cannot be read, one of which may face the other way, nor after the vote.
    """
    if election.unreadable or election.closed:
        return
    for each in balances(election, every):
        if each.one_sided:
            where = election.tree.key("topics", each.topic)
            questions = ", ".join(each.one_sided)
            yield diagnostic(where, "one-sided-topic", topic=each.topic, questions=questions, pairs=each.alike)


def as_json(told: Survey) -> dict[str, Any]:
    """The survey for other programs; warnings as code, place and facts."""
    warnings = [
        {"code": each.code, "path": each.where.path, "line": each.where.line, "facts": dict(each.facts)}
        for each in told.warnings
    ]
    return {**asdict(told), "warnings": warnings}


def _standing(contest: Contest) -> list[Candidate]:
    return [each for each in contest.candidates if each.status == STANDING]


def _replied(constituency: str, people: Sequence[Candidate]) -> Replied:
    answered = sum(each.reply == "answered" for each in people)
    return Replied(constituency, len(people), answered, _share(answered, len(people)))


def _people_asked(
    question: Question, contests: Sequence[Contest], standing: dict[str, list[Candidate]]
) -> list[Candidate]:
    if question.constituency:
        return standing.get(question.constituency, [])
    return [person for each in contests if question in each.questions for person in standing[each.constituency.id]]


def _asked(question: Question, people: Sequence[Candidate]) -> Asked:
    answers = [each.answers.get(question.id) for each in people]
    held = [position(each, question) for each in people]
    none = sum(each is not None and each.no_position for each in answers)
    counts = [held.count(option) for option in range(len(question.options))]
    # A question of the type `text` has words instead of positions.
    worded = [
        not question.options and each is not None and person.says_in_words(each)
        for person, each in zip(people, answers, strict=True)
    ]
    positions = sum(counts) if question.options else sum(worded)
    remarks = sum(
        each is not None and not each.raw and bool(each.comment) and not answered
        for each, answered in zip(answers, worded, strict=True)
    )
    neutral = sum(
        count
        for option, count in zip(question.options, counts, strict=True)
        if option.id == NEUTRAL and option.value is not None
    )
    divided = division(question, counts) if scored(question) else None
    return Asked(
        question=question.id,
        constituency=question.constituency,
        topic=question.topic,
        asked=len(people),
        positions=positions,
        neutral=neutral,
        no_position=none,
        remarks=remarks,
        absent=len(people) - positions - none - remarks,
        answer_rate=_share(positions + none, len(people)),
        neutral_rate=_share(neutral, positions),
        no_position_rate=_share(none, len(people)),
        divides=divided.percent if divided else None,
    )


def _strongest_first(pair: Pair) -> tuple[int, str, str]:
    return (-abs(pair.correlation), pair.first, pair.second)


def _share(part: int, whole: int) -> int | None:
    return percent(part, whole, squared=False) if whole else None
