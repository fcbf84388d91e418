"""Candidates differ in nothing but content: same elements, sizes and faces, as many clicks away, whoever replied."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from cmpgen.scores.match import Voter
from tests.browser.quizzing import answer, open_quiz
from tests.helpers import build_site, write_project

Served = Callable[[Path], str]

SHAPE = """(selector) => {
  // Within a sentence a link, a date or a name is content; so are the place on a scale, where a position was found, and
  // what each question says within a score.
  const content = "a, bdi, time, p > span, .matrix__found, .part";
  const face = (element) => {
    const style = getComputedStyle(element);
    const told = ["fontFamily", "fontSize", "fontWeight", "fontStyle", "color", "backgroundColor", "opacity", "order"];
    return told.map((name) => style[name]).join("|");
  };
  const skeleton = (element) => [
    `${element.tagName}.${[...element.classList].filter((name) => !/^(position--|mark\\b)/.test(name)).join(".")}`,
    [...element.children].filter((child) => !child.matches(content) && !child.hidden).map(skeleton),
  ];
  return [...document.querySelectorAll(selector)].map((element) => {
    const box = element.getBoundingClientRect();
    const named = element.querySelector("a, .matrix__name");
    return {
      skeleton: JSON.stringify(skeleton(element)),
      face: face(element),
      name: named && face(named),
      link: named && `${named.tagName}.${named.className}`,
      y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height),
    };
  });
}"""

ADDRESSES = [
    "riverland-2027/alder-vale/",
    "riverland-2027/north-bank/",
    "riverland-2027/old-harbour/",
    "fr/riverland-2027/high-orchards/",
    "demo/north/",
    "demo/south/",
]
REPLIES = ["answered", "declined", "no-reply", "unreachable", "not-asked", "unknown"]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site where all replies, long names and short, parties and none stand together: six and twelve candidates."""
    names = ["Maximiliana-Theodora von und zu Hohenlangenburg-Schillingsfürst", "Ada Obi"]
    files = {}
    for place, count in [("north", 6), ("south", 12)]:
        for number in range(count):
            lines = [f"name: {names[number % 2]}", f"reply: {REPLIES[number % 6]}"]
            lines += ["party: river-party"] if number % 3 else []
            lines += ["status: withdrawn"] if number == 4 else []
            lines += ["answers:", "  free-buses: agree", "  school-language: both"] if number % 6 == 0 else []
            files[f"candidates/demo/{place}/c{number:02}.yaml"] = "\n".join(lines) + "\n"
    folder = tmp_path_factory.mktemp("mixed")
    return build_site(write_project(folder / "project", files), folder / "site")


def shapes(page: Page, selector: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(SHAPE, selector)
    assert len(found) > 4, selector
    return found


def same(found: list[dict[str, Any]], *what: str) -> bool:
    return len({tuple(each[name] for name in what) for each in found}) == 1


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ADDRESSES)
def test_cards_and_columns_differ_in_nothing_but_content(
    new_page: Callable[..., Page], served: Served, example_site: Path, mixed: Path, address: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{served(mixed if address.startswith('demo') else example_site)}/{address}")

    cards = shapes(page, ".card")
    cells = shapes(page, ".matrix__cell")
    heads = shapes(page, ".matrix__candidate")

    assert same(cards, "skeleton", "face", "name", "link", "width")
    for _, row in groupby(cards, key=lambda each: each["y"]):
        assert same(list(row), "height")
    assert same(cells, "skeleton", "face", "name", "link")
    assert same(heads, "skeleton", "face", "name", "link")
    for _, row in groupby(heads, key=lambda each: each["y"]):
        assert same(list(row), "height")
    assert max(each["width"] for each in heads) - min(each["width"] for each in heads) <= 1


WHOLE = """(element) => {
  // All elements of a result but the names of the parties, which are content, and what a score is made up of.
  const skeleton = (each) => each.matches(".parts, .result__party, bdi")
    ? each.className : [each.tagName, each.dataset.slot, [...each.children].map(skeleton)];
  return JSON.stringify(skeleton(element));
}"""


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("address", ["riverland-2027/alder-vale/quiz/", "demo/north/quiz/", "demo/south/quiz/"])
def test_results_differ_in_nothing_but_content(
    new_page: Callable[..., Page], served: Served, example_site: Path, mixed: Path, address: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    site = mixed if address.startswith("demo") else example_site
    open_quiz(page, f"{served(site)}/{address}")
    answer(page, Voter({"free-buses": 1, "school-language": 1}))
    page.evaluate("for (const each of document.querySelectorAll('.result details')) each.open = false")

    listed = shapes(page, ".quiz-candidates__list > li")
    results = shapes(page, ".result")
    apart = page.locator(".result--apart").count()
    page.locator(".result summary").first.click()
    page.locator(".result .part").first.wait_for()
    beside_an_open_one = shapes(page, ".result")

    assert same(listed, "skeleton", "face", "name", "link", "width")
    assert same(results, "face", "name", "link", "width")
    assert max(each["height"] for each in results) - min(each["height"] for each in results) <= 1
    assert 0 < apart < len(results)
    assert same(results[:-apart], "skeleton") and same(results[-apart:], "skeleton")
    assert len({each.evaluate(WHOLE) for each in page.locator(".result").all()}) == 1
    for closed, still in list(zip(results, beside_an_open_one, strict=True))[1:]:
        assert abs(closed["height"] - still["height"]) <= 1


TOP = "http://site/"


class Links(HTMLParser):
    """The links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attributes if tag == "a" and name == "href"]


def links(site: Path) -> dict[str, list[str]]:
    """What each page of the site links to on it, as often as it does."""
    graph = {}
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site).as_posix()
        address = "" if folder == "." else f"{folder}/"
        parser = Links()
        parser.feed(path.read_text(encoding="utf-8"))
        targets = (urljoin(f"{TOP}{address}", each.partition("#")[0]) for each in parser.found if "://" not in each)
        graph[address] = [each.removeprefix(TOP) for each in targets if each.startswith(TOP)]
    return graph


def clicks(graph: dict[str, list[str]], start: str) -> dict[str, int]:
    """How many clicks each page is away from this one."""
    found, queue = {start: 0}, deque([start])
    while queue:
        here = queue.popleft()
        for target in graph.get(here, []):
            if target not in found:
                found[target] = found[here] + 1
                queue.append(target)
    return found


@pytest.mark.parametrize("project", ["example", "mixed"])
def test_every_candidate_is_as_many_clicks_away(example_site: Path, mixed: Path, project: str) -> None:
    site, election = (example_site, "riverland-2027") if project == "example" else (mixed, "demo")
    graph = links(site)
    pages = re.compile(rf"{election}/(?!parties|questions)[a-z-]+/(?!quiz|questions)[a-z0-9-]+/")
    candidates = [each for each in graph if pages.fullmatch(each)]
    places = sorted({each.rsplit("/", 2)[0] + "/" for each in candidates})

    for start in ["", f"{election}/", *places]:
        away = clicks(graph, start)
        for place in places:
            assert len({away[each] for each in candidates if each.startswith(place)}) == 1, (start, place)
    for place in places:
        mine = [each for each in candidates if each.startswith(place)]
        assert len({graph[f"{place}quiz/"].count(each) for each in mine}) == 1
        assert len(mine) > 4 and all(each in graph[place] for each in mine)
