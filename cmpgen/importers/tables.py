"""Foreign CSV text → rows that know their place; every fault of the text has a diagnostic.

The form is RFC 4180, read by Python's own `csv` in strict mode.
Lines are physical lines, as an editor counts them, also where cells hold line breaks.
A table of our own export says in a column of its own where it has guards against spreadsheets; they are taken away.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cmpgen import cells
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, nearest
from cmpgen.yamltree import characters

LONGEST_CELL = 131_072
"""Characters; where the `csv` module stops."""

MOST_COLUMNS = 1_000

MOST_FAULTS = 1_000
"""Faults of an import, after which it says that there are more."""

MOST_COMPARED = 50_000
"""Comparisons of a word with a known one, in search of what may be meant."""

_CELL = re.compile(r'(?P<quoted>"(?:[^"]++|"")*+")|[^,\r\n]*')
_LINE_BREAK = re.compile(r"\r\n?|\n")
# Only CR, LF and CR LF end a line of CSV; str.splitlines would also break at form feeds and at U+2028.
_PHYSICAL = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
_OTHER_DELIMITERS = {";": ";", "\t": "TAB", "|": "|"}


class TooMany(Exception):
    """There are as many faults as anybody will mend in one go."""


class Found(list[Diagnostic]):
    """What an import finds. Raises `TooMany` after MOST_FAULTS: millions of them fill the memory, and help nobody."""

    def __init__(self, several: Iterable[Diagnostic] = ()) -> None:
        super().__init__()
        self._compared = 0
        self.extend(several)

    def append(self, each: Diagnostic) -> None:
        super().append(each)
        if len(self) > MOST_FAULTS:
            raise TooMany

    def extend(self, several: Iterable[Diagnostic]) -> None:
        for each in several:
            self.append(each)

    def near(self, word: str, known: Collection[str]) -> str:
        """The known word that looks most like this one, as long as that costs little: thousands of them may be odd."""
        self._compared += len(known)
        return nearest(word, known) if self._compared <= MOST_COMPARED else ""

    def told(self) -> list[Diagnostic]:
        """The faults as far as they are listed, and that there are more."""
        if len(self) <= MOST_FAULTS:
            return [*self]
        return [*self[:MOST_FAULTS], diagnostic(self[MOST_FAULTS - 1].where, "too-many-faults", limit=MOST_FAULTS)]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all rows of a table share: its path, its physical lines, and where each column stands among the cells."""

    path: str
    physical: Sequence[str]
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values in the order of the columns, and the physical lines that it came from.

    There may be half a million of them, so it holds no more than it must.
    """

    sheet: _Sheet
    start: int
    end: int
    values: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.values[self.sheet.columns[column]]

    def more(self, column: str) -> str:
        """The cell of a column that only tables of our own export have; empty in any other table."""
        columns = self.sheet.columns
        return self.values[columns[column]] if cells.COLUMN in columns and column in columns else ""

    @property
    def line(self) -> int:
        """The physical line that it begins on, counting from 1."""
        return self.start + 1

    @property
    def cells(self) -> dict[str, str]:
        """Its cells by column."""
        return dict(zip(self.sheet.columns, self.values, strict=True))

    def where(self, column: str) -> Where:
        """The place of this column's cell, underlined to the end of its first line."""
        raw = "".join(self.sheet.physical[self.start : self.end])
        return _cell_place(self.sheet.path, self.line, raw, self.sheet.columns[column])


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order written; in `header` each column's name stands in its own cell."""

    header: Row
    rows: tuple[Row, ...]


def read_table(path: str, text: str, required: Collection[str], most: int) -> tuple[Table | None, list[Diagnostic]]:
    """The table in `text`, None where it has a fault that could lose a cell; warnings leave it whole.

    Every column of `required` must be there, others may be; a byte-order mark and blank lines are passed over.
    It has `most` rows at most, for each takes up to a kilobyte while it is read.
    Line breaks inside cells become line feeds, with one warning, for YAML has no other.
    """
    text = text.removeprefix("\ufeff")
    delimiter = _other_delimiter(text, required)
    if delimiter:
        return None, [diagnostic(Where(path), "wrong-delimiter", delimiter=delimiter)]
    physical: list[str] = []
    lines, faults = _split(path, text, physical, most)
    if not lines:
        return None, faults or [diagnostic(Where(path), "empty-table", name=path)]
    header, *body = lines
    faults = [*_header_faults(path, header, header.raw(physical), required), *faults]
    if faults:
        return None, faults
    width = len(header.cells)
    uneven = (line for line in body if len(line.cells) != width)
    faults = [*_character_faults(path, text)]
    faults += [_length_fault(path, line, line.raw(physical), width) for line in islice(uneven, MOST_FAULTS + 1)]
    if faults:
        return None, faults
    sheet = _Sheet(path, physical, {column: index for index, column in enumerate(header.cells)})
    foreign = [index for line in body for index in range(width) if "\r" in line.cells[index]]
    if foreign:
        line = next(line for line in body if any("\r" in cell for cell in line.cells))
        where = _cell_place(path, line.start + 1, line.raw(physical), foreign[0])
        case = {"case": "one"} if len(foreign) == 1 else {}
        faults = [diagnostic(where, "line-breaks", cells=len(foreign), **case)]
    return Table(_row(sheet, header), tuple(_row(sheet, line) for line in body)), faults


