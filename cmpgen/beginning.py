"""What a build rests on, looked for by processes beside this one, which meanwhile loads and reads what it needs.

In a large project that takes as long as all the rest of a build after one edit. So this room is loaded before others,
and those that look load little: one looks at the project, one at the site that is published of it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from cmpgen import __version__, marks
from cmpgen.keys import key
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES
from cmpgen.theme import theme_folders
from cmpgen.walk import Survey, survey

SETTINGS = "pelicanconf.py"

PATIENCE = 10
"""How nice the process is that looks at the site, for which an edit waits last. Beside others that leave it nothing it
takes ten times as long; were it nicer, it would wait for them."""


class Found(NamedTuple):
    """What stands in a project, and the keys of what every page rests on beside the data.

    `theme` holds the SHA-256 of the theme's files by their names in it, such as "templates/base.html".
    """

    survey: Survey
    keys: dict[str, str]
    theme: dict[str, str]


class Look:
    """A look at a project, and one at the site that is published of it: begun elsewhere, or done when it is asked for.

    `around` and `site` are where other processes tell what they see; what they do not tell is looked at here.
    """

    def __init__(
        self,
        project: Path,
        output: Path,
        elections: Sequence[str],
        around: IO[bytes] | None = None,
        site: IO[bytes] | None = None,
    ) -> None:
        self._asked = project, elections
        self._output = Path(os.path.abspath(output))
        self._around, self._site = around, site
        self._seen: marks.Marks | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether other processes look, so that this one can do something else meanwhile."""
        return self._around is not None

    def around(self) -> Found:
        """What the build rests on. Asked for once."""
        heard = _heard(self._around)
        if heard is None:
            return look_around(*self._asked)
        digests, keys, theme = heard
        return Found(Survey(digests, (), {}), keys, theme)

    def at_the_site(self) -> marks.Marks:
        """The marks of what is published, as they were when they were first asked for."""
        if self._seen is None:
            heard = _heard(self._site)
            self._seen = marks.look_at_site(self._output) if heard is None else marks.Marks(*heard)
        return self._seen

    def at_the_spare(self) -> marks.Spare:
        """What the site before is known by; after `at_the_site`. Asked for again, it is looked at again."""
        heard = _heard(self._site)
        return marks.look_at_spare(self._output) if heard is None else marks.Spare(*heard)

    def tell_around(self) -> Iterator[Any]:
        """What is wrong with the project is for whoever asked to find, and to tell, again."""
        survey, keys, theme = look_around(*self._asked)
        is_sound = not survey.diagnostics and not survey.odd
        yield [survey.digests, keys, theme] if is_sound else None

    def tell_site(self) -> Iterator[Any]:
        """The spare is wanted only where something has changed, and later."""
        yield marks.look_at_site(self._output)
        yield marks.look_at_spare(self._output)


def look_around(project: Path, elections: Sequence[str]) -> Found:
    """What a build of these elections rests on."""
    found = survey(project, (CANDIDATES, QUESTIONNAIRES, CONTENT, "theme"))
    keys, theme = _around_data(project, found.digests)
    return Found(found, {**keys, "program": _program(), "elections": json.dumps(sorted(elections))}, theme)


def is_still(project: Path, keys: Mapping[str, str]) -> bool:
    """Whether prose, theme and settings are those that somebody saw: they are read long after they were looked at."""
    now, _ = _around_data(project, survey(project, (CONTENT,)).digests)
    return all(keys[name] == each for name, each in now.items())


def _around_data(project: Path, digests: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The keys of what stands around the data, and the files of the theme."""
    theme: dict[str, str] = {}
    for each in reversed(theme_folders(project)):
        of_folder = survey(each.parent, [each.name]).digests
        theme.update({path.partition("/")[2]: digest for path, digest in of_folder.items()})
    settings = project / SETTINGS
    return {
        "theme": key(theme),
        "settings": hashlib.sha256(settings.read_bytes()).hexdigest() if settings.is_file() else "",
        "content": key({path: each for path, each in digests.items() if path.startswith(CONTENT)}),
    }, theme


def _program() -> str:
    """This version of cmpgen, of Python and of everything that is installed beside it."""
    package = Path(__file__).parent
    sources = {
        path: digest for path, digest in survey(package.parent, [package.name]).digests.items() if path[-3:] == ".py"
    }
    beside = {each for folder in {*sys.path} for each in _names(folder) if each.endswith(".dist-info")}
    return key(__version__, sys.version, sources, " ".join(sorted(beside)))


def _names(folder: str) -> list[str]:
    with contextlib.suppress(OSError):
        return os.listdir(folder or ".")
    return []


@contextlib.contextmanager
def looking(project: Path, output: Path, elections: Sequence[str], jobs: int) -> Iterator[Look]:
    """Begin to look, in processes of their own where that can be; what is yielded waits for what was found."""
    look = Look(project, output, elections)
    # A thread may hold a lock that would never be given back in a child.
    if jobs < 2 or not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        yield look
        return
    with _beside(look.tell_around) as around, _beside(look.tell_site, PATIENCE) as site:
        yield Look(project, output, elections, around, site)


@contextlib.contextmanager
def _beside(see: Callable[[], Iterator[Any]], patience: int = 0) -> Iterator[IO[bytes] | None]:
    """Have another process tell what it sees, each thing on a line; None where the system has no room for one."""
    reading, writing = os.pipe()
    _widen(writing)
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        yield None
        return
    if not child:
        # It ends here, whatever happens.
        with contextlib.suppress(BaseException), open(writing, "wb") as telling:
            os.close(reading)
            os.nice(patience)
            for each in see():
                telling.write(json.dumps(each).encode("utf-8", "surrogatepass") + b"\n")
                telling.flush()
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as told:
        try:
            yield told
        finally:
            # Whoever started this one may have had the system forget children as they end.
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG) == (0, 0):
                    # Nobody asks any more.
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)


def _widen(pipe: int) -> None:
    """Let the pipe hold what is told of a country, so that nobody waits to be heard before looking on."""
    with contextlib.suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def _heard(told: IO[bytes] | None) -> Any:
    """What another process says next, None where it does not: half of it is no JSON."""
    with contextlib.suppress(ValueError):
        return json.loads(told.readline().decode("utf-8", "surrogatepass")) if told else None
    return None
