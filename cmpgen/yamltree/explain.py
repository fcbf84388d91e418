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


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Stumble:
    """One error of libyaml with the text around it: `at` is where it gave up, `opened` where the broken thing began."""

    def __init__(self, path: str, text: str, error: MarkedYAMLError, mark: Mark, previous: Event | None) -> None:
        self.path, self.text, self.previous = path, text, previous
        self.problem, self.context = error.problem or "", error.context or ""
        self.at, self.opened = mark, error.context_mark or mark
        self.line = self._line(mark)

    def cause(self) -> Diagnostic:
        """The fault, at the place where a volunteer would mend it."""
        before = self.line[: self.at.column]
        if "\t" in self.line[: self.at.column + 1] and ("tab" in self.problem or not before.strip()):
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
            return self._no_colon()
        return self._after_value() or self._misread(self.at) or self._unaligned()

    def _bad_escape(self) -> Diagnostic:
        start = self.text.rfind("\\", 0, self.at.index + 1)
        escape = _ESCAPE.match(self.text, max(start, 0))
        words = escape[0] if escape else ""
        column = start - self.text.rfind("\n", 0, start) - 1
        return diagnostic(self._where(self.at.line, column, len(words)), "bad-escape", words=words)

    def _bracket(self, where: Where, bracket: str) -> Diagnostic:
        last = self.text.rstrip().count("\n") + 1
        return diagnostic(where, "unclosed-bracket", bracket=bracket, line=min(self.at.line + 1, last))

    def _colon(self) -> Diagnostic:
        before = self.line[: self.at.column]
        if _HAS_PAIR.search(before) or not _NAME_ALONE.match(before.strip()):
            return self._misread(self.at) or self._fault(
                self.at, "colon-in-text", words=clip(self.line), field=lines.field_of(self.line)
            )
        # This line is a pair as it should be, so it is the ones above that make a text of it.
        indent = _indent(self.line)
        first, first_number = "", 0
        for number, line in self._lines_above():
            if fault := lines.misread_line(self.path, number, line):
                return fault
            if _HAS_PAIR.search(line):
                if not first and (short := self._short_form(line)):
                    return short
                if first and _indent(line) < indent and not line.endswith(":"):
                    return self._fault(self.at, "colon-in-text", words=clip(self.line), field=lines.field_of(line))
                break
            if line.strip() and not line.lstrip().startswith("#"):
                first, first_number = line, number
        if first and _indent(first) == indent:
            where = self._where(first_number - 1, indent, len(first.strip()))
            return diagnostic(where, "missing-colon", words=clip(first))
        return self._unaligned()

    def _short_form(self, above: str) -> Diagnostic | None:
        """A part of an answer below an answer in its short form, `above`, which leaves no room for it."""
        part, found = lines.field_of(self.line), _SHORT_FORM.match(above)
        if found is None or part not in _PARTS_OF_ANSWERS or _indent(self.line) <= _indent(above):
            return None
        where = self._where(self.at.line, _indent(self.line), len(part))
        return diagnostic(where, "two-forms", part=part, field=clip(found[1]), value=clip(found[2]))

    def _no_colon(self) -> Diagnostic:
        words = self._line(self.opened)[self.opened.column :]
        return self._misread(self.opened) or self._fault(
            self.opened, "missing-colon", len(words.rstrip()), words=clip(words)
        )

    def _after_value(self) -> Diagnostic | None:
        """Text that follows a closing quote or bracket, or an alias; a quote that was closed by the next one."""
        end = self.previous.end_mark if self.previous else None
        if end is None or end.line != self.at.line or self.text[end.index : self.at.index].strip(" "):
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
        return self._fault(self.at, "text-after-closing", len(words.rstrip()), **facts)

    def _reserved(self, mark: Mark, character: str) -> Diagnostic:
        """A text that begins with a character that YAML keeps for itself; a bullet where a hyphen was meant."""
        line = self._line(mark)
        if character in ("*", "-") and not line[: mark.column].strip():
            fault = lines.misread_line(self.path, mark.line + 1, line)
            if fault is not None:
                return fault
        if line.strip().startswith("```"):
            return self._fault(mark, "code-fence", 3)
        return self._fault(mark, "reserved-character", character=character, field=lines.field_of(line))

    def _unaligned(self) -> Diagnostic:
        words = self.line.strip()
        start = _indent(self.line)
        if words[:1] in (":", "]", "}", ","):
            field = lines.field_of(self.line)
            return diagnostic(self._where(self.at.line, start), "reserved-character", character=words[0], field=field)
        if not words:
            return self._fault(self.at, "syntax", problem=self.problem)
        return diagnostic(self._where(self.at.line, start, len(words)), "indentation", words=clip(words))

    def _misread(self, mark: Mark) -> Diagnostic | None:
        return lines.misread_line(self.path, mark.line + 1, self._line(mark))

    def _line(self, mark: Mark) -> str:
        """The line of a place; libyaml counts one more where the last line has no end."""
        return self.text[mark.index - mark.column :].partition("\n")[0] if mark.index < len(self.text) else ""

    def _lines_above(self) -> Iterator[tuple[int, str]]:
        """The lines above the one where libyaml gave up, upwards, with their numbers from 1; a hundred are enough."""
        end = self.at.index - self.at.column - 1
        for number in range(self.at.line, max(self.at.line - 100, 0), -1):
            start = self.text.rfind("\n", 0, end) + 1
            yield number, self.text[start:end]
            end = start - 1

    def _character(self, mark: Mark) -> str:
        return self.text[mark.index : mark.index + 1]

    def _where(self, line: int, column: int, length: int = 1) -> Where:
        return Where(self.path, line + 1, column + 1, max(length, 1))

    def _fault(self, mark: Mark, code: str, length: int = 1, **facts: str | int) -> Diagnostic:
        return diagnostic(self._where(mark.line, mark.column, length), code, **facts)
