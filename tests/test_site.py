"""The site through Pelican: the same bytes everywhere, whole or not at all, and nothing in it that was not checked."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from cmpgen import report, site
from cmpgen.building import WrongOrder
from cmpgen.marks import MANIFEST
from cmpgen.plan import misplaced, read_plan
from cmpgen.publish import SOURCES, lock
from cmpgen.site import Built, Locked, Refused, documents
from cmpgen.verify import Broken
from tests.helpers import ELECTION, ROOT, is_whole, write_project

ABOUT = "content/pages/about.md"
NEWS = "content/news/first.md"
SETTINGS = 'PLUGINS = ["cmpgen.site"]\nPATH = "content"\nOUTPUT_PATH = "output"\nTIMEZONE = "UTC"\n'
TWO_LANGUAGES = {"questionnaires/demo/election.yaml": ELECTION.replace("[en]", "[en, fr]")}


def build(project: Path, output: Path | None = None) -> Built:
    """Build a project that has no errors."""
    built = site.build(project, output or project / "output")
    assert built.pages, built.diagnostics
    return built


def errors(project: Path) -> list[str]:
    """The places and codes of what stops a build, which must leave the site before it alone."""
    before = (project / "output" / MANIFEST).read_bytes() if (project / "output").exists() else None
    built = site.build(project, project / "output")
    assert (built.pages, built.site) == (0, "")
    assert before == ((project / "output" / MANIFEST).read_bytes() if (project / "output").exists() else None)
    assert not [each for each in project.iterdir() if ".staging-" in each.name]
    return [f"{each.where} {each.code}" for each in built.diagnostics if each.code != "missing-translation"]


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", {})


class TestSameBytes:
    """The project's own example, built in different surroundings."""

    @pytest.fixture
    def example(self, tmp_path: Path) -> Path:
        for folder in ("questionnaires", "candidates", "content", "theme"):
            shutil.copytree(ROOT / folder, tmp_path / "example" / folder)
        shutil.copy(ROOT / "pelicanconf.py", tmp_path / "example")
        return tmp_path / "example"

    def test_cmpgen_and_plain_pelican_write_the_same_bytes_in_different_surroundings(self, example, tmp_path):
        builds = {
            "cmpgen": {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "0"},
            "cmpgen elsewhere": {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
            "pelican": {"PYTHONHASHSEED": "5", "TZ": "America/Lima", "SOURCE_DATE_EPOCH": "4102444800"},
        }
        manifests = {}
        for name, surroundings in builds.items():
            output = tmp_path / name / "output"
            if name == "pelican":
                settings = str(example / "pelicanconf.py")
                command = ["-m", "pelican", "--settings", settings, "--output", str(output), "--fatal", "errors"]
            else:
                command = ["-m", "cmpgen", "build", "--project", str(example), "--output", str(output)]
            before = os.umask(0o077 if name == "cmpgen" else 0)
            try:
                built = run(*command, cwd=example if name == "cmpgen" else tmp_path, **surroundings)
            finally:
                os.umask(before)

            assert built.returncode == 0, built.stdout + built.stderr
            assert is_whole(output)
            manifests[name] = (output / MANIFEST).read_bytes()
        assert len(set(manifests.values())) == 1

    def test_no_page_and_no_feed_holds_the_time_of_the_build(self, example_site):
        now = time.strftime("%Y-%m-%d", time.gmtime())
        sources = (path for each in SOURCES for path in (ROOT / each).rglob("*") if path.is_file())
        if any(now.encode() in path.read_bytes() for path in sources):
            pytest.skip("the example itself holds the date of today")

        assert [
            path for path in sorted(files(example_site)) if now in (example_site / path).read_text(errors="replace")
        ] == []


class TestWholeOrNotAtAll:
    """Whatever goes wrong, the site before stays."""

    def test_build_killed_at_20_random_moments_leaves_one_whole_site_each_time(self, project):
        script = (
            "import os, sys; from pathlib import Path; from cmpgen import site\n"
            "project = Path(sys.argv[1])\n"
            "def build(): return site.build(project, project / 'output').site\n"
            "print(build(), flush=True)\n"
            "for line in sys.stdin:\n"
            "    worker = os.fork()\n"
            "    if not worker: build(); os._exit(0)\n"
            "    print(worker, flush=True)\n"
            "    print(os.waitpid(worker, 0)[1], flush=True)\n"
        )
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        builder = subprocess.Popen(
            [sys.executable, "-c", script, str(project)],
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert builder.stdin is not None
        assert builder.stdout is not None
        first = builder.stdout.readline().strip()

        def start() -> int:
            builder.stdin.write("build\n")
            builder.stdin.flush()
            return int(builder.stdout.readline())

        started = time.monotonic()
        start()
        assert builder.stdout.readline().strip() == "0"
        moments, takes = random.Random(2027), time.monotonic() - started
        ends = []
        for _ in range(20):
            write_project(project, {ABOUT: f"Title: {moments.random()}\n"})
            worker = start()
            time.sleep(moments.uniform(0, takes))
            # A build that had already ended is no fault.
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            ends.append(builder.stdout.readline().strip())
            assert is_whole(project / "output")
        start()
        assert builder.stdout.readline().strip() == "0"
        builder.communicate()

        assert first
        assert str(int(signal.SIGKILL)) in ends
        assert is_whole(project / "output")
        assert {each.name for each in project.iterdir()} == {
            "questionnaires",
            "content",
            "output",
            ".output.kept",
            ".output.lock",
        }

    def test_errors_in_the_data_publish_nothing(self, project):
        build(project)
        write_project(
            project, {"candidates/demo/north/ada.yaml": "name: Ada\nreply: answered\nanswers:\n  free-busses: agree\n"}
        )

        assert errors(project) == ["candidates/demo/north/ada.yaml:4:3 unknown-question"]

    def test_errors_in_the_prose_publish_nothing(self, project):
        build(project)
        write_project(project, {ABOUT: "Title: About\n\n[x](/nowhere/)\n", "content/pages/demo.md": "Title: Demo\n"})

        found = [f"{ABOUT}:3:5 broken-link", "content/pages/demo.md:1:1 colliding-address"]
        assert errors(project) == found
        assert [f"{each.where} {each.code}" for each in misplaced(read_plan(project))] == found

    def test_folder_without_elections_does_not_replace_a_site(self, project):
        build(project)
        shutil.rmtree(project / "questionnaires")

        with pytest.raises(Refused, match="no election here"):
            build(project)

        assert (project / "output/demo/index.html").exists()

    def test_error_that_pelican_only_logs_stops_the_build(self, project, monkeypatch):
        build(project)
        before = (project / "output" / MANIFEST).read_bytes()
        write_project(project, {ABOUT: "Title: About\n"})
        monkeypatch.setattr(documents.CheckedReader, "read", lambda self, path: 1 / 0)

        with pytest.raises(Broken, match=r"Could not process pages/about\.md"):
            build(project)

        assert (project / "output" / MANIFEST).read_bytes() == before

    def test_second_build_at_the_same_time_is_refused(self, project):
        with lock(project / "output"), pytest.raises(Locked):
            build(project)

    def test_folder_of_a_stranger_is_refused(self, project):
        write_project(project, {"output/thesis.txt": "ten years of work"})

        with pytest.raises(Refused, match=r"holds thesis\.txt"):
            build(project)

        assert not (project / ".output.lock").exists()

    def test_full_disk_is_refused_and_the_old_site_stays(self, project, monkeypatch):
        build(project)
        before = (project / "output" / MANIFEST).read_bytes()

        def full(*arguments, **options):
            raise OSError(28, "No space left on device", str(project / "output"))

        write_project(project, {"questionnaires/demo/constituencies/south.yaml": "name: The South\n"})
        monkeypatch.setattr("cmpgen.publish.draft.write", full)
        with pytest.raises(Refused, match="the disk is full"):
            build(project)

        assert (project / "output" / MANIFEST).read_bytes() == before
        assert not [each for each in project.iterdir() if ".staging-" in each.name]


class TestPlainPelican:
    """`pelican` without cmpgen's command line is as careful."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        return write_project(tmp_path, {"pelicanconf.py": SETTINGS, ABOUT: "Title: About\n"})

    def pelican(self, project: Path, *more: str) -> subprocess.CompletedProcess[str]:
        return run("-m", "pelican", "content", "--settings", "pelicanconf.py", *more, cwd=project)

    def test_faults_are_said_without_a_traceback_and_nothing_is_published(self, project):
        write_project(project, {"candidates/demo/north/ada.yaml": "nmae: Ada\n"})

        for quiet in ((), ("--quiet",)):
            run = self.pelican(project, *quiet)

            assert run.returncode == 1
            assert "candidates/demo/north/ada.yaml:1:1: error[unknown-field]" in run.stderr
            assert "Traceback" not in run.stdout + run.stderr
            assert not (project / "output").exists()

    def test_refusal_is_said_in_one_sentence(self, project):
        write_project(project, {"output/thesis.txt": "ten years of work"})

        run = self.pelican(project)

        assert run.returncode == 3
        assert run.stderr.startswith("cmpgen: ")
        assert "Traceback" not in run.stdout + run.stderr
        assert files(project / "output") == {"thesis.txt"}

    def test_where_nothing_has_changed_it_says_so_and_other_settings_count(self, project):
        write_project(project, {NEWS: "Title: First\nDate: 2027-03-01\n"})
        other = SETTINGS + 'SITEURL = "https://other.example.org"\n'
        write_project(project, {"publishconf.py": other})
        feed = project / "output/feeds/all.atom.xml"

        for _ in range(2):
            run = self.pelican(project, "--fatal", "errors")
            assert run.returncode == 0, run.stdout + run.stderr
        first = feed.read_text()
        run = self.pelican(project, "--settings", "publishconf.py")

        assert run.returncode == 0, run.stdout + run.stderr
        assert "https://other.example.org" not in first
        assert "https://other.example.org/news/first/" in feed.read_text()
        assert is_whole(project / "output")

    def test_settings_of_a_project_cannot_open_what_is_closed(self, project):
        hostile = """
DELETE_OUTPUT_DIRECTORY = OUTPUT_SOURCES = CACHE_CONTENT = TYPOGRIFY = True
RELATIVE_URLS = False
STATIC_PATHS = ["secret"]
READERS = {"html": None}
DIRECT_TEMPLATES = ["index", "tags"]
TEMPLATE_PAGES = {"t.html": "t.html"}
DEFAULT_METADATA = {"status": "hidden"}
LOCALE = ["C.UTF-8"]
"""
        write_project(
            project, {"pelicanconf.py": SETTINGS + hostile, "content/secret/x.txt": "x", "content/t.html": "t"}
        )

        run = self.pelican(project)

        assert run.returncode == 0, run.stdout + run.stderr
        assert is_whole(project / "output")
        strangers = {each for each in files(project / "output") if re.search(r"secret|^t\.html|tags|\.md|\.text", each)}
        assert strangers == set()
        assert not (project / "cache").exists()

    def test_one_pelican_may_run_again_and_again(self, project):
        settings = read_settings(str(project / "pelicanconf.py"), {"OUTPUT_PATH": str(project / "output")})
        pelican = Pelican(settings)

        pelican.run()
        write_project(project, {ABOUT: "Title: Changed\n"})
        pelican.run()

        assert "Changed" in (project / "output/about/index.html").read_text()
        assert is_whole(project / "output")


class TestProse:
    """What stands below content/."""

    def test_pages_articles_and_translations_stand_at_their_addresses(self, project):
        write_project(
            project,
            {
                **TWO_LANGUAGES,
                ABOUT: "Title: About\n\n[news](/news/first/)\n",
                "content/pages/about-fr.md": "Title: À propos\nLang: fr\nSlug: about\n",
                NEWS: "Title: First\nDate: 2027-03-01\n\n[about]({filename}../pages/about.md)\n",
            },
        )
        build(project)
        output = project / "output"

        assert 'href="../news/first/"' in (output / "about/index.html").read_text()
        assert 'href="../../about/"' in (output / "news/first/index.html").read_text()
        assert 'href="../fr/about/"' in (output / "about/index.html").read_text()
        assert 'href="../../about/"' in (output / "fr/about/index.html").read_text()
        assert 'href="about/"' in (output / "index.html").read_text().replace('href="./', 'href="')

    def test_drafts_and_everything_but_markdown_are_not_published(self, project):
        write_project(
            project,
            {
                "content/pages/later.md": "Title: Later\nStatus: draft\n",
                "content/pages/x.html": "<html><head><title>x</title></head><body>x</body></html>",
                "content/pages/y.rst": "y\n=\n",
                "content/images/z.svg": "<svg/>",
                "content/index.md": "Title: Home\nDate: 2027-01-01\nSlug: other\n",
            },
        )
        build(project)

        published = files(project / "output")
        assert "other/index.html" in published
        assert [each for each in published if re.search(r"later|\bx\b|\by\b|\bz\b", each)] == []

    def test_hostile_prose_is_shown_and_does_nothing(self, project):
        hostile = "<script>alert(1)</script> {{ 7*7 }} {% raw %} <img src=x onerror=alert(1)> [x](javascript:alert(1))"
        write_project(project, {ABOUT: f"Title: </title><script>alert(1)</script>\nSummary: {hostile}\n\n{hostile}\n"})

        build(project)

        page = (project / "output/about/index.html").read_text()
        assert "{{ 7*7 }}" in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<title>&lt;/title&gt;" in page

    @pytest.mark.parametrize(
        "path", ["content/pages/passwords.md", "content/all", "theme/templates/pages/home.html", "theme/static/x.js"]
    )
    def test_link_out_of_the_project_is_an_error(self, project, path):
        (project / path).parent.mkdir(parents=True)
        (project / path).symlink_to("/etc/passwd")

        assert errors(project) == [f"{path}:1:1 not-a-file"]

    def test_prose_of_an_election_with_faults_is_not_blamed_for_its_languages(self, project):
        write_project(
            project,
            {
                "questionnaires/demo/election.yaml": TWO_LANGUAGES["questionnaires/demo/election.yaml"] + "oops: 1\n",
                ABOUT: "Title: About\nLang: fr\n",
            },
        )

        assert [each.rpartition(" ")[2] for each in errors(project)] == ["unknown-field"]

    def test_feed_lists_articles_with_whole_addresses_and_their_own_dates(self, project):
        write_project(
            project,
            {
                ABOUT: "Title: About\n",
                NEWS: "Title: <b> First\nDate: 2027-03-01\nModified: 2027-03-02\n\n[about](/about/)\n",
                "content/news/second.md": "Title: Second\nDate: 2027-03-01\n\nWords.\n",
            },
        )
        build(project)

        feed = (project / "output/feeds/all.atom.xml").read_text()
        assert "https://demo.example.org/news/first/" in feed
        assert "https://demo.example.org/about/" in feed
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", feed)) == {"2027-03-01T", "2027-03-02T"}
        assert feed.index("news/first/") < feed.index("news/second/")

    def test_an_article_is_reached_from_its_election_and_stands_below_that_elections_head(self, project):
        write_project(
            project,
            {
                # The current election is another one.
                "questionnaires/council/election.yaml": "title: Council\ndate: 2026-05-06\nlanguages: [en]\n",
                "content/debate/demo/buses.md": "Title: On buses\nDate: 2027-03-01\n",
                "content/debate/demo/trams.md": "Title: On trams\nDate: 2027-03-02\n",
                NEWS: "Title: First\nDate: 2027-03-01\n",
            },
        )

        build(project)

        output = project / "output"
        home, demo, council, article, news = (
            (output / each / "index.html").read_text(encoding="utf-8")
            for each in ("", "demo", "council", "debate/demo/buses", "news/first")
        )
        assert '<a href="./news/first/">First</a>' in home and "On buses" not in home
        assert demo.index('href="../debate/demo/trams/"') < demo.index('href="../debate/demo/buses/"')
        assert "debate/" not in council and "news/first" not in demo
        assert '<p class="masthead__title"><a href="../../../demo/">Demo</a></p>' in article
        assert '<p class="masthead__title"><a href="../../council/">Council</a></p>' in news

        write_project(project, {"questionnaires/demo/election.yaml": ELECTION.replace("Demo", "Demos")})
        build(project)

        assert ">Demos</a></p>" in (output / "debate/demo/buses/index.html").read_text(encoding="utf-8")

    @pytest.mark.parametrize("more", [{ABOUT: "Title: About\n"}, {NEWS: "Title: First\nDate: 2027-03-01\n"}])
    def test_feed_without_articles_or_without_an_address_is_not_written(self, project, more):
        election = ELECTION if ABOUT in more else ELECTION.replace("site: https://demo.example.org\n", "")
        write_project(project, {**more, "questionnaires/demo/election.yaml": election})

        build(project)

        assert not (project / "output/feeds").exists()


class TestTheme:
    """The package's theme, overridden file by file."""

    def test_file_of_the_project_stands_before_that_of_the_package(self, project):
        build(project)
        package = files(project / "output/static")
        write_project(
            project,
            {
                "theme/static/icon.svg": "<svg><!-- ours --></svg>",
                "theme/static/js/more.js": "export const more = 1;\n",
                "theme/static/css/parts/ours.css": ".ours { color: red; }\n",
                "theme/templates/article.html": '{% extends "base.html" %}{% block title %}Ours{% endblock %}',
                NEWS: "Title: First\nDate: 2027-03-01\n",
            },
        )
        build(project)
        output = project / "output"

        assert files(output / "static") == package | {"js/more.js", "icon.svg"}
        assert "ours" in (output / "static/icon.svg").read_text()
        assert ".ours {" in (output / "static/css/main.css").read_text()
        assert "<title>Ours</title>" in (output / "news/first/index.html").read_text()


def test_project_without_prose_theme_or_settings_is_built(project):
    built = build(project)

    manifest = json.loads((project / "output" / MANIFEST).read_text())
    assert manifest["site"] == built.site
    assert {"index.html", "demo/index.html", "demo/north/index.html", ".nojekyll"} <= manifest["files"].keys()
    assert built.pages == len([path for path in manifest["files"] if path.endswith(".html")])


def test_pelican_prints_nothing_of_its_own(project, capsys, caplog):
    write_project(project, {ABOUT: "Title: About\n"})

    with caplog.at_level(logging.WARNING):
        build(project)

    assert capsys.readouterr() == ("", "")
    assert caplog.records == []


def test_only_the_elections_that_are_named_are_built(project):
    more = {path.replace("/demo/", "/other/"): text for path, text in write_files(project).items()}
    write_project(project, more)

    site.build(project, project / "output", elections=("other",))

    assert (project / "output/other/index.html").exists()
    assert not (project / "output/demo").exists()


def test_election_that_nobody_knows_cannot_be_built(project):
    with pytest.raises(WrongOrder, match=r"no election is called 'dmeo'\. Did you mean 'demo'\?"):
        site.build(project, project / "output", elections=("dmeo",))

    assert not (project / "output").exists()


def test_an_answer_leads_to_its_file_to_a_report_and_to_an_e_mail_too(project):
    path = "questionnaires/demo/election.yaml"
    forge = "forge:\n  kind: github\n  url: https://forge.example/we/it\n"
    ada = "name: Ada\nreply: answered\nanswers:\n  free-buses: agree\n"
    write_project(project, {path: ELECTION + forge, "candidates/demo/north/ada.yaml": ada})
    build(project)

    page = (project / "output/demo/north/ada/index.html").read_text()
    (answer,) = re.findall(r'<article class="answer" id="q-free-buses">.*?</article>', page, re.DOTALL)
    ways = re.findall(r'href="(https://forge\.example/we/it/blob|https://forge\.example/we/it/issues|mailto:)', answer)

    assert [each.rpartition("/")[2] for each in ways] == ["blob", "issues", "mailto:"]


def write_files(project: Path) -> dict[str, str]:
    """The YAML files of a project by path."""
    return {path.relative_to(project).as_posix(): path.read_text() for path in project.rglob("*.yaml")}


def test_an_election_that_has_only_begun_says_what_is_missing(tmp_path):
    project = write_project(
        tmp_path / "project",
        {
            "questionnaires/new-2021/election.yaml": "title: New\ndate: 2021-05-06\nlanguages: [en]\npublisher: Us\n",
            "questionnaires/new-2021/questions.yaml": "[]\n",
        },
    )

    build(project)

    for page in ("index.html", "new-2021/index.html"):
        assert "No place is known here yet." in (project / "output" / page).read_text(encoding="utf-8")
    assert "No question is known here yet." in (project / "output/new-2021/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "line", "reason"),
    [
        ("x = 1 / 0", 2, "division by zero"),
        ("x = (", 2, "'(' was never closed"),
        ("SITENAME = 5", 1, "SITENAME is to be a text between quotes, and is 5"),
        ('TIMEZONE = "Nowhere"', 1, "No time zone found with key Nowhere"),
        ('PLUGINS = ["nosuch"]', 1, "Cannot load plugin"),
        ('FEED_ALL_ATOM = "manifest.json"', 1, "FEED_ALL_ATOM is to be a path that ends in .xml"),
        ('FEED_ALL_ATOM = "../evil.xml"', 1, "FEED_ALL_ATOM is to be a path that ends in .xml"),
        ("raise SystemExit(3)", 2, "3"),
    ],
)
def test_settings_that_cannot_be_used_are_told_with_their_place(project, words, line, reason):
    write_project(project, {ABOUT: "Title: About\n", "pelicanconf.py": f"# Ours\n{words}\n"})

    built = site.build(project, project / "output")

    assert [(str(each.where), each.code) for each in built.diagnostics if each.code != "missing-translation"] == [
        (f"pelicanconf.py:{line}:1", "broken-settings")
    ]
    assert reason in report.text(built.diagnostics, built.texts)
    assert not (project / "output").exists()
