"""What a build remembers of the one before: which page came from what, so that only what has changed is made again.

It is one JSON file beside the published site, never in it, written last of all. Whatever is wrong with it (a killed
build, another version, a site that somebody edited by hand), it counts for nothing, and everything is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cmpgen.diagnostics import Diagnostic, Where
from cmpgen.files import write_whole
from cmpgen.publish import MANIFEST, kept_folder

FORMAT = 2
NAME = "built.json"


@dataclass(slots=True)
class Kept:
    """What is known of the published site.

    `keys`: what all pages rest on, by name. `digests`: of every file of the project that was read.
    `contests`: by election and constituency, what its job returned. `pages`: of all others, the key of each and its
    SHA-256. `behind`: the files in which the spare folder differs from the site. `found`: warnings, by where they were
    found. `links`: pages of prose that all pages lead to. `prose`: what the prose was made from.
    """

    keys: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    contests: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    behind: list[str] = field(default_factory=list)
    found: dict[str, list[Any]] = field(default_factory=dict)
    elections: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: dict[str, list[list[str]]] = field(default_factory=dict)
    prose: str = ""
    site: str = ""
    count: int = 0

    def files(self) -> dict[str, str]:
        """The SHA-256 of every file of the site, by path."""
        found = {path: each[1] for path, each in self.pages.items()}
        for contest in self.contests.values():
            found.update(contest["files"])
        return found


def read(output: Path) -> Kept | None:
    """What is remembered of the site in `output`; None where there is nothing that can be relied on."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        whole = json.loads((kept_folder(output) / NAME).read_bytes())
        if whole.pop("format") == FORMAT:
            stamp = whole.pop("stamp")
            kept = Kept(**whole)
            if stamp == _stamp(output, kept.files()):
                return kept
    return None


def write(output: Path, kept: Kept) -> None:
    """Remember what stands in `output`."""
    whole = {name: getattr(kept, name) for name in Kept.__slots__}
    stamp = _stamp(output, kept.files())
    folder = kept_folder(output)
    folder.mkdir(exist_ok=True)
    text = json.dumps({"format": FORMAT, "stamp": stamp, **whole}, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / NAME, text)


def _stamp(output: Path, files: Iterable[str]) -> str:
    """Changes when a file of the site, or a folder in it, is touched by anybody: here time stamps only raise doubt."""
    folders = {path.rpartition("/")[0] for path in files}
    # Of every folder between the root and a file, too.
    for each in list(folders):
        while each and (each := each.rpartition("/")[0]) not in folders:
            folders.add(each)
    whole = hashlib.sha256()
    top = f"{output}/"
    for path in sorted({*files, *folders, MANIFEST}):
        status = os.stat(top + path, follow_symlinks=False)
        whole.update(b"%d %d %d\n" % (status.st_ino, status.st_size, status.st_mtime_ns))
    return whole.hexdigest()


def as_lists(found: Iterable[Diagnostic]) -> list[Any]:
    """Diagnostics as JSON holds them."""
    return [
        [each.where.path, each.where.line, each.where.column, each.where.length, each.code, [*map(list, each.facts)]]
        for each in found
    ]


def as_diagnostics(found: Iterable[Any]) -> list[Diagnostic]:
    """The diagnostics that `as_lists` wrote."""
    return [
        Diagnostic(Where(path, line, column, length), code, tuple((name, fact) for name, fact in facts))
        for path, line, column, length, code, facts in found
    ]


def key(*parts: str | Mapping[str, str]) -> str:
    """A name for these parts together; of a mapping, its order says nothing."""
    whole = json.dumps([each if isinstance(each, str) else sorted(each.items()) for each in parts])
    return hashlib.sha256(whole.encode()).hexdigest()
