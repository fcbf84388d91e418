"""M-xss: whatever a contributor writes, and wherever, the pages have the elements of a harmless text and no others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.helpers import is_whole
from tests.hostile.cases import ADA, ADA_PAGE, Case, E, N, Q, answering, write
from tests.hostile.corpus.payloads import XSS
from tests.hostile.fields import HARMLESS, LEADING_NOWHERE, REFUSED, everywhere
from tests.hostile.server import Server

PROSE = {
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
"""What Markdown may become, beside tables."""

ADDRESSES = {
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "ping",
    "poster",
    "src",
    "srcset",
}
SCHEMES = {"", "http", "https", "mailto"}
OURS = {"class", "id", "name", "for", "aria-controls", "aria-labelledby", "aria-describedby"}
"""Attributes by which scripts and styles find their elements; no contributor may set one."""


@pytest.fixture(scope="module")
def harmless(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an election that says `word` everywhere."""
    return built(server, tmp_path_factory.mktemp("harmless"), everywhere(HARMLESS))


def built(server: Server, folder: Path, files: object) -> Path:
    write(Case("xss", files), folder / "project")  # type: ignore[arg-type]
    run = server.run("build", "--project", str(folder / "project"), "--output", str(folder / "output"))
    assert run.code == 0, run.stderr
    return folder / "output"


