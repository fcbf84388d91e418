"""How pages show candidates beside each other: neighbours, divisions, and the map's dots and labels."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from cmpgen.compile import CompiledElection, compile_project
from cmpgen.model import Election, OpinionMap, Words
from cmpgen.pages import Page, Site, addresses, all_pages, site_of
from cmpgen.pages.card import Card
from cmpgen.pages.compared import MOST_NAMED
from cmpgen.pages.frame import Edition, edition
from cmpgen.pages.opinionmap import LETTER, MOST_LABELLED, SIZES, WIDTH, country_map, place_map
from cmpgen.pages.quiz import NOTES
from cmpgen.plan import read_plan
from cmpgen.scores.mapfit import fit
from cmpgen.scores.opinionmap import as_yaml
from tests.helpers import ELECTION, ROOT

FREE = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")
MAP = "questionnaires/demo/map.yaml"


def files(answers: dict[str, str], **statuses: str) -> dict[str, str]:
    """Candidates of North with answers to six questions, a digit 0 … 4 each, or - for none."""
    texts = {
        "questionnaires/demo/election.yaml": ELECTION,
        "questionnaires/demo/questions.yaml": "".join(f"- id: q{n}\n  text: Question {n}?\n" for n in range(6)),
        "questionnaires/demo/constituencies/north.yaml": "name: North\n",
    }
    for id_, said in answers.items():
        lines = "".join(f"  q{n}: {FREE[int(digit)]}\n" for n, digit in enumerate(said) if digit != "-")
        texts[f"candidates/demo/north/{id_}.yaml"] = (
            f"name: {id_.title()}\nparty: river-party\nstatus: {statuses.get(id_, 'standing')}\nreply: answered\n"
            f"answers:\n{lines}"
        )
    return texts


def compiled(texts: dict[str, str]) -> CompiledElection:
    return compile_project(texts)[0].elections[0]


def view(name: str, texts: dict[str, str], url: str):
    """What the page at this address says."""
    found = {each.url: each for each in all_pages([compiled(texts)]) if isinstance(each, Page)}
    return found[url].context[name]


def neighbours(id_: str, answers: dict[str, str], **statuses: str):
    return view("candidate", files(answers, **statuses), f"demo/north/{id_}/").neighbours


def names(equals) -> list[str]:
    return sorted(card.name for card, _ in equals.named)


def map_of(reach: tuple[int, int], election: Election) -> OpinionMap:
    return OpinionMap({}, (500_000, 250_000), reach, 9, election.tree)


@pytest.fixture
def english() -> Edition:
    election = compiled(files({})).election
    return edition(election, "en", Site(election))


def cards(*names: str) -> list[Card]:
    return [
        Card(
            id=name.lower().replace(" ", "-"),
            name=name,
            url="",
            portrait=None,
            parties=(),
            ballot=None,
            withdrawn=False,
            reply="answered",
            replied=datetime.date(2027, 4, 1),
            contacts=0,
            last_contact=None,
            asked=6,
            positions=6,
            found=0,
            no_positions=0,
        )
        for name in names
    ]


def test_a_candidate_page_names_nearest_and_farthest_in_the_order_of_candidates() -> None:
    found = neighbours("ada", {"ada": "000000", "ben": "100000", "cyd": "444444", "dov": "010000"})

    assert (names(found.nearest), names(found.farthest)) == (["Ben", "Dov"], ["Cyd"])
    assert (found.nearest.percent, found.compared, found.others) == (96, 3, 3)


def test_where_all_are_equally_far_they_stand_once() -> None:
    found = neighbours("ada", {"ada": "000000", "ben": "100000", "cyd": "010000"})

    assert (names(found.nearest), found.farthest) == (["Ben", "Cyd"], None)


def test_too_many_equals_are_counted_and_none_is_named() -> None:
    alike = {f"c{number}": "000000" for number in range(MOST_NAMED + 1)}

    found = neighbours("ada", {"ada": "000000", "far": "444444", **alike})

    assert (found.nearest.count, found.nearest.named) == (MOST_NAMED + 1, ())
    assert names(found.farthest) == ["Far"]


def test_whoever_withdrew_has_no_neighbours_and_whoever_said_little_has_none_to_show() -> None:
    answers = {"ada": "000000", "ben": "00----", "cyd": "000000"}

    assert neighbours("ada", answers, ada="withdrawn") is None
    assert (neighbours("ben", answers).nearest, neighbours("ben", answers).needed) == (None, 5)


def test_a_constituency_lists_what_divides_it_most_first() -> None:
    found = view("constituency", files({"a": "00000-", "b": "01000-", "c": "04004-", "d": "04044-"}), "demo/north/")

    assert [(question.id, each.percent, each.positions) for question, each in found.divided] == [
        ("q4", 100, 4),
        ("q1", 94, 4),
        ("q3", 75, 4),
        ("q0", 0, 4),
        ("q2", 0, 4),
    ]


def test_an_answer_changes_pages_of_its_own_constituency_and_of_the_country_alone() -> None:
    answers = {"ada": "001344", "ben": "430122", "cyd": "012340", "dov": "444000", "eve": "321004"}
    before = {path.replace("/north", "/south"): text for path, text in files(answers).items()} | files(answers)
    found = compiled(before)
    opinion_map = fit(found.election, found.contests)
    assert isinstance(opinion_map, OpinionMap)
    before[MAP] = as_yaml(opinion_map)
    after = before | {
        path: text.replace("q0: strongly-disagree", "q0: strongly-agree")
        for path, text in before.items()
        if path.endswith("north/ada.yaml")
    }
    assert before != after

    pages = [
        {each.url: repr(each.context if isinstance(each, Page) else each.text) for each in all_pages([compiled(texts)])}
        for texts in (before, after)
    ]
    changed = {url for url in pages[0] if pages[0][url] != pages[1][url]}

    assert {url for url in changed if "/south/" in url} == set()
    assert {"demo/", "demo/north/", "demo/north/ada/", "demo/parties/river-party/", "demo/questions/q0/"} <= changed


def test_the_page_of_a_party_says_how_near_each_is_to_the_others() -> None:
    found = view(
        "party",
        files({"ada": "000000", "ben": "000000", "cyd": "444444", "dov": "4-----", "eve": "444444"}),
        "demo/parties/river-party/",
    )

    shown = {card.name: near and (near.percent, near.questions) for _, card, near in found.candidates}
    assert shown == {"Ada": (32, 6), "Ben": (32, 6), "Cyd": (36, 6), "Dov": None, "Eve": (36, 6)}


def test_dots_stand_at_their_places_and_never_beyond_the_edge(english: Edition) -> None:
    opinion_map = map_of((1_000_000, 500_000), english.election)
    spots = {"ada-obi": (500_000, -250_000), "jo-lim": (9_000_000, 9_000_000), "bo": (0, 0)}

    found = place_map(english, opinion_map, spots, cards("Ada Obi", "Jo Lim", "Bo", "Cy Dee"))

    assert found is not None
    assert [(dot.card.name, dot.across, dot.up) for dot in found.dots] == [
        ("Ada Obi", 50, -25),
        ("Jo Lim", 100, 50),
        ("Bo", 0, 0),
    ]
    assert [each.name for each in found.hidden] == ["Cy Dee"]
    assert all(0 < dot.x < WIDTH and 0 < dot.y < found.plane.height for dot in found.dots)
    assert [dot.label and dot.label.words for dot in found.dots] == ["AO", "JL", "B"]


def test_candidates_with_the_same_initials_are_told_apart(english: Edition) -> None:
    shown = cards("Ada Obi", "Anna de Oude", "Jo Lim")
    found = place_map(english, map_of((9, 9), english.election), {each.id: (0, 0) for each in shown}, shown)

    assert found is not None
    assert [dot.label and dot.label.words for dot in found.dots] == ["AO1", "AO2", "JL"]


def test_labels_of_a_crowded_spot_do_not_cover_each_other(english: Edition) -> None:
    shown = cards(*(f"{letter} {letter}" for letter in "ABCDEF"))
    spots = {each.id: (number * 20_000, 0) for number, each in enumerate(shown)}

    found = place_map(english, map_of((1_000_000, 1_000_000), english.election), spots, shown)

    assert found is not None
    boxes = []
    for dot in found.dots:
        assert dot.label is not None
        width = LETTER * len(dot.label.words)
        left = dot.label.x - {"start": 0, "middle": width // 2, "end": width}[dot.label.anchor]
        boxes.append((left, dot.label.y - 34, left + width, dot.label.y + 6))
    covered = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert covered == []


def test_either_all_dots_have_labels_or_none_has(english: Edition) -> None:
    for people in (MOST_LABELLED, MOST_LABELLED + 1):
        shown = cards(*(f"Number {number}" for number in range(people)))
        found = place_map(english, map_of((9, 9), english.election), {each.id: (0, 0) for each in shown}, shown)

        assert found is not None
        assert {dot.label is not None for dot in found.dots} == {people <= MOST_LABELLED}


def test_a_crowd_of_dots_has_labels_where_all_of_them_find_room(english: Edition) -> None:
    shown = cards(*(f"{chr(65 + number // 6)} {chr(75 + number % 6)}" for number in range(36)))
    apart = {
        each.id: ((number % 6) * 360_000 - 900_000, (number // 6) * 360_000 - 900_000)
        for number, each in enumerate(shown)
    }

    found = place_map(english, map_of((1_000_000, 1_000_000), english.election), apart, shown)

    assert found is not None and len(shown) > MOST_LABELLED
    assert all(dot.label is not None for dot in found.dots)


def test_a_place_where_nobody_is_on_the_map_has_none(english: Edition) -> None:
    assert place_map(english, map_of((9, 9), english.election), {}, cards("Ada Obi")) is None


def test_a_country_draws_each_place_once_and_larger_for_more(english: Edition) -> None:
    spots = [(0, 0)] * 5 + [(400_000, 0)] * 2 + [(-400_000, 0)]

    found = country_map(english, map_of((1_000_000, 500_000), english.election), spots, 10)

    assert [(size, len(points)) for size, points in found.dots] == [("one", 1), ("few", 1), ("many", 1)]
    assert [size for size, _ in found.dots] == [size for size, _ in SIZES]
    assert (found.shown, found.hidden, found.axes.percent) == (8, 2, 75)


def test_a_million_candidates_would_still_be_few_dots(english: Edition) -> None:
    spots = [(x * 1000, y * 1000) for x in range(-1000, 1000, 5) for y in range(-1000, 1000, 5)]

    found = country_map(english, map_of((1_000_000, 1_000_000), english.election), spots, len(spots))

    assert sum(len(points) for _, points in found.dots) < 12_000


def test_an_axis_shows_which_answer_leads_where() -> None:
    answers = {"ada": "400312", "ben": "401020", "cyd": "044130", "dov": "040442"}
    found = compiled(files(answers))
    opinion_map = fit(found.election, found.contests)
    assert isinstance(opinion_map, OpinionMap)

    across = view("election", {**files(answers), MAP: as_yaml(opinion_map)}, "demo/").opinion_map.axes.across

    low, high = Words("Strongly disagree", "en"), Words("Strongly agree", "en")
    assert len(across.lines) == 3
    for question, left, right in across.lines:
        assert (left, right) == ((low, high) if opinion_map.loadings[question.id].x > 0 else (high, low))


def test_addresses_are_those_of_all_pages() -> None:
    plan = read_plan(Path(ROOT))
    current = site_of([each.election for each in plan.elections]).current

    # Notes are there only where somebody says something, so that nothing leads to them.
    urls = {each.url for each in all_pages(plan.elections) if not each.url.endswith(NOTES)}
    assert addresses(plan.elections, current) == urls
    assert addresses([], None) == set()
