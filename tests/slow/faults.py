"""Commands of cmpgen of which one call to the system fails: the N-th of a kind, below a folder.

The kernel asks this process before every such call of the command (seccomp, user notification; Linux 5.5),
whoever makes it: Python, a library in C, or a process that the command started.
So nothing of cmpgen is replaced, and a call that is added to it is tried by itself.

    python -m tests.slow.faults         reads one request a line, as `Faults.run` writes it, and answers with one line
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import json
import os
import platform
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tests.helpers import ROOT

KINDS = ("open", "write", "mkdir", "link", "unlink", "rmdir", "rename", "chmod", "fsync", "flock")
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES}
KILLED, WORKER_KILLED = -1, -2
"""In place of an error: the command is killed before the call, or the process that makes it, which may be another."""

# Each call with its number on x86-64 and on aarch64 (-1 where that has none), its kind, and where its arguments hold
# a path ("p", relative to the working folder), a folder and a path ("dp"), or an open file ("f").
_CALLS = [
    ("open", 2, -1, "open", "p"),
    ("creat", 85, -1, "open", "p"),
    ("openat", 257, 56, "open", "dp"),
    ("write", 1, 64, "write", "f"),
    ("pwrite64", 18, 68, "write", "f"),
    ("writev", 20, 66, "write", "f"),
    ("sendfile", 40, 71, "write", "f"),
    ("copy_file_range", 326, 285, "write", "..f"),
    ("ftruncate", 77, 46, "write", "f"),
    ("mkdir", 83, -1, "mkdir", "p"),
    ("mkdirat", 258, 34, "mkdir", "dp"),
    ("link", 86, -1, "link", ".p"),
    ("linkat", 265, 37, "link", "..dp"),
    ("symlink", 88, -1, "link", ".p"),
    ("symlinkat", 266, 36, "link", ".dp"),
    ("unlink", 87, -1, "unlink", "p"),
    ("unlinkat", 263, 35, "unlink", "dp"),
    ("rmdir", 84, -1, "rmdir", "p"),
    ("rename", 82, -1, "rename", ".p"),
    ("renameat", 264, 38, "rename", "..dp"),
    ("renameat2", 316, 276, "rename", "..dp"),
    ("chmod", 90, -1, "chmod", "p"),
    ("fchmod", 91, 52, "chmod", "f"),
    ("fchmodat", 268, 53, "chmod", "dp"),
    ("fsync", 74, 82, "fsync", "f"),
    ("fdatasync", 75, 83, "fsync", "f"),
    ("syncfs", 306, 267, "fsync", "f"),
    ("flock", 73, 32, "flock", "f"),
]
_MACHINE = {"x86_64": 1, "aarch64": 2}.get(platform.machine(), 0)
_BY_NUMBER = {each[_MACHINE]: each for each in _CALLS if _MACHINE and each[_MACHINE] >= 0}  # type: ignore[misc]
_SECCOMP = {1: 317, 2: 277}.get(_MACHINE, -1)
PATIENCE = 40
"""Seconds of the clock for which a command may make no call; then it is killed, and all that it started."""
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_GO_ON = 1
_HERE = 2**32 - 100
_REMOVE_FOLDER = 0x200


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended: its exit code, what it said, the call that failed, and how many calls of each kind it made.

    `failed` is the name of the call, empty where the command made too few for any to fail.
    `left` says what had not ended by itself, and was killed.
    """

    code: int
    stderr: str
    failed: str
    calls: dict[str, int]
    left: str


