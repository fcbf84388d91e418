"""Runs cmpgen for the hostile cases: one process that has everything imported, and a fork of it for each case.

A fresh interpreter would spend more time on imports than on the case, so this parent pays for them once.
Each fork is a process of its own: it gives up the powers of root, has ADDRESS_SPACE bytes of memory, no stdin,
and is killed after SECONDS of a processor, when it has stood still for as many of the clock, or after PATIENCE of it.

It reads one request a line, as `Server.run` writes it, and answers with one line: see `Run`.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESS_SPACE = 1 << 30
SECONDS = 10
PATIENCE = 60
"""Of the clock, which also counts what else the machine does."""
GLANCE = 0.25
"""Seconds after which it is looked whether the process still moves."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended. `code` is its exit code, negative where a signal ended it, also when it took too long.

    `seconds` of the clock, `cpu` seconds of user and system, `megabytes` that were resident at most.
    """

    code: int
    stdout: str
    stderr: str
    seconds: float
    cpu: float
    megabytes: int


class Server:
    """A running server; `run` asks it."""

    def __init__(self, package: Path = ROOT) -> None:
        """`package` is the folder that cmpgen is imported from."""
        # BLAS would reserve memory for each of its threads, and no case needs any.
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(package)}
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *argv: str, cwd: Path = ROOT, patience: float = PATIENCE, user: int = 0) -> Run:
        """Run `cmpgen argv…` within the limits; it is killed after `patience` seconds of the clock.

        With a `user`, root runs it as that one.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(
            json.dumps({"argv": argv, "cwd": str(cwd), "patience": patience, "user": user}) + "\n"
        )
        self._process.stdin.flush()
        return Run(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def serve() -> None:
    """Answer requests until there are no more."""
    _import_everything()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def _import_everything() -> None:
    import cmpgen

    for module in pkgutil.walk_packages(cmpgen.__path__, "cmpgen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.freeze()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = os.fork()
        if child == 0:
            _become(request, out.fileno(), err.fileno())
        handle = os.pidfd_open(child)
        if not _ends(child, handle, start + request["patience"]):
            os.kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
        os.close(handle)
        seconds = time.perf_counter() - start
        for file in (out, err):
            file.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "stdout": out.read().decode("utf-8", "replace"),
            "stderr": err.read().decode("utf-8", "replace"),
            "seconds": seconds,
            "cpu": usage.ru_utime + usage.ru_stime,
            "megabytes": usage.ru_maxrss // 1024,
        }


def _ends(child: int, handle: int, deadline: float) -> bool:
    """Wait until the child ends; False once it has stood still for SECONDS, or when the deadline has passed.

    It stands still while neither it nor a child of its own computes or waits for a processor: what else the machine
    does makes it slow, and does not count.
    """
    spent, since = -1.0, time.perf_counter()
    # Not a moment after the deadline: what is to be killed at any moment must not live from glance to glance.
    while not select.select([handle], [], [], max(0.0, min(GLANCE, deadline - time.perf_counter())))[0]:
        now = time.perf_counter()
        before, (spent, runs) = spent, _activity(child)
        if runs or spent != before:
            since = now
        if now - since > SECONDS or now >= deadline:
            return False
    return True


def _activity(process: int) -> tuple[float, bool]:
    """The ticks that a process and its children have had of a processor, and whether one of them runs or could run."""
    ticks, runs = 0.0, False
    try:
        stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks, runs = sum(map(float, stat[11:15])), stat[0] == "R"
        for each in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            more, also = _activity(int(each))
            ticks, runs = ticks + more, runs or also
    except OSError:
        pass
    return ticks, runs


def _become(request: dict[str, Any], out: int, err: int) -> NoReturn:
    """In the fork: run the command within the limits, and end."""
    null = os.open(os.devnull, os.O_RDONLY)
    for ours, standard in ((null, 0), (out, 1), (err, 2)):
        os.dup2(ours, standard)
    os.chdir(request["cwd"])
    if request["user"]:
        _become_user(request["user"])
    elif os.geteuid() == 0:
        _keep_powers(0)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.argv = ["cmpgen", *request["argv"]]
    code = 70
    try:
        from cmpgen.cli import main

        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _become_user(user: int) -> None:
    """Go on as that user, who may still read all files: this Python may stand in a folder of root's."""
    keep_capabilities, may_read_everything = 8, 1 << 2
    ctypes.CDLL(None).prctl(keep_capabilities, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
    _keep_powers(may_read_everything)


def _keep_powers(powers: int) -> None:
    """Lose all other capabilities of root, so that the mode of a file counts for whoever runs the tests."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    wanted = (ctypes.c_uint32 * 6)(powers, powers)
    if ctypes.CDLL(None).capset(header, wanted) != 0:
        raise OSError("root's powers could not be given up")


if __name__ == "__main__":
    serve()
