"""Where options stand, and which questions are scored."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmpgen.questions import TYPES, scored
from cmpgen.questions.scales import BUILT_IN
from tests.elections import question


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2], ["-1/2", "1/2"]),
        ([1, 2, 3, 4], ["-1/2", "-1/6", "1/6", "1/2"]),
        ([1, 2, 4, 5], ["-1/2", "-1/4", "1/4", "1/2"]),
        ([-3, 0, 1], ["-1/2", "1/4", "1/2"]),
        ([5, 3, 1], ["1/2", "0", "-1/2"]),
        ([7, 7], ["0", "0"]),
    ],
)
def test_values_are_placed_linearly_between_the_lowest_and_the_highest(values: list[int], expected: list[str]):
    placed = TYPES["scale"].positions(question(0, {"values": values}))

    assert placed == tuple(Fraction(each) for each in expected)


def test_options_of_a_choice_stand_nowhere():
    assert TYPES["choice"].positions(question(0, {"options": 3})) is None


def test_words_are_never_scored():
    assert {name: module.SCORED for name, module in TYPES.items()} == {"scale": True, "choice": True, "text": False}
    assert scored(question(0, {"options": 3}))


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_scale_counts_from_one_and_has_its_name(name: str):
    values = [option.value for option in BUILT_IN[name]]

    assert values == [*range(1, (2 if name == "yes-no" else int(name.removeprefix("agree-"))) + 1)]


def test_an_option_has_one_label_in_every_built_in_scale():
    labels = {(option.id, option.label) for options in BUILT_IN.values() for option in options}

    assert len(labels) == len({id for id, _ in labels}) == 9
    assert all(label.lower().replace(" ", "-") == id for id, label in labels)
