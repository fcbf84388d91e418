"""How pages call people of whom several who stand in one place have one name: by their parties too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from cmpgen.pages.frame import Edition


class Called(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def parties(self) -> tuple[str, ...]: ...


def told_apart(edition: Edition, people: Sequence[Called]) -> list[str]:
    """The name of each of those who stand in one place, in their order; with the parties where it is another's too."""
    names = [each.name for each in people]
    if len({*names}) == len(names):
        return names
    times = Counter(names)
    return [each.name if times[each.name] == 1 else _with_parties(edition, each) for each in people]


def _with_parties(edition: Edition, one: Called) -> str:
    known = edition.election.parties
    parties = ", ".join(edition.say(known[id_].name).words for id_ in one.parties if id_ in known)
    return f"{one.name} ({parties})" if parties else one.name
