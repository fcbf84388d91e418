"""Where a site is published, what stands beside it, and the marks by which it is seen that nobody touched any of it.

To ask the system after every file and folder of a large site takes longer than a page, so a process beside the build
does it: this room loads next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cmpgen.disk import read_bytes

MARKER = ".cmpgen"
"""The file by which a folder is known to be ours to replace and to remove."""

MANIFEST = "manifest.json"
"""The published list of all other files: {"files": {path: SHA-256 in hex}, "site": SHA-256 over that list}."""

SPARE = "spare"
"""The site before last, in the folder of what is kept."""

NONE = ""
"""The mark of what is not there."""


def beside(output: Path, role: str) -> Path:
    """The place beside `output` that has this role in publishing it."""
    return output.parent / f".{output.name}.{role}"


def kept_folder(output: Path) -> Path:
    """Where what a build remembers is kept, beside the site."""
    return beside(output, "kept")


def mark(path: str) -> str:
    """What changes when a file is written, or anything comes into a folder or goes; not with its mode."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return NONE
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"


def stamp(marks: Iterable[str]) -> str:
    """One name for all these marks, SHA-256 in hex."""
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


class Paths(NamedTuple):
    """The files of a site, its manifest among them, in order, and every folder between them and the site's own."""

    files: list[str]
    folders: list[str]


class Marks(NamedTuple):
    """A mark for each of `Paths`, in their order; none where there is no site."""

    files: list[str]
    folders: list[str]


class Spare(NamedTuple):
    """The site before, which is kept beside the one that is published: its folders, the mark of each, and their stamp.

    Where none is kept the stamp is empty.

    Nothing comes into a folder or goes without changing its mark; what is written into a file of it is written into
    the site as well, of which it is a link.
    """

    stamp: str
    folders: list[str]
    marks: list[str]


def paths_of(files: Iterable[str]) -> Paths:
    """The paths of a site with these files; their order depends on nothing but the files."""
    ordered = sorted([*files, MANIFEST])
    return Paths(ordered, folders_above(ordered))


def folders_above(paths: Iterable[str]) -> list[str]:
    """Every folder above one of these paths, up to the site's own, whose path is empty; each once."""
    folders = dict.fromkeys([path.rpartition("/")[0] for path in paths])
    for each in list(folders):
        while each and (each := each.rpartition("/")[0]) not in folders:
            folders[each] = None
    return [*folders]


def look_at_site(output: Path) -> Marks:
    """The marks of the site in `output`, whose files are those of its own manifest."""
    files, folders = paths_of(listed) if (listed := _listed(output)) else Paths([], [])
    return Marks([mark(f"{output}/{path}") for path in files], [mark(f"{output}/{path}") for path in folders])


def look_at_spare(output: Path) -> Spare:
    """What the site before is known by."""
    spare = kept_folder(output) / SPARE
    listed = _listed(spare)
    folders = paths_of(listed).folders if listed else []
    found = [mark(f"{spare}/{path}") for path in folders]
    return Spare(stamp(found) if found else "", folders, found)


def _listed(folder: Path) -> list[str]:
    """The files of a site by its own manifest, in its order; none where that says nothing."""
    try:
        return [path for path in json.loads(read_bytes(folder, MANIFEST))["files"] if path != MARKER]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []
