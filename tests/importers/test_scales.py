"""Options of a foreign table: which scale they make, in which order, how far apart."""

from __future__ import annotations

import pytest

from cmpgen.importers.scales import Scale, scales_of, split_options
from cmpgen.questions.scales import BUILT_IN, called

WORDS = called({"fr": {"Yes": "Oui", "No": "Non"}})


def scale(cell: str, *no_position: str) -> Scale:
    options, unclear = split_options(cell, no_position)
    assert unclear == []
    return scales_of([tuple(options.items())], WORDS)[tuple(options.items())]


def values(found: Scale) -> dict[object, int]:
    return {each["id"]: int(str(each["value"])) for each in found.options}


@pytest.mark.parametrize("name", sorted(BUILT_IN))
@pytest.mark.parametrize("direction", [1, -1])
def test_a_built_in_scale_is_known_by_its_ids_in_either_order(name: str, direction: int) -> None:
    ids = [option.id for option in BUILT_IN[name]][::direction]

    found = scale("|".join(ids))

    assert found == Scale(name, {each: each for each in ids})


def test_a_built_in_scale_is_known_by_words_that_become_its_ids() -> None:
    found = scale("Strongly agree|Agree|neutral|Disagree=Rather not|strongly_disagree|dont_know", "dont_know")

    assert found.name == "agree-5"
    assert found.ids["Strongly agree"] == "strongly-agree"


@pytest.mark.parametrize(
    "cell", ["yes=YES|no=Non", "yes=Oui|no", "no=no|yes=Of course", "agree=Agree|neutral|disagree"]
)
def test_a_built_in_scale_is_known_where_labels_say_the_same_or_nothing_known(cell: str) -> None:
    assert scale(cell).name in BUILT_IN


@pytest.mark.parametrize(
    "cell",
    ["yes=No|no=Yes", "yes=non|no", "yes|no=yes", "agree=Disagree|neutral|disagree", "agree=No|neutral|disagree"],
)
def test_a_scale_whose_labels_mean_other_built_in_options_is_not_the_built_in_one(cell: str) -> None:
    options, _ = split_options(cell, ())

    found = scale(cell)

    assert found.name not in BUILT_IN
    assert [each["label"] for each in found.options] == [label or raw for raw, label in options.items()]


def test_other_words_make_a_scale_named_after_them_and_equally_spaced() -> None:
    found = scale("Never|Sometimes=Now and then|Always")

    assert found.name == "never-sometimes-always"
    assert found.options == (
        {"id": "never", "label": "Never", "value": "1"},
        {"id": "sometimes", "label": "Now and then", "value": "2"},
        {"id": "always", "label": "Always", "value": "3"},
    )
    assert found.spacing


def test_numbers_keep_their_distances() -> None:
    assert values(scale("1=Bad|2|4|5=Good")) == {"1": 1, "2": 2, "4": 4, "5": 5}
    assert values(scale("-1|0|+1")) == {"minus-1": -1, "0": 0, "1": 1}
    assert values(scale("0.5|1|2.25")) == {"0-5": 50, "1": 100, "2-25": 225}
    assert values(scale("10|20|30")) == {"10": 10, "20": 20, "30": 30}


def test_numbers_that_fall_are_written_from_the_lowest_to_the_highest() -> None:
    assert list(values(scale("5|4|2")).items()) == [("2", 2), ("4", 4), ("5", 5)]


@pytest.mark.parametrize("cell", ["1|2|maybe", "1|3|2", "1|1.0|2", "999999999|1.5", "1|99999999999"])
def test_numbers_that_do_not_say_how_far_apart_the_options_are_are_told(cell: str) -> None:
    found = scale(cell)

    assert not found.spacing
    assert sorted(values(found).values()) == list(range(1, cell.count("|") + 2))


def test_a_scale_never_takes_the_name_of_a_built_in_one_nor_of_another() -> None:
    lists = [(("agree", ""), ("5", "")), (("a", "x"), ("b", "y")), (("a", "x"), ("b", "z"))]

    names = [each.name for each in scales_of(lists, WORDS).values()]

    assert len(set(names)) == 3
    assert "agree-5" not in names


def test_options_that_share_a_slug_have_ids_of_their_own() -> None:
    found = scale("Yes!|yes|no-position")

    assert len(set(found.ids.values())) == 3
    assert "no-position" not in found.ids.values()


@pytest.mark.parametrize(
    ("cell", "unclear"), [("a|a", ["a"]), ("a||b", [""]), ("a|b|", [""]), ("a=x|a=y", ["a"]), ("", [])]
)
def test_an_option_that_is_empty_or_stands_twice_is_told(cell: str, unclear: list[str]) -> None:
    assert split_options(cell, ())[1] == unclear
