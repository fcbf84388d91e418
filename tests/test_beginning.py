"""What a build rests on is the same whether a process beside it looked, or it looked itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from cmpgen import beginning, marks
from cmpgen.building import Order, begin, finish
from tests.helpers import write_project
from tests.riverland import FILES


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, FILES)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests may have left threads behind, which say nothing about a build."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def found(project: Path, jobs: int) -> Any:
    """What stands in the project, then what stands where its site is published, and what is kept of the one before."""
    with beginning.looking(project, project / "output", ["trial-2027"], jobs) as look:
        return (*look.around(), look.at_the_site(), look.at_the_spare())


def publish(project: Path) -> None:
    finish(begin(Order(project, project / "output")))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that look around from now on, as far as this one knows of them."""
    known: list[int] = []

    def note(room: Any, name: str) -> None:
        look = getattr(room, name)

        def noted(*asked: Any) -> Any:
            known.append(os.getpid())
            return look(*asked)

        monkeypatch.setattr(room, name, noted)

    note(beginning, "look_around")
    note(marks, "look_at_site")
    note(marks, "look_at_spare")
    return known


def test_a_process_beside_finds_the_same(project: Path, here: list[int]) -> None:
    publish(project)
    here.clear()
    alone = found(project, jobs=1)
    assert here == [os.getpid()] * 3
    here.clear()
    beside = found(project, jobs=2)

    assert beside == alone
    assert beside[0].digests
    files = json.loads((project / "output" / marks.MANIFEST).read_bytes())["files"].keys() - {marks.MARKER}
    site, (stamp, folders, of_spare) = beside[-2:]
    paths = marks.paths_of(files)
    assert [len(each) for each in site] == [len(each) for each in paths]
    assert stamp
    assert folders == paths.folders
    assert len(of_spare) == len(folders)
    assert here == []


def test_what_is_odd_is_looked_at_again_and_told(project: Path, here: list[int]) -> None:
    (project / "candidates" / "link").symlink_to("nowhere")

    survey, *_, site, spare = found(project, jobs=2)

    assert [each.code for each in survey.diagnostics] == ["not-a-file"]
    assert site == ([], []) and spare == ("", [], [])
    assert here == [os.getpid()]


def test_a_process_that_was_killed_costs_time_and_nothing_else(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(project, jobs=1)
    me, look = os.getpid(), beginning.look_around

    def killed(*asked: Any) -> Any:
        if os.getpid() != me:
            os.kill(os.getpid(), 9)
        return look(*asked)

    monkeypatch.setattr(beginning, "look_around", killed)

    assert found(project, jobs=2) == whole


def test_what_nobody_asks_for_is_left(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", noted)
    with beginning.looking(project, project / "output", [], jobs=2):
        pass

    assert len(children) == 2
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_beside_threads_no_process_is_forked(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))

    assert found(project, jobs=2)[0].digests


def test_where_there_is_no_room_for_a_process_this_one_looks(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", full)

    assert found(project, jobs=2)[0].digests


def test_a_build_ends_well_where_the_system_forgets_children(project: Path) -> None:
    command = [sys.executable, "-m", "cmpgen", "build", "--jobs", "2", "--project", str(project)]

    built = subprocess.run(command, preexec_fn=forget_children, capture_output=True, text=True, check=False)

    assert built.returncode == 0, built.stderr


def forget_children() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def test_what_is_next_to_nothing_loads_next_to_nothing() -> None:
    """The process beside has to load what it needs, while this one loads all the rest."""
    script = "import sys, cmpgen.beginning; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert not {"yaml", "jinja2", "markdown_it", "difflib", "concurrent"} & {*loaded}
