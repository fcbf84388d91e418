"""Everyone can read every kind of page: axe, a real Chromium, both colour schemes, a phone's width and a desk's."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from cmpgen.scores.match import Voter
from tests.browser.quizzing import answer, open_quiz
from tests.helpers import ELECTION, NORTH, QUESTIONS, build_site, write_project

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
FIXED = {"data", "method", "participation", "parties", "questions", "quiz"}
LANGUAGES = {"fr"}


def addresses(site: Path) -> list[str]:
    """The address of every page below the site's top, in order."""
    folders = (each.parent.relative_to(site).as_posix() for each in site.rglob("index.html"))
    return sorted("" if folder == "." else f"{folder}/" for folder in folders)


def kind(site: Path, address: str) -> str:
    """What an address is like when the ids in it are left out; a page of prose is a kind of its own."""
    language, parts = "", address.strip("/").split("/")
    if parts[0] in LANGUAGES:
        language, *parts = parts
    if not (site / "/".join(parts[:1]) / "method").is_dir():
        return address
    return "/".join([language, *(part if part in FIXED else "*" for part in parts)])


def fullest_of_each_kind(site: Path) -> list[str]:
    """The address of the longest page of each kind."""
    found: dict[str, str] = {}
    for address in sorted(addresses(site), key=lambda each: (site / each / "index.html").stat().st_size):
        found[kind(site, address)] = address
    return sorted(found.values())


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page: rule, element and why."""
    found: dict[str, Any] = Axe().run(page, options={"runOnly": WCAG_2_2_AA, "resultTypes": ["violations"]}).response
    return [
        f"{page.url}: {rule['id']}: {element['html']}: {element['failureSummary']}"
        for rule in found["violations"]
        for element in rule["nodes"]
    ]


def look(page: Page, top: str, wanted: list[str]) -> list[str]:
    """The faults of all these pages."""
    found = []
    for address in wanted:
        page.goto(f"{top}/{address}")
        found += faults(page)
    return found


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_of_wcag_2_2_in_any_kind_of_page(
    example_site: Path, served: Callable[[Path], str], new_page: Callable[..., Page], scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    wanted = fullest_of_each_kind(example_site)

    assert len(wanted) > 20
    assert look(page, served(example_site), wanted) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "fr/"])
def test_axe_finds_no_fault_in_the_results_of_a_quiz(
    example_site: Path,
    served: Callable[[Path], str],
    new_page: Callable[..., Page],
    language: str,
    scheme: str,
    width: int,
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    open_quiz(page, f"{served(example_site)}/{language}riverland-2027/old-harbour/quiz/")

    answer(page, Voter({"free-buses": 0, "harbour-tax": 2, "school-language": 1}, {"free-buses": 2}))

    assert page.locator(".result--apart .part").count() > 0
    assert page.locator(".part [data-slot=link]:visible").count() > 0
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def wider(page: Page, top: str, wanted: list[str]) -> list[str]:
    """Those of these pages that are wider than the window."""
    found = []
    for address in wanted:
        page.goto(f"{top}/{address}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(address)
    return found


def test_nothing_on_any_page_moves_by_itself(example_site: Path) -> None:
    # So there is nothing to turn off for whoever asks for less motion.
    styles = (example_site / "static/css/main.css").read_text(encoding="utf-8")

    assert not re.search(r"transition|animation|@keyframes|scroll-behavior", styles)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_of_wcag_2_2_in_any_page(
    example_site: Path, served: Callable[[Path], str], new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 320, "height": 900})

    assert look(page, served(example_site), addresses(example_site)) == []


# Letters of twice the size on a phone leave as much room as 160 pixels do for plain ones.
@pytest.mark.parametrize("width", [160, 180, 320, 1280])
def test_no_page_is_wider_than_its_window(
    example_site: Path, served: Callable[[Path], str], new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})

    assert wider(page, served(example_site), fullest_of_each_kind(example_site)) == []


LONG = "Bundesvereinigungskraftfahrzeughaftpflichtversicherungsgegnerpartei"


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which everything that has a name is called by one long word."""
    folder = tmp_path_factory.mktemp("long")
    named = ("Demo", "Transport", "The Uplands", "River Party")
    election = functools.reduce(lambda text, name: text.replace(f": {name}\n", f": {LONG}\n"), named, ELECTION)
    files = {
        "questionnaires/demo/election.yaml": election,
        "questionnaires/demo/questions.yaml": QUESTIONS.replace("Riverish", LONG).replace("Buses", LONG),
        "questionnaires/demo/constituencies/north.yaml": NORTH.replace("North Bank", LONG),
        "candidates/demo/north/ada.yaml": f"name: {LONG}\nparty: river-party\nreply: answered\n"
        f"answers:\n  free-buses: agree\n  school-language:\n    position: river\n    comment: {LONG}\n",
    }
    return build_site(write_project(folder / "project", files), folder / "site")


@pytest.mark.parametrize("width", [160, 320, 1280])
def test_a_long_word_breaks_before_it_widens_a_page(
    long_words: Path, served: Callable[[Path], str], new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})

    assert wider(page, served(long_words), addresses(long_words)) == []


OVERLAPPING = """() => {
  const boxes = (each) => {
    const words = document.createRange();
    words.selectNodeContents(each);
    return [...words.getClientRects()].filter(({ width }) => width > 1);
  };
  // Lines may touch: letters are lower than the boxes that they stand in.
  const cross = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return [...document.querySelectorAll(".share, .place, .choice, .matrix__cell, .picture")]
    .filter((each) => {
      const parts = [...each.children].filter(({ tagName }) => tagName !== "svg").map(boxes);
      const stands = (some, others) => some.some((a) => others.some((b) => cross(a, b)));
      return parts.some((some, n) => parts.slice(n + 1).some((others) => stands(some, others)));
    })
    .map(({ textContent }) => textContent.trim());
}"""


@pytest.mark.parametrize("width", [160, 320, 360, 412])
def test_no_words_stand_on_others(
    example_site: Path, served: Callable[[Path], str], new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})

    found = []
    for address in fullest_of_each_kind(example_site):
        page.goto(f"{served(example_site)}/{address}")
        found += page.evaluate(OVERLAPPING)

    assert found == []


def test_axe_finds_a_planted_fault(page: Page) -> None:
    page.set_content("<!doctype html><html lang=en><title>Planted</title><main><img src='data:,'></main>")

    assert [each for each in faults(page) if "image-alt" in each]
