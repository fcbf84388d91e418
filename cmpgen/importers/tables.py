"""Foreign CSV text → rows that know their place; every fault of the text has a diagnostic.

The form is RFC 4180, read by Python's own `csv` in strict mode.
Lines are physical lines, as an editor counts them, also where cells hold line breaks.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cmpgen.diagnostics import Diagnostic, Where, diagnostic, nearest
from cmpgen.yamltree.characters import place
from cmpgen.yamlwrite import unwritable

LONGEST_CELL = 131_072
"""Characters; where the `csv` module stops."""

_CELL = re.compile(r'(?P<quoted>"(?:[^"]++|"")*+")|[^,\r\n]*')
_LINE_BREAK = re.compile(r"\r\n?|\n")
_OTHER_DELIMITERS = {";": ";", "\t": "TAB", "|": "|"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and the text and physical line that it came from."""

    path: str
    line: int
    raw: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def where(self, column: str) -> Where:
        """The place of this column's cell, underlined to the end of its first line."""
        return _cell_place(self.path, self.line, self.raw, list(self.cells).index(column))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order written; in `header` each column's name stands in its own cell."""

    header: Row
    rows: tuple[Row, ...]


def read_table(path: str, text: str, required: Collection[str]) -> tuple[Table | None, list[Diagnostic]]:
    """The table in `text`, None where it has a fault that could lose a cell; warnings leave it whole.

    Every column of `required` must be there, others may be; a byte-order mark and blank lines are passed over.
    Line breaks inside cells become line feeds, with one warning, for YAML has no other.
    """
    text = text.removeprefix("\ufeff")
    delimiter = _other_delimiter(text, required)
    if delimiter:
        return None, [diagnostic(Where(path), "wrong-delimiter", delimiter=delimiter)]
    lines, faults = _split(path, text)
    if not lines:
        return None, faults or [diagnostic(Where(path), "empty-table", name=path)]
    header, *body = lines
    faults = [*_header_faults(path, header, required), *faults]
    if faults:
        return None, faults
    width = len(header.cells)
    faults = [*_character_faults(path, text), *(fault for line in body for fault in _length_faults(path, line, width))]
    if faults:
        return None, faults
    table = Table(_row(path, header, header), tuple(_row(path, header, line) for line in body))
    foreign = [(line, index) for line in body for index in range(width) if "\r" in line.cells[index]]
    if not foreign:
        return table, []
    line, index = foreign[0]
    return table, [diagnostic(_cell_place(path, line.number, line.raw, index), "line-breaks", cells=len(foreign))]


def _other_delimiter(text: str, required: Collection[str]) -> str:
    """What separates the columns of the first line where it is no comma; empty where it is one, or nobody can say."""
    first = text.lstrip("\r\n").partition("\n")[0]
    by_comma = _words(first, ",")
    for delimiter, name in _OTHER_DELIMITERS.items():
        if (_words(first, delimiter) - by_comma) & set(required):
            return name
    return ""


def _words(line: str, delimiter: str) -> set[str]:
    return {word.strip('" \r') for word in line.split(delimiter)}


@dataclass(frozen=True, slots=True)
class _Line:
    """One record as the `csv` module reads it, with the number of its first physical line and its raw text."""

    number: int
    raw: str
    cells: list[str]


def _split(path: str, text: str) -> tuple[list[_Line], list[Diagnostic]]:
    """The records up to the first fault of syntax, for what follows one cannot be told apart, and that fault."""
    # Only CR, LF and CR LF end a line of CSV; str.splitlines would also break at form feeds and at U+2028.
    physical = list(io.StringIO(text, newline=""))
    reader = csv.reader(physical, strict=True)
    lines: list[_Line] = []
    end = 0
    try:
        for cells in reader:
            start, end = end, reader.line_num
            if cells:
                lines.append(_Line(start + 1, "".join(physical[start:end]), cells))
    except csv.Error:
        return lines, [_syntax_fault(path, end + 1, "".join(physical[end:]))]
    return lines, []


