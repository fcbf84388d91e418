"""The browser's scores equal Python's: points, ranks, ties, percentages, ranges, and who stands apart."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.quizdata import quizdata
from cmpgen.scores.match import as_json, match
from cmpgen.scores.percent import percent
from cmpgen.scores.points import LIMIT, tables
from tests.elections import Case, contest, random_case, random_voter, voter
from tests.golden.make import golden
from tests.helpers import ROOT

RANK_ALL = """async (quizzes) => {
    const { rank } = await import("/rank.js");
    const ranked = JSON.parse(quizzes).map(({ quiz, voters }) => voters.map((voter) => rank(quiz, voter)));
    return JSON.stringify(ranked);
}"""
COMPARE_ALL = """async (pairs) => {
    const { compareFractions } = await import("/rank.js");
    return pairs.map((pair) => Math.sign(compareFractions(...pair)));
}"""
PERCENT_ALL = """async (scores) => {
    const { percent } = await import("/rank.js");
    return scores.map((score) => percent(...score));
}"""

Asked = dict[str, Any]
"""A quiz and its voters, as the browser receives them."""


@pytest.fixture
def scorer(page: Page, served: Callable[[Path], str]) -> Page:
    """A page from which the modules of scoring can be imported."""
    # An icon of no bytes keeps the browser from asking for one that is not there.
    blank = '<!doctype html><title>Trial</title><link rel="icon" href="data:,">'
    page.route("**/trial", lambda route: route.fulfill(content_type="text/html", body=blank))
    page.goto(f"{served(ROOT / 'theme' / 'static' / 'js')}/trial")
    return page


def asked(case: Case, voters: list[dict[str, Any]]) -> tuple[Asked, list[dict[str, Any]]]:
    """One election for the browser, and what Python says of each of its voters."""
    held = contest(case)
    points = tables(held.election, case["metric"])
    found = [as_json(match(held, points, voter(each), case["missing"], case["minimum"])) for each in voters]
    quiz = quizdata(held, points, "")
    arrays = [{"answers": each["voter"], "weights": each["weights"]} for each in voters]
    return {"quiz": quiz, "voters": arrays}, [{"results": each["results"], "apart": each["apart"]} for each in found]


def ranked(scorer: Page, quizzes: list[Asked]) -> list[list[dict[str, Any]]]:
    """What the browser says of each voter of each quiz. As text, for values one by one take ten times as long."""
    return json.loads(scorer.evaluate(RANK_ALL, json.dumps(quizzes)))


def differences(scorer: Page, chance: random.Random, elections: int) -> tuple[int, int]:
    """How many random voters were scored by both, and by how many of them the two differ; four voters an election."""
    scored = differ = 0
    for metric in METRICS:
        for missing in RULES:
            cases = [random_case(chance, metric, missing) for _ in range(elections)]
            both = [asked(each, [each, *(random_voter(chance, each["questions"]) for _ in range(3))]) for each in cases]
            said = ranked(scorer, [quiz for quiz, _ in both])
            for in_browser, (_, in_python) in zip(said, both, strict=True):
                scored += len(in_python)
                differ += sum(left != right for left, right in zip(in_browser, in_python, strict=True))
    return scored, differ


@pytest.mark.parametrize("metric", METRICS)
def test_golden_cases_are_the_same_in_the_browser(scorer: Page, metric: str):
    cases = golden(metric)

    said = ranked(scorer, [asked(case, [case])[0] for case in cases])

    for case, (found,) in zip(cases, said, strict=True):
        assert found == {"results": case["match"]["results"], "apart": case["match"]["apart"]}, case["name"]


def test_random_cases_are_the_same_in_the_browser(scorer: Page):
    assert differences(scorer, random.Random("few"), elections=10) == (960, 0)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("cases", [100_000, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_many_random_cases_are_the_same_in_the_browser(scorer: Page, cases: int):
    chance = random.Random("many")
    scored = differ = 0
    while scored < cases:
        more, worse = differences(scorer, chance, elections=105)
        scored, differ = scored + more, differ + worse

    assert (scored >= cases, differ) == (True, 0)


def test_a_difference_is_seen(scorer: Page):
    """In a browser that loses one point of each question."""
    script = (ROOT / "theme/static/js/score.js").read_text(encoding="utf-8")
    other = script.replace("sum.points += part.points", "sum.points += Math.max(part.points - 1, 0)")
    assert script != other
    scorer.route("**/score.js", lambda route: route.fulfill(content_type="text/javascript", body=other))

    scored, differ = differences(scorer, random.Random("few"), elections=1)

    assert differ > scored / 2


def test_fractions_are_compared_without_overflow(scorer: Page):
    chance = random.Random("fractions")
    numbers = [1, 1]
    while numbers[-1] + numbers[-2] < 2**53:
        numbers.append(numbers[-1] + numbers[-2])
    # Neighbours in this row are the nearest fractions of their size, and make Euclid's algorithm walk its longest way.
    pairs = [(a, b, b, a + b) for a, b in pairwise(numbers[:-1])]
    for _ in range(2000):
        q, s = chance.randint(1, 2 ** chance.randint(1, 52)), chance.randint(1, 2 ** chance.randint(1, 52))
        p = chance.randint(0, q)
        pairs.append((p, q, min(s, round(Fraction(p, q) * s)), s))
        times = chance.randint(1, max(1, 2**53 // q - 1))
        pairs.append((p, q, p * times, q * times))
    pairs += [(0, 1, 0, 7), (5, 5, 7, 7), (0, 5, 5, 5), (5, 5, 0, 5)]

    said = scorer.evaluate(COMPARE_ALL, pairs)

    for (p, q, r, s), sign in zip(pairs, said, strict=True):
        left, right = Fraction(p, q), Fraction(r, s)
        assert sign == (left > right) - (left < right), (p, q, r, s)


@pytest.mark.parametrize("squared", [False, True])
def test_percentages_are_the_same_up_to_the_largest_score(scorer: Page, squared: bool):
    chance = random.Random("percent")
    scores = [(0, 1), (1, 1), (1, 8), (3, 8), (39_999, 40_000), (39_998, 40_000), (LIMIT - 1, LIMIT), (LIMIT, LIMIT)]
    for _ in range(2000):
        possible = LIMIT - chance.randint(0, 2 ** chance.randint(1, 37))
        scores.append((chance.randint(0, possible), possible))
        # Beside the places where the rounding turns.
        half = Fraction(2 * chance.randint(0, 99) + 1, 200)
        turn = possible * (1 - (1 - half) ** 2 if squared else half)
        scores += [(max(0, min(possible, round(turn) + step)), possible) for step in (-1, 0, 1)]

    said = scorer.evaluate(PERCENT_ALL, [[*score, squared] for score in scores])

    assert said == [percent(*score, squared=squared) for score in scores]
