"""The scales that every election may name without defining them.

A built-in scale is a tuple of options from the lowest to the highest, one whole step apart.
Labels are message ids of the interface's catalogue, so that every interface language has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmpgen.diagnostics import N_


@dataclass(frozen=True, slots=True)
class BuiltInOption:
    """One option of a built-in scale: its id, the message id of its label, its place on the scale (1 is the lowest)."""

    id: str
    label: str
    value: int


_LABELS = {
    "strongly-disagree": N_("Strongly disagree"),
    "disagree": N_("Disagree"),
    "somewhat-disagree": N_("Somewhat disagree"),
    "neutral": N_("Neutral"),
    "somewhat-agree": N_("Somewhat agree"),
    "agree": N_("Agree"),
    "strongly-agree": N_("Strongly agree"),
    "no": N_("No"),
    "yes": N_("Yes"),
}


def _scale(*ids: str) -> tuple[BuiltInOption, ...]:
    return tuple(BuiltInOption(id, _LABELS[id], value) for value, id in enumerate(ids, start=1))


BUILT_IN: dict[str, tuple[BuiltInOption, ...]] = {
    "agree-3": _scale("disagree", "neutral", "agree"),
    "agree-4": _scale("strongly-disagree", "disagree", "agree", "strongly-agree"),
    "agree-5": _scale("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"),
    "agree-7": _scale(
        "strongly-disagree",
        "disagree",
        "somewhat-disagree",
        "neutral",
        "somewhat-agree",
        "agree",
        "strongly-agree",
    ),
    "yes-no": _scale("no", "yes"),
}


def called(catalogues: Mapping[str, Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """What each built-in option is called: its id, and its label in English and in the language of each catalogue."""
    return {
        id: frozenset({id, label, *(words[label] for words in catalogues.values() if label in words)})
        for id, label in _LABELS.items()
    }
