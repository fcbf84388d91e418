"""What a build rests on, looked for by a process beside this one, which meanwhile loads and reads what it needs.

In a large project that takes as long as all the rest of a build after one edit. So this room is loaded before others,
and what the look itself needs is imported by whoever looks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cmpgen import __version__

if TYPE_CHECKING:
    from cmpgen import files

    Found = tuple[files.Survey, dict[str, str], dict[str, str]]

SETTINGS = "pelicanconf.py"


def look_around(project: Path, elections: Sequence[str]) -> Found:
    """What stands in the project, the keys of what every page rests on beside the data, and the theme's files.

    The latter are SHA-256 by their names in the theme, such as "templates/base.html".
    """
    from cmpgen import files, kept
    from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES
    from cmpgen.theme import theme_folders

    survey = files.survey(project, (CANDIDATES, QUESTIONNAIRES, CONTENT, "theme"))
    theme: dict[str, str] = {}
    for each in reversed(theme_folders(project)):
        digests = files.survey(each.parent, [each.name]).digests
        theme.update({path.partition("/")[2]: digest for path, digest in digests.items()})
    settings = project / SETTINGS
    keys = {
        "program": _program(),
        "theme": kept.key(theme),
        "settings": hashlib.sha256(settings.read_bytes()).hexdigest() if settings.is_file() else "",
        "elections": " ".join(sorted(elections)),
        "content": kept.key({path: each for path, each in survey.digests.items() if path.startswith(CONTENT)}),
    }
    return survey, keys, theme


def _program() -> str:
    """This version of cmpgen, of Python and of everything that is installed beside it."""
    from cmpgen import files, kept

    package = Path(__file__).parent
    sources = {
        path: digest
        for path, digest in files.survey(package.parent, [package.name]).digests.items()
        if path[-3:] == ".py"
    }
    beside = sorted(each for each in os.listdir(sysconfig.get_path("purelib")) if each.endswith(".dist-info"))
    return kept.key(__version__, sys.version, sources, " ".join(beside))


@contextlib.contextmanager
def looking(project: Path, elections: Sequence[str], jobs: int) -> Iterator[Callable[[], Found]]:
    """Begin to look around, in a process of its own where that can be; what is yielded waits for what was found."""
    # A thread may hold a lock that would never be given back in a child.
    if jobs < 2 or not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        yield lambda: look_around(project, elections)
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _tell(project, elections, writing)
    os.close(writing)
    with open(reading, "rb") as told:
        try:
            yield lambda: _heard(told.read()) or look_around(project, elections)
        finally:
            # Where nobody asked, the child finds its pipe closed.
            told.close()
            os.waitpid(child, 0)


def _tell(project: Path, elections: Sequence[str], writing: int) -> None:
    """In the child, which ends here whatever happens; faults are found again, and told, by its parent."""
    with contextlib.suppress(BaseException):
        survey, keys, theme = look_around(project, elections)
        if not survey.diagnostics and not survey.odd:
            with open(writing, "wb") as file:
                file.write(json.dumps([survey.digests, keys, theme]).encode("utf-8", "surrogatepass"))
    os._exit(0)


def _heard(told: bytes) -> Found | None:
    """What the child found, if it came to its end: half a text is no JSON."""
    from cmpgen import files

    with contextlib.suppress(ValueError):
        digests, keys, theme = json.loads(told.decode("utf-8", "surrogatepass"))
        return files.Survey(digests, (), {}), keys, theme
    return None
