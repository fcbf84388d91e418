"""Write the golden cases: small elections, one voter each, and what `cmpgen match` says of them.

    python -m tests.golden.make

They pin the integers for Python (tests/test_golden.py) and for the browser (tests/browser/test_score_js.py).
Write them anew only where the rules of scoring change on purpose, and read the difference before committing it.
Each file is a list with one case a line: the case as tests/elections.py has it, and `match`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.scores.match import as_json
from tests.elections import Case, matched, random_case

FOLDER = Path(__file__).resolve().parent
EACH = 10
"""Random cases for each metric and missing-answer rule."""

YES_NO, AGREE_3, AGREE_4, AGREE_5 = ({"values": list(range(1, size + 1))} for size in (2, 3, 4, 5))
CHOICE = {"options": 3}
MIXED = [YES_NO, AGREE_5, AGREE_4, CHOICE]


def _people(*answers: list[int | None]) -> list[dict[str, Any]]:
    return [{"id": f"c{number}", "answers": each} for number, each in enumerate(answers)]


def _withdrawn(person: dict[str, Any]) -> dict[str, Any]:
    return person | {"withdrawn": True}


EDGES: dict[str, dict[str, Any]] = {
    "voter skips everything": {"voter": [None] * 4},
    "voter leaves everything out": {"voter": [1, 1, 1, 1], "weights": [0, 0, 0, 0]},
    "voter answers one question": {"voter": [None, None, 3, None]},
    "voter answers one question, and marks it": {"voter": [None, 4, None, None], "weights": [1, 2, 1, 1]},
    "everything is marked as important": {"weights": [2, 2, 2, 2]},
    "nobody stands": {"candidates": []},
    "one candidate": {"candidates": _people([1, 2, 3, 0])},
    "one candidate, without answers": {"candidates": _people([None] * 4)},
    "nobody answered": {"candidates": _people([None] * 4, [-1] * 4, [None, -1, None, -1])},
    "everybody withdrew": {"candidates": [_withdrawn(each) for each in _people([1, 4, 3, 2], [None] * 4)]},
    "all tied": {"candidates": _people(*[[1, 3, 2, 1]] * 3)},
    "tied on other questions": {
        "questions": [AGREE_5] * 3,
        "voter": [4, 4, 4],
        "candidates": _people([4, 0, 4], [0, 4, 4], [4, 4, 0], [4, 4, 4]),
    },
    "tied with other gaps": {
        "questions": [YES_NO] * 4,
        "voter": [1, 1, 1, 1],
        "candidates": _people([1, 0, None, None], [1, None, 0, -1], [1, 0, 1, 0]),
    },
    "two below the best, tied": {
        "questions": [YES_NO] * 2,
        "voter": [1, 0],
        "candidates": _people([1, 1], [1, 0], [0, 0], [0, 1]),
    },
    "eighths": {
        "questions": [YES_NO] * 8,
        "voter": [1] * 8,
        "candidates": _people(*([1] * hits + [0] * (8 - hits) for hits in range(9))),
    },
    "two hundredths of a scale": {
        "questions": [{"values": [0, 1, 3, 199, 200]}],
        "voter": [0],
        "candidates": _people([0], [1], [2], [3], [4]),
    },
    "just beside two hundredths": {
        "questions": [{"values": [0, 1, 201]}, {"values": [0, 1, 199]}],
        "voter": [0, 0],
        "candidates": _people([1, 1], [1, 0], [0, 1], [2, 2]),
    },
    "spans of large primes": {
        "questions": [{"values": [0, 1, 83]}, {"values": [0, 1, 89]}, AGREE_5],
        "voter": [0, 0, 1],
        "candidates": _people([1, 1, 1], [1, None, 1], [None, 1, 1], [2, 0, None]),
    },
    "uneven values": {
        "questions": [{"values": [1, 2, 4, 5]}] * 2,
        "voter": [1, 3],
        "candidates": _people([2, 2], [0, 3], [None, 3]),
    },
    "values from high to low": {
        "questions": [{"values": [5, 4, 2, 1]}],
        "voter": [1],
        "candidates": _people([0], [1], [2], [3]),
    },
    "choices alone": {"questions": [CHOICE] * 2, "voter": [0, 2], "candidates": _people([0, 2], [0, 1], [1, None])},
    "exactly the minimum": {"questions": [YES_NO] * 2, "voter": [1, 1], "candidates": _people([1, None], [None, 1])},
    "one answer below the minimum": {
        "questions": [YES_NO] * 3,
        "voter": [1, 1, 1],
        "candidates": _people([1, None, None], [1, -1, 1], [0, 0, 0]),
    },
    "answers only where the voter has none": {
        "questions": [YES_NO] * 3,
        "voter": [1, None, 1],
        "weights": [1, 1, 0],
        "minimum": 0,
        "candidates": _people([None, 1, 1], [1, None, None]),
    },
    "ids that look like numbers or like JavaScript": {
        "questions": [YES_NO],
        "voter": [1],
        "candidates": [{"id": id, "answers": [1]} for id in ("10", "2", "constructor", "1")],
    },
}


def edge(name: str, metric: str, missing: str) -> Case:
    """The edge of that name: the usual case, changed."""
    people = _people([1, 4, 3, 0], [0, 2, None, 1], [None, None, -1, 0])
    usual = {"minimum": 50, "questions": MIXED, "voter": [1, 3, 2, 0], "candidates": people}
    case = {"name": name, "metric": metric, "missing": missing} | usual | EDGES[name]
    return {"weights": [1] * len(case["questions"])} | case


def cases(metric: str) -> list[Case]:
    """The golden cases of one metric: the edges, each under one rule in turn, then random ones under every rule."""
    chance = random.Random(metric)
    rules, turn = list(RULES), list(METRICS).index(metric)
    found = [edge(name, metric, rules[place % len(rules)]) for place, name in enumerate(EDGES, start=turn)]
    for rule in rules:
        found += [{"name": f"random {n}"} | random_case(chance, metric, rule, most=4) for n in range(EACH)]
    return found


def write() -> None:
    """Write one file for each metric."""
    for metric in METRICS:
        lines = [json.dumps(each | {"match": as_json(matched(each))}) for each in cases(metric)]
        (FOLDER / f"{metric}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def golden(metric: str) -> list[Case]:
    """The cases of one metric as they are kept, each with its `match`."""
    return json.loads((FOLDER / f"{metric}.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    write()
