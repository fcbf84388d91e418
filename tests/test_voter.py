"""A voter's answers in JSON and in YAML: what is understood, what is skipped, what is refused and where."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen.compile import compile_project
from cmpgen.model import Contest
from cmpgen.scores.match import Voter
from cmpgen.voter import read_voter
from cmpgen.yamltree import read_json
from tests.helpers import DEMO, QUESTIONS, nodes


def contest(files: Mapping[str, str] | None = None) -> Contest:
    compiled, _ = compile_project({**DEMO, **(files or {})})
    return next(each for each in compiled.elections[0].contests if each.constituency.id == "north")


NORTH = contest()


def told(text: str) -> tuple[Voter, list[str]]:
    voter, found = read_voter("mine", text, NORTH)
    return voter, [f"{each.where} {each.code}".removeprefix("mine:") for each in found]


RLO = "U+202E RIGHT-TO-LEFT OVERRIDE"
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
    ("text", "expected"),
    [
        ("answers:\n  why: Cars!\n", ["2:3 unscored-question"]),
        ("answers:\n  why: null\n", []),
        ('{"answers": {"why": null}}', []),
    ],
)
def test_what_is_never_scored_is_warned_of_unless_it_was_skipped(text: str, expected: list[str]) -> None:
    why = f"{QUESTIONS}- id: why\n  type: text\n  text: Why?\n"

    voter, found = read_voter("mine", text, contest({"questionnaires/demo/questions.yaml": why}))

    assert voter == Voter({}, {})
    assert [f"{each.where} {each.code}" for each in found] == [f"mine:{each}" for each in expected]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{\n\t"answers": {\n\t\t"a": "agree"\n\t}\n}', ["3:3 unknown-question"]),
        ('{\n\t"answers": {"free-buses": "agree",\n\t"free-buses": "disagree"}}', ["3:2 duplicate-key"]),
        ('{"answers": {"free-buses": "agree", "FREE-buses": "agree"}}', ["1:37 duplicate-key"]),
        ('{"weights": {"a": null}}', ["1:14 unknown-question"]),
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


DEEP = "[" * 32 + "]" * 32


@pytest.mark.parametrize(
    ("text", "tree", "faults"),
    [
        (
            '{"a": ["b", 1.50, null],\n\t"c\\u00e9": {"d": ""},\n\n  "e" :"f"}\n',
            {
                "": "1:1",
                "1:2+3 a (a)": ["1:7", "1:8+3 b", "1:13+4p 1.50", "1:19+4p "],
                "2:2+9 cé (cé)": {"": "2:13", "2:14+3 d (d)": "2:19+2 "},
                "4:3+3 e (e)": "4:8+3 f",
            },
            [],
        ),
        ('\ufeff [ {"a":\r\n{}}\r,[]]', ["1:2", {"": "1:4", "1:5+3 a (a)": {"": "2:1"}}, ["3:2"]], []),
        ("\n[NaN, -1e5, true]", ["2:1", "2:2+3p NaN", "2:7+4p -1e5", "2:13+4p true"], []),
        ('["\\ud83d\\ude00\\n", "\\\\ud800"]', ["1:1", "1:2+16 😀\n", "1:20+9 \\ud800"], []),
        ('["x\\ud800y\\udc00\\udc00"]', ["1:1", "1:2+22 "], [("1:4+6 bad-escape", {"words": "\\ud800"})]),
        ('["b\\u202ec"]', ["1:1", "1:2+10 bc"], [("1:2+10 forbidden-character", {"character": RLO})]),
        ('["b\u202e\\n"]', ["1:1", "1:2+6 b\n"], [("1:4+1 forbidden-character", {"character": RLO})]),
        (
            '{"a": [], "A ": {}, "b": 1}',
            {"": "1:1", "1:2+3 a (a)": ["1:7"], "1:21+3 b (b)": "1:26+1p 1"},
            [("1:11+4 duplicate-key", {"word": "A", "line": 1})],
        ),
        (f"[{DEEP}]", None, [("1:33+1 too-deep", {"limit": 32})]),
        (f"[\n{'1,' * 100_000}1]", None, [("2:1+1 too-many-values", {"limit": 100_000})]),
    ],
    ids=lambda each: str(each)[:20],
)
def test_a_tree_of_json_and_its_faults_know_their_places(text: str, tree: object, faults: list[object]) -> None:
    read = read_json("file.json", text)

    assert read is not None
    assert (nodes(read[0].root) if read[0] else None) == tree
    assert [
        (f"{each.where.line}:{each.where.column}+{each.where.length} {each.code}", dict(each.facts)) for each in read[1]
    ] == faults


MANY = [f"[{'1,' * 99_999}1]", json.dumps({str(n): n for n in range(60_000)})]


@pytest.mark.parametrize("text", [DEEP, *MANY, f'["{"x" * 4_999_996}"]'], ids=lambda each: each[:5])
def test_json_up_to_the_limits_is_read(text: str) -> None:
    read = read_json("file.json", text)

    assert read is not None and read[0] is not None
    assert read[1] == []


@pytest.mark.parametrize(
    "text", ["", "1", '"a"', "[1", '{"a":}', "[1] 2", "[" * 100_000 + "]" * 100_000, f'["{"x" * 4_999_997}"]']
)
def test_what_is_no_list_or_object_in_json_is_left_to_yaml(text: str) -> None:
    assert read_json("file.json", text) is None


@given(st.text('{}[]:,"\\ \tnul1u\ud800', max_size=30))
def test_no_text_raises(text: str) -> None:
    read_voter("file.json", text, NORTH)