def _syntax_fault(path: str, line: int, raw: str) -> Diagnostic:
    """Why the `csv` module stopped in the record that `raw` begins with."""
    start = 0
    for cell in _cells(raw):
        start, after = cell.start(), raw[cell.end() : cell.end() + 1]
        where = _place(path, line, raw, start, cell[0])
        if cell[0].startswith('"') and not cell["quoted"]:
            return diagnostic(where, "unclosed-cell")
        if cell["quoted"] and after not in ",\r\n":
            behind = _place(path, line, raw, cell.end(), after)
            return diagnostic(behind, "text-after-cell", opened=where.line)
        if len(_value(cell)) > LONGEST_CELL:
            return diagnostic(where, "cell-too-long", length=len(_value(cell)), limit=LONGEST_CELL)
    raise AssertionError(f"{path}:{line}: csv refused a record that has no fault")


def _cells(raw: str) -> Iterator[re.Match[str]]:
    """Each cell as written, its quotes included, to the end of `raw`."""
    start = 0
    while start <= len(raw):
        cell = _CELL.match(raw, start)
        if cell is None:
            return
        yield cell
        line_break = _LINE_BREAK.match(raw, cell.end())
        start = line_break.end() if line_break else cell.end() + 1


def _value(cell: re.Match[str]) -> str:
    return cell[0][1:-1].replace('""', '"') if cell["quoted"] else cell[0]


def _header_faults(path: str, header: _Line, required: Collection[str]) -> Iterator[Diagnostic]:
    start = _cell_place(path, header.number, header.raw, 0)
    missing = [column for column in required if column not in header.cells]
    for column in missing:
        unknown = [each for each in header.cells if each not in required]
        yield diagnostic(start, "missing-column", column=column, nearest=nearest(column, unknown))
    for column, times in Counter(header.cells).items():
        if times > 1:
            again = header.cells.index(column, header.cells.index(column) + 1)
            where = _cell_place(path, header.number, header.raw, again)
            yield diagnostic(where, "duplicate-column", column=column)


def _character_faults(path: str, text: str) -> Iterator[Diagnostic]:
    """The characters that no file of a project may hold, so that they cannot be kept."""
    text = _with_line_feeds(text)
    for each in unwritable(text):
        yield diagnostic(place(path, text, each.start, each.length), each.code, **each.facts)


def _length_faults(path: str, line: _Line, width: int) -> Iterator[Diagnostic]:
    if len(line.cells) != width:
        # A long row is underlined where it is too long; a short one only at its start, for any cell may be missing.
        extra = width if len(line.cells) > width else 0
        where = _cell_place(path, line.number, line.raw, extra)
        yield diagnostic(where, "row-length", cells=len(line.cells), columns=width)


def _row(path: str, header: _Line, line: _Line) -> Row:
    cells = dict(zip(header.cells, map(_with_line_feeds, line.cells), strict=True))
    return Row(path, line.number, line.raw, cells)


def _with_line_feeds(cell: str) -> str:
    return _LINE_BREAK.sub("\n", cell) if "\r" in cell else cell


def _nth_cell(raw: str, index: int) -> re.Match[str]:
    return next(cell for number, cell in enumerate(_cells(raw)) if number == index)


def _cell_place(path: str, line: int, raw: str, index: int) -> Where:
    cell = _nth_cell(raw, index)
    return _place(path, line, raw, cell.start(), cell[0])


def _place(path: str, line: int, raw: str, offset: int, written: str) -> Where:
    """Where `written` stands, `offset` characters after the start of `raw`, whose first line is number `line`."""
    before = list(_LINE_BREAK.finditer(raw, 0, offset))
    column = offset - (before[-1].end() if before else 0) + 1
    return Where(path, line + len(before), column, max(1, len(_LINE_BREAK.split(written, maxsplit=1)[0])))