class Elements(HTMLParser):
    """What a page is made of, beside its words."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.ours: set[tuple[str, str]] = set()
        self.addresses: list[str] = []
        self.loaded: set[str] = set()
        self.data: list[str] = []
        self.others: list[str] = []
        self.words = ""
        self._inside = ""
        self.feed(page.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.tags.add(tag)
        for name, value in attributes:
            self.attributes.add((tag, name))
            if name in OURS:
                self.ours |= {(name, each) for each in (value or "").split()}
            if name in ADDRESSES:
                self.addresses.append(value or "")
                if tag != "a":
                    self.loaded.add(value or "")

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.data.append(data)
        else:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def strange(page: Path, ordinary: list[Elements]) -> list[str]:
    """What the page has that no ordinary page has and no Markdown may become."""
    found = Elements(page)
    tags = set().union(*(each.tags for each in ordinary)) | PROSE
    attributes = set().union(*(each.attributes for each in ordinary)) | {("a", "href"), ("a", "rel"), ("ol", "start")}
    ours = set().union(*(each.ours for each in ordinary))
    loaded = set().union(*(each.loaded for each in ordinary))
    return [
        *(f"<{tag}>" for tag in found.tags - tags),
        *(f"<{tag} {name}>" for tag, name in found.attributes - attributes),
        *(f"{name}={value}" for name, value in found.ours - ours),
        *(
            f"loads {address}"
            for address in found.loaded - loaded
            if not address.startswith(("https://demo.example.org/",))
        ),
        *(f"leads to {address}" for address in found.addresses if urlsplit(address.strip()).scheme not in SCHEMES),
        *(f"data with {each}" for each in found.data if each.strip() and not is_data(each)),
        *(f"other {each}" for each in found.others),
    ]


def is_data(words: str) -> bool:
    """Whether this is JSON that no HTML can begin in."""
    try:
        return "<" not in words and bool(json.loads(words))
    except ValueError:
        return False


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("number", sorted(set(XSS) - set(REFUSED)))
def test_no_words_become_more_than_words(number: str, server: Server, harmless: Path, folder: Path) -> None:
    ordinary = [Elements(page) for page in harmless.rglob("*.html")]

    site = built(server, folder, everywhere(XSS[number], prose=number not in LEADING_NOWHERE))

    pages = {page.relative_to(site).as_posix(): page for page in sorted(site.rglob("*.html"))}
    assert {name: strange(page, ordinary) for name, page in pages.items() if strange(page, ordinary)} == {}
    assert len(pages) == len(ordinary) - (2 if number in LEADING_NOWHERE else 0)
    said = " ".join(XSS[number].split())
    assert said in " ".join(Elements(site / ADA_PAGE).words.split())
    notes = json.loads((site / "demo/north/quiz/notes.json").read_bytes())
    assert XSS[number].strip() in [each.strip() for each in strings(notes)]


@pytest.mark.parametrize("number", sorted(LEADING_NOWHERE))
def test_links_of_prose_that_lead_nowhere_are_refused(number: str, server: Server, folder: Path) -> None:
    write(Case(number, everywhere(XSS[number])), folder)

    checked = server.run("check", "--project", str(folder))

    heads = [line for line in checked.stdout.splitlines() if ": error[" in line]
    assert checked.code == 1
    assert heads
    assert all("error[broken-link]" in line or "error[bad-link]" in line for line in heads)
    assert {line.partition(":")[0] for line in heads} >= {E, Q}


@pytest.mark.parametrize("number", sorted(REFUSED))
def test_characters_that_no_file_may_hold_are_refused(
    number: str, server: Server, harmless: Path, folder: Path
) -> None:
    """M-xss-41 and 53."""
    shutil.copytree(harmless, folder / "output")
    write(Case(number, everywhere(XSS[number])), folder / "project")

    checked = server.run("check", "--project", str(folder / "project"))
    run = server.run("build", "--project", str(folder / "project"), "--output", str(folder / "output"))

    assert (checked.code, run.code) == (1, 1)
    assert "forbidden-character" in checked.stdout or "line-separator" in checked.stdout
    assert is_whole(folder / "output")
    assert (folder / "output/manifest.json").read_bytes() == (harmless / "manifest.json").read_bytes()


@pytest.mark.parametrize("word", ["constructor", "1", "tostring", "valueof"])
def test_words_that_mean_something_to_scripts_are_ids_as_any_others(word: str, server: Server, folder: Path) -> None:
    """M-xss-55 and 56."""
    files = {
        Q: f"- id: {word}\n  type: choice\n  text: Which?\n  options:\n"
        f"    - id: {word}\n      label: A\n    - id: b\n      label: B\n",
        f"questionnaires/demo/constituencies/{word}.yaml": "name: Place\n",
        f"candidates/demo/{word}/{word}.yaml": f"name: Jo\nreply: answered\nanswers:\n  {word}: {word}\n",
        N: "name: North\n",
        ADA: "name: Ada\n",
    }

    site = built(server, folder, files)

    assert "Jo" in Elements(site / f"demo/{word}/{word}/index.html").words
    assert word in strings(json.loads((site / f"demo/{word}/quiz/quiz.json").read_bytes()))


def test_a_prototype_is_no_id(server: Server, folder: Path) -> None:
    """M-xss-54."""
    write(Case("proto", answering("__proto__: agree")), folder)

    checked = server.run("check", "--project", str(folder))

    assert checked.code == 1
    assert f"{ADA}:4:3: error[unknown-question]" in checked.stdout


def test_an_address_with_quotes_and_spaces_is_refused(server: Server, folder: Path) -> None:
    """M-xss-59, where an address is wanted."""
    links = "links:\n  website: '" + XSS["M-xss-59"].replace("'", "''") + "'\n"
    write(Case("address", {ADA: f"name: Ada\n{links}"}), folder)

    checked = server.run("check", "--project", str(folder))

    assert checked.code == 1
    assert f"{ADA}:3:12: error[bad-link]" in checked.stdout


def test_the_comparison_sees_what_is_strange(harmless: Path, folder: Path) -> None:
    ordinary = [Elements(page) for page in harmless.rglob("*.html")]
    planted = folder / "planted.html"
    seen = 0
    for words in XSS.values():
        planted.write_text(f"<!doctype html><title>x</title><body>{words}</body>", encoding="utf-8")
        seen += bool(strange(planted, ordinary))

    assert seen >= 30
