"""What the pages say, as values: where each stands, in which order, and what is told apart."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen import order
from cmpgen.pages import Page, participation, urls
from cmpgen.pages.party import FEWEST, mean
from cmpgen.pages.stance import NOTHING
from tests.helpers import ROOT
from tests.riverland import ADA, BO, CY, ELECTION, FILES, NORTH, QUESTIONS, names, pages, view

NORTH_BANK = "candidates/trial-2027/north-bank"
YAML = "questionnaires/trial-2027/election.yaml"


def kind(page: Page) -> str:
    return str(page.context["frame"].kind)  # type: ignore[attr-defined]


def test_every_page_of_an_election_stands_where_it_is_promised_to_stand() -> None:
    english = {url for url in pages() if not url.startswith("fr/")}

    assert english == {
        "",
        "trial-2027/",
        "trial-2027/method/",
        "trial-2027/north-bank/",
        "trial-2027/north-bank/ada-obi/",
        "trial-2027/north-bank/bo-ek/",
        "trial-2027/north-bank/cy-lim/",
        "trial-2027/north-bank/questions/new-stadium/",
        "trial-2027/north-bank/quiz/",
        "trial-2027/participation/",
        "trial-2027/parties/league/",
        "trial-2027/parties/river-party/",
        "trial-2027/questions/first-act/",
        "trial-2027/questions/free-buses/",
        "trial-2027/questions/school-language/",
        "trial-2027/questions/wolves/",
        "trial-2027/south-bank/",
        "trial-2027/south-bank/di-roy/",
        "trial-2027/south-bank/ev-sun/",
        "trial-2027/south-bank/quiz/",
    }


def test_other_languages_stand_below_a_folder_of_their_name_with_the_same_pages() -> None:
    found = pages()

    french = {url for url in found if url.startswith("fr/")}

    assert {url.removeprefix("fr/") for url in french} == found.keys() - french
    assert {found[url].language for url in french} == {"fr"}


def test_the_language_switch_keeps_the_page() -> None:
    frame = view(None, "fr/trial-2027/north-bank/ada-obi/", "frame")

    assert frame.versions == (
        ("en", "trial-2027/north-bank/ada-obi/"),
        ("fr", "fr/trial-2027/north-bank/ada-obi/"),
    )


def test_every_kind_of_page_is_made_and_has_its_template() -> None:
    made = {kind(page) for page in pages().values()}
    templates = {path.stem for path in Path(ROOT, "theme/templates/pages").glob("*.html")}

    assert made == set(urls.KINDS) == templates


@pytest.mark.parametrize(("url", "way"), [("", "./"), ("demo/", "../"), ("fr/demo/north/ada/", "../../../../")])
def test_the_way_to_the_root_climbs_every_folder(url: str, way: str) -> None:
    assert urls.root(url) == way


def test_the_current_election_is_the_first_that_is_not_closed_and_all_others_are_listed() -> None:
    old = {
        "questionnaires/trial-2022/election.yaml": "title: Old\ndate: 2022-05-06\nlanguages: [cs]\nclosed: true\n",
        "questionnaires/trial-2018/election.yaml": "title: A\ndate: 2018-05-06\nlanguages: [fr, en]\nclosed: true\n",
        # One that has been begun years ahead leaves the home page to the one that people vote in.
        "questionnaires/council/election.yaml": "title: Council\ndate: 2031-05-06\nlanguages: [en]\n",
    }

    found = pages(old)

    for home in (found[""].context, found["fr/"].context):
        assert home["frame"].masthead.title.words in ("Riverland trial", "Essai de Riverland")  # type: ignore[attr-defined]
    shown: Any = found["fr/"].context["home"]
    assert [each.url for each in shown.over] == ["trial-2022/", "trial-2018/"]
    assert [each.url for each in shown.coming] == ["council/"]
    # A language that the home page does not speak leads to the one that stands at the root.
    assert found["trial-2022/"].context["frame"].masthead.home_url == ""  # type: ignore[attr-defined]
    assert found["trial-2018/"].context["frame"].masthead.home_url == "fr/"  # type: ignore[attr-defined]


def test_where_all_are_closed_the_last_election_has_the_home_page() -> None:
    old = {"questionnaires/trial-2022/election.yaml": "title: Old\ndate: 2022-05-06\nlanguages: [cs]\nclosed: true\n"}

    home = view({YAML: f"{ELECTION}closed: true\n", **old}, "", "frame")

    assert home.masthead.title.words == "Riverland trial"


def test_candidates_stand_in_ballot_order_where_all_who_stand_have_a_place() -> None:
    places = {
        f"{NORTH_BANK}/ada-obi.yaml": "ballot: 2\n" + ADA,
        f"{NORTH_BANK}/bo-ek.yaml": "ballot: 1\n" + BO,
        f"{NORTH_BANK}/cy-lim.yaml": "status: withdrawn\n" + CY,
    }

    found = view(places, "trial-2027/north-bank/", "constituency")

    assert (found.order, names(found.cards)) == (order.BALLOT, ["Bo Ek", "Ada Obi", "Cy Lim"])


def test_candidates_stand_by_lot_where_one_has_no_place_on_the_ballot() -> None:
    found = view({f"{NORTH_BANK}/ada-obi.yaml": "ballot: 1\n" + ADA}, "trial-2027/north-bank/", "constituency")

    lots = {each: hashlib.sha256(f"drawn-2027:north-bank:{each}".encode()).hexdigest() for each in _ids(found.cards)}
    assert found.order == order.SEEDED
    assert _ids(found.cards) == sorted(lots, key=lots.__getitem__)


def test_another_seed_draws_another_order_and_no_seed_draws_from_the_elections_id() -> None:
    drawn = set()
    for seed in ("order-seed: drawn-2027", "order-seed: drawn-2028", "order-seed: drawn-2029", ""):
        text = ELECTION.replace("order-seed: drawn-2027", seed)
        drawn.add(tuple(_ids(view({YAML: text}, "trial-2027/north-bank/", "constituency").cards)))

    assert len(drawn) > 1
    assert view({YAML: text}, "trial-2027/north-bank/", "constituency").order_seed == "trial-2027"


def test_every_page_of_a_constituency_has_its_candidates_in_one_order() -> None:
    found = pages()

    expected = names(found["trial-2027/north-bank/"].context["constituency"].cards)  # type: ignore[attr-defined]

    rows = [row for topic in found["trial-2027/north-bank/"].context["constituency"].topics for row in topic.rows]  # type: ignore[attr-defined]
    assert all([card.name for card, _ in row.cells] == expected for row in rows)
    local = found["trial-2027/north-bank/questions/new-stadium/"].context["question"]
    assert [card.name for card, _ in local.cells] == expected  # type: ignore[attr-defined]


def test_a_position_no_position_a_remark_words_and_nothing_are_told_apart() -> None:
    found = _stances("trial-2027/north-bank/")

    assert found["free-buses", "Ada Obi"].kind == "position"
    assert (found["free-buses", "Ada Obi"].option, found["free-buses", "Ada Obi"].steps) == (4, 5)
    assert (found["school-language", "Ada Obi"].option, found["school-language", "Ada Obi"].steps) == (2, 0)
    assert found["wolves", "Ada Obi"].kind == "no-position"
    assert found["wolves", "Bo Ek"].kind == "remark"
    assert (found["first-act", "Ada Obi"].kind, found["first-act", "Ada Obi"].words.words) == (
        "text",
        "Open the windows.",
    )
    assert {found[question, "Cy Lim"].kind for question in ("free-buses", "wolves", "first-act")} == {"absent"}


IN_WORDS = {
    "behind the question": "  first-act: Open the windows.\n",
    "in a comment": "  first-act:\n    comment:\n      fr: Open the windows.\n",
    "in a quote": "  first-act:\n    source:\n      kind: press\n      quote: Open the windows.\n",
}


@pytest.mark.parametrize("where", IN_WORDS)
def test_words_answer_a_question_in_words_wherever_they_stand(where: str) -> None:
    files = {f"{NORTH_BANK}/cy-lim.yaml": f"name: Cy Lim\nreply: answered\nanswers:\n{IN_WORDS[where]}"}

    stance = _stances("trial-2027/north-bank/", files)["first-act", "Cy Lim"]

    shown = [each.words for each in (stance.words, stance.comment, stance.found.quote if stance.found else NOTHING)]
    assert (stance.kind, [each for each in shown if each]) == ("text", ["Open the windows."])
    question = view(files, "trial-2027/questions/first-act/", "question")
    assert {share.kind: share.count for share in question.shares} == {"text": 2, "absent": 2}


def test_words_that_may_be_anybodys_answer_no_question() -> None:
    files = {f"{NORTH_BANK}/cy-lim.yaml": f"name: Cy Lim\nanswers:\n{IN_WORDS['in a comment']}"}

    assert _stances("trial-2027/north-bank/", files)["first-act", "Cy Lim"].kind == "remark"
    assert {each.kind for each in view(files, "trial-2027/questions/first-act/", "question").shares} == {
        "text",
        "remark",
        "absent",
    }


def test_questions_in_words_are_none_of_those_that_can_have_a_position() -> None:
    cards = {each.id: each for each in view(None, "trial-2027/north-bank/", "constituency").cards}

    ada, cy = cards["ada-obi"], cards["cy-lim"]
    assert (ada.asked, ada.positions, ada.no_positions, ada.worded, ada.in_words) == (4, 3, 1, 1, 1)
    assert (cy.asked, cy.positions, cy.no_positions, cy.worded, cy.in_words) == (4, 0, 0, 1, 0)


def test_a_source_without_a_position_or_a_comment_is_still_shown() -> None:
    said = "  new-stadium:\n    source:\n      kind: vote\n      url: https://example.org/vote\n"

    files = {f"{NORTH_BANK}/bo-ek.yaml": BO + said}

    found = _stances("trial-2027/north-bank/", files)

    assert (found["new-stadium", "Bo Ek"].kind, found["new-stadium", "Bo Ek"].found.kind) == ("source", "vote")
    question = view(files, "trial-2027/north-bank/questions/new-stadium/", "question")
    assert [share.kind for share in question.shares if share.count] == ["position", "source", "absent"]


def test_whose_words_an_answer_is_travels_with_it() -> None:
    found = _stances("trial-2027/north-bank/")

    assert found["free-buses", "Ada Obi"].found is None
    source = found["free-buses", "Bo Ek"].found
    assert (source.kind, source.host, source.quote.words) == ("press", "example.org", "I like buses.")


def test_every_candidate_has_a_page_and_a_column_whoever_answered() -> None:
    found = pages()

    answered = found["trial-2027/north-bank/ada-obi/"].context["candidate"]
    silent = found["trial-2027/north-bank/cy-lim/"].context["candidate"]

    def outline(candidate: Any) -> list[tuple[str, int]]:
        return [(topic.group.id, len(topic.answers)) for topic in candidate.topics]

    assert outline(answered) == outline(silent)


def test_a_question_is_compared_only_where_it_is_asked() -> None:
    wolves = view(None, "trial-2027/questions/wolves/", "question")

    assert [each.place.name.words for each in wolves.places] == ["North Bank"]
    assert [each.words for each in wolves.question.asked_in] == ["The Uplands"]
    assert wolves.candidates == 3


def test_options_that_nobody_holds_are_counted_too() -> None:
    buses = view(None, "trial-2027/questions/free-buses/", "question")

    assert [(share.kind, share.words.words, share.count) for share in buses.shares] == [
        ("position", "Strongly disagree", 0),
        ("position", "Disagree", 0),
        ("position", "Neutral", 0),
        ("position", "Agree", 1),
        ("position", "Strongly agree", 2),
        ("absent", "", 1),
    ]
    assert (buses.candidates, buses.withdrawn) == (4, 1)
    assert sum(name.withdrawn for place in buses.places for _, names in place.shares for name in names) == 1


def test_a_mean_is_shown_where_three_answered_in_person_and_never_for_two() -> None:
    gus = "name: Gus Ohm\nparty: river-party\nreply: answered\nanswers:\n  free-buses: strongly-agree\n"

    two = view(None, "trial-2027/parties/river-party/", "party")
    three = view({"candidates/trial-2027/south-bank/gus-ohm.yaml": gus}, "trial-2027/parties/river-party/", "party")

    # Bo Ek's position was found by volunteers, and Di Roy has withdrawn.
    assert _mean(two, "free-buses") is None
    assert (_mean(three, "free-buses").candidates, _mean(three, "free-buses").at) == (FEWEST, 92)
    assert (two.withdrawn, three.withdrawn) == (1, 1)
    assert _mean(three, "wolves") is None


def test_the_bars_of_a_party_count_what_volunteers_found_and_say_how_much_of_it_that_is() -> None:
    river = view(None, "trial-2027/parties/river-party/", "party")

    shares = next(row.shares for topic in river.topics for row in topic.rows if row.question.id == "free-buses")
    assert [(share.words.words, share.count, found) for share, found in shares if share.count] == [
        ("Agree", 1, 0),
        ("Strongly agree", 2, 1),
    ]


def test_a_choice_without_order_has_no_mean() -> None:
    more = {
        f"candidates/trial-2027/south-bank/{each}.yaml": (
            f"name: {each}\nparty: river-party\nreply: answered\nanswers:\n  school-language: both\n"
        )
        for each in ("fay", "gus", "hal")
    }

    river = view(more, "trial-2027/parties/river-party/", "party")

    assert _mean(river, "school-language") is None


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_mean_and_spread_are_those_of_every_candidate_and_every_pair(held: list[int]) -> None:
    positions = [Fraction(step, 4) - Fraction(1, 2) for step in range(5)]

    found = mean(positions, [held.count(step) for step in range(5)])

    middle = 100 * Fraction(sum(held), 4 * len(held))
    pairs = [abs(a - b) for a, b in combinations(held, 2)]
    apart = 100 * Fraction(sum(pairs), 4 * len(pairs)) if pairs else Fraction(0)
    assert (found.at, found.spread) == ((middle + Fraction(1, 2)).__floor__(), (apart + Fraction(1, 2)).__floor__())


def test_replies_are_counted_by_party_and_place_and_nobody_is_left_out() -> None:
    found = view(None, "trial-2027/participation/", "participation")

    counted = {row.link.name.words: dict(row.replies.by_state) for row in (*found.parties, *found.places)}
    assert counted["River Party"]["answered"] == 3
    assert counted["League"] == {**dict.fromkeys(counted["League"], 0), "declined": 1}
    assert counted[""]["no-reply"] == 1
    assert sum(row.replies.total for row in found.places) == found.replies.total == 5
    assert sorted(card.name for group in found.by_reply for here in group.places for _, card in here.people) == [
        "Ada Obi",
        "Bo Ek",
        "Cy Lim",
        "Di Roy",
        "Ev Sun",
    ]
    assert (found.positions, found.own, found.found, found.found_in_all) == (7, 6, (("press", 1),), 1)


def test_names_of_who_replied_stand_in_the_order_of_their_place() -> None:
    on_paper = {
        f"{NORTH_BANK}/ada-obi.yaml": "ballot: 2\n" + ADA,
        f"{NORTH_BANK}/bo-ek.yaml": "ballot: 1\n" + BO.replace("declined", "answered"),
        f"{NORTH_BANK}/cy-lim.yaml": "ballot: 3\n" + CY,
    }

    by_lot, mixed = (view(files, "trial-2027/participation/", "participation") for files in (None, on_paper))

    assert by_lot.order == order.SEEDED
    assert all(here.by_lot for group in by_lot.by_reply for here in group.places)
    assert (mixed.order, mixed.order_seed) == ("mixed", "drawn-2027")
    answered = next(group for group in mixed.by_reply if group.reply == "answered")
    assert {here.place.name.words: here.by_lot for here in answered.places} == {"North Bank": False, "South Bank": True}
    assert [id_ for id_, _ in answered.places[0].people] == ["north-bank/bo-ek", "north-bank/ada-obi"]


def test_where_all_places_have_ballot_numbers_no_name_is_drawn_by_lot() -> None:
    everywhere = {
        path: f"ballot: {number}\n{text}"
        for number, (path, text) in enumerate(FILES.items(), start=1)
        if path.startswith("candidates/")
    }

    found = view(everywhere, "trial-2027/participation/", "participation")

    assert found.order == order.BALLOT
    assert not any(here.by_lot for group in found.by_reply for here in group.places)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("github", "https://forge.example/riverland/commits/main/candidates/trial-2027"),
        ("gitlab", "https://forge.example/riverland/-/commits/main/candidates/trial-2027"),
        ("forgejo", "https://forge.example/riverland/commits/branch/main/candidates/trial-2027"),
    ],
)
def test_who_contributed_leads_to_the_history_of_the_forge(kind: str, address: str) -> None:
    forge = f"forge:\n  kind: {kind}\n  url: https://forge.example/riverland\n"

    found = view({YAML: ELECTION + forge}, "trial-2027/participation/", "participation")

    assert found.history == address
    assert view(None, "trial-2027/participation/", "participation").history == ""


def test_an_election_too_large_to_name_everyone_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(participation, "MOST_NAMED", 4)
    monkeypatch.setattr(participation, "MOST_PLACES", 1)

    found = view(None, "trial-2027/participation/", "participation")

    assert [group.places for group in found.by_reply] == [()] * 3
    assert [(row.link.name.words, row.link.url, row.replies.total) for row in found.places] == [
        ("The Uplands", "", 3),
        ("", "", 2),
    ]
    assert found.by_region


def test_questions_stand_by_topic_then_those_without_then_a_constituencys_own() -> None:
    topics = view(None, "trial-2027/north-bank/", "constituency").topics

    assert [(each.group.id, [row.question.id for row in each.rows]) for each in topics] == [
        ("topic-transport", ["free-buses"]),
        ("topic-schools", ["school-language"]),
        ("other-questions", ["wolves", "first-act"]),
        ("local-questions", ["new-stadium"]),
    ]
    assert not any(each.group.alone for each in topics)


def test_where_no_question_has_a_topic_there_are_no_others() -> None:
    text = QUESTIONS.replace("  topic: transport\n", "").replace("  topic: schools\n", "")

    topics = view({"questionnaires/trial-2027/questions.yaml": text}, "trial-2027/north-bank/", "constituency").topics

    assert [(each.group.id, each.group.alone) for each in topics] == [
        ("other-questions", True),
        ("local-questions", False),
    ]


def test_a_constituency_without_candidates_or_questions_has_a_page() -> None:
    nobody = {f"{NORTH_BANK}/{each}.yaml": "" for each in ("ada-obi", "bo-ek", "cy-lim")}
    nothing = {"questionnaires/trial-2027/questions.yaml": "", f"{NORTH_BANK}/ada-obi.yaml": ""}
    no_answers = BO.split("answers:")[0]

    empty = view(nobody, "trial-2027/north-bank/", "constituency")
    unasked = view(
        {
            **nothing,
            f"{NORTH_BANK}/bo-ek.yaml": no_answers,
            "questionnaires/trial-2027/constituencies/north-bank.yaml": NORTH.split("questions:")[0],
            "candidates/trial-2027/south-bank/di-roy.yaml": "",
            "candidates/trial-2027/south-bank/ev-sun.yaml": "",
        },
        "trial-2027/north-bank/",
        "constituency",
    )

    assert (empty.cards, empty.positions) == ((), 0)
    assert (unasked.topics, sorted(names(unasked.cards))) == ((), ["Bo Ek", "Cy Lim"])


@pytest.mark.parametrize(("number", "width"), [(8, "few"), (9, "many"), (16, "many"), (17, "crowd")])
def test_the_width_of_the_comparison_follows_the_number_of_candidates(number: int, width: str) -> None:
    more = {f"{NORTH_BANK}/c-{each}.yaml": f"name: C {each}\n" for each in range(number - 3)}

    found = view(more, "trial-2027/north-bank/", "constituency")

    assert (found.width, found.columns) == (width, number + 1)


@pytest.mark.parametrize(("number", "scrolls"), [(5, False), (6, True), (16, True), (17, False)])
def test_a_table_with_more_columns_than_a_narrow_screen_shows_scrolls(number: int, scrolls: bool) -> None:
    more = {f"{NORTH_BANK}/c-{each}.yaml": f"name: C {each}\n" for each in range(number - 3)}

    assert view(more, "trial-2027/north-bank/", "constituency").scrolls == scrolls


def test_the_worked_example_adds_up_to_its_score() -> None:
    example = view(None, "trial-2027/method/", "method").example

    assert sum(step.points for step in example.steps) == example.points
    assert sum(step.possible for step in example.steps) == example.possible
    assert example.low <= example.percent <= example.high


@pytest.mark.parametrize("metric", ["city-block", "euclidean", "agreement", "adjacent", "directional", "hybrid"])
@pytest.mark.parametrize("missing", ["half", "shared", "neutral", "farthest"])
def test_the_method_page_can_be_made_for_every_metric_and_rule(metric: str, missing: str) -> None:
    text = f"{ELECTION}method:\n  metric: {metric}\n  missing: {missing}\n"

    found = view({YAML: text}, "trial-2027/method/", "method")

    assert (found.metric, found.missing) == (metric, missing)
    assert all(points <= found.full for table in found.tables for _, row in table.rows for points in row)


def test_canonical_addresses_are_absolute_and_absent_without_a_site() -> None:
    with_site = view(None, "fr/trial-2027/", "frame")
    without = view({YAML: ELECTION.replace("site: https://riverland.example.org\n", "")}, "fr/trial-2027/", "frame")

    assert with_site.canonical == "https://riverland.example.org/fr/trial-2027/"
    assert (without.canonical, without.site) == ("", "")


def _ids(cards: Any) -> list[str]:
    return [each.id for each in cards]


def _stances(url: str, files: Any = None) -> dict[tuple[str, str], Any]:
    """Every answer on a constituency's page by question and candidate."""
    topics = view(files, url, "constituency").topics
    return {
        (row.question.id, card.name): stance for topic in topics for row in topic.rows for card, stance in row.cells
    }


def _mean(party: Any, question: str) -> Any:
    return next(row.mean for topic in party.topics for row in topic.rows if row.question.id == question)


def test_people_of_one_name_are_told_apart_by_their_parties_wherever_they_are_named() -> None:
    same = {f"{NORTH_BANK}/bo-ek.yaml": BO.replace("Bo Ek", "Ada Obi")}
    both = "Ada Obi (River Party, League)"

    place = view(same, "trial-2027/north-bank/", "constituency")
    asked = view(same, "trial-2027/questions/free-buses/", "question")
    replied = view(same, "trial-2027/participation/", "participation")

    assert {"Ada Obi (River Party)", both} < {*names(place.cards)}
    named = {each.name for here in asked.places for _, people in here.shares for each in people}
    assert {"Ada Obi (River Party)", both} < named
    assert both in {each.name for group in replied.by_reply for here in group.places for _, each in here.people}
    assert "Ada Obi" in names(view(None, "trial-2027/north-bank/", "constituency").cards)
