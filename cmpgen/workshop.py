"""One constituency from its files to its published pages: the unit of work, in this process or in another.

A workshop is set up once in each process with what all constituencies of an election share.
A job reads the files of one constituency, checks them, renders its pages and data in every language, looks at them,
and writes those that differ from what is published. Only what others need of it comes back: diagnostics, hashes, and
the constituency's roll; of one that is only checked, which options its candidates hold, for the warning that rests on
the answers of all. What was read never crosses from one process to another.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from cmpgen import files, i18n, theme, verify
from cmpgen.compile import read_contest, read_election
from cmpgen.diagnostics import Diagnostic
from cmpgen.folding import meanings
from cmpgen.layout import ElectionFiles
from cmpgen.model import Constituency, Contest, Election, Photo, Question
from cmpgen.pages import (
    CANDIDATE,
    COMPARED_ON,
    DIVIDED_ON,
    NOT_COMPARED,
    Page,
    Site,
    compared,
    contest_pages,
    edition,
    roll,
    shown_photos,
    urls,
)
from cmpgen.pages.frame import Edition
from cmpgen.pages.owed import missing, owed
from cmpgen.pages.roll import as_json
from cmpgen.publish import Draft, Refused
from cmpgen.scores.balance import Columns, columns, comparable
from cmpgen.scores.opinionmap import Projection, projection
from cmpgen.scores.points import Tables

Json = dict[str, Any]
Render = Callable[[Page], tuple[bytes, Sequence[str]]]
"""A page → its bytes, and the texts that it is put together from."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a workshop is set up from; small enough to be handed to another process.

    Of the election's `constituencies` only those are read; `texts` are its own files, the constituencies' among them.
    `staging` is empty where nothing is to be rendered, or there is no such folder yet.
    """

    project: str
    files: ElectionFiles
    texts: Mapping[str, str]
    staging: str = ""

    def into(self, staging: str) -> Setup:
        """The same, to be rendered into this folder."""
        return replace(self, staging=staging)


@dataclass(frozen=True, slots=True)
class Job:
    """One constituency: the paths of its candidates and pictures, and the SHA-256 of its files as published.

    `only` names the templates whose pages are due, where its files are as they were when it was last checked; None
    stands for all, and for the pictures. `digests` holds the SHA-256 of the candidates' files when somebody looked at
    them, and nothing where nobody did.
    """

    constituency: str
    candidates: Mapping[str, str]
    photos: Mapping[str, str]
    odd: Mapping[str, Photo]
    published: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] | None = None
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job.

    `files` holds the SHA-256 of every file, by path; `fresh` are those that were written. `leads` are the files and
    parts of files outside that the pages link to, each with the first page that does, `ids` the parts of the
    constituency's own pages by path.
    `columns` is there where it was only checked. `is_part` says that all else of the constituency is as published, its
    diagnostics and its roll too, which are empty here; `lost` names parts that its pages had there, and have no more.
    `changed` is that of `Read`. `held` are the fresh files that are still to be written.
    """

    constituency: str
    diagnostics: list[Diagnostic]
    files: dict[str, str]
    fresh: list[str]
    rendered: int
    faults: list[str]
    leads: dict[tuple[str, str], str]
    ids: dict[str, str]
    roll: Json
    columns: Columns = field(default_factory=dict)
    is_part: bool = False
    lost: frozenset[str] = frozenset()
    changed: list[str] = field(default_factory=list)
    held: dict[str, bytes] = field(default_factory=dict)


class Read(NamedTuple):
    """One constituency as it was read, and its faults; `changed` are files that were saved since somebody looked."""

    contest: Contest
    diagnostics: list[Diagnostic]
    changed: list[str]


@dataclass(slots=True)
class Workshop:
    """What all constituencies of one election share. `tables` and `editions` are empty where it only checks."""

    setup: Setup
    election: Election
    found: list[Diagnostic]
    national: Mapping[str, Mapping[str, int]]
    compared: Sequence[Question]
    tables: Tables | None = None
    shown: Projection | None = None
    editions: tuple[Edition, ...] = ()
    render: Render | None = None

    def equip(self, tables: Tables, site: Site, render: Render) -> None:
        """Get it ready to render."""
        opinion_map = self.election.opinion_map
        self.tables, self.render = tables, render
        self.shown = projection(self.election, opinion_map) if opinion_map is not None else None
        self.editions = tuple(edition(self.election, language, site) for language in self.election.languages)


