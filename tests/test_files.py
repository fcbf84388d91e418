"""What is read of a project's folder: no candidate passed over, no name shown raw, nothing read for nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from cmpgen import disk, files, walk
from cmpgen.compile import compile_project
from cmpgen.diagnostics import Where
from cmpgen.layout import CANDIDATES, QUESTIONNAIRES
from tests.helpers import ROOT, write_project
from tests.test_photos import picture, saved

NORTH = "candidates/demo/north"
ADA = "name: Ada Obi\nreply: answered\nanswers:\n  free-buses: agree\n"
DESKTOP = {
    ".DS_Store": b"\0\0\0\1Bud1\0\0\x10\0name: Ada\n",
    "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\nname: Ada\n",
    ".gitkeep": b"",
    ".ada.yaml.swp": b"b0VIM 9.0\0\0\0\0\nname: Ada\n",
}


def faults(project: Path) -> list[str]:
    """Every fault of the project, as both ways of reading it find it."""
    read = files.read_project(project)
    _, found = compile_project(read.texts, read.paths, photos=read.photos)
    surveyed = walk.survey(project, (CANDIDATES, QUESTIONNAIRES), names_only=True)
    assert list(surveyed.diagnostics) == [each for each in read.diagnostics if each.code != "too-much-text"]
    return sorted(f"{each.where} {each.code}" for each in [*read.diagnostics, *found])


def put(folder: Path, name: str, content: bytes = b"") -> Path:
    """A sound project with this file beside the candidates of North Bank."""
    project = write_project(folder, {f"{NORTH}/jo.yaml": "name: Jo Lim\n"})
    (project / NORTH / name).write_bytes(content)
    return project


# ---- no candidate is passed over


@pytest.mark.parametrize(
    "name",
    [
        *("ada.yaml ", "ada.yaml~", "ada.yaml.bak", "ada.YAML.orig", "ada.yaml.", "#ada.yaml#", ".ada.yaml.un~"),
        *("ada", "ada.md", "ada.docx", "README.md", "CONTRIBUTING.md", ".gitignore", "ada.yaml\u3000x"),
    ],
)
def test_a_file_among_candidates_that_is_none_of_them_is_an_error(tmp_path: Path, name: str) -> None:
    project = put(tmp_path, name, ADA.encode())

    codes = [each.rpartition(" ")[2] for each in faults(project)]

    assert codes == ["bad-id" if not name.isprintable() else "not-a-candidate"]


@pytest.mark.parametrize("name", [*DESKTOP, "ada.jpg", "ada.svg", "ada.webp"])
@pytest.mark.parametrize(
    "text",
    [ADA, '{"reply": "answered", "n\\u0061me": "Ada"}', "name: Ada\n*broken\n", "\ufeffname: Ada\n", "# " * 2_600_000],
    ids=["as it was", "as JSON", "with a fault", "with a byte-order mark", "long"],
)
def test_a_candidate_under_the_name_of_another_kind_of_file_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    assert f"{NORTH}/{name}:1:1 not-a-candidate" in faults(put(tmp_path, name, text.encode()))


@pytest.mark.parametrize("folder", ["candidates", "candidates/demo"])
def test_notes_above_the_candidates_are_notes_unless_they_read_like_a_candidate(tmp_path: Path, folder: str) -> None:
    project = put(tmp_path, "ben.yaml", b"name: Ben\n")
    notes = "# Candidates\n\nA file looks like this:\n\n```yaml\nname: Ada Obi\n```\n\n- The name: hers.\n"

    (project / folder / "README.md").write_text(notes, encoding="utf-8")
    assert faults(project) == []

    (project / folder / "README.md").write_text(ADA, encoding="utf-8")
    assert faults(project) == [f"{folder}/README.md:1:1 not-a-candidate"]


def test_what_systems_leave_behind_is_no_fault(tmp_path: Path) -> None:
    project = put(tmp_path, "ben.yaml", b"name: Ben\n")
    for name, content in DESKTOP.items():
        (project / NORTH / name).write_bytes(content)

    assert faults(project) == []


@pytest.mark.parametrize("path", ["demo/questions.yaml~", "demo/election.yaml.bak", "demo/constituencies/north.yaml "])
def test_a_questionnaire_that_lost_its_ending_is_an_error(tmp_path: Path, path: str) -> None:
    project = put(tmp_path, "ben.yaml", b"name: Ben\n")
    (project / QUESTIONNAIRES / path).write_text("name: North\n", encoding="utf-8")

    assert faults(project) == [f"{QUESTIONNAIRES}/{path}:1:1 wrong-ending"]


def test_a_picture_that_no_file_can_name_is_an_error(tmp_path: Path) -> None:  # I-img-12
    project = put(tmp_path, "a\"b'é.jpg", saved(picture()))

    assert faults(project) == [f"{NORTH}/a\"b'é.jpg:1:1 bad-photo-name"]


# ---- no name is shown raw

ODD = {
    "a\n::stop-commands::x\n.yaml": "a\\n::stop-commands::x\\n.yaml",
    "a\x1b[2Jb.yaml": "a\\x1b[2Jb.yaml",
    "a\u202eb.yaml": "a\\u202eb.yaml",
    "a\u200bb.jpg": "a\\u200bb.jpg",
    "a\u2028b.yaml": "a\\u2028b.yaml",
    "a\x85b": "a\\x85b",
}


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_a_name_that_cannot_be_shown_is_refused_early_and_escaped(tmp_path: Path, form: str) -> None:
    project = put(tmp_path, "ben.yaml", b"name: Ben\n")
    folders = (NORTH, "questionnaires/demo", "content/pages", "theme")
    for folder in folders:
        (project / folder).mkdir(parents=True, exist_ok=True)
        for name in ODD:
            (project / folder / name).write_bytes(b"name: Ada\n")

    command = [sys.executable, "-m", "cmpgen", "check", "--project", str(project), "--format", form]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)

    said = (told.stdout + told.stderr).decode()
    assert told.returncode == 1
    for path in (f"{folder}/{name}" for folder in folders for name in ODD.values()):
        assert path.replace("\\", "\\\\" if form == "json" else "\\") in said
    assert said.count("bad-id") == len(ODD) * len(folders)
    assert all(line.isprintable() for line in said.split("\n"))
    assert not any(line.startswith(("::stop", "::x")) for line in said.split("\n"))


def test_a_folder_whose_name_cannot_be_shown_is_one_fault_and_not_looked_into(tmp_path: Path) -> None:
    project = put(tmp_path, "ben.yaml", b"name: Ben\n")
    (project / f"{NORTH}\x1b").mkdir()
    for name in ("ada", "jo"):
        (project / f"{NORTH}\x1b" / f"{name}.yaml").write_text("name: Ada\n", encoding="utf-8")

    assert faults(project) == [f"{NORTH}\\x1b:1:1 bad-id"]


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    project = put(tmp_path, "ben.yaml", b"name: Ben\n")
    with open(os.fsencode(project / NORTH) + b"/\xe9.yaml", "w") as file:
        file.write("name: Ada\n")

    assert faults(project) == [f"{NORTH}/\ufffd.yaml:1:1 bad-id"]


def test_a_place_never_shows_a_character_that_nobody_sees() -> None:
    assert str(Where("a\n\x1b\u202e\ud800b", 2, 3)) == "a\\n\\x1b\\u202e\\ud800b:2:3"


# ---- nothing is read for nothing


def test_what_nothing_reads_is_not_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strays = ["candidates/notes.docx", "questionnaires/demo/table.ods", "content/film.mp4", f"{NORTH}/README.md"]
    project = put(tmp_path, "ada.jpg", saved(picture()))
    for path in [*strays, "content/a.md", "theme/static/a.js"]:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(b"x")
    opened: list[str] = []
    real = os.open
    monkeypatch.setattr(disk.os, "open", lambda path, *more: opened.append(str(path)) or real(path, *more))

    digests = walk.survey(project, ("candidates", "questionnaires", "content", "theme")).digests

    assert {path for path, digest in digests.items() if not digest} == set(strays)
    assert not [path for path in opened if path.endswith(tuple(strays))]


def test_a_large_file_is_hashed_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    with open(tmp_path / "theme/film.mp4", "wb") as film:
        film.truncate(30_000_000)

    tracemalloc.start()
    digests = walk.survey(tmp_path, ["theme"]).digests
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert digests == {"theme/film.mp4": hashlib.sha256(bytes(30_000_000)).hexdigest()}
    assert most < 5_000_000


# ---- no page is larger than voters can load


def test_the_candidates_of_a_constituency_have_a_budget_for_their_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_TOGETHER", 2_000)
    long = f"reply: answered\nanswers:\n  free-buses:\n    comment: {'x' * 900}\n"
    names = {"c0": "Ben", "c1": "Cyd"}
    project = write_project(
        tmp_path,
        {
            f"candidates/demo/{place}/{id_}.yaml": f"name: {name} {place}\n{long}"
            for place in ("north", "south")
            for id_, name in names.items()
        },
    )
    assert faults(project) == []

    (project / NORTH / "c2.yaml").write_text(f"name: Dov\n{long}", encoding="utf-8")

    assert faults(project) == [f"{NORTH}:1:1 too-much-text"]
    _, found = files.read_texts(project, [f"{NORTH}/c{n}.yaml" for n in range(3)])
    assert [str(each.where) for each in found] == [f"{NORTH}:1:1"]


def test_files_are_read_again_alone_only_where_nothing_but_their_texts_can_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path, {f"{NORTH}/ada.yaml": ADA, f"{NORTH}/bob.yaml": "name: Bob\n"})
    before = files.read_project(project)
    write_project(project, {f"{NORTH}/ada.yaml": "name: Ada Anew\n", f"{NORTH}/cleo.yaml": "name: Cleo\n"})

    alone = files.read_again(project, before, [f"{NORTH}/ada.yaml"])

    assert alone is not None and alone.texts == before.texts | {f"{NORTH}/ada.yaml": "name: Ada Anew\n"}
    assert (alone.paths, alone.photos, alone.diagnostics) == (before.paths, before.photos, ())
    assert files.read_again(project, before, [f"{NORTH}/cleo.yaml"]) is None
    (project / NORTH / "bob.yaml").unlink()
    assert files.read_again(project, before, [f"{NORTH}/bob.yaml"]) is None
    (project / NORTH / "bob.yaml").symlink_to(project / NORTH / "ada.yaml")
    assert files.read_again(project, before, [f"{NORTH}/bob.yaml"]) is None
    (project / NORTH / "ada.yaml").write_bytes(b"name: \xff\n")
    assert files.read_again(project, before, [f"{NORTH}/ada.yaml"]) is None
    write_project(project, {f"{NORTH}/ada.yaml": ADA})
    faulty = files.read_project(project)
    assert faulty.diagnostics and files.read_again(project, faulty, [f"{NORTH}/ada.yaml"]) is None
    monkeypatch.setattr(files, "LARGEST_TOGETHER", len(ADA))
    assert files.read_again(project, before, [f"{NORTH}/ada.yaml"]) is None


def test_all_prose_has_a_budget_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_PROSE", 2_000)
    (tmp_path / "content/pages").mkdir(parents=True)
    for number in range(4):
        (tmp_path / f"content/pages/p{number}.md").write_text(f"Title: T\n\n{'x' * 800}\n", encoding="utf-8")

    read = files.read_content(tmp_path)

    assert [f"{each.where} {each.code}" for each in read.diagnostics] == ["content:1:1 too-much-text"]
    assert sorted(read.texts) == ["content/pages/p0.md", "content/pages/p1.md"]


def test_a_lack_of_memory_is_told_in_a_sentence_and_is_no_bug() -> None:
    program = "from cmpgen import cli\ndef too_much(**_):\n    raise MemoryError\ncli.cli.main = too_much\ncli.main()\n"

    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    told = "cmpgen: this machine has not enough memory for it; --jobs 1 needs the least\n"
    assert (ended.returncode, ended.stderr) == (3, told)
