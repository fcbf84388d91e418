"""What `serve` shows: the last good site, brought up to date page by page, and what stands in the way of a better one.

A change of YAML is read at once, and pages are made when a browser asks for them: nobody waits for a whole site.
Of a project's thousands of files only those that are said to have changed are looked at first, and all of them a moment
later: what decides is what stands in them.
Anything else (prose, theme, pictures) is built as `cmpgen build` does.
"""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from cmpgen import checks, files, report, site
from cmpgen.building import themed
from cmpgen.compile import CompiledElection, Memory
from cmpgen.diagnostics import Diagnostic, in_order
from cmpgen.layout import CANDIDATES, QUESTIONNAIRES
from cmpgen.model import Contest
from cmpgen.pages import (
    Data,
    Page,
    around_prose,
    compared,
    contest_pages,
    edition,
    home_pages,
    method_pages,
    national_pages,
    roll,
    shown_photos,
    urls,
)
from cmpgen.pages.roll import Roll
from cmpgen.plan import Plan, languages, misplaced, read_plan
from cmpgen.plan import site as site_of_plan
from cmpgen.prose import prose
from cmpgen.render import Renderer
from cmpgen.scores.opinionmap import Projection, projection
from cmpgen.theme import BadFile

MOST_PAGES = 500
"""Pages that are kept once they were made."""

PAUSE = 3.0
"""Seconds after a change, in which a browser asks for its page, before all files are looked at."""


