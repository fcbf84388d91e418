"""Look at a finished site before it is published: what a page must have, must not have, and where its links lead.

These are promises of cmpgen, not of its volunteers: whatever stands in the data, a broken one is a bug, in a template
or in a page, and the site is not published.

Pages come from our own templates, which escape every value, so a tag ends at its first `>`; most tags stand on many
pages, and each is judged once.
"""

from __future__ import annotations

import functools
import html
import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

MOST_SHOWN = 20

_COMMENT_OR_DATA = re.compile(
    # A block of data is no script: browsers never run it, and the policy does not forbid it.
    rb"<!--.*?-->|(<script\b[^>]*\btype=\"application/(?:ld\+)?json\"[^>]*>)[^<]*(</script>)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(rb"<[A-Za-z!](?! href=\"mailto:[^\"<>]*\">)[^>]*>")
"""Any tag but a link to an e-mail address, which leads out whatever it says, and is another one for each answer."""
_FORBIDDEN = {"style", "base", "iframe", "frame", "object", "embed", "applet", "math", "foreignobject"}
_NAMED = {"html", "script", *_FORBIDDEN}
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
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_PLAIN = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)
_CODE = re.compile(rb"\s*[^<\s]")
_ID = re.compile(rb'<[A-Za-z][^<>]*? id="([^"]*)"')
_MAYBE_ID = re.compile(rb'id="([^"]*)"')
_TITLE = re.compile(rb"<title>\s*[^<\s]", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_STYLE_LOADS = re.compile(r"""(?:@import\s+|\burl\(\s*)["']?([^"')\s]*)""", re.IGNORECASE)
_SCRIPT_LOADS = re.compile(r"""\b(?:from|import)\s*\(?\s*["']([^"'\n]*)["']""")

# What a browser fetches by itself; other links wait for a click.
_LOADING = {
    ("script", "src"), ("img", "src"), ("source", "src"), ("video", "src"), ("video", "poster"), ("audio", "src"),
    ("track", "src"), ("input", "src"), ("use", "href"), ("use", "xlink:href"), ("image", "href"),
}  # fmt: skip
_LEADING = {("a", "href"), ("area", "href"), ("form", "action"), ("button", "formaction"), ("input", "formaction")}
_LOADING_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "prefetch"}

MOST_KEPT = 20_000
"""How many tags are remembered."""

LONGEST_KEPT = 400
"""Longer tags are hardly ever on two pages."""


class Broken(Exception):
    """A site that must not be published; the message lists what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one file is known by: its `faults`, the relative `links` in it, and the `ids` that links may lead to."""

    faults: tuple[str, ...]
    links: frozenset[str]
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class _Tag:
    faults: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    id: str = ""
    script: bytes = b""
    has_policy: bool = False
    has_language: bool = False
    is_odd: bool = False
    is_rare: bool = False
    """Whether there is more to see than links and a part."""


_DULL = _Tag()
"""Of a tag in which there is nothing to see."""

_ODD = _Tag(is_odd=True)
"""Of a comment, or of a block of data: what looks like tags in it is none."""


def verify(site: Path) -> None:
    """Raise `Broken` where any page, style sheet or script of the site breaks a promise."""
    refuse(list(found(site)))


def refuse(faults: Sequence[str]) -> None:
    """Raise `Broken` where there are any faults."""
    if faults:
        more = f"\n  and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
        raise Broken("the site was built and is not sound:\n  " + "\n  ".join(faults[:MOST_SHOWN]) + more)


def found(site: Path) -> Iterator[str]:
    """Every broken promise as `path: what is wrong`, by path."""
    files = sorted(
        os.path.relpath(os.path.join(folder, name), site) for folder, _, names in os.walk(site) for name in names
    )
    looks: dict[str, Look] = {}
    for path in files:
        if path.endswith((".html", ".css", ".js")):
            looks[path] = look(path, (site / path).read_bytes())
        elif is_live_drawing(path):
            yield f"{path}: {LIVE_DRAWING}"
    known = frozenset(files)
    nothing = Look((), frozenset())
    for path, seen in looks.items():
        yield from (f"{path}: {fault}" for fault in seen.faults)
        for link, target, fragment in leads(path, seen):
            if target not in known:
                yield f"{path}: the link {link!r} leads nowhere"
            elif not is_part(fragment, looks.get(target, nothing)):
                yield f"{path}: the link {link!r} leads to no part of {target}"


LIVE_DRAWING = "a drawing that may carry a script"


def is_live_drawing(path: str) -> bool:
    """Whether a file of the site is a drawing that is none of the theme's."""
    return path.endswith(".svg") and not path.startswith("static/")


