"""Editors see what cmpgen sees: the schemas take every file of the example and refuse every fault of shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from cmpgen import schema, shapes
from tests.checks.test_checks import CASES
from tests.helpers import DEMO, ROOT
from tests.riverland import FILES

SHAPE = {
    "bad-address",
    "bad-branch",
    "bad-date",
    "bad-link",
    "bad-number",
    "bad-percentage",
    "bad-photo-name",
    "bad-wikidata",
    "misplaced-field",
    "missing-field",
    "too-long",
    "unknown-field",
    "unknown-value",
    "wrong-shape",
}
"""The codes that `fit`, `shapes` and the reading of a question's type report."""

DOCS = (ROOT / "docs/files.md").read_text(encoding="utf-8")


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: true and false, numbers and null are what they look like, all else is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), None)
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)$"), None)
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), None)
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]*$"), None)


def kind_of(path: str) -> str:
    """Which schema a file of a project is written for."""
    if path.startswith("candidates/"):
        return "candidate"
    return "constituency" if "/constituencies/" in path else path.rsplit("/", 1)[-1].removesuffix(".yaml")


def faults(kind: str, text: str) -> list[str]:
    """What an editor underlines."""
    seen = yaml.load(text, EditorLoader)
    return [each.message for each in Draft7Validator(schema.schema(kind)).iter_errors(seen)]


def example() -> Iterator[str]:
    for folder in ("questionnaires", "candidates"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            if path.name != "map.yaml":
                yield path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("kind", schema.KINDS)
def test_a_schema_is_one(kind: str) -> None:
    Draft7Validator.check_schema(schema.schema(kind))


@pytest.mark.parametrize("path", list(example()))
def test_every_file_of_the_example_is_accepted(path: str) -> None:
    assert faults(kind_of(path), (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [*DEMO, *FILES])
def test_every_file_of_the_small_elections_is_accepted(path: str) -> None:
    assert faults(kind_of(path), {**DEMO, **FILES}[path]) == []


BEYOND = {
    "missing-field of a name that nobody sees",
    "missing-field of a text of blanks in every language",
    "missing-field of languages of nothing",
}
"""Faults of shape that no schema can say: which letters are blank is a matter of Unicode's tables, and one language
with words is enough."""


@pytest.mark.parametrize("case", [case for case in CASES if case.split()[0] in SHAPE and case not in BEYOND])
def test_every_fault_of_shape_is_refused(case: str) -> None:
    files, places = CASES[case]
    (path,) = {place.split(":")[0] for place in places}

    assert faults(kind_of(path), files[path])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "candidate",
            "name: 1984\nballot: 3\nreplied: 2027-05-06\nanswers:\n  a: yes\n  b: no\n  c: true\n  d: 3\n  e:\n",
        ),
        ("candidate", "name: Ada\nparty: [a, b]\nanswers:\n  a:\n    comment:\n      fr: Oui.\n"),
        ("candidate", 'name: Ada\nballot: "3"\nparty:\nphoto:\nanswers:\n'),
        ("candidate", "name: Ada\nparty:\n  - green\n  -\ncontacted:\n  2027-03-20:\n"),
        (
            "election",
            "format: 1\ntitle: 2027\ndate: 2027-05-06\nlanguages: en\nclosed: false\nmethod:\ntopics:\n  a:\n",
        ),
        ("constituency", "name: North\nseats: 2\nquestions:\n"),
        ("questions", "- id: 2027\n  text: Is it?\n  asked-in: uplands\n  scale:\n"),
        ("questions", "# none yet\n"),
        ("voter", "answers:\n  a: yes\n  b:\nweights:\n  a: 2\n  b:\n"),
    ],
)
def test_what_an_editor_takes_for_a_number_a_flag_or_null_is_accepted(kind: str, text: str) -> None:
    assert faults(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("candidate", "name:\n"),
        ("candidate", "name: Ada\nanswers:\n  a: [b]\n"),
        ("candidate", "name: Ada\nanswers:\n  a:\n    source:\n      url: https://example.org\n"),
        ("candidate", 'name: " "\n'),
        ("candidate", "name: Ada\nparty: " + "x" * 301 + "\n"),
        ("candidate", "name: Ada\nballot: 1234567890\n"),
        ("candidate", "name: Ada\nlinks:\n  web:\n"),
        ("candidate", "name: Ada\ncontacted:\n  soon: email\n"),
        ("election", "title: T\ndate: 6 May 2027\nlanguages: [en]\n"),
        ("election", "title: T\ndate: 2027-05-06\nlanguages: English\n"),
        ("election", "title: T\ndate: 2027-05-06\nlanguages: []\n"),
        ("election", "title: {}\ndate: 2027-05-06\nlanguages: en\n"),
        ("election", "title: T\ndate: 2027-05-06\nlanguages: en\nscales:\n  s:\n    - id: a\n      label: A\n"),
        ("questions", "- id: 1.5\n  text: A\n"),
        ("questions", "- id: -1\n  text: A\n"),
        ("election", "title: T\ndate: 2027-05-06\nlanguages: [en]\ntopics:\n  Big Topic: x\n"),
        ("questions", "- id: a\n  text: A\n  type: choice\n  scale: agree-5\n"),
        ("questions", "id: a\ntext: A\n"),
        ("voter", "weights:\n  a: 3\n"),
    ],
)
def test_what_cmpgen_refuses_is_refused(kind: str, text: str) -> None:
    assert faults(kind, text)


def test_every_field_has_its_description_and_every_description_a_field() -> None:
    every = {each.__name__: each for kind in schema.KINDS.values() for each in schema._shapes(kind[1])}

    fields = {name: {*each.fields} for name, each in every.items()}

    assert fields == {name: set(words) for name, words in schema.DESCRIPTIONS.items()}
    assert {shapes.CandidateShape, shapes.AnswerShape, shapes.OriginShape} <= set(every.values())


@pytest.mark.parametrize(
    ("shape", "heading"),
    [
        ("ElectionShape", "## election.yaml"),
        ("QuestionShape", "## questions.yaml"),
        ("ConstituencyShape", "## constituencies/&lt;id&gt;.yaml"),
        ("CandidateShape", "## candidates/…/&lt;id&gt;.yaml"),
        ("AnswerShape", "| field of an answer | what it holds |"),
        ("OriginShape", "| field of a source | what it holds |"),
        ("TermsShape", "| field of `terms` | what it holds |"),
        ("MethodShape", "| field of `method` | what it holds |"),
        ("ForgeShape", "| field of `forge` | what it holds |"),
        ("PartyShape", "| field of a party | what it holds |"),
        ("OptionShape", "| field of an option | what it holds |"),
        ("StepShape", "| field of an option of a scale | what it holds |"),
        ("CitationShape", "| field of a source of a question | what it holds |"),
    ],
)
def test_the_documents_say_what_editors_say(shape: str, heading: str) -> None:
    table = re.search(r"\|---\|---\|\n((?:\|.*\n)+)", DOCS.split(heading + "\n")[1])
    assert table

    told = {
        row[1]: re.sub(r"`|, see \[.*?\]\(.*?\)", "", row[2]).removeprefix("required; ")
        for row in re.finditer(r"^\| `([^`]+)` \| (.*) \|$", table[1], re.MULTILINE)
    }

    fields = {name: words for name, words in schema.DESCRIPTIONS[shape].items() if name != "source-id" or name in told}
    assert told == fields
