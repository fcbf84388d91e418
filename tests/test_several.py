"""Several elections in one project: a broken one stops nobody who asks for another, and no page is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from cmpgen import building, site
from cmpgen.building import WrongOrder
from cmpgen.marks import MANIFEST, kept_folder
from cmpgen.plan import misplaced, read_plan
from cmpgen.site import Built
from tests.helpers import DEMO, is_whole

OLD = {path.replace("/demo/", "/old/"): text for path, text in DEMO.items()} | {
    "questionnaires/old/election.yaml": DEMO["questionnaires/demo/election.yaml"]
    .replace("2027", "2026")
    .replace("Demo\n", "Old demo\n", 1),
    "candidates/old/north/jo.yaml": "name: Jo Lim\nreply: answered\nanswers:\n  free-buses: agree\n",
}
NEW = DEMO | {"candidates/demo/north/ada.yaml": "name: Ada Obi\nreply: answered\nanswers:\n  free-buses: agree\n"}
ABOUT = {"content/pages/about.md": "Title: About\n\nSee [the old](/old/north/jo/) and [the new](/demo/).\n"}
JO, ADA = "candidates/old/north/jo.yaml", "candidates/demo/north/ada.yaml"


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project", {**OLD, **NEW, **ABOUT})


def build(project: Path, *elections: str) -> Built:
    built = site.build(project, project / "output", elections)
    assert is_whole(project / "output")
    return built


def files(project: Path, election: str = "") -> dict[str, bytes]:
    """The published files below the folder of an election, or all, but for the manifest."""
    output = project / "output"
    every = sorted(each for each in (output / election).rglob("*") if each.is_file() and each.name != MANIFEST)
    return {each.relative_to(output).as_posix(): each.read_bytes() for each in every}


def assert_like_a_clean_build(project: Path) -> None:
    before = files(project)
    clean = write(project.parent / "clean", {})
    for each in ("questionnaires", "candidates", "content"):
        if (project / each).exists():
            shutil.copytree(project / each, clean / each)
    build(clean)
    assert before == files(clean)


def found(project: Path) -> list[str]:
    """What `check` finds, which is the same with a memory of the last time and without."""
    once = [f"{each.where} {each.code}" for each in building.inspect(project)[0]]
    plan = read_plan(project)
    again = sorted({*plan.diagnostics, *misplaced(plan)}, key=lambda each: each.order)
    assert once == [f"{each.where} {each.code}" for each in again]
    return once


class TestOneElection:
    def test_another_one_that_is_broken_stops_nothing_and_keeps_its_pages(self, project):
        build(project)
        before = files(project, "old")
        write(project, {JO: "name: Jo\n\tbroken", ADA: NEW[ADA].replace("Ada Obi", "Ada Anew")})

        built = build(project, "demo")

        assert built.diagnostics == () and built.others == {"old": True}
        assert files(project, "old") == before
        assert "Ada Anew" in (project / "output/demo/north/ada/index.html").read_text()
        assert "pages of other elections too" in (project / "output/index.html").read_text()

    @pytest.mark.parametrize(
        "broken", ["questionnaires/old/election.yaml", "questionnaires/old/questions.yaml", "candidates/old/x.yaml"]
    )
    def test_whichever_of_its_files_is_broken(self, project, broken):
        build(project)
        before = files(project)
        write(project, {broken: "[\n"})

        assert build(project, "demo").pages
        assert files(project) == before

    def test_its_own_faults_and_those_of_the_prose_stop_it(self, project):
        build(project)
        before = files(project)
        write(project, {ADA: "name: Ada\nbalot: 1\n", "content/pages/more.md": "Title: More\n\n[x](/nowhere/)\n"})

        built = site.build(project, project / "output", ("demo",))

        assert [each.code for each in built.diagnostics] == ["unknown-field", "broken-link"]
        assert files(project) == before

    def test_a_folder_of_candidates_for_no_election_stops_it(self, project):
        build(project)
        write(project, {"candidates/dmeo/north/jo.yaml": "name: Jo\n"})

        built = site.build(project, project / "output", ("demo",))

        assert [each.code for each in built.diagnostics] == ["unknown-election"]

    def test_one_that_was_never_published_is_left_out_and_that_is_said(self, project):
        (project / "content/pages/about.md").unlink()

        built = build(project, "demo")

        assert built.others == {"old": False}
        assert not (project / "output/old").exists()

    def test_the_older_one_alone_brings_the_home_page_up_to_date_though_that_is_another_s(self, project):
        path = project / "questionnaires/old/election.yaml"
        regions = "regions:\n  uplands: The Uplands\nterms:\n  constituency: ward\nclosed: true\n"
        demo = NEW["questionnaires/demo/election.yaml"].replace("regions:\n  uplands: The Uplands\n", regions)
        write(project, {"questionnaires/demo/election.yaml": demo})
        build(project)
        path.write_text(path.read_text().replace("title: Old demo", "title: Oldest"))

        built = build(project, "old")

        assert built.others == {"demo": True}
        assert "Oldest" in (project / "output/index.html").read_text()
        assert_like_a_clean_build(project)

    def test_built_one_after_the_other_they_are_the_whole_site(self, project):
        (project / "content/pages/about.md").unlink()

        build(project, "old")
        build(project, "demo")
        by_parts = files(project)
        build(project)

        # Where the old one stood alone, its pages led home in no other way.
        assert files(project) == by_parts
        assert_like_a_clean_build(project)

    def test_a_whole_build_after_it_is_that_of_a_clean_one(self, project):
        build(project)
        write(project, {JO: OLD[JO].replace("Jo Lim", "Jo Anew"), ADA: NEW[ADA].replace("Ada Obi", "Ada Anew")})
        write(project, {"theme/static/css/parts/own.css": ".own { margin: 0; }\n"})
        build(project, "demo")
        assert "Jo Lim" in (project / "output/old/north/jo/index.html").read_text()
        shutil.rmtree(project / "theme")

        build(project)

        assert_like_a_clean_build(project)

    def test_a_page_that_the_others_lead_to_cannot_go(self, project):
        build(project)
        before = files(project)
        (project / "content/pages/about.md").unlink()

        with pytest.raises(WrongOrder, match="leads to /about/, which would be gone; build without --election"):
            site.build(project, project / "output", ("demo",))

        assert files(project) == before

    def test_pages_of_which_nothing_is_remembered_are_not_dropped(self, project):
        build(project)
        before = files(project)
        shutil.rmtree(kept_folder(project / "output"))

        with pytest.raises(WrongOrder, match="holds the pages of old, of which nothing is remembered"):
            site.build(project, project / "output", ("demo",))

        assert files(project) == before

    def test_who_is_called_as_a_page_is_no_election(self, project):
        called = {"candidates/demo/north/method.yaml": "name: Mo Thod\n", "content/pages/method.md": "Title: Us\n"}
        write(project, called)
        (project / "questionnaires/old/election.yaml").unlink()
        for folder in ("candidates/old", "questionnaires/old", "content/pages/about.md"):
            path = project / folder
            path.unlink() if path.is_file() else shutil.rmtree(path)
        build(project)
        shutil.rmtree(kept_folder(project / "output"))

        assert build(project, "demo").pages

    def test_two_of_them_are_none_that_is_called_by_both_names(self, project):
        build(project, "demo", "old")

        with pytest.raises(WrongOrder, match="demo old"):
            site.build(project, project / "output", ("demo old",))

    def test_nothing_changed_is_known_at_once(self, project):
        build(project)
        build(project, "demo")

        again = build(project, "demo")

        assert again.counts.read == 0 and again.others == {"old": True}

    def test_prose_may_be_in_a_language_of_another(self, project):
        languages = OLD["questionnaires/old/election.yaml"].replace("[en]", "[en, cs]")
        cs = {"content/pages/o-nas.md": "Title: O nás\nLang: cs\n"}
        write(project, {"questionnaires/old/election.yaml": languages, **cs})
        (project / "content/pages/about.md").unlink()

        for text in (languages, "["):
            write(project, {"questionnaires/old/election.yaml": text})
            assert build(project, "demo").pages
            assert (project / "output/cs/o-nas/index.html").exists()

    def test_without_it_a_fault_anywhere_stops_everything(self, project):
        write(project, {JO: "name: Jo\nbalot: 1\n"})

        built = site.build(project, project / "output")

        assert [each.code for each in built.diagnostics] == ["unknown-field"] and built.pages == 0


class TestFaultsOfProse:
    LINKS = "Title: Links\n\n[a](/nowhere/) [b](/demo/nowhere/) [c](/old/nowhere/) [d](/) [e](/links/)\n"

    def test_all_that_can_be_known_are_found_beside_those_of_an_election(self, project):
        write(project, {"content/pages/links.md": self.LINKS, JO: "name: Jo\nbalot: 1\n"})

        assert found(project) == [
            f"{JO}:2:1 unknown-field",
            "content/pages/links.md:3:5 broken-link",
            "content/pages/links.md:3:20 broken-link",
        ]

    @pytest.mark.parametrize(
        "broken",
        [
            "questionnaires/old/election.yaml",
            "questionnaires/old/questions.yaml",
            "questionnaires/old/constituencies/north.yaml",
            "questionnaires/old/Questions.yaml",
        ],
    )
    def test_of_links_into_a_broken_election_nothing_is_said(self, project, broken):
        write(project, {"content/pages/links.md": self.LINKS, broken: "[\n"})

        assert [each for each in found(project) if each.startswith("content")] == [
            "content/pages/links.md:3:5 broken-link",
            "content/pages/links.md:3:20 broken-link",
        ]

    def test_the_build_says_the_same(self, project):
        write(project, {"content/pages/links.md": self.LINKS, JO: "name: Jo\nbalot: 1\n"})

        built = site.build(project, project / "output")

        assert [f"{each.where} {each.code}" for each in built.diagnostics] == found(project)

    def test_prose_with_faults_of_its_own_is_looked_at_too_and_may_be_linked_to(self, project):
        write(
            project,
            {
                "content/pages/links.md": "Title: L\n\n[a](/news/first/) [b]({filename}bad.md) [c]({filename}no.md)\n",
                "content/news/first.md": "Title: First\n\n[x](/nowhere/)\n",
                "content/pages/bad.md": "Tilte: Bad\n",
            },
        )
        (project / "content/pages/no.md").write_bytes(b"\xff")

        assert found(project) == [
            "content/news/first.md:1:1 missing-field",
            "content/news/first.md:3:5 broken-link",
            "content/pages/bad.md:1:1 missing-field",
            "content/pages/bad.md:1:1 unknown-field",
            "content/pages/no.md:1:1 not-utf-8",
        ]

    def test_languages_that_are_not_known_make_no_link_wrong(self, project):
        french = "Title: À propos\nLang: fr\nSlug: about\n\n[a](/fr/) [b](/about/) [c](/fr/about/) [d](/nowhere/)\n"
        write(project, {"content/pages/about-fr.md": french, "questionnaires/demo/election.yaml": "[\n"})

        assert [each for each in found(project) if each.startswith("content")] == [
            "content/pages/about-fr.md:5:44 broken-link"
        ]

    def test_languages_are_known_where_only_a_candidate_is_broken(self, project):
        write(project, {"content/pages/x.md": "Title: X\nLang: fr\n", ADA: "name: Ada\nbalot: 1\n"})

        assert found(project) == [f"{ADA}:2:1 unknown-field", "content/pages/x.md:2:7 unknown-language"]


def test_the_manifest_names_every_page_that_was_carried_over(project):
    build(project)
    before = json.loads((project / "output" / MANIFEST).read_bytes())["files"].keys()

    build(project, "demo")

    assert json.loads((project / "output" / MANIFEST).read_bytes())["files"].keys() == before


def test_prose_in_a_language_that_has_gone_with_an_election_is_no_prose_of_this_site(project):
    oldest = {
        path.replace("/old/", "/oldest/"): words.replace("2023", "2019").replace("[en]", "[en, fr]")
        for path, words in OLD.items()
    }
    write(project, {**oldest, "content/pages/apropos.md": "Title: A\nLang: fr\nSlug: about\n"})
    build(project)
    for top in ("questionnaires", "candidates"):
        shutil.rmtree(project / top / "oldest")

    built = site.build(project, project / "output")

    assert "unknown-language" in [each.code for each in built.diagnostics]
    assert not built.pages


def test_two_elections_of_one_title_are_told_until_one_has_another(project):
    path = project / "questionnaires/old/election.yaml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("Old demo", "Demo"), encoding="utf-8")

    for _ in range(2):
        assert [each.code for each in site.build(project, project / "output").diagnostics] == ["repeated-name"]
    assert found(project) == ["questionnaires/demo/election.yaml:1:8 repeated-name"]
    path.write_text(words, encoding="utf-8")
    assert site.build(project, project / "output").diagnostics == ()


@pytest.mark.parametrize("by_itself", [True, False])
@pytest.mark.parametrize(("id_", "tag"), [("nds", "nds"), ("pt-br", "pt-BR")])
def test_no_election_is_called_by_a_language_of_the_site(project, id_, tag, by_itself):
    for top in ("questionnaires", "candidates"):
        (project / top / "old").rename(project / top / id_)
    (project / "content/pages/about.md").unlink()
    speaker = id_ if by_itself else "demo"
    path = project / f"questionnaires/{speaker}/election.yaml"
    path.write_text(path.read_text().replace("[en]", f"[en, {tag}]"), encoding="utf-8")

    assert [each for each in found(project) if "reserved-id" in each] == [
        f"questionnaires/{id_}/election.yaml:1:1 reserved-id"
    ]
    assert not site.build(project, project / "output").pages


def test_a_build_tells_an_election_that_is_likely_over_as_a_check_does(project):
    path = project / "questionnaires/old/election.yaml"
    path.write_text(path.read_text().replace("2026", "2023"), encoding="utf-8")

    built = build(project)

    assert found(project) == ["questionnaires/old/election.yaml:2:7 unlikely-date"]
    assert [each.code for each in built.diagnostics] == ["unlikely-date"]
    assert [each.code for each in build(project).diagnostics] == ["unlikely-date"]
