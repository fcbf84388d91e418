"""A file that was cut off is an error, or says less; never does it say another thing.

What a line break has closed is whole. Of a last line without its end nobody knows whether it is, so a position that
could be the beginning of another one is refused (`cut-off`). Words may be cut within a word, which people see.
LIMITS names what a cut can change and nothing tells.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cmpgen import checks, model
from cmpgen.compile import Compiled, compile_project
from cmpgen.files import read_project
from cmpgen.layout import CANDIDATES
from tests.helpers import ELECTION, ROOT

SAMPLE = 25
"""Cuts of each file that `make test` tries; `make truncation` tries every one."""

LIMITS = {
    *("Candidate.ballot", "Constituency.seats", "Election.comment_limit"),
    *("Candidate.parties", "Candidate.wikidata", "Constituency.region", "Question.asked_in", "Question.based_on"),
    *("Question.topic", "Election.languages", "Election.order_seed", "Forge.branch"),
    "Contest.questions",
}
"""Fields whose last number or name, cut within, is another one that is as good, and that nothing refuses.

A question that has lost its `asked-in` is asked everywhere. What else is missing has its default, a `method` too.
"""

WORDS = (
    *("contact", "credit", "evidence", "licence", "name", "site", "url"),
    *("background", "comment", "contacted", "easy", "arguments_for", "arguments_against", "funding", "label", "links"),
    *("panel", "publisher", "quote", "regions", "terms", "text", "title", "topics"),
)
"""Fields that hold what people read, or an address: of these the beginning may be left."""

EXAMPLE = read_project(ROOT)
FILES = sorted(EXAMPLE.texts)

Said = dict[tuple[str, ...], Any]
"""Every value of every election, by the way to it: "Candidate.ballot" and the like, with ids and numbers."""


def said(compiled: Compiled) -> Said:
    """All that the files say, and what is made of it: who is asked what."""
    found: Said = {}
    for each in compiled.elections:
        found |= values(each.election, (each.election.id,), "")
        for contest in each.contests:
            here = (each.election.id, contest.constituency.id)
            found |= values(contest.candidates, here, "Contest.candidates")
            found[*here, "Contest.questions"] = tuple(question.id for question in contest.questions)
    return found


def values(value: object, way: tuple[str, ...], field: str) -> Iterator[tuple[tuple[str, ...], object]]:
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            if each.compare:
                name = f"{type(value).__name__}.{each.name}"
                yield from values(getattr(value, each.name), (*way, name), name)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from values(each, (*way, str(key)), field)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from values(each, (*way, getattr(each, "id", str(number))), field)
    else:
        yield (*way,), value


def field_of(way: tuple[str, ...]) -> str:
    """The innermost field on the way to a value."""
    return next(step for step in reversed(way) if "." in step and step.partition(".")[0] in vars(model))


def changes(compiled: Compiled, whole: Said) -> set[str]:
    """The fields that say another thing than in the whole: another value, or one where there is none."""
    return {field_of(way) for way, value in said(compiled).items() if not is_kept(field_of(way), value, whole.get(way))}


def is_kept(field: str, value: object, before: object) -> bool:
    """Whether a value is as it was, or is missing, or is the beginning of words."""
    owner, _, name = field.partition(".")
    if value == before:
        return True
    if owner == "Contest":
        # Questions that stood after the cut are missing, and so are candidates.
        return isinstance(value, tuple) and isinstance(before, tuple) and set(value) <= set(before)
    defaults = {each.name: each.default for each in dataclasses.fields(getattr(model, owner))}
    if value in (None, "", frozenset()) or value == defaults[name]:
        return True
    # A tag of a language that has lost its colon is taken for words, too, and so is the first letter of one.
    tags = ("e", "en", "f", "fr")
    return name in WORDS and isinstance(value, str) and (str(before).startswith(value.rstrip()) or value in tags)


def changed(texts: dict[str, str], path: str, cuts: Iterable[int]) -> dict[str, str]:
    """The fields that a cut of the file changes, each with an example; cuts that are an error change nothing."""
    # Other candidates are not touched by a cut of this one's file, and reading them takes time.
    if path.startswith(CANDIDATES):
        texts = {each: text for each, text in texts.items() if not each.startswith(CANDIDATES) or each == path}
    photos = EXAMPLE.photos if texts.keys() <= EXAMPLE.texts.keys() else {}
    intact, faults = compile_project(texts, photos=photos)
    assert not any(checks.is_error(each) for each in faults)
    whole = said(intact)
    raw, found = texts[path].encode(), dict[str, str]()
    for cut in cuts:
        try:
            rest = raw[:cut].decode()
        except UnicodeDecodeError:
            continue  # not-utf-8, which is an error
        compiled, diagnostics = compile_project({**texts, path: rest}, photos=photos)
        if not any(checks.is_error(each) for each in diagnostics):
            found |= dict.fromkeys(changes(compiled, whole), f"{path}, after {rest[-40:]!r}")
    return found


def untold(texts: dict[str, str], path: str, cuts: Iterable[int]) -> dict[str, str]:
    """What `changed` finds, but for the limits."""
    return {field: example for field, example in changed(texts, path, cuts).items() if field not in LIMITS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_a_file_cut_anywhere_says_nothing_else(path: str) -> None:
    length = len(EXAMPLE.texts[path].encode())

    assert untold(EXAMPLE.texts, path, random.Random(path).sample(range(length), min(SAMPLE, length))) == {}


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_a_file_cut_at_every_byte_says_nothing_else(path: str) -> None:
    assert untold(EXAMPLE.texts, path, range(len(EXAMPLE.texts[path].encode()))) == {}


def test_a_cut_that_would_turn_no_position_into_no_is_an_error() -> None:
    few, many = (
        "    - id: {0}\n      label: {0}\n      value: {1}\n".format(*each) for each in (("few", 1), ("many", 20))
    )
    scale = f"scales:\n  odd:\n{few}{many}"
    texts = {
        "questionnaires/demo/election.yaml": ELECTION + scale,
        "questionnaires/demo/questions.yaml": "- id: free-buses\n  scale: yes-no\n  text: Free?\n",
        "questionnaires/demo/constituencies/north.yaml": "name: North\n",
        "candidates/demo/north/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: no-position\n",
    }

    for path, text in texts.items():
        assert changed(texts, path, range(len(text))) == {}


SHORT_AND_LONG = {
    "questionnaires/demo/election.yaml": """title: Demo
