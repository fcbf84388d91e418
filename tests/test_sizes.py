"""No page grows with a whole country, nor with the square of a constituency; what one leaves out, another says."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cmpgen import prose, theme
from cmpgen.compile import CompiledElection, compile_project
from cmpgen.demo import Size, demo
from cmpgen.i18n import read_catalogues
from cmpgen.pages import Page, addresses, all_pages, edition, national_pages, question, roll, site_of
from cmpgen.render import Renderer

HERE = "demo/place-00000/"


@cache
def compiled(*size: int) -> CompiledElection:
    found, faults = compile_project(dict(demo(Size(*size), 1, ["en"])))
    assert found.elections, faults
    return found.elections[0]


@cache
def made(*size: int) -> dict[str, Page]:
    return {each.url: each for each in all_pages([compiled(*size)]) if isinstance(each, Page)}


@cache
def renderer() -> Renderer:
    themes = theme.theme_folders(Path("/nowhere"))
    return Renderer(themes, read_catalogues([each / "locale" for each in themes]), prose.prose)


def view(size: tuple[int, ...], url: str, name: str) -> Any:
    return made(*size)[url].context[name]


CROWD = (1, 70, 20, 2)
FEW = (2, 12, 20, 2)


def test_a_constituency_with_too_many_answers_for_one_page_has_a_page_for_each_question() -> None:
    place = view(CROWD, HERE, "constituency")
    rows = [row for topic in place.topics for row in topic.rows]

    assert len(rows) == 22
    assert {row.url for row in rows} == {url for url in made(*CROWD) if url.startswith(f"{HERE}questions/")}
    for row in rows:
        here = view(CROWD, row.url, "question")
        assert len(here.cells) == 70
        assert row.shares == here.shares
        assert sum(share.count for share in row.shares) == 70
        assert row.cells == row.words == ()


def test_a_constituency_of_common_size_stays_on_one_page() -> None:
    place = view(FEW, HERE, "constituency")

    assert all(len(row.cells) == 6 and not row.url for topic in place.topics for row in topic.rows)
    assert f"{HERE}questions/question-000/" not in made(*FEW)


@pytest.mark.parametrize("size", [CROWD, FEW], ids=["crowd", "few"])
def test_every_address_is_known_before_the_page_is_made(size: tuple[int, ...]) -> None:
    of = compiled(*size)

    known = addresses([of], of.election)

    assert {each for each in known if not each.endswith(".json")} == set(made(*size))


def test_no_page_of_a_candidate_lists_a_crowd_again() -> None:
    alone, among_few = (
        view(CROWD, f"{HERE}candidate-00000/", "candidate"),
        view(FEW, f"{HERE}candidate-00000/", "candidate"),
    )

    assert alone.others == ()
    assert len(among_few.others) == 5


def test_a_small_country_names_everyone_on_a_questions_page_and_each_name_leads_to_its_page() -> None:
    buses = view(FEW, "demo/questions/question-000/", "question")
    names = [name for place in buses.places for _, names in place.shares for name in names]

    assert len(names) == 12
    assert {name.url for name in names} <= set(made(*FEW))
    assert all(place.by_lot for place in buses.places)
    assert not buses.counted


def test_a_large_country_is_counted_place_by_place_and_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question, "MOST_NAMED", 11)

    buses = {each.url: each for each in all_pages([compiled(*FEW)]) if isinstance(each, Page)}[
        "demo/questions/question-000/"
    ].context["question"]

    assert buses.places == ()
    assert [sum(place.counts) for place in buses.counted] == [6, 6]
    assert [sum(counts) for counts in zip(*(place.counts for place in buses.counted), strict=True)] == [
        share.count for share in buses.shares
    ]
    assert {place.place.url for place in buses.counted} <= set(made(*FEW))


def test_a_country_of_thousands_of_places_is_counted_by_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question, "MOST_NAMED", 11)
    monkeypatch.setattr(question, "MOST_PLACES", 1)
    of = compiled(*FEW)
    regions = {each.region for each in of.election.constituencies.values()}

    buses = {each.url: each for each in all_pages([of]) if isinstance(each, Page)}["demo/questions/question-000/"]

    counted = buses.context["question"].counted
    assert len(counted) == len(regions)
    assert sum(sum(place.counts) for place in counted) == 12
    assert all(place.place.name and not place.place.url for place in counted)
    assert "Region by region" in renderer().render(buses)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_page_of_a_constituency_with_1100_candidates_passes_150_kb_gzipped() -> None:
    heaviest = 0
    for page in made(1, 1100, 30, 3).values():
        if page.template == "pages/candidate.html" and "candidate-0000" not in page.url:
            continue
        heaviest = max(heaviest, len(gzip.compress(renderer().render(page).encode(), 9, mtime=0)))

    assert heaviest <= 150_000


def test_a_page_of_the_country_changes_when_the_rule_of_the_order_does() -> None:
    of = compiled(*FEW)
    rolls = [roll(contest, ()) for contest in of.contests]
    here = edition(of.election, "en", site_of([of.election]))
    by_paper = [each._replace(order="ballot") for each in rolls]

    before, after = ({each.url: each.key() for each in national_pages(here, some)} for some in (rolls, by_paper))

    for url in ("demo/participation/", "demo/questions/question-000/"):
        assert before[url] != after[url]
