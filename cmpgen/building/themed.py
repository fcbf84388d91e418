"""What a project's own theme breaks is told as a fault of the project, and is no bug of cmpgen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cmpgen import files
from cmpgen.building.run import Faults
from cmpgen.diagnostics import Where, diagnostic
from cmpgen.theme import OWN, BadTemplate, is_changed


@contextlib.contextmanager
def told(project: Path) -> Iterator[None]:
    """Raise `Faults` for templates of the project's own that fail, and for pages that its theme may have broken."""
    from cmpgen.verify import Broken

    try:
        yield
    except BadTemplate as bad:
        code = "broken-page" if bad.path == OWN else "broken-template"
        texts = files.Texts(project, {bad.path} - {OWN})
        raise Faults([diagnostic(Where(bad.path, bad.line), code, reason=bad.reason)], texts) from bad
    except Broken as broken:
        if not broken.faults or not is_changed(project):
            raise
        raise Faults([diagnostic(Where(OWN), "broken-page", reason=each) for each in broken.faults], {}) from broken
