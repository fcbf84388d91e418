"""A theme of a project's own: its faults are told as those of the data, with a place, and nothing is published."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cmpgen import building, report, site, verify
from cmpgen.building import contests, country
from cmpgen.marks import MANIFEST
from cmpgen.render import Speech
from cmpgen.serve.preview import Preview
from tests.helpers import ROOT, is_whole, write_project
from tests.riverland import FILES

OWN_QUIZ = "theme/templates/pages/quiz.html"
OWN_ANSWER = "theme/templates/parts/answer.html"
OWN_PAGE = "theme/templates/page.html"
ABOUT = {"content/pages/about.md": "Title: About\nLang: en\n\nWords.\n"}
PELICAN = {"pelicanconf.py": 'PLUGINS = ["cmpgen.site"]\nPATH = "content"\nOUTPUT_PATH = "output"\nTIMEZONE = "UTC"\n'}


def extended(words: str) -> str:
    """A page's template with these words on its second line."""
    return '{% extends "base.html" %}\n' + f"{{% block main %}}{words}{{% endblock %}}\n"


BROKEN = {
    "a value that there is not": ({OWN_QUIZ: extended("{{ quiz.nam }}")}, f"{OWN_QUIZ}:2 has no attribute 'nam'"),
    "a name that nobody knows": ({OWN_QUIZ: extended("{{ nosuch }}")}, f"{OWN_QUIZ}:2 'nosuch' is undefined"),
    "a tag that nobody knows": ({OWN_QUIZ: extended("{% endfi %}")}, f"{OWN_QUIZ}:2 unknown tag 'endfi'"),
    "a template that there is not": ({OWN_QUIZ: '{% extends "bas.html" %}'}, f"{OWN_QUIZ}:1 'bas.html' not found"),
    "a name that is taken": ({OWN_QUIZ: "{% set day = 1 %}"}, f"{OWN_QUIZ}:1 'day' is what all templates know"),
    "a part that takes too little": (
        {OWN_ANSWER: "{% macro answer(said) %}{% endmacro %}"},
        "theme:1 pages/candidate.html:71: macro answer() takes",
    ),
    "no text": ({OWN_QUIZ: "\udcff"}, "theme:1 'utf-8' codec can't decode"),
    "prose": ({**ABOUT, OWN_PAGE: extended("{{ page.nosuch }}")}, f"{OWN_PAGE}:2 has no attribute 'nosuch'"),
    "a page without its answers": (
        {OWN_ANSWER: "{% macro answer(said, name, root) %}{% endmacro %}"},
        "theme:1 is lost",
    ),
    "a script in a page": (
        {OWN_QUIZ: extended("<script>alert(1)</script>")},
        "theme:1 quiz/index.html: an inline script",
    ),
    "a link to nothing": ({OWN_QUIZ: extended('<a href="../no/">x</a>')}, "theme:1 a link leads nowhere"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", FILES)


def change(project: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8", errors="surrogateescape")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("files", "told"), BROKEN.values(), ids=BROKEN)
def test_what_an_own_theme_breaks_is_told_with_its_place(
    project: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], told: str, jobs: int
) -> None:
    for room, limit in ((building, "SERIAL"), (contests, "SERIAL"), (country, "FEW")):
        monkeypatch.setattr(room, limit, 0)
    assert site.build(project, project / "output", jobs=jobs).pages
    before = (project / "output" / MANIFEST).read_bytes()
    change(project, files)

    built = site.build(project, project / "output", jobs=jobs)

    place, _, words = told.partition(" ")
    assert {f"{each.where.path}:{each.where.line}" for each in built.diagnostics} == {place}
    assert words in report.text(built.diagnostics, built.texts)
    assert (built.pages, built.site) == (0, "")
    assert (project / "output" / MANIFEST).read_bytes() == before
    assert is_whole(project / "output")
    assert not [each for each in project.iterdir() if ".staging-" in each.name]


def test_the_line_of_the_template_is_shown(project: Path) -> None:
    change(project, {OWN_QUIZ: extended("{{ nosuch }}")})

    built = site.build(project, project / "output")

    assert "    2 | {% block main %}{{ nosuch }}{% endblock %}\n" in report.text(built.diagnostics, built.texts)


@pytest.mark.parametrize("kind", ["a value that there is not", "a script in a page"])
def test_the_command_line_and_plain_pelican_say_the_same(project: Path, kind: str) -> None:
    files, told = BROKEN[kind]
    change(project, {**files, **ABOUT, **PELICAN})
    for command in (["cmpgen", "build"], ["pelican", "content", "--settings", "pelicanconf.py"]):
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-m", *command], cwd=project, env=surroundings, capture_output=True, text=True, check=False
        )

        assert run.returncode == 1, run.stderr
        assert told.partition(" ")[0] in run.stderr
        assert "Traceback" not in run.stdout + run.stderr
        assert not (project / "output").exists()


def test_serve_shows_it_over_the_last_good_site(project: Path, tmp_path: Path) -> None:
    preview = Preview(project, tmp_path / "site")
    preview.rebuild()
    change(project, {OWN_QUIZ: extended("{{ nosuch }}")})

    told = preview.follow([project / OWN_QUIZ])

    assert f"{OWN_QUIZ}:2:1: error[broken-template]" in told
    assert not preview.sound


@pytest.fixture
def with_a_note(project: Path) -> Path:
    """A project whose theme/ holds nothing but a note."""
    change(project, {"theme/README.md": "Your own look.\n"})
    return project


def test_what_fails_in_a_template_of_ours_is_a_bug(with_a_note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("cannot count")

    monkeypatch.setattr(Speech, "number", fails)
    with pytest.raises(ZeroDivisionError):
        site.build(with_a_note, with_a_note / "output")

    change(with_a_note, {OWN_PAGE: extended("")})
    built = site.build(with_a_note, with_a_note / "output")

    assert "error[broken-page]" in report.text(built.diagnostics, built.texts)


def test_a_page_of_ours_that_is_not_sound_is_a_bug(with_a_note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "look", lambda path, content: verify.Look(("odd",), frozenset()))
    with pytest.raises(verify.Broken):
        site.build(with_a_note, with_a_note / "output")

    change(with_a_note, {"theme/static/js/more.js": "export const more = 1;\n"})
    built = site.build(with_a_note, with_a_note / "output")

    assert "error[broken-page]" in report.text(built.diagnostics, built.texts)
