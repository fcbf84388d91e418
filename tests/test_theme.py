"""A theme of a project's own: its faults are told as those of the data, with a place, and nothing is published."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cmpgen import building, checks, report, site, verify
from cmpgen.building import contests, country
from cmpgen.diagnostics import Diagnostic
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
    "no text": ({OWN_QUIZ: "\udcff"}, f"{OWN_QUIZ}:1 'utf-8' codec can't decode"),
    "a note that does not end": ({OWN_QUIZ: "x\n{# never closed"}, f"{OWN_QUIZ}:2 Missing end of comment tag"),
    "too deep": ({OWN_QUIZ: "{{ " + "(" * 900 + "1" + ")" * 900 + " }}"}, "theme:1 recursion"),
    "a style that is no text": ({"theme/static/css/parts/x.css": "\udcff"}, "theme/static/css/parts/x.css:1 not UTF-8"),
    "answers that nobody sees": (
        {OWN_ANSWER: "{% macro answer(said, name, root) %}<!-- {{ said }} -->{% endmacro %}"},
        "theme:1 is lost",
    ),
    "prose": ({**ABOUT, OWN_PAGE: extended("{{ page.nosuch }}")}, f"{OWN_PAGE}:2 has no attribute 'nosuch'"),
    "a page without its answers": (
        {OWN_ANSWER: "{% macro answer(said, name, root) %}{% endmacro %}"},
        "theme:1 is lost",
    ),
    "a style from elsewhere": (
        {"theme/static/css/parts/x.css": '@import url("https://example.org/x.css");'},
        "theme:1 static/css/main.css: loads 'https://example.org/x.css'",
    ),
    "a host asked beforehand": (
        {OWN_QUIZ: extended('<link rel="preconnect" href="https://example.org">')},
        "theme:1 loads 'https://example.org'",
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
    errors = [each.where for each in built.diagnostics if checks.is_error(each)]
    assert {f"{each.path}:{each.line}" for each in errors} == {place}
    assert words in report.text(built.diagnostics, built.texts)
    assert (built.pages, built.site) == (0, "")
    assert (project / "output" / MANIFEST).read_bytes() == before
    assert is_whole(project / "output")
    assert not [each for each in project.iterdir() if ".staging-" in each.name]


def test_the_line_of_the_template_is_shown(project: Path) -> None:
    change(project, {OWN_QUIZ: extended("{{ nosuch }}")})

    built = site.build(project, project / "output")

    assert "    2 | {% block main %}{{ nosuch }}{% endblock %}\n" in report.text(built.diagnostics, built.texts)


@pytest.mark.parametrize("kind", ["a value that there is not", "a script in a page", "prose"])
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


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
WITH_NAME = 'msgid "Publisher: %(publisher)s"\n'
CATALOGUES = {
    "another placeholder": (
        'msgid "Publisher: %(publisher)s"\nmsgstr "By %(publihser)s"\n',
        "4: %(publisher)s is to be",
    ),
    "a lost placeholder": ('msgid "Publisher: %(publisher)s"\nmsgstr "By us"\n', "4: %(publisher)s is to be"),
    "another kind": ('msgid "Publisher: %(publisher)s"\nmsgstr "%(publisher)d"\n', "4: a percent sign"),
    "a percent sign": ('msgid "Home"\nmsgstr "100% sure"\n', "4: a percent sign"),
    "no quotes": ("hello world\n", "4: this is no message"),
    "quotes that nobody closes": ('msgid "Home"\nmsgstr "Start\n', "5: this is no message"),
    "nothing said": ('msgid "Home"\nmsgstr "  "\n', "4: this says nothing"),
    "no translation": ('msgid "Home"\n\nmsgid "Quiz"\nmsgstr "Quizz"\n', "4: missing msgstr"),
    "a form too few": (
        'msgid "%(num)s candidate"\nmsgid_plural "%(num)s candidates"\nmsgstr[0] "%(num)s"\n',
        "4: a message has too few",
    ),
    "too many forms": ('"Plural-Forms: nplurals=999999999; plural=0;\\n"\n', "4: no language has"),
    "a date that is none": ('"PO-Revision-Date: soon\\n"\n', "1: its head"),
    "no text": ("\udcff", "1: it is not UTF-8"),
}


@pytest.mark.parametrize(("words", "told"), CATALOGUES.values(), ids=CATALOGUES)
def test_words_that_cannot_be_shown_are_told_with_their_line(project: Path, words: str, told: str) -> None:
    own = "theme/locale/en.po"
    change(project, {own: HEAD + words})

    for diagnostics, texts in (
        (site.build(project, project / "output").diagnostics, {}),
        building.inspect(project),
    ):
        found = [each for each in diagnostics if each.code == "broken-theme"]
        line, _, reason = told.partition(": ")
        assert [(each.where.path, each.where.line) for each in found] == [(own, int(line))]
        assert reason in report.text(found, texts)
    assert not (project / "output").exists()


@pytest.mark.parametrize("name", ["pt_BR.po", "messages.po", "fr copy.po", "tlh.po"])
def test_words_of_no_language_are_told(project: Path, name: str) -> None:
    change(project, {f"theme/locale/{name}": HEAD})

    found = site.build(project, project / "output").diagnostics

    own = [(each.where.path, each.code) for each in found if each.where.path.startswith("theme/")]
    assert own == [(f"theme/locale/{name}", "broken-theme")]


def test_words_that_cannot_be_used_hide_no_fault_of_the_data(project: Path) -> None:
    change(
        project, {"theme/locale/fr.po": 'msgid "Home\n', "candidates/trial-2027/north-bank/ada-obi.yaml": "nme: A\n"}
    )

    for found in (site.build(project, project / "output").diagnostics, building.inspect(project)[0]):
        assert {"broken-theme", "unknown-field"} <= {each.code for each in found}


def test_one_message_of_the_projects_own_leaves_all_others_as_they_are(project: Path) -> None:
    change(
        project,
        {"theme/locale/fr.po": "\ufeff" + HEAD + 'msgid "Home"\nmsgstr "Maison"\n', "theme/locale/._fr.po": "x"},
    )

    site.build(project, project / "output")

    page = (project / "output/fr/trial-2027/index.html").read_text(encoding="utf-8")
    assert "Maison" in page
    assert "Aller au contenu" in page


def test_what_editors_leave_behind_is_neither_published_nor_in_the_way(project: Path) -> None:
    static = "theme/static"
    change(project, {f"{static}/{each}": "x" for each in (".DS_Store", "icon.svg~", ".icon.svg.swp", "css/._x.css")})
    change(project, {f"{static}/css/parts/x.css": "\ufeff.x { margin: 0; }\n"})
    (project / "theme/templates/pages").mkdir(parents=True)
    (project / "theme/templates/pages/.#quiz.html").symlink_to("ada@example.4711")

    assert site.build(project, project / "output").pages

    assert [each.name for each in (project / "output").rglob("*") if each.name.startswith((".D", ".i", "._"))] == []
    assert not (project / "output/static/icon.svg~").exists()
    assert "\ufeff" not in (project / "output/static/css/main.css").read_text(encoding="utf-8")


def test_what_many_pages_have_in_common_is_told_once(project: Path) -> None:
    change(
        project,
        {
            "theme/templates/base.html": (ROOT / "theme/templates/base.html")
            .read_text()
            .replace("</body>", "<script>alert(1)</script></body>")
        },
    )

    found = site.build(project, project / "output").diagnostics

    assert [each.code for each in found] == ["broken-page"]
    assert "an inline script (and on " in dict(found[0].facts)["reason"]


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
    monkeypatch.setattr(verify, "look", lambda path, content, pieces=(): verify.Look(("odd",), frozenset()))
    with pytest.raises(verify.Broken):
        site.build(with_a_note, with_a_note / "output")

    change(with_a_note, {"theme/static/js/more.js": "export const more = 1;\n"})
    built = site.build(with_a_note, with_a_note / "output")

    assert "error[broken-page]" in report.text(built.diagnostics, built.texts)


def of_theme(project: Path, check: bool) -> list[Diagnostic]:
    diagnostics = building.inspect(project)[0] if check else site.build(project, project / "output").diagnostics
    return [each for each in diagnostics if each.where.path.partition("/")[0] == "theme"]


def told_by(project: Path, check: bool) -> list[str]:
    # Some templates of a quiz here are no quiz.
    told = [each for each in of_theme(project, check) if each.code != "missing-slot"]
    return [f"{each.where.path}:{each.where.line} {each.code}" for each in told]


@pytest.mark.parametrize("check", [True, False])
def test_how_all_templates_are_written_is_looked_at_before_any_page_is_made(project: Path, check: bool) -> None:
    change(
        project, {OWN_QUIZ: extended("{% endfi %}"), OWN_ANSWER: "\n\n{{ said", OWN_PAGE: extended("{{ page.title }}")}
    )

    assert told_by(project, check) == [f"{OWN_QUIZ}:2 broken-template", f"{OWN_ANSWER}:3 broken-template"]


@pytest.mark.parametrize("check", [True, False])
def test_what_a_template_of_the_quiz_lacks_for_the_scripts_is_told(project: Path, check: bool) -> None:
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    result = (ROOT / "theme/templates/parts/quiz-result.html").read_text(encoding="utf-8")
    lacking = quiz.replace('data-slot="notes-again"', "").replace('slot("so-far")', '""')
    own_result = "theme/templates/parts/quiz-result.html"
    moved = result.replace('<ol class="parts" data-slot="parts"></ol>', '{% include "parts/mine.html" %}')
    change(project, {OWN_QUIZ: lacking, own_result: moved, "theme/templates/parts/mine.html": '<ol data-slot="parts">'})

    (fault,) = [each for each in of_theme(project, check) if each.code == "missing-slot"]

    assert fault.where.path == OWN_QUIZ
    assert dict(fault.facts)["words"] == 'data-slot="notes-again", data-slot="so-far"'
    # Whoever writes other scripts knows what these look for.
    change(project, {"theme/static/js/quiz.js": "export function start() {}\n"})
    assert "missing-slot" not in {each.code for each in of_theme(project, check)}


@pytest.mark.parametrize("check", [True, False])
def test_a_template_that_nothing_asks_for_is_told(project: Path, check: bool) -> None:
    unused = "theme/templates/pages/quizz.html"
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    change(
        project,
        {
            OWN_QUIZ: quiz.replace("{% block main %}", '{% block main %}{% include "parts/mine.html" %}'),
            "theme/templates/parts/mine.html": "<p>Mine</p>",
            "theme/templates/parts/.mine.html": "",
            unused: extended("x"),
        },
    )

    assert told_by(project, check) == [f"{unused}:1 unused-template"]
    if not check:
        # Remembered after an edit that touches no template, too.
        change(project, {"candidates/trial-2027/upland/new-here.yaml": "name: New Here\n"})
        assert f"{unused}:1 unused-template" in told_by(project, check)
        (project / unused).unlink()
        assert f"{unused}:1 unused-template" not in told_by(project, check)


def test_where_only_values_name_a_template_any_may_be_asked_for(project: Path) -> None:
    change(
        project,
        {OWN_QUIZ: extended("{% include 'parts/' ~ 'mine.html' %}"), "theme/templates/parts/mine.html": "<p>Mine</p>"},
    )

    assert told_by(project, check=True) == []


def test_a_picture_of_the_theme_that_goes_is_missed_by_all_that_lead_to_it(project: Path) -> None:
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    shown = quiz.replace("{% block main %}", '{% block main %}<img src="{{ frame.root }}static/badge.svg" alt="">')
    change(project, {OWN_QUIZ: shown, "theme/static/badge.svg": "<svg/>"})
    assert site.build(project, project / "output").pages
    (project / "theme/static/badge.svg").unlink()

    found = [each for each in site.build(project, project / "output").diagnostics if checks.is_error(each)]

    assert [each.code for each in found] == ["broken-page"]


def test_a_file_whose_name_holds_a_hash_can_be_led_to(project: Path) -> None:
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    shown = quiz.replace("{% block main %}", '{% block main %}<img src="{{ frame.root }}static/a%231.svg" alt="">')
    change(project, {OWN_QUIZ: shown, "theme/static/a#1.svg": "<svg/>"})

    assert site.build(project, project / "output").pages


def test_a_part_whose_name_is_escaped_is_the_same_in_every_build(project: Path) -> None:
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    method = (ROOT / "theme/templates/pages/method.html").read_text(encoding="utf-8")
    lead = '<a href="{{ frame.root }}trial-2027/method/#q&amp;a">Q &amp; A</a>'
    change(
        project,
        {
            OWN_QUIZ: quiz.replace("{% block main %}", "{% block main %}" + lead),
            "theme/templates/pages/method.html": method.replace("{% block main %}", '{% block main %}<p id="q&amp;a">'),
        },
    )
    assert site.build(project, project / "output").pages
    change(project, {"candidates/trial-2027/north-bank/new-here.yaml": "name: New Here\n"})

    assert site.build(project, project / "output").pages


def test_a_folder_called_as_a_file_is_no_file(project: Path) -> None:
    change(project, {"theme/static/css/old.css/readme.txt": "x", "theme/templates/old.html/readme.txt": "x"})

    assert site.build(project, project / "output").pages


def test_a_part_of_prose_that_goes_is_missed_by_all_that_lead_to_it(project: Path) -> None:
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    prose = (ROOT / OWN_PAGE).read_text(encoding="utf-8")
    lead = '<a href="{{ frame.root }}about/#extra">More</a>'
    change(
        project,
        {
            **ABOUT,
            OWN_QUIZ: quiz.replace("{% block main %}", "{% block main %}" + lead),
            OWN_PAGE: prose.replace("{% block main %}", '{% block main %}<p id="extra">More</p>'),
        },
    )
    assert site.build(project, project / "output").pages
    change(project, {OWN_PAGE: prose})

    found = [each for each in site.build(project, project / "output").diagnostics if checks.is_error(each)]

    assert [each.code for each in found] == ["broken-page"]


def test_what_goes_is_told_in_the_same_words_by_every_build(project: Path, tmp_path: Path) -> None:
    base = (ROOT / "theme/templates/base.html").read_text(encoding="utf-8")
    shown = base.replace("</body>", '<img src="{{ frame.root }}static/badge.svg" alt=""></body>')
    change(project, {"theme/templates/base.html": shown, "theme/static/badge.svg": "<svg/>"})
    assert site.build(project, project / "output").pages
    (project / "theme/static/badge.svg").unlink()

    later = site.build(project, project / "output")
    clean = site.build(project, tmp_path / "clean")

    assert later.diagnostics == clean.diagnostics
    assert [each.code for each in later.diagnostics] == ["broken-page"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(project: Path) -> None:
    logo = project / "theme/static/logo"
    for turn in range(4):
        if turn % 2:
            logo.unlink()
            change(project, {"theme/static/logo/in/a.png": "a"})
        else:
            shutil.rmtree(logo, ignore_errors=True)
            change(project, {"theme/static/logo": "logo"})

        assert site.build(project, project / "output").pages
        assert is_whole(project / "output")
        assert (project / "output/static/logo").is_dir() == bool(turn % 2)


def test_a_file_in_the_place_of_a_folder_of_cmpgens_is_told(project: Path) -> None:
    change(project, {"theme/static/js": "x"})

    assert told_by(project, check=False) == ["theme/static/js:1 broken-theme"]


def test_what_no_page_can_hold_is_told(project: Path) -> None:
    quiz = (ROOT / OWN_QUIZ).read_text(encoding="utf-8")
    change(project, {OWN_QUIZ: quiz.replace("{% block main %}", '{% block main %}{{ "\\ud800" }}')})

    assert told_by(project, check=False) == ["theme:1 broken-page"]


def test_where_nothing_has_changed_warnings_still_show_their_lines(project: Path) -> None:
    change(project, {"theme/templates/parts/mine.html": "<p>x</p>"})

    first, second = (site.build(project, project / "output") for _ in range(2))

    assert report.text(first.diagnostics, first.texts) == report.text(second.diagnostics, second.texts)
    assert "<p>x</p>" in report.text(second.diagnostics, second.texts)
