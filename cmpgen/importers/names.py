"""Foreign ids and names → ids of ours: readable, stable, and never two the same.

An id is made from its own source alone wherever it can be: no row's id depends on the order of rows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping

from unidecode import unidecode

from cmpgen.ids import LONGEST_ID, is_id

DIGITS = 8
"""Hexadecimal digits of the SHA-256 that tell two ids apart."""

LONGEST_WORDS = 2_000
"""Characters of a name from which its id is made; an id has fewer by far."""

_NEGATIVE = re.compile(r"\s*[-\u2212]\s*(?=[0-9])")


def slug(words: str) -> str:
    """`words` as lower-case letters a to z, digits and single hyphens; empty where nothing of the kind is in them.

    Accents fall off as Unicode decomposes them (ů → u, ü → u); letters that do not decompose to a to z
    (ł, ø, and those of other scripts) are spelled by Unidecode. A number below zero begins with `minus`.

    >>> slug("Brno - město"), slug("Łódź"), slug("Київ"), slug("-1")
    ('brno-mesto', 'lodz', 'kiyiv', 'minus-1')
    """
    words = words[:LONGEST_WORDS]
    spelled = _NEGATIVE.sub("minus-", words) if _NEGATIVE.match(words) else words
    plain = "".join(map(_plain, unicodedata.normalize("NFKC", spelled)))
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def _plain(char: str) -> str:
    """A character in ASCII, several for some letters, a space for what is neither letter, digit nor mark."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", char) if not unicodedata.combining(each))
    if bare.isascii():
        return bare
    # Unidecode would spell signs too: a bullet as "*", a euro as "EUR".
    return unidecode(char) if unicodedata.category(char)[0] in "LNM" else " "


def avoiding(*reserved: Collection[str]) -> Callable[[str], bool]:
    """Whether an id is in none of these."""
    return lambda id_: not any(id_ in each for each in reserved)


def ids(
    words: Mapping[str, str],
    kind: str,
    *,
    free: Callable[[str], bool],
    kept: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """An id for each source id, made from the words that `words` gives it; `kept` are those it already has.

    Where words leave nothing, `kind` stands for them.
    A hyphen and the first DIGITS of the source id's SHA-256 follow where the words were cut to fit, where several
    source ids share them (then each of these has its own), and where the id is not `free` or is kept by another.
    """
    given = {source: kept[source] for source in words if kept and source in kept}
    slugs = {source: slug(each) for source, each in words.items() if source not in given}
    shared = Counter(slugs.values())
    taken = set((kept or {}).values())
    made = {}
    for source in sorted(slugs):
        name = slugs[source]
        if not is_id(name) or shared[name] > 1 or name in taken or not free(name):
            continue
        made[source] = name
    taken |= set(made.values())
    for source in sorted(slugs.keys() - made.keys()):
        made[source] = _marked(slugs[source] or kind, source, taken)
        taken.add(made[source])
    return {source: given.get(source) or made[source] for source in words}


def _marked(name: str, source: str, taken: Collection[str]) -> str:
    digest = hashlib.sha256(source.encode()).hexdigest()
    # Eight digits are the rule; more only where someone chose a name that ends in the very digits of another.
    for digits in range(DIGITS, len(digest) + 1):
        marked = f"{_cut(name, LONGEST_ID - digits - 1)}-{digest[:digits]}"
        if marked not in taken:
            return marked
    raise AssertionError(f"no id is left for {source!r}")


def _cut(name: str, length: int) -> str:
    """`name` cut to at most `length` characters, at the end of a word where it has one."""
    if len(name) <= length:
        return name
    head = name[: length + 1]
    return head.rpartition("-")[0] if "-" in head else head[:length]
