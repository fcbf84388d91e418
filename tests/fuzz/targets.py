"""What is fuzzed, each a function of bytes: it raises where a promise is broken, and only there."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

from cmpgen import checks
from cmpgen.fields import is_link
from cmpgen.ids import is_id
from cmpgen.importers.names import slug as slug_of
from cmpgen.importers.tables import read_table
from cmpgen.lookalikes import mixed, poses_as, skeleton
from cmpgen.prose import leads_out, links
from cmpgen.prose import prose as html_of
from cmpgen.yamltree import Mapping, Sequence, read
from cmpgen.yamlwrite import unwritable, write

ELEMENTS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


def yaml(raw: bytes) -> None:
    """Reading never raises, each fault has a place in the text, and what was read is written and read back."""
    text = raw.decode("utf-8", "replace")
    tree, found = read("fuzz.yaml", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for each in found:
        assert each.code in checks.BY_CODE
        assert 1 <= each.where.line <= lines
        assert each.where.column >= 1
        assert each.where.length >= 1
    assert tree is not None or found
    if tree is None or found or not isinstance(tree.root, Mapping | Sequence):
        return
    value = tree.plain()
    try:
        again = write(value)  # type: ignore[arg-type]  # a mapping or a list
    except ValueError:
        return  # keys of several lines can be read and are never written
    reread, faults = read("fuzz.yaml", again)
    assert reread is not None
    assert not faults
    assert reread.plain() == value


class _Tags(HTMLParser):
    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        for name, value in attributes:
            assert (tag, name) in {("a", "href"), ("a", "rel"), ("ol", "start")}, (tag, name)
            assert name != "href" or leads_out(value or ""), value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def markdown(raw: bytes) -> None:
    """Whatever is written becomes elements that cannot run, and links that lead to the web."""
    text = raw.decode("utf-8", "replace")
    parser = _Tags()
    parser.feed(html_of(text))
    parser.close()
    for line, _, _ in links(text):
        assert 1 <= line <= text.count("\n") + text.count("\r") + 1


def csv(raw: bytes) -> None:
    """A table has all its cells, or a fault that says where one is lost."""
    text = raw.decode("utf-8", "replace")
    table, found = read_table("fuzz.csv", text, ["a"], 1_000)
    for each in found:
        assert each.code in checks.BY_CODE
        assert each.where.line >= 1
        assert each.where.column >= 1
    assert table is not None or found
    if table is not None:
        for row in table.rows:
            assert list(row.cells) == list(table.header.cells)
            for column in row.cells:
                assert row.where(column).line >= row.line
                assert not unwritable(row[column])


def slug(raw: bytes) -> None:
    """Whatever a thing is called, its slug is an id or nothing."""
    text = raw.decode("utf-8", "replace")
    made = slug_of(text)
    assert made == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made), made
    assert (
        not made or is_id(made) or len(made) > 64 or made in {"con", "prn", "aux", "nul"} or made[:3] in {"com", "lpt"}
    )
    skeleton(text)
    mixed(text)


def url(raw: bytes) -> None:
    """An accepted address is one of the web, without a name and a password, and whole."""
    text = raw.decode("utf-8", "replace")
    if not is_link(text):
        return
    parts = urlsplit(text)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert "@" not in parts.netloc
    assert not re.search(r"[\s<>\"\\]", text)
    assert leads_out(text) or parts.port == 0
    poses_as(parts.hostname)


TARGETS: dict[str, Callable[[bytes], None]] = {"yaml": yaml, "markdown": markdown, "csv": csv, "slug": slug, "url": url}
