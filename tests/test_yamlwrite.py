"""What yamlwrite writes, yamltree reads back, character for character; and it looks as people would write it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmpgen.yamltree import read
from cmpgen.yamlwrite import Commented, Prose, Value, unwritable, write

# Signs that mean something to YAML or look as if they did, among letters of several scripts, marks and odd spaces.
ALPHABET = "aÁřЖ中ع0-_.:;,#'\"\\`|>&*!?%@~=<[]{}()/ \n\t\u00a0\u2003\u200b\u200d\u0301“”„«：é"
TRICKY = (
    *(
        "no",
        "null",
        "~",
        "010",
        "1_000",
        "12:30",
        "2027-05-06",
        "-1",
        "---",
        "...",
        "<<",
        "=",
        "|",
        ">",
        "?",
        "- a",
        "# a",
    ),
    *("a: b", "a:", "a #b", "a#b", "%YAML 2.0", "{a: b}", "[a, b]", "*a", "&a b", "!a b", "it's", 'say "no"', "C:\\"),
    *("<<<<<<< HEAD", "=======\n", "a\n=======\n", "a\n---\nb", "|-\n a", "key: |\n  text", " a", "a ", "\ta", "a\t"),
    *("\n", "\n\n a", "a\n", "a\n\n", "a\n \n", "\na", " \na", "a\n  b\n c", "\n\ta", "a\n\tb"),
    *("“Yes”", "„Ano“", "Praha:město", "a： b", "https://example.org/a#b", "x" * 5000),
)
SOME_TEXT = st.text(ALPHABET, max_size=12) | st.text(max_size=12) | st.sampled_from(TRICKY)
INVISIBLE = {"Cc", "Cf", "Mn"}
TEXTS = SOME_TEXT.filter(lambda text: not any(unwritable(text)))
PROSE = TEXTS.map(Prose)
KEYS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True) | TEXTS.filter(
    lambda text: (
        text.strip() == text != "" and len(text) < 100 and not INVISIBLE & {unicodedata.category(char) for char in text}
    )
)


def plain(value: Value) -> object:
    """What the reader should say."""
    if isinstance(value, Commented):
        return plain(value.value)
    if isinstance(value, Prose):
        return value.words
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def folded(keys: list[str]) -> set[str]:
    return {unicodedata.normalize("NFKC", key).casefold().strip() for key in keys}


def commented(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return values | st.builds(Commented, values, st.just("why"))


def collections(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    mappings = st.dictionaries(KEYS, commented(values), max_size=4)
    # The reader refuses two keys that look the same.
    return st.lists(commented(values), max_size=4) | mappings.filter(lambda each: len(folded(list(each))) == len(each))


FILES = collections(st.recursive(TEXTS | PROSE, collections, max_leaves=12)).filter(bool)


@settings(deadline=None)
@given(FILES)
def test_what_is_written_is_read_back_character_for_character(value: dict[str, Value]) -> None:
    text = write(value, heading=["yaml-language-server: $schema=election.json", ""])

    tree, found = read("file.yaml", text)

    assert found == []
    assert tree is not None
    assert tree.plain() == plain(value)


@settings(deadline=None)
@given(SOME_TEXT)
def test_a_text_is_unwritable_just_where_the_reader_refuses_its_characters(text: str) -> None:
    text = text.replace("\r", "")

    below = "".join(f"  {line}\n" for line in text.split("\n"))

    _, found = read("file.yaml", f"a: |2-\n{below}")

    refused = {each.code for each in found} & {"forbidden-character", "line-separator", "stacked-marks"}
    assert any(unwritable(text)) == bool(refused)


def test_values_stand_in_block_style_with_prose_below_a_bar() -> None:
    value = {
        "name": "Ada Obi",
        "party": ["river-party", "hill-party"],
        "answers": {
            "free-buses": "no",
            "new-stadium": {"position": "agree", "comment": Prose("Schools first: line #12 too.\n\nThen buses.")},
            "harbour": {"comment": Prose("  indented\n")},
            "night-trains": "",
        },
        "ranking": ["a", ["b", "c"]],
        "questions": [{"id": "q1", "text": "Really?", "options": [{"id": "yes"}]}, {"id": "q2"}],
        "links": {},
        "sources": [],
    }

    assert write(value) == (
        "name: Ada Obi\n"
        "party:\n"
        "  - river-party\n"
        "  - hill-party\n"
        "answers:\n"
        "  free-buses: no\n"
        "  new-stadium:\n"
        "    position: agree\n"
        "    comment: |-\n"
        "      Schools first: line #12 too.\n"
        "\n"
        "      Then buses.\n"
        "  harbour:\n"
        "    comment: |2\n"
        "        indented\n"
        "  night-trains:\n"
        "ranking:\n"
        "  - a\n"
        "  - - b\n"
        "    - c\n"
        "questions:\n"
        "  - id: q1\n"
        "    text: Really?\n"
        "    options:\n"
        "      - id: yes\n"
        "  - id: q2\n"
        "links: {}\n"
        "sources: []\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, with (signs) & more", "Plain words, with (signs) & more"),
        ("-2", "-2"),
        ("https://example.org/#top", "https://example.org/#top"),
        ("12:30", "12:30"),
        ("a: b", "'a: b'"),
        ("it's: so", '"it\'s: so"'),
        ("“Yes”", "'“Yes”'"),
        ("a\tb", '"a\\tb"'),
        (" ", "' '"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, written: str) -> None:
    assert write({"a": text}) == f"a: {written}\n"


def test_comments_stand_above_the_file_and_after_values() -> None:
    value = {
        "format": Commented("1", "of these files"),
        "party": Commented("", "one, a list of several, or none"),
        "funding": Commented(Prose("Dues."), "who pays"),
        "regions": Commented({"uplands": "The Uplands"}, "optional"),
    }

    assert write(value, heading=["An election.", ""]) == (
        "# An election.\n"
        "#\n"
        "format: 1  # of these files\n"
        "# one, a list of several, or none\n"
        "party:\n"
        "funding: |-  # who pays\n"
        "  Dues.\n"
        "regions:  # optional\n"
        "  uplands: The Uplands\n"
    )


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1b", "\r", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\ufffe"]
)
def test_what_no_file_can_hold_is_told_and_never_written(character: str) -> None:
    text = f"ab\nc{character}"

    assert [each.start for each in unwritable(text)] == [4]
    for value in ({"a": text}, {"a": [Prose(text)]}, {f"a{character}": "b"}, {"a": Commented("b", character)}):
        with pytest.raises(ValueError, match="cannot be"):
            write(value)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="cannot be"):
        write({"a": "b"}, heading=[character])


@pytest.mark.parametrize("key", ["a\nb", "x" * 501, ""])
def test_a_key_of_several_lines_or_of_none_is_never_written(key: str) -> None:
    with pytest.raises(ValueError, match="cannot be a key"):
        write({key: "b"})
