"""A build under way: what is asked for, what is known, and what has been made so far."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cmpgen import files, publish
from cmpgen.beginning import Look
from cmpgen.diagnostics import Diagnostic, in_order
from cmpgen.kept import Kept
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES
from cmpgen.publish import Refused
from cmpgen.theme import OWN
from cmpgen.walk import Survey

Tell = Callable[[int, int], None]
"""Told how many constituencies are done, of how many."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, and where to. `jobs` is the number of processes.

    `elections` holds the ids of those whose pages are to be made, all others staying as they were published; empty
    means all.

    `explains`: nobody else will tell the user what stopped the build.
    """

    project: Path
    output: Path
    elections: tuple[str, ...] = ()
    explains: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How much work a build was: YAML files read, pages rendered, files written."""

    read: int = 0
    rendered: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build. With errors among the diagnostics nothing was published: `pages` is 0 and `site` empty.

    `site` is the SHA-256 over all published files, as in the manifest. `timings` in seconds, by what they went into.
    `others` are the elections that were not asked for, and whether the site has their pages, from an earlier build.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    pages: int = 0
    site: str = ""
    counts: Counts = Counts()
    timings: Mapping[str, float] = field(default_factory=dict)
    others: Mapping[str, bool] = field(default_factory=dict)


class WrongOrder(Refused):
    """What was asked for is nothing that can be built; the message says why, in one sentence."""


class Faults(Exception):
    """Errors in the data, which stop a build."""

    def __init__(self, diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> None:
        from cmpgen import report

        self.diagnostics = tuple(in_order(diagnostics))
        self.texts = texts
        super().__init__(report.summary(self.diagnostics, len(texts)))


@dataclass(slots=True)
class Run:
    """One build under way. `look` sees what it rests on. `before` is what is remembered of the published site, None
    where nothing is; until `staging.trust` has asked, somebody may have touched the site itself. `now` is what is known
    of the new one, `draft` its files.

    `others` are the elections whose pages are carried over, as they were published, by id.
    `fresh` are the files that were written, `leads` what pages link to outside of what was looked at with them, each
    with the first page that does, `lost` the parts that pages of prose had and have no more, `looks` what is known of
    single pages. `touched` are the templates that may render otherwise than before, None where all may. `known` are the
    marks, by path, of what stands in the draft's folder as it stood before. `documents` are the prose without faults,
    `half` those with some, as far as they can be read. `prose` says whether it is due.
    """

    order: Order
    output: Path
    look: Look
    survey: Survey
    before: Kept | None
    now: Kept
    draft: publish.Draft
    closing: contextlib.ExitStack
    known: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    leads: dict[tuple[str, str], str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    looks: dict[str, Any] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    site: Any = None
    renderer: Any = None
    documents: tuple[Any, ...] = ()
    half: tuple[Any, ...] = ()
    prose: bool = False
    built: Built | None = None
    read: int = 0
    rendered: int = 0
    others: dict[str, Any] = field(default_factory=dict)
    touched: frozenset[str] | None = None
    clock: dict[str, float] = field(default_factory=dict)
    started: float = 0.0

    @property
    def texts(self) -> files.Texts:
        """The texts of all YAML and Markdown files, and of what is wrong in the theme, for reports."""
        paths = {path for path in self.survey.digests if _is_text(path)}
        paths |= {each.where.path for each in self.found if each.where.path.startswith(f"{OWN}/")}
        return files.Texts(self.order.project, paths)

    def lap(self, name: str) -> None:
        """Note what the time since the last lap went into."""
        now = time.perf_counter()
        self.clock[name] = self.clock.get(name, 0.0) + now - self.started
        self.started = now


def clean() -> dict[str, Any]:
    """What a run has when nothing has been made in it yet."""
    lists: dict[str, Any] = {name: [] for name in ("fresh", "faults", "found")}
    return {
        **lists,
        "known": {},
        "leads": {},
        "lost": set(),
        "looks": {},
        "read": 0,
        "rendered": 0,
        "documents": (),
        "half": (),
    }


def _is_text(path: str) -> bool:
    top = path.partition("/")[0]
    return (top in (CANDIDATES, QUESTIONNAIRES) and path.endswith(".yaml")) or (top == CONTENT and path.endswith(".md"))


def has_errors(found: Iterable[Diagnostic]) -> bool:
    from cmpgen import checks

    return any(checks.is_error(each) for each in found)


def pages_before(run: Run) -> Iterable[tuple[str, list[str]]]:
    return run.before.pages.items() if run.before else ()


def key_before(run: Run, path: str) -> str:
    return run.before.pages.get(path, [""])[0] if run.before else ""


def carry(run: Run, paths: Iterable[str]) -> None:
    for path in paths:
        if run.before is not None:
            run.now.pages[path] = run.before.pages[path]


def refuse_twice(path: str) -> None:
    from cmpgen.verify import Broken

    raise Broken(f"two pages have the address /{path.removesuffix('index.html')}")


def note(run: Run, path: str, entry: list[str], is_fresh: bool, look: Any) -> None:
    run.now.pages[path] = entry
    if is_fresh:
        run.fresh.append(path)
    if look is not None:
        run.looks[path] = look


def write_file(run: Run, path: str, content: bytes, key_: str, owner: str) -> None:
    """Write a file that is no page of an election, where it differs from what is published."""
    from cmpgen import verify

    digest = hashlib.sha256(content).hexdigest()
    before = run.before.pages.get(path) if run.before else None
    is_fresh = before is None or before[1] != digest
    look = verify.look(path, content) if path.endswith((".html", ".css", ".js")) else None
    if is_fresh and before is not None and look is not None and path.endswith(".html"):
        run.lost |= verify.lost(run.draft.read(path), look)
    if is_fresh:
        run.draft.put(path, content)
    if verify.is_live_drawing(path):
        run.faults.append(f"{path}: {verify.LIVE_DRAWING}")
    note(run, path, [key_, digest, owner], is_fresh, look)
