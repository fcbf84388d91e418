"""What changes in a project is noticed, whatever becomes of the folders that it is in."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cmpgen.serve.watching import changes, snapshot
from tests.helpers import write_project

HOME = "theme/templates/pages/home.html"


class Watch:
    """The files that were said to have changed."""

    def __init__(self, project: Path) -> None:
        self.told: list[Path] = []
        self.stop = threading.Event()
        seen = snapshot(project)
        self.thread = threading.Thread(target=self._listen, args=(project, seen))
        self.thread.start()

    def _listen(self, project: Path, seen: dict[Path, int]) -> None:
        for paths in changes(project, self.stop, seen):
            self.told += paths

    def hears_of(self, path: Path, change: Callable[[], object]) -> bool:
        """Whether a change is told of within some seconds; it is done again, for a watch may just begin anew."""
        for _ in range(20):
            self.told.clear()
            change()
            if self.told_of(path, 1):
                return True
        return False

    def told_of(self, path: Path, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while path not in self.told and time.monotonic() < until:
            time.sleep(0.02)
        return path in self.told


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path.resolve() / "project", {HOME: "one"})


@pytest.fixture
def watch(project: Path) -> Iterator[Watch]:
    watch = Watch(project)
    yield watch
    watch.stop.set()
    watch.thread.join()


def write(project: Path, path: str) -> Callable[[], object]:
    def now() -> None:
        write_project(project, {path: f"{time.monotonic_ns()}"})

    return now


def test_a_changed_file_is_told(project: Path, watch: Watch) -> None:
    assert watch.hears_of(project / HOME, write(project, HOME))


def test_a_folder_that_was_made_anew_is_watched(project: Path, watch: Watch) -> None:
    assert watch.hears_of(project / HOME, write(project, HOME))
    for _ in range(3):
        shutil.rmtree(project / "theme")
        write(project, HOME)()

        assert watch.hears_of(project / HOME, write(project, HOME))


def test_a_folder_that_comes_later_is_watched(project: Path, watch: Watch) -> None:
    assert watch.hears_of(project / HOME, write(project, HOME))
    about = "content/pages/about.md"
    shutil.rmtree(project / "content", ignore_errors=True)

    write(project, about)()

    assert watch.hears_of(project / about, write(project, about))


def test_a_folder_that_is_gone_is_told(project: Path, watch: Watch) -> None:
    assert watch.hears_of(project / HOME, write(project, HOME))

    shutil.rmtree(project / "theme")

    assert watch.told_of(project / "theme", 10)
