"""Reading: libyaml's events become nodes one by one, and whatever is outside the strict subset becomes a fault.

Nothing is composed, resolved or constructed, so no alias can multiply and no tag can run.
Depth is counted on the events, and reading stops before libyaml's own stacks grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from yaml import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)
from yaml.cyaml import CParser
from yaml.error import Mark

from cmpgen.diagnostics import Diagnostic, Where, diagnostic, in_order
from cmpgen.yamltree import characters, lines
from cmpgen.yamltree.explain import explain
from cmpgen.yamltree.tree import Absent, Mapping, Node, Scalar, Sequence, Tree

DEEPEST = 32
LARGEST = 5_000_000
"""Bytes of UTF-8."""
MOST_VALUES = 100_000
"""Pairs and list items of one file."""
MOST_FAULTS = 1000
"""Reading a file stops after this many faults."""

_BLOCK_HEADER = re.compile(r"[|>]?[-+0-9]*")
_COMMENT_OR_CONTENT = re.compile(r"#[^\n]*|[^ \t\n]")
_HASH_AT_WORD = re.compile(r"#[^\s#]")
_REMARK = re.compile(r"[^ \t\n] #+[ \t]")
_QUESTION_MARK = re.compile(r"(?:^|[\s{\[,])\?[ \t]|(?:^[ -]*|[{\[,] *)\?\n", re.MULTILINE)
_COMMENT = re.compile(r"#[^\n]*")
_NO_PAIR = ("missing-space", "odd-bullet", "odd-space")
"""Faults that turn a pair into a text, beside which the next pair seems out of line."""
_PROPERTIES = re.compile(r"([&!][^\s,\]}]*)\s*([&!][^\s,\]}]*)?")


class _Enough(Exception):
    """There are as many faults as anybody will mend in one go."""


_Open = tuple[Mapping | Sequence | None, Scalar | None, dict[str, Scalar]]


def read(path: str, text: str) -> tuple[Tree | None, list[Diagnostic]]:
    """The tree of a file's text, and its faults in order; no tree where it cannot be read.

    A byte-order mark is dropped, and all kinds of line end are one.
    A tree beside faults is whole but for them: of two equal names the first is kept, refused characters are left out.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST or (len(text) * 4 > LARGEST and len(text.encode(errors="surrogatepass")) > LARGEST):
        return None, [diagnostic(Where(path), "too-large", limit=LARGEST // 1_000_000)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(path, text)
    root = reader.root()
    return None if root is None or reader.broken else Tree(path, root), in_order(reader.faults)


class _Reader:
    """The state of reading one file. `broken` says that what was read does not make a tree."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.faults: list[Diagnostic] = []
        self.broken = False
        self._odd = characters.unusual(text)
        self._text, self._refused = characters.refused(text, self._odd, MOST_FAULTS + 1)
        self._cleaned = self._text is not text
        self._hashes = any(text[each.start() - 1] in " \t#" for each in _HASH_AT_WORD.finditer(text))
        self._remarks = " #" in text and _REMARK.search(text) is not None
        self._explicit_keys = "?" in text and _QUESTION_MARK.search(text) is not None
        self._braces = "{" in text
        signs = self._hashes or self._remarks or self._explicit_keys or self._braces
        self._careful = signs or "\t" in text or "\\" in text
        self._event: Event | None = None
        self._named: Event | None = None
        self._last_end = 0
        self._answers: lines.Answers | None = None
        self._faulty_lines: set[int] = set()
        self._cut: Event | None = None
        self._ran_on: dict[str, Scalar] | None = None

    def root(self) -> Node | None:
        """The outermost node; None where there is none, or where reading had to stop."""
        try:
            self._check_characters()
            for fault in lines.raw_faults(self.path, self._text):
                self._report(fault)
                self.broken = True
            root = None if self.broken else self._build(CParser(self._text).get_event)
            if not self.faults and (root is None or (isinstance(root, Scalar) and root.plain and not root.text)):
                self._refuse(Where(self.path), "empty-file")
        except YAMLError as error:
            cause = explain(self.path, self._text, error, self._event)
            # What is wrong on this line already, or was cut off just before it, is why libyaml stumbled.
            follows = cause.code == "indentation" and any(each.code in _NO_PAIR for each in self.faults)
            is_told = cause.where.line in self._faulty_lines or follows
            if not is_told and (self._cut is None or self._cut is not self._event):
                self.faults.append(cause)
        except _Enough:
            last = max(each.where for each in self.faults)
            self.faults.append(diagnostic(last, "too-many-faults", limit=MOST_FAULTS))
        else:
            return root
        return None

    def _build(self, next_event: Callable[[], Event]) -> Node | None:
        node: Node
        parent: Mapping | Sequence | None = None
        name: Scalar | None = None  # of the pair that is being read
        known: dict[str, Scalar] = {}  # the parent's names, as folded
        outside: list[_Open] = []
        values = 0
        careful = self._careful or self._cleaned
        while True:
            event = self._event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                node = (
                    self._scalar(event, name, parent)
                    if careful or event.tag is not None or event.anchor is not None
                    else self._simple(event, name)
                )
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = parent  # type: ignore[assignment]  # an end has a start
                parent, name, known = outside.pop()
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._check_properties(event)
                mark = event.start_mark
                if len(outside) == DEEPEST:
                    self._refuse(Where(self.path, mark.line + 1, mark.column + 1), "too-deep", limit=DEEPEST)
                    return None
                outside.append((parent, name, known))
                parent = (
                    Mapping({}, mark.line + 1, mark.column + 1)
                    if kind is MappingStartEvent
                    else Sequence([], mark.line + 1, mark.column + 1)
                )
                name, known = None, {}
                continue
            elif kind is AliasEvent:
                node = self._alias(event, name)
            elif kind is DocumentEndEvent:
                self._check_rest(event.end_mark.index)
                return node
            elif kind is StreamEndEvent:
                return None
            else:
                continue

            if type(parent) is Mapping:
                if name is None:
                    name, self._named = self._name(event, node, known), event
                    continue
                parent.items.setdefault(name.text, (name, node))
                name = None
            elif type(parent) is Sequence:
                parent.items.append(node)
            values += 1
            if values > MOST_VALUES:
                self._refuse(Where(self.path, event.start_mark.line + 1), "too-many-values", limit=MOST_VALUES)
                return None

    def _simple(self, event: ScalarEvent, name: Scalar | None) -> Scalar:
        """A scalar without properties, in a file without signs of rarer faults: what nearly all of them are."""
        start, end, words, style = event.start_mark, event.end_mark, event.value, event.style
        length = (end.column - start.column or 1) if end.line == start.line else self._first_line(start, style)
        if not style and (":" in words or words[:1] == "-" or not words.isascii()):
            words = self._look_for_slips(Scalar(words, True, start.line + 1, start.column + 1, length), name)
        return Scalar(words, not style, start.line + 1, start.column + 1, length)

    def _first_line(self, start: Mark, style: str) -> int:
        """What a caret underlines of a text of several lines: the header of a block, else all of the first line."""
        if style == "|" or style == ">":
            return len(_BLOCK_HEADER.match(self._text, start.index)[0])  # type: ignore[index]
        index: int = start.index
        return self._text.find("\n", index) - index

    def _scalar(self, event: ScalarEvent, name: Scalar | None, parent: Mapping | Sequence | None) -> Scalar:
        start, end = event.start_mark, event.end_mark
        line, words, style = start.line + 1, event.value, event.style
        length = (end.column - start.column or 1) if end.line == start.line else self._first_line(start, style)
        if event.tag is not None or event.anchor is not None:
            self._check_properties(event)
        if self._careful:
            words = self._look_closely(event, length, name, parent)
        if not style and (":" in words or words[:1] == "-" or not words.isascii()):
            words = self._look_for_slips(Scalar(words, True, line, start.column + 1, length), name)
        if self._cleaned:
            words = words.replace(characters.STAND_IN, "")
        if self._braces and self._named is not None and name is not None and not (words or style):
            # An empty value has the place of the comma or brace that follows it.
            between = self._text[self._named.end_mark.index : start.index]
            return (Scalar if ":" in between else Absent)("", True, line, start.column + 1, length)
        return Scalar(words, not style, line, start.column + 1, length)

    def _look_for_slips(self, node: Scalar, name: Scalar | None) -> str:
        """Look for a missing space, odd spaces and odd quotes at a plain text; its words, without such quotes."""
        where = Where(self.path, node.line, node.column)
        if name is None or name.line != node.line:
            fault = lines.misread_start(node.text, where)
            if fault is not None and not (self._cleaned and node.line in self._faulty_lines):
                self._report(fault)
                self.broken = True
        if node.text[:1] in lines.QUOTES:
            fault = lines.smart_quotes(node.text, replace(where, length=node.length))
            if fault is not None:
                self._report(fault)
                return node.text[1:-1].strip()
        return node.text

    def _look_closely(
        self, event: ScalarEvent, length: int, name: Scalar | None, parent: Mapping | Sequence | None
    ) -> str:
        """Check a scalar in a file that holds signs of rarer faults; its words, without refused characters."""
        text, start, end = self._text, event.start_mark, event.end_mark
        words: str = event.value
        where = Where(self.path, start.line + 1, start.column + 1, length)
        before = start.index
        while before and text[before - 1] in " \t":
            before -= 1
        tab = text.find("\t", before, start.index)
        if tab >= 0 and words:
            self._refuse(Where(self.path, where.line, where.column - (start.index - tab)), "tab")
        is_name = name is None and isinstance(parent, Mapping)
        block = event.style in ("|", ">")  # which is refused as a name anyway
        # Between two texts stand signs and comments only.
        if (
            self._explicit_keys
            and is_name
            and not block
            and "?" in _COMMENT.sub("", text[self._last_end : start.index])
        ):
            self._refuse(where, "complex-key")
        self._last_end = end.index
        if event.style == '"':
            words = words.replace(characters.STAND_IN, "")  # which is told already
            cleaned, found = characters.refused(words, characters.unusual(words), MOST_FAULTS)
            words = cleaned.replace(characters.STAND_IN, "")
            for each in found[:1]:
                self._report(diagnostic(where, each.code, **each.facts))
        if event.style:
            return words
        if self._hashes:
            # Words cut off at the top of a file were to be a name: what is left makes no tree.
            is_cut = self._cut_by_hash(end.line + 1, end.column + 1, end.index, name)
            self._cut = event if is_cut else self._cut
            self.broken |= is_cut and parent is None
        if self._remarks and " " in words and (found_remark := lines.POSSIBLY_CUT.match(text, end.index)):
            column = end.column + 1 + found_remark.start("words") - end.index
            here = Where(self.path, end.line + 1, column, len(found_remark["words"].rstrip()))
            # The text may be whole, so this hides nothing else on its line.
            facts = {"words": lines.clip(found_remark["words"]), **self._below(name, end.index)}
            self.faults.append(diagnostic(here, "possibly-cut", **facts))
        return words

    def _cut_by_hash(self, line: int, column: int, end: int, name: Scalar | None) -> bool:
        """Report the words that a hash cuts off where a plain text ends, there or at the start of the next line."""
        if found := lines.CUT.match(self._text, end):
            where = Where(self.path, line, column + found.start("words") - end, len(found["words"]))
        elif name and (found := lines.CUT_BELOW.match(self._text, end)) and len(found["indent"]) >= name.column:
            where = Where(self.path, line + 1, len(found["indent"]) + 1, len(found["words"]))
        else:
            return False
        facts = {"words": lines.clip(found["words"]), **self._below(name, end)}
        self._report(diagnostic(where, "cut-by-hash", **facts))
        return True

    def _below(self, name: Scalar | None, index: int) -> dict[str, str]:
        """The facts of a hint that says where to put a text instead; the text ends at `index`."""
        field = lines.clip(name.text) if name and name.text else lines.UNNAMED
        if self._answers is None:
            self._answers = lines.answers_of(self._text)
        return {"field": field} | lines.case_of(self._text, index, self._answers)

    def _name(self, event: Event, node: Node, known: dict[str, Scalar]) -> Scalar:
        """The name of a pair, checked: a text that its mapping does not have yet; of two equal ones the first."""
        if type(node) is Scalar and node.plain and node.text and node.text != "<<":
            first = known.setdefault(characters.folded(node.text), node)
            return node if first is node else self._twice(node, first, known)
        is_block = isinstance(event, ScalarEvent) and event.style in ("|", ">")
        if not isinstance(node, Scalar) or is_block or not (node.text or self.faults):
            self._refuse(Where(self.path, node.line, node.column), "complex-key")
            return Scalar("", True, node.line, node.column, 1)
        if node.text == "<<" and node.plain:
            self._refuse(Where(self.path, node.line, node.column, 2), "alias", words=node.text)
            return node
        first = known.setdefault(characters.folded(node.text), node)
        return node if first is node else self._twice(node, first, known)

    def _twice(self, node: Scalar, first: Scalar, known: dict[str, Scalar]) -> Scalar:
        """Report a name that its mapping, whose names are `known`, has already; the pair counts for nothing."""
        where = Where(self.path, node.line, node.column, node.length)
        if first.text == "id" and first.column > 2 and self._ran_on is not known:
            # Two items of a list ran into one, so all names of the second one stand twice.
            self._ran_on = known
            self._report(diagnostic(where, "missing-hyphen", line=first.line))
        elif self._ran_on is not known:
            self._report(diagnostic(where, "duplicate-key", word=lines.clip(node.text), line=first.line))
        return node._replace(text=first.text)

    def _alias(self, event: AliasEvent, name: Scalar | None) -> Scalar:
        start = event.start_mark
        node = Scalar("", True, start.line + 1, start.column + 1, event.end_mark.column - start.column)
        if name is None or name.text != "<<" or not name.plain:
            where = Where(self.path, node.line, node.column, node.length)
            self._refuse(where, "alias", words=lines.clip(f"*{event.anchor}"))
        return node

    def _check_properties(self, event: Event) -> None:
        """Refuse the anchor and the tag in front of a value."""
        if event.anchor is None and event.tag is None:
            return
        start = event.start_mark
        for words in filter(None, _PROPERTIES.match(self._text, start.index).groups()):  # type: ignore[union-attr]
            where = Where(self.path, start.line + 1, start.column + 1, len(words))
            self._refuse(where, "anchor" if words[0] == "&" else "tag", words=lines.clip(words))

    def _check_characters(self) -> None:
        for each in self._refused:
            where = characters.place(self.path, self._text, each.start, each.length)
            self._report(diagnostic(where, each.code, **each.facts))

    def _check_rest(self, index: int) -> None:
        """Nothing but comments may follow the document, which ends at `index`."""
        text = self._text
        content = (each.start() for each in _COMMENT_OR_CONTENT.finditer(text, index) if each[0][0] != "#")
        rest = next(content, len(text))
        if rest == len(text):
            return
        words = text[rest : rest + 200].partition("\n")[0].rstrip(" \t")
        where = characters.place(self.path, text, rest, len(words))
        before = text[:index].rstrip()[-3:]
        if before == "..." or words.startswith("---"):
            self._refuse(where, "several-documents", words=lines.clip(words))
        elif before[-1:] in ("'", '"', "]", "}"):
            facts = {"words": lines.clip(words), "closing": before[-1:], "field": lines.UNNAMED}
            self._refuse(where, "text-after-closing", **facts)
        else:
            self._report(lines.misread_start(words, where) or diagnostic(where, "indentation", words=lines.clip(words)))
            self.broken = True

    def _refuse(self, where: Where, code: str, **facts: str | int) -> None:
        """Report a fault that leaves no tree."""
        self._report(diagnostic(where, code, **facts))
        self.broken = True

    def _report(self, fault: Diagnostic) -> None:
        """Take a fault, which by itself leaves the rest readable."""
        if len(self.faults) == MOST_FAULTS:
            raise _Enough
        self.faults.append(fault)
        self._faulty_lines.add(fault.where.line)
