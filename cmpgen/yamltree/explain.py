"""libyaml's complaints in a volunteer's terms: what was probably meant, and where it went wrong.

libyaml says where it gave up; the cause often stands before that, as with a quote that was never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml import Event, Mark, MarkedYAMLError, ScalarEvent, YAMLError

from cmpgen.diagnostics import Diagnostic, Where, diagnostic
from cmpgen.yamltree import lines
from cmpgen.yamltree.characters import place
from cmpgen.yamltree.lines import clip

_UNCLOSED_BRACKET = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")
_ESCAPE = re.compile(r"\\(?:x.{0,2}|u.{0,4}|U.{0,8}|.)?")
_NAME_ALONE = re.compile(r"(?:- +)*[^\s:]+ *$")
_ITEM_WITH_ID = re.compile(r" *- +id *:(?: |$)")
_BLOCK = re.compile(r": +[|>][-+0-9]* *$")
_WORD_AND_COLON = re.compile(r" *(?:- +)*[^\s:]+ *:(?: |$)")
_HAS_PAIR = re.compile(r"\S *:(?: |$)")
_SHORT_FORM = re.compile(r" +([^\s:#][^:#]*?) *: +([^\s|>].*)")
_PARTS_OF_ANSWERS = ("position", "comment", "source")
_RESERVED = ("found character that cannot start any token", "did not find expected node content")
_STARTS_WITH_A_SIGN = (
    "while scanning a block scalar",
    "while scanning an alias",
    "while scanning an anchor",
)
_STARTS_NO_TEXT = {
    "block sequence entries are not allowed in this context": "-",
    "mapping keys are not allowed in this context": "?",
}


def explain(path: str, text: str, error: YAMLError, previous: Event | None) -> Diagnostic:
    """The fault behind libyaml's `error`; `previous` is the last event that came before it."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if mark is None:
        return diagnostic(Where(path), "syntax", problem=str(error).partition("\n")[0])
    return _Stumble(path, text, error, mark, previous).cause()


