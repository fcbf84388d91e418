"""The elections of a project, read as far as a build needs them, and what of them is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cmpgen import files, kept
from cmpgen.building.run import Run, WrongOrder, has_errors
from cmpgen.diagnostics import Diagnostic, nearest
from cmpgen.ids import is_id
from cmpgen.kept import Kept
from cmpgen.keys import key
from cmpgen.layout import QUESTIONNAIRES, ElectionFiles, election_of, sort_paths


@dataclass(slots=True)
class Part:
    """One election of the project in a run. `due` are the constituencies to read; `partly`: no others are known."""

    files: ElectionFiles
    header: str
    keys: dict[str, str]
    base: str = ""
    due: list[str] = field(default_factory=list)
    partly: bool = False
    workshop: Any = None
    found: list[Diagnostic] = field(default_factory=list)
    full: int = 0


class Again(Exception):
    """Errors were found where only a part of an election was read; their words may rest on the rest of it."""


def read_parts(run: Run, partly: bool) -> tuple[dict[str, Part], list[Diagnostic]]:
    """Every election that is to be built, read as far as is needed, and faults of paths that concern these."""
    from cmpgen.compile import between, read_tables, strangers, unknown_election
    from cmpgen.pages import CONTEST_TEMPLATES
    from cmpgen.workshop import Setup, open_workshop

    elections, found = sort_paths(run.now.digests)
    not_asked = unasked(run)
    found = [each for each in (*found, *run.survey.diagnostics) if election_of(each.where.path) not in not_asked]
    before = run.before
    same = before is not None and run.touched is not None and rests_on(before) == rests_on(run.now)
    touches = run.touched is None or not run.touched.isdisjoint(CONTEST_TEMPLATES)
    parts: dict[str, Part] = {}
    for id_, own in elections.items():
        if id_ in not_asked:
            continue
        if not (own.election or own.questions or own.constituencies):
            found.append(unknown_election(id_, elections))
            continue
        part = parts[id_] = Part(
            own, _header(run, own), {each: _contest_key(run, own, each) for each in own.constituencies}
        )
        known = before.elections.get(id_) if before is not None and same else None
        part.partly = bool(
            partly
            and known
            and known["header"] == part.header
            and {*own.candidates, *own.photos} <= own.constituencies.keys()
        )
        contests = before.contests if before is not None else {}
        part.due = [
            each
            for each in own.constituencies
            if touches or not (part.partly and contests.get(f"{id_}/{each}", {}).get("key") == part.keys[each])
        ]
        read = own
        if part.partly and not run.touched:
            read = ElectionFiles(id_, own.election, own.questions, own.map)
            read.constituencies = {each: own.constituencies[each] for each in part.due}
        paths = [each for each in (read.election, read.questions, read.map, *read.constituencies.values()) if each]
        texts, unread = files.read_texts(run.order.project, paths)
        run.read += len(texts)
        if unread or any(run.survey.digests[path] not in ("", files.digest(text)) for path, text in texts.items()):
            # Saved, spoilt or removed between the look and the reading: what is known of the election holds no more,
            # and next time all of it is read again.
            if part.partly:
                raise Again
            part.header = ""
            run.now.digests.update(dict.fromkeys(texts, ""))
        part.workshop = open_workshop(Setup(str(run.order.project), read, texts), is_checked=part.partly)
        if part.partly and before is not None and known is not None:
            part.found = kept.as_diagnostics(before.found.get(id_, []))
            part.full = known["full"]
        else:
            part.found = [*unread, *part.workshop.found, *strangers(part.workshop.election, own)]
    for part in parts.values():
        if not part.partly and not has_errors(part.found):
            tables, faults = read_tables(part.workshop.election)
            part.full, part.found = tables.full, [*part.found, *faults]
    return parts, [*found, *between([part.workshop.election for part in parts.values()])]


def folders(run: Run) -> set[str]:
    """The names of all folders of elections, whatever is in them."""
    every = {path.split("/")[1] for path in run.now.digests if path.startswith(f"{QUESTIONNAIRES}/")}
    return {each for each in every if is_id(each)}


def unasked(run: Run) -> set[str]:
    """The elections of the project that are not to be built: what is wrong with them stops nobody.

    Raises `WrongOrder` where one is to be built that there is not.
    """
    if not run.order.elections:
        return set()
    known = folders(run)
    for id_ in run.order.elections:
        if id_ not in known:
            near = nearest(id_, known)
            raise WrongOrder(f"no election is called '{id_}'." + (f" Did you mean '{near}'?" if near else ""))
    return known - {*run.order.elections}


def rests_on(known: Kept) -> dict[str, str]:
    """What every page rests on beside the theme, whichever elections were to be built."""
    return {name: each for name, each in known.keys.items() if name not in ("elections", "theme")}


def _header(run: Run, own: ElectionFiles) -> str:
    """Changes with any file of the questionnaire, a constituency's among them."""
    paths = (own.election, own.questions, own.map, *own.constituencies.values())
    return key({path: run.now.digests[path] for path in paths if path})


def _contest_key(run: Run, own: ElectionFiles, constituency: str) -> str:
    paths = [*own.candidates.get(constituency, {}).values(), *own.photos.get(constituency, {}).values()]
    return key({path: run.now.digests[path] for path in paths})


def job_of(run: Run, part: Part, constituency: str) -> Any:
    from cmpgen.workshop import Job

    own = part.files
    before = run.before.contests.get(f"{own.id}/{constituency}") if run.before else None
    pictures = own.photos.get(constituency, {})
    is_as_before = part.partly and before is not None and before["key"] == part.keys[constituency]
    return Job(
        constituency,
        own.candidates.get(constituency, {}),
        pictures,
        {path: run.survey.odd[path] for path in pictures.values() if path in run.survey.odd},
        before["files"] if before else {},
        run.touched if is_as_before else None,
        {
            path: run.survey.digests[path]
            for path in own.candidates.get(constituency, {}).values()
            if run.survey.digests[path]
        },
    )
