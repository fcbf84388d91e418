"""Whether what is published can be carried over, and the folder in which it is, with all that is made anew.

Both wait for others who look at the site, and so are asked for as late as may be.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cmpgen import kept, marks, publish
from cmpgen.building.run import Run


class Touched(Exception):
    """The published site is not as it was left, so that nothing that is remembered of it counts."""


def trust(run: Run) -> None:
    """Raise `Touched` where the site is not what is remembered: then all that rests on it is made again.

    What was made before is held, and so nothing is lost by having made it.
    """
    if run.before is not None and not kept.is_untouched(run.before, run.look.at_the_site()):
        raise Touched


@contextlib.contextmanager
def trusted_at_last(run: Run) -> Iterator[None]:
    """`trust` it when all is made; and where a page is missing, before anybody is told that it is."""
    try:
        yield
    except OSError:
        trust(run)
        raise
    trust(run)


def is_touched_now(run: Run) -> bool:
    """Whether somebody has changed the site since it was looked at."""
    return run.before is not None and not kept.is_untouched(run.before, marks.look_at_site(run.output))


def ensure_staged(run: Run) -> Path:
    """The staging folder; where there is none yet, one with what was made so far, and what is published, if known.

    Raises `Touched` as `trust` does.
    """
    if run.draft.folder is not None:
        return run.draft.folder
    trust(run)
    before = run.before
    if before is None:
        folder = publish.stage(run.output)
    else:
        spare = run.look.at_the_spare()
        is_usable = bool(spare.stamp) and spare.stamp == before.spare
        staged = publish.restage(run.output, before.standing, before.behind, is_usable)
        folder = staged.folder
        if staged.are_links:
            run.known = dict(zip(before.paths.files, before.marks.files, strict=True))
        if staged.are_links and staged.is_spare:
            run.known.update(zip(spare.folders, spare.marks, strict=True))
    run.closing.callback(publish.discard, folder)
    run.draft.move_into(folder)
    return folder
