"""Prose through Pelican: its readers and generators see checked documents only, and render them as all other pages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import escape
from pelican.contents import Author, Content, Tag
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import BaseReader, Readers
from pelican.settings import DEFAULT_CONFIG

from cmpgen import content
from cmpgen.building import Order, themed
from cmpgen.layout import CONTENT
from cmpgen.pages import Page, prose_frame
from cmpgen.render import Renderer
from cmpgen.site.run import RUN, Run, explained


class CheckedReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Hands over what `content` has read and checked."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        run: Run = self.settings[RUN]
        document = run.documents[_path(self.settings, source_path)]
        found = {
            "title": document.title,
            "lang": document.language,
            "slug": document.url.strip("/").rpartition("/")[2],
            "status": document.status,
            "summary": str(escape(document.summary)),
            "date": document.date,
            "modified": document.modified,
            "authors": [Author(each, self.settings) for each in document.authors],
            "tags": [Tag(each, self.settings) for each in document.tags],
            "url": document.url,
            "save_as": f"{document.url}index.html",
            "version_of": document.version_of,
        }
        return "", {name: value for name, value in found.items() if value}


def _path(settings: Mapping[str, Any], source: str) -> str:
    return f"{CONTENT}/{Path(source).relative_to(settings['PATH']).as_posix()}"


def read_only_checked(readers: Readers) -> None:
    """No HTML, no reStructuredText, and no reader of the project's own."""
    readers.reader_classes = {"static": BaseReader, "md": CheckedReader}


def tame(generator: Generator) -> None:
    """Let a generator of Pelican's see the checked documents, in one order, and write nothing else."""
    run: Run = generator.settings[RUN]
    is_page = isinstance(generator, PagesGenerator)
    sources: list[str] = []
    if is_page or isinstance(generator, ArticlesGenerator):
        sources = [each.path.removeprefix(f"{CONTENT}/") for each in run.published if each.is_page == is_page]
    generator.get_files = lambda *_, **__: dict.fromkeys(sources).keys()
    generator.check_disabled_readers = lambda: None
    if isinstance(generator, ArticlesGenerator):
        # Without the index, tags, categories, authors, archives and drafts that Pelican writes of its own accord.
        generator.generate_pages = lambda writer: generator.generate_articles(
            functools.partial(writer.write_file, relative_urls=True)
        )
    generator.context.update(_names(run, generator.settings))


def _names(run: Run, settings: Mapping[str, Any]) -> dict[str, str]:
    """The site's name and address: as the project's settings say, else as its current election does."""
    current = run.site.current
    address = settings["SITEURL"] or (current.site.rstrip("/") if current else "")
    name = settings["SITENAME"]
    if current and name == DEFAULT_CONFIG["SITENAME"]:
        name = current.title[current.language]
    return {"SITEURL": address, "FEED_DOMAIN": address, "localsiteurl": address, "SITENAME": name}


def give_body(prose: Content) -> None:
    """The body is made where it is shown, for its links are relative: to its page, or in a feed to the whole site."""
    run: Run | None = prose.settings.get(RUN)
    if run is not None:
        document = run.documents[_path(prose.settings, prose.source_path)]
        prose.get_content = lambda root: str(content.html(document, run.targets, root))


def drop_feeds(articles: ArticlesGenerator) -> None:
    """A feed without articles carries the time of its making, and one without an address has no links."""
    if not articles.articles or not articles.context["SITEURL"]:
        articles.generate_feeds = lambda writer: None


def frame(generator: Generator, content: Content) -> None:
    """Called before each document is written: give it the frame, the templates and the words of all other pages."""
    run: Run = generator.settings[RUN]
    around = prose_frame(run.site, content.url, content.lang)
    if content.translations:
        versions = sorted((each.lang, each.url) for each in [content, *content.translations])
        around = around._replace(versions=tuple(versions))
    generator.context["frame"] = around
    generator.get_template = lambda name: _Template(run.order, run.renderer, f"{name}.html", content.lang)


class _Template(NamedTuple):
    """A template as Pelican uses it, whose faults are told as those of any other."""

    order: Order
    renderer: Renderer
    name: str
    language: str

    def render(self, context: Mapping[str, Any]) -> str:
        with explained(self.order), themed.told(self.order.project):
            return self.renderer.render(Page("", self.name, self.language, context))