def open_workshop(setup: Setup, is_checked: bool = False) -> Workshop:
    """Read the election, and set up a workshop that can check its constituencies.

    Nothing is `found` in an election that `is_checked`.
    """
    themes = theme.theme_folders(Path(setup.project))
    catalogues, bad = i18n.sound_catalogues([each / "locale" for each in themes])
    election, found = read_election(setup.files, setup.texts, i18n.words(catalogues), is_checked)
    found += [theme.as_told(bad, themes)] if bad is not None and not is_checked else []
    national = {each.id: meanings(each) for each in election.questions}
    return Workshop(setup, election, found, national, comparable(election))


def read(workshop: Workshop, job: Job) -> Read:
    """Read and check one constituency."""
    project = Path(workshop.setup.project)
    texts, found = files.read_texts(project, job.candidates.values())
    pictures = {**files.read_photos(project, job.photos.values()), **job.odd}
    constituency: Constituency = workshop.election.constituencies[job.constituency]
    beside = {name: pictures.get(path, Photo(path)) for name, path in sorted(job.photos.items())}
    changed = [path for path, digest in job.digests.items() if path not in texts or files.digest(texts[path]) != digest]
    contest, faults = read_contest(
        workshop.election,
        constituency,
        job.candidates,
        texts,
        beside,
        workshop.national,
        is_checked=job.only is not None and not changed,
    )
    return Read(contest, [*found, *faults], changed)


def make(workshop: Workshop, job: Job, done: Read) -> Done:
    """Render one constituency that has no errors, and write what differs from what is published.

    Where there is no folder yet, that is held; a job of which some pages stay as they are needs them in a folder.
    """
    if workshop.tables is None or workshop.render is None or not (workshop.setup.staging or job.only is None):
        raise ValueError("a workshop must be equipped before anything is made in it, and may need a folder")
    contest = done.contest
    # Of files that were saved meanwhile every page tells something new.
    only = None if done.changed else job.only
    said = NOT_COMPARED
    if only is None or only & COMPARED_ON:
        said = compared(contest, workshop.tables, workshop.shown, divides=only is None or bool(only & DIVIDED_ON))
    staging = workshop.setup.staging
    writing = Writing(Draft(folder=Path(staging) if staging else None), job.published)
    looks: dict[str, verify.Look] = {}
    rendered, lost = 0, []
    ids: set[str] = set()
    for here in workshop.editions:
        due = owed(here, contest) if only is None or CANDIDATE in only else {}
        for page in contest_pages(here, contest, workshop.tables, said, only):
            if isinstance(page, Page):
                path, (content, pieces) = f"{page.url}index.html", workshop.render(page)
                look = looks[path] = verify.look(path, content, pieces)
                if only is not None:
                    ids |= verify.lost(writing.draft.read(path), look)
                lost += [f"{path}: {each[:80]!r} is lost" for each in missing(content, due.get(page.url, ()))]
                rendered += 1
            else:
                path, content = page.url, page.text.encode()
            writing.put(path, content)
    for url, photo in shown_photos(contest).items() if only is None else ():
        # Two constituencies may show one photo.
        writing.put(url, developed(Path(workshop.setup.project), photo), writing.draft.share)
    known = writing.files if only is None else {**job.published, **writing.files}
    faults, outside = inside(writing.draft, looks, known)
    spots = list(said.spots.values())
    return Done(
        constituency=job.constituency,
        diagnostics=done.diagnostics,
        files=writing.files,
        fresh=writing.fresh,
        rendered=rendered,
        faults=lost + faults,
        leads=outside,
        # Pages of the country lead to rows of this table; to other pages here they lead as a whole.
        ids={path: " ".join(sorted(looks[path].ids)) for path in _tables(workshop, job) if path in looks},
        roll=as_json(roll(contest, spots)) if only is None else {},
        is_part=only is not None,
        lost=frozenset(ids),
        changed=done.changed,
        held=writing.draft.held,
    )


