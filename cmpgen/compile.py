"""The steps in their order: texts → model → checks → scores, for every election of a project; pure.

Nothing here opens a file. An election with faults does not stop the others.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from cmpgen import checks
from cmpgen.checks import repeated_name, unlikely_date
from cmpgen.checks.reserved_id import folders
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, in_order, nearest
from cmpgen.folding import meanings
from cmpgen.layout import CANDIDATES, QUESTIONNAIRES, ElectionFiles, sort_paths
from cmpgen.model import LANGUAGES, Constituency, Contest, Election, Photo
from cmpgen.parse import Catalogues, parse_contest, parse_election
from cmpgen.scores.points import LIMIT, Tables, largest_possible, tables


@dataclass(frozen=True, slots=True)
class CompiledElection:
    """One election without faults: its values, its contests by constituency id, and its points."""

    election: Election
    contests: tuple[Contest, ...]
    tables: Tables


@dataclass(frozen=True, slots=True)
class Compiled:
    """Every election of a project that has no faults, by id; `contests` are those of all others too."""

    elections: tuple[CompiledElection, ...]
    contests: tuple[Contest, ...] = ()


Made = TypeVar("Made")


@dataclass(slots=True)
class Memory:
    """What was made before, and from what: where that has not changed it is not made again."""

    made: dict[tuple[str, ...], tuple[object, object]] = field(default_factory=dict)

    def recall(self, name: tuple[str, ...], made_from: object, make: Callable[[], Made]) -> Made:
        """What `make` returned when it was last asked for under this name, if that was made from the same."""
        before = self.made.get(name)
        if before is None or before[0] != made_from:
            before = self.made[name] = (made_from, make())
        return before[1]  # type: ignore[return-value]  # one name always stands for one kind of thing

    def sorted_paths(self, paths: frozenset[str]) -> tuple[Mapping[str, ElectionFiles], Sequence[Diagnostic]]:
        """As `sort_paths`; most changes are of what stands in a file."""
        return self.recall(("", "paths"), paths, lambda: sort_paths(paths))


def compile_project(
    texts: Mapping[str, str],
    paths: Collection[str] = (),
    catalogues: Catalogues | None = None,
    photos: Mapping[str, Photo] | None = None,
    memory: Memory | None = None,
) -> tuple[Compiled, list[Diagnostic]]:
    """Compile all that is sound, and say all that is not, sorted, each once.

    `texts` holds the YAML files by path; `paths` also names files of other kinds, and those that could not be read.
    `catalogues` holds the interface's words, for the labels of built-in scales; `photos` what each picture holds.
    With a `memory` only what depends on changed texts is read and checked again.
    """
    photos, memory = photos or {}, memory or Memory()
    elections, strange = memory.sorted_paths(frozenset((*texts, *paths, *photos)))
    found, read, compiled, every = [*strange], [], [], []
    for files in elections.values():
        election, each, contests, faults = compile_election(
            files, texts, catalogues or {}, photos, sorted(elections), memory
        )
        found.extend(faults)
        every.extend(contests)
        if election is not None:
            read.append(election)
        if each is not None:
            compiled.append(each)
    found += between(read)
    return Compiled(tuple(compiled), tuple(every)), in_order(found)


def compile_election(
    files: ElectionFiles,
    texts: Mapping[str, str],
    catalogues: Catalogues,
    photos: Mapping[str, Photo],
    elections: Collection[str],
    memory: Memory,
) -> tuple[Election | None, CompiledElection | None, list[Contest], list[Diagnostic]]:
    """One election as far as it can be read, the same compiled, or None where it has faults, and its contests."""
    if not (files.election or files.questions or files.constituencies):
        return None, None, [], [unknown_election(files.id, elections)]
    own = (files.election, files.questions, files.map, *files.constituencies.values())
    made_from = [{path: texts.get(path) for path in own}, files.constituencies, catalogues]
    # The token equals itself alone: contests belong to one value of their election, and to no other like it.
    token, election, faults = memory.recall(
        (files.id,), made_from, lambda: (object(), *read_election(files, texts, catalogues))
    )
    found = [*faults, *strangers(election, files)]
    contests = []
    # Asked of everyone, and the same everywhere.
    national = {each.id: meanings(each) for each in election.questions}
    for constituency in election.constituencies.values():
        paths, pictures = files.candidates.get(constituency.id, {}), files.photos.get(constituency.id, {})
        found_in = {name: photos.get(path, Photo(path)) for name, path in sorted(pictures.items())}
        contest, faults = memory.recall(
            (files.id, constituency.id),
            [token, {path: texts.get(path) for path in paths.values()}, paths, found_in],
            functools.partial(read_contest, election, constituency, paths, texts, found_in, national),
        )
        found.extend(faults)
        contests.append(contest)
    if any(checks.is_error(each) for each in found):
        return election, None, contests, found
    points, faults = memory.recall((files.id, "", "points"), token, lambda: read_tables(election))
    if faults:
        return election, None, contests, [*found, *faults]
    return election, CompiledElection(election, tuple(contests), points), contests, found


def unknown_election(id_: str, elections: Collection[str]) -> Diagnostic:
    """A folder of candidates for which there is no questionnaire; `elections` are the ids of all folders."""
    near = nearest(id_, [each for each in elections if each != id_])
    return diagnostic(Where(f"{CANDIDATES}/{id_}"), "unknown-election", election=id_, nearest=near)


def between(elections: Sequence[Election]) -> list[Diagnostic]:
    """What is wrong with elections because of other ones."""
    others = unlikely_date.beside_others(elections)
    return [*called_as_languages(elections), *repeated_name.between(elections), *others]


def called_as_languages(elections: Sequence[Election]) -> Iterator[Diagnostic]:
    """A fault of each election that is called by a language of another one, whose pages stand in a folder so called."""
    spoken = folders(language for each in elections for language in each.languages)
    for each in elections:
        if each.id in spoken - folders(each.languages):
            yield diagnostic(each.tree.key(), "reserved-id", word=each.id)


def read_election(
    files: ElectionFiles, texts: Mapping[str, str], catalogues: Catalogues, is_checked: bool = False
) -> tuple[Election, list[Diagnostic]]:
    """An election without its candidates, and every fault in it; none is looked for where it `is_checked`."""
    election, found = parse_election(files, texts, catalogues)
    return election, [] if is_checked else [*found, *checks.of_election(election), *in_english(election, catalogues)]


def in_english(election: Election, catalogues: Catalogues) -> Iterator[Diagnostic]:
    """A warning for each of the election's languages in which the interface lacks words, where any are known."""
    # What can be said is what is said in any language: the English catalogue is empty, as is one begun as its copy.
    every = {message for words in catalogues.values() for message in words}
    others = [tag for tag in election.languages if tag.partition("-")[0] != "en"]
    for tag in others if every and election.readable(LANGUAGES) else ():
        words = catalogues.get(tag) or catalogues.get(tag.partition("-")[0]) or {}
        missing = every.difference(words)
        where = election.tree.key(LANGUAGES)
        if not words:
            yield diagnostic(where, "interface-in-english", language=tag)
        elif missing:
            count, word = len(missing), min(missing)
            yield diagnostic(where, "interface-partly-in-english", language=tag, count=count, all=len(every), word=word)


