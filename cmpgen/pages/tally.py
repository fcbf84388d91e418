"""How many candidates hold each position on a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cmpgen.model import Words
from cmpgen.pages.card import Card
from cmpgen.pages.stance import ABSENT, NO_POSITION, NOTHING, POSITION, REMARK, SOURCE, TEXT, Asked, Stance


@dataclass(frozen=True, slots=True)
class Share:
    """The candidates who say the same: `count` of `total`.

    `kind`, `words`, `option` and `steps` are those of a `Stance`.
    """

    kind: str
    words: Words
    option: int
    steps: int
    count: int
    total: int


Said = tuple[str, str, int, bool, bool]
"""A candidate's name, the kind and option of their stance, whether volunteers found it, and whether they withdrew."""


def said(card: Card, stance: Stance) -> Said:
    """What `tally` needs of a candidate's answer."""
    return card.name, stance.kind, stance.option, stance.found is not None, card.withdrawn


def standing(answers: Iterable[Said]) -> list[Said]:
    """Those whose candidates have not withdrawn: what counts, bars and means rest on."""
    return [each for each in answers if not each[4]]


def tally(question: Asked, answers: Iterable[Said]) -> tuple[Share, ...]:
    """A share for each option, in order and even where nobody holds it, then for those without a position, if any."""
    return shares(question, Counter([(kind, option) for _, kind, option, _, _ in answers]))


def shares(question: Asked, held: Counter[tuple[str, int]]) -> tuple[Share, ...]:
    """As `tally`, of how many hold each kind and option."""
    labels = [(POSITION, option, label) for option, label in enumerate(question.options, start=1)]
    others = [(kind, 0, NOTHING) for kind in (TEXT, NO_POSITION, REMARK, SOURCE, ABSENT) if (kind, 0) in held]
    total = held.total()
    return tuple(
        Share(kind, words, option, question.steps if option else 0, held[kind, option], total)
        for kind, option, words in (*labels, *others)
    )
