"""The addresses at which a page can be put right, for each kind of forge, and what they say to whoever opens them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from markupsafe import Markup, escape

from cmpgen import schema
from cmpgen.model import Forge
from cmpgen.pages.forge import ADDRESSES, Ways, issue, ways, ways_of_answers
from tests.riverland import ELECTION, NORTH, elections, view

PATH = "candidates/trial-2027/north-bank/ada-obi.yaml"
TABLE = {
    "github": (
        "https://forge.example/we/it/blob/ma%20in/x/c/ada.yaml#L7",
        "https://forge.example/we/it/edit/ma%20in/x/c/ada.yaml",
        "https://forge.example/we/it/issues/new?title=A%20%26%20B%23&body=",
    ),
    "gitlab": (
        "https://forge.example/we/it/-/blob/ma%20in/x/c/ada.yaml#L7",
        "https://forge.example/we/it/-/edit/ma%20in/x/c/ada.yaml",
        "https://forge.example/we/it/-/issues/new?issue%5Btitle%5D=A%20%26%20B%23&issue%5Bdescription%5D=",
    ),
    "forgejo": (
        "https://forge.example/we/it/src/branch/ma%20in/x/c/ada.yaml#L7",
        "https://forge.example/we/it/_edit/ma%20in/x/c/ada.yaml",
        "https://forge.example/we/it/issues/new?title=A%20%26%20B%23&body=",
    ),
}


def election(**changes: Any) -> Any:
    """Riverland with other values."""
    from dataclasses import replace

    return replace(elections()[0].election, **changes)


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_each_forge_has_its_addresses(kind: str) -> None:
    found = ways(election(forge=Forge(kind, "https://forge.example/we/it", "ma in/x")), "c/ada.yaml", "A & B#", "p/", 7)

    view_, edit, report = TABLE[kind]
    assert (found.view, found.edit) == (view_, edit)
    assert found.report.startswith(report)


def test_the_table_knows_every_kind_of_forge_that_a_file_may_name() -> None:
    kinds = schema.schema("election")["definitions"]["ForgeShape"]["properties"]["kind"]["enum"]

    assert sorted(kinds) == sorted(ADDRESSES) == sorted(TABLE)


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_a_report_names_the_page_and_the_file(kind: str) -> None:
    found = ways(election(forge=Forge(kind, "https://forge.example/we/it")), PATH, "Ada: “Bus+Tram” = ?", "a/b/#q-c", 7)

    asked = parse_qs(urlsplit(found.report).query)
    title, body = [values[0] for values in asked.values()]
    assert title == "Ada: “Bus+Tram” = ?"
    assert body.split() == ["https://riverland.example.org/a/b/#q-c", f"{PATH}:7"]


def test_there_is_always_an_e_mail_too() -> None:
    with_forge = ways(election(forge=Forge("github", "https://forge.example/we/it")), PATH, "Ada & co", "a/")
    without = ways(election(), PATH, "Ada & co", "a/")

    assert with_forge.mail == without.mail and without.report == without.edit == ""
    assert without.mail.startswith("mailto:hello@example.org?subject=Ada%20%26%20co&body=")
    assert unquote(without.mail).endswith(f"https://riverland.example.org/a/\r\n{PATH}")


def test_an_election_without_forge_and_contact_has_no_way() -> None:
    assert ways(election(contact=""), PATH, "Ada", "a/") == Ways()
    assert not Ways()


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("https://www.example.org/issues/12", "https://www.example.org/issues/12"),
        ("12", "https://forge.example/we/it/issues/12"),
        ("#12", "https://forge.example/we/it/issues/12"),
        ("we/other#12", ""),
        ("stadium-money", ""),
    ],
)
def test_a_question_says_which_issue_it_is_based_on_and_leads_there_where_it_can(word: str, address: str) -> None:
    north = NORTH.replace("evidence: https://example.org/minutes", f"based-on: {word!r}")
    files = {
        "questionnaires/trial-2027/constituencies/north-bank.yaml": north,
        "questionnaires/trial-2027/election.yaml": f"{ELECTION}forge:\n  kind: github\n  url: https://forge.example/we/it\n",
    }

    backing = view(files, "trial-2027/north-bank/questions/new-stadium/", "question").backing

    assert backing
    assert (backing.based_on, backing.based_on_url) == ("example.org" if "://" in word else word, address)


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_each_forge_has_an_address_for_an_issue(kind: str) -> None:
    here = election(forge=Forge(kind, "https://forge.example/we/it"))

    assert issue(here, "12") == f"https://forge.example/we/it/{'-/' if kind == 'gitlab' else ''}issues/12"
    assert issue(election(forge=None), "12") == ""


def test_a_long_title_is_cut_short() -> None:
    found = ways(election(forge=Forge("github", "https://forge.example/we/it")), PATH, "x" * 300, "a/")

    assert len(parse_qs(urlsplit(found.report).query)["title"][0]) == 200


def test_candidates_answers_and_questions_lead_to_their_lines() -> None:
    forge = "forge:\n  kind: github\n  url: https://forge.example/we/it\n"
    files = {"questionnaires/trial-2027/election.yaml": ELECTION + forge}

    candidate = view(files, "trial-2027/north-bank/ada-obi/", "candidate")
    national = view(files, "trial-2027/questions/school-language/", "question")
    local = view(files, "fr/trial-2027/north-bank/questions/new-stadium/", "question")

    start = "https://forge.example/we/it"
    assert candidate.ways.edit == f"{start}/edit/main/{PATH}"
    answers = {each.question.id: each.ways.view for topic in candidate.topics for each in topic.answers}
    assert answers["free-buses"] == f"{start}/blob/main/{PATH}#L12"
    assert answers["new-stadium"] == f"{start}/blob/main/{PATH}#L16"
    assert national.ways.view == f"{start}/blob/main/questionnaires/trial-2027/questions.yaml#L13"
    assert local.ways.view == f"{start}/blob/main/questionnaires/trial-2027/constituencies/north-bank.yaml#L7"


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_an_answer_has_the_addresses_that_its_title_page_and_line_would_give(kind: str) -> None:
    here = election(forge=Forge(kind, "https://forge.example/we/it", "ma in/x"))

    found = ways_of_answers(here, PATH, "Åda “& 7”", "a/b/")("free-buses", 14)

    plain = ways(here, PATH, "Åda “& 7”: free-buses", "a/b/#q-free-buses", 14)
    for length in (198, 199, 300):
        long = ways_of_answers(here, PATH, "%" * length, "a/b/")("free-buses", 14)
        assert long == tuple(map(escape, ways(here, PATH, "%" * length + ": free-buses", "a/b/#q-free-buses", 14)))
    assert [*map(type, found)] == [Markup] * 4
    assert found == tuple(map(escape, plain))
    assert "&amp;" in found.mail
    assert "free-buses" in ways_of_answers(here, PATH, "x" * 197, "a/b/")("free-buses", 14).mail
