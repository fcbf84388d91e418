"""A voter's answers in JSON and in YAML: what is understood, what is skipped, what is refused and where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen.compile import compile_project
from cmpgen.model import Contest
from cmpgen.scores.match import Voter
from cmpgen.voter import read_voter
from cmpgen.yamltree import read_json
from tests.helpers import DEMO


def contest() -> Contest:
    compiled, _ = compile_project(DEMO)
    return next(each for each in compiled.elections[0].contests if each.constituency.id == "north")


NORTH = contest()


def told(text: str) -> tuple[Voter, list[str]]:
    voter, found = read_voter("mine", text, NORTH)
    return voter, [f"{each.where} {each.code}".removeprefix("mine:") for each in found]


AGREED = Voter({"free-buses": 3, "school-language": 1}, {"free-buses": 2})


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"answers": {"free-buses": "agree", "school-language": "Both"}, "weights": {"free-buses": 2}}),
        json.dumps({"answers": {"free-buses": "agree", "school-language": "both"}, "weights": {"free-buses": "2"}}),
        '{\n\t"answers": {\n\t\t"free-buses":\t"agree",\n\t\t"school-language": "both"\n\t},\n'
        '\t"weights": {"free-buses": 2}\n}\n',
        '\ufeff{"answers"\r\n:{"free-buses":"\\u0061gree","school-language":"both"},"weights":{"free-buses":2}}',
        "answers:\n  free-buses: agree\n  school-language: both\nweights:\n  free-buses: 2\n",
    ],
)
def test_json_as_programs_write_it_and_yaml_are_read(text: str) -> None:
    assert told(text) == (AGREED, [])


@pytest.mark.parametrize(
    "text",
    [
        '{"answers": {"free-buses": null, "new-stadium": "agree"}, "weights": {"new-stadium": null}}',
        '{"answers": {"free-buses": "", "new-stadium": "agree"}, "weights": null}',
        "answers:\n  free-buses: null\n  new-stadium: agree\nweights:\n  new-stadium:\n",
        "answers:\n  free-buses: ~\n  new-stadium: agree\n",
    ],
)
def test_null_and_nothing_are_a_skipped_question(text: str) -> None:
    assert told(text) == (Voter({"new-stadium": 3}, {}), [])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{\n\t"answers": {\n\t\t"a": "agree"\n\t}\n}', ["3:3 unknown-question"]),
        ('{\n\t"answers": {"free-buses": "agree",\n\t"free-buses": "disagree"}}', ["3:2 duplicate-key"]),
        ('{"answers": {"free-buses": "agree", "FREE-buses": "agree"}}', ["1:37 duplicate-key"]),
        ('{\t"answers":{"free-buses": NaN}}', ["1:28 unknown-option"]),
        ('{"weights": {"free-buses":\t1e999}}', ["1:28 unknown-value"]),
        ('{"weights": {"free-buses":\t2.0}}', ["1:28 unknown-value"]),
        ('{\t"answers":{"free-buses": "\\ud800"}}', ["1:29 bad-escape"]),
        ('{"answers": {"free-buses": "\\ude00\\ud83d"}}', ["1:29 bad-escape"]),
        ('{"answers": {"free-buses": "\\ud83d\\ude00"}}', ["1:28 unknown-option"]),
        ('{"answers": {"free-buses": "agree\\u202e"}}', ["1:28 forbidden-character"]),
        ('{"answers": {"free-buses": "agree\\u0000"}}', ["1:28 forbidden-character"]),
        ('{"answers": {"free-buses": "a\u202egree"}}', ["1:30 forbidden-character"]),
        ("[" * 40 + "\t" + "]" * 40, ["1:33 too-deep"]),
        ("[" * 100_000 + "]" * 100_000, ["1:33 too-deep"]),
        (f"[{'1,' * 100_000}1]", ["1:1 too-many-values"]),
        ('["free-buses"]', ["1:1 wrong-shape"]),
        ('{"answers": {"free-buses": ["agree"]}}', ["1:28 wrong-shape"]),
        ('{"answers": {"free-buses": {}}}', ["1:28 wrong-shape"]),
        ('{"answers": {"free-buses": true}}', ["1:28 unknown-option"]),
        ("{answers: {free-buses: yes, agree}}", ["1:24 unknown-option", "1:29 missing-colon"]),
        ("null", ["1:1 wrong-shape"]),
        ("", ["1:1 empty-file"]),
    ],
)
def test_what_two_readers_would_read_in_two_ways_is_refused_where_it_stands(text: str, faults: list[str]) -> None:
    assert told(text)[1] == faults


JSON = st.recursive(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=9) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.integers().map(str), inner, max_size=3),
    max_leaves=9,
)


@given(st.lists(JSON, max_size=3) | st.dictionaries(st.integers().map(str), JSON), st.sampled_from([None, 2, "\t"]))
def test_a_tree_of_json_holds_what_json_holds(data: object, indent: int | str | None) -> None:
    text = json.dumps(data, indent=indent)

    found = read_json("file.json", text)

    assert found is not None
    tree, faults = found
    if not faults:
        assert tree is not None and tree.plain() == json.loads(text, parse_int=str)


@given(st.text('{}[]:,"\\ \tnul1u\ud800', max_size=30))
def test_no_text_raises(text: str) -> None:
    read_voter("file.json", text, NORTH)