def look(path: str, content: bytes) -> Look:
    """Look at a page, a style sheet or a script by itself; as bytes, in which there is less to search than in text."""
    return _page(content) if path.endswith(".html") else _sheet_or_script(path, content.decode())


def ids(page: Path) -> set[str]:
    """The parts of a page that was looked at before it was written."""
    return {each.decode() for each in _ID.findall(page.read_bytes())}


def lost(page: Path, seen: Look) -> set[str]:
    """The parts of a page that was looked at before it was written which are not in the one that was `seen` now."""
    content = page.read_bytes()
    # What is found at a glance may stand in words.
    if {each.decode() for each in _MAYBE_ID.findall(content)} <= seen.ids:
        return set()
    return {each.decode() for each in _ID.findall(content)} - seen.ids


def holds(content: bytes, part: str) -> bool:
    """Whether a page surely has a part of this name; where it is not written plainly, `look` tells."""
    written = f' id="{part}"'.encode()
    place = content.find(written)
    while place >= 0:
        start = content.rfind(b"<", 0, place)
        if start >= 0 and content[start + 1 : start + 2].isalpha() and b">" not in content[start:place]:
            return True
        place = content.find(written, place + 1)
    return False


def leads(path: str, seen: Look) -> Iterator[tuple[str, str, str]]:
    """The relative links of the file at `path`: each as it is written, the file that it means, and the part of it."""
    return ((link, *_lead(path, link)) for link in sorted(seen.links))


