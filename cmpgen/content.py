"""The Markdown files below `content/`: header lines, then prose; pure.

    Title: About this site
    Lang: fr
    Slug: about

    **Riverland** does not exist.

Files below content/pages/ are pages, all others are articles and need a date.
A file's folder and slug are its address: content/pages/about.md is /about/, in French /fr/about/, and
content/debate/demo-2027/buses.md is /debate/demo-2027/buses/.
No address begins as those of an election or of a language do: what stands among candidates' pages would pass for one.
A link leads out, to a page of the site from its root (`/demo-2027/`), or to another file (`{filename}contribute.md`).
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from markupsafe import Markup

from cmpgen import prose
from cmpgen.checks import reserved_id, unknown_language
from cmpgen.diagnostics import Diagnostic, Guesses, Where, diagnostic, nearest
from cmpgen.fields import LONGEST_NAME
from cmpgen.ids import bad_id, is_id
from cmpgen.layout import CONTENT, is_passed_over
from cmpgen.pages import urls
from cmpgen.yamltree import characters

FIELDS = ("title", "date", "modified", "lang", "slug", "status", "summary", "author", "tags")
STATUSES = ("published", "hidden", "draft")

MOST_FAULTS = 100
"""Refused characters of one file that are reported."""

MOST_PAGES = 30
"""Pages of one language that every page of the site lists in its foot."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
"""What git puts around two versions. Its `=======` between them is how Markdown underlines a heading."""
_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z_-]*)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of prose. `url` is the folder of its page below the site's root; `date` is None on a page without one.

    `body_line` is the line of the file on which `body` starts. Drafts are read and checked, and never published.
    """

    path: str
    title: str
    language: str
    url: str
    body: str
    body_line: int
    date: datetime.datetime | None = None
    modified: datetime.datetime | None = None
    status: str = "published"
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        return self.path.startswith(f"{CONTENT}/pages/")

    @property
    def path_of_url(self) -> str:
        """The address below the folder of its language, which the default language does not have."""
        return self.url.removeprefix(f"{self.language}/")

    @property
    def version_of(self) -> str:
        """What all translations of this file share."""
        return f"{'page' if self.is_page else 'article'} {self.path_of_url}"


@dataclass(frozen=True, slots=True)
class _Header:
    path: str
    values: Mapping[str, tuple[str, Where]]

    def __getitem__(self, field: str) -> str:
        return self.values.get(field, ("", None))[0]

    def where(self, field: str) -> Where:
        return self.values[field][1] if field in self.values else Where(self.path)

    def several(self, field: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in self[field].split(",") if each.strip())


def read_documents(
    texts: Mapping[str, str], paths: Collection[str], languages: Sequence[str]
) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    """Every document without faults, by path, and all faults but those of addresses (see `misplaced`).

    `languages` are those of the site, the default first; where they are not known, any is accepted.
    `paths` also names files that are no Markdown.
    """
    documents, found = [], []
    for path in sorted({*texts, *paths}):
        name = PurePosixPath(path).name
        if is_passed_over(path):
            continue
        if not path.endswith(".md"):
            found.append(diagnostic(Where(path), "stray-file", name=name, nearest=""))
        elif path in texts:
            document, faults = _document(path, texts[path], languages)
            found += faults
            if not faults:
                documents.append(document)
    return tuple(documents), [*found, *_too_many(documents)]


def _too_many(documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """Once for each language, at the first page for which there is no room in the foot of every page."""
    listed: dict[str, list[str]] = defaultdict(list)
    for each in documents:
        if each.is_page and each.status == "published":
            listed[each.language].append(each.path)
    for language, paths in listed.items():
        for path in paths[MOST_PAGES : MOST_PAGES + 1]:
            yield diagnostic(Where(path), "too-many-pages", count=len(paths), language=language, limit=MOST_PAGES)


@dataclass(frozen=True, slots=True)
class Targets:
    """Where links may lead: the URLs of the site's pages, those of documents among them."""

    documents: tuple[Document, ...]
    urls: frozenset[str]
    url_of_file: Mapping[str, str]

    def url(self, document: Document, address: str) -> str | None:
        """The URL that an address in this document means, or None where nothing stands there."""
        url = self.meant(document, unquote(address))
        return url if url in self.urls else None

    def meant(self, document: Document, address: str) -> str | None:
        """The URL that an address in this document means, whether anything stands there; None for no file at all."""
        if address.startswith("{filename}") or address.endswith(".md"):
            return self._of_file(document, address.removeprefix("{filename}"))
        inside = posixpath.normpath(posixpath.join("/", document.url, address)).lstrip("/")
        return f"{inside}/" if inside else ""

    def _of_file(self, document: Document, address: str) -> str | None:
        folder = CONTENT if address.startswith("/") else posixpath.dirname(document.path)
        path = posixpath.normpath(posixpath.join(folder, address.removeprefix("/")))
        return self.url_of_file.get(path)


