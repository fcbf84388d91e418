"""What a command costs: wall, processor time of all its processes, memory of the largest one."""

from __future__ import annotations

import ctypes
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

PR_SET_CHILD_SUBREAPER = 36
KILOBYTES = 1 if sys.platform != "darwin" else 1024
"""How many of the units of `ru_maxrss` make a kilobyte."""

# What is installed has been compiled, and a checkout is as soon as it has been used.
ENVIRONMENT = {name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

_COUNTS = re.compile(r"([0-9,]+) files read, ([0-9,]+) pages rendered, ([0-9,]+) files written")


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: seconds of wall and of processors (user and system), megabytes (10^6) of the largest process.

    `counts` are files read, pages rendered, files written, as `cmpgen build --timings` says; empty for other commands.
    """

    wall: float
    cpu: float
    memory: float
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Several values of one thing."""

    median: float
    least: float
    most: float


def spread(values: Sequence[float]) -> Spread:
    """
    >>> spread([3.0, 1.0, 2.0])
    Spread(median=2.0, least=1.0, most=3.0)
    """
    return Spread(statistics.median(values), min(values), max(values))


def measured(command: Sequence[str | os.PathLike[str]], folder: str | os.PathLike[str] = ".") -> Cost:
    """Run the command in `folder` to its end, and that of all processes it started. One that fails ends the bench.

    All that waits to be written goes to the disk first: nobody pays for the files of the run before.
    """
    os.sync()
    words = [os.fspath(each) for each in command]
    with tempfile.TemporaryFile() as said:
        os.set_inheritable(said.fileno(), True)
        redirected = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)]
        before = os.getcwd()
        os.chdir(folder)
        try:
            started = time.perf_counter()
            process = os.posix_spawn(words[0], words, ENVIRONMENT, file_actions=redirected)
        finally:
            os.chdir(before)
        wall, cpu, memory, status = 0.0, 0.0, 0, 0
        # Processes that outlive their parent come to us: without them a pool would seem to cost nothing.
        while True:
            try:
                ended, how, used = os.wait4(-1, 0)
            except ChildProcessError:
                break
            if ended == process:
                wall, status = time.perf_counter() - started, os.waitstatus_to_exitcode(how)
            cpu += used.ru_utime + used.ru_stime
            memory = max(memory, used.ru_maxrss // KILOBYTES)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if status:
        sys.exit(f"{' '.join(words)}\nended with {status}:\n{text[-3000:]}")
    found = _COUNTS.search(text)
    counts = tuple(int(each.replace(",", "")) for each in found.groups()) if found else ()
    return Cost(wall, cpu, memory * 1024 / 1e6, counts)


def adopt_orphans() -> None:
    """Become the parent of whatever descendants leave behind; where the system cannot do that, they go uncounted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def as_json(costs: Sequence[Cost]) -> list[dict[str, object]]:
    return [asdict(each) for each in costs]
