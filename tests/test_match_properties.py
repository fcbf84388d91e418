"""What a score promises whatever the election and the voter are: one property, one test, over all metrics and rules."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmpgen.metrics import METRICS
from cmpgen.missing import RULES
from cmpgen.scores.match import Apart, Match, Result
from tests.elections import Case, matched

PROXIMITY = ("city-block", "euclidean", "agreement", "adjacent")
"""Metrics by which nobody is nearer to a voter than who gives the same answers."""

SIZES = st.one_of(
    st.integers(2, 7).map(lambda count: {"values": list(range(count))}),
    st.lists(st.integers(-20, 20), min_size=2, max_size=5, unique=True).map(lambda each: {"values": sorted(each)}),
    st.integers(2, 4).map(lambda count: {"options": count}),
)


def count(question: dict[str, Any]) -> int:
    return len(question.get("values", ())) or int(question.get("options", 0))


@st.composite
def cases(draw: st.DrawFn, metrics: tuple[str, ...] = tuple(METRICS), rules: tuple[str, ...] = tuple(RULES)) -> Case:
    """A small case with gaps, weights and one to four candidates."""
    questions = draw(st.lists(SIZES, min_size=1, max_size=5))

    def answer(question: dict[str, Any], gaps: list[int | None]) -> st.SearchStrategy[int | None]:
        return st.one_of(
            st.sampled_from(gaps), st.integers(0, count(question) - 1), st.integers(0, count(question) - 1)
        )

    people = [
        {"id": f"c{number}", "answers": [draw(answer(each, [None, -1])) for each in questions]}
        for number in range(draw(st.integers(1, 4)))
    ]
    return {
        "metric": draw(st.sampled_from(metrics)),
        "missing": draw(st.sampled_from(rules)),
        "minimum": draw(st.sampled_from([0, 50])),
        "questions": questions,
        "candidates": people,
        "voter": [draw(answer(each, [None])) for each in questions],
        "weights": [draw(st.sampled_from([0, 1, 1, 2])) for _ in questions],
    }


def ranked(match: Match) -> dict[str, Result]:
    return {each.candidate: each for each in match.results}


def apart(match: Match) -> dict[str, Apart]:
    return {each.candidate: each for each in match.apart}


def shown(match: Match) -> dict[str, tuple[int, bool, Fraction, int, int, int, int]]:
    """All that is said of each ranked candidate as a whole."""
    return {
        each.candidate: (each.rank, each.tied, each.fraction, each.percent, each.low, each.high, each.shared)
        for each in match.results
    }


def changed(case: Case, **changes: Any) -> Case:
    return {**copy.deepcopy(case), **changes}


def reordered(case: Case, order: list[int]) -> Case:
    """The same case with its questions in another order."""
    return changed(
        case,
        questions=[case["questions"][n] for n in order],
        voter=[case["voter"][n] for n in order],
        weights=[case["weights"][n] for n in order],
        candidates=[{**each, "answers": [each["answers"][n] for n in order]} for each in case["candidates"]],
    )


@given(cases())
def test_every_number_keeps_its_bounds(case: Case) -> None:
    for each in matched(case).results:
        assert 0 <= each.points <= each.possible
        assert 0 <= each.low <= each.percent <= each.high <= 100
        assert 1 <= each.shared <= each.answered
        assert all(0 <= part.points <= part.possible or part.possible == 0 for part in each.questions)


@given(cases(metrics=PROXIMITY))
def test_who_answers_as_the_voter_does_has_everything_and_nobody_stands_above(case: Case) -> None:
    twin = {"id": "twin", "answers": case["voter"]}

    found = ranked(matched(changed(case, candidates=[*case["candidates"], twin])))

    counted = any(mine is not None and weight for mine, weight in zip(case["voter"], case["weights"], strict=True))
    assert ("twin" in found) == counted
    if counted:
        assert found["twin"].fraction == 1
        assert found["twin"].rank == 1
        assert (found["twin"].percent, found["twin"].low, found["twin"].high) == (100, 100, 100)


@given(cases())
def test_voter_and_candidate_with_the_same_questions_may_change_places(case: Case) -> None:
    answers = case["candidates"][0]["answers"]
    both = [n for n, mine in enumerate(case["voter"]) if mine is not None and answers[n] not in (None, -1)]
    theirs = [each if n in both else None for n, each in enumerate(answers)]
    mine = [each if n in both else None for n, each in enumerate(case["voter"])]

    one = matched(changed(case, voter=mine, candidates=[{"id": "c", "answers": theirs}]))
    other = matched(changed(case, voter=theirs, candidates=[{"id": "c", "answers": mine}]))

    assert shown(one) == shown(other)


@given(cases(), st.data())
def test_order_of_questions_changes_nothing(case: Case, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(case["questions"]))))

    one, other = matched(case), matched(reordered(case, order))

    assert shown(one) == shown(other)
    assert {each: (found.reason, found.shared) for each, found in apart(one).items()} == {
        each: (found.reason, found.shared) for each, found in apart(other).items()
    }


@given(cases(), st.data())
def test_order_of_candidates_changes_nothing(case: Case, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(case["candidates"]))

    assert matched(changed(case, candidates=shuffled)) == matched(case)


@given(cases())
def test_names_change_nothing_but_the_order_of_ties(case: Case) -> None:
    renamed = changed(case, candidates=[{**each, "id": f"z{9 - int(each['id'][1:])}"} for each in case["candidates"]])

    one = sorted(values for values in shown(matched(case)).values())
    other = sorted(values for values in shown(matched(renamed)).values())

    assert one == other


@given(cases())
def test_important_questions_are_only_so_beside_others(case: Case) -> None:
    """All weights doubled are the same weights."""
    plain = changed(case, weights=[min(each, 1) for each in case["weights"]])
    doubled = changed(case, weights=[2 * min(each, 1) for each in case["weights"]])

    assert shown(matched(plain)) == shown(matched(doubled))


@given(cases())
def test_scales_may_be_turned_round(case: Case) -> None:
    """Whoever writes "strongly agree" first gets the same scores."""

    def turned(number: int, answer: int | None) -> int | None:
        question = case["questions"][number]
        return answer if answer in (None, -1) or "values" not in question else count(question) - 1 - answer

    mirrored = changed(
        case,
        questions=[
            {"values": [-value for value in reversed(each["values"])]} if "values" in each else each
            for each in case["questions"]
        ],
        voter=[turned(n, each) for n, each in enumerate(case["voter"])],
        candidates=[
            {**person, "answers": [turned(n, each) for n, each in enumerate(person["answers"])]}
            for person in case["candidates"]
        ],
    )

    assert shown(matched(case)) == shown(matched(mirrored))


@given(cases(metrics=PROXIMITY), st.data())
def test_a_step_towards_the_voter_never_costs(case: Case, data: st.DataObject) -> None:
    person = case["candidates"][0]
    steps = [
        n
        for n, (mine, theirs) in enumerate(zip(case["voter"], person["answers"], strict=True))
        if mine is not None and theirs not in (None, -1) and mine != theirs and "values" in case["questions"][n]
    ]
    if not steps:
        return
    number = data.draw(st.sampled_from(steps))
    mine, theirs = case["voter"][number], person["answers"][number]
    nearer = [*person["answers"]]
    nearer[number] = theirs + (1 if mine > theirs else -1)

    before = matched(changed(case, candidates=[person]))
    after = matched(changed(case, candidates=[{**person, "answers": nearer}]))

    assert set(ranked(before)) == set(ranked(after))
    for id_, each in ranked(before).items():
        assert ranked(after)[id_].fraction >= each.fraction


@given(cases(rules=("half",)))
def test_a_missing_answer_earns_half_and_never_more(case: Case) -> None:
    for result in matched(case).results:
        answers = next(each["answers"] for each in case["candidates"] if each["id"] == result.candidate)
        for part in result.questions:
            if answers[int(part.question[1:])] in (None, -1):
                assert part.points * 2 == part.possible


@given(cases(rules=("shared",)))
def test_a_missing_answer_earns_nothing_and_costs_nothing_where_only_shared_ones_count(case: Case) -> None:
    for result in matched(case).results:
        answers = next(each["answers"] for each in case["candidates"] if each["id"] == result.candidate)
        for part in result.questions:
            if answers[int(part.question[1:])] in (None, -1):
                assert (part.points, part.possible) == (0, 0)


@given(cases())
def test_the_range_holds_the_score_whatever_the_missing_answers_were(case: Case) -> None:
    """Filled in one by one, with every option, no missing answer leads out of the range."""
    for result in matched(case).results:
        person = next(each for each in case["candidates"] if each["id"] == result.candidate)
        missing = [n for n, each in enumerate(person["answers"]) if each in (None, -1)]
        for place in range(7):
            full = [
                min(place, count(case["questions"][n]) - 1) if n in missing else each
                for n, each in enumerate(person["answers"])
            ]
            filled = ranked(matched(changed(case, candidates=[{**person, "answers": full}])))[result.candidate]
            assert result.low <= filled.percent <= result.high


@given(cases())
def test_another_candidate_changes_nobodys_score(case: Case) -> None:
    together = matched(case)

    for person in case["candidates"]:
        alone = matched(changed(case, candidates=[person]))
        for each in alone.results:
            beside = ranked(together)[each.candidate]
            assert (beside.fraction, beside.percent, beside.low, beside.high) == (
                each.fraction,
                each.percent,
                each.low,
                each.high,
            )


@given(cases(), st.data())
def test_questions_that_the_voter_skipped_or_left_out_change_nothing(case: Case, data: st.DataObject) -> None:
    unasked = [n for n, mine in enumerate(case["voter"]) if mine is None or case["weights"][n] == 0]
    if not unasked:
        return
    person = case["candidates"][0]
    other = [*person["answers"]]
    for number in unasked:
        other[number] = data.draw(st.integers(0, count(case["questions"][number]) - 1))
    # Who holds no position at all is told so, which is another reason to stand apart; no score changes.
    one = matched(case)
    two = matched(changed(case, candidates=[{**person, "answers": other}, *case["candidates"][1:]]))

    assert shown(one) == shown(two)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=10)
@given(data=st.data())
def test_every_metric_and_rule_is_reached(metric: str, rule: str, data: st.DataObject) -> None:
    case = data.draw(cases(metrics=(metric,), rules=(rule,)))

    found = matched(case)

    assert (found.metric, found.missing) == (metric, rule)
    assert len(found.results) + len(found.apart) == len(case["candidates"])
