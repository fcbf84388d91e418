"""One file: its tree, its shape, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from cmpgen.diagnostics import Diagnostic, Where
from cmpgen.fit import Fitted, fit
from cmpgen.model import Text
from cmpgen.yamltree import Mapping as Node
from cmpgen.yamltree import Tree, read

Shaped = TypeVar("Shaped")

UNREADABLE = "*"
"""Stands for all that a file would have defined."""


def read_file(path: str, text: str | None, shape: type[Shaped], found: list[Diagnostic]) -> tuple[Tree, Fitted[Shaped]]:
    """A file's tree and shape; an unreadable or absent file gives an empty shape that refuses everything."""
    tree = None
    if text is not None:
        tree, faults = read(path, text)
        found.extend(faults)
    if tree is None:
        return Tree(path, Node({}, 1, 1)), Fitted(shape(), frozenset({(UNREADABLE,)}))
    fitted, faults = fit(tree, shape)
    found.extend(faults)
    refused = fitted.refused
    return tree, Fitted(fitted.value, frozenset({(UNREADABLE,)}) if () in refused else refused)


def names(refused: frozenset[tuple[str | int, ...]]) -> set[str]:
    """The ids that refused parts would have defined: they are known, though they cannot be used.

    Of a field of the file that was refused as a whole it is not known which: `<field>/*` stands for them.
    """
    whole = {f"{steps[0]}/*" for steps in refused if len(steps) == 1}
    return whole | {step for steps in refused for step in steps if isinstance(step, str)}


def words_in(words: Mapping[str, str], language: str) -> Text:
    """A text whose plain string, held under the empty tag, is in `language`."""
    return {tag or language: each.strip() for tag, each in words.items() if each.strip()}


def ends_open(text: str | None, where: Where, word: str) -> bool:
    """Whether the file ends with this word, before any end of its line: only then may more of it have stood there."""
    if not text or not word or text[-1] in "\r\n":
        return False
    last = text.replace("\r\n", "\n").replace("\r", "\n")
    return where.line == last.count("\n") + 1 and last.rstrip(" ").endswith(word)
