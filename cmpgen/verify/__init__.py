"""Look at a finished site before it is published: what a page must have, must not have, and where its links lead.

These are promises of cmpgen, not of its volunteers: whatever stands in the data, a broken one is a bug, in a template
or in a page, and the site is not published.
"""

from __future__ import annotations

import functools
import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from cmpgen.verify.alone import Look, holds, ids, look, lost

__all__ = [
    "LIVE_DRAWING",
    "Broken",
    "Look",
    "destinations",
    "found",
    "holds",
    "ids",
    "is_live_drawing",
    "is_part",
    "leads",
    "look",
    "lost",
    "refuse",
    "verify",
]

MOST_SHOWN = 20

_PLAIN = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)


class Broken(Exception):
    """A site that must not be published; the message lists what is wrong with it, and so do `faults` of its pages."""

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


def verify(site: Path) -> None:
    """Raise `Broken` where any page, style sheet or script of the site breaks a promise."""
    refuse(list(found(site)))


def refuse(faults: Sequence[str]) -> None:
    """Raise `Broken` where there are any faults."""
    if faults:
        more = f"\n  and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
        raise Broken("the site was built and is not sound:\n  " + "\n  ".join(faults[:MOST_SHOWN]) + more, faults)


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


def leads(path: str, seen: Look) -> Iterator[tuple[str, str, str]]:
    """The relative links of the file at `path`: each as it is written, the file that it means, and the part of it."""
    return ((link, *_lead(path, link)) for link in sorted(seen.links))


def destinations(looks: Mapping[str, Look]) -> dict[tuple[str, str], tuple[str, str]]:
    """All that these files lead to: a file and the part of it, and of each the first file and link that lead there."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    followed: dict[str, set[str]] = {}
    for path, seen in looks.items():
        # Files that are equally deep in the site have most links in common: those by way of its root.
        root = _root(path)
        known = followed.setdefault(root, set())
        for link in sorted(seen.links - known):
            if link.startswith(root):
                known.add(link)
            found.setdefault(_lead(path, link), (path, link))
    return found


def _root(path: str) -> str:
    """The way from a file to the root of the site, with which nearly all links begin."""
    return "../" * path.count("/") or "./"


def _lead(path: str, link: str) -> tuple[str, str]:
    """The file that a link means which stands in the file at `path`, and the part of it."""
    root = _root(path)
    lead = _from_root(link[len(root) :]) if link.startswith(root) else None
    if lead is not None:
        return lead
    where, _, fragment = link.partition("#")
    where = where.partition("?")[0]
    return _resolved(posixpath.dirname(path), where) if where else path, unquote(fragment)


def is_part(fragment: str, seen: Look) -> bool:
    """Whether a file has the part that a link names; every file has its top."""
    return fragment in ("", "top") or fragment in seen.ids


@functools.lru_cache(maxsize=20_000)
def _from_root(link: str) -> tuple[str, str] | None:
    """The file that a link from the root of the site means, and the part; None where it is not written plainly."""
    where, _, fragment = link.partition("#")
    where = where.partition("?")[0]
    if not _PLAIN.fullmatch(where):
        return None
    return where if where and not where.endswith("/") else f"{where}index.html", unquote(fragment)


@functools.lru_cache(maxsize=20_000)
def _resolved(folder: str, address: str) -> str:
    whole = posixpath.normpath(posixpath.join(folder, unquote(address)))
    if address.endswith("/") or address.rsplit("/", 1)[-1] in (".", "..") or not address:
        return posixpath.join(whole, "index.html").removeprefix("./")
    return whole
