"""What volunteers mean by a line that YAML reads otherwise, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cmpgen.diagnostics import Diagnostic, Where, diagnostic
from cmpgen.yamltree.characters import ODD_SPACES, STAND_IN, name_of, place

UNNAMED = "FIELD"
"""What hints call a field whose name is not known."""

QUOTES = {"“": "”", "”": "”", "„": "“”", "‘": "’", "’": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹"}
"""Typographic quotation marks, and those that close them."""

CUT = re.compile(r"[ \t]*(?P<words>#+[^\s#]\S*)")
"""A hash that touches a word, where a plain text has just ended."""
POSSIBLY_CUT = re.compile(r"(?<=[^ \t]) (?P<words>#+[ \t]+[^\s#][^\n]*)")
"""A hash with one space on each side: a note, or the middle of a sentence; a second space before it tells which."""
CUT_BELOW = re.compile(r"[ \t]*\n(?P<indent> +)(?P<words>#+[^\s#]\S*)")

_NAME = r"[^\W\d_][\w-]*"
_NO_SPACE = re.compile(rf"({_NAME}):(?!//)[^\s:{ODD_SPACES}]")
_ODD_COLON = re.compile(rf"{_NAME} ?([：﹕∶꞉])")
_ODD_SPACE = re.compile(rf"(?:{_NAME}:)?([{ODD_SPACES}])")
_NO_SPACE_AFTER_HYPHEN = re.compile(r"-[^\W\d]")
_BULLET = re.compile(r"([•‣·▪●◦∙–—*])[ \t]+\S")
_FIELD = re.compile(r" *(?:- +)*([^\s:#\"'{\[][^:#]{0,63}?) *:(?: |$)")
_CUT_IN_LINE = re.compile(r"(?<=[ \t])(#+[^\s#]\S*)")
_CONTENT = re.compile(r"^[ \t]*[^ \t\n#]", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \n]|\Z)", re.MULTILINE)
_WITHOUT_TEXT = re.compile(r" *(position|source) *:")
_BLANKS = re.compile(" *")
_BEFORE_NAME = re.compile(r" *(?:- +)*")
_ANSWERS = re.compile(r"^answers *:[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_AT_THE_LEFT = re.compile(r"^[^\s#]", re.MULTILINE)
_FIRST_BELOW = re.compile(r"(?:\n[ \t]*(?:#[^\n]*)?)*\n( +)[^\s#]")
_FAR = 2000
"""Lines above a fault that are looked at."""


def clip(words: str, most: int = 40) -> str:
    """The first line of `words` without refused characters, shortened to `most` characters where it is longer."""
    first = words.strip().partition("\n")[0].rstrip().replace(STAND_IN, "")
    return first if len(first) <= most else first[: most - 1] + "…"


def field_of(line: str) -> str:
    """The name that a line gives a value, for hints that show how to write it; UNNAMED where it gives none."""
    found = _FIELD.match(line)
    return found[1] if found else UNNAMED


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def above(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The lines above the one that begins at `start`, upwards, each with where it begins."""
    end = start - 1
    for _ in range(_FAR):
        if end < 0:
            return
        start = text.rfind("\n", 0, end) + 1
        yield start, text[start:end]
        end = start - 1


class Answers(NamedTuple):
    """Where a file's answers stand: the indexes of their first and behind their last line, and the names' column."""

    start: int
    end: int
    column: int


def answers_of(text: str) -> Answers:
    """Where the answers of a candidate's file stand; nowhere, as far as no line begins with `answers:`."""
    found = _ANSWERS.search(text)
    if found is None:
        return Answers(0, 0, 0)
    end = _AT_THE_LEFT.search(text, found.end())
    first = _FIRST_BELOW.match(text, found.end())
    return Answers(found.end(), end.start() if end else len(text), len(first[1]) if first else 0)


def case_of(text: str, index: int, answers: Answers) -> dict[str, str]:
    """The fact `case` where the line with this index has no room for a text, so that no hint sends one there.

    "answer" where it is an answer on one line, right below `answers:`; "position" or "source" where it begins so.
    """
    if not answers.start <= index < answers.end:
        return {}
    start = text.rfind("\n", 0, index) + 1
    if _BLANKS.match(text, start).end() - start == answers.column:  # type: ignore[union-attr]
        return {"case": "answer"}
    found = _WITHOUT_TEXT.match(text, start)
    return {"case": found[1]} if found else {}


def raw_faults(path: str, text: str) -> Iterator[Diagnostic]:
    """What must not even be shown to a parser: directives above the content, conflict markers of git."""
    first = _CONTENT.search(text)
    if first is not None and first[0] == "%":
        yield diagnostic(place(path, text, first.start()), "reserved-character", character="%", field=UNNAMED)
    if "=======" not in text and "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    inside = False
    for found in _CONFLICT.finditer(text):
        # One conflict is one fault, whichever of its markers are left.
        if not inside or "<" in found[0]:
            yield diagnostic(place(path, text, found.start(), 7), "conflict-marker", words=found[0])
        inside = "<" in found[0] or (inside and ">" not in found[0])


def misread_start(words: str, where: Where) -> Diagnostic | None:
    """Why `words`, which stand at `where` and where 'name: value' was meant, are not read so."""
    if found := _ODD_SPACE.match(words):
        return diagnostic(_after(where, found.start(1)), "odd-space", character=name_of(found[1]))
    if found := _NO_SPACE.match(words):
        return diagnostic(_after(where, found.end(1)), "missing-space", mark=":", words=clip(words))
    if found := _ODD_COLON.match(words):
        return diagnostic(_after(where, found.start(1)), "missing-space", mark=":", words=clip(words))
    if found := _BULLET.match(words):
        return diagnostic(where, "odd-bullet", character=found[1])
    if _NO_SPACE_AFTER_HYPHEN.match(words):
        return diagnostic(where, "missing-space", mark="-", words=clip(words))
    return None


def misread_line(path: str, number: int, line: str) -> Diagnostic | None:
    """What is wrong with a line that YAML stumbles over; None where nothing is known. `number` counts from 1."""
    start = _BEFORE_NAME.match(line).end()  # type: ignore[union-attr]
    words = line[start:]
    where = Where(path, number, start + 1)
    if fault := misread_start(words, where) or smart_quotes(words, where):
        return fault
    if found := _CUT_IN_LINE.search(line):
        here = Where(path, number, found.start() + 1, len(found[1]))
        return diagnostic(here, "cut-by-hash", words=clip(found[1]), field=field_of(line))
    return None


def smart_quotes(words: str, where: Where) -> Diagnostic | None:
    """A fault where `words` stand between one pair of typographic quotation marks."""
    closing = QUOTES.get(words[:1], "")
    if len(words) < 2 or not closing or words[-1] not in closing or any(each in QUOTES for each in words[1:-1]):
        return None
    return diagnostic(where, "smart-quotes", words=clip(words), opening=words[0], closing=words[-1])


def _after(where: Where, columns: int) -> Where:
    return Where(where.path, where.line, where.column + columns)
