"""Which files of a project have changed, as they change."""

from __future__ import annotations

import contextlib
import stat
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import watchfiles

from cmpgen.publish import SOURCES

DEBOUNCE = 60
"""Milliseconds that changes are collected: an editor writes a file in several steps."""


def changes(
    project: Path, stop: threading.Event, seen: Mapping[Path, int], pauses: bool = False
) -> Iterator[set[Path]]:
    """The files that changed since the snapshot `seen`, each time some have, until `stop` is set.

    With `pauses`, no files whenever none has changed for a moment.
    """
    late: Mapping[Path, int] | None = seen
    while not stop.is_set():
        folders = _folders(project)
        watching = watchfiles.watch(
            *folders, debounce=DEBOUNCE, step=20, stop_event=stop, rust_timeout=200, yield_on_timeout=True
        )
        for found in watching:
            paths = {Path(path) for _, path in found}
            if late is not None:
                # Only now is it sure that the system reports changes; some may have come before.
                now = snapshot(project)
                paths |= {path for path in late.keys() | now.keys() if late.get(path) != now.get(path)}
                late = None
            others = {each for each, _ in folders.items() ^ _folders(project).items()} | paths & folders.keys()
            if others:
                # The system reports nothing of a folder that was made anew, as when git changes the branch.
                late = {path: each for path, each in snapshot(project).items() if others.isdisjoint(path.parents)}
                paths |= others
            if paths or pauses:
                yield paths
            if others:
                break


def _folders(project: Path) -> dict[Path, int]:
    """The folders that a build reads, and what tells each from another one of its name."""
    found = {}
    for each in SOURCES:
        with contextlib.suppress(OSError):
            path = project.resolve() / each
            status = path.lstat()
            if stat.S_ISDIR(status.st_mode):
                found[path] = status.st_ino
    return found


def snapshot(project: Path) -> dict[Path, int]:
    """When each file that a build reads, and each link, was last changed, in nanoseconds."""
    found = {}
    for folder in SOURCES:
        for path in (project.resolve() / folder).rglob("*"):
            # What goes while it is looked at has changed, which the watch sees too.
            with contextlib.suppress(OSError):
                here = path.lstat()
                if not stat.S_ISDIR(here.st_mode):
                    found[path] = here.st_mtime_ns
    return found
