"""A read file as a tree whose every node knows the place that it was written at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from cmpgen.diagnostics import Where

Step = str | int
Plain = dict[str, "Plain"] | list["Plain"] | str


class Scalar(NamedTuple):
    """A text; `plain` where it has no quotes and does not stand below `|`.

    `length` is what a caret underlines on its first line, at least 1.
    """

    text: str
    plain: bool
    line: int
    column: int
    length: int


class Absent(Scalar):
    """The empty text that stands for a value where a name between braces has no colon either: `{agree}`."""

    __slots__ = ()


class Mapping(NamedTuple):
    """Values by name, in the order written; each name is kept with its place. The place is that of the first name."""

    items: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


class Sequence(NamedTuple):
    """Values in order. The place is that of the first hyphen, or of the opening bracket."""

    items: list[Node]
    line: int
    column: int


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A file, or a part of it: `origin` is the place of the name or list item that the part was found under.

    Steps are names in mappings and indexes in sequences.
    """

    path: str
    root: Node
    origin: Where | None = None

    def key(self, *steps: Step) -> Where:
        """The place of the name or list item at `steps`; of the deepest one that exists where it does not."""
        return self._find(steps)[0]

    def value(self, *steps: Step) -> Where:
        """The place of the value at `steps`, or of its name where it is empty or starts on another line than its name.

        Where `steps` lead into a text, it is the place of that text, which stands there as a short form;
        where they lead nowhere, it is the place of the deepest step that exists.
        """
        where, node, _ = self._find(steps)
        if isinstance(node, Scalar):
            return _where(self.path, node) if node.text else where
        return _where(self.path, node) if node.line == where.line else where

    def at(self, *steps: Step) -> Tree:
        """The part of this tree at `steps`, or an empty text where there is none."""
        where, node, complete = self._find(steps)
        return Tree(self.path, node if complete else Scalar("", True, where.line, where.column, 1), where)

    def lines(self) -> dict[str, int]:
        """The line of each name in this mapping; nothing where it is none."""
        node = self.root
        return {name: key.line for name, (key, _) in node.items.items()} if isinstance(node, Mapping) else {}

    def plain(self, absent: Any = "") -> Plain:
        """The tree without places: dicts, lists and texts; a value that was left empty is the empty text.

        `absent` stands for the value of a name that has no colon either.
        """
        return _plain(self.root, absent)

    def _find(self, steps: tuple[Step, ...]) -> tuple[Where, Node, bool]:
        """The deepest name and node along `steps`, and whether that is the end of them."""
        node = self.root
        where = self.origin or _where(self.path, node)
        for step in steps:
            if isinstance(node, Mapping) and step in node.items:
                key, node = node.items[step]
                where = _where(self.path, key)
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
                where = _where(self.path, node)
            else:
                return where, node, False
        return where, node, True


def _where(path: str, node: Node) -> Where:
    length = 1
    if isinstance(node, Scalar):
        length = node.length
    elif isinstance(node, Mapping) and node.items:
        first = next(iter(node.items.values()))[0]
        length = first.length if (first.line, first.column) == (node.line, node.column) else 1
    return Where(path, node.line, node.column, length)


def _plain(node: Node, absent: Any) -> Plain:
    if isinstance(node, Scalar):
        return absent if type(node) is Absent else node.text
    if isinstance(node, Mapping):
        # Nearly all values are texts, and there are hundreds of thousands of them.
        return {
            name: value.text if type(value) is Scalar else _plain(value, absent)
            for name, (_, value) in node.items.items()
        }
    return [_plain(value, absent) for value in node.items]
