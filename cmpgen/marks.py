"""Where a site is published, what stands beside it, and the marks by which it is seen that nobody touched any of it.

To ask the system after every file and folder of a large site takes longer than a page, so a process beside the build
does it: this room loads next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cmpgen.disk import read_bytes

MARKER = ".cmpgen"
"""The file by which a folder is known to be ours to replace and to remove."""

MANIFEST = "manifest.json"
"""The published list of all other files: {"files": {path: SHA-256 in hex}, "site": SHA-256 over that list}."""

SPARE = "spare"
"""The site before last, in the folder of what is kept."""

NONE = ""
"""The mark of what is not there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood where a site is published when somebody looked.

    `site` holds a mark for each of `all_paths`, in their order, and nothing where there is no site. `spare` is the
    stamp of the site before, empty where that is not kept, and `folders` are the marks of its folders by path.
    """

    site: Sequence[str] = ()
    spare: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)


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


def all_paths(files: Iterable[str]) -> list[str]:
    """The files of a site, its manifest, and every folder between them and the site's own, in order."""
    found = {*files, MANIFEST}
    return sorted(found | folders_above(found))


def folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder above one of these paths, up to the site's own, whose path is empty."""
    folders = {path.rpartition("/")[0] for path in paths}
    for each in list(folders):
        while each and (each := each.rpartition("/")[0]) not in folders:
            folders.add(each)
    return folders


def look(output: Path) -> Seen:
    """The marks of the site in `output`, and what the one before it is known by."""
    spare = kept_folder(output) / SPARE
    before = _marks(spare, _listed(spare))
    folders = {path: before[path] for path in folders_above(before)}
    return Seen([*_marks(output, _listed(output)).values()], stamp(before.values()) if before else "", folders)


def _listed(folder: Path) -> list[str]:
    """The paths of a site that has its marks, by its own manifest; none where that says nothing."""
    try:
        files = json.loads(read_bytes(folder, MANIFEST))["files"]
        return all_paths(files.keys() - {MARKER})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _marks(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    return {path: mark(f"{folder}/{path}") for path in paths}