def targets(documents: Iterable[Document], taken: Collection[str]) -> Targets:
    """All pages of the site: those of documents that are published, and the other URLs that are `taken`."""
    published = tuple(each for each in documents if each.status != "draft")
    urls = frozenset({*taken, *(each.url for each in published)})
    return Targets(published, urls, {each.path: each.url for each in published})


def half_read(texts: Mapping[str, str], found: Iterable[Diagnostic], languages: Sequence[str]) -> tuple[Document, ...]:
    """The Markdown files in which faults were `found`, each as far as it can be read.

    One that cannot be read at all is empty; its address is that of its path.
    """
    paths = sorted({each.where.path for each in found if each.where.path.endswith(".md")})
    return tuple(_document(path, texts.get(path, ""), languages)[0] for path in paths)


def misplaced(
    documents: Sequence[Document],
    taken: Collection[str],
    half: Sequence[Document] = (),
    may_stand: Callable[[str], bool] = lambda url: False,
) -> Iterator[Diagnostic]:
    """Documents at or below the address of another page, and links that lead nowhere, or elsewhere than they say.

    `taken` holds the URLs of all other pages.

    Links in `half`-read documents are looked at too, and links to them may be right.
    So may those to a URL of which it is not known whether a page will stand there: `may_stand`.
    """
    first = dict.fromkeys(taken, "another page of the site")
    for document in targets(documents, ()).documents:
        where = Where(document.path)
        top = document.path_of_url.partition("/")[0]
        if document.url in first:
            yield diagnostic(where, "colliding-address", address=f"/{document.url}", other=first[document.url])
        elif f"{top}/" in taken:
            yield diagnostic(where, "reserved-id", word=top)
        first.setdefault(document.url, document.path)
    known = targets([*documents, *half], taken)
    near = Guesses(f"/{each}" for each in known.urls)
    for document in [*documents, *half]:
        lines = document.body.split("\n")
        for line, address, words in prose.links(document.body):
            if prose.leads_out(address):
                if host := prose.other_host(words, address):
                    where = _place(document, line, lines[line - 1], address)
                    yield diagnostic(where, "bad-link", link=address, host=host, case="words")
                continue
            if known.url(document, address) is not None:
                continue
            meant = known.meant(document, unquote(address))
            if meant is None or not may_stand(meant):
                yield _broken(document, line, lines[line - 1], unquote(address), near)


def html(document: Document, known: Targets, root: str) -> Markup:
    """The prose of a document, below a page's one `<h1>`; `root` leads from where it is shown to the site's root."""

    def href(address: str) -> str | None:
        url = known.url(document, address)
        return None if url is None else f"{root}/{url}"

    return prose.prose(document.body, 2, href)


def _broken(document: Document, line: int, text: str, address: str, near: Guesses) -> Diagnostic:
    return diagnostic(_place(document, line, text, address), "broken-link", link=address, nearest=near(address))


def _place(document: Document, line: int, text: str, address: str) -> Where:
    """Where an address stands in a line of the document, as far as that can be found."""
    column = text.find(address) + 1
    return Where(document.path, document.body_line + line - 1, max(1, column), len(address) if column else 1)


def _document(path: str, text: str, languages: Sequence[str]) -> tuple[Document, list[Diagnostic]]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header, body, body_line, found = _split(path, text)
    conflicts = list(_conflicts(path, text))
    # Nobody knows yet which header lines are to stay.
    found = conflicts or [*found, *_faults(header, languages, body)]
    _, refused = characters.refused(text, characters.unusual(text), MOST_FAULTS)
    found += [
        diagnostic(characters.place(path, text, each.start, each.length), each.code, **each.facts) for each in refused
    ]
    default = languages[0] if languages else "en"
    language = header["lang"] or default
    return Document(
        path=path,
        title=header["title"],
        language=language,
        url=_url(path, header, language, default),
        body=body,
        body_line=body_line,
        date=_day(header["date"]),
        modified=_day(header["modified"]),
        status=header["status"] or "published",
        summary=header["summary"],
        authors=header.several("author"),
        tags=header.several("tags"),
    ), found


