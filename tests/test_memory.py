"""What is compiled with a memory of earlier texts is what would be compiled without one."""

from __future__ import annotations

import pytest

from cmpgen.compile import Memory, compile_project
from tests.helpers import DEMO

ADA, JO = "candidates/demo/north/ada.yaml", "candidates/demo/south/jo.yaml"
ELECTION = "questionnaires/demo/election.yaml"
START = {**DEMO, ADA: "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n", JO: "name: Jo\n"}
EDITS = {
    "an answer": {ADA: "name: Ada\nreply: answered\nanswers:\n  free-buses: disagree\n"},
    "a fault": {ADA: "name: Ada\nreply: answered\nanswers:\n  free-busses: agree\n"},
    "a candidate more": {"candidates/demo/north/bo.yaml": "name: Bo\n"},
    "a question's name": {
        "questionnaires/demo/questions.yaml": DEMO["questionnaires/demo/questions.yaml"].replace("free-buses", "buses")
    },
    "another scale": {ELECTION: f"{DEMO[ELECTION]}scale: agree-4\n"},
    "another method": {ELECTION: f"{DEMO[ELECTION]}method:\n  metric: euclidean\n"},
    "a local question": {
        "questionnaires/demo/constituencies/south.yaml": "name: South\nquestions:\n  - id: x\n    text: X.\n"
    },
    "a constituency more": {"questionnaires/demo/constituencies/east.yaml": "name: East\n"},
    "an unreadable file": {ADA: "\t"},
    "nothing": {},
}


@pytest.mark.parametrize("first", EDITS)
@pytest.mark.parametrize("second", EDITS)
def test_a_memory_changes_nothing_but_the_time_it_takes(first: str, second: str) -> None:
    memory = Memory()
    states = [START, {**START, **EDITS[first]}, {**START, **EDITS[second]}, START]

    for texts in states:
        assert compile_project(texts, memory=memory) == compile_project(texts)


def test_only_the_constituency_that_changed_is_read_again() -> None:
    memory = Memory()
    (before,) = compile_project(START, memory=memory)[0].elections

    (after,) = compile_project({**START, **EDITS["an answer"]}, memory=memory)[0].elections

    assert after.election is before.election and after.tables is before.tables
    assert after.contests[0] is not before.contests[0]
    assert after.contests[1] is before.contests[1]


def test_a_removed_candidate_is_forgotten() -> None:
    memory = Memory()
    compile_project(START, memory=memory)
    texts = {path: text for path, text in START.items() if path != JO}

    assert compile_project(texts, memory=memory) == compile_project(texts)
