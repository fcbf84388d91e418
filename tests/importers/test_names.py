"""Ids: valid, distinct, readable, the same whatever the order of rows."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmpgen.ids import is_id
from cmpgen.importers.names import avoiding, ids, slug

WORDS = (
    st.text(max_size=90)
    | st.text("aA-é ", max_size=90)
    | st.sampled_from(["", "quiz", "con", "a b", "A-B", "ab " * 40])
)
SOURCES = st.dictionaries(st.text(max_size=20), WORDS, max_size=12)


def digits(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:8]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Brno - město", "brno-mesto"),
        ("KDU-ČSL + TOP 09", "kdu-csl-top-09"),
        ("Müller", "muller"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Київ", "kiyiv"),
        ("北京", "bei-jing"),
        ("-1", "minus-1"),
        ("\u22122", "minus-2"),
        ("+1", "1"),
        ("1-2", "1-2"),
        ("0.5", "0-5"),
        ("dont_know", "dont-know"),
        ("O\u2019Neill", "o-neill"),
        ("cafe\u0301", "cafe"),
        ("\u2603!?", ""),
    ],
)
def test_a_slug_reads_like_the_words_it_is_made_from(words: str, expected: str) -> None:
    assert slug(words) == expected


@settings(deadline=None)
@given(st.text())
def test_a_slug_is_an_id_but_for_its_length_or_is_empty(words: str) -> None:
    made = slug(words)

    assert made == slug(made)
    assert made == "" or is_id(f"x-{made}"[:64].rstrip("-"))


@settings(deadline=None)
@given(SOURCES)
def test_ids_are_valid_distinct_and_free_whatever_the_words(words: dict[str, str]) -> None:
    made = ids(words, "candidate", free=avoiding({"quiz"}, ["a-b"]))

    assert list(made) == list(words)
    assert all(is_id(each) for each in made.values())
    assert len(set(made.values())) == len(made)
    assert {"quiz", "a-b"}.isdisjoint(made.values())


@settings(deadline=None)
@given(SOURCES, st.randoms(use_true_random=False))
def test_an_id_does_not_depend_on_the_order_of_rows(words: dict[str, str], chance: random.Random) -> None:
    shuffled = list(words.items())
    chance.shuffle(shuffled)

    assert ids(dict(shuffled), "candidate", free=avoiding()) == ids(words, "candidate", free=avoiding())


@settings(deadline=None)
@given(SOURCES, st.data())
def test_kept_ids_stay_and_nobody_else_gets_them(words: dict[str, str], data: st.DataObject) -> None:
    first = ids(words, "candidate", free=avoiding())
    kept = {source: id_ for source, id_ in first.items() if data.draw(st.booleans())}

    made = ids({**words, "someone-new": "a b"}, "candidate", free=avoiding(), kept=kept)

    assert kept.items() <= made.items()
    assert len(set(made.values())) == len(made)


def test_a_hash_of_the_source_id_follows_where_words_collide_or_are_cut() -> None:
    words = {"7": "Brno - město", "58": "Brno (město)", "9": "Tábor", "10": "a" * 65, "11": "ab " * 30, "12": "!"}

    made = ids(words, "constituency", free=avoiding())

    assert made == {
        "7": f"brno-mesto-{digits('7')}",
        "58": f"brno-mesto-{digits('58')}",
        "9": "tabor",
        "10": f"{'a' * 55}-{digits('10')}",
        "11": f"{'ab-' * 18}{digits('11')}",
        "12": f"constituency-{digits('12')}",
    }


def test_a_reserved_word_is_followed_by_a_hash() -> None:
    assert ids({"1": "Quiz"}, "candidate", free=avoiding({"quiz"})) == {"1": f"quiz-{digits('1')}"}


def test_someone_called_like_another_with_a_hash_is_told_apart_too() -> None:
    words = {"a": "Jo", "b": "Jo", "c": f"Jo {digits('a')}"}

    made = ids(words, "candidate", free=avoiding())

    assert made["c"] == f"jo-{digits('a')}"
    assert len(set(made.values())) == 3
