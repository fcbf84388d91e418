"""The organisers' prose as HTML that cannot run, load, or dress up as the page around it.

It is Markdown; there are no images, classes, ids or styles, and headings start below those of the page.
A link leads to http, https or mailto; where any other link leads, the caller says, and one that leads nowhere keeps its
words and stops being a link.

Most texts are plain ones, for which nothing needs to be loaded that knows Markdown.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from markupsafe import Markup

from cmpgen.lookalikes import shown, skeleton

LONGEST = 30_000
"""Characters of one text that are read as Markdown; a longer one is shown as plain text."""

MOST_BRACKETS = 1_000
"""Opening brackets of one text that is read as Markdown; one with more is a fault, and shown as plain text."""

LONGEST_ADDRESS = 2_000
_SCHEMES = {"http", "https", "mailto"}

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)([\w.@-]*\w)")
_HOST = re.compile(r"\A((?:[\w-]+\.)+(?:[a-z]{2}|com|edu|gov|info|int|net|org))(?:[/:?#]\S*)?\Z")
"""A host in words, folded: behind what begins an address, or alone with an end that no file has."""

Resolve = Callable[[str], str | None]
"""Address of a page of this site, as written → what to put into href, or None where it leads nowhere."""

_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:?'()’‘“”–—%/-])*(?<! )")
"""One paragraph in which no character means anything to Markdown or to HTML."""


def nowhere(address: str) -> None:
    """For texts shown on several pages: an address within the site would mean a different place on each."""


def prose(text: str, heading_from: int = 3, link: Resolve = nowhere) -> Markup:
    """`text` as clean HTML; its highest heading becomes `<h{heading_from}>`, and no level is skipped.

    `heading_from` is 2 … 6.
    """
    if link is nowhere:
        return _remembered(text, heading_from)
    return _convert(text, heading_from, link)


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """Every link of `text` as (line, address, words), lines counting from 1; for checks."""
    # Without one of these no Markdown makes a link.
    if _is_too_much(text) or not ("[" in text or "<" in text):
        return iter(())
    from cmpgen import markdown

    return markdown.links(text)


def leads_out(address: str) -> bool:
    """Whether `address` is a whole http, https or mailto address of another place."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if len(address) > LONGEST_ADDRESS or parts.username is not None or parts.password is not None:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in _SCHEMES and bool(host) and port != 0


def other_host(words: str, address: str) -> str:
    """The host of a web address that the words of a link name, where it leads to another one; else the empty string.

    Hosts one of which lies within the other are most likely one organisation's.

    >>> other_host("see https://city.example.org/report", "https://example.net/")
    'city.example.org'
    >>> other_host("www.example.org", "https://data.example.org/"), other_host("report.pdf", "https://example.net/")
    ('', '')
    """
    if not leads_out(address) or "." not in words:
        return ""
    there = _bare(shown(urlsplit(address).hostname or ""))
    seen = skeleton(words.lower())
    for found in _ADDRESS.findall(seen) or _HOST.findall(seen):
        named = _bare(found)
        if not (f".{named}".endswith(f".{there}") or f".{there}".endswith(f".{named}")):
            return named
    return ""


def _bare(host: str) -> str:
    return skeleton(host).removeprefix("www.")


@functools.lru_cache(maxsize=20_000)
def _remembered(text: str, heading_from: int) -> Markup:
    # The background of a national question stands on every constituency's page.
    return _convert(text, heading_from, nowhere)


def _convert(text: str, heading_from: int, link: Resolve) -> Markup:
    if _is_too_much(text):
        return Markup("<p>{}</p>\n").format(text)
    if _PLAIN.fullmatch(text):
        return Markup(f"<p>{text}</p>\n")  # noqa: S704 (nothing in it is to be escaped)
    from cmpgen import markdown

    def settle(address: str) -> tuple[str, bool] | None:
        if leads_out(address):
            return address, True
        inside = link(address)
        return None if inside is None else (inside, False)

    return markdown.html(text, heading_from, settle, _SCHEMES)


def _is_too_much(text: str) -> bool:
    return len(text) > LONGEST or text.count("[") > MOST_BRACKETS
