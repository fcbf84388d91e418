"""What a project's own theme breaks is told as a fault of the project, and is no bug of cmpgen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from cmpgen import files
from cmpgen.building.run import Faults
from cmpgen.diagnostics import Where, diagnostic
from cmpgen.theme import OWN, TEMPLATES, BadFile, is_changed, theme_folders


@contextlib.contextmanager
def told(project: Path) -> Iterator[None]:
    """Raise `Faults` for files of the project's own theme that fail, and for pages that it may have broken."""
    from cmpgen.verify import Broken

    try:
        yield
    except BadFile as bad:
        folder = theme_folders(project)[-1] / TEMPLATES
        found = diagnostic(Where(bad.path, bad.line), bad.code, reason=bad.reason, folder=str(folder))
        raise Faults([found], files.Texts(project, {bad.path} - {OWN})) from bad
    except Broken as broken:
        if not broken.faults or not is_changed(project):
            raise
        found_on_pages = [diagnostic(Where(OWN), "broken-page", reason=each) for each in _together(broken.faults)]
        raise Faults(found_on_pages, {}) from broken


def _together(faults: Sequence[str]) -> Iterator[str]:
    """What one template breaks on many pages is told once."""
    pages: dict[str, list[str]] = {}
    for each in faults:
        page, _, reason = each.partition(": ")
        pages.setdefault(reason, []).append(page)
    for reason, those in pages.items():
        yield f"{those[0]}: {reason}" + (f" (and on {len(those) - 1} more)" if len(those) > 1 else "")
