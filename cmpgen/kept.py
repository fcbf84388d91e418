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
from cmpgen.disk import read_bytes, write_whole
from cmpgen.marks import Marks, Paths, kept_folder, mark, paths_of, stamp

FORMAT = 9
NAME = "built.json"
"""A line for each constituency, after one for all else, below the SHA-256 of all these lines."""

UNWRITTEN = frozenset({"standing", "paths", "marks", "written"})
"""What a build only has while it is under way."""

KEYS = frozenset({"program", "theme", "settings", "elections", "content"})
"""What all pages rest on."""

ALL, PROSE, THEME = "/", "content/", "theme/"
"""What warnings and pages belong to where it is not one election: no id holds a slash."""


@dataclass(slots=True)
class Kept:
    """What is known of the published site.

    `keys`: what all pages rest on, by name. `theme`: the SHA-256 of its files, by their names in it. `digests`: of all
    files of the project that were read. `contests`: by election and constituency, what its job returned. `pages`: of
    all others, the key of each, its SHA-256, and the election or other part that it belongs to. `behind`: the files in
    which the spare folder differs from the site. `found`: warnings, by the election or other part where they were
    found. `links`: pages of prose that all pages lead to. `prose`: what the prose was made from. `stamp`: over the
    marks of all files and folders of the site, and `spare`: over those of the folders of the site before, if it is
    kept. What is UNWRITTEN: `standing`, the SHA-256 of every file by path, as read; `paths`, of these and of their
    folders, and `marks`, those that were seen on them; `written`, the line of each contest, by identity of its value.
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
    stamp: str = ""
    spare: str = ""
    standing: dict[str, str] = field(default_factory=dict)
    paths: Paths = field(default_factory=lambda: Paths([], []))
    marks: Marks = field(default_factory=lambda: Marks([], []))
    written: dict[int, str] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """The SHA-256 of every file of the site, by path."""
        found = {path: each[1] for path, each in self.pages.items()}
        for contest in self.contests.values():
            found.update(contest["files"])
        return found


def read(output: Path) -> Kept | None:
    """What is remembered of the site in `output`, to be relied on if `is_untouched`; None where nothing is."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        digest, _, rest = read_bytes(kept_folder(output), NAME).partition(b"\n")
        if hashlib.sha256(rest).hexdigest() != digest.decode():
            return None
        first, *lines = rest.decode().split("\n")
        whole = json.loads(first)
        if whole.pop("format") == FORMAT:
            kept = Kept(**whole)
            if kept.keys.keys() != KEYS:
                return None
            for name, line in zip(kept.contests, lines, strict=True):
                contest = kept.contests[name] = json.loads(line)
                kept.written[id(contest)] = line
            kept.standing = kept.files()
            kept.paths = paths_of(kept.standing)
            return kept
    return None


def is_untouched(kept: Kept, seen: Marks) -> bool:
    """Whether the site is as it was left, by the marks that somebody saw there, which are then believed."""
    kept.marks = seen
    counts = [len(each) for each in seen] == [len(each) for each in kept.paths]
    return counts and stamp([*seen.files, *seen.folders]) == kept.stamp


def write(output: Path, kept: Kept, paths: Paths, known: Mapping[str, str], written: Mapping[int, str]) -> None:
    """Remember what stands in `output`: all its `paths`, and the marks `known` of those that are what they were.

    `written` is as in `Kept`.
    """
    kept.stamp = stamp([known.get(path) or mark(f"{output}/{path}") for each in paths for path in each])
    whole = {name: getattr(kept, name) for name in Kept.__slots__ if name not in UNWRITTEN}
    whole |= {"format": FORMAT, "contests": dict.fromkeys(kept.contests)}
    lines = (written.get(id(each)) or _line(each) for each in kept.contests.values())
    folder = kept_folder(output)
    folder.mkdir(exist_ok=True)
    text = "\n".join([_line(whole), *lines])
    # What is lost is made again, and what is there is held against the site.
    write_whole(folder / NAME, f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}", flush=False)


def forget(output: Path) -> None:
    """Remember nothing of the site in `output`: the next build makes all of it."""
    (kept_folder(output) / NAME).unlink(missing_ok=True)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