date: 2027-05-06
languages: [en, fr-CA]
topics:
  tax: Tax
  tax-free: Free of tax
regions:
  up: Up
  uplands: Uplands
parties:
  red:
    name: Red
  red-green:
    name: Red and green
method:
  metric: adjacent
  missing: neutral
  minimum-shared: 75%
answers-due: 2027-04-20
closed: true
comment-limit: 500
forge:
  kind: forgejo
  url: https://forge.example.org/demo
  branch: main
order-seed: lot 4711
""",
    "questionnaires/demo/questions.yaml": """- id: tea
  text: Tea?
  type: scale
  scale: agree-7
- id: teas
  text: Which?
  type: choice
  options:
    - id: green
      label: Green
    - id: green-or-black
      label: Green or black
- id: milk
  text: Milk?
  topic: tax-free
  asked-in:
    - uplands
""",
    "questionnaires/demo/constituencies/north.yaml": "name: North\nregion: uplands\nseats: 12\n",
    "questionnaires/demo/constituencies/south.yaml": """name: South
region: up
questions:
  - id: bridge
    text: A bridge?
    based-on: bridge-too-far
    evidence: https://example.org/minutes
""",
    "candidates/demo/north/ada.yaml": """name: Ada
party: red-green
wikidata: Q42
status: withdrawn
reply: not-asked
contacted:
  2027-03-20: email
ballot: 13
answers:
  tea:
    position: somewhat-agree
    source:
      kind: press
      url: https://example.org/said
      quote: I said so.
      date: 2027-03-11
  teas:
    position: green-or-black
    source:
      kind: manifesto
      url: https://example.org/all
""",
}
"""In which every last word that can be cut to another one is."""


def test_what_a_cut_changes_and_nothing_tells_is_known() -> None:
    found = {}
    for path, text in SHORT_AND_LONG.items():
        found |= changed(SHORT_AND_LONG, path, range(len(text)))
    path = "questionnaires/demo/election.yaml"
    languages_last = SHORT_AND_LONG[path].replace("languages: [en, fr-CA]\n", "") + "languages:\n  - en\n  - fr-CA\n"
    found |= changed(
        {**SHORT_AND_LONG, path: languages_last}, path, range(len(languages_last) - 5, len(languages_last))
    )
    path = "questionnaires/riverland-2027/map.yaml"
    found |= changed(EXAMPLE.texts, path, range(len(EXAMPLE.texts[path]) - 30, len(EXAMPLE.texts[path])))

    assert found.keys() == LIMITS, found


@pytest.mark.parametrize(
    ("path", "before", "after", "field"),
    [
        ("candidates/demo/north/ada.yaml", "ballot: 13", "ballot: 1", "Candidate.ballot"),
        ("candidates/demo/north/ada.yaml", "somewhat-agree", "agree", "Answer.raw"),
        ("candidates/demo/north/ada.yaml", "withdrawn", "standing", ""),
        ("candidates/demo/north/ada.yaml", "kind: press", "kind: vote", "Origin.kind"),
        ("candidates/demo/north/ada.yaml", "2027-03-11", "2027-03-12", "Origin.date"),
        ("candidates/demo/north/ada.yaml", "name: Ada", "name: Eve", "Candidate.name"),
        ("questionnaires/demo/election.yaml", "adjacent", "agreement", "Method.metric"),
        ("questionnaires/demo/election.yaml", "75%", "7%", "Method.minimum_shared"),
        ("questionnaires/demo/election.yaml", "2027-05-06", "2027-05-07", "Election.date"),
        ("questionnaires/demo/questions.yaml", "Green\n", "Grey\n", "Option.label"),
        ("questionnaires/demo/questions.yaml", "- uplands", "- north", "Question.asked_in"),
        ("questionnaires/demo/questions.yaml", "Tea?", "Tee?", "Question.text"),
        ("questionnaires/demo/constituencies/south.yaml", "id: bridge", "id: tunnel", "Question.id"),
    ],
)
def test_the_comparison_sees_a_change(path: str, before: str, after: str, field: str) -> None:
    whole, faults = compile_project(SHORT_AND_LONG)
    assert not any(checks.is_error(each) for each in faults)
    other, _ = compile_project({**SHORT_AND_LONG, path: SHORT_AND_LONG[path].replace(before, after)})

    assert field in {*changes(other, said(whole)), ""}