class _Stumble:
    """One error of libyaml with the text around it: `at` is where it gave up, `opened` where the broken thing began."""

    def __init__(self, path: str, text: str, error: MarkedYAMLError, mark: Mark, previous: Event | None) -> None:
        self.path, self.text, self.previous = path, text, previous
        self.problem, self.context = error.problem, error.context or ""
        self.at, self.opened = mark, error.context_mark or mark
        self.line = self._line(mark)

    def cause(self) -> Diagnostic:
        """The fault, at the place where a volunteer would mend it."""
        before = self.line[: self.at.column]
        if "\t" in self.line[: self.at.column + 1] and not before.strip():
            return diagnostic(self._where(self.at.line, self.line.index("\t")), "tab")
        if self._character(self.at) == "\t":
            return self._fault(self.at, "tab")
        if self.context == "while scanning a quoted scalar":
            return self._fault(self.opened, "unclosed-quote", quote=self._character(self.opened))
        if self.context == "while parsing a quoted scalar":
            return self._bad_escape()
        if self.problem in _UNCLOSED_BRACKET:
            return self._bracket(self._where(self.opened.line, self.opened.column), self._character(self.opened))
        if self.context == "while parsing a flow node" and self.at.index >= len(self.text):
            last = max(self.text.rfind("["), self.text.rfind("{"))
            return self._bracket(place(self.path, self.text, last), self.text[last])
        if self.problem in _STARTS_NO_TEXT and _HAS_PAIR.search(before):
            return self._reserved(self.at, _STARTS_NO_TEXT[self.problem])
        if self.context in _STARTS_WITH_A_SIGN or self.context.endswith("directive"):
            return self._reserved(self.opened, self._character(self.opened))
        if "tag" in self.context or "tag" in self.problem:
            return self._reserved(self.opened, "!")
        if self.problem in _RESERVED and self._character(self.at).strip():
            return self._reserved(self.at, self._character(self.at))
        if self.problem == "mapping values are not allowed in this context":
            return self._colon()
        if self.problem == "could not find expected ':'":
            return self._note_in_text(self.opened) or self._no_colon()
        if self.problem == "did not find expected '-' indicator" and (stray := self._stray_hyphen()):
            return stray
        return self._after_value() or self._misread(self.at) or self._note_in_text(self.at) or self._unaligned()

    def _bad_escape(self) -> Diagnostic:
        start = self.text.rfind("\\", 0, self.at.index + 1)
        words = _ESCAPE.match(self.text, start)[0]  # type: ignore[index]
        column = start - self.text.rfind("\n", 0, start) - 1
        return diagnostic(self._where(self.at.line, column, len(words)), "bad-escape", words=words)

    def _bracket(self, where: Where, bracket: str) -> Diagnostic:
        last = self.text.rstrip().count("\n") + 1
        return diagnostic(where, "unclosed-bracket", bracket=bracket, line=min(self.at.line + 1, last))

    def _colon(self) -> Diagnostic:
        before = self.line[: self.at.column]
        if _HAS_PAIR.search(before) or not _NAME_ALONE.match(before.strip()):
            return (
                self._misread(self.at) or self._note_in_text(self.at) or self._colon_in_text(self.line, self.at.index)
            )
        # This line is a pair as it should be, so it is the ones above that make a text of it.
        indent = lines.indent(self.line)
        first, first_number = "", 0
        for number, start, line in self._lines_above():
            if fault := lines.misread_line(self.path, number, line):
                return fault
            if _HAS_PAIR.search(line):
                if not first and (short := self._short_form(line)):
                    return short
                if first and lines.indent(line) < indent and not line.endswith(":"):
                    return self._colon_in_text(line, start)
                break
            if line.strip() and not line.lstrip().startswith("#"):
                first, first_number = line, number
        if first and lines.indent(first) == indent:
            where = self._where(first_number - 1, indent, len(first.strip()))
            return diagnostic(where, "missing-colon", words=clip(first))
        return self._unaligned()

    def _colon_in_text(self, begun: str, index: int) -> Diagnostic:
        """A colon in a text that begins on the line `begun`, which holds that index."""
        facts = {"words": clip(self.line), "field": lines.field_of(begun)} | self._case(index)
        return self._fault(self.at, "colon-in-text", **facts)

    def _note_in_text(self, mark: Mark) -> Diagnostic | None:
        """A note above the line of `mark` that ends the text which goes on there."""
        line = self._line(mark)
        start, note, last = 0, "", ""
        above = lines.above(self.text, mark.index - mark.column)
        for begins, last in above:
            if last.lstrip()[:1] == "#":
                start, note = begins, last
            elif last.strip():
                break
        if not note or last.strip()[:1] in ("", "#") or last.rstrip().endswith(":"):
            return None
        # A block of text begins below its name and goes on in its column; any other text begins behind its name.
        column = lines.indent(line)
        behind = (each for _, each in above if each.strip() and lines.indent(each) < column)
        name = last if lines.indent(last) < column else next(behind, "")
        if not _BLOCK.search(name):
            is_pair = _WORD_AND_COLON.match(line) or (_HAS_PAIR.search(last) and name != last)
            if is_pair or lines.indent(last) > column:
                return None
        words, column = note.strip(), lines.indent(note)
        where = place(self.path, self.text, start + column, len(words))
        return diagnostic(where, "cut-by-hash", words=clip(words), field=lines.field_of(name), case="note")

    def _stray_hyphen(self) -> Diagnostic | None:
        """The hyphen of a list whose only item has lines beside it that are none; a question begins with its id."""
        column, first = self.opened.column, self._line(self.opened)
        if not _HAS_PAIR.search(first) or _ITEM_WITH_ID.match(first) or lines.indent(self.line) != column:
            return None
        above = lines.above(self.text, self.at.index - self.at.column)
        last = next((start for start, line in above if line[: column + 1] == " " * column + "-"), None)
        is_only = last == self.opened.index - column
        return self._fault(self.opened, "stray-hyphen", words=clip(self.line)) if is_only else None

    def _short_form(self, above: str) -> Diagnostic | None:
        """A part of an answer below an answer in its short form, `above`, which leaves no room for it."""
        part, found = lines.field_of(self.line), _SHORT_FORM.match(above)
        if found is None or part not in _PARTS_OF_ANSWERS or lines.indent(self.line) <= lines.indent(above):
            return None
        where = self._where(self.at.line, lines.indent(self.line), len(part))
        return diagnostic(where, "two-forms", part=part, field=clip(found[1]), value=clip(found[2]))

    def _no_colon(self) -> Diagnostic:
        words = self._line(self.opened)[self.opened.column :]
        return self._misread(self.opened) or self._fault(
            self.opened, "missing-colon", len(words.rstrip()), words=clip(words)
        )

    def _after_value(self) -> Diagnostic | None:
        """Text that follows a closing quote or bracket, or an alias; a quote that was closed by the next one."""
        end = self.previous.end_mark if self.previous else None
        if end is None or end.line != self.at.line or self.text[end.index : self.at.index].strip():
            return None
        closing = self.text[end.index - 1 : end.index]
        if isinstance(self.previous, ScalarEvent) and self.previous.style in ("'", '"'):
            start = self.previous.start_mark
            if start.line != end.line:
                return self._fault(start, "unclosed-quote", quote=self._character(start))
        elif closing not in ("]", "}"):
            return None
        words = self.line[self.at.column :]
        facts = {"words": clip(words), "closing": closing, "field": lines.field_of(self.line)}
        return self._fault(self.at, "text-after-closing", len(words.rstrip()), **facts, **self._case(self.at.index))

    def _reserved(self, mark: Mark, character: str) -> Diagnostic:
        """A text that begins with a character that YAML keeps for itself; a bullet where a hyphen was meant."""
        line = self._line(mark)
        if character in ("*", "-") and not line[: mark.column].strip():
            fault = lines.misread_line(self.path, mark.line + 1, line)
            if fault is not None:
                return fault
        if line.strip().startswith("```"):
            return self._fault(mark, "code-fence", 3)
        facts = {"character": character, "field": lines.field_of(line)} | self._case(mark.index)
        return self._fault(mark, "reserved-character", **facts)

    def _unaligned(self) -> Diagnostic:
        words = self.line.strip()
        start = lines.indent(self.line)
        if words[:1] in (":", "]", "}", ","):
            field = lines.field_of(self.line)
            return diagnostic(self._where(self.at.line, start), "reserved-character", character=words[0], field=field)
        if not words:
            return self._fault(self.at, "syntax", problem=self.problem)
        return diagnostic(self._where(self.at.line, start, len(words)), "indentation", words=clip(words))

    def _case(self, index: int) -> dict[str, str]:
        return lines.case_of(self.text, index, lines.answers_of(self.text))

    def _misread(self, mark: Mark) -> Diagnostic | None:
        return lines.misread_line(self.path, mark.line + 1, self._line(mark))

    def _line(self, mark: Mark) -> str:
        """The line of a place; libyaml counts one more where the last line has no end."""
        return self.text[mark.index - mark.column :].partition("\n")[0] if mark.index < len(self.text) else ""

    def _lines_above(self) -> Iterator[tuple[int, int, str]]:
        """The lines above the one where libyaml gave up, upwards: the number from 1, where it begins, the line."""
        for back, (start, line) in enumerate(lines.above(self.text, self.at.index - self.at.column)):
            if back == 100:
                return
            yield self.at.line - back, start, line

    def _character(self, mark: Mark) -> str:
        return self.text[mark.index : mark.index + 1]

    def _where(self, line: int, column: int, length: int = 1) -> Where:
        return Where(self.path, line + 1, column + 1, max(length, 1))

    def _fault(self, mark: Mark, code: str, size: int = 1, /, **facts: str | int) -> Diagnostic:
        return diagnostic(self._where(mark.line, mark.column, size), code, **facts)
