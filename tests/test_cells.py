"""Cells: no spreadsheet computes what a candidate wrote, and what was written can be had again."""

from __future__ import annotations

import csv
import doctest
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen import cells
from tests.helpers import least_seconds

SIGNS = "=+-@＝＋－＠"
TEXTS = st.text(f"{SIGNS}\t\r\n,;\"' ab\u00a0\u200b", max_size=14)


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that looks for a sign behind white space and quotes would compute this cell."""
    return re.sub(r"^[\s\"\u200b]*", "", cell)[:1] in (*SIGNS,)


def as_others_split_it(cell: str) -> list[str]:
    """The cells that a spreadsheet may make of one: some take a semicolon or a tab for its end, and heed no quotes."""
    return [part for ends in (",", ";", "\t", "\n", "\r", ",;\t\r\n") for part in re.split(f"[{ends}]", cell)]


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
def test_a_cell_that_begins_with_a_sign_is_guarded(sign: str) -> None:  # T-tab-11, T-tab-12
    assert cells.guarded(f"{sign}1+1") == f"'{sign}1+1"
    assert cells.plain(f"'{sign}1+1") == f"{sign}1+1"


@pytest.mark.parametrize("trick", [",", ";", "\t", "\n", '",', '";', ';"', "; ", ",'", ';\u00a0"', "a;b,"])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_behind_what_may_end_a_cell_is_guarded(trick: str, sign: str) -> None:
    text = f"text{trick}{sign}cmd|' /C calc'!A0"

    assert [part for part in as_others_split_it(cells.guarded(text)) if begins_a_formula(part)] == []
    assert cells.plain(cells.guarded(text)) == text


@pytest.mark.parametrize("text", ["", "agree", "-", "it's 5-6 = -1", "mail ada@example.org", "a, b; c", "'tis", "“-5”"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert cells.guarded(text) == (text if text != "-" else "'-")


@given(TEXTS)
def test_what_was_written_can_be_had_again_and_nothing_is_computed(text: str) -> None:
    guarded = cells.guarded(text)

    assert cells.plain(guarded) == text
    assert not guarded.startswith(("\t", "\r", "\n"))
    assert not re.search(r"[,;][\t\r]", guarded)
    assert [part for part in [guarded, *as_others_split_it(guarded)] if begins_a_formula(part)] == []


@given(st.lists(TEXTS, min_size=2, max_size=2))
def test_two_texts_never_become_one_cell(texts: list[str]) -> None:
    assert (texts[0] == texts[1]) == (cells.guarded(texts[0]) == cells.guarded(texts[1]))


def test_a_long_text_is_guarded_in_no_time() -> None:
    for unit in (", ", ";'", '"', "=", "\n-", " ", "\t"):
        text = unit * 500_000

        assert least_seconds(lambda text=text: cells.plain(cells.guarded(text)), 2) < 2  # type: ignore[misc]


def test_a_line_of_csv_in_a_country_of_semicolons_holds_no_formula() -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(["ada", 'x"', cells.guarded('so";=cmd()'), cells.guarded("b;@c")])

    for quotes in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        for delimiter in ",;\t":
            for row in csv.reader(io.StringIO(out.getvalue()), delimiter=delimiter, quoting=quotes):
                assert [cell for cell in row if begins_a_formula(cell)] == []


def test_the_examples_of_its_page_are_true() -> None:
    assert doctest.testmod(cells).failed == 0
