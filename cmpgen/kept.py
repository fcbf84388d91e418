"""What a build remembers of the one before: which page came from what, so that only what has changed is made again.

It is one JSON file beside the published site, never in it, written last of all. Whatever is wrong with it (a killed
build, another version, a site that somebody edited by hand), it counts for nothing, and everything is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cmpgen.diagnostics import Diagnostic, Where
from cmpgen.files import write_whole
from cmpgen.publish import MANIFEST, kept_folder, mark

FORMAT = 3
NAME = "built.json"


@dataclass(slots=True)
class Kept:
    """What is known of the published site.

    `keys`: what all pages rest on, by name. `theme`: the SHA-256 of its files, by their names in it. `digests`: of all
    files of the project that were read. `contests`: by election and constituency, what its job returned. `pages`: of
    all others, the key of each and its SHA-256. `behind`: the files in which the spare folder differs from the site.
    `found`: warnings, by where they were found. `links`: pages of prose that all pages lead to. `prose`: what the prose
    was made from. `marks`, which are not written: of every file and folder of the site.
    """

    keys: dict[str, str] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
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
    marks: dict[str, bytes] = field(default_factory=dict)

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
            marks = _marks(output, _all_paths(kept.files()))
            if stamp == _stamp(marks):
                kept.marks = marks
                return kept
    return None


def write(output: Path, kept: Kept, known: Mapping[str, bytes]) -> None:
    """Remember what stands in `output`; `known` are the marks of files that are still what they were."""
    whole = {name: getattr(kept, name) for name in Kept.__slots__ if name != "marks"}
    files = kept.files()
    same = {path: known[path] for path in files.keys() & known.keys()}
    stamp = _stamp({**same, **_marks(output, _all_paths(files) - same.keys())})
    folder = kept_folder(output)
    folder.mkdir(exist_ok=True)
    text = json.dumps({"format": FORMAT, "stamp": stamp, **whole}, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / NAME, text)


def _marks(output: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: mark(f"{output}/{path}") for path in paths}


def _stamp(marks: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"".join([marks[path] for path in sorted(marks)])).hexdigest()


def _all_paths(files: Iterable[str]) -> set[str]:
    """The files of the site, its manifest, and every folder between them and the site's own."""
    found = {*files, MANIFEST}
    folders = {path.rpartition("/")[0] for path in found}
    for each in list(folders):
        while each and (each := each.rpartition("/")[0]) not in folders:
            folders.add(each)
    return found | folders


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
