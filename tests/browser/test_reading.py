"""What a reader meets on a phone, at a desk and on paper: whole tables, links that look like links, equal cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.helpers import ELECTION, build_site, until, write_project

Served = Callable[[Path], str]
NewPage = Callable[..., Page]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
PAPER = 718
"""The width of a sheet of A4 between its margins, in CSS pixels."""

ELECTION_PAGE = "riverland-2027/"
PLACE = "riverland-2027/alder-vale/"
CANDIDATE = "riverland-2027/alder-vale/salma-idrovic/"
PARTICIPATION = "riverland-2027/participation/"
METHOD = "riverland-2027/method/"
WITH_TABLES = [ELECTION_PAGE, PLACE, PARTICIPATION, METHOD]

SLOGAN = (
    "For Lower Prices, Cleaner Rivers and a Bus That Comes When It Says It Comes, Citizens of the Lower Vale Together"
)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight candidates in the north and twelve in the south, one of each with a slogan for a name, half without."""
    files = {}
    for place, count in [("north", 8), ("south", 12)]:
        for number in range(count):
            lines = [f"name: {SLOGAN if number == 3 else f'Person {number}'}", "reply: answered"]
            lines += ["party: river-party"] if number % 2 else []
            lines += ["answers:", "  free-buses: agree"] if number % 3 else []
            files[f"candidates/demo/{place}/c{number:02}.yaml"] = "\n".join(lines) + "\n"
    folder = tmp_path_factory.mktemp("crowd")
    return build_site(write_project(folder / "project", files), folder / "site")


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is also read from right to left, where the names of places are not."""
    files = {
        "questionnaires/demo/election.yaml": ELECTION.replace("[en]", "[en, ar]"),
        "theme/locale/ar.po": 'msgid "Home"\nmsgstr "الرئيسية"\n',
    }
    folder = tmp_path_factory.mktemp("turned")
    return build_site(write_project(folder / "project", files), folder / "site")


@pytest.fixture(scope="module")
def headed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose prose has headings of every level."""
    heads = "\n".join(f"    {'#' * level} Level {level}\n" for level in range(1, 7))
    question = "- id: free-buses\n  text: Free?\n"
    files = {
        "questionnaires/demo/election.yaml": f"{ELECTION}panel: |\n{heads}\nfunding: |\n{heads}\n",
        "questionnaires/demo/questions.yaml": question
        + "".join(f"  {field}: |\n{heads}\n" for field in ("background", "for", "against")),
        "candidates/demo/north/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n",
    }
    folder = tmp_path_factory.mktemp("headed")
    return build_site(write_project(folder / "project", files), folder / "site")


def boxes(page: Page, selector: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.eval_on_selector_all(
        selector, "all => all.map((each) => each.getBoundingClientRect().toJSON())"
    )
    assert found, selector
    return found


# ---- tables


@pytest.mark.parametrize("address", WITH_TABLES)
def test_paper_shows_every_column_of_every_table(
    new_page: NewPage, served: Served, example_site: Path, address: str
) -> None:
    page = new_page(viewport={"width": PAPER, "height": 1000})
    page.goto(f"{served(example_site)}/{address}")
    page.emulate_media(media="print")

    assert page.evaluate("document.documentElement.scrollWidth") == PAPER
    assert all(each["right"] <= PAPER for each in boxes(page, ".counts :is(th, td)"))
    assert all(each["height"] > 0 for each in boxes(page, ".counts thead th"))
    assert page.eval_on_selector_all(
        ".scroller",
        "all => all.map((each) => getComputedStyle(each)).every((style) => "
        "style.overflowX === 'visible' && style.backgroundImage === 'none')",
    )


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("address", WITH_TABLES)
def test_no_column_of_a_table_lies_beyond_the_edge_of_a_phone(
    new_page: NewPage, served: Served, example_site: Path, address: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 740})
    page.goto(f"{served(example_site)}/{address}")

    assert (
        page.eval_on_selector_all(".scroller", "all => all.map((each) => each.scrollWidth - each.clientWidth)")
        == [0] * page.locator(".scroller").count()
    )
    assert page.locator(".scroller").count() > 0


