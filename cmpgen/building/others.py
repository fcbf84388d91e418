"""Elections that a build was not asked for: their pages stay as they were published, and nobody reads their files.

What other pages say of them (the home page, whose election may be one of these, and the prose) comes from what the
build that made them remembered.
"""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from cmpgen.building.elections import folders
from cmpgen.building.run import Run, WrongOrder, carry, pages_before
from cmpgen.marks import MANIFEST
from cmpgen.model import Election
from cmpgen.yamltree import Scalar, Tree

TOLD = "told"
"""Under this name an election's memory holds what other pages say of it."""

TEXTS = ("title", "publisher", "funding")
NAMED_TEXTS = ("terms", "regions")
WORDS = ("licence", "contact", "site")
NOWHERE = Tree("", Scalar("", plain=True, line=1, column=1, length=1))
"""The tree of a value that no file holds."""


def told(election: Election) -> dict[str, Any]:
    """What other pages say of an election, as JSON holds it."""
    return {
        "date": election.date.isoformat(),
        "languages": [*election.languages],
        "closed": election.closed,
        **{name: getattr(election, name) for name in WORDS},
        **{name: {**getattr(election, name)} for name in TEXTS},
        **{name: {id_: {**text} for id_, text in getattr(election, name).items()} for name in NAMED_TEXTS},
    }


def as_told(id_: str, facts: Mapping[str, Any]) -> Election:
    """An election of which only that is known."""
    more = {name: facts[name] for name in (*WORDS, *TEXTS, *NAMED_TEXTS, "closed")}
    date = datetime.date.fromisoformat(facts["date"])
    return Election(id=id_, date=date, languages=tuple(facts["languages"]), tree=NOWHERE, **more)


def published(run: Run) -> dict[str, Election]:
    """The elections whose pages are to be carried over, by id. Raises `WrongOrder` where they cannot be."""
    if not run.order.elections:
        return {}
    known = run.before.elections if run.before else {id_: {} for id_ in _standing(run)}
    others = {id_: each for id_, each in sorted(known.items()) if id_ not in run.order.elections}
    forgotten = [id_ for id_, each in others.items() if TOLD not in each]
    if forgotten:
        raise WrongOrder(
            f"{run.order.output} holds the pages of {', '.join(forgotten)}, of which nothing is remembered; "
            "build once without --election, or into another folder"
        )
    return {id_: as_told(id_, each[TOLD]) for id_, each in others.items()}


def _standing(run: Run) -> set[str]:
    """The elections that have pages in the output folder, by its manifest.

    Each has, in its own language, these two pages, of which a candidate or a page of prose may bear one's name.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, AttributeError):
        paths = json.loads((run.output / MANIFEST).read_bytes())["files"].keys()
        tops = {path.partition("/")[0] for path in paths}
        return {each for each in tops if {f"{each}/method/index.html", f"{each}/participation/index.html"} <= paths}
    return set()


def carry_elections(run: Run, ids: Collection[str]) -> None:
    """Remember the pages of these elections as before."""
    if run.before is None:
        return
    for id_ in ids:
        # Where the theme has changed, what is carried over was made with another one.
        stale = {"base": ""} if run.touched != frozenset() else {}
        run.now.elections[id_] = {**run.before.elections[id_], **stale}
        run.now.found[id_] = run.before.found.get(id_, [])
    for name, contest in run.before.contests.items():
        if name.partition("/")[0] in ids:
            run.now.contests[name] = contest
    carry(run, [path for path, each in pages_before(run) if each[2] in ids])


def of_contests(run: Run, id_: str) -> Iterator[dict[str, Any]]:
    """What is remembered of an election's constituencies, in the order of their files."""
    names = [name for name in run.now.contests if name.partition("/")[0] == id_]
    yield from (run.now.contests[name] for name in sorted(names, key=lambda name: f"{name}.yaml"))


def refuse_dead_ends(run: Run, gone: Collection[str]) -> None:
    """Raise `WrongOrder` where a page that was carried over leads to one that is gone."""
    from cmpgen import verify

    if not (gone and run.others):
        return
    paths = [path for path, each in run.now.pages.items() if each[2] in run.others]
    for id_ in run.others:
        paths += [path for contest in of_contests(run, id_) for path in contest["files"]]
    for path in paths:
        if path.endswith(".html"):
            seen = verify.look(path, run.draft.read(path))
            lost = sorted({target for _, target, _ in verify.leads(path, seen)} & {*gone})
            if lost:
                raise WrongOrder(
                    f"/{path.removesuffix('index.html')}, as it was published, leads to "
                    f"/{lost[0].removesuffix('index.html')}, which would be gone; build without --election"
                )


def outlook(run: Run) -> dict[str, bool]:
    """Of each election that was not asked for, whether the site has its pages."""
    if not run.order.elections:
        return {}
    known = run.now.elections if run.now.elections else run.before.elections if run.before else {}
    every = {*folders(run), *known} - {*run.order.elections}
    return {id_: id_ in known for id_ in sorted(every)}
