"""P-path: names and files that lead out of the project, or nowhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.helpers import NORTH
from tests.hostile.cases import ADA, LOCAL, Case, N, accepted, ada, refused
from tests.hostile.corpus.images import png

PHOTO = "candidates/demo/north/ada.jpg"
WITH_PHOTO = ada("photo: ada.jpg", "credit: Ben", "answers:", "  free-buses: agree")


def named(id_: str, word: str) -> Case:
    """A local question has this id, at line LOCAL."""
    return refused(id_, {N: f"{NORTH}  - id: '{word}'\n    text: Free?\n"}, f"{N}:{LOCAL}:9 bad-id")


def pictured(id_: str, make: Callable[[Path], object], fault: str = "bad-photo") -> Case:
    """Ada's file names a photo at line 3, and something else stands in its place."""
    return refused(id_, WITH_PHOTO, f"{ADA}:3:8 {fault}", prepare=lambda project: make(project / PHOTO))


def linked_folder(project: Path) -> None:
    (project / "elsewhere").mkdir()
    (project / "elsewhere/ada.jpg").write_bytes(png())
    (project / "candidates/demo/south").symlink_to(project / "elsewhere")


def looped(project: Path) -> None:
    (project / "candidates/demo/south").symlink_to(project / "candidates/demo")


def hard_link(project: Path) -> None:
    (project / "other.yaml").write_text("name: Ada Lim\n", encoding="utf-8")
    os.link(project / "other.yaml", project / "candidates/demo/south.yaml.tmp")
    (project / "candidates/demo/south").mkdir()
    (project / "candidates/demo/south.yaml.tmp").rename(project / "candidates/demo/south/ada.yaml")


def led_out(project: Path) -> None:
    (project.parent / "outside.yaml").write_text("name: Ada Obi\n", encoding="utf-8")
    (project / "candidates/demo/north/jo.yaml").symlink_to(project.parent / "outside.yaml")


def unreadable(path: Path) -> None:
    path.write_bytes(png())
    path.chmod(0)


CASES = [
    named("P-path-01", "../../x"),
    named("P-path-02", "/etc/passwd"),
    named("P-path-03", "a\\b"),
    refused(
        "P-path-03 in a file's name",
        {"candidates/demo/north/a\\b.yaml": "name: Ada\n"},
        "candidates/demo/north/a\\b.yaml:1:1 bad-id",
    ),
    named("P-path-04", "."),
    named("P-path-05", ".."),
    refused("P-path-06", {N: f"{NORTH}  - id: ''\n    text: Free?\n"}, f"{N}:{LOCAL}:5 missing-field"),
    refused(
        "P-path-06 of a file", {"candidates/demo/north/.yaml": "name: Ada\n"}, "candidates/demo/north/.yaml:1:1 bad-id"
    ),
    *(
        refused(
            f"P-path-07 {word}",
            {f"candidates/demo/north/{word}.yaml": "name: Ada\n"},
            f"candidates/demo/north/{word}.yaml:1:1 bad-id",
        )
        for word in ("con", "nul", "aux")
    ),
    named("P-path-08", "a" * 300),
    refused(
        "P-path-08 in a file's name",
        {f"candidates/demo/north/{'a' * 250}.yaml": "name: Ada\n"},
        f"candidates/demo/north/{'a' * 250}.yaml:1:1 bad-id",
    ),
    named("P-path-09", "%2e%2e"),
    refused(
        "P-path-10",
        {"candidates/demo/north/index.yaml": "name: Ada\n"},
        "candidates/demo/north/index.yaml:1:1 reserved-id",
    ),
    refused(
        "P-path-11",
        {"candidates/demo/north/static.yaml": "name: Ada\n"},
        "candidates/demo/north/static.yaml:1:1 reserved-id",
    ),
    refused(
        "P-path-11 of an election",
        {"questionnaires/static/election.yaml": "title: S\ndate: 2027-05-06\nlanguages: [en]\n"},
        "questionnaires/static/election.yaml:1:1 reserved-id",
    ),
    refused(
        "P-path-12", {"candidates/demo/north/.git.yaml": "name: Ada\n"}, "candidates/demo/north/.git.yaml:1:1 bad-id"
    ),
    refused(
        "P-path-12 of a folder", {"candidates/demo/.git/ada.yaml": "name: Ada\n"}, "candidates/demo/.git:1:1 bad-id"
    ),
    named("P-path-13", "ada."),
    named("P-path-13 space", "ada "),
    refused(
        "P-path-13 in a file's name",
        {"candidates/demo/north/ada .yaml": "name: Ada\n"},
        "candidates/demo/north/ada .yaml:1:1 bad-id",
    ),
    *(
        refused(
            f"P-path-13 {name!r}",
            {f"candidates/demo/north/{name}": "name: Jo Lim\nreply: answered\nanswers:\n  free-buses: agree\n"},
            f"candidates/demo/north/{name}:1:1 not-a-candidate",
        )
        for name in ("jo.yaml ", "jo.yaml.", "jo.yaml~", "jo.yaml.bak", "jo", "README.md", "Thumbs.db", "jo.jpg")
    ),
    refused("P-path-15", ada("photo: ../secret.jpg", "credit: Ben"), f"{ADA}:3:8 bad-photo-name"),
    refused("P-path-16", ada("photo: /etc/passwd", "credit: Ben"), f"{ADA}:3:8 bad-photo-name"),
    pictured("P-path-17", lambda path: path.symlink_to("/etc/passwd")),
    refused("P-path-18", {}, "candidates/demo/south:1:1 not-a-file", prepare=linked_folder),
    refused("P-path-19", {}, "candidates/demo/south:1:1 not-a-file", prepare=looped),
    accepted("P-path-20", {}, {"demo/south/ada/index.html": "Ada Lim"}, prepare=hard_link),
    refused("P-path-21", {}, "candidates/demo/north/jo.yaml:1:1 not-a-file", prepare=led_out),
    refused(
        "P-path-22",
        {},
        "candidates/demo/north/jo.yaml:1:1 not-a-file",
        prepare=lambda project: (project / "candidates/demo/north/jo.yaml").symlink_to("nowhere"),
    ),
    pictured("P-path-23", lambda path: path.mkdir()),
    pictured("P-path-24", unreadable),
    pictured("P-path-25", os.mkfifo),
    refused(
        "P-path-26",
        {"content/pages/about.md": "Title: About\n\n[x]({static}/../x)\n"},
        "content/pages/about.md:3:5 broken-link",
    ),
    refused(
        "P-path-26 of a file",
        {"content/pages/about.md": "Title: About\n\n[x]({filename}/../../../etc/passwd)\n"},
        "content/pages/about.md:3:5 broken-link",
    ),
]
