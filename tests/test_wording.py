"""Words that make a question hard to answer are found as whole words, in their own language, and few others."""

from __future__ import annotations

import pytest

from cmpgen import wording
from cmpgen.wording import COUNTING, JOINING, LEADING, NEGATING, Phrases, phrase_in


@pytest.mark.parametrize(
    ("phrases", "language", "words", "found"),
    [
        (JOINING, "en", "Schools and hospitals need money.", "and"),
        (JOINING, "en", "Close the port OR the airport.", "OR"),
        (JOINING, "en", "A road should be built between the harbour and the hills.", ""),
        (JOINING, "en", "Between town and port, buses and trams should run.", "and"),
        (JOINING, "en", "Anderson should sell more oranges.", ""),
        (JOINING, "fr", "Les bus ainsi que les trams devraient être gratuits.", "ainsi que"),
        (JOINING, "fr", "La vente et la location", ""),
        (NEGATING, "en", "People shouldn\u2019t smoke.", "shouldn\u2019t"),
        (NEGATING, "en", "The knot should be notable.", ""),
        (NEGATING, "en", "There should be no zoo.", "no"),
        (NEGATING, "fr", "La France doit aider l'hôpital.", ""),
        (COUNTING, "en", "All buses should be free.", "All"),
        (COUNTING, "en", "The hall should be small.", ""),
        (COUNTING, "cs", "Stát vybírá příliš vysoké daně.", "příliš"),
        (LEADING, "en", "The so-called reform should be dropped.", "so-called"),
        (LEADING, "en", "Ordinary tickets should be cheaper.", ""),
    ],
)
def test_a_phrase_is_found_where_it_stands_as_a_whole(phrases: Phrases, language: str, words: str, found: str) -> None:
    assert phrase_in(words, phrases[language]) == found


def test_words_are_counted_as_people_count_them() -> None:
    assert wording.length("A ticket – 3 crowns – should do.") == 6