class Faults:
    """A running server of such commands; `run` asks it."""

    def __init__(self) -> None:
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.slow.faults"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *argv: str, below: Path, kind: str = "", number: int = 0, error: int = 0, settings: str = "") -> Run:
        """Run `cmpgen argv…`; below that folder the call of that kind and number, from 1, fails with that error.

        `settings` is Python that the command's process runs before it.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        request = {"argv": argv, "below": f"{below}/", "kind": kind, "number": number, "error": error}
        self._process.stdin.write(json.dumps(request | {"settings": settings}) + "\n")
        self._process.stdin.flush()
        return Run(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def why_not() -> str:
    """Why no call can be made to fail here; empty where it can."""
    if not sys.platform.startswith("linux") or not _MACHINE:
        return "calls fail on Linux only, on x86-64 and aarch64"
    tried = subprocess.run([sys.executable, "-m", "tests.slow.faults", "try"], cwd=ROOT, check=False)
    return "" if tried.returncode == 0 else "this system lets no process watch the calls of another (seccomp)"


def _serve() -> None:
    from tests.hostile.server import _import_everything

    _import_everything()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    ours, theirs = socket.socketpair()
    with tempfile.TemporaryFile() as err, ours, theirs:
        child = os.fork()
        if child == 0:
            _become(request, theirs, err.fileno())
        _, handles, _, _ = socket.recv_fds(ours, 1, 1)
        failed, calls, left = _watch(handles[0], child, request)
        os.close(handles[0])
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        err.seek(0)
        said = err.read().decode("utf-8", "replace")
        return {"code": code, "stderr": said, "failed": failed, "calls": calls, "left": left}


def _become(request: dict[str, Any], parent: socket.socket, err: int) -> NoReturn:
    """In the fork: run the command, every call of it watched, and end."""
    code = 70
    os.setsid()
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for opened, standard in ((null, 0), (null, 1), (err, 2)):
            os.dup2(opened, standard)
        sys.argv = ["cmpgen", *request["argv"]]
        exec(request["settings"], {})
        socket.send_fds(parent, [b"\0"], [_listener()])
        from cmpgen.cli import main

        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 70
    finally:
        sys.stderr.flush()
        os._exit(code)


def _listener() -> int:
    """From here on the kernel asks before every call of this process and of those it starts; where it asks."""
    numbers = sorted(_BY_NUMBER)
    load, equal, answer, ask, allow = 0x20, 0x15, 0x06, 0x7FC00000, 0x7FFF0000
    steps = [struct.pack("HBBI", load, 0, 0, 0)]
    steps += [struct.pack("HBBI", equal, len(numbers) - n, 0, number) for n, number in enumerate(numbers)]
    steps += [struct.pack("HBBI", answer, 0, 0, allow), struct.pack("HBBI", answer, 0, 0, ask)]
    program = ctypes.create_string_buffer(b"".join(steps))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program)))
    system = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_filter, new_listener = 38, 1, 8
    system.prctl(no_new_privileges, 1, 0, 0, 0)
    return int(system.syscall(_SECCOMP, set_filter, new_listener, header))


def _watch(listener: int, child: int, request: dict[str, Any]) -> tuple[str, Counter[str], str]:
    """Answer the kernel until all has ended: the call that failed, the calls of each kind, and what did not end."""
    failed, calls = "", Counter[str]()
    ended = os.pidfd_open(child)
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    waiting.register(ended, select.POLLIN)
    left = ""
    patience = PATIENCE
    while True:
        events = dict(waiting.poll(patience * 1000))
        if not events:
            left = "the command" if patience == PATIENCE else "a process that it started"
            os.killpg(child, signal.SIGKILL)
            break
        if ended in events:
            # What it started must notice.
            waiting.unregister(ended)
            patience = PATIENCE // 4
        if not events.get(listener, 0) & select.POLLIN:
            if events.get(listener, 0):
                break
            continue
        asked = bytearray(80)
        try:
            fcntl.ioctl(listener, _RECEIVE, asked)
        except FileNotFoundError:
            continue  # its process was killed meanwhile
        id_, pid, _, number, *rest = struct.unpack("QIIiIQ6Q", asked)
        name, *_, kind, form = _BY_NUMBER[number]
        arguments = rest[2:]
        if name == "unlinkat" and arguments[2] & _REMOVE_FOLDER:
            kind = "rmdir"
        error = 0
        if _target(pid, form, arguments).startswith(request["below"]):
            calls[kind] += 1
            if kind == request["kind"] and calls[kind] == request["number"]:
                failed, error = name, request["error"]
        if error < 0:
            os.kill(child if error == KILLED else pid, signal.SIGKILL)
            error = 0
        with contextlib.suppress(FileNotFoundError):
            fcntl.ioctl(listener, _SEND, struct.pack("QqiI", id_, 0, -error, 0 if error else _GO_ON))
    os.close(ended)
    return failed, calls, left


def _target(pid: int, form: str, arguments: list[int]) -> str:
    """The file that a call is about."""
    at = form.find("f") if "f" in form else form.find("d")
    opened = arguments[at] % 2**32 if at >= 0 else _HERE
    try:
        folder = os.readlink(f"/proc/{pid}/cwd" if opened == _HERE else f"/proc/{pid}/fd/{opened}")
        if "p" not in form:
            return folder
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            memory.seek(arguments[form.find("p")])
            return os.path.join(folder, os.fsdecode(memory.read(4096).split(b"\0")[0]))
    except OSError:
        return ""


if __name__ == "__main__":
    if sys.argv[1:] == ["try"]:
        # Nothing but the end: a call that is asked about would wait for ever.
        os._exit(_listener() < 0)
    _serve()
