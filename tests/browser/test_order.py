"""The order of candidates: a fair lot for each visitor, one for the whole page, no name beside another's answer."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from scipy.stats import chi2, chisquare

from cmpgen.scores.match import Voter
from tests.browser.quizzing import answer, open_quiz
from tests.helpers import ROOT, build_site, until, write_project

Served = Callable[[Path], str]

SHUFFLES = 100_000
PEOPLE = 5

COUNT = """async ([times, people, biased]) => {
  const { draw, shuffled } = await import("/shuffle.js");
  const counts = new Map();
  for (let time = 0; time < times; time += 1) {
    const key = shuffled(people, biased ? () => draw(people) % people : draw).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts];
}"""

READ = """() => {
  const name = (element) => element.querySelector("a, .matrix__name").textContent.trim();
  const words = (element) => element.textContent.replace(/\\s+/g, " ").trim();
  const both = (element) => [name(element), words(element)];
  const all = (within, selector) => [...within.querySelectorAll(selector)];
  return {
    rule: document.querySelector(".order-rule").innerText,
    cards: all(document, ".card").map(both),
    heads: all(document, ".matrix__table thead tr").map((row) => all(row, ".matrix__candidate").map(both)),
    rows: all(document, ".matrix__row").map((row) => ({
      question: row.firstElementChild.textContent,
      cells: all(row, ".matrix__cell").map(both),
    })),
    comments: all(document, ".more__list").map((list) => all(list, ".more__item").map(both)),
    silent: all(document, ".more__silent").map((line) => all(line, "bdi").map((each) => [words(each), words(each)])),
    families: [...new Set(all(document, "[data-order] [data-candidate]").map((each) => each.parentNode))]
      .map((parent) => [...parent.children].flatMap((child) => child.dataset.candidate ?? [])),
    lines: all(document, ".more__silent").map((line) => line.textContent.replace(/\\s+/g, " ").trim()),
  };
}"""

Named = list[tuple[str, str]]
"""Names in the order of the page, each with all that stands beside it."""


@pytest.fixture
def trial(page: Page, served: Served) -> Page:
    """A page from which the modules of the theme can be imported."""
    blank = '<!doctype html><title>Trial</title><link rel="icon" href="data:,">'
    page.route("**/trial", lambda route: route.fulfill(content_type="text/html", body=blank))
    page.goto(f"{served(ROOT / 'theme' / 'static' / 'js')}/trial")
    return page


def chances(trial: Page, biased: bool) -> tuple[float, float]:
    """How likely so uneven an outcome is where every order, and every place for everyone, is equally likely."""
    counts = trial.evaluate(COUNT, [SHUFFLES, PEOPLE, biased])
    orders = [count for _, count in counts] + [0] * (math.factorial(PEOPLE) - len(counts))
    held = [[0] * PEOPLE for _ in range(PEOPLE)]
    for order, count in counts:
        for place, person in enumerate(order.split()):
            held[int(person)][place] += count
    expected = SHUFFLES / PEOPLE
    # Whoever holds one place does not hold another, which makes the sum that much larger than a table of free counts.
    uneven = sum((count - expected) ** 2 / expected for row in held for count in row) * (PEOPLE - 1) / PEOPLE
    return chisquare(orders).pvalue, chi2.sf(uneven, (PEOPLE - 1) ** 2)


def test_a_hundred_thousand_shuffles_give_everyone_every_place_equally_often(trial: Page) -> None:
    # A fair lot looks this unfair once in five hundred times, and three times running once in a hundred million.
    assert any(min(chances(trial, biased=False)) > 0.001 for _ in range(3))


def test_an_unfair_shuffle_would_be_seen(trial: Page) -> None:
    by_order, by_place = chances(trial, biased=True)

    assert by_order < 0.001 and by_place < 0.001


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with twelve candidates in the north and twenty in the south, none with a place on a ballot paper."""
    chance = random.Random("crowd")
    files = {}
    for place, count in [("north", 12), ("south", 20)]:
        for number in range(count):
            said = chance.choice(["agree", "disagree", "\n    position: neutral\n    comment: |\n      I am torn."])
            path = f"candidates/demo/{place}/c{number:02}.yaml"
            files[path] = f"name: Person {number:02}\nreply: answered\nanswers:\n  free-buses: {said}\n"
    folder = tmp_path_factory.mktemp("crowd")
    return build_site(write_project(folder / "project", files), folder / "site")


