"""Everything that a build reads: a project's folder → its elections, its prose, its theme, and every fault in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from cmpgen import checks, content, files, i18n, survey, walk
from cmpgen.checks import unknown_language
from cmpgen.compile import CompiledElection, Memory, compile_project
from cmpgen.content import Document
from cmpgen.diagnostics import Diagnostic, in_order
from cmpgen.layout import QUESTIONNAIRES, ElectionFiles, election_of, is_data
from cmpgen.model import Contest, Election, Words
from cmpgen.pages import Link, Site, addresses, debated, site_of
from cmpgen.parse import parse_election
from cmpgen.scores.balance import columns, comparable
from cmpgen.theme import as_told, theme_folders


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read of a project: `texts` by path, `themes` with the project's own before that of cmpgen.

    `contests` are those of elections with faults too, `half` documents with faults, as far as they can be read.
    `current` has the home page, None where an election whose date cannot be read might have it.
    """

    elections: tuple[CompiledElection, ...]
    documents: tuple[Document, ...]
    themes: tuple[Path, ...]
    catalogues: i18n.Catalogues
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    half: tuple[Document, ...] = ()
    current: Election | None = None
    contests: tuple[Contest, ...] = ()


def read_plan(project: Path, memory: Memory | None = None, data: files.Project | None = None) -> Plan:
    """Read and compile the project. With a `memory`, what was compiled before from the same files is not again.

    `data` is what its folders of YAML hold, where that is known.
    """
    themes, memory = theme_folders(project), memory or Memory()
    catalogues, bad = i18n.sound_catalogues([each / "locale" for each in themes])
    data, markdown = data or files.read_project(project), files.read_content(project)
    compiled, found = compile_project(data.texts, data.paths, i18n.words(catalogues), data.photos, memory)
    found += [*data.diagnostics, *([as_told(bad, themes)] if bad is not None else [])]
    current, spoken = known_languages(_headers(data, compiled.elections, memory), found)
    documents, faults = content.read_documents(markdown.texts, markdown.paths, spoken)
    faults = [*markdown.diagnostics, *faults]
    return Plan(
        elections=compiled.elections,
        documents=documents,
        themes=tuple(themes),
        catalogues=catalogues,
        texts={**data.texts, **markdown.texts},
        diagnostics=tuple(in_order([*found, *faults, *walk.odd_files(project, "theme")])),
        half=content.half_read(markdown.texts, faults, spoken),
        current=current,
        contests=compiled.contests,
    )


def _headers(data: files.Project, compiled: Sequence[CompiledElection], memory: Memory) -> dict[str, Election | None]:
    """What every election of the project says of itself, None where that cannot be relied on."""
    sound = {each.election.id: each.election for each in compiled}
    return {
        id_: sound.get(id_) or _header(own, data.texts)
        for id_, own in memory.sorted_paths(frozenset((*data.texts, *data.paths, *data.photos)))[0].items()
        if own.election or own.questions or own.constituencies
    }


def _header(own: ElectionFiles, texts: Mapping[str, str]) -> Election | None:
    """What an election with faults says of itself; None where these may be in that."""
    if own.election not in texts:
        return None
    election, found = parse_election(ElectionFiles(own.id, own.election), texts, {})
    return None if any(checks.is_error(each) for each in found) else election


def misplaced(plan: Plan) -> list[Diagnostic]:
    """Prose at the address of another page, and links in it that lead nowhere, as far as that can be known."""
    if not (plan.documents or plan.half):
        return []
    broken = broken_elections(plan.diagnostics)
    sound = [each for each in plan.elections if each.election.id not in broken]
    return stray_links(plan.documents, plan.half, addresses(sound, plan.current), broken, plan.current)


