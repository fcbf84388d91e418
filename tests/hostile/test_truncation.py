"""A file that was cut off is an error, or says less; never does it say another thing."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from cmpgen import checks
from cmpgen.compile import Compiled, compile_project
from cmpgen.files import read_project
from cmpgen.layout import CANDIDATES
from tests.helpers import ELECTION, ROOT

SAMPLE = 25
"""Cuts of each file that `make test` tries; `make test-slow` tries every one."""


EXAMPLE = read_project(ROOT)
FILES = sorted(EXAMPLE.texts)


def positions(compiled: Compiled) -> dict[tuple[str, ...], str]:
    """Every position that counts: by election, constituency, candidate and question."""
    found = {}
    for contest in (contest for each in compiled.elections for contest in each.contests):
        options = {question.id: question.options for question in contest.questions}
        for candidate in contest.candidates:
            for id_, answer in candidate.answers.items():
                option = (
                    options[id_][answer.option].id if answer.option is not None and options.get(id_) else answer.raw
                )
                if option:
                    found[contest.election.id, contest.constituency.id, candidate.id, id_] = option
    return found


def offered(compiled: Compiled) -> dict[tuple[str, ...], list[tuple[str, int | None]]]:
    """The options of every question, which decide what a position is worth."""
    return {
        (each.election.id, question.constituency, question.id): [
            (option.id, option.value) for option in question.options
        ]
        for each in compiled.elections
        for question in each.election.every_question()
    }


def changed(texts: dict[str, str], path: str, cuts: Iterable[int]) -> list[str]:
    """The cuts of the file after which something is said that the whole file does not say."""
    # Other candidates are not touched by a cut of this one's file, and reading them takes time.
    if path.startswith(CANDIDATES):
        texts = {each: text for each, text in texts.items() if not each.startswith(CANDIDATES) or each == path}
    whole, _ = compile_project(texts, photos=EXAMPLE.photos)
    held, worth = positions(whole).items(), offered(whole)
    raw, found = texts[path].encode(), []
    for cut in cuts:
        try:
            rest = raw[:cut].decode()
        except UnicodeDecodeError:
            continue  # not-utf-8, which is an error
        compiled, diagnostics = compile_project({**texts, path: rest}, photos=EXAMPLE.photos)
        if any(checks.is_error(each) for each in diagnostics):
            continue
        same = positions(compiled).items() <= held
        # A name that was cut within its words is for people to see; what answers are worth is not.
        if not same or any(worth[key] != options for key, options in offered(compiled).items()):
            found.append(f"{path}, after {rest[-40:]!r}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_a_file_cut_anywhere_says_nothing_else(path: str) -> None:
    length = len(EXAMPLE.texts[path].encode())

    assert changed(EXAMPLE.texts, path, random.Random(path).sample(range(length), min(SAMPLE, length))) == []


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_a_file_cut_at_every_byte_says_nothing_else(path: str) -> None:
    assert changed(EXAMPLE.texts, path, range(len(EXAMPLE.texts[path].encode()))) == []


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
        assert changed(texts, path, range(len(text))) == []


def test_the_comparison_sees_a_changed_position() -> None:
    texts = {
        "questionnaires/demo/election.yaml": ELECTION,
        "questionnaires/demo/questions.yaml": "- id: free-buses\n  scale: yes-no\n  text: Free?\n",
        "questionnaires/demo/constituencies/north.yaml": "name: North\n",
        "candidates/demo/north/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: yes\n",
    }
    whole, _ = compile_project(texts)
    other, _ = compile_project(
        {**texts, "candidates/demo/north/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: no\n"}
    )

    assert not positions(other).items() <= positions(whole).items()
