"""Prose files: their header, their address, their links, and every fault at its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

import pytest

from cmpgen.content import Document, html, misplaced, read_documents, targets
from cmpgen.diagnostics import Diagnostic
from cmpgen.prose import LONGEST

ABOUT = "content/pages/about.md"
NEWS = "content/news/first.md"


def read(texts: Mapping[str, str], languages: Sequence[str] = ("en", "fr")) -> tuple[Document, ...]:
    documents, found = read_documents(texts, texts.keys(), languages)
    assert found == []
    return documents


def one(text: str, path: str = ABOUT) -> Document:
    return read({path: text})[0]


def places(found: Iterable[Diagnostic]) -> list[str]:
    return [f"{each.where} {each.code}" for each in found]


def faults(text: str, path: str = ABOUT) -> list[str]:
    _, found = read_documents({path: text}, [path], ["en", "fr"])
    return places(found)


def test_header_and_body_are_told_apart_and_the_body_keeps_its_line():
    document = one("Title: About us\nSummary: Who we are\nAuthor: Ada, Jo\nTags: a, b\n\n\n**We** are.\n")

    assert (document.title, document.summary, document.body, document.body_line) == (
        "About us",
        "Who we are",
        "**We** are.\n",
        7,
    )
    assert (document.authors, document.tags) == (("Ada", "Jo"), ("a", "b"))


@pytest.mark.parametrize(
    "text",
    [
        "title: About\nlang: fr\n\nWords",
        "TITLE : About\nLANG : fr\n\nWords",
        "---\ntitle: 'About'\nlang: fr\n---\nWords",
        "\ufeffTitle: About\r\nLang: fr\r\n\r\nWords",
        "Title: About\nLang: fr\nWords",
    ],
    ids=["plain", "capitals", "fenced", "from Windows", "without an empty line"],
)
def test_header_may_be_written_in_the_usual_ways(text):
    document = one(text)

    assert (document.title, document.language, document.body) == ("About", "fr", "Words")


@pytest.mark.parametrize(
    ("path", "header", "url"),
    [
        (ABOUT, "", "about/"),
        (ABOUT, "Lang: fr\n", "fr/about/"),
        (ABOUT, "Slug: us\n", "us/"),
        ("content/pages/help/quiz.md", "", "help/quiz/"),
        (NEWS, "Date: 2027-03-01\n", "news/first/"),
        ("content/debate/demo-2027/buses.md", "Date: 2027-03-01\nLang: fr\n", "fr/debate/demo-2027/buses/"),
    ],
)
def test_address_is_the_folder_and_the_slug(path, header, url):
    assert one(f"Title: T\n{header}\nWords", path).url == url


def test_no_page_is_called_by_a_language_in_other_capitals():
    path = "content/pages/pt-br.md"

    _, found = read_documents({path: "Title: T\n"}, [path], ["en", "pt-BR"])

    assert places(found) == [f"{path}:1:1 reserved-id"]


def test_translations_know_each_other():
    here, there = read(
        {ABOUT: "Title: About\n", "content/pages/about-fr.md": "Title: À propos\nLang: fr\nSlug: about\n"}
    )

    assert here.version_of == there.version_of
    assert here.url != there.url


@pytest.mark.parametrize("written", ["2027-03-01", "2027-03-01 00:00"])
def test_dates_are_in_one_time_zone_for_everyone(written):
    document = one(f"Title: T\nDate: {written}\n", NEWS)

    assert document.date == datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("Words", ABOUT, f"{ABOUT}:1:1 missing-field"),
        ("Title:\n", ABOUT, f"{ABOUT}:1:7 missing-field"),
        ("Title: T\n", NEWS, f"{NEWS}:1:1 missing-field"),
        ("Title: T\nDate: 1 March\n", NEWS, f"{NEWS}:2:7 bad-date"),
        ("Title: T\nDate: 2027-02-30\n", NEWS, f"{NEWS}:2:7 bad-date"),
        ("Title: T\nModified: 20270301\n", ABOUT, f"{ABOUT}:2:11 bad-date"),
        ("Title: T\nTemplate: pages/home\n", ABOUT, f"{ABOUT}:2:1 unknown-field"),
        ("Title: T\nSave_as: ../x\n", ABOUT, f"{ABOUT}:2:1 unknown-field"),
        ("Title: T\nURL: /\n", ABOUT, f"{ABOUT}:2:1 unknown-field"),
        ("Title: T\ntitle: U\n", ABOUT, f"{ABOUT}:2:1 duplicate-key"),
        ("Title: T\nLang: de\n", ABOUT, f"{ABOUT}:2:7 unknown-language"),
        ("Title: T\nStatus: ready\n", ABOUT, f"{ABOUT}:2:9 unknown-value"),
        ("Title: T\nSlug: ../../etc\n", ABOUT, f"{ABOUT}:2:7 bad-id"),
        ("Title: T\nSlug: static\n", ABOUT, f"{ABOUT}:2:7 reserved-id"),
        ("Title: T\nSlug: fr\n", ABOUT, f"{ABOUT}:2:7 reserved-id"),
        ("Title: T\n", "content/pages/fr/x.md", "content/pages/fr/x.md:1:1 reserved-id"),
        ("Title: T\nSlug: y\n", "content/pages/de/x.md", "content/pages/de/x.md:1:1 reserved-id"),
        ("Title: T\nDate: 2027-03-01\n", "content/fr/demo-2027/x.md", "content/fr/demo-2027/x.md:1:1 reserved-id"),
        ("Title: T\n", "content/pages/static/x.md", "content/pages/static/x.md:1:1 reserved-id"),
        ("Title: T\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", ABOUT, f"{ABOUT}:3:1 conflict-marker"),
        ("<<<<<<< HEAD\nTitle: T\n=======\nTitle: U\n>>>>>>> other\n", ABOUT, f"{ABOUT}:1:1 conflict-marker"),
        ("Title: T\n\n||||||| old\na\n=======\nb\n>>>>>>> other\n", ABOUT, f"{ABOUT}:3:1 conflict-marker"),
        ("Title: T\n\na\n>>>>>>> other\n", ABOUT, f"{ABOUT}:4:1 conflict-marker"),
        ("Title: T\n", "content/pages/About us.md", "content/pages/About us.md:1:1 bad-id"),
        ("Title: T\n", 'content/pages/a"b/c.md', 'content/pages/a"b/c.md:1:1 bad-id'),
        (f"Title: {'x' * 400}\n", ABOUT, f"{ABOUT}:1:8 too-long"),
        (f"Title: T\n\n{'x' * (LONGEST + 1)}", ABOUT, f"{ABOUT}:1:1 too-long"),
        ("Title: T\n\na \u202eb", ABOUT, f"{ABOUT}:3:3 forbidden-character"),
        ("<p>", "content/pages/x.html", "content/pages/x.html:1:1 stray-file"),
        ("<svg/>", "content/images/x.svg", "content/images/x.svg:1:1 stray-file"),
    ],
)
def test_fault_is_reported_where_it_is_written(text, path, expected):
    assert faults(text, path) == [expected]


@pytest.mark.parametrize("body", ["Who\n=======\nWe.", "<<<<<<<<\n", ">>>>>>> ".strip() + "x", "a <<<<<<< b"])
def test_what_only_resembles_the_marks_of_git_is_text(body):
    assert one(f"Title: T\n\n{body}").body == body


def test_each_conflict_is_one_fault():
    conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"

    assert faults(f"Title: T\n\n{conflict}\n{conflict}") == [f"{ABOUT}:{line}:1 conflict-marker" for line in (3, 9)]


class TestLinks:
    """Links from one page of prose to another page of the site."""

    TAKEN = ("", "demo-2027/", "demo-2027/north-bank/", "fr/demo-2027/")

    def href(self, address: str, url_of: str = ABOUT) -> str:
        documents = read(
            {
                url_of: f"Title: T\nDate: 2027-03-01\n\n[x]({address})",
                "content/pages/contribute.md": "Title: C\n",
                "content/pages/later.md": "Title: L\nStatus: draft\n",
            }
        )
        document = next(each for each in documents if each.path == url_of)
        found = places(misplaced(documents, self.TAKEN))
        if found:
            assert "<a" not in html(document, targets(documents, self.TAKEN), "..")
            return found[0]
        return html(document, targets(documents, self.TAKEN), "..").split('"')[1]

    @pytest.mark.parametrize(
        ("address", "href"),
        [
            ("/", "../"),
            ("/demo-2027/", "../demo-2027/"),
            ("/demo-2027", "../demo-2027/"),
            ("../demo-2027/north-bank/", "../demo-2027/north-bank/"),
            ("/contribute/", "../contribute/"),
            ("contribute.md", "../contribute/"),
            ("{filename}contribute.md", "../contribute/"),
            ("{filename}/pages/contribute.md", "../contribute/"),
            ("https://example.org/", "https://example.org/"),
            ("mailto:hello@example.org", "mailto:hello@example.org"),
        ],
    )
    def test_link_leads_to_the_page_that_is_meant(self, address, href):
        assert self.href(address) == href

    @pytest.mark.parametrize(
        "address",
        [
            "/demo-2072/",
            "/later/",
            "{filename}later.md",
            "{filename}../../../../etc/passwd.md",
            "{static}/../../secret.txt",
            "{static}/images/bus.svg",
            "{attach}bus.png",
            "{index}",
            "#part",
            "/demo-2027/#part",
            "/demo-2027/?a=b",
            "//evil.example/",
            "/%2e%2e/%2e%2e/etc/",
        ],
    )
    def test_link_that_leads_nowhere_is_reported_where_it_is_written(self, address):
        assert self.href(address).startswith(f"{ABOUT}:4:")
        assert self.href(address).endswith("broken-link")

    def test_link_is_found_below_other_lines(self):
        documents = read({ABOUT: "Title: T\n\nOne.\n\n- two\n- three [x](/nowhere/)\n"})

        assert places(misplaced(documents, [])) == [f"{ABOUT}:6:13 broken-link"]

    def test_two_pages_at_one_address_are_reported(self):
        documents = read({ABOUT: "Title: A\n", "content/pages/b.md": "Title: B\nSlug: about\n"})

        assert places(misplaced(documents, [])) == ["content/pages/b.md:1:1 colliding-address"]
        assert places(misplaced(documents[:1], ["about/"])) == [f"{ABOUT}:1:1 colliding-address"]

    @pytest.mark.parametrize(
        ("path", "header"),
        [
            ("content/pages/demo-2027/north-bank/zoe-winner.md", ""),
            ("content/pages/demo-2027/news.md", ""),
            ("content/pages/demo-2027/north-bank/zoe.md", "Lang: fr\n"),
            ("content/demo-2027/north-bank/zoe.md", "Date: 2027-03-01\n"),
        ],
    )
    def test_page_among_those_of_an_election_is_reported(self, path, header):
        documents = read({path: f"Title: Zoe Winner\n{header}"})

        assert places(misplaced(documents, self.TAKEN)) == [f"{path}:1:1 reserved-id"]

    @pytest.mark.parametrize("path", ["content/debate/demo-2027/zoe.md", "content/pages/demo-2023/zoe.md"])
    def test_page_that_names_an_election_elsewhere_is_not(self, path):
        documents = read({path: "Title: Zoe\nDate: 2027-03-01\n"})

        assert places(misplaced(documents, self.TAKEN)) == []

    def test_draft_is_checked_and_takes_no_address(self):
        documents = read({ABOUT: "Title: A\nStatus: draft\n\n[x](/nowhere/)"})

        assert places(misplaced(documents, ["about/"])) == [f"{ABOUT}:4:5 broken-link"]


def test_the_foot_of_every_page_lists_a_bounded_number_of_pages():
    def pages(number: int, header: str = "") -> dict[str, str]:
        return {f"content/pages/p{each:02}.md": f"Title: T\n{header}\nWords\n" for each in range(number)}

    hidden = {f"content/pages/more/{path[14:]}": text for path, text in pages(40, "Status: hidden\n").items()}
    french = {f"content/pages/others/{path[14:]}": text for path, text in pages(32, "Lang: fr\n").items()}
    news = {f"content/news/{path[14:]}": text for path, text in pages(40, "Date: 2027-03-01\n").items()}

    _, none = read_documents(pages(30) | hidden | news, (), ["en", "fr"])
    _, found = read_documents(pages(31) | french, (), ["en", "fr"])

    assert none == []
    assert places(found) == [
        "content/pages/others/p30.md:1:1 too-many-pages",
        "content/pages/p30.md:1:1 too-many-pages",
    ]


def test_a_link_whose_words_name_another_site_is_told_where_it_leads():
    documents = read({ABOUT: "Title: T\n\n[x](https://a.example/)\nand [a.example.org](https://b.example/)\n"})

    (fault,) = misplaced(documents, ())

    assert (places([fault]), dict(fault.facts)["host"]) == ([f"{ABOUT}:4:21 bad-link"], "a.example.org")