def destinations(looks: Mapping[str, Look]) -> dict[tuple[str, str], tuple[str, str]]:
    """All that these files lead to: a file and the part of it, and of each the first file and link that lead there."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    followed: dict[str, set[str]] = {}
    for path, seen in looks.items():
        # Files that are equally deep in the site have most links in common: those by way of its root.
        root = "../" * path.count("/") or "./"
        known = followed.setdefault(root, set())
        for link in sorted(seen.links - known):
            lead = None
            if link.startswith(root):
                known.add(link)
                lead = _from_root(link[len(root) :])
            found.setdefault(lead or _lead(path, link), (path, link))
    return found


def _lead(path: str, link: str) -> tuple[str, str]:
    """The file that a link means which stands in the file at `path`, and the part of it."""
    where, _, fragment = link.partition("#")
    where = where.partition("?")[0]
    return _target(posixpath.dirname(path), where) if where else path, unquote(fragment)


def is_part(fragment: str, seen: Look) -> bool:
    """Whether a file has the part that a link names; every file has its top."""
    return fragment in ("", "top") or fragment in seen.ids


def _page(content: bytes) -> Look:
    seen = _seen(content)
    if any(each.is_odd for each in seen):
        content = _COMMENT_OR_DATA.sub(rb"\1\2", content)
        seen = [each for each in map(_tag, _TAG.findall(content)) if each is not None]
    rare = [each for each in seen if each.is_rare]
    faults = {fault for tag in rare for fault in tag.faults}
    if any(tag.script and _is_followed(tag.script, content) for tag in rare):
        faults.add("an inline script")
    if not _TITLE.search(content):
        faults.add("no title")
    if not any(tag.has_language for tag in rare):
        faults.add("no language on its html element")
    if not any(tag.has_policy for tag in rare):
        faults.add("no content security policy that begins with nothing allowed")
    return Look(
        faults=tuple(sorted(faults)),
        links=frozenset([link for tag in seen for link in tag.links]),
        ids=frozenset([tag.id for tag in seen if tag.id]),
    )


def _is_followed(tag: bytes, content: bytes) -> bool:
    """Whether anything but another tag stands behind this one."""
    after = content.find(tag) + len(tag)
    while after >= len(tag):
        if _CODE.match(content, after):
            return True
        after = content.find(tag, after) + len(tag)
    return False


_dull: set[bytes] = set()
_known: dict[bytes, _Tag] = {}
"""Tags that were looked at: those with nothing in them to see, and what was seen in the others."""


def _seen(content: bytes) -> list[_Tag]:
    """What there is to see in the tags of a page; one that `is_odd` where they cannot be told apart so."""
    return [_known.get(each) or _judged(each) for each in {*_TAG.findall(content)} - _dull]


def _judged(tag: bytes) -> _Tag:
    words = tag.decode()
    if _HARMLESS.fullmatch(words):
        seen = _DULL
    elif part := _PART.fullmatch(words):
        seen = _Tag(id=part[1])
    elif way := _WAY.fullmatch(words):
        seen = _Tag(links=(way[1],))
    elif words.startswith("<!--") or "application/" in words.lower():
        return _ODD
    else:
        seen = _tag(tag) or _DULL
    if len(tag) < LONGEST_KEPT:
        if len(_dull) + len(_known) >= MOST_KEPT:
            _dull.clear()
            _known.clear()
        if seen is _DULL:
            _dull.add(tag)
        else:
            _known[tag] = seen
    return seen


def _sheet_or_script(path: str, text: str) -> Look:
    loads = (_STYLE_LOADS if path.endswith(".css") else _SCRIPT_LOADS).findall(_COMMENT.sub("", text))
    return Look(
        faults=tuple(f"loads {each!r} from elsewhere" for each in loads if not _is_inside(each)),
        links=frozenset(each for each in loads if _is_inside(each)),
    )


def _tag(written: bytes) -> _Tag | None:
    """What there is to see in a tag; None where there is nothing."""
    tag = written.decode()
    name = re.match(r"<([^\s/>]*)", tag)[1].lower()  # type: ignore[index]  # _TAG found it
    attributes = {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(tag, len(name) + 1)
    }
    loads, leads = _addresses(name, attributes)
    policy = attributes.get("http-equiv", "").lower() == "content-security-policy"
    faults = tuple(_faults(name, attributes, loads, leads))
    has_policy = policy and _is_strict(attributes.get("content", ""))
    has_language = name == "html" and bool(attributes.get("lang"))
    seen = _Tag(
        faults=faults,
        links=tuple(each for each in (*loads, *leads) if _is_inside(each)),
        id=attributes.get("id", ""),
        script=written if name == "script" else b"",
        has_policy=has_policy,
        has_language=has_language,
        is_rare=bool(faults) or has_policy or has_language or name == "script",
    )
    return seen if (seen.links or seen.id or seen.is_rare) and not name.startswith("!") else None


def _addresses(name: str, attributes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """What this tag makes a browser load, and where it leads whoever follows it."""
    loads = [value for attribute, value in attributes.items() if (name, attribute) in _LOADING]
    loads += [each.split()[0] for each in attributes.get("srcset", "").split(",") if each.strip()]
    leads = [value for attribute, value in attributes.items() if (name, attribute) in _LEADING]
    if name == "link" and "href" in attributes:
        rels = set(attributes.get("rel", "").lower().split())
        (loads if rels & _LOADING_RELS else leads).append(attributes["href"])
    return loads, leads


def _faults(name: str, attributes: Mapping[str, str], loads: list[str], leads: list[str]) -> Iterator[str]:
    if name in _FORBIDDEN:
        yield f"an element <{name}>"
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "a page that moves on by itself"
    for attribute in attributes:
        if attribute.startswith("on"):
            yield f"an inline handler {attribute} on <{name}>"
        if attribute in ("style", "srcdoc", "ping", "background"):
            yield f"an attribute {attribute} on <{name}>"
    for address in loads:
        if not _is_inside(address):
            yield f"<{name}> loads {address!r} from elsewhere"
    for address in leads:
        if not _is_inside(address) and not _leads_out(address):
            yield _leads_astray(name, address)


def _leads_astray(name: str, address: str) -> str:
    return f"<{name}> leads to {address!r}, which is neither relative nor a whole web address"


def _is_inside(address: str) -> bool:
    """Whether it is a relative address, so that it stays on this site whatever path the site stands at."""
    return not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]|[\x00-\x20]", address)


def _leads_out(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.hostname))


def _is_strict(policy: str) -> bool:
    directives = [each.split() for each in policy.split(";") if each.strip()]
    sources = {source for _, *sources in directives for source in sources}
    known = {"'self'", "'none'", "'script'"}
    return ["default-src", "'none'"] in directives and sources <= known


def _target(folder: str, address: str) -> str:
    """The file that a relative address means, from a page in `folder`."""
    # Nearly all links of a page begin with the way back to the root of the site.
    up = "../" * (folder.count("/") + 1) if folder else "./"
    if address.startswith(up):
        plain = _plain(address[len(up) :])
        if plain:
            return plain
    return _resolved(folder, address)


@functools.lru_cache(maxsize=20_000)
def _from_root(link: str) -> tuple[str, str] | None:
    """The file that a link from the root of the site means, and the part; None where it is not written plainly."""
    where, _, fragment = link.partition("#")
    target = _plain(where.partition("?")[0])
    return (target, unquote(fragment)) if target else None


@functools.lru_cache(maxsize=20_000)
def _plain(rest: str) -> str:
    """The file that this address means from the root of the site; empty where it is not written plainly."""
    if not _PLAIN.fullmatch(rest):
        return ""
    return rest if rest and not rest.endswith("/") else f"{rest}index.html"


@functools.lru_cache(maxsize=20_000)
def _resolved(folder: str, address: str) -> str:
    whole = posixpath.normpath(posixpath.join(folder, unquote(address)))
    if address.endswith("/") or address.rsplit("/", 1)[-1] in (".", "..") or not address:
        return posixpath.join(whole, "index.html").removeprefix("./")
    return whole
