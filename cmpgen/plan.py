"""Everything that a build reads: a project's folder → its elections, its prose, its theme, and every fault in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cmpgen import checks, content, files, i18n
from cmpgen.compile import CompiledElection, Memory, compile_project
from cmpgen.content import Document
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, in_order, nearest
from cmpgen.layout import QUESTIONNAIRES
from cmpgen.model import Words
from cmpgen.pages import Link, Site, addresses, site_of
from cmpgen.theme import theme_folders


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read of a project: `texts` by path, `themes` with the project's own before that of cmpgen."""

    elections: tuple[CompiledElection, ...]
    documents: tuple[Document, ...]
    themes: tuple[Path, ...]
    catalogues: i18n.Catalogues
    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a site built from this would not be whole."""
        return any(checks.is_error(each) for each in self.diagnostics)

    @property
    def published(self) -> tuple[Document, ...]:
        """The documents that become pages: all but drafts."""
        return tuple(each for each in self.documents if each.status != "draft")


def read_plan(project: Path, elections: Sequence[str] = (), memory: Memory | None = None) -> Plan:
    """Read and compile the project, with these elections only, or with all where none is named.

    With a `memory`, what was compiled before from the same files is not compiled again.
    """
    themes = theme_folders(project)
    catalogues = i18n.read_catalogues([each / "locale" for each in themes])
    data, markdown = files.read_project(project), files.read_content(project)
    compiled, found = compile_project(data.texts, data.paths, i18n.words(catalogues), data.photos, memory)
    found += data.diagnostics
    sound = not any(checks.is_error(each) for each in found)
    # While an election has faults, nobody knows its languages.
    documents, faults = content.read_documents(
        markdown.texts, markdown.paths, languages(compiled.elections) if sound else []
    )
    found += [*markdown.diagnostics, *faults, *files.odd_files(project, "theme")]
    if sound:
        found += _unknown(elections, [each.election.id for each in compiled.elections])
    return Plan(
        elections=tuple(each for each in compiled.elections if each.election.id in elections or not elections),
        documents=documents,
        themes=tuple(themes),
        catalogues=catalogues,
        texts={**data.texts, **markdown.texts},
        diagnostics=tuple(in_order(found)),
    )


def misplaced(plan: Plan) -> list[Diagnostic]:
    """Prose at the address of another page, and links in it that lead nowhere, for a plan without errors."""
    if not plan.documents:
        return []
    current = site_of([each.election for each in plan.elections]).current
    return in_order(content.misplaced(plan.documents, addresses(plan.elections, current)))


def languages(elections: Sequence[CompiledElection]) -> list[str]:
    """The site's languages, the default first: that of the current election; none where there is no election."""
    current = site_of([each.election for each in elections]).current
    if current is None:
        return []
    every = {language for each in elections for language in each.election.languages}
    return [*current.languages, *sorted(every - {*current.languages})]


def site(plan: Plan) -> Site:
    """What all pages share, with the pages of prose that they lead to."""
    return site_of([each.election for each in plan.elections], prose_links(plan.documents, languages(plan.elections)))


def prose_links(documents: Sequence[Document], every: Sequence[str]) -> dict[str, tuple[Link, ...]]:
    """The pages of prose in every language of the site, or in the default one, the first, where not translated."""
    pages = [each for each in documents if each.is_page and each.status == "published"]
    links: dict[str, tuple[Link, ...]] = {}
    for language in every:
        versions: dict[str, Document] = {}
        for spoken in (every[0], language):
            versions.update({each.version_of: each for each in pages if each.language == spoken})
        links[language] = tuple(
            Link(Words(each.title, each.language), each.url) for _, each in sorted(versions.items())
        )
    return links


def _unknown(elections: Sequence[str], known: Sequence[str]) -> list[Diagnostic]:
    return [
        diagnostic(Where(f"{QUESTIONNAIRES}/{id_}"), "unknown-election", election=id_, nearest=nearest(id_, known))
        for id_ in sorted({*elections} - {*known})
    ]
