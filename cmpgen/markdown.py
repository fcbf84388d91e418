"""Markdown → clean HTML. `prose` says of which texts, and where a link within the site leads.

markdown-it-py reads CommonMark and tables with raw HTML off; nh3 then lets only a short list of elements through.
There are no images, classes, ids or styles, and headings start below those of the page.

Pathological text is a matter of length: the worst known patterns take a fifth of a second at `prose.LONGEST`
characters. markdown-it walks from each opening bracket to the end of its paragraph, looking for the closing one; of
brackets within brackets it does so twenty times over. MOST_LABELS ends that where nobody closes them, and
`prose.MOST_BRACKETS` before it begins.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator
from types import SimpleNamespace

import nh3
from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

MOST_CELLS = 20_000
"""Columns times rows of tables; a short row is filled up with empty cells, so 20 kB could make a million of them."""

MOST_LABELS = 120_000
"""Characters of one text that are walked through in search of what closes a bracket; then no bracket is a link."""

MOST_LINKS = 500
"""Links beyond these are no links: one reference of 20 kB used 8,000 times would make a page of 160 MB."""

Settle = Callable[[str], tuple[str, bool] | None]
"""Address, as written → what to put into href, and whether it leads out; None where it leads nowhere."""

_ELEMENTS = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
_ELEMENTS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
_FOREIGN = "nofollow noopener noreferrer"


def html(text: str, heading_from: int, settle: Settle, schemes: Collection[str]) -> Markup:
    """`text` as clean HTML, its highest heading as `<h{heading_from}>`; links have one of these schemes, or none."""
    reader = _reader(text)
    blocks = reader.parse(text)
    _lower_headings(blocks, heading_from)
    links = 0
    for block in blocks:
        if block.children:
            block.children = _settle_links(block.children, settle, MOST_LINKS - links)
            links += sum(token.type == "link_open" for token in block.children)
    html = reader.renderer.render(blocks, reader.options, {})
    clean = nh3.clean(html, tags=_ELEMENTS, attributes=_ATTRIBUTES, url_schemes={*schemes}, link_rel=None)
    return Markup(clean)  # noqa: S704 (it has just been cleaned)


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """Every link of `text` as (line, address, words), lines counting from 1."""
    for block in _reader(text).parse(text):
        line = first = (block.map or [0])[0] + 1
        address, words = "", [""]
        for token in block.children or ():
            line += token.type in ("softbreak", "hardbreak")
            if token.type == "link_open":
                first, address, words = line, str(token.attrGet("href")), []
            elif token.type == "link_close":
                yield first, address, "".join(words)
            else:
                words.append(token.content)


def _lower_headings(blocks: list[Token], heading_from: int) -> None:
    levels = sorted({block.tag for block in blocks if block.type == "heading_open"})
    for block in blocks:
        if block.type in ("heading_open", "heading_close"):
            block.tag = f"h{min(6, heading_from + levels.index(block.tag))}"


def _settle_links(inline: list[Token], settle: Settle, most: int) -> list[Token]:
    """`inline` with an address in each of the first `most` links that lead somewhere, and without the other links."""
    settled: list[Token] = []
    links, open_link_stays = 0, False
    for place, token in enumerate(inline):
        if token.type == "link_open":
            target = settle(str(token.attrGet("href")))
            open_link_stays = target is not None and links < most and _has_words(inline[place + 1 :])
            links += open_link_stays
            href, leads_out = target or ("", False)
            # This drops the title as well, which a reference could repeat without end.
            token.attrs = {"href": href, "rel": _FOREIGN} if leads_out else {"href": href}
        if token.type not in ("link_open", "link_close") or open_link_stays:
            settled.append(token)
    return settled


def _has_words(inline: list[Token]) -> bool:
    """Whether anything can be read before the link that has just opened closes. Links do not nest."""
    words = itertools.takewhile(lambda token: token.type != "link_close", inline)
    return any(token.content.strip() for token in words)


def _image_as_words(_renderer: object, images: list[Token], place: int, *_: object) -> str:
    return escapeHtml(images[place].content)


def _label_end(state: StateInline, start: int, no_link_inside: bool = False) -> int:
    """Where the words of a link end that begin with the bracket at `start`; -1 where they do not, or after MOST_LABELS.

    A search is paid for before it begins, since others begin within it.
    """
    left = state.env.get("labels", MOST_LABELS)
    if left <= 0:
        return -1
    state.env["labels"] = left - (state.posMax - start)
    end = helpers.parseLinkLabel(state, start, no_link_inside)
    if end >= 0:
        state.env["labels"] += state.posMax - end
    return end


def _with_rules(*rules: str) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(rules)
    known = {name: getattr(helpers, name) for name in helpers.__all__}
    reader.helpers = SimpleNamespace(**{**known, "parseLinkLabel": _label_end})  # type: ignore[assignment]
    reader.add_render_rule("image", _image_as_words)
    return reader


_with_tables, _without_tables = _with_rules("table"), _with_rules()


def _reader(text: str) -> MarkdownIt:
    columns = [line.count("|") for line in text.splitlines() if "|" in line]
    return _with_tables if max(columns, default=0) * len(columns) <= MOST_CELLS else _without_tables
