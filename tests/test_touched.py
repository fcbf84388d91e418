"""After a change of the theme only what it touches is made again, and the site is that of a clean build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cmpgen import report, site
from cmpgen.building import Counts
from cmpgen.building.touched import touched
from tests.helpers import ROOT
from tests.test_incremental import assert_like_a_clean_build, build, candidate_files, project

PLACES, PEOPLE, QUESTIONS, PARTIES = 3, 9, 4, 9
TEMPLATES = Path("theme/templates")


def take(folder: Path, name: str, change: Callable[[str], str]) -> None:
    """Let the project have a template of its own, which is the theme's with a change."""
    target = folder / TEMPLATES / name
    text = (target if target.exists() else ROOT / TEMPLATES / name).read_text(encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    assert change(text) != text
    target.write_text(change(text), encoding="utf-8")


def marked(text: str) -> str:
    return text.replace("{% block main %}", "{% block main %}\n<p>Here.</p>").replace("</article>", "<hr></article>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    # A folder of its own is there from the start, so that it is not what changes.
    made = project(tmp_path / "project", PLACES, PEOPLE, 5)
    (made / TEMPLATES).mkdir(parents=True)
    return made


@pytest.mark.parametrize(
    ("name", "rendered"),
    [
        ("pages/candidate.html", PEOPLE),
        ("parts/answer.html", PEOPLE),
        ("pages/constituency.html", PLACES),
        ("pages/quiz.html", PLACES),
        ("pages/local-question.html", PLACES),
        ("pages/national-question.html", QUESTIONS),
        ("pages/party.html", PARTIES),
        ("pages/election.html", 1),
        ("pages/participation.html", 1),
        ("pages/method.html", 1),
        ("pages/home.html", 1),
    ],
)
def test_only_pages_of_a_changed_template_are_made_again(
    tmp_path: Path, folder: Path, name: str, rendered: int
) -> None:
    output = tmp_path / "output"
    build(folder, output)
    take(folder, name, marked)

    built = build(folder, output)

    assert (built.counts.rendered, built.counts.written) == (rendered, rendered)
    assert_like_a_clean_build(folder, output, tmp_path / "clean")

    (folder / TEMPLATES / name).unlink()
    back = build(folder, output)

    assert back.counts.rendered == rendered
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_what_stands_on_every_page_makes_all_of_them_again(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "output"
    pages = build(folder, output).counts.rendered
    take(folder, "base.html", lambda text: text.replace("<body", "<body data-new"))

    assert build(folder, output).counts.rendered == pages
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_words_make_all_pages_again(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "output"
    pages = build(folder, output).counts.rendered
    words = (ROOT / "theme/locale/en.po").read_text(encoding="utf-8")
    (folder / "theme/locale").mkdir()
    (folder / "theme/locale/en.po").write_text(words.replace('msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "Top"'))

    assert build(folder, output).counts.rendered == pages
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_styles_make_no_page_again(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "output"
    build(folder, output)
    (folder / "theme/static/css/parts").mkdir(parents=True)
    (folder / "theme/static/css/parts/own.css").write_text(".own { margin: 0; }\n")

    assert build(folder, output).counts == Counts(read=2, rendered=0, written=1)
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_a_template_and_an_answer_at_once(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "output"
    build(folder, output)
    take(folder, "pages/candidate.html", marked)
    candidate_files(folder)[0].write_text("name: Somebody Else\n", encoding="utf-8")

    build(folder, output)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("parts/matrix.html", 'id="q-', 'id="row-'),
        ("pages/party.html", 'id="candidates"', 'id="people"'),
    ],
)
def test_a_part_that_pages_lead_to_is_missed_although_these_are_not_made_again(
    tmp_path: Path, folder: Path, name: str, old: str, new: str
) -> None:
    output = tmp_path / "output"
    build(folder, output)
    take(folder, name, lambda text: text.replace(old, new))

    built = site.build(folder, output)

    assert "no part" in report.text(built.diagnostics, built.texts)
    assert {each.code for each in built.diagnostics} == {"broken-page"}


def test_a_broken_template_keeps_the_site(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "output"
    first = build(folder, output)
    take(folder, "pages/quiz.html", lambda text: text + "{% if %}")

    assert [each.code for each in site.build(folder, output).diagnostics] == ["broken-template"]

    (folder / TEMPLATES / "pages/quiz.html").unlink()
    assert build(folder, output).site == first.site


def test_pages_that_were_carried_over_are_made_with_the_new_theme_by_the_next_whole_build(tmp_path: Path) -> None:
    output = tmp_path / "output"
    folder = project(tmp_path / "project", 2, 4, 5)
    for top in ("candidates", "questionnaires"):
        target = folder / top / "other"
        for path in sorted((folder / top / "demo").rglob("*.yaml")):
            copy = target / path.relative_to(folder / top / "demo")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    build(folder, output)
    take(folder, "pages/candidate.html", marked)
    assert site.build(folder, output, ["demo"]).pages

    build(folder, output)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_what_cannot_be_told_touches_everything(tmp_path: Path) -> None:
    (tmp_path / TEMPLATES).mkdir(parents=True)
    (tmp_path / TEMPLATES / "own.html").write_text("{% include somewhere %}")
    names = {"templates/own.html": "1", "templates/base.html": "1"}

    assert touched(names, names, tmp_path) == frozenset()
    assert touched(names, {**names, "templates/base.html": "2"}, tmp_path) is None
    assert touched(names, {**names, "locale/en.po": "1"}, tmp_path) is None
    assert touched(names, {**names, "static/css/own.css": "1"}, tmp_path) == frozenset()
