"""Quiz after quiz in one tab of a browser: nothing amiss is logged, and memory does not grow.

`make test-slow` takes thirty; `make quizzes` sets CMPGEN_QUIZZES=1 and takes a thousand on one page, and opens it 250
times.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import CDPSession, Page

from cmpgen.compile import CompiledElection
from cmpgen.questions import scored
from cmpgen.scores.match import Voter, match
from tests.browser.quizzing import answer, compiled, expected, open_quiz, random_voter, shown
from tests.helpers import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

IN_FULL = os.environ.get("CMPGEN_QUIZZES") == "1"
TAKEN = 1000 if IN_FULL else 30
OPENED = 250 if IN_FULL else 12
WARM = 30
"""Quizzes before the first note: the browser compiles what it runs often."""
NOTES = 15
MOST_BYTES, OBJECTS = (500, 100) if IN_FULL else (30_000, 5000)
"""What a quiz may add, and how much is planted to be seen: a browser's own growth dies away after some hundreds."""
MOST_NODES = 0.5

LEAKS = {
    "objects": f"() => kept.push(Array.from({{ length: {OBJECTS} }}, () => ({{}})))",
    "elements": """() => kept.push(document.querySelector('[data-slot="results"]').cloneNode(true))""",
}
PLANT = """() => {{
  const kept = [];
  document.querySelector("form.quiz").addEventListener("change", {leak});
}}"""


class Memory:
    """What a tab holds after everything that is no longer needed was thrown away, noted time after time."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self.bytes: list[float] = []
        self.nodes: list[float] = []

    def note(self) -> None:
        # What a first collection lets go of may hold what a second one finds.
        for _ in range(3):
            self._session.send("HeapProfiler.collectGarbage")
        held, counted = self._session.send("Runtime.getHeapUsage"), self._session.send("Memory.getDOMCounters")
        self.bytes.append(held["usedSize"] + held.get("backingStorageSize", 0))
        self.nodes.append(counted["nodes"] + counted["jsEventListeners"])

    def is_flat(self, each: int) -> bool:
        """Whether it did not grow, where `each` quizzes lie between two notes."""
        return growth(self.bytes) / each <= MOST_BYTES and growth(self.nodes) / each <= MOST_NODES


def growth(values: list[float]) -> float:
    """How much a value grows from one to the next: the median of all slopes (Theil and Sen), which no outlier moves."""
    pairs = itertools.combinations(enumerate(values), 2)
    return median((right - left) / (b - a) for (a, left), (b, right) in pairs)


def voters(election: CompiledElection, constituency: str) -> Iterator[Callable[[Page], None]]:
    """One quiz after the other by voters of chance, each with all that is done on the page."""
    contest = next(each for each in election.contests if each.constituency.id == constituency)
    method, chance = election.election.method, random.Random(constituency)

    def take(page: Page) -> None:
        voter = random_voter(chance, contest)
        answer(page, voter)
        reference = match(contest, election.tables, voter, method.missing, method.minimum_shared)
        assert shown(page) == expected(reference), voter

    while True:
        yield take


def taken(page: Page, address: str, election: CompiledElection, quizzes: int, plant: str = "") -> Memory:
    """Take so many quizzes on one page, and note what the tab holds."""
    open_quiz(page, address)
    if plant:
        page.evaluate(plant)
    memory = Memory(page)
    contest = next(each for each in election.contests if each.constituency.id == "north-bank")
    same = Voter({each.id: 0 for each in contest.questions if scored(each)})
    for number, take in enumerate(itertools.islice(voters(election, "north-bank"), WARM + quizzes), 1 - WARM):
        take(page)
        if number > 0 and number % (quizzes // NOTES) == 0:
            # Beside the same outcome.
            answer(page, same)
            memory.note()
    return memory


@pytest.fixture
def address(served: Callable[[Path], str], example_site: Path) -> str:
    return f"{served(example_site)}/riverland-2027/north-bank/quiz/"


def test_quiz_after_quiz_on_one_page_leaves_nothing_behind(page: Page, address: str) -> None:
    memory = taken(page, address, compiled(ROOT), TAKEN)

    assert memory.is_flat(TAKEN // NOTES), (memory.bytes, memory.nodes)


@pytest.mark.parametrize("leak", LEAKS)
def test_what_a_quiz_leaves_behind_on_a_page_is_seen(page: Page, address: str, leak: str) -> None:
    memory = taken(page, address, compiled(ROOT), TAKEN // (5 if IN_FULL else 1), PLANT.format(leak=LEAKS[leak]))

    assert not memory.is_flat(TAKEN // (5 if IN_FULL else 1) // NOTES)


def opened(page: Page, address: str, times: int, leave: Callable[[], None] = lambda: None) -> Memory:
    """Open quizzes in one tab, one after the other, take each, and note what the tab holds once it has left them."""
    election, memory = compiled(ROOT), Memory(page)
    contests = itertools.cycle(each.constituency.id for each in election.contests)
    takes = {each.constituency.id: voters(election, each.constituency.id) for each in election.contests}
    for constituency in itertools.islice(contests, times):
        open_quiz(page, address.replace("north-bank", constituency))
        next(takes[constituency])(page)
        leave()
        page.goto("about:blank")
        memory.note()
    return memory


def test_quiz_after_quiz_in_one_tab_leaves_nothing_behind(page: Page, address: str) -> None:
    memory = opened(page, address, OPENED)

    assert memory.is_flat(1), (memory.bytes, memory.nodes)


def test_what_a_quiz_leaves_behind_in_a_tab_is_seen(page: Page, address: str) -> None:
    """The page that opened the tab holds on to every document that was in it."""
    page.goto(address)
    with page.expect_popup() as popup:
        page.evaluate("() => { window.kept = []; window.tab = window.open('about:blank'); }")

    memory = opened(popup.value, address, 12, lambda: page.evaluate("() => { window.kept.push(window.tab.document); }"))

    assert not memory.is_flat(1)
