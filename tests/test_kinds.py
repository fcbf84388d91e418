"""A file with faults of shape: each is told once, and nothing but what is faulty goes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from cmpgen import shapes
from cmpgen.fit import Fitted, fit
from cmpgen.kinds import Shape
from cmpgen.yamltree import read


def fitted(shape: type[Shape], text: str) -> tuple[Fitted[Any], list[str]]:
    """What is read of a file, and its faults as `line: code`."""
    tree, faults = read("file.yaml", text)
    assert tree is not None
    assert faults == []
    found, more = fit(tree, shape)
    return found, sorted(f"{each.where.line}: {each.code}" for each in more)


def facts(shape: type[Shape], text: str) -> dict[str, object]:
    """The facts of the only fault of a file."""
    tree, _ = read("file.yaml", text)
    assert tree is not None
    ((only,),) = [fit(tree, shape)[1]]
    return dict(only.facts)


def test_of_a_pair_whose_name_and_value_are_faulty_nothing_else_goes() -> None:
    found, faults = fitted(
        shapes.CandidateShape, "name: Ada\ncontacted:\n  soon: [by, post]\n  2027-03-20: email\nparty: green\n"
    )

    assert faults == ["3: bad-date", "3: wrong-shape"]
    assert found.refused == {("contacted", "soon")}
    assert found.value.contacted == {datetime.date(2027, 3, 20): "email"}
    assert found.value.party == ["green"]


def test_a_name_that_is_refused_is_told_where_it_stands():
    tree, _ = read("file.yaml", "name: Ada\ncontacted:\n  soon: email\n")
    (fault,) = fit(tree, shapes.CandidateShape)[1]

    assert str(fault.where) == "file.yaml:3:3"
    assert (fault.code, fault.facts) == ("bad-date", (("word", "soon"),))


def test_a_name_between_braces_without_a_colon_is_told_as_that():
    found, faults = fitted(shapes.CandidateShape, "name: Ada\ncontacted: {soon}\n")

    assert faults == ["2: missing-colon"]
    assert found.value.contacted == {}


def test_an_item_of_another_shape_is_told_once_and_leaves_its_place_empty() -> None:
    found, faults = fitted(shapes.CandidateShape, "name: Ada\nparty:\n  - green\n  - [a, b]\n  - red\n")

    assert faults == ["4: wrong-shape"]
    assert found.value.party == ["green", "", "red"]
    assert found.refused == {("party", 1)}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("languages: No Tag\n", {("languages",)}),
        ("languages: [en, No Tag]\n", {("languages", 1)}),
    ],
)
def test_a_short_form_goes_as_a_whole(text: str, refused: set[tuple[str, ...]]) -> None:
    found, faults = fitted(shapes.ElectionShape, f"title: T\ndate: 2027-05-06\n{text}")

    assert faults == ["3: bad-language"]
    assert found.refused == refused
    assert bool(found.value.languages) == ("en" in text)


def test_an_answer_that_is_a_list_goes_and_the_others_stay() -> None:
    found, faults = fitted(shapes.CandidateShape, "name: Ada\nanswers:\n  a: [agree]\n  b: agree\n  c:\n")

    assert faults == ["3: wrong-shape"]
    assert found.refused == {("answers", "a")}
    assert {id_: each.position for id_, each in found.value.answers.items()} == {"b": "agree", "c": ""}


def test_what_the_fields_are_called_is_said_at_every_depth() -> None:
    start = "title: T\ndate: 2027-05-06\nlanguages: en\n"

    assert facts(shapes.ElectionShape, f"{start}parties:\n  green:\n    name: G\n    colour: x\n")["known"] == (
        "name, source-id, url"
    )
    assert facts(shapes.CandidateShape, "name: Ada\nanswers:\n  a:\n    positon: agree\n") == {
        "field": "positon",
        "nearest": "position",
        "known": "comment, position, source",
        "case": "answer",
    }


def test_a_file_of_another_shape_is_an_empty_one() -> None:
    found, faults = fitted(shapes.CandidateShape, "- name: Ada\n")

    assert faults == ["1: wrong-shape"]
    assert found.refused == {()}
    assert found.value.name == ""


def test_the_defaults_of_a_shape_are_as_they_were_after_another_file_was_read() -> None:
    fitted(shapes.CandidateShape, "name: Ada\nparty: green\nlinks:\n  web: https://a.example\nanswers:\n  a: agree\n")

    empty = shapes.CandidateShape()

    assert (empty.name, empty.party, empty.links, empty.answers) == ("", [], {}, {})
