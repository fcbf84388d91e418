"""A fault found in the data: where it stands, what kind it is, and the facts.

A diagnostic has no words of its own.
They stand in `cmpgen/checks/<code>.py`, and `cmpgen.report` puts facts and words together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"

MOST_OF_A_KIND = 1_000
"""Faults of one kind in one file that are listed."""

MOST_COMPARED = 50_000
"""Words of one list that are compared with what was written, counting a word each time."""

Fact = str | int


def printable(words: str) -> str:
    """`words` on one line that says what it shows: an escape stands for each character that nobody sees.

    A file's name can hold line breaks, commands to a terminal, and marks that turn the direction of text.
    """
    if words.isprintable():
        return words
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in words)


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: lines and columns count from 1, columns in code points; a caret underlines `length`."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{printable(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `code` names the rule in `cmpgen/checks/`, `facts` fill the blanks of its message and hint."""

    where: Where
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def order(self) -> tuple[Where, str, str]:
        return (self.where, self.code, repr(self.facts))


def diagnostic(where: Where, code: str, **facts: Fact) -> Diagnostic:
    """Build a diagnostic from its facts, given by name."""
    return Diagnostic(where, code, tuple(sorted(facts.items())))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each fault once, by path, line and column; of one kind in one file the first thousand, and how many more."""
    found = sorted(set(diagnostics), key=lambda each: each.order)
    left = Counter((each.where.path, each.code) for each in found)
    if not left or max(left.values()) <= MOST_OF_A_KIND:
        return found
    listed: Counter[tuple[str, str]] = Counter()
    shown = []
    for each in found:
        kind = (each.where.path, each.code)
        listed[kind] += 1
        if listed[kind] == MOST_OF_A_KIND + 1:
            more = left[kind] - MOST_OF_A_KIND
            shown.append(diagnostic(each.where, "more-of-a-kind", count=more, kind=each.code))
        elif listed[kind] <= MOST_OF_A_KIND:
            shown.append(each)
    return shown


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like `word`, or the empty string where none is near."""
    import difflib

    candidates = sorted(known)
    folded = {each.casefold(): each for each in reversed(candidates)}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


class Guesses:
    """Which of the `known` words was meant, asked of `find`, until MOST_COMPARED words have been compared.

    Whoever writes so many that nobody knows has not mistyped them.
    """

    def __init__(self, known: Iterable[str], find: Callable[[str, Iterable[str]], str] = nearest) -> None:
        self._known, self._find, self._left = tuple(known), find, MOST_COMPARED

    def __call__(self, word: str) -> str:
        """The known word that is near, or the empty string."""
        if self._left <= 0:
            return ""
        self._left -= max(1, len(self._known))
        return self._find(word, self._known)


def N_(words: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark words for translation; they are translated where they are shown."""
    return words
