"""Finding a constituency by typing: by keyboard alone, without minding case and accents, and told to who cannot see."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.helpers import build_site, until, write_project

Served = Callable[[Path], str]

PLACES = {
    "lodz": "name: Łódź-Południe\n",
    "haye": "name: L’Haÿ-les-Roses\n",
    "north": "name: North Bank\nregion: uplands\n",
    "south": "name: South Bank\nregion: uplands\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An election in four places, two of them in a region, with and without accents."""
    folder = tmp_path_factory.mktemp("places")
    files = {f"questionnaires/demo/constituencies/{id_}.yaml": text for id_, text in PLACES.items()}
    return build_site(write_project(folder / "project", files), folder / "site")


def listed(page: Page) -> list[str]:
    """The places that the page lists now."""
    return sorted(page.locator(".place__name:visible").all_inner_texts())


@pytest.mark.parametrize("address", ["", "demo/"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bank", ["North Bank", "South Bank"]),
        ("NORTH", ["North Bank"]),
        ("lodz", ["Łódź-Południe"]),
        ("l'hay roses", ["L’Haÿ-les-Roses"]),
        ("upl so", ["South Bank"]),
        ("nowhere", []),
        ("  ", ["L’Haÿ-les-Roses", "North Bank", "South Bank", "Łódź-Południe"]),
    ],
)
def test_typing_leaves_the_places_of_that_name_or_region(
    page: Page, served: Served, site: Path, address: str, typed: str, found: list[str]
) -> None:
    page.goto(f"{served(site)}/{address}")

    page.locator(".filter__field").fill(typed)

    assert listed(page) == found
    regions = {"The Uplands"} if any("Bank" in each for each in found) else set()
    assert set(page.locator(".places__name:visible").all_inner_texts()) == regions


def test_the_list_is_there_without_javascript_and_the_field_is_not(
    new_page: Callable[..., Page], served: Served, site: Path
) -> None:
    page = new_page(java_script_enabled=False)

    page.goto(f"{served(site)}/")

    assert len(listed(page)) == len(PLACES)
    assert not page.locator(".filter").is_visible()


def test_enter_leads_to_the_first_place_that_is_left_and_sends_nothing(page: Page, served: Served, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served(site)}/")
    page.locator(".filter__field").click()
    # A browser asks for the icon when it likes.
    until(lambda: any(each.endswith("/icon.svg") for each in asked), page)
    asked.clear()

    page.keyboard.type("south")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.textContent") == "South Bank"
    assert asked == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/demo/south/")


def test_how_many_are_left_is_said_once_when_typing_pauses(page: Page, served: Served, site: Path) -> None:
    page.clock.install()
    page.goto(f"{served(site)}/")
    field = page.locator(".filter__field")
    # It is there once the script is.
    field.wait_for()
    page.clock.pause_at(datetime.datetime.now() + datetime.timedelta(hours=1))
    page.evaluate("""() => {
      window.said = [];
      const status = document.querySelector(".filter [role=status]");
      const options = { attributes: true, childList: true, characterData: true, subtree: true };
      new MutationObserver(() => window.said.push(status.innerText)).observe(status, options);
    }""")

    field.press_sequentially("bank")
    at_once = page.evaluate("window.said")
    page.clock.run_for(1000)
    field.fill("nowhere")
    page.clock.run_for(1000)
    field.fill("")
    page.clock.run_for(1000)

    assert at_once == []
    assert page.evaluate("window.said") == [
        "Listed: 2 of 4",
        "No place matches. Clear the field to see all.",
        "",
    ]


def test_the_example_is_found_in_both_languages(page: Page, served: Served, example_site: Path) -> None:
    for address, typed, found in [("", "vale", "Alder Vale"), ("fr/", "vergers", "Hauts-Vergers")]:
        page.goto(f"{served(example_site)}/{address}")

        page.locator(".filter__field").fill(typed)

        assert len(listed(page)) == 1 and found in listed(page)[0]