def one_sided(plan: Plan) -> list[Diagnostic]:
    """Topics whose questions all face one way, which only the answers of all candidates tell: `cmpgen check` asks."""
    found: list[Diagnostic] = []
    for _, contests in groupby(plan.contests, lambda each: each.election.id):
        here = list(contests)
        election = here[0].election
        everyone = (person for each in here for person in each.candidates)
        found += survey.one_sided(election, columns(comparable(election), everyone))
    return found


def broken_elections(found: Iterable[Diagnostic]) -> set[str]:
    """The ids of elections in whose files there are errors; "" where these are in the folders of all."""
    return {election_of(each.where.path) for each in found if checks.is_error(each) and is_data(each.where.path)}


def stray_links(
    documents: Sequence[Document],
    half: Sequence[Document],
    standing: Collection[str],
    broken: Collection[str],
    current: Election | None,
) -> list[Diagnostic]:
    """As `misplaced`: `standing` are the URLs of the pages that are known.

    Of pages of `broken` elections nothing is said, nor, where the `current` one is not known, of a page that stands at
    the root in one language and in a folder in all others.
    """
    prose = {_in_any_language(each.url) for each in (*documents, *half)}

    def may_stand(url: str) -> bool:
        inside = _in_any_language(url)
        if "" in broken or {url.partition("/")[0], inside.partition("/")[0]} & {*broken}:
            return True
        return current is None and (not inside or inside in prose)

    return in_order(content.misplaced(documents, standing, half, may_stand))


def _in_any_language(url: str) -> str:
    """A URL without the folder of a language, or what may be one."""
    first, _, rest = url.partition("/")
    return rest if unknown_language.TAG.fullmatch(first) else url


def known_languages(
    elections: Mapping[str, Election | None], found: Iterable[Diagnostic]
) -> tuple[Election | None, list[str]]:
    """The current election and the site's languages; nothing while one that may be it cannot be relied on.

    `elections` holds None for these; those whose folder has no good name are not even among them.
    """
    known = [each for each in elections.values() if each is not None]
    faulty = [each.where.path for each in found if checks.is_error(each)]
    folders = {election_of(path) for path in faulty if path.partition("/")[0] == QUESTIONNAIRES}
    if len(known) < len(elections) or not folders <= elections.keys():
        return None, []
    return site_of(known).current, languages(known)


def languages(elections: Sequence[Election]) -> list[str]:
    """The site's languages, the default first: that of the current election; none where there is no election."""
    current = site_of(elections).current
    if current is None:
        return []
    every = {language for each in elections for language in each.languages}
    return [*current.languages, *sorted(every - {*current.languages})]


def site(plan: Plan) -> Site:
    """What all pages share, with the pages of prose that they lead to."""
    elections = [each.election for each in plan.elections]
    ids = [each.id for each in elections]
    return site_of(elections, prose_links(plan.documents, languages(elections), ids))


def prose_links(
    documents: Sequence[Document], every: Sequence[str], elections: Collection[str]
) -> dict[str, tuple[Link, ...]]:
    """The prose to lead to in every language of the site, or in the default one, the first, where not translated.

    Pages stand under the language, by their addresses. Articles stand under `Site.articles_in`, the latest first: of
    each of these `elections` those below content/debate/ and its id, and under no election all others.
    """
    published = [each for each in documents if each.status == "published"]
    links: dict[str, tuple[Link, ...]] = {}
    for language in every:
        versions: dict[str, Document] = {}
        for spoken in (every[0], language):
            versions.update({each.version_of: each for each in published if each.language == spoken})
        shown = [each for _, each in sorted(versions.items())]
        links[language] = _links(each for each in shown if each.is_page)
        articles = sorted((each for each in shown if not each.is_page), key=lambda each: str(each.date), reverse=True)
        for id_ in ("", *elections):
            these = _links(each for each in articles if debated(each.path_of_url, elections) == id_)
            links |= {Site.articles_in(language, id_): these} if these else {}
    return links


def _links(documents: Iterable[Document]) -> tuple[Link, ...]:
    return tuple(Link(Words(each.title, each.language), each.url) for each in documents)
