"""Whether two sites say the same: word for word, link for link, head included, on a sample of the compared pages.

    python bench/same.py PROJECT SITE OTHER_SITE [--pages N]

Compared are the page of each constituency and of each candidate of the project's election; both sites must have all of
them, and the other site nothing else. White space is folded, and what only cmpgen computes is taken out: the sections
COMPUTED, and the line of the file at the end of an e-mail's address. The order counts: both draw the same lots.

Exit code 0: the same; 1: the first difference is told.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

ELECTION = "demo"
COMPUTED = frozenset({"colleagues", "division", "map"})
TOLD = ("id", "href", "hreflang", "src", "rel", "name", "content", "lang", "datetime", "colspan", "data-candidate")
"""Attributes that say something, to readers or to programs; `class` is not among them."""

AROUND = 8
"""Words shown before and after a difference."""

_LINE_OF_FILE = re.compile(r"(?<=\.yaml)%3A[0-9]+$")


class _Reader(HTMLParser):
    """Collects what a page says, in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._within_computed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "section" and (self._within_computed or attributes.get("aria-labelledby") in COMPUTED):
            self._within_computed += 1
        if self._within_computed:
            return
        for name in TOLD:
            if name in attributes:
                value = attributes[name] or ""
                if value.startswith("mailto:"):
                    value = _LINE_OF_FILE.sub("", value)
                self.said.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "section" and self._within_computed:
            self._within_computed -= 1

    def handle_data(self, data: str) -> None:
        if not self._within_computed:
            self.said += data.split()


def said(html: str) -> list[str]:
    """The words of a page, its links and the facts of its head, in their order; white space is no part of them.

    >>> said('<p>Two <a href="x/">words</a></p><section aria-labelledby="map">and a map</section>')
    ['Two', 'href=x/', 'words']
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.said


def pages(project: Path) -> tuple[list[str], list[str]]:
    """The compared pages, below a site's root: those of constituencies, and those of candidates."""
    places = sorted((project / "questionnaires" / ELECTION / "constituencies").glob("*.yaml"))
    people = sorted((project / "candidates" / ELECTION).glob("*/*.yaml"))
    return (
        [f"{ELECTION}/{each.stem}/index.html" for each in places],
        [f"{ELECTION}/{each.parent.name}/{each.stem}/index.html" for each in people],
    )


def sample(of: Sequence[str], number: int) -> list[str]:
    """That many of them, the first and the last among them, in even steps; all where there are no more.

    >>> sample("abcdefghi", 3)
    ['a', 'e', 'i']
    """
    if len(of) <= number:
        return list(of)
    return [of[step * (len(of) - 1) // (number - 1)] for step in range(number)]


def differences(project: Path, site: Path, other: Path, number: int) -> Iterator[str]:
    """What differs between the sites: pages that are missing or too many, then words, page by page."""
    places, people = pages(project)
    every = {*places, *people}
    yield from (f"{path} is missing in {site}" for path in sorted(every) if not (site / path).is_file())
    made = {each.relative_to(other).as_posix() for each in other.rglob("*.html")}
    yield from (f"{path} is missing in {other}" for path in sorted(every - made))
    yield from (f"{path} is in {other} and nothing to be compared" for path in sorted(made - every))
    if made != every:
        return
    chosen = sample(places, number // 2)
    for path in (*chosen, *sample(people, number - len(chosen))):
        ours = said((site / path).read_text(encoding="utf-8"))
        theirs = said((other / path).read_text(encoding="utf-8"))
        if ours != theirs:
            yield f"{path}\n{_first_difference(ours, theirs, site, other)}"


def _first_difference(ours: Sequence[str], theirs: Sequence[str], site: Path, other: Path) -> str:
    both = zip(ours, theirs, strict=False)
    place = next((place for place, (one, two) in enumerate(both) if one != two), min(len(ours), len(theirs)))
    start, end = max(0, place - AROUND), place + AROUND
    return f"  {site}: {' '.join(ours[start:end])}\n  {other}: {' '.join(theirs[start:end])}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Whether two sites say the same.")
    parser.add_argument("project", type=Path)
    parser.add_argument("site", type=Path, help="cmpgen's")
    parser.add_argument("other", type=Path, help="the other generator's")
    parser.add_argument("--pages", type=int, default=240, metavar="N", help="how many to compare; default: 240")
    asked = parser.parse_args()
    for difference in differences(asked.project, asked.site, asked.other, asked.pages):
        sys.stdout.write(f"{difference}\n")
        return 1
    places, people = pages(asked.project)
    every = (*places, *people)
    sizes = [sum((folder / path).stat().st_size for path in every) / 1e6 for folder in (asked.site, asked.other)]
    sys.stdout.write(
        f"{len(every):,} pages ({sizes[0]:.1f} MB and {sizes[1]:.1f} MB), of which {min(asked.pages, len(every))}"
        " were compared, say the same.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