def test_each_number_of_a_stacked_table_stands_beside_what_it_counts(
    new_page: NewPage, served: Served, example_site: Path
) -> None:
    phone, desk = new_page(viewport=PHONE), new_page(viewport=DESK)
    for page in (phone, desk):
        page.goto(f"{served(example_site)}/{PARTICIPATION}")

    heads = desk.locator("#parties ~ .scroller thead th").all_inner_texts()
    first = phone.locator("#parties ~ .scroller tbody tr").first
    assert [each.split("\n")[0] for each in first.locator("td").all_inner_texts()] == heads[1:]
    assert desk.locator(".counts__label:visible").count() == 0


@pytest.mark.parametrize(
    ("place", "width", "beside"), [("north", 960, True), ("south", 960, True), ("north", 900, False)]
)
def test_answers_stand_in_columns_as_soon_as_a_screen_has_room_for_some(
    new_page: NewPage, served: Served, crowd: Path, place: str, width: int, beside: bool
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{served(crowd)}/demo/{place}/")

    table = page.locator(".matrix").first
    assert (
        page.locator(".matrix__candidate:visible").count() > 0 if beside else not page.locator("thead:visible").count()
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if beside:
        table.focus()
        page.keyboard.press("ArrowRight")
        # A browser scrolls gently by key.
        until(lambda: table.evaluate("(each) => each.scrollLeft") > 0, page)
        assert table.get_attribute("role") == "region"
        assert page.locator(f"#{table.get_attribute('aria-labelledby')}").count() == 1


@pytest.mark.parametrize(("width", "selector"), [(360, ".matrix__name"), (1280, ".matrix__candidate > a")])
@pytest.mark.parametrize("place", ["north", "south"])
def test_a_slogan_for_a_name_takes_no_more_room_than_three_lines(
    new_page: NewPage, served: Served, crowd: Path, place: str, width: int, selector: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{served(crowd)}/demo/{place}/")

    line = page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{selector}')).lineHeight)")
    assert max(each["height"] for each in boxes(page, selector)) <= 3.3 * line
    assert SLOGAN in page.locator(".card__name").all_inner_texts()


# ---- cards, names and pictures


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("project", ["example", "crowd"])
def test_all_cards_of_a_place_are_equally_large(
    new_page: NewPage, served: Served, example_site: Path, crowd: Path, project: str, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    page.goto(f"{served(crowd)}/demo/north/" if project == "crowd" else f"{served(example_site)}/{PLACE}")

    found = boxes(page, ".card")
    parties = boxes(page, ".card__party")
    assert max(each["height"] for each in found) - min(each["height"] for each in found) < 1
    assert len({round(each["width"]) for each in found}) == 1
    assert len({round(each["height"]) for each in parties}) == 1


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_screen_holds_no_image(
    new_page: NewPage, served: Served, example_site: Path, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    for address in ["", ELECTION_PAGE, PLACE, CANDIDATE, f"{PLACE}quiz/", PARTICIPATION, METHOD]:
        page.goto(f"{served(example_site)}/{address}")
        assert page.eval_on_selector_all(
            "img", f"all => all.every((each) => each.getBoundingClientRect().top > {viewport['height']})"
        ), address

    page.goto(f"{served(example_site)}/{CANDIDATE}")
    assert page.locator("img").count() == 1
    assert page.locator("img[loading=lazy][decoding=async][width][height]").count() == 1
    answers, photo = boxes(page, "#answers")[0], boxes(page, "img")[0]
    assert answers["bottom"] < photo["top"]


@pytest.mark.parametrize("address", ["riverland-2027/alder-vale/", PLACE])
def test_on_paper_as_wide_as_a_screen_nobody_s_answers_are_cut_off(
    new_page: NewPage, served: Served, example_site: Path, address: str
) -> None:
    page = new_page(viewport={"width": 1047, "height": 740})
    page.goto(f"{served(example_site)}/{address}")
    page.emulate_media(media="print")

    cells = page.eval_on_selector_all(
        ".matrix__cell .position", "all => all.map((each) => each.getBoundingClientRect().right)"
    )
    assert cells and max(cells) <= 1047
    assert (
        page.eval_on_selector_all(".matrix__cell", "all => all.filter((each) => !each.checkVisibility()).length") == 0
    )


@pytest.mark.parametrize("address", [PLACE, CANDIDATE, "riverland-2027/questions/free-buses/"])
def test_letters_of_twice_the_size_stay_on_a_phone(
    new_page: NewPage, served: Served, example_site: Path, address: str
) -> None:
    # Media queries count in the letters that a browser begins with: half as wide is the same as twice as large.
    page = new_page(viewport={"width": 180, "height": 740})
    page.goto(f"{served(example_site)}/{address}")

    ends = page.eval_on_selector_all(".position", "all => all.map((each) => each.getBoundingClientRect().right)")
    assert ends and max(ends) <= 180


@pytest.mark.parametrize("address", [PLACE, CANDIDATE, PARTICIPATION])
def test_no_date_breaks_across_lines(new_page: NewPage, served: Served, example_site: Path, address: str) -> None:
    page = new_page(viewport={"width": 320, "height": 740})
    page.goto(f"{served(example_site)}/{address}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    assert (
        page.eval_on_selector_all("time", "all => all.filter((each) => each.getClientRects().length > 1).length") == 0
    )


@pytest.mark.parametrize(
    ("address", "selector"),
    [(PARTICIPATION, ".who dd a"), ("riverland-2027/parties/river-party/", ".list > li > a")],
)
def test_no_comma_between_names_begins_a_line(
    new_page: NewPage, served: Served, example_site: Path, address: str, selector: str
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{served(example_site)}/{address}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    # Between a box and the comma behind it a line may break, between a word and its comma it may not.
    displays = page.eval_on_selector_all(selector, "all => all.map((each) => getComputedStyle(each).display)")
    assert set(displays) == {"inline"}


# ---- links


UNDERLINES = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll("main a[href]:not(.button)")].map((each) => {
    const style = getComputedStyle(each);
    const [dark, bright] = [light(style.textDecorationColor), paper].sort((a, b) => a - b);
    return [style.textDecorationLine, (bright + 0.05) / (dark + 0.05), each.outerHTML];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    ["", ELECTION_PAGE, PLACE, CANDIDATE, PARTICIPATION, METHOD, "riverland-2027/parties/river-party/"],
)
def test_links_are_underlined_and_the_line_can_be_seen(
    new_page: NewPage, served: Served, example_site: Path, address: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme, viewport=DESK)
    page.goto(f"{served(example_site)}/{address}")

    for line, contrast, html in page.evaluate(UNDERLINES):
        assert line == "underline" and contrast >= 3, (line, contrast, html)


def test_a_name_that_is_no_link_does_not_look_like_one(new_page: NewPage, served: Served, example_site: Path) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{served(example_site)}/{PLACE}")

    styles = page.eval_on_selector_all(
        ".matrix__name, .card__party a:not([href])",
        "all => all.map((each) => [getComputedStyle(each).textDecorationLine, getComputedStyle(each).cursor])",
    )
    assert {tuple(each) for each in styles} == {("none", "auto")}


def test_ways_to_put_an_answer_right_are_small_and_can_be_hit(
    new_page: NewPage, served: Served, example_site: Path
) -> None:
    for viewport in (PHONE, DESK):
        page = new_page(viewport=viewport)
        page.goto(f"{served(example_site)}/{CANDIDATE}")

        sizes = page.eval_on_selector_all(
            ".answer__ways a, .whose", "all => all.map((each) => [each.tagName, getComputedStyle(each).fontSize])"
        )
        assert dict(sizes) == {"A": "14px", "P": "16px"}
        assert min(each["height"] for each in boxes(page, ".answer__ways a")) >= 24


# ---- room


@pytest.mark.parametrize("address", [METHOD, PARTICIPATION])
def test_a_desk_shows_headings_beside_what_they_head(
    new_page: NewPage, served: Served, example_site: Path, address: str
) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{served(example_site)}/{address}")

    for heading in page.locator(".ledger > section > h2").all():
        beside = heading.locator("xpath=following-sibling::*[1]").bounding_box()
        box = heading.bounding_box()
        assert box and beside and box["x"] + box["width"] < beside["x"] and abs(box["y"] - beside["y"]) < 30


def test_a_question_has_a_line_of_its_own_above_how_much_it_divides(
    new_page: NewPage, served: Served, example_site: Path
) -> None:
    for viewport in (PHONE, DESK):
        page = new_page(viewport=viewport)
        page.goto(f"{served(example_site)}/{PLACE}")
        whole = boxes(page, "#division ~ .shares")[0]["width"]
        for words, bar, count in zip(
            boxes(page, ".shares--long .share__words"),
            boxes(page, ".shares--long .share__bar"),
            boxes(page, ".shares--long .share__count"),
            strict=True,
        ):
            assert words["width"] == whole
            assert words["bottom"] <= bar["top"] and count["height"] < 30
            assert bar["bottom"] <= count["top"] or viewport is DESK


@pytest.mark.parametrize("address", [PLACE, CANDIDATE])
def test_a_number_beside_a_bar_stays_on_one_line(
    new_page: NewPage, served: Served, example_site: Path, address: str
) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{served(example_site)}/{address}")

    assert max(each["height"] for each in boxes(page, ".share__count")) < 30


def test_the_list_of_a_map_stands_beside_it_and_names_its_dots(
    new_page: NewPage, served: Served, example_site: Path
) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{served(example_site)}/{PLACE}")

    drawing, listed = boxes(page, ".opinion-map__plane")[0], boxes(page, ".opinion-map__list")[0]
    table = boxes(page, ".opinion-map__places")[0]
    assert drawing["right"] < listed["left"] and table["width"] < 500
    assert sorted(page.locator(".opinion-map__label").all_text_contents()) == sorted(
        page.locator(".opinion-map__key").all_text_contents()
    )
    assert page.locator(".opinion-map__end").count() == 4


def test_words_that_run_the_other_way_stay_at_the_pages_edge(new_page: NewPage, served: Served, turned: Path) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{served(turned)}/ar/demo/north/")

    heading, main = boxes(page, "h1[dir=ltr]")[0], boxes(page, "main")[0]
    padding = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).paddingRight)")
    assert abs(heading["right"] - (main["right"] - padding)) < 2
    assert heading["width"] < 300


# ---- the order of names


def test_names_of_who_replied_are_drawn_by_lot_but_where_a_ballot_paper_orders_them(
    new_page: NewPage, served: Served, example_site: Path
) -> None:
    address = f"{served(example_site)}/{PARTICIPATION}"
    without = new_page(java_script_enabled=False)
    without.goto(address)
    written = _names(without)
    page = new_page()
    seen = []
    for _ in range(5):
        page.goto(address)
        page.wait_for_selector("[data-slot=renewed]:not([hidden])")
        seen.append(_names(page))

    by_lot = {place for place, _, lot in written if lot}
    assert by_lot and by_lot != {place for place, _, _ in written}
    for now in seen:
        for (place, names, lot), (_, as_written, _) in zip(now, written, strict=True):
            assert sorted(names.split(", ")) == sorted(as_written.split(", "))
            assert lot or names == as_written, place
    assert len({str(each) for each in seen}) > 1


def _names(page: Page) -> list[tuple[str, str, bool]]:
    """Each place of "Name by name", its names as written, and whether they are in the order of a lot."""
    found = page.eval_on_selector_all(
        ".who__share",
        "all => all.map((each) => [each.firstElementChild.textContent, each.lastElementChild.textContent.trim(), "
        "each.lastElementChild.dataset.order !== undefined])",
    )
    return [(place, names, lot) for place, names, lot in found]


# ---- prose

PROSE_HEADINGS = """() => {
  const size = (each) => parseFloat(getComputedStyle(each).fontSize);
  const all = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  return all
    .map((each, place) => [each, all.slice(0, place).findLast((other) => !other.closest(".prose"))])
    .filter(([each]) => each.closest(".prose"))
    .map(([each, above]) => [size(each), size(above)]);
}"""


@pytest.mark.parametrize("medium", ["screen", "print"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["demo/", "demo/questions/free-buses/", "demo/participation/", "demo/north/quiz/"])
def test_no_prose_of_an_election_passes_for_the_page_that_it_stands_on(
    new_page: NewPage, served: Served, headed: Path, address: str, viewport: dict[str, int], medium: str
) -> None:
    page = new_page(viewport=viewport)
    page.goto(f"{served(headed)}/{address}")
    page.emulate_media(media=medium)

    sizes = page.evaluate(PROSE_HEADINGS)
    assert sizes
    assert [(own, above) for own, above in sizes if own > above] == []
    rules = "all => all.map((each) => parseFloat(getComputedStyle(each).borderInlineStartWidth))"
    assert min(page.eval_on_selector_all(".prose", rules)) > 0
