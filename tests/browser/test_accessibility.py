"""Everyone can read every kind of page: axe, a real Chromium, both colour schemes, a phone's width and a desk's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from cmpgen.scores.match import Voter
from tests.browser.quizzing import answer, open_quiz

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


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_its_window(
    example_site: Path, served: Callable[[Path], str], new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})

    wide = []
    for address in fullest_of_each_kind(example_site):
        page.goto(f"{served(example_site)}/{address}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)

    assert wide == []


def test_axe_finds_a_planted_fault(page: Page) -> None:
    page.set_content("<!doctype html><html lang=en><title>Planted</title><main><img src='data:,'></main>")

    assert [each for each in faults(page) if "image-alt" in each]
