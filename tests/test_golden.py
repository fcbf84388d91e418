"""The golden cases, which hold Python and the browser to the same integers."""

from __future__ import annotations

import json

import pytest

from cmpgen.metrics import METRICS
from cmpgen.scores.match import as_json
from tests.elections import matched
from tests.golden.make import golden
from tests.second_scorer import second_scorer


@pytest.mark.parametrize("metric", METRICS)
def test_match_says_what_it_always_said(metric: str):
    for case in golden(metric):
        assert json.loads(json.dumps(as_json(matched(case)))) == case["match"], case["name"]


@pytest.mark.parametrize("metric", METRICS)
def test_golden_cases_are_right(metric: str):
    for case in golden(metric):
        ranked, apart = second_scorer(case)

        said = [(each["rank"], each["tied"], each["candidate"], each["percent"]) for each in case["match"]["results"]]
        assert said == [(rank, tied, id, percent) for rank, tied, id, _, percent, *_ in ranked]
        assert [tuple(each.values()) for each in case["match"]["apart"]] == apart


def test_there_are_golden_cases_of_every_kind():
    every = [case for metric in METRICS for case in golden(metric)]

    results = [result for case in every for result in case["match"]["results"]]
    assert len(every) > 300
    assert {apart["reason"] for case in every for apart in case["match"]["apart"]} == {
        "withdrawn",
        "no-answers",
        "too-few-answers",
        "nothing-to-compare",
    }
    assert sum(result["tied"] for result in results) > 50
    assert any((200 * result["points"] + result["possible"]) % (2 * result["possible"]) == 0 for result in results)
