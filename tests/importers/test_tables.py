"""Tables: every cell exactly as it was written, every fault at its physical place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmpgen import report
from cmpgen.importers.tables import read_table
from tests.helpers import least_seconds

HEADER = "id,value,comment\n"
COLUMNS = ("id", "value", "comment")
CELLS = st.text("aZ0 ,;\"'\n\t=é中", max_size=8)


def faults(text: str) -> list[str]:
    """Every diagnostic as 'line:column code'; a text with an error gives no table."""
    table, found = read_table("t.csv", text, COLUMNS, 1_000)
    assert (table is None) == any(each.code != "line-breaks" for each in found)
    return [f"{each.where.line}:{each.where.column} {each.code}" for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADER, []),
        ("\ufeff" + HEADER + "a,b,c\n", []),
        (HEADER + "\n\na,b,c", []),
        ("", ["1:1 empty-table"]),
        ("\n\n", ["1:1 empty-table"]),
        (HEADER + 'a,b,"c\nd,e,f\n', ["2:5 unclosed-cell"]),
        (HEADER + '"a\nb",c,"d\n', ["3:6 unclosed-cell"]),
        (HEADER + 'a,b,"say "no" twice"\n', ["2:11 text-after-cell"]),
        (HEADER + 'a,b,"open\nc,d,"e"\n', ["3:6 text-after-cell"]),
        (HEADER + f"a,b,{'x' * 131_073}\n", ["2:5 cell-too-long"]),
        (HEADER + f'a,"b\nb",{"x" * 131_073}\n', ["3:4 cell-too-long"]),
        (HEADER + f'a,b,"{"x" * 200_000}\n', ["2:5 unclosed-cell"]),
        (HEADER + f"a,b,{'x' * 131_072}\n", []),
        ("id;value;comment\na;b;c\n", ["1:1 wrong-delimiter"]),
        ('"id"\t"value"\t"comment"\n', ["1:1 wrong-delimiter"]),
        ("id,value\na,b\n", ["1:1 missing-column"]),
        ("id,value,value,comment\na,b,b,c\n", ["1:10 duplicate-column"]),
        (HEADER + "a,b\n", ["2:1 row-length"]),
        (HEADER + "a,b,c,d\ne,f,g\nh\n", ["2:7 row-length", "4:1 row-length"]),
        (HEADER + '"a\n1",b,"c, d",e\n', ["3:13 row-length"]),
        (HEADER + "a,b,c\x00\n", ["2:6 forbidden-character"]),
        (HEADER + 'a,b,"c\nd\x0be"\n', ["3:2 forbidden-character"]),
        (HEADER + "a,b,c\u2028\n", ["2:6 line-separator"]),
        (HEADER + 'a,"b\r\nc",d\r\ne,f,"g\rh"\r\n', ["2:3 line-breaks"]),
    ],
)
def test_each_fault_of_a_table_stands_at_its_place(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


def test_line_breaks_of_windows_become_line_feeds_and_are_counted() -> None:
    table, found = read_table("t.csv", HEADER + 'a,"b\r\nc",d\r\ne,f,"g\rh"\r\n', COLUMNS, 1_000)

    assert table is not None
    assert [dict(row.cells) for row in table.rows] == [
        {"id": "a", "value": "b\nc", "comment": "d"},
        {"id": "e", "value": "f", "comment": "g\nh"},
    ]
    assert [dict(each.facts) for each in found] == [{"cells": 2}]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("h\n", "this row has one cell, and"),
        ("h,i\n", "this row has 2 cells, and"),
        ('a,"b\r\nc",d\n', "one cell holds line breaks"),
        ('a,"b\r\nc","d\r\n"\n', "2 cells hold line breaks"),
    ],
)
def test_one_cell_is_counted_as_one(rows: str, says: str) -> None:
    _, found = read_table("t.csv", HEADER + rows, COLUMNS, 1_000)

    assert report.message(found[0]).startswith(says)


def test_a_formula_is_text() -> None:
    table, _ = read_table("t.csv", HEADER + "=cmd|' /C calc'!A0,+1,-1\n", COLUMNS, 1_000)

    assert table is not None
    assert dict(table.rows[0].cells) == {"id": "=cmd|' /C calc'!A0", "value": "+1", "comment": "-1"}


def test_a_misspelt_column_is_named_beside_the_one_that_is_missing() -> None:
    _, found = read_table("t.csv", "id,value,coment\na,b,c\n", COLUMNS, 1_000)

    assert [dict(each.facts) for each in found] == [{"column": "comment", "nearest": "coment"}]


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_cells_are_kept_exactly_and_know_where_they_stand(
    rows: list[tuple[str, str, str]], end: str, all_quoted: bool
) -> None:
    file = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(file, lineterminator=end, quoting=quoting).writerows([COLUMNS, *rows])
    text = file.getvalue()

    table, found = read_table("t.csv", text, COLUMNS, 1_000)

    assert found == []
    assert table is not None
    assert [tuple(row.cells.values()) for row in table.rows] == rows
    lines = text.replace("\r\n", "\n").split("\n")
    for row in table.rows:
        for column in COLUMNS:
            where = row.where(column)
            marked = lines[where.line - 1][where.column - 1 :][: where.length]
            first = row[column].split("\n")[0].replace('"', '""')
            assert marked.startswith(first if not marked.startswith('"') else f'"{first}') or marked in ("", ",")


@settings(deadline=None)
@given(st.text(',"\n\r; a\u2028\x00', max_size=30))
def test_no_text_raises_and_no_table_goes_missing_without_a_word(text: str) -> None:
    table, found = read_table("t.csv", HEADER + text, COLUMNS, 1_000)

    assert table is not None or found
    lines = HEADER.count("\n") + text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert all(1 <= each.where.line <= lines + 1 for each in found)


def test_a_table_with_more_rows_than_may_be_is_refused_where_there_are_too_many() -> None:
    enough, found = read_table("t.csv", HEADER + 'a,"b\nb",c\n' * 3, COLUMNS, 3)
    assert enough is not None and len(enough.rows) == 3 and found == []

    table, found = read_table("t.csv", HEADER + 'a,"b\nb",c\n' * 4, COLUMNS, 3)
    assert table is None
    assert [f"{each.where.line} {each.code}" for each in found] == ["8 too-many-rows"]


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "a,b\n" * 200_000,
        HEADER + "a,b,c\x00d\n" * 100_000,
        HEADER + "a" * 10 + "\x00b" * 500_000,
        ",".join(f"c{number}" for number in range(200_000)) + "\na\n",
        HEADER + "a," * 200_000 + '"b"c\n',
        HEADER + 'a,b,"' + "c\n" * 300_000,
    ],
    ids=["short rows", "odd characters", "odd characters in one line", "columns", "cells of one row", "never closed"],
)
def test_a_table_full_of_faults_is_refused_in_no_time(text: str) -> None:
    found = read_table("t.csv", text, COLUMNS, 500_000)[1]

    assert 0 < len(found) <= 2_002
    assert least_seconds(lambda: read_table("t.csv", text, COLUMNS, 500_000), 1.5) < 1.5


def test_guards_are_taken_from_the_cells_that_are_said_to_have_them_and_no_others() -> None:
    text = "id,value,comment,guarded\n'=a,'=b,'=c,id comment\n'=a,'=b,'=c,\n'=a,'=b,c,comment other\n"

    table, found = read_table("t.csv", text, COLUMNS, 10)

    assert table is not None and found == []
    assert [row.values[:3] for row in table.rows] == [("=a", "'=b", "=c"), ("'=a", "'=b", "'=c"), ("'=a", "'=b", "c")]
    foreign, _ = read_table("t.csv", "id,value,comment\n'=a,'=b,'=c\n", COLUMNS, 10)
    assert foreign is not None and foreign.rows[0].values == ("'=a", "'=b", "'=c")