def read(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    return page.evaluate(READ)


def read_shuffled(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    page.wait_for_selector(".order-rule [data-slot=renewed]:not([hidden])")
    return page.evaluate(READ)


def names(named: Named) -> list[str]:
    return [name for name, _ in named]


def in_order_of(order: list[str], named: Named) -> bool:
    """Whether these names stand in the order of all."""
    return names(named) == [each for each in order if each in set(names(named))]


ADDRESSES = ["riverland-2027/old-harbour/", "fr/riverland-2027/high-orchards/", "demo/north/", "demo/south/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_cards_columns_and_lists_stand_in_one_order_and_every_answer_with_its_name(
    new_page: Callable[..., Page], served: Served, example_site: Path, crowded: Path, address: str
) -> None:
    top = served(crowded if address.startswith("demo") else example_site)
    written = read(new_page(java_script_enabled=False), f"{top}/{address}")
    page = new_page()

    orders = set()
    for _ in range(4):
        seen = read_shuffled(page, f"{top}/{address}")
        order = names(seen["cards"])
        orders.add(tuple(order))

        assert len(order) > 4 and sorted(seen["cards"]) == sorted(written["cards"])
        assert all(names(head) == order for head in seen["heads"])
        for head, as_written in zip(seen["heads"], written["heads"], strict=True):
            assert sorted(head) == sorted(as_written)
        for row, as_written in zip(seen["rows"], written["rows"], strict=True):
            assert row["question"] == as_written["question"]
            assert names(row["cells"]) == order
            assert sorted(row["cells"]) == sorted(as_written["cells"])
        for part in ("comments", "silent"):
            for some, as_written in zip(seen[part], written[part], strict=True):
                assert in_order_of(order, some) and sorted(some) == sorted(as_written)
        everyone = seen["families"][0]
        for family in seen["families"]:
            assert family == [each for each in everyone if each in family]
        for line, some in zip(seen["lines"], seen["silent"], strict=True):
            assert line.endswith(", ".join(names(some)))

    assert len(orders) > 1
    assert written["rule"] != seen["rule"]


def test_the_rule_says_what_is_so_with_and_without_javascript(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    address = f"{served(example_site)}/riverland-2027/old-harbour/"

    without = read(new_page(java_script_enabled=False), address)["rule"]
    renewed = read_shuffled(new_page(), address)["rule"]

    assert "drawn-2027-04-10" in without and "for this visit" not in without
    assert "for this visit" in renewed and "drawn-2027-04-10" not in renewed


def test_the_order_of_the_ballot_paper_is_left_alone(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    address = f"{served(example_site)}/riverland-2027/north-bank/"
    written = read(new_page(java_script_enabled=False), address)
    page = new_page()

    for _ in range(3):
        page.goto(address)

        assert page.evaluate(READ) == written
    assert "ballot paper" in written["rule"]
    assert page.locator("script").count() == 0


@pytest.mark.parametrize(
    ("address", "selector"),
    [
        ("riverland-2027/old-harbour/questions/harbour-tax/", ".more__item"),
        ("riverland-2027/old-harbour/dario-benvegna/", "[data-order] > li"),
    ],
)
def test_a_local_question_and_a_candidates_colleagues_are_shuffled_too(
    new_page: Callable[..., Page], served: Served, example_site: Path, address: str, selector: str
) -> None:
    without, page = new_page(java_script_enabled=False), new_page()
    without.goto(f"{served(example_site)}/{address}")
    written = without.locator(selector).all_inner_texts()

    orders = set()
    for _ in range(4):
        page.goto(f"{served(example_site)}/{address}")
        page.wait_for_selector("[data-slot=renewed]:not([hidden])")
        orders.add(tuple(page.locator(selector).all_inner_texts()))

    assert len(written) > 4 and len(orders) > 1
    assert all(sorted(each) == sorted(written) for each in orders)


@pytest.mark.parametrize("place", ["north", "south"])
def test_equal_scores_stand_in_the_order_in_which_the_quiz_lists_everyone(
    page: Page, served: Served, crowded: Path, place: str
) -> None:
    orders = set()
    for _ in range(3):
        open_quiz(page, f"{served(crowded)}/demo/{place}/quiz/")
        page.wait_for_selector(".order-rule [data-slot=renewed]:not([hidden])")
        answer(page, Voter({"free-buses": 2}))
        order = page.eval_on_selector_all("[data-order] > li", "all => all.map((each) => each.dataset.candidate)")
        ranks = page.eval_on_selector_all(
            '[data-slot="ranking"] > .result',
            "all => all.map((each) => [each.querySelector('[data-slot=rank]').textContent, each.dataset.candidate])",
        )
        orders.add(tuple(order))

        assert len(ranks) == len(order)
        assert ranks == sorted(ranks, key=lambda each: (int(each[0]), order.index(each[1])))
        assert len({rank for rank, _ in ranks}) < len(ranks)
    assert len(orders) > 1


def test_a_link_that_has_the_focus_keeps_it_when_the_order_is_drawn(
    page: Page, served: Served, example_site: Path
) -> None:
    held = []
    page.route("**/order.js", lambda route: held.append(route))
    page.goto(f"{served(example_site)}/riverland-2027/old-harbour/", wait_until="commit")
    link = page.locator(".card a").nth(1)
    link.focus()
    focused = page.evaluate("document.activeElement.href")

    until(lambda: held, page)
    for route in held:
        route.continue_()
    page.wait_for_selector("[data-slot=renewed]:not([hidden])")

    assert page.evaluate("document.activeElement.href") == focused
