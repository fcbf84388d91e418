"""An answer in a file is on its candidate's page, or nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmpgen import site
from tests.helpers import ROOT, is_whole, write_project

PROJECT = {
    "questionnaires/demo-2027/election.yaml": "title: Demo\ndate: 2027-05-06\nlanguages: [en]\npublisher: Us\n",
    "questionnaires/demo-2027/questions.yaml": (
        "- id: free-buses\n  text: Buses should be free.\n- id: night-trains\n  text: Trains should run at night.\n"
    ),
    "questionnaires/demo-2027/constituencies/north.yaml": "name: North\n",
    "candidates/demo-2027/north/ada.yaml": (
        "name: Ada\nreply: answered\nanswers:\n"
        "  free-buses:\n    position: agree\n    comment: |\n      Only <for> children & the old.\n"
        "  night-trains:\n    position: agree\n"
        "    source:\n      kind: press\n      url: https://example.org/?a=1&b=2\n      quote: Every night.\n"
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", PROJECT)


def test_a_page_that_says_everything_is_published(project: Path) -> None:
    site.build(project, project / "output")

    assert is_whole(project / "output")


def test_no_gap_parts_the_words_of_somebody_from_their_head(project: Path) -> None:
    gap = "\n" * 20
    write_project(project, {
        "questionnaires/demo-2027/questions.yaml": (
            "- id: free-buses\n  text: Free?\n- id: why\n  type: text\n  text: Why?\n"
        ),
        "candidates/demo-2027/north/ada.yaml": (
            "name: Ada\nreply: answered\nanswers:\n"
            f"  free-buses:\n    position: agree\n    comment: |\n      A1.{gap}      A2.\n"
            f"    source:\n      kind: press\n      quote: |\n        B1.{gap}        B2.\n"
            f"  why: |\n    C1.{gap}    C2.\n"
        ),
    })  # fmt: skip

    site.build(project, project / "output")

    for page in ("ada/index.html", "index.html"):
        html = (project / "output/demo-2027/north" / page).read_text(encoding="utf-8")
        assert all(f"{letter}1.\n\n{letter}2." in html for letter in "ABC")


@pytest.mark.parametrize(
    ("part", "loses", "lost"),
    [
        ("answer", "{{ position(stance.kind, stance.option, stance.steps, stance.words) }}", "'Agree' is lost"),
        ("words", "{{ stance.comment.words }}", "'Only &lt;for&gt; children &amp; the old.' is lost"),
        ("words", "{{ stance.found.quote.words }}", "'Every night.' is lost"),
        ("whose", "{{ found.url }}", "'https://example.org/?a=1&amp;b=2' is lost"),
    ],
)
def test_a_theme_that_loses_an_answer_is_not_published(project: Path, part: str, loses: str, lost: str) -> None:
    path = f"theme/templates/parts/{part}.html"
    template = (ROOT / path).read_text(encoding="utf-8")
    assert loses in template
    write_project(project, {path: template.replace(loses, "")})

    found = [dict(each.facts)["reason"] for each in site.build(project, project / "output").diagnostics]

    assert [each for each in found if "ada/index.html" in str(each) and lost in str(each)]
    assert not (project / "output").exists()
