"""What volunteers mean by a line that YAML reads otherwise, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmpgen.diagnostics import Diagnostic, Where, diagnostic
from cmpgen.yamltree.characters import ODD_SPACES, STAND_IN, name_of, place

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
_BEFORE_NAME = re.compile(r" *(?:- +)*")


def clip(words: str, most: int = 40) -> str:
    """The first line of `words` without refused characters, shortened to `most` characters where it is longer."""
    first = words.strip().partition("\n")[0].rstrip().replace(STAND_IN, "")
    return first if len(first) <= most else first[: most - 1] + "…"


def field_of(line: str) -> str:
    """The name that a line gives a value, for hints that show how to write it; 'name' where it gives none."""
    found = _FIELD.match(line)
    return found[1] if found else "name"


def raw_faults(path: str, text: str) -> Iterator[Diagnostic]:
    """What must not even be shown to a parser: directives above the content, conflict markers of git."""
    first = _CONTENT.search(text)
    if first is not None and first[0] == "%":
        yield diagnostic(place(path, text, first.start()), "reserved-character", character="%", field="name")
    if "=======" not in text and "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    inside = False
    for found in _CONFLICT.finditer(text):
        # One conflict is one fault, whichever of its markers are left.
        if not inside or found[0][0] == "<":
            yield diagnostic(place(path, text, found.start(), 7), "conflict-marker", words=found[0])
        inside = found[0][0] == "<" or (inside and found[0][0] != ">")


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