def _conflicts(path: str, text: str) -> Iterator[Diagnostic]:
    """Each conflict of git once, whichever of its marks are left."""
    inside = False
    for found in _CONFLICT.finditer(text):
        if not inside or found[0][0] == "<":
            yield diagnostic(characters.place(path, text, found.start(), 7), "conflict-marker", words=found[0])
        inside = found[0][0] != ">"


def _split(path: str, text: str) -> tuple[_Header, str, int, list[Diagnostic]]:
    """The header, the body, the line on which it starts, and faults of the header's form."""
    lines = text.split("\n")
    fenced = lines[0].strip() == "---"
    values: dict[str, tuple[str, Where]] = {}
    found = []
    near = Guesses(FIELDS)
    at = int(fenced)
    while at < len(lines) and (match := _FIELD.fullmatch(lines[at])):
        name, value = match["name"].lower(), match["value"].strip("\"'") if fenced else match["value"]
        here = Where(path, at + 1, 1, len(match["name"]))
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            found.append(diagnostic(here, "unknown-field", field=match["name"], nearest=near(name), known=known))
        elif name in values:
            found.append(diagnostic(here, "duplicate-key", word=match["name"], line=values[name][1].line))
        else:
            values[name] = (value, Where(path, at + 1, match.start("value") + 1, max(1, len(match["value"]))))
        at += 1
    if fenced and at < len(lines) and lines[at].strip() == "---":
        at += 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    return _Header(path, values), "\n".join(lines[at:]), at + 1, found


def _faults(header: _Header, languages: Sequence[str], body: str) -> Iterator[Diagnostic]:
    if not header["title"]:
        yield diagnostic(header.where("title"), "missing-field", field="title")
    for field in ("title", "summary"):
        if len(header[field]) > LONGEST_NAME:
            facts = {"field": field, "length": len(header[field]), "limit": LONGEST_NAME}
            yield diagnostic(header.where(field), "too-long", **facts)
    if len(body) > prose.LONGEST:
        yield diagnostic(Where(header.path), "too-long", field="text", length=len(body), limit=prose.LONGEST)
    brackets = body.count("[")
    if brackets > prose.MOST_BRACKETS:
        yield diagnostic(Where(header.path), "too-many-brackets", count=brackets, limit=prose.MOST_BRACKETS)
    if not header["date"] and not header.path.startswith(f"{CONTENT}/pages/"):
        yield diagnostic(header.where("date"), "missing-field", field="date")
    for field in ("date", "modified"):
        if header[field] and _day(header[field]) is None:
            yield diagnostic(header.where(field), "bad-date", word=header[field])
    language, status = header["lang"], header["status"]
    if language and not (language in languages or (not languages and unknown_language.TAG.fullmatch(language))):
        near = nearest(language, languages)
        yield diagnostic(
            header.where("lang"), "unknown-language", tag=language, nearest=near, languages=", ".join(languages)
        )
    if status and status not in STATUSES:
        facts = {
            "word": status,
            "field": "status",
            "nearest": nearest(status, STATUSES),
            "choices": ", ".join(STATUSES),
        }
        yield diagnostic(header.where("status"), "unknown-value", **facts)
    steps = [*_folders(header.path), _slug(header)]
    for step in steps:
        if not is_id(step):
            where = header.where("slug") if step == steps[-1] else Where(header.path)
            yield diagnostic(where, "bad-id", **bad_id(step))
    in_folder = len(steps) > 1
    taken = reserved_id.ROOT | reserved_id.folders(languages)
    if steps[0] in taken or (in_folder and reserved_id.is_language(steps[0])):
        where = Where(header.path) if in_folder else header.where("slug")
        yield diagnostic(where, "reserved-id", word=steps[0])


def _url(path: str, header: _Header, language: str, default: str) -> str:
    return urls.home(language, default) + "/".join([*_folders(path), _slug(header), ""])


def _folders(path: str) -> tuple[str, ...]:
    folders = PurePosixPath(path).parts[1:-1]
    return folders[1:] if folders[:1] == ("pages",) else folders


def _slug(header: _Header) -> str:
    return header["slug"] or PurePosixPath(header.path).stem


def _day(words: str) -> datetime.datetime | None:
    """A day, or a day and a time, in UTC: the same bytes in every time zone."""
    try:
        return datetime.datetime.fromisoformat(words).replace(tzinfo=datetime.UTC) if _DAY.fullmatch(words) else None
    except ValueError:
        return None
