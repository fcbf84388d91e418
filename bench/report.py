"""Costs → a table in plain text: medians, in brackets the least and the most, and what docs/speed.md promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from measuring import Cost, spread

Costs = Mapping[str, Mapping[str, Sequence[Cost]]]

NAMES = {
    "full": "full build",
    "edit": "one answer changed",
    "nothing": "nothing changed",
    "method": "the template of one page changed",
    "quiz": "the template of each quiz changed",
    "template": "the template of each candidate's page changed",
    "frame": "the template of every page changed",
    "check": "cmpgen check",
    "help": "cmpgen --help",
    "linear": "full build, beside one of 65 constituencies",
}


class Goal(NamedTuple):
    """The most that a figure may be, and what it should be, where that is said."""

    limit: float
    aim: float | None = None


# By size, measure, and what is measured of it; a ratio is cmpgen's share of Hugo's.
GOALS = {
    ("uk", "full", "ratio of wall"): Goal(0.8, 0.5),
    ("uk", "edit", "wall"): Goal(0.6, 0.35),
    ("uk", "nothing", "wall"): Goal(0.5, 0.3),
    ("uk", "method", "wall"): Goal(3, 2),
    ("uk", "quiz", "wall"): Goal(3, 2),
    ("uk", "template", "wall"): Goal(3, 2),
    ("uk", "frame", "wall"): Goal(3, 2),
    ("uk", "check", "wall"): Goal(3, 1.5),
    ("uk", "help", "wall"): Goal(0.15, 0.1),
    ("uk", "", "memory"): Goal(200, 80),
    ("", "", "page"): Goal(150),
    ("uk", "weight", "data"): Goal(8, 5),
    ("uk", "linear", "cpu a page"): Goal(1.2),
    ("finland", "full", "wall"): Goal(45),
    ("finland", "edit", "wall"): Goal(1.2),
    ("finland", "", "memory"): Goal(300),
    ("communes", "full", "wall"): Goal(180),
}

ROW = "{:<28} {:>22} {:>22} {:>20} {:>7} {:>6}  {}"


def text(
    size: str,
    heading: str,
    sizes: Mapping[str, tuple[int, int]],
    costs: Costs,
    weight: Mapping[str, Sequence[int]],
    largest_page: tuple[str, int],
) -> str:
    """The whole report of one run."""
    lines = [heading]
    lines += [f"{who}: {files:,} files, {written / 1e6:.1f} MB" for who, (files, written) in sizes.items()]
    lines += ["", ROW.format("", "cmpgen", "Hugo", "cmpgen / Hugo", "limit", "aim", "").rstrip()]
    for name, words in NAMES.items():
        if name in costs:
            lines += ["", words]
            lines += _linear(size, costs[name]) if name == "linear" else _measure(size, name, costs[name])
    largest = max((each.memory for of in costs.values() for each in of.get("cmpgen", ())), default=0)
    if largest:
        lines += ["", _row(size, "", "memory", "largest process of all, MB", f"{largest:.0f}", value=largest)]
    if weight:
        lines += ["", "first visit of a quiz, gzipped, kB", *_weight(size, weight)]
    kilobytes = largest_page[1] / 1000
    words = f"{kilobytes:.1f}"
    lines += ["", _row("", "", "page", "largest page, gzipped, kB", words, value=kilobytes), f"  {largest_page[0]}/"]
    return "\n".join(lines) + "\n"


def _measure(size: str, name: str, of: Mapping[str, Sequence[Cost]]) -> Iterator[str]:
    ours, theirs = of["cmpgen"], of.get("Hugo", ())
    for what, unit in (("wall", "s"), ("cpu", "s"), ("memory", "MB")):
        mine = [getattr(each, what) for each in ours]
        other = [getattr(each, what) for each in theirs]
        ratios = [one / two for one, two in zip(mine, other, strict=False)]
        as_ratio = (size, name, f"ratio of {what}") in GOALS
        yield _row(
            size,
            name,
            f"ratio of {what}" if as_ratio else what,
            f"  {what}, {unit}",
            _spread(mine),
            _spread(other),
            _spread(ratios),
            spread(ratios if as_ratio else mine).median,
        )
    counts = sorted({each.counts for each in ours if each.counts})
    for read, rendered, written in counts:
        yield f"  {read:,} files read, {rendered:,} pages rendered, {written:,} files written"


def _linear(size: str, of: Mapping[str, Sequence[Cost]]) -> Iterator[str]:
    """Processor time per page, here and there."""
    here, there = ([1000 * each.cpu / each.counts[1] for each in of[name]] for name in ("here", "there"))
    ratios = [one / two for one, two in zip(here, there, strict=True)]
    yield _row(size, "linear", "", "  cpu a page, ms", _spread(here))
    yield _row(size, "linear", "", "  cpu a page there, ms", _spread(there))
    yield _row(size, "linear", "cpu a page", "  here / there", _spread(ratios), value=spread(ratios).median)


WEIGHED = {
    "html": "its page",
    "css": "styles",
    "js": "scripts",
    "quiz.json": "what is scored with",
    "notes.json": "comments and sources",
    "data": "both, each place's data",
}


def _weight(size: str, weight: Mapping[str, Sequence[int]]) -> Iterator[str]:
    together = 0.0
    for kind, words in WEIGHED.items():
        kilobytes = [small / 1000 for small in weight[kind]]
        median = spread(kilobytes).median
        if kind not in ("quiz.json", "notes.json"):
            together += median
        told = _spread(kilobytes) if len(kilobytes) > 1 else f"{median:.1f}"
        yield _row(size, "weight", kind, f"  {words}", told, value=median)
    yield _row(size, "weight", "", "  together", f"{together:.1f}")


def _row(
    size: str, name: str, what: str, words: str, ours: str, theirs: str = "", ratio: str = "", value: float = 0.0
) -> str:
    goal = GOALS.get((size, name, what))
    limit, aim, verdict = "", "", ""
    if goal is not None:
        limit, aim = f"{goal.limit:g}", f"{goal.aim:g}" if goal.aim is not None else ""
        verdict = (
            "aim met" if goal.aim is not None and value <= goal.aim else "within" if value <= goal.limit else "over"
        )
    return ROW.format(words, ours, theirs, ratio, limit, aim, verdict).rstrip()


def _spread(values: Sequence[float]) -> str:
    """
    >>> _spread([1.0, 2.0, 1.5])
    '1.50 (1.00–2.00)'
    """
    if not values:
        return ""
    of = spread(values)
    digits = 0 if of.median >= 100 else 1 if of.median >= 20 else 2
    return f"{of.median:.{digits}f} ({of.least:.{digits}f}–{of.most:.{digits}f})"
