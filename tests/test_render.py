"""What the templates make of the pages: complete, escaped, each word in its language, the same for every candidate."""

from __future__ import annotations

import gzip
import itertools
import posixpath
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError, nodes

from cmpgen import i18n
from cmpgen.headers import HEADERS, POLICY
from cmpgen.model import Words
from cmpgen.pages import Page
from cmpgen.prose import prose
from cmpgen.render import Renderer, stylesheet
from tests.helpers import ROOT
from tests.riverland import ADA, BO, CATALOGUES, CY, ELECTION, NORTH, QUESTIONS, THEMES, pages, spoken_in

TEMPLATES = ROOT / "theme" / "templates"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
YAML = "questionnaires/trial-2027/election.yaml"
NORTH_BANK = "candidates/trial-2027/north-bank"
HOSTILE = """</title></td><script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7*7 }}%(num)s"""


class Element(HTMLParser):
    """A document as a flat list of (depth, tag, attributes), its words, and the ids in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[int, str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((len(self.open), tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1:]}>"
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((len(self.open), tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def with_class(self, name: str) -> Iterator[int]:
        """The places of elements of this class."""
        for place, (_, _, attributes) in enumerate(self.elements):
            if name in (attributes.get("class") or "").split():
                yield place

    def below(self, place: int) -> list[tuple[int, str, str | None]]:
        """The outline of the element at this place: depth below it, tag and class of everything in it."""
        depth = self.elements[place][0]
        outline = []
        for at, tag, attributes in self.elements[place + 1 :]:
            if at <= depth:
                break
            outline.append((at - depth, tag, attributes.get("class")))
        return outline


def renderer(catalogues: Mapping[str, i18n.Catalogue] = CATALOGUES) -> Renderer:
    return Renderer(THEMES, catalogues, prose)


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    """The HTML of every page of the trial election, by URL."""
    made = renderer()
    return {url: made.render(page) for url, page in pages().items()}


def rendered(files: Mapping[str, str] | None, url: str, catalogues: Mapping[str, i18n.Catalogue] = CATALOGUES) -> str:
    return renderer(catalogues).render(pages(files)[url])


def test_every_page_is_well_formed_and_has_each_id_once(site: dict[str, str]) -> None:
    for url, html in site.items():
        found = Element(html)
        ids = [attributes["id"] for _, _, attributes in found.elements if "id" in attributes]
        assert found.open == [], url
        assert sorted(ids) == sorted(set(ids)), url


def test_every_page_has_one_first_heading_and_skips_no_level(site: dict[str, str]) -> None:
    for url, html in site.items():
        levels = [int(tag[1]) for _, tag, _ in Element(html).elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1 and levels[0] == 1, url
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (url, levels)


def test_the_policy_comes_before_anything_that_could_load(site: dict[str, str]) -> None:
    for url, html in site.items():
        head = [(tag, attributes) for _, tag, attributes in Element(html).elements][1:6]
        assert head[1] == ("meta", {"charset": "utf-8"}), url
        assert head[2] == ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}), url
        assert head[3] == ("meta", {"name": "referrer", "content": HEADERS["Referrer-Policy"]}), url


def test_the_policy_lets_nothing_in_and_no_answer_out() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))

    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert {rules[each] for each in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
    assert (rules["require-trusted-types-for"], rules["trusted-types"]) == ("'script'", "'none'")


def test_no_page_holds_a_script_style_or_handler_of_its_own(site: dict[str, str]) -> None:
    for url, html in site.items():
        for _, tag, attributes in Element(html).elements:
            assert tag != "style" and "style" not in attributes, url
            assert not any(name.startswith("on") for name in attributes), url
            assert tag != "script" or attributes.get("src"), url


def test_every_link_is_relative_and_leads_to_a_page_or_a_place_on_it(site: dict[str, str]) -> None:
    places = {
        url: {str(attributes["id"]) for _, _, attributes in Element(html).elements if "id" in attributes}
        for url, html in site.items()
    }

    for url, html in site.items():
        for _, tag, attributes in Element(html).elements:
            address = attributes.get("href") or ""
            if tag != "a" or address.startswith(("https://", "mailto:")):
                continue
            path, _, anchor = address.partition("#")
            target = posixpath.normpath(posixpath.join("/", url, path)).strip("/")
            target = f"{target}/" if target else ""
            assert not address.startswith("/") and target in site, (url, address)
            assert not path or path.endswith("/"), (url, address)
            assert not anchor or anchor in places[target], (url, address)


def test_links_to_other_sites_give_no_credit_and_no_handle(site: dict[str, str]) -> None:
    for url, html in site.items():
        for _, tag, attributes in Element(html).elements:
            if tag == "a" and (attributes.get("href") or "").startswith("https://") and attributes["rel"] != "license":
                assert attributes["rel"] == "nofollow noopener", (url, attributes)


def test_every_answer_comment_quote_and_source_is_on_both_pages_that_promise_it(site: dict[str, str]) -> None:
    both = ("trial-2027/north-bank/", "trial-2027/north-bank/{}/")
    said = {
        "ada-obi": ["Agree", "Both", "Was asked, took no position", "Open the windows.", "Schools first. Roofs leak."],
        "bo-ek": ["Strongly agree", "I like buses.", "Found by volunteers in the press", "11 March 2027", "Les loups"],
        "cy-lim": ["No answer"],
    }

    for candidate, words in said.items():
        for url in both:
            text = Element(site[url.format(candidate)]).text.replace("\xa0", " ")
            for each in words:
                assert each in text, (url, candidate, each)


def test_whose_words_an_answer_is_stands_beside_it(site: dict[str, str]) -> None:
    comparison, ada = (Element(site[f"trial-2027/north-bank/{each}"]).text for each in ("", "ada-obi/"))

    assert "Ada Obi answered" in comparison and "Ada Obi answered" in ada
    assert "found: press" in comparison
    assert 'href="https://www.example.org/interview"' in site["trial-2027/north-bank/"]


def test_where_nothing_but_words_is_asked_these_are_counted() -> None:
    files = {
        "questionnaires/trial-2027/questions.yaml": "- id: first-act\n  type: text\n  text: What would you do first?\n",
        "questionnaires/trial-2027/constituencies/north-bank.yaml": "name: North Bank\n",
        f"{NORTH_BANK}/ada-obi.yaml": "name: Ada\nreply: answered\nanswers:\n  first-act:\n    comment: The windows.\n",
        f"{NORTH_BANK}/bo-ek.yaml": "name: Bo\nreply: declined\n",
        "candidates/trial-2027/south-bank/di-roy.yaml": "",
        "candidates/trial-2027/south-bank/ev-sun.yaml": "",
    }

    text = Element(rendered(files, "trial-2027/north-bank/")).text

    assert "Answer in words to 1 of 1 question." in text and "Answer in words to 0 of 1 question." in text
    assert "Positions on" not in text and "Nobody who stands here has answered" not in text
    assert text.count("The windows.") == 1


def test_no_page_says_that_somebody_answered_of_whom_nobody_knows_it() -> None:
    remarks = "".join(f"  {id_}:\n    comment: Hi there.\n" for id_ in ("free-buses", "new-stadium"))
    files = {f"{NORTH_BANK}/cy-lim.yaml": f"name: Cy Lim\nanswers:\n{remarks}"}
    here = "trial-2027/north-bank/"
    said = {here: 2, f"{here}cy-lim/": 2, f"{here}questions/new-stadium/": 1}

    for url, count in said.items():
        text = Element(rendered(files, url)).text
        assert text.count("Where these words come from is not recorded.") == count, url
        assert "Cy Lim answered" not in text, url
    assert "source not recorded" in Element(rendered(files, here)).text
    assert "Cy Lim (source not recorded)" in Element(rendered(files, "trial-2027/questions/free-buses/")).text
    assert "L’origine de ces mots n’est pas consignée." in Element(rendered(files, f"fr/{here}cy-lim/")).text


def test_the_issue_that_a_question_is_based_on_stands_beside_its_evidence() -> None:
    north = "questionnaires/trial-2027/constituencies/north-bank.yaml"
    url = "trial-2027/north-bank/questions/new-stadium/"
    beside = Element(rendered({north: f"{NORTH}    based-on: stadium-money\n"}, url)).text
    alone = rendered({north: f"{NORTH}    based-on: https://www.example.org/issues/12\n"}, url)

    assert "Why this is asked here: example.org The issue behind this question: stadium-money" in beside
    assert 'href="https://www.example.org/issues/12"' in alone


def test_a_party_page_says_whose_answers_its_bars_and_means_are() -> None:
    def member(id_: str, answer: str) -> dict[str, str]:
        text = f"name: {id_}\nparty: league\nreply: answered\nanswers:\n  free-buses: {answer}\n"
        return {f"candidates/trial-2027/south-bank/{id_}.yaml": text}

    two = {**member("fay", "agree"), **member("gus", "agree")}
    three = {**two, **member("hal", "strongly-agree")}

    without, found = (Element(rendered(files, "trial-2027/parties/league/")).text for files in (two, three))

    for text in (without, found):
        assert "(1 found by volunteers)" in text
        assert "All positions were given in person but for those that volunteers found" in text
    assert "Mean of the" not in without
    assert "Mean of the 3 who answered in person: 83" in found


def test_the_home_page_promises_what_is_there_and_does_not_repeat_its_head(site: dict[str, str]) -> None:
    text = Element(site[""]).text

    assert "<h1>Find where you vote</h1>" in site[""]
    assert text.count("Riverland trial") == 2  # the title of the window, and the head of the page
    assert "what they answered, what volunteers found, and who has not answered" in text
    assert "own words" not in text


def test_who_contributed_is_told_beside_who_replied(site: dict[str, str]) -> None:
    _, _, text = Element(site["trial-2027/participation/"]).text.partition("Who contributed")

    assert "Publisher: Riverland Society" in text
    assert "Volunteers found 1 position that no candidate gave in person" in text
    assert "Who chose the questions A panel of fifteen" in text
    assert "Who pays for this Members' dues." in text


def test_the_order_of_names_and_its_rule_stand_on_the_participation_page(site: dict[str, str]) -> None:
    html = site["trial-2027/participation/"]

    assert "an order drawn by lot from “<bdi>drawn-2027</bdi>”" in html
    assert html.count("<dd data-order>") == 4 and 'data-candidate="north-bank/ada-obi"' in html
    assert 'src="../../static/js/main.js"' in html


def test_a_candidates_page_leads_to_the_quiz_and_tells_each_contact_once(site: dict[str, str]) -> None:
    html = site["trial-2027/north-bank/ada-obi/"]

    assert '<a href="../../../trial-2027/north-bank/quiz/">Take the quiz</a>' in html
    assert html.count('datetime="2027-03-28"') == 1


def test_a_heading_over_all_questions_does_not_speak_of_others() -> None:
    text = QUESTIONS.replace("  topic: transport\n", "").replace("  topic: schools\n", "")
    files = {"questionnaires/trial-2027/questions.yaml": text}

    for url in (
        "trial-2027/",
        "trial-2027/north-bank/",
        "trial-2027/north-bank/ada-obi/",
        "trial-2027/parties/league/",
    ):
        found = Element(rendered(files, url)).text
        assert "Other questions" not in found and "questions" in found, url


def test_who_has_no_party_has_the_same_elements_as_who_has_one() -> None:
    found = Element(rendered(None, "trial-2027/north-bank/"))

    parties = [found.below(place) for place in found.with_class("card__party")]
    assert sorted(map(len, parties)) == [2, 2, 4]  # Bo Ek stands for two
    assert parties.count([(1, "a", None), (2, "bdi", None)]) == 2


def test_who_did_not_reply_and_why_is_told_in_words(site: dict[str, str]) -> None:
    text = Element(site["trial-2027/north-bank/"]).text.replace("\xa0", " ")

    assert "Declined to answer." in text
    assert "Did not reply. Contacted once, on 20 March 2027." in text
    assert "Answered on 2 April 2027. Contacted 2 times, last on 28 March 2027." in text
    assert "Has withdrawn." in Element(site["trial-2027/south-bank/"]).text


def test_candidates_differ_in_nothing_but_content() -> None:
    # The parties are content: without them every card has the same elements, whoever answered and whoever did not.
    same = {
        f"{NORTH_BANK}/{each}.yaml": re.sub("party:.*\n", "", text)
        for each, text in {"ada-obi": ADA, "bo-ek": BO, "cy-lim": CY}.items()
    }

    found = Element(rendered(same, "trial-2027/north-bank/"))

    cards = [
        [each for each in found.below(place) if each[1] not in ("time", "bdi")] for place in found.with_class("card")
    ]
    heads = [found.below(place) for place in found.with_class("matrix__candidate")]
    assert len(cards) == 3 and cards[0] == cards[1] == cards[2]
    assert len(heads) == 9 + 3 and all(each == heads[0] for each in heads)


def test_agreement_and_disagreement_are_drawn_with_one_mark(site: dict[str, str]) -> None:
    found = Element(site["trial-2027/questions/free-buses/"])

    marks = [found.elements[place][2]["class"] for place in found.with_class("mark")]
    assert marks[:5] == [f"position position--position mark mark--of-5 mark--at-{step}" for step in range(1, 6)]


def test_words_of_another_direction_do_not_move_their_mark() -> None:
    part = renderer().environment("en").get_template("parts/position.html").module

    foreign, own = (str(part.position("position", 2, 3, Words("x", tag))).strip() for tag in ("ar", "en"))

    mark = '<span class="position position--position mark mark--of-3 mark--at-2">'
    assert foreign == f'{mark}<span lang="ar" dir="rtl">x</span></span>'
    assert own == f"{mark}x</span>"


def test_the_style_sheet_has_a_mark_for_every_step_of_every_scale_that_is_marked() -> None:
    styles = stylesheet(THEMES)

    for steps in range(2, 12):
        assert f".mark--of-{steps} " in styles and f".mark--at-{steps} " in styles
    options = "".join(f"    - id: o{n}\n      label: O {n}\n      value: {n}\n" for n in range(12))
    long_scale = {YAML: f"{ELECTION}scale: long\nscales:\n  long:\n{options}"}
    answers = {f"{NORTH_BANK}/ada-obi.yaml": "name: Ada\nreply: answered\nanswers:\n  free-buses: o11\n"}
    others = {f"{NORTH_BANK}/bo-ek.yaml": "", "candidates/trial-2027/south-bank/di-roy.yaml": ""}
    html = rendered(
        {**long_scale, **answers, **others, "candidates/trial-2027/south-bank/ev-sun.yaml": ""},
        "trial-2027/north-bank/",
    )
    assert "O 11" in html and " mark--" not in html


def test_hostile_words_in_every_field_stay_words() -> None:
    title = f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'"
    block = f"|\n      {HOSTILE}"
    files = {
        YAML: ELECTION.replace("en: Riverland trial", f"en: {title}")
        .replace("en: Transport", f"en: {title}")
        .replace("en: The Uplands", f"en: {title}")
        .replace("name: League", f"name: {title}")
        .replace("publisher: Riverland Society", f"publisher: {title}")
        .replace("licence: CC-BY-4.0", f"licence: {title}")
        .replace("order-seed: drawn-2027", f"order-seed: {title}"),
        "questionnaires/trial-2027/questions.yaml": QUESTIONS.replace("en: Buses should be free.", f"en: {title}")
        .replace("label: Both", f"label: {title}")
        .replace("for: More riders.", f"for: {title}\n  easy: {title}\n  based-on: {title}"),
        "questionnaires/trial-2027/constituencies/north-bank.yaml": NORTH.replace("en: North Bank", f"en: {title}"),
        f"{NORTH_BANK}/ada-obi.yaml": ADA.replace("name: Ada Obi", f"name: {title}")
        .replace("school-language: both", f"school-language: {title}")
        .replace("first-act: Open the windows.", f"first-act: {title}")
        .replace("email", title)
        .replace("website:", f"{title}:")
        .replace("|\n      Schools first.\n      Roofs leak.", block),
        f"{NORTH_BANK}/bo-ek.yaml": BO.replace("quote: I like buses.", f"quote: {title}"),
    }
    made = renderer()

    for url, page in pages(files).items():
        html = made.render(page)
        found = Element(html)
        assert "<script>alert" not in html and "<img src=x" not in html, url
        assert not any("onerror" in attributes for _, _, attributes in found.elements), url
        assert "49%" not in html, url
    assert "{{ 7*7 }}%(num)s" in made.render(pages(files)["trial-2027/north-bank/ada-obi/"])


def test_words_in_another_language_than_the_pages_say_so(site: dict[str, str]) -> None:
    french = site["fr/trial-2027/north-bank/"]

    # The party has an English name only, and the remark was made in French.
    assert '<html lang="fr">' in french
    assert '<a href="../../../fr/trial-2027/parties/river-party/" lang="en">' in french
    assert '<blockquote class="words">Les loups sont des voisins.' in french
    assert '<blockquote class="words" lang="fr">Les loups sont des voisins.' in site["trial-2027/north-bank/"]


def test_a_language_without_a_catalogue_has_english_words_and_says_which_are_which() -> None:
    html = rendered(spoken_in("de", "en"), "trial-2027/")

    assert '<html lang="en">' in html and "Where you vote" in html
    assert '<h1 lang="de">Riverland trial</h1>' in html


def test_a_region_of_a_language_speaks_with_the_languages_catalogue() -> None:
    html = rendered(spoken_in("fr-BE", "en"), "trial-2027/")

    assert '<html lang="fr-BE">' in html and "Où vous votez" in html


def test_a_language_written_from_right_to_left_turns_the_page_and_not_the_words_of_others() -> None:
    arabic = i18n.Catalogue("ar", {"Home": "الرئيسية"})
    catalogues = {**CATALOGUES, "ar": arabic}

    turned = rendered(spoken_in("ar", "en"), "trial-2027/north-bank/", catalogues)
    other = rendered(spoken_in("ar", "en"), "en/trial-2027/north-bank/", catalogues)

    assert '<html lang="ar" dir="rtl">' in turned and "الرئيسية" in turned
    assert '<blockquote class="words" lang="en" dir="ltr">Les loups' in turned
    assert '<html lang="en">' in other and 'lang="ar" dir="rtl"' in other


def test_a_translation_cannot_bring_html() -> None:
    sly = i18n.Catalogue("en", {"Home": "<b>Home</b>", "%(name)s answered": "<i>%(name)s</i>"})

    html = rendered(None, "trial-2027/north-bank/ada-obi/", {"en": sly})

    assert "&lt;b&gt;Home&lt;/b&gt;" in html and "&lt;i&gt;<bdi>Ada Obi</bdi>&lt;/i&gt;" in html


def test_nobody_named_as_publisher_is_a_warning_on_every_page() -> None:
    text = ELECTION.replace("publisher: Riverland Society\n", "")
    made = renderer()

    for url, page in pages({YAML: text}).items():
        assert 'class="notice notice--warning"' in made.render(page), url


def test_an_election_that_is_over_says_so_and_in_the_past() -> None:
    text = Element(rendered({YAML: f"{ELECTION}closed: true\n"}, "trial-2027/north-bank/")).text

    assert "This election is over." in text and "The vote was on" in text


def test_what_a_missing_answer_counts_is_said_as_the_rule_in_force_has_it() -> None:
    plain = Element(rendered(None, "trial-2027/north-bank/")).text
    middle = Element(rendered({YAML: f"{ELECTION}method:\n  missing: neutral\n"}, "trial-2027/north-bank/")).text

    assert "are not positions. They never count as neutral." in plain
    assert "never count as neutral" not in middle and "as if they stood in the middle." in middle


def test_who_has_withdrawn_is_told_wherever_all_are_counted() -> None:
    withdrawn = {f"{NORTH_BANK}/cy-lim.yaml": f"status: withdrawn\n{CY}"}

    place = Element(rendered(withdrawn, "trial-2027/north-bank/")).text
    replied = Element(rendered(withdrawn, "trial-2027/participation/")).text

    assert "3 candidates (1 has withdrawn), 2 seats" in place.replace("\xa0", " ")
    # Somebody in another place has, too.
    assert "2 of all who are counted on this page have withdrawn since." in replied.replace("\xa0", " ")


def test_a_source_of_a_question_says_whose_site_it_is_on() -> None:
    titled = QUESTIONS.replace("/report\n", "/report\n      title: Fares report\n")
    files = {"questionnaires/trial-2027/questions.yaml": titled}

    def sources(files: Mapping[str, str] | None) -> str:
        html = rendered(files, "trial-2027/questions/free-buses/")
        return re.sub(r"<.*?>", "", html.partition('<ul class="backing__sources">')[2].partition("</ul>")[0]).strip()

    assert (sources(files), sources(None)) == ("Fares report, example.org", "example.org")


def test_a_way_to_background_is_promised_only_where_there_is_some() -> None:
    bare = re.sub(r"  (background:\n    en:.*\n    fr:.*|for:.*|against:.*)\n", "", QUESTIONS)
    alone = {"questionnaires/trial-2027/questions.yaml": bare}

    assert "leads to its background" in Element(rendered(None, "trial-2027/north-bank/")).text
    assert "leads to its background" not in Element(rendered(alone, "trial-2027/north-bank/")).text


def test_sentences_of_the_method_have_a_space_between_them() -> None:
    text = Element(rendered(None, "trial-2027/method/")).text

    assert "in one place only. 1" in text.replace("\xa0", " ")


def test_other_languages_are_announced_only_with_absolute_addresses() -> None:
    without = ELECTION.replace("site: https://riverland.example.org\n", "")

    announced = rendered(None, "trial-2027/north-bank/")
    silent = rendered({YAML: without}, "trial-2027/north-bank/")

    alternate = '<link rel="alternate" hreflang="fr" href="https://riverland.example.org/fr/trial-2027/north-bank/">'
    assert alternate in announced
    assert 'rel="canonical"' not in silent and 'rel="alternate"' not in silent
    assert 'hreflang="fr"' in silent


def test_an_election_calls_things_what_it_says() -> None:
    terms = "terms:\n  constituency:\n    en: town\n    fr: commune\n  candidate:\n    en: list\n"

    town = rendered({YAML: ELECTION + terms}, "fr/trial-2027/north-bank/")
    candidate = rendered({YAML: ELECTION + terms}, "trial-2027/north-bank/ada-obi/")

    assert '<p class="kicker">Commune' in town
    assert '<p class="kicker">List' in candidate


def test_what_an_election_calls_things_in_one_language_is_called_as_usual_in_the_others() -> None:
    terms = "terms:\n  constituency:\n    fr: commune\n  candidate: list\n"

    pages = {
        language: rendered({YAML: ELECTION + terms}, f"{language}trial-2027/north-bank/") for language in ("", "fr/")
    }
    candidate = rendered({YAML: ELECTION + terms}, "fr/trial-2027/north-bank/ada-obi/")

    assert '<p class="kicker">Constituency' in pages[""]
    assert '<p class="kicker">Commune' in pages["fr/"]
    assert '<p class="kicker">Personne candidate' in candidate


def test_dates_are_written_as_the_language_does(site: dict[str, str]) -> None:
    assert '<time datetime="2027-04-02">2\xa0April\xa02027</time>' in site["trial-2027/north-bank/"]
    assert '<time datetime="2027-04-02">2\xa0avril\xa02027</time>' in site["fr/trial-2027/north-bank/"]


@pytest.mark.parametrize(
    ("language", "number", "percentage"),
    [("en", "\u221212,345", "82%"), ("fr", "\u221212\u202f345", "82\xa0%"), ("cs", "\u221212\xa0345", "82\xa0%")],
)
def test_numbers_are_written_as_the_language_does(language: str, number: str, percentage: str) -> None:
    known = renderer().environment(language).globals

    assert (known["number"](-12345), known["percent"](82)) == (number, percentage)  # type: ignore[operator]


def test_the_first_day_of_a_french_month_is_an_ordinal() -> None:
    first = {f"{NORTH_BANK}/ada-obi.yaml": ADA.replace("2027-04-02", "2027-04-01")}

    assert "1er\xa0avril\xa02027" in rendered(first, "fr/trial-2027/north-bank/")


def test_a_name_that_a_page_does_not_have_is_an_error_not_a_gap() -> None:
    page = pages()["trial-2027/method/"]
    broken = Page(page.url, page.template, page.language, {"frame": page.context["frame"]})

    with pytest.raises(UndefinedError):
        renderer().render(broken)


@pytest.mark.parametrize("name", ["index", "count"])
def test_a_slip_that_names_what_every_list_can_do_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "slip.html").write_text(f"{{{{ frame.{name} }}}}", encoding="utf-8")
    page = pages()["trial-2027/method/"]

    with pytest.raises(AttributeError, match=name):
        Renderer([tmp_path], CATALOGUES, prose).render(page._replace(template="slip.html"))


def test_templates_compute_nothing_and_trust_nothing_but_cleaned_prose() -> None:
    sums = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
    trusting = set()

    for path in sorted(TEMPLATES.rglob("*.html")):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        assert not [each for each in tree.find_all(sums) if not isinstance(each.left, nodes.List)], path
        if any(each.name == "safe" for each in tree.find_all(nodes.Filter)):
            trusting.add(path.relative_to(TEMPLATES).as_posix())

    assert trusting == {"article.html", "page.html"}


def test_every_part_is_a_macro_and_is_used() -> None:
    used = set()
    for path in TEMPLATES.rglob("*.html"):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        used |= {each.template.value for each in tree.find_all(nodes.FromImport)}  # type: ignore[attr-defined]

    for path in sorted((TEMPLATES / "parts").glob("*.html")):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        assert list(tree.find_all(nodes.Macro)), path
        assert path.relative_to(TEMPLATES).as_posix() in used, path


def test_the_styles_are_one_sheet_in_which_a_projects_file_replaces_ours(tmp_path: Path) -> None:
    own = tmp_path / "static" / "css"
    own.mkdir(parents=True)
    (own / "tokens.css").write_text(":root { --ink: teal; }", encoding="utf-8")

    ours, theirs = stylesheet(THEMES), stylesheet([tmp_path, *THEMES])

    assert ours.index("--measure") < ours.index("\nbody {") < ours.index(".masthead") < ours.index(".answer {")
    # What is printed is decided last.
    assert ours.rindex("@media print") > ours.index(".words {")
    assert "--ink: teal" in theirs and "--measure: " not in theirs and ".answer {" in theirs


def test_every_browser_understands_the_whole_sheet() -> None:
    """A browser older than 2022 drops a block that it does not know, with everything in it."""
    styles = re.sub(r"/\*.*?\*/", "", stylesheet(THEMES), flags=re.S)

    assert {each.split()[0] for each in re.findall(r"@[\w-]+[^;{]*", styles)} <= {"@media", "@supports"}
    assert "&" not in styles


def test_the_styles_load_nothing_and_weigh_little() -> None:
    styles = stylesheet(THEMES)

    assert not re.search(r"@import|url\(|expression\(", styles)
    assert len(gzip.compress(styles.encode(), mtime=0)) < 12_000


def test_no_style_decides_by_physical_sides() -> None:
    physical = re.compile(r"(?<![\w-])(margin|padding|border|inset)?-?(left|right)\s*:|text-align:\s*(left|right)")

    for path in sorted((ROOT / "theme" / "static" / "css").rglob("*.css")):
        assert not physical.search(path.read_text(encoding="utf-8")), path


def test_no_style_uses_an_id_or_a_colour_that_is_no_token() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")

    for path in sorted((ROOT / "theme" / "static" / "css").rglob("*.css")):
        styles = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        selectors = " ".join(re.findall(r"([^{};]+)\{", styles))
        assert "#" not in selectors, path
        if path.name not in ("tokens.css", "print.css"):
            assert not colour.search(styles), path
