"""One file of a site by itself: what is wrong with it, where it leads, and its parts.

Pages come from our own templates, which escape every value, so a tag ends at its first `>`; most tags stand on many
pages, and each is judged once, nearly all of them at a glance.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmpgen.verify.tag import DULL, FORBIDDEN, ODD, Tag, is_inside, taken_apart

_COMMENT_OR_DATA = re.compile(
    # A block of data is no script: browsers never run it, and the policy does not forbid it.
    # Browsers also end a comment with --!>, and one that begins with <!--> at once.
    rb"<!--(?:-?>|.*?--!?>)|(<script(?:\s[^>]*)?\stype=\"application/(?:ld\+)?json\"[^>]*>)[^<]*(</script>)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(rb"<[A-Za-z!](?! href=\"mailto:[^\"<>]*\">)[^>]*>")
"""Any tag but a link to an e-mail address, which leads out whatever it says, and is another one for each answer."""
_NAMED = {"html", "script", *FORBIDDEN}
"""Elements that are looked at even where they have no attributes."""

# What nearly all tags are, so that few are taken apart: with nothing to see, whatever the values are; with a part that
# links may lead to; with a link to another page. A web address whose host is written plainly leads out.
_DULL_ONES = (
    r"(?: (?:aria-[a-z]+|class|colspan|data-[a-z]+|datetime|dir|height|hreflang|lang|name|role|scope|tabindex|type"
    r"|value|width)=\"[^\"<>]*\")*"
)
_OUT = r" href=\"https?://[a-z0-9.-]+(?:[/?#][^\"<>]*)?\""
_ORDINARY = rf"<(?!(?:{'|'.join(sorted(_NAMED))})\b)[a-z][a-z0-9]*"
_HARMLESS = re.compile(
    rf"(?:<a{_OUT}(?: rel=\"[a-z ]+\")?|<link rel=\"(?:canonical|alternate)\"{_DULL_ONES}{_OUT}"
    rf"|{_ORDINARY}{_DULL_ONES})>"
)
_PART = re.compile(rf"{_ORDINARY}{_DULL_ONES} id=\"([^\"<>&]*)\"{_DULL_ONES}>")
_WAY = re.compile(
    rf"<a{_DULL_ONES} href=\"([.#a-z][^\"<>&:\\]*)\"{_DULL_ONES}(?: target=\"_blank\")?(?: rel=\"[a-z ]+\")?>"
)
_CODE = re.compile(rb"\s*[^<\s]")
_ID = re.compile(rb'<[A-Za-z][^<>]*? id="([^"]*)"')
_MAYBE_ID = re.compile(rb'id="([^"]*)"')
_TITLE = re.compile(rb"<title>([^<]*)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_STYLE_LOADS = re.compile(r"""(?:@import\s*(?:url\(\s*)?|\b(?:url|image-set)\(\s*)["']?([^"')\s]*)""", re.IGNORECASE)
_SCRIPT_LOADS = re.compile(r"""\b(?:from|import)\s*\(?\s*["'`]([^"'`\n]*)["'`]""")

MOST_KEPT = 20_000
"""How many tags are remembered."""

LONGEST_KEPT = 400
"""Longer tags are hardly ever on two pages."""


SHORTEST_PIECE, LONGEST_PIECE, MOST_PIECES = 2_000, 10_000, 500
"""Characters of the pieces of pages that are looked at once, and how many are remembered: shorter ones are looked at as
fast as they are found again, and longer ones hardly ever come again."""

_LEFT_OUT = "\0"
"""Stands for such a piece in the rest of its page; it is in no text."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one file is known by: its `faults`, the relative `links` in it, and the `ids` that links may lead to."""

    faults: tuple[str, ...]
    links: frozenset[str]
    ids: frozenset[str] = frozenset()


def look(path: str, content: bytes, pieces: Sequence[str] = ()) -> Look:
    """Look at a page, a style sheet or a script by itself; as bytes, in which there is less to search than in text.

    `pieces` are the texts that a page is put together from, where they are known: some are looked at once for all pages
    that they are on, such as each question of the country in the quiz of each place.
    """
    if not path.endswith(".html"):
        return _sheet_or_script(path, content.decode())
    return _in_pieces(pieces) or _page(content)


def ids(content: bytes) -> set[str]:
    """The parts of a page that was looked at before it was written."""
    return {html.unescape(each.decode()) for each in _ID.findall(content)}


def lost(content: bytes, seen: Look) -> set[str]:
    """The parts of a page that was looked at before it was written which are not in the one that was `seen` now."""
    # What is found at a glance may stand in words.
    if {html.unescape(each.decode()) for each in _MAYBE_ID.findall(content)} <= seen.ids:
        return set()
    return ids(content) - seen.ids


def holds(content: bytes, part: str) -> bool:
    """Whether a page surely has a part of this name; where it is not written plainly, `look` tells."""
    written = f' id="{part}"'.encode()
    place = -1 if b"<!--" in content else content.find(written)
    while place >= 0:
        start = content.rfind(b"<", 0, place)
        if start >= 0 and content[start + 1 : start + 2].isalpha() and b">" not in content[start:place]:
            return True
        place = content.find(written, place + 1)
    return False


def _page(content: bytes) -> Look:
    seen = _seen(content)
    if any(each.is_odd for each in seen):
        content = _COMMENT_OR_DATA.sub(rb"\1\2", content)
        seen = [each for each in map(taken_apart, _TAG.findall(content)) if each is not None]
    return _look(content, seen)


def _in_pieces(pieces: Sequence[str]) -> Look | None:
    """As `_page`, where all is well and no piece that stands by itself begins or ends within a tag; else None."""
    if max(map(len, pieces), default=0) < SHORTEST_PIECE:
        return None
    known, rest = [], []
    for each in pieces:
        seen = _piece(each) if SHORTEST_PIECE <= len(each) <= LONGEST_PIECE else None
        rest.append(each if seen is None else _LEFT_OUT)
        if seen is not None:
            known.append(seen)
    if not known:
        return None
    content = b"".join(map(str.encode, rest))
    tags = _seen(content)
    title = _TITLE.search(content)
    is_cut = any(each.rfind(b"<") > each.rfind(b">") for each in content.split(_LEFT_OUT.encode())[:-1])
    is_cut = is_cut or (title is not None and _LEFT_OUT.encode() in title[1])
    if is_cut or any(each.is_odd for each in tags):
        return None
    look = _look(content, tags)
    if look.faults:
        return None
    return Look((), look.links.union(*(each.links for each in known)), look.ids.union(*(each.ids for each in known)))


_once: set[str] = set()
_pieces: dict[str, Look | None] = {}
"""Pieces that were on one page, and those that came again, as they were looked at; None where that cannot be."""


def _piece(text: str) -> Look | None:
    """What there is to see in a piece by itself, the second time that it is met."""
    if text in _pieces:
        return _pieces[text]
    if text not in _once:
        if len(_once) >= MOST_PIECES:
            _once.clear()
        _once.add(text)
        return None
    if len(_pieces) >= MOST_PIECES:
        _pieces.clear()
    content = text.encode()
    seen = _seen(content)
    is_whole = content.rfind(b"<") < content.rfind(b">") and not _TITLE.search(content)
    is_whole = is_whole and not any(each.is_odd or each.is_rare for each in seen)
    _once.discard(text)
    found = _pieces[text] = Look((), *_leads_and_parts(seen)) if is_whole else None
    return found


def _look(content: bytes, seen: Sequence[Tag]) -> Look:
    """What there is to say of a page with these tags."""
    rare = [each for each in seen if each.is_rare]
    faults = {fault for tag in rare for fault in tag.faults}
    if any(tag.script and _is_followed(tag.script, content) for tag in rare):
        faults.add("an inline script")
    title = _TITLE.search(content)
    if title is None or not title[1].decode().strip():
        faults.add("no title")
    if not any(tag.has_language for tag in rare):
        faults.add("no language on its html element")
    if not any(tag.has_policy for tag in rare):
        faults.add("no content security policy that begins with nothing allowed")
    return Look(tuple(sorted(faults)), *_leads_and_parts(seen))


def _leads_and_parts(seen: Sequence[Tag]) -> tuple[frozenset[str], frozenset[str]]:
    links = frozenset([link for tag in seen for link in tag.links])
    return links, frozenset([tag.id for tag in seen if tag.id])


def _is_followed(tag: bytes, content: bytes) -> bool:
    """Whether anything but another tag stands behind this one."""
    after = content.find(tag) + len(tag)
    while after >= len(tag):
        if _CODE.match(content, after):
            return True
        after = content.find(tag, after) + len(tag)
    return False


_dull: set[bytes] = set()
_known: dict[bytes, Tag] = {}
"""Tags that were looked at: those with nothing in them to see, and what was seen in the others."""


def _seen(content: bytes) -> list[Tag]:
    """What there is to see in the tags of a page; one that `is_odd` where they cannot be told apart so."""
    return [_known.get(each) or _judged(each) for each in {*_TAG.findall(content)} - _dull]


def _judged(tag: bytes) -> Tag:
    words = tag.decode()
    if _HARMLESS.fullmatch(words):
        seen = DULL
    elif part := _PART.fullmatch(words):
        seen = Tag(id=part[1])
    elif way := _WAY.fullmatch(words):
        seen = Tag(links=(way[1],))
    elif words.startswith("<!--") or "application/" in words.lower():
        return ODD
    else:
        seen = taken_apart(tag) or DULL
    if len(tag) < LONGEST_KEPT:
        if len(_dull) + len(_known) >= MOST_KEPT:
            _dull.clear()
            _known.clear()
        if seen is DULL:
            _dull.add(tag)
        else:
            _known[tag] = seen
    return seen


def _sheet_or_script(path: str, text: str) -> Look:
    loads = (_STYLE_LOADS if path.endswith(".css") else _SCRIPT_LOADS).findall(_COMMENT.sub("", text))
    return Look(
        faults=tuple(f"loads {each!r} from elsewhere" for each in loads if not is_inside(each)),
        links=frozenset(each for each in loads if is_inside(each)),
    )
