"""What a build rests on, taken by a process beside this one, which reads meanwhile what is remembered.

In a large project each of the two takes as long as all the rest of a build after one edit.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import os
import select
import sys
import sysconfig
import threading
from collections.abc import Callable
from pathlib import Path

from cmpgen import __version__, files, kept
from cmpgen.building.run import Order
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES
from cmpgen.theme import theme_folders

SETTINGS = "pelicanconf.py"

NEEDED = ("cmpgen.workshop", "cmpgen.render", "cmpgen.prose")
"""Rooms that a build needs as soon as anything has changed."""

Found = tuple[files.Survey, dict[str, str]]
"""What stands in the project, and the keys of what every page rests on beside the data."""


def look_around(order: Order) -> Found:
    """Survey the project, the program and the theme."""
    survey = files.survey(order.project, (CANDIDATES, QUESTIONNAIRES, CONTENT, "theme"))
    themes = [files.survey(each.parent, [each.name]).digests for each in theme_folders(order.project)]
    settings = order.project / SETTINGS
    return survey, {
        "program": _program(),
        "theme": kept.key(*themes),
        "settings": hashlib.sha256(settings.read_bytes()).hexdigest() if settings.is_file() else "",
        "elections": " ".join(sorted(order.elections)),
        "content": kept.key({path: each for path, each in survey.digests.items() if path.startswith(CONTENT)}),
    }


def _program() -> str:
    """This version of cmpgen, of Python and of everything that is installed beside it."""
    package = Path(__file__).parent.parent
    sources = {
        path: digest
        for path, digest in files.survey(package.parent, [package.name]).digests.items()
        if path[-3:] == ".py"
    }
    beside = sorted(each for each in os.listdir(sysconfig.get_path("purelib")) if each.endswith(".dist-info"))
    return kept.key(__version__, sys.version, sources, " ".join(beside))


def meanwhile(order: Order) -> Callable[[], Found]:
    """Begin to look around, in a process of its own where that can be; what is returned waits for what was found."""
    # A thread may hold a lock that would never be given back in a child.
    if order.jobs < 2 or not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return lambda: look_around(order)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _tell(order, writing)
    os.close(writing)
    return lambda: _heard(child, reading) or look_around(order)


def _tell(order: Order, writing: int) -> None:
    """In the child, which ends here whatever happens; faults are found again, and told, by its parent."""
    code = 1
    with contextlib.suppress(BaseException):
        survey, keys = look_around(order)
        if not survey.diagnostics and not survey.odd:
            with open(writing, "wb") as file:
                file.write(json.dumps([survey.digests, keys]).encode("utf-8", "surrogatepass"))
            code = 0
    os._exit(code)


def _heard(child: int, reading: int) -> Found | None:
    with open(reading, "rb") as file:
        if not select.select([file], [], [], 0)[0]:
            # It is still at it.
            for each in NEEDED:
                importlib.import_module(each)
        told = file.read()
    if os.waitpid(child, 0)[1] != 0:
        return None
    digests, keys = json.loads(told.decode("utf-8", "surrogatepass"))
    return files.Survey(digests, (), {}), keys
