"""What a build knows of the prose: the pages that all others lead to, whether it is due, and where its links lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cmpgen import files, kept
from cmpgen.building.elections import Part, folders
from cmpgen.building.run import Faults, Run, carry, has_errors
from cmpgen.diagnostics import Diagnostic
from cmpgen.kept import Kept
from cmpgen.keys import key
from cmpgen.layout import CONTENT, QUESTIONNAIRES, ElectionFiles
from cmpgen.model import Election


def read_prose(run: Run, parts: Mapping[str, Part], found: list[Diagnostic]) -> tuple[list[Diagnostic], dict[str, Any]]:
    """What is wrong with the prose by itself, and the pages of it that all pages lead to.

    `found` is what is wrong with the elections that are built.
    """
    before = run.before
    as_before = before is not None and before.keys == run.now.keys and all(part.partly for part in parts.values())
    # Where an election went, so may have a language.
    as_before &= before is not None and before.elections.keys() == parts.keys()
    if before is not None and as_before and not (run.order.elections or run.order.explains):
        from cmpgen.model import Words
        from cmpgen.pages import Link

        run.now.found[kept.PROSE] = before.found.get(kept.PROSE, [])
        links = {
            tag: tuple(Link(Words(words, spoken), url) for words, spoken, url in one)
            for tag, one in before.links.items()
        }
        return kept.as_diagnostics(run.now.found[kept.PROSE]), links
    if not any(path.startswith(f"{CONTENT}/") for path in run.survey.digests):
        return [], {}
    from cmpgen.plan import prose_links

    faults = _read_documents(run, parts, found)
    run.now.found[kept.PROSE] = kept.as_lists(faults)
    if has_errors(found):
        return faults, {}
    return faults, prose_links(run.documents, _spoken_here(run, parts), [*parts, *run.others])


def _read_documents(run: Run, parts: Mapping[str, Part], found: list[Diagnostic]) -> list[Diagnostic]:
    """Read all prose; what is wrong with it."""
    from cmpgen import content

    paths = [path for path in run.survey.digests if path.startswith(f"{CONTENT}/")]
    texts, unread = files.read_texts(run.order.project, [path for path in paths if path.endswith(".md")])
    every = _spoken(run, parts, found)
    if every:
        others = [_header(run, id_) for id_ in folders(run) - parts.keys()]
        more = {language for each in others if each is not None for language in each.languages}
        if None in others:
            # It may have any language.
            more |= {each.language for each in content.read_documents(texts, paths, [])[0]}
        every += sorted(more - {*every})
    run.documents, faults = content.read_documents(texts, paths, every)
    run.half = content.half_read(texts, [*unread, *faults], every)
    return [*unread, *faults]


def _spoken(run: Run, parts: Mapping[str, Part], found: list[Diagnostic]) -> list[str]:
    """The site's languages, the default one first; none where they are not known, for an election has faults."""
    from cmpgen.plan import known_languages

    return known_languages({**_headers(parts), **run.others}, found)[1]


def _spoken_here(run: Run, parts: Mapping[str, Part]) -> list[str]:
    from cmpgen.plan import languages

    return languages([*(part.workshop.election for part in parts.values()), *run.others.values()])


def _headers(parts: Mapping[str, Part]) -> dict[str, Election | None]:
    """What each election says of itself, None where there are faults in that."""
    headers: dict[str, Election | None] = {}
    for id_, part in parts.items():
        own = part.files.election
        broken = not own or has_errors(each for each in part.found if each.where.path == own)
        headers[id_] = None if broken else part.workshop.election
    return headers


def _header(run: Run, id_: str) -> Election | None:
    """What an election that is not built says of itself, None where that cannot be read."""
    from cmpgen.parse import parse_election

    path = f"{QUESTIONNAIRES}/{id_}/election.yaml"
    texts, _ = files.read_texts(run.order.project, [path] if path in run.survey.digests else [])
    election, found = parse_election(ElectionFiles(id_, path if texts else ""), texts, {})
    return None if not texts or has_errors(found) else election


def prose_beside_faults(run: Run, parts: Mapping[str, Part], found: Collection[Diagnostic]) -> list[Diagnostic]:
    """Prose at the address of another page, and links that lead nowhere, as far as that can be known.

    `found` is what is wrong with the elections; of their pages nothing is said.
    """
    if not (run.documents or run.half):
        return []
    from cmpgen import plan
    from cmpgen.pages import addresses

    current, _ = plan.known_languages({**_headers(parts), **run.others}, found)
    broken = plan.broken_elections(found)
    sound = [_Listed(part.workshop.election, _contests(part)) for id_, part in parts.items() if id_ not in broken]
    standing = addresses(sound, current)  # type: ignore[arg-type]
    if run.before:
        for id_ in run.others:
            standing |= _urls_of_election(run.before, id_)
    return plan.stray_links(run.documents, run.half, standing, broken, current)


@dataclass(frozen=True, slots=True)
class _Named:
    id: str


@dataclass(frozen=True, slots=True)
class _Contest:
    constituency: _Named
    candidates: tuple[_Named, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """An election of which only the names of constituencies and candidates are at hand."""

    election: Any
    contests: tuple[_Contest, ...]


def _contests(part: Part) -> tuple[_Contest, ...]:
    return tuple(
        _Contest(_Named(each), tuple(map(_Named, part.files.candidates.get(each, ()))))
        for each in part.files.constituencies
    )


def check_prose(run: Run, parts: Mapping[str, Part]) -> None:
    """Whether prose is due; links in it that lead nowhere are errors."""
    from cmpgen.pages import around_prose

    has_content = any(path.startswith(f"{CONTENT}/") and path.endswith(".md") for path in run.survey.digests)
    key_ = key(
        *(run.now.keys[each] for each in ("program", "theme", "settings", "content")),
        repr(run.now.links),
        around_prose(run.site),
    )
    run.now.prose = key_
    before = run.before
    # Plain pelican may have been given other settings than the project's own.
    is_as_before = before is not None and before.prose == key_ and not run.order.explains
    is_due = (has_content or run.now.keys["settings"] != "") and not is_as_before
    if before is not None and is_as_before:
        carry(run, [path for path, each in before.pages.items() if each[2] == kept.PROSE])
    if has_content:
        standing = urls(run)
        if is_due or before is None or standing != _urls_of(before):
            _find_misplaced(run, parts, standing)
    run.prose = is_due


def urls(run: Run) -> set[str]:
    """The addresses of all pages but those of prose, once they are made."""
    return _urls_of(run.now)


def _urls_of(known: Kept) -> set[str]:
    """The addresses of all pages and data but prose and the theme's files."""
    pages = [path for path, each in known.pages.items() if each[2] not in (kept.PROSE, kept.THEME)]
    contests = [path for each in known.contests.values() for path in each["files"]]
    return _urls([*pages, *contests])


def _urls_of_election(known: Kept, id_: str) -> set[str]:
    pages = [path for path, each in known.pages.items() if each[2] == id_]
    contests = [each["files"] for name, each in known.contests.items() if name.partition("/")[0] == id_]
    return _urls([*pages, *(path for each in contests for path in each)])


def _urls(paths: Iterable[str]) -> set[str]:
    return {path.removesuffix("index.html") for path in paths if path.endswith((".html", ".json"))}


def _find_misplaced(run: Run, parts: Mapping[str, Part], standing: set[str]) -> None:
    from cmpgen import content

    if not run.documents:
        _read_documents(run, parts, [])
    misplaced = list(content.misplaced(run.documents, standing))
    if misplaced:
        raise Faults([*run.found, *misplaced], run.texts)
