"""Where a site is published, what stands beside it, and the marks by which it is seen that nobody touched any of it.

To ask the system after every file and folder of a large site takes longer than a page, so a process beside the build
does it: this room loads next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    """What stood where a site is published when somebody looked: a mark for each of `all_paths`, in their order.

    `site` is empty where nothing was published, `spare`, the same of the site before, where that is not kept.
    """

    site: Sequence[str] = ()
    spare: Sequence[str] = ()


def beside(output: Path, role: str) -> Path:
    """The place beside `output` that has this role in publishing it."""
    return output.parent / f".{output.name}.{role}"


def kept_folder(output: Path) -> Path:
    """Where what a build remembers is kept, beside the site."""
    return beside(output, "kept")


def mark(path: str) -> str:
    """What changes when anybody touches this file or folder."""
    try:
        status = os.lstat(path)
    except OSError:
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
    """The marks of the site in `output`, and of the one before it; of nothing where it has no manifest."""
    try:
        files = json.loads((output / MANIFEST).read_bytes())["files"]
        paths = all_paths(files.keys() - {MARKER})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Seen()
    spare = kept_folder(output) / SPARE
    return Seen(_marks(output, paths), _marks(spare, paths) if spare.is_dir() else [])


def _marks(folder: Path, paths: Iterable[str]) -> list[str]:
    return [mark(f"{folder}/{path}") for path in paths]
