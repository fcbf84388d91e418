"""The opinion map's loadings, fitted to the answers of a whole country: the only room that does not compute exactly.

Principal components of the candidates' places on the questions of `mapped`: the two directions along which they differ
most. Rows stand in the order of constituency and candidate, columns in that of the questions' ids; a missing answer is
the mean of its question, and whoever holds too few positions to be shown is left out.

What comes out is rounded to whole millionths and committed, so that every build reads the same numbers. Two machines
agree on them because the whole covariance matrix is decomposed (`covariance_eigh`: nothing is drawn by chance), because
an axis has a sign by rule (what counts most on it, counts upwards) and because answers whose axes would be an accident
are refused: whatever differs in one direction only, or as much in the next one.

Source: Pearson, "On lines and planes of closest fit to systems of points in space", Philosophical Magazine 2 (1901),
559-572, doi:10.1080/14786440109462720.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from cmpgen.model import Candidate, Contest, Election, Loading, OpinionMap, Question
from cmpgen.questions import TYPES, mapped
from cmpgen.scores.match import position
from cmpgen.scores.opinionmap import MILLION, half_up, projection, spot

if TYPE_CHECKING:
    from numpy import ndarray

FEW_QUESTIONS = "fewer than two questions are asked everywhere with options in an order"
NOBODY = "nobody holds enough positions on the questions that are asked everywhere"
ONE = "only one candidate holds enough positions on the questions that are asked everywhere"
ALIKE = "all candidates answered alike"
ONE_DIRECTION = "the answers differ in one direction only, and a map has two"
NO_DIRECTION = "the answers differ as much in one direction as in the next, so that no two stand out"


def fit(election: Election, contests: Sequence[Contest]) -> OpinionMap | str:
    """The map of an election's answers; or, in words, why there is none."""
    questions = sorted(mapped(election), key=lambda each: each.id)
    if len(questions) < 2:
        return FEW_QUESTIONS
    empty = OpinionMap({each.id: Loading(0, 0, 0) for each in questions}, (0, 0), (1, 1), 0, election.tree)
    shown = projection(election, empty)
    candidates = sorted(
        (each for contest in contests for each in contest.candidates if spot(shown, each) is not None),
        key=lambda each: (each.constituency, each.id),
    )
    if len(candidates) < 2:
        return ONE if candidates else NOBODY
    means, columns = zip(*(_centred(question, candidates) for question in questions), strict=True)
    rows = list(zip(*columns, strict=True))
    if all(row == rows[0] for row in rows):
        return ALIKE
    found = _axes(rows)
    if isinstance(found, str):
        return found
    (x, y), variation = found
    loadings = {
        question.id: Loading(half_up(mean * MILLION), across, up)
        for question, mean, across, up in zip(questions, means, x, y, strict=True)
    }
    fitted = OpinionMap(loadings, variation, (1, 1), len(candidates), election.tree)
    shown = projection(election, fitted)
    spots = [each for candidate in candidates if (each := spot(shown, candidate)) is not None]
    return replace(fitted, reach=(max(1, *(abs(x) for x, _ in spots)), max(1, *(abs(y) for _, y in spots))))


def differences(written: OpinionMap, fitted: OpinionMap) -> list[tuple[tuple[str, ...], str, str]]:
    """Each number that the written map has otherwise than the fitted one: its path in the file, and both.

    A number that one of them lacks is an empty text there.
    """
    one, other = _numbers(written), _numbers(fitted)
    return [
        (steps, one.get(steps, ""), other.get(steps, ""))
        for steps in sorted({*one, *other})
        if one.get(steps) != other.get(steps)
    ]


def _numbers(opinion_map: OpinionMap) -> dict[tuple[str, ...], str]:
    """Every number of a map by its path in the file."""
    found: dict[tuple[str, ...], str] = {("candidates",): str(opinion_map.candidates)}
    for number, axis in enumerate("xy"):
        found["axes", axis, "variation"] = str(opinion_map.variation[number])
        found["axes", axis, "reach"] = str(opinion_map.reach[number])
    for id_, each in opinion_map.loadings.items():
        found |= {("questions", id_, name): str(getattr(each, name)) for name in ("mean", "x", "y")}
    return found


def _centred(question: Question, candidates: Sequence[Candidate]) -> tuple[Fraction, list[Fraction]]:
    """The mean place of all positions on the question, and how far above it each candidate is; 0 without a position."""
    places = TYPES[question.type].positions(question) or ()
    options = [position(each, question) for each in candidates]
    held = [places[each] for each in options if each is not None]
    mean = sum(held, Fraction(0)) / max(1, len(held))
    above = [place - mean for place in places]
    return mean, [Fraction(0) if each is None else above[each] for each in options]


def _axes(rows: Sequence[Sequence[Fraction]]) -> tuple[tuple[list[int], list[int]], tuple[int, int]] | str:
    """The loadings of both axes and the part of all variation along each, in millionths; or why there are none."""
    from numpy import array
    from sklearn.decomposition import PCA

    components = PCA(svd_solver="covariance_eigh").fit(array(rows, dtype="float64"))
    variances = components.explained_variance_
    whole = variances.sum()
    # Below a millionth of all variation an axis, or which of two it is, would depend on the machine's last digits.
    if variances[1] * MILLION <= whole:
        return ONE_DIRECTION
    if any((high - low) * MILLION <= whole for high, low in pairwise(variances[:3])):
        return NO_DIRECTION
    x, y = (_upwards(_millionths(each)) for each in components.components_[:2])
    first, second = _millionths(variances[:2] / whole)
    return (x, y), (first, second)


def _millionths(numbers: ndarray) -> list[int]:
    """Each number as a whole number of millionths."""
    whole: list[int] = (numbers * MILLION).round().astype("int64").tolist()
    return whole


def _upwards(loadings: list[int]) -> list[int]:
    """The axis, turned so that its heaviest loading is positive; of several, the first."""
    return loadings if max(loadings, key=abs) > 0 else [-each for each in loadings]
