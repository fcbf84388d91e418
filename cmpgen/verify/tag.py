"""One tag of a page, taken apart: what is wrong with it, where it leads, and which part of the page it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

FORBIDDEN = {"style", "base", "iframe", "frame", "object", "embed", "applet", "math", "foreignobject"}

_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")

_OPEN = re.compile(r"""=\s*(?:"[^"]*|'[^']*)>\Z""")
"""A value whose quotes nobody closes."""

# What a browser fetches by itself; other links wait for a click.
_LOADING = {
    ("script", "src"), ("img", "src"), ("source", "src"), ("video", "src"), ("video", "poster"), ("audio", "src"),
    ("script", "href"), ("script", "xlink:href"),
    ("track", "src"), ("input", "src"), ("use", "href"), ("use", "xlink:href"), ("image", "href"),
}  # fmt: skip
_LEADING = {
    ("a", "href"),
    ("a", "xlink:href"),
    ("area", "href"),
    ("form", "action"),
    ("button", "formaction"),
    ("input", "formaction"),
}
_LOADING_RELS = {
    "stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "prefetch", "preconnect",
    "dns-prefetch",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """What there is to see in a tag: `links` are the relative ones, `script` is the whole tag of a script."""

    faults: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    id: str = ""
    script: bytes = b""
    has_policy: bool = False
    has_language: bool = False
    is_odd: bool = False
    is_rare: bool = False
    """Whether there is more to see than links and a part."""


DULL = Tag()
"""Of a tag in which there is nothing to see."""

ODD = Tag(is_odd=True)
"""Of a comment, or of a block of data: what looks like tags in it is none."""


def taken_apart(written: bytes) -> Tag | None:
    """What there is to see in a tag; None where there is nothing."""
    tag = written.decode()
    name = re.match(r"<([^\s/>]*)", tag)[1].lower()  # type: ignore[index]  # it begins one
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag, len(name) + 1):
        # Of two with one name the first counts.
        attributes.setdefault(match[1].lower(), html.unescape(match[2] or match[3] or match[4] or ""))
    loads, leads = _addresses(name, attributes)
    policy = attributes.get("http-equiv", "").lower() == "content-security-policy"
    faults = tuple(_faults(name, attributes, loads, leads))
    if _OPEN.search(tag) and not name.startswith("!"):
        faults += (f"a value of <{name}> with a bare > in it, at which the tag seems to end",)
    has_policy = policy and _is_strict(attributes.get("content", ""))
    has_language = name == "html" and bool(attributes.get("lang"))
    seen = Tag(
        faults=faults,
        links=tuple(each for each in (*loads, *leads) if is_inside(each)),
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
    if name in FORBIDDEN:
        yield f"an element <{name}>"
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "a page that moves on by itself"
    for attribute in attributes:
        if attribute.startswith("on"):
            yield f"an inline handler {attribute} on <{name}>"
        if attribute in ("style", "srcdoc", "ping", "background"):
            yield f"an attribute {attribute} on <{name}>"
    for address in loads:
        if not is_inside(address):
            yield f"<{name}> loads {address!r} from elsewhere"
    for address in leads:
        if not is_inside(address) and not _leads_out(address):
            yield _leads_astray(name, address)


def _leads_astray(name: str, address: str) -> str:
    return f"<{name}> leads to {address!r}, which is neither relative nor a whole web address"


def is_inside(address: str) -> bool:
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
