"""JSON text → the tree that YAML would give: programs write it with tabs and with escapes that YAML does not know.

What makes two readers see two things is refused as in YAML: the same name twice, halves of characters, characters that
nobody sees, and more depth or more values than any of our files needs. Numbers stay the text that they are.
"""

from __future__ import annotations

import json
import re

from cmpgen.diagnostics import Diagnostic, Where, diagnostic, in_order
from cmpgen.yamltree import characters, lines
from cmpgen.yamltree.build import DEEPEST, LARGEST, MOST_FAULTS, MOST_VALUES
from cmpgen.yamltree.tree import Mapping, Node, Scalar, Sequence, Tree

_WORD = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_HALVES = re.compile(r"(?:\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\(?!u[dD][89a-fA-F]).)|(\\u....)", re.DOTALL)
"""An escape that is a whole character, or as group 1 half of one."""


def read_json(path: str, text: str) -> tuple[Tree | None, list[Diagnostic]] | None:
    """The tree of a text that is an object or a list in JSON, and its faults in order; None where it is neither."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LARGEST or text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        json.loads(text, parse_constant=str, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    cleaned, refused = characters.refused(text, characters.unusual(text), MOST_FAULTS)
    reader = _Reader(path, cleaned)
    reader.faults += [
        diagnostic(characters.place(path, text, each.start, each.length), each.code, **each.facts) for each in refused
    ]
    root = reader.root()
    return None if root is None else Tree(path, root), in_order(reader.faults)


class _Reader:
    """The state of reading one text that is known to be JSON."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.faults: list[Diagnostic] = []

    def root(self) -> Node | None:
        """The outermost value; None where there is more than a file may hold."""
        parent: Mapping | Sequence | None = None
        name: Scalar | None = None
        known: dict[str, Scalar] = {}  # the parent's names, as folded
        outside: list[tuple[Mapping | Sequence | None, Scalar | None, dict[str, Scalar]]] = []
        line, begins, end, values = 1, 0, 0, 0
        for found in _WORD.finditer(self.text):
            start, word = found.start(), found[0]
            if breaks := self.text.count("\n", end, start):
                line, begins = line + breaks, self.text.rfind("\n", end, start) + 1
            end, column = found.end(), start - begins + 1
            node: Node
            if word in ",:":
                continue
            if word in "{[":
                if len(outside) == DEEPEST:
                    self._report((line, column, 1), "too-deep", limit=DEEPEST)
                    return None
                outside.append((parent, name, known))
                parent = Mapping({}, line, column) if word == "{" else Sequence([], line, column)
                name, known = None, {}
                continue
            if word in "}]":
                node = parent  # type: ignore[assignment]  # what closes was opened
                parent, name, known = outside.pop()
            else:
                node = self._scalar(word, line, column)
            if parent is None:
                return node
            if isinstance(parent, Sequence):
                parent.items.append(node)
            elif name is None and isinstance(node, Scalar):
                name = self._name(node, known)
                continue
            elif name is not None:
                parent.items.setdefault(name.text, (name, node))
                name = None
            values += 1
            if values > MOST_VALUES:
                self._report((line, 1, 1), "too-many-values", limit=MOST_VALUES)
                return None
        return None

    def _scalar(self, word: str, line: int, column: int) -> Scalar:
        """A text, a number, or the empty text for null."""
        if word[0] != '"':
            return Scalar("" if word == "null" else word, True, line, column, len(word))
        words = word[1:-1]
        if "\\" in words:
            words = str(json.loads(word)).replace(characters.STAND_IN, "")  # which is told already
            half = next((each for each in _HALVES.finditer(word) if each[1]), None)
            cleaned, refused = characters.refused(words, characters.unusual(words), MOST_FAULTS)
            if half is not None:
                self._report((line, column + half.start(), len(half[0])), "bad-escape", words=half[0])
            elif refused:
                self._report((line, column, len(word)), refused[0].code, **refused[0].facts)
            words = "" if half is not None else cleaned
        return Scalar(words.replace(characters.STAND_IN, ""), False, line, column, len(word))

    def _name(self, node: Scalar, known: dict[str, Scalar]) -> Scalar:
        """The name of a pair; of two equal ones the first, so that the second pair counts for nothing."""
        first = known.setdefault(characters.folded(node.text), node)
        if first is not node:
            at = (node.line, node.column, node.length)
            self._report(at, "duplicate-key", word=lines.clip(node.text), line=first.line)
        return first

    def _report(self, at: tuple[int, int, int], code: str, **facts: str | int) -> None:
        """Report a fault at this line, column and length."""
        self.faults.append(diagnostic(Where(self.path, *at), code, **facts))
