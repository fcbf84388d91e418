"""`build`: a project's folder → a published site; and the Pelican plugin, which renders the prose in it.

Pelican renders the prose below content/ and writes feeds; the pages of elections are made by `cmpgen.building`, without
it, and it is not even imported where no prose is due.
Under plain `pelican` a run begins when Pelican asks for generators, and ends when it has finished: what is published is
the same. Whatever goes wrong in between, nothing is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cmpgen import building, walk
from cmpgen.building import Built, Faults, Order, Tell
from cmpgen.diagnostics import in_order
from cmpgen.publish import Locked, Refused, in_words, place

if TYPE_CHECKING:
    from cmpgen.beginning import Look

__all__ = ["Built", "Locked", "Refused", "build", "register"]


def register() -> None:
    """Called by Pelican, which would only log what is raised here and go on without this plugin."""
    from cmpgen.site import driven

    driven.register()


def build(
    project: Path,
    output: Path,
    elections: Sequence[str] = (),
    jobs: int = 1,
    tell: Tell = lambda done, total: None,
    look: Look | None = None,
) -> Built:
    """Compile the project and publish its site, whole or not at all.

    `elections` holds ids; empty means all. `jobs` is the number of processes; `tell` hears how far it is; `look` is
    that of somebody who has begun it already.
    Raises `Refused` (`Locked` where another build is at work) where the environment does not allow it, and
    `verify.Broken` where the site that came out is not sound, which is a bug.
    """
    order = Order(project, place(output, project, untouched=True), tuple(elections), jobs=jobs)
    with in_words(output):
        built = _build(order, tell, look)
    # What lies beside the folders that are read makes no page, so it is looked for each time and not remembered.
    return replace(built, diagnostics=tuple(in_order([*built.diagnostics, *walk.strays(project)])))


def _build(order: Order, tell: Tell, look: Look | None) -> Built:
    try:
        run = building.begin(order, tell, look)
        with run.closing:
            if run.prose:
                from cmpgen.building import themed
                from cmpgen.site import driven

                with themed.told(order.project):
                    return driven.build(run)
            return building.finish(run)
    except Faults as faults:
        return Built(faults.diagnostics, faults.texts)
    except LookupError as missing:
        refuse_missing(missing)
        raise


def refuse_missing(missing: LookupError) -> None:
    """Raise `Broken` where this says that the theme has no such template."""
    from jinja2 import TemplateNotFound

    from cmpgen.verify import Broken

    if isinstance(missing, TemplateNotFound):
        raise Broken(f"the theme has no template {missing.name}") from missing
