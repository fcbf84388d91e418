"""Where pages will stand, without making them: what `check` compares links in prose with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from cmpgen.model import Contest, Election
from cmpgen.pages import urls
from cmpgen.pages.quiz import DATA
from cmpgen.pages.sizes import is_split


class Read(Protocol):
    """An election with its contests by constituency id."""

    @property
    def election(self) -> Election: ...
    @property
    def contests(self) -> tuple[Contest, ...]: ...


def addresses(elections: Sequence[Read], current: Election | None) -> set[str]:
    """The address of every page and of its data, as `all_pages` will make them; `current` has the home pages."""
    found = {urls.home(language, current.language) for language in current.languages} if current else set()
    for each in elections:
        for language in each.election.languages:
            found.update(_of_election(each.election, each.contests, language))
    return found


def _of_election(election: Election, contests: Sequence[Contest], language: str) -> Iterator[str]:
    yield urls.election(election, language)
    yield urls.participation(election, language)
    yield urls.method(election, language)
    for question in election.every_question():
        yield urls.question(election, language, question)
    for party in election.parties:
        yield urls.party(election, language, party)
    for contest in contests:
        here = contest.constituency.id
        yield urls.constituency(election, language, here)
        yield urls.quiz(election, language, here)
        yield f"{urls.quiz(election, language, here)}{DATA}"
        asked = election.asked(election.constituencies[here])
        if is_split(len(contest.candidates), len(asked)):
            yield from (urls.question_here(election, language, here, question.id) for question in asked)
        for candidate in contest.candidates:
            yield urls.candidate(election, language, here, candidate.id)
