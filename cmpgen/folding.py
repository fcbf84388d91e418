"""Which words mean the same option: case, accents and spacing are forgiven, letters are not, but for a hint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmpgen.model import Option, Question

_NEGATION = re.compile(r"(?:no|not|non|nor|never|none|do(?:es)? ?n.?t|un|dis|in|anti|ne|pas|nie|nein|nicht|kein|ned)")
OVERLAY = 1
"""The combining class of marks that strike a letter through: no accents, and what bears one is taken back."""

_LONG = 8
"""Letters of a word; in a longer one two slips are forgiven."""


def folded(word: str) -> str:
    """`word` with case, accents, spacing and the curl of apostrophes forgiven.

    >>> folded("  Plutôt  D’accord")
    "plutot d'accord"
    >>> folded("a\\u0338gree") == folded("agree")
    False
    """
    if word.isascii():
        return " ".join(word.lower().split())
    letters = unicodedata.normalize("NFKD", word)
    plain = "".join(char for char in letters if unicodedata.combining(char) in (0, OVERLAY))
    return " ".join(plain.casefold().replace("\u2019", "'").split())


def is_struck(word: str) -> bool:
    """Whether a letter of `word` is struck through."""
    return not word.isascii() and any(unicodedata.combining(char) == OVERLAY for char in word)


def named(option: Option) -> set[str]:
    """Every folded word that means this option: its id, and its label in each language."""
    return {folded(option.id), *map(folded, option.label.values())}


def meanings(question: Question) -> dict[str, int]:
    """The index of the option that each folded word means; ids go before labels, earlier options before later ones."""
    by_word: dict[str, int] = {}
    for index, option in enumerate(question.options):
        by_word.setdefault(folded(option.id), index)
    for index, option in enumerate(question.options):
        for word in named(option):
            by_word.setdefault(word, index)
    return by_word


def slip(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is a slip of the keys away from, or the empty string.

    Equal but for case, accents, spaces and punctuation, or one letter wrong, left out, doubled or swapped, two in
    words of more than eight letters. Digits and what negates must be the same, and only one known word may be so near:
    a hint must not lead to another position.

    >>> slip("strongly agre", ["strongly-agree", "strongly-disagree"])
    'strongly-agree'
    >>> slip("unsure", ["sure"])
    ''
    """
    letters = bare(word)
    found = {each: bare(each) for each in known}
    same = sorted(each for each, other in found.items() if letters and other == letters)
    near = same or sorted(each for each, other in found.items() if _is_slip(letters, other))
    return near[0] if len(near) == 1 else ""


def option_meant(word: str, options: Iterable[Option], others: Iterable[str] = ()) -> str:
    """The id of the option whose id or label `word` is a slip of, or the one of `others`; empty where there is none.

    What is struck through is no slip.
    """
    if is_struck(word):
        return ""
    words: dict[str, str] = {each: each for each in others}
    for option in options:
        words |= dict.fromkeys(sorted(named(option)), option.id)
    by_bare: dict[str, set[str]] = {}
    for each, id_ in words.items():
        by_bare.setdefault(bare(each), set()).add(id_)
    ids = by_bare.get(slip(bare(word), by_bare), set())
    return min(ids) if len(ids) == 1 else ""


def bare(word: str) -> str:
    """The letters and digits of `word`, folded."""
    return "".join(char for char in folded(word) if char.isalnum())


def _is_slip(word: str, other: str) -> bool:
    shorter, longer = sorted((len(word), len(other)))
    most = 2 if shorter > _LONG else 1
    if shorter < 3 or longer - shorter > most or re.sub(r"\D", "", word) != re.sub(r"\D", "", other):
        return False
    negated, other_negated = _NEGATION.match(word), _NEGATION.match(other)
    if (negated and negated[0]) != (other_negated and other_negated[0]):
        return False
    return _edits(word, other) <= most


def _edits(word: str, other: str) -> int:
    """Letters to put in, take out, change or swap with their neighbour until the two are equal."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        last, row = row, [i]
        for j, there in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == there:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before = last
    return row[-1]