class Preview:
    """One project as it is being edited. All of it may be used by several threads."""

    def __init__(self, project: Path, output: Path) -> None:
        self.project = project.resolve()
        self.output = output
        self.generation = 0
        self.faults = ""
        self.sound = True
        self._memory = Memory()
        self._data: files.Project | None = None
        self._hurried: float | None = None
        self._rolls: dict[tuple[str, str], tuple[Contest, Roll]] = {}
        self._plan: Plan | None = None
        self._renderer: Renderer | None = None
        self._made: dict[str, bytes] = {}
        # Whether a whole build was to be made and none has succeeded since; what the site's prose is framed by, and
        # what was found in the theme, of which each change has all built anew.
        self._is_owed = False
        self._framed: str | None = None
        self._of_theme: Sequence[Diagnostic] = ()
        self._prefixes: set[str] = set()
        self._changed = threading.Condition(threading.RLock())
        self._closed = False

    def rebuild(self) -> str:
        """Build the whole site, and say what came of it; a site that was good stays until a better one."""
        self._data, self._is_owed = None, True
        try:
            built = site.build(self.project, self.output)
            found, texts = built.diagnostics, built.texts
        except Exception as error:
            return self._failed(error)
        sound = not any(checks.is_error(each) for each in found)
        with self._changed:
            if sound:
                self._is_owed, self._plan, self._renderer, self._framed = False, None, None, None
                self._prefixes.clear()
        return self._changed_to(found, texts)

    def warm(self) -> None:
        """Read everything once, so that the first change is followed as fast as all others."""
        with contextlib.suppress(Exception):  # whatever it is, the build has told it
            self._data = files.read_project(self.project)
            plan = read_plan(self.project, self._memory, self._data)
            self._framed = _frame(plan)
            self._of_theme = themed.faults(self.project)
            self._prefixes |= _prefixes(plan)
            for each in plan.elections:
                self._rolls_of(each)

    def follow(self, paths: Collection[Path]) -> str:
        """Bring the site up to date after these files have changed, and say what came of it."""
        if self._is_owed or not (self.output.exists() and all(self._is_data(path) for path in paths)):
            return self._rebuild_and_read()
        try:
            names = [path.relative_to(self.project).as_posix() for path in paths]
            data = files.read_again(self.project, self._data, names) if self._data else None
            self._hurried = None if data is None else time.monotonic()
            return self._take(data or files.read_project(self.project))
        except Exception as error:
            return self._failed(error)

    def settle(self) -> str:
        """Some time after `follow`, look at all files, and say what came of it; nothing where it knew all."""
        if self._hurried is None or time.monotonic() < self._hurried + PAUSE:
            return ""
        self._hurried = None
        try:
            data = files.read_project(self.project)
            return "" if data == self._data else self._take(data)
        except Exception as error:
            return self._failed(error)

    def _take(self, data: files.Project) -> str:
        self._data = None
        plan = read_plan(self.project, self._memory, data)
        found = in_order([*plan.diagnostics, *misplaced(plan), *self._of_theme])
        self._data = data
        if plan.elections and not any(checks.is_error(each) for each in found):
            if self._framed not in (None, _frame(plan)) or not self._shows_photos(plan):
                return self._rebuild_and_read()
            with self._changed:
                self._plan = plan
                self._prefixes |= _prefixes(plan)
                self._renderer = self._renderer or Renderer(plan.themes, plan.catalogues, prose)
        return self._changed_to(found, plan.texts)

    def _rebuild_and_read(self) -> str:
        """As `rebuild`, and then `warm`, so that what was built is known when the next change is followed."""
        words = self.rebuild()
        if not self._is_owed:
            self.warm()
        return words

    def page(self, url: str) -> bytes | None:
        """What stands at the address `url` (a folder's ends in `/`, the root is empty) since the last whole build.

        None where the last whole build has the newest there is.
        """
        with self._changed:
            plan, renderer = self._plan, self._renderer
            if plan is None or renderer is None:
                return None
            if url not in self._made:
                for page in self._pages_near(plan, url):
                    # The neighbours are made when somebody asks for them.
                    if page.url == url:
                        self._made[url] = _bytes(page, renderer)
                        break
                else:
                    return None
                if len(self._made) > MOST_PAGES:
                    del self._made[next(iter(self._made))]
            return self._made[url]

    def is_gone(self, url: str) -> bool:
        """Whether the last whole build has a page of an election here that there is no more."""
        with self._changed:
            if self._plan is None or not url.endswith(("/", ".json")):
                return False
            return url.startswith(tuple(self._prefixes)) and self.page(url) is None

    def _shows_photos(self, plan: Plan) -> bool:
        """Whether all photos of this plan stand in the site; only a whole build makes them."""
        shown = (url for each in plan.elections for contest in each.contests for url in shown_photos(contest))
        return all((self.output / url).exists() for url in shown)

    def wait(self, known: int, seconds: float) -> int:
        """The generation, as soon as it is another than `known`, or when so much time has passed."""
        with self._changed:
            self._changed.wait_for(lambda: self.generation != known or self._closed, timeout=seconds)
            return self.generation

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _pages_near(self, plan: Plan, url: str) -> Iterator[Page | Data]:
        """Some of all pages, the one at `url` among them if there is one."""
        shared = site_of_plan(plan)
        for each in plan.elections:
            for language in each.election.languages:
                here = edition(each.election, language, shared)
                for contest in each.contests:
                    if url.startswith(urls.constituency(each.election, language, contest.constituency.id)):
                        found = compared(contest, each.tables, _map(each))
                        yield from contest_pages(here, contest, each.tables, found)
                        return
                if url.startswith(urls.election(each.election, language)):
                    national = national_pages(here, self._rolls_of(each))
                    yield from (one.make() for one in national if one.url == url)
                    yield from method_pages(here, each.tables)
                    return
        every = [each.election for each in plan.elections]
        for each in plan.elections:
            if each.election is shared.current:
                home = home_pages(shared, every, self._rolls_of(each))
                yield from (one.make() for one in home if one.url == url)

    def _rolls_of(self, compiled: CompiledElection) -> list[Roll]:
        """The rolls of all constituencies; those are made that are not known."""
        opinion_map = _map(compiled)
        for each in compiled.contests:
            name = (compiled.election.id, each.constituency.id)
            if name not in self._rolls or self._rolls[name][0] is not each:
                spots = compared(each, compiled.tables, opinion_map).spots.values()
                self._rolls[name] = (each, roll(each, list(spots)))
        return [self._rolls[compiled.election.id, each.constituency.id][1] for each in compiled.contests]

    def _is_data(self, path: Path) -> bool:
        inside = path.relative_to(self.project).parts if path.is_relative_to(self.project) else ()
        return path.suffix == ".yaml" and inside[:1] in ((CANDIDATES,), (QUESTIONNAIRES,))

    def _failed(self, error: Exception) -> str:
        """What the environment does not allow, or a bug, is shown like a fault: whoever edits goes on."""
        known = isinstance(error, (site.Refused, BadFile, OSError))
        words = str(error) if known else traceback.format_exc()
        self._show(words or type(error).__name__, sound=False)
        return self.faults

    def _changed_to(self, found: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
        errors = [each for each in found if checks.is_error(each)]
        self._show(report.text(found, texts), sound=not errors)
        return report.text(errors, texts) + report.summary(found, len(texts))

    def _show(self, faults: str, *, sound: bool) -> None:
        with self._changed:
            self.faults, self.sound = faults, sound
            self._made.clear()
            self.generation += 1
            self._changed.notify_all()


def _prefixes(plan: Plan) -> set[str]:
    """How the addresses of all pages of elections begin."""
    return {urls.election(each.election, language) for each in plan.elections for language in each.election.languages}


def _frame(plan: Plan) -> str:
    """What the elections say that stands around all prose."""
    return f"{around_prose(site_of_plan(plan))} {languages([each.election for each in plan.elections])}"


def _map(compiled: CompiledElection) -> Projection | None:
    opinion_map = compiled.election.opinion_map
    return projection(compiled.election, opinion_map) if opinion_map is not None else None


def _bytes(page: Page | Data, renderer: Renderer) -> bytes:
    return renderer.made(page).content if isinstance(page, Page) else page.text.encode()
