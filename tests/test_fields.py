"""Each kind of value: what a volunteer may write, what is read of it, and why the rest is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from cmpgen import fields
from cmpgen.kinds import REFUSED, reader, schema

KINDS: dict[str, Any] = {
    "line": fields.Line,
    "source's id": fields.SourceId,
    "id": fields.Id,
    "whole number": fields.Whole,
    "number from 1": fields.Counting,
    "percentage": fields.Percentage,
    "date": fields.Date,
    "flag": fields.Flag,
    "link": fields.Link,
    "base": fields.Base,
    "branch": fields.Branch,
    "address": fields.Address,
    "language": fields.Language,
    "item of Wikidata": fields.Wikidata,
    "photo": fields.PhotoName,
}

ACCEPTED = [
    ("line", "x" * 300, "x" * 300),
    ("line", "", ""),
    ("line", "Ada  Obi\n", "Ada  Obi"),
    ("source's id", "a\nb", "a\nb"),
    ("id", "free-buses", "free-buses"),
    ("id", "2027", "2027"),
    ("whole number", "-3", -3),
    ("whole number", "999999999", 999_999_999),
    ("number from 1", "1", 1),
    ("percentage", "0%", 0),
    ("percentage", "7%", 7),
    ("percentage", "100%", 100),
    ("date", "2028-02-29", datetime.date(2028, 2, 29)),
    ("flag", "true", True),
    ("flag", "True", True),
    ("flag", "FALSE", False),
    ("link", "https://a.example", "https://a.example"),
    ("link", "HTTPS://a.example/", "HTTPS://a.example/"),
    ("link", "http://a-b.example:80/%20?q=ü#x", "http://a-b.example:80/%20?q=ü#x"),
    ("link", "https://[::1]/", "https://[::1]/"),
    ("link", "https://a.example/" + "x" * 1982, "https://a.example/" + "x" * 1982),
    ("base", "https://a.example/b", "https://a.example/b"),
    ("base", "https://a.example/b..c/...", "https://a.example/b..c/..."),
    ("branch", "site/2027-05.1", "site/2027-05.1"),
    ("branch", "höhe#1", "höhe#1"),
    ("address", "ada@b.example", "ada@b.example"),
    ("address", "a" * 244 + "@b.example", "a" * 244 + "@b.example"),
    ("language", "pt-BR", "pt-BR"),
    ("language", "", ""),
    ("item of Wikidata", "Q42", "Q42"),
    ("item of Wikidata", "Q123456789012345", "Q123456789012345"),
    ("photo", "ada-1.JPG", "ada-1.JPG"),
]

REFUSALS = [
    ("line", "x" * 301, "too-long"),
    ("line", ["a"], "wrong-shape"),
    ("line", "Ada\nObi", "wrong-shape"),
    ("source's id", "x" * 301, "too-long"),
    ("id", "Free Buses", "bad-id"),
    ("id", "", "bad-id"),
    ("whole number", "1_000", "bad-number"),
    ("whole number", "1234567890", "bad-number"),
    ("whole number", "٣", "bad-number"),
    ("number from 1", "0", "bad-number"),
    ("number from 1", "-1", "bad-number"),
    ("percentage", "50", "bad-percentage"),
    ("percentage", "101%", "bad-percentage"),
    ("percentage", "-1%", "bad-percentage"),
    ("date", "2027-02-29", "bad-date"),
    ("date", "20270506", "bad-date"),
    ("date", "2027-W18-4", "bad-date"),
    ("flag", "yes", "unknown-value"),
    ("flag", "1", "unknown-value"),
    ("flag", {}, "wrong-shape"),
    ("link", "a.example", "bad-link"),
    ("link", "https:a.example", "bad-link"),
    ("link", "ftp://a.example", "bad-link"),
    ("link", "https://", "bad-link"),
    ("link", "https://..", "bad-link"),
    ("link", "https://a@b.example", "bad-link"),
    ("link", "https://a.example:x/", "bad-link"),
    ("link", "https://[x", "bad-link"),
    ("link", "https://a.example/a b", "bad-link"),
    ("link", "https://a.example/ü^", "bad-link"),
    ("link", "https://a.example/ü\u200e", "bad-link"),
    ("link", "https://a.example/^", "bad-link"),
    ("link", "https://a.example/" + "x" * 1983, "bad-link"),
    ("base", "a.example", "bad-link"),
    ("base", "https://a.example/?", "bad-link"),
    ("base", "https://a.example/#x", "bad-link"),
    ("base", "https://a.example/b/../c", "bad-link"),
    ("base", "https://a.example/b/.%2E", "bad-link"),
    ("base", "https://a.example/./b", "bad-link"),
    *(
        ("branch", word, "bad-branch")
        for word in ("main/../../evil", "..", "/main", "main/", "a//b", "a b", ".a", "a/.b")
    ),
    *(("branch", word, "bad-branch") for word in ("a.", "-a", "@", "a@{1}", "a.lock", "a.lock/b", "a\tb", "a\x7f")),
    *(("branch", f"a{sign}b", "bad-branch") for sign in "~^:?*[\\"),
    ("address", "ada", "bad-address"),
    ("address", "ada@b", "bad-address"),
    ("address", "a" * 245 + "@b.example", "bad-address"),
    ("language", "No Tag", "bad-language"),
    ("item of Wikidata", "Q0", "bad-wikidata"),
    ("item of Wikidata", "Q1234567890123456", "bad-wikidata"),
    ("photo", "../ada.jpg", "bad-photo-name"),
    ("photo", "a..jpg", "bad-photo-name"),
    ("photo", "con.jpg", "bad-photo-name"),
]


def read(kind: Any, value: object) -> tuple[Any, list[Any]]:
    faults: list[Any] = []
    return reader(kind)(value, ("field",), faults), faults


@pytest.mark.parametrize(("kind", "written", "value"), ACCEPTED)
def test_what_is_written_so_is_read(kind, written, value):
    found, faults = read(KINDS[kind], written)

    assert faults == []
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("kind", "written", "code"), REFUSALS)
def test_what_is_written_so_is_refused(kind, written, code):
    found, faults = read(KINDS[kind], written)

    assert found is REFUSED
    assert [(each.steps, each.value, each.code) for each in faults] == [(("field",), written, code)]


def test_every_kind_is_tried():
    assert {kind for kind, *_ in ACCEPTED} == {kind for kind, *_ in REFUSALS} == KINDS.keys()


@pytest.mark.parametrize(
    ("kind", "value", "expected", "found"),
    [
        (fields.Line, {"a": "b"}, "text", "lines of 'name: value'"),
        (fields.Line, ["a"], "text", "a list"),
        (fields.Text, ["a"], "text, or a text for each language", "a list"),
        (fields.Lines, {}, "a list", "lines of 'name: value'"),
        (dict[str, fields.Line], "a", "lines of 'name: value'", "text"),
    ],
)
def test_shapes_are_called_what_a_volunteer_would_call_them(kind, value, expected, found):
    (fault,) = read(kind, value)[1]

    assert (fault.code, fault.facts) == ("wrong-shape", {"expected": expected, "found": found})


def test_a_name_that_is_refused_is_told_as_one_with_the_value_of_its_pair():
    found, faults = read(dict[fields.Date, fields.Line], {"soon": "email", "2027-03-20": "post"})

    assert found == {datetime.date(2027, 3, 20): "post"}
    assert [(each.steps, each.value, each.code, each.is_name) for each in faults] == [
        (("field", "soon"), "email", "bad-date", True)
    ]


def test_a_text_has_a_language_or_is_in_the_default_one():
    assert read(fields.Text, "Yes")[0] == {"": "Yes"}
    assert read(fields.Text, {"en": "Yes", "fr": ""})[0] == {"en": "Yes", "fr": ""}
    assert [each.facts["case"] for each in read(fields.Text, {"No, because": ""})[1]] == ["last"]


def test_a_word_of_a_list_may_have_capitals_and_blanks_and_a_slip_is_told():
    kind = fields.Annotated[str, fields.one_of("answered", "declined")]

    assert read(kind, " Answered ")[0] == "answered"
    assert read(kind, "answerd")[1][0].facts == {
        "word": "answerd",
        "choices": "answered, declined",
        "nearest": "answered",
    }


LINE = {
    "type": ["string", "number", "boolean", "null"],
    "maxLength": 300,
    "not": {"type": "string", "pattern": r"[^\n]\n+[^\n]"},
}

SCHEMAS = [
    (fields.Flag, {"enum": [True, False, "true", "false"]}),
    (fields.Annotated[str, fields.one_of("1", "x")], {"enum": ["1", "x", 1]}),
    (dict[str, fields.Link | None], {"type": "object", "additionalProperties": schema(fields.Link)}),
    (
        dict[str, fields.Words],
        {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
    ),
    (
        dict[fields.Wikidata, fields.Words],
        {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {"^(?:Q[1-9][0-9]{0,14})$": {"type": ["string", "number", "boolean", "null"]}},
        },
    ),
    (
        dict[str, fields.Lines],
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    LINE,
                    {"type": "array", "items": LINE},
                    {"type": "null"},
                ]
            },
        },
    ),
    (
        fields.Text,
        {
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
            ]
        },
    ),
]


@pytest.mark.parametrize(("kind", "seen"), SCHEMAS)
def test_an_editor_sees_as_much_as_a_schema_can_say(kind, seen):
    assert schema(kind) == seen