def _other_delimiter(text: str, required: Collection[str]) -> str:
    """What separates the columns of the first line where it is no comma; empty where it is one, or nobody can say."""
    first = text.lstrip("\r\n")[:LONGEST_CELL].partition("\n")[0]
    by_comma = _words(first, ",")
    for delimiter, name in _OTHER_DELIMITERS.items():
        if (_words(first, delimiter) - by_comma) & set(required):
            return name
    return ""


def _words(line: str, delimiter: str) -> set[str]:
    return {word.strip('" \r') for word in line.split(delimiter)}


@dataclass(frozen=True, slots=True)
class _Line:
    """One record as the `csv` module reads it, from the physical lines `start` to `end`."""

    start: int
    end: int
    cells: tuple[str, ...]

    def raw(self, physical: Sequence[str]) -> str:
        """The record as it was written."""
        return "".join(physical[self.start : self.end])


def _physical(text: str, physical: list[str]) -> Iterator[str]:
    """The lines of `text`, each of which is added to `physical` as it is read."""
    for found in _PHYSICAL.finditer(text):
        physical.append(found[0])
        yield found[0]


def _split(path: str, text: str, physical: list[str], most: int) -> tuple[list[_Line], list[Diagnostic]]:
    """The records up to the first fault of syntax, for what follows one cannot be told apart, and that fault.

    The lines that were read are added to `physical`.
    """
    reader = csv.reader(_physical(text, physical), strict=True)
    lines: list[_Line] = []
    end = 0
    try:
        for cells_ in reader:
            start, end = end, reader.line_num
            if cells_:
                lines.append(_Line(start, end, tuple(cells_)))
            if len(lines) > most + 1:
                return lines, [diagnostic(Where(path, start + 1), "too-many-rows", limit=most)]
    except csv.Error:
        # How it was meant to end may stand behind the line at which the module gave up.
        rest = text[sum(map(len, physical[:end])) :]
        return lines, [_syntax_fault(path, end + 1, rest)]
    return lines, []


def _syntax_fault(path: str, line: int, raw: str) -> Diagnostic:
    """Why the `csv` module stopped in the record that `raw` begins with."""
    for cell in _cells(raw):
        after = raw[cell.end() : cell.end() + 1]
        if cell[0].startswith('"') and not cell["quoted"]:
            return diagnostic(_place(path, line, raw, cell.start(), cell[0]), "unclosed-cell")
        if cell["quoted"] and after not in ",\r\n":
            behind = _place(path, line, raw, cell.end(), after)
            opened = _place(path, line, raw, cell.start(), cell[0]).line
            return diagnostic(behind, "text-after-cell", opened=opened)
        if len(cell[0]) > LONGEST_CELL and len(_value(cell)) > LONGEST_CELL:
            where = _place(path, line, raw, cell.start(), cell[0])
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


def _header_faults(path: str, header: _Line, raw: str, required: Collection[str]) -> Iterator[Diagnostic]:
    line = header.start + 1
    if len(header.cells) > MOST_COLUMNS:
        yield diagnostic(Where(path, line), "too-many-values", limit=MOST_COLUMNS)
        return
    start = _cell_place(path, line, raw, 0)
    missing = [column for column in required if column not in header.cells]
    for column in missing:
        unknown = [each for each in header.cells if each not in required]
        yield diagnostic(start, "missing-column", column=column, nearest=nearest(column, unknown))
    for column, times in Counter(header.cells).items():
        if times > 1:
            again = header.cells.index(column, header.cells.index(column) + 1)
            where = _cell_place(path, line, raw, again)
            yield diagnostic(where, "duplicate-column", column=column)


def _character_faults(path: str, text: str) -> Iterator[Diagnostic]:
    """The characters that no file of a project may hold, so that they cannot be kept."""
    text = _with_line_feeds(text)
    _, refused = characters.refused(text, characters.unusual(text), MOST_FAULTS + 1)
    line, before, at = 1, -1, 0
    for each in sorted(refused, key=lambda each: each.start):
        # Counted on from the one before: to count from the first line for each would take a thousand times as long.
        line += text.count("\n", at, each.start)
        before, at = max(before, text.rfind("\n", at, each.start)), each.start
        yield diagnostic(Where(path, line, at - before, each.length), each.code, **each.facts)


def _length_fault(path: str, line: _Line, raw: str, width: int) -> Diagnostic:
    # A long row is underlined where it is too long; a short one only at its start, for any cell may be missing.
    extra = width if len(line.cells) > width else 0
    where = _cell_place(path, line.start + 1, raw, extra)
    case = {"case": "one"} if len(line.cells) == 1 else {}
    return diagnostic(where, "row-length", cells=len(line.cells), columns=width, **case)


def _row(sheet: _Sheet, line: _Line) -> Row:
    values = line.cells
    if any("\r" in cell for cell in values):
        values = tuple(map(_with_line_feeds, values))
    guards = sheet.columns.get(cells.COLUMN)
    if guards is not None and values[guards]:
        columns = set(values[guards].split(" "))
        pairs = zip(sheet.columns, values, strict=True)
        values = tuple(cells.plain(cell) if column in columns else cell for column, cell in pairs)
    return Row(sheet, line.start, line.end, values)


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
