"""What tests of several rooms share."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cmpgen.compile import compile_project
from cmpgen.marks import MANIFEST
from cmpgen.yamltree import Node, Scalar, Sequence
from cmpgen.yamltree.tree import Absent

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
"""The project's top folder."""

PATIENCE = 60
"""Seconds that a test waits at most for a page, a server or a watcher: a loaded machine is slow, not wrong."""


def shared_folder(*steps: str) -> Path:
    """A folder or file of the real elections and reference vectors: beside the project, or where CMPGEN_SHARED points.

    They are not part of it, so a test that needs them is skipped where they are missing, with the reason in its report;
    with CMPGEN_REQUIRE_SHARED=1, as in CI, it fails.
    """
    wanted = Path(os.environ.get("CMPGEN_SHARED") or ROOT.parent / "shared").joinpath(*steps)
    if not wanted.exists():
        reason = f"{Path('shared', *steps)} is neither beside the project nor where CMPGEN_SHARED points"
        if os.environ.get("CMPGEN_REQUIRE_SHARED") == "1":
            pytest.fail(f"{reason}, and CMPGEN_REQUIRE_SHARED is set")
        pytest.skip(reason)
    return wanted


ELECTION = """
title: Demo
date: 2027-05-06
languages: [en]
publisher: Demo Society
contact: hello@example.org
licence: CC-BY-4.0
site: https://demo.example.org
topics:
  transport: Transport
regions:
  uplands: The Uplands
parties:
  river-party:
    name: River Party
""".lstrip()

QUESTIONS = """
- id: free-buses
  topic: transport
  text: Buses should be free.
- id: school-language
  type: choice
  text: In which language should school begin?
  options:
    - id: river
      label: Riverish
    - id: both
      label: Both
""".lstrip()

NORTH = """
name: North Bank
region: uplands
questions:
  - id: new-stadium
    text: The council should pay for the new stadium.
    evidence: https://example.org/minutes
""".lstrip()

DEMO = {
    "questionnaires/demo/election.yaml": ELECTION,
    "questionnaires/demo/questions.yaml": QUESTIONS,
    "questionnaires/demo/constituencies/north.yaml": NORTH,
    "questionnaires/demo/constituencies/south.yaml": "name: South Bank\n",
}
"""A small election without faults, for tests to add to and to break."""


def check(files: Mapping[str, str], expect: Iterable[str], paths: Collection[str] = ()) -> None:
    """Compile DEMO with these files over it; `expect` is every diagnostic, in order, as 'path:line:column code'."""
    _, found = compile_project({**DEMO, **files}, paths)
    assert [f"{each.where} {each.code}" for each in found] == list(expect)


def nodes(node: Node) -> object:
    """A node with its place; a scalar with its length, a "p" where it is plain and an "a" where it is absent."""
    if isinstance(node, Scalar):
        kind = "p" * node.plain + "a" * (type(node) is Absent)
        return f"{node.line}:{node.column}+{node.length}{kind} {node.text}"
    place = f"{node.line}:{node.column}"
    if isinstance(node, Sequence):
        return [place, *map(nodes, node.items)]
    return {"": place, **{f"{nodes(name)} ({key})": nodes(value) for key, (name, value) in node.items.items()}}


def least_seconds(work: Callable[[], object], limit: float, tries: int = 5) -> float:
    """Seconds of a processor that the work takes; above the limit the least of several tries.

    What else the machine does makes any single try slower, and none of them quicker.
    """
    least = float("inf")
    for _ in range(tries):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
        if least < limit:
            break
    return least


def until(look: Callable[[], object], page: Page | None = None) -> None:
    """Wait until `look` returns what is true; it may look at `page`, or at what that page tells.

    The looking is done from here: Playwright's `wait_for_function` evaluates a string within the page, and the pages'
    content security policy forbids that from the second look on.
    """
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, f"not within {PATIENCE} seconds"
        if page is None:
            time.sleep(0.02)
        else:
            # Unlike a sleep, this lets in what the page tells.
            page.wait_for_timeout(20)


def write_project(folder: Path, files: Mapping[str, str]) -> Path:
    """Write DEMO with these files over it below `folder`, as a project that can be built."""
    for path, text in {**DEMO, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def build_site(project: Path, output: Path) -> Path:
    """Build the project as a maintainer does, and return the folder of its site."""
    command = [sys.executable, "-m", "cmpgen", "build", "--project", str(project), "--output", str(output)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return output


def is_whole(site: Path) -> bool:
    """Whether the folder holds the files of its manifest, all of them, unchanged, and no others."""
    listed = json.loads((site / MANIFEST).read_bytes())["files"]
    found = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    return bool(found == listed)