def read_tables(election: Election) -> tuple[Tables, list[Diagnostic]]:
    """The points of an election without faults, and a fault where they are too large to be exact."""
    points = tables(election, election.method.metric)
    largest = largest_possible(election, points)
    too_fine = largest > LIMIT
    fault = diagnostic(election.tree.key(), "scale-too-fine", largest=largest, limit=LIMIT)
    return points, [fault] if too_fine else []


def read_contest(
    election: Election,
    constituency: Constituency,
    paths: Mapping[str, str],
    texts: Mapping[str, str],
    photos: Mapping[str, Photo],
    national: Mapping[str, Mapping[str, int]],
    is_checked: bool = False,
) -> tuple[Contest, list[Diagnostic]]:
    """One constituency with its candidates, and every fault in their files; `national` as in `parse_contest`.

    No fault is looked for where it `is_checked`.
    """
    contest, found = parse_contest(election, constituency, paths, texts, photos, national)
    return contest, [] if is_checked else [*found, *checks.of_contest(contest)]


def strangers(election: Election, files: ElectionFiles) -> Iterator[Diagnostic]:
    """Folders of candidates for which there is no constituency."""
    for id_ in sorted((files.candidates.keys() | files.photos.keys()) - election.constituencies.keys()):
        near = nearest(id_, election.constituencies)
        path = f"{QUESTIONNAIRES}/{election.id}/constituencies/"
        where = Where(f"{CANDIDATES}/{election.id}/{id_}")
        yield diagnostic(where, "unknown-constituency", constituency=id_, nearest=near, path=path)
