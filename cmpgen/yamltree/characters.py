"""Which characters a file may hold: those that a reader can see, and the few invisible ones that scripts need.

Refused are controls, marks that turn the direction of text, half characters (surrogates), private use,
noncharacters, tags, unassigned code points, and the three separators that YAML takes for line ends and editors do not.
What is unassigned depends on the Unicode version of Python; where emoji stand it is let through, for phones
are years ahead of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from cmpgen.diagnostics import Where

STAND_IN = "\U0010ffff"
"""Stands for a refused character while the rest of the file is read; a noncharacter, so no accepted text holds it."""

ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
"""Spaces that YAML takes for letters (part of a character class)."""

_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n"
_SEPARATORS = frozenset("\x85\u2028\u2029")
# Bidirectional marks, deprecated format characters, marks of byte order and of annotations, tags.
_REFUSED = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f]")
_EMOJI = range(0x1F000, 0x1FB00)
# Everything outside the blocks that are full and harmless gets a closer look.
_RARE = (
    "[^\x20-\x7e\t\n\u00a0-\u0377\u0400-\u052f\u1e00-\u1eff\u2010-\u2027\u202f-\u205f\u20a0-\u20bf\u2100-\u218b"
    "\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fef\uac00-\ud7a3\U0001f300-\U0001f64f]"
)
# England, Scotland and Wales have flags that are written with tags; any other tag hides text.
_FLAG = "\U0001f3f4\U000e0067\U000e0062(?:{})\U000e007f".format(
    "|".join("".join(chr(0xE0000 + ord(letter)) for letter in nation) for nation in ("eng", "sct", "wls"))
)
MOST_MARKS = 8
"""More combining marks than this on one letter are no writing: known stacks (Hebrew, Vietnamese) are shorter."""
_WITHOUT_LETTERS = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
"""Where a letter can have too many marks: signs in a row of which none is a letter."""
_KINDS = {"Mn": "m", "Me": "m", "Cf": "j"}
"""By category of Unicode: marks without a width, and joiners and such, which no letter stands on."""
_STACK = re.compile("[mj]+")


def unusual(text: str) -> str:
    """The characters of `text` that are neither printable ASCII nor tabs or line feeds, in order; mostly none."""
    return text.encode(errors="surrogatepass").translate(None, _PRINTABLE).decode(errors="surrogatepass")


class Refused(NamedTuple):
    """A fault of characters before it has a place: `length` characters from `start` on."""

    start: int
    length: int
    code: str
    facts: dict[str, str | int]


def refused(text: str, odd: str, most: int | None = None) -> tuple[str, list[Refused]]:
    """`text` with stand-ins for refused characters, and what was refused; `odd` is what `unusual` found in it.

    After `most` faults of a kind, where that is given, the rest of the text is left as it is.
    """
    stacks = list(islice(_stacks(text), most)) if _WITHOUT_LETTERS.search(odd) and any(map(_is_mark, set(odd))) else []
    if not any(map(_is_refused, set(odd))):
        return text, stacks
    runs = list(islice(_runs(text), most))
    ends = [0, *(each.start + each.length for each in runs)]
    starts = [*(each.start for each in runs), len(text)]
    kept = (text[end:start] for end, start in zip(ends, starts, strict=True))
    stand_ins = ("", *(STAND_IN * each.length for each in runs))
    return "".join(chain.from_iterable(zip(stand_ins, kept, strict=True))), runs + stacks


def place(path: str, text: str, index: int, length: int = 1) -> Where:
    """The place of the character at `index` in a text whose lines end in line feeds."""
    return Where(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), length)


def name_of(character: str) -> str:
    """A character's code point and name, such as "U+202E RIGHT-TO-LEFT OVERRIDE"; a control has no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


@lru_cache(maxsize=16384)
def folded(name: str) -> str:
    """`name` as a reader sees it: without capitals, invisible characters and outer spaces, its accents composed."""
    if name.isascii():
        return name.strip().lower()
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", name))
    return unicodedata.normalize("NFC", visible.casefold()).strip()


@lru_cache(maxsize=4096)
def _is_refused(character: str) -> bool:
    code, category = ord(character), unicodedata.category(character)
    if category == "Cn":
        return code not in _EMOJI
    if category in ("Cc", "Cs", "Co") or character in _SEPARATORS:
        return True
    return _REFUSED.match(character) is not None


@cache
def _run() -> re.Pattern[str]:
    """A flag, or as group 1 a rare character with its repetitions; few files have any."""
    return re.compile(rf"{_FLAG}|({_RARE})\1*+")


def _runs(text: str) -> Iterator[Refused]:
    for found in _run().finditer(text):
        if found[1] is not None and _is_refused(found[1]):
            code = "line-separator" if found[1] in _SEPARATORS else "forbidden-character"
            yield Refused(found.start(), len(found[0]), code, {"character": name_of(found[1])})


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def _stacks(text: str) -> Iterator[Refused]:
    for found in _WITHOUT_LETTERS.finditer(text):
        kinds = "".join(_KINDS.get(unicodedata.category(each), "-") for each in found[0])
        for stack in _STACK.finditer(kinds):
            count = stack[0].count("m")
            if count > MOST_MARKS:
                start = max(found.start() + stack.start() - 1, 0)
                yield Refused(start, 1, "stacked-marks", {"count": count, "limit": MOST_MARKS})