def _tables(workshop: Workshop, job: Job) -> list[str]:
    """The pages that show the constituency's table, in each language."""
    found = (urls.constituency(workshop.election, here.language, job.constituency) for here in workshop.editions)
    return [f"{url}index.html" for url in found]


@dataclass(slots=True)
class Writing:
    """The files of a constituency, of which those are put into the draft that differ from those `published`."""

    draft: Draft
    published: Mapping[str, str]
    files: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)

    def put(self, path: str, content: bytes, into: Callable[[str, bytes], None] | None = None) -> None:
        if path in self.files:
            raise verify.Broken(f"two pages have the address /{path.removesuffix('index.html')}")
        digest = self.files[path] = hashlib.sha256(content).hexdigest()
        if self.published.get(path) != digest:
            (into or self.draft.put)(path, content)
            self.fresh.append(path)


def inside(
    draft: Draft, looks: Mapping[str, verify.Look], known: Collection[str]
) -> tuple[list[str], dict[tuple[str, str], str]]:
    """The faults of these pages, and what they lead to that is not among the `known` files.

    That is a file and the part of it, and with it the first page that leads there.
    """

    @functools.cache
    def carried(target: str) -> bytes:
        return draft.read(target) if target.endswith(".html") else b""

    def has(target: str, part: str) -> bool:
        if target in looks:
            return verify.is_part(part, looks[target])
        return verify.holds(carried(target), part) or verify.is_part(part, verify.look(target, carried(target)))

    faults = [f"{path}: {fault}" for path, seen in looks.items() for fault in seen.faults]
    outside: dict[tuple[str, str], str] = {}
    for (target, fragment), (path, link) in verify.destinations(dict(sorted(looks.items()))).items():
        if target not in known:
            outside[target, fragment] = path
        elif fragment and not has(target, fragment):
            faults.append(f"{path}: the link {link!r} leads to no part of {target}")
    return faults, outside


def developed(project: Path, photo: Photo) -> bytes:
    """The photo to publish, from the file that was checked."""
    from cmpgen import photos

    raw = files.read_photo(project, photo.path)
    if photos.name(raw) != photo.name:
        raise Refused(f"{photo.path} changed while the site was built; build it again")
    return photos.develop(photo.path, raw)


_workshops: dict[str, Workshop] = {}
"""By election. Set up before processes fork, which inherit it, or by each process where they do not."""


def in_processes(
    workshops: dict[str, Workshop],
    again: Callable[[], dict[str, Workshop]],
    work: Sequence[tuple[str, Job, bool]],
    processes: int,
) -> Iterator[tuple[str, Done]]:
    """Do the jobs, each for its election and perhaps only to check, and return what came of them, in any order.

    `again` sets up the workshops in a process that does not inherit them; it is handed over, and so a plain function
    with plain values.
    """
    if processes < 2:
        yield from (_one(workshops, each) for each in work)
        return
    from cmpgen import workers  # what starts processes takes long to load

    _workshops.clear()
    inherit = workers.inherit()
    if inherit:
        _workshops.update(workshops)
    try:
        prepare = None if inherit else functools.partial(_prepare, again)
        yield from workers.share(_inherited, work, processes, prepare)
    finally:
        _workshops.clear()


def _prepare(again: Callable[[], dict[str, Workshop]]) -> None:
    _workshops.update(again())


def _inherited(task: tuple[str, Job, bool]) -> tuple[str, Done]:
    return _one(_workshops, task)


def _one(workshops: Mapping[str, Workshop], task: tuple[str, Job, bool]) -> tuple[str, Done]:
    from cmpgen import checks

    election, job, check_only = task
    workshop = workshops[election]
    done = read(workshop, job)
    if check_only or any(checks.is_error(each) for each in done.diagnostics):
        held = columns(workshop.compared, done.contest.candidates) if check_only else {}
        return election, Done(job.constituency, done.diagnostics, {}, [], 0, [], {}, {}, {}, held)
    return election, make(workshop, job, done)
