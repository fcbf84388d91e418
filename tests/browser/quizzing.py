"""Taking the quiz in a browser as a voter does, and reading what the page says came of it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from cmpgen import i18n
from cmpgen.compile import CompiledElection, compile_project
from cmpgen.files import read_project
from cmpgen.model import Contest
from cmpgen.questions import scored
from cmpgen.scores.match import Match, Voter, match
from cmpgen.theme import theme_folders

ANSWER = """([answers, weights]) => {
  const form = document.querySelector("form.quiz");
  form.reset();
  for (const [id, option] of answers) {
    form.querySelector(`[name="answer-${id}"][value="${option}"]`).checked = true;
  }
  for (const [id, weight] of weights) form.querySelector(`[name="weight-${id}"]`).value = String(weight);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  for (const details of document.querySelectorAll(".result details")) details.open = true;
}"""

READ = """() => {
  const words = (within, name) => within.querySelector(`[data-slot="${name}"]`).textContent;
  // As the page writes them, thousands have something between them.
  const plain = (text) => Number(text.replace(/\\D/g, ""));
  const number = (within, name) => plain(words(within, name));
  const results = [...document.querySelectorAll('[data-slot="ranking"] > .result')].map((item) => ({
    candidate: item.dataset.candidate,
    rank: number(item, "rank"),
    tied: !item.querySelector('[data-slot="tied"]').hidden,
    percent: number(item, "percent"),
    low: number(item, "low"),
    high: number(item, "high"),
    shared: number(item, "shared"),
    answered: number(item, "answered"),
    points: plain(item.querySelector(".result__sum [data-slot=points]").textContent),
    possible: plain(item.querySelector(".result__sum [data-slot=possible]").textContent),
    questions: [...item.querySelectorAll(".part")].map((part) => ({
      id: part.dataset.question,
      double: !part.querySelector('[data-slot="double"]').hidden,
      counts: !part.querySelector('[data-slot="counted"]').hidden,
      points: number(part, "points"),
      possible: number(part, "possible"),
    })),
  }));
  const apart = [...document.querySelectorAll('[data-slot="apart"] > .result')].map((item) => ({
    candidate: item.dataset.candidate,
    reason: item.querySelector("[data-reason]:not([hidden])").dataset.reason,
    shared: number(item, "shared"),
    answered: number(item, "answered"),
  }));
  return { results, apart };
}"""


def open_quiz(page: Page, address: str) -> None:
    """Open a quiz and wait until it compares."""
    page.goto(address)
    page.wait_for_selector("#results:not([hidden])")


def answer(page: Page, voter: Voter) -> None:
    """Fill in the form, and open every breakdown. The toggles run as tasks of their own, so wait for the last.

    Comments and sources come by themselves.
    """
    page.evaluate(ANSWER, [list(voter.answers.items()), list(voter.weights.items())])
    expect(page.locator(".result details:not(:has(.part))")).to_have_count(0)
    expect(page.locator(".result [data-slot=pending]:not([hidden])")).to_have_count(0)


def shown(page: Page) -> dict[str, Any]:
    """The page's results by rank, ties by id, and those who are apart, by id."""
    outcome: dict[str, Any] = page.evaluate(READ)
    ranks = [each["rank"] for each in outcome["results"]]
    assert ranks == sorted(ranks), "the page does not stand in rank order"
    outcome["results"].sort(key=lambda each: (each["rank"], each["candidate"]))
    outcome["apart"].sort(key=lambda each: each["candidate"])
    return outcome


def expected(match: Match) -> dict[str, Any]:
    """What the page must say of this match."""
    return {
        "results": [
            {
                "candidate": each.candidate,
                "rank": each.rank,
                "tied": each.tied,
                "percent": each.percent,
                "low": each.low,
                "high": each.high,
                "shared": each.shared,
                "answered": each.answered,
                "points": each.points,
                "possible": each.possible,
                "questions": [
                    {
                        "id": part.question,
                        "double": part.weight == 2,
                        "counts": part.possible > 0,
                        "points": part.points,
                        "possible": part.possible,
                    }
                    for part in each.questions
                ],
            }
            for each in match.results
        ],
        "apart": [
            {"candidate": each.candidate, "reason": each.reason, "shared": each.shared, "answered": each.answered}
            for each in match.apart
        ],
    }


def random_voter(chance: random.Random, contest: Contest) -> Voter:
    """A voter who answers at least one question, and weighs some."""
    asked = [each for each in contest.questions if scored(each)]
    skips = chance.choice([0.0, 0.1, 0.5, 0.9])
    answers = {each.id: chance.randrange(len(each.options)) for each in asked if chance.random() >= skips}
    answers = answers or {asked[0].id: 0}
    weights = {each.id: chance.choice([0, 2, 2]) for each in asked[1:] if chance.random() < 0.3}
    if not any(weights.get(id_, 1) for id_ in answers):
        weights = {}
    return Voter(answers, weights)


def compiled(project: Path) -> CompiledElection:
    """The only election of a project."""
    read = read_project(project)
    catalogues = i18n.words(i18n.read_catalogues([each / "locale" for each in theme_folders(project)]))
    (election,) = compile_project(read.texts, read.paths, catalogues)[0].elections
    return election


def compare(
    page: Page, site: str, election: CompiledElection, constituency: str, voters: int, language: str = ""
) -> None:
    """Let random voters take the quiz on the page, and compare each outcome with the reference."""
    contest = next(each for each in election.contests if each.constituency.id == constituency)
    method = election.election.method
    chance = random.Random(f"{constituency}{language}")
    open_quiz(page, f"{site}/{language}{election.election.id}/{constituency}/quiz/")
    for _ in range(voters):
        voter = random_voter(chance, contest)

        answer(page, voter)

        reference = match(contest, election.tables, voter, method.missing, method.minimum_shared)
        assert shown(page) == expected(reference), voter
