"""Where a site may be published: which folder is cmpgen's to replace, who holds it, and why it cannot be written."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from cmpgen.disk import read_bytes
from cmpgen.marks import MANIFEST, MARKER, beside
from cmpgen.publish.ours import files_below, is_ours

SOURCES = ("questionnaires", "candidates", "content", "theme")
"""Folders of a project that a build reads, and therefore never writes."""

_DROPPED_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db"})
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file grew larger than the system allows",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOTDIR: "part of that path is a file",
    errno.EEXIST: "part of that path is a file",
    errno.EBUSY: "it is in use by the system",
    errno.EIO: "the disk reported a fault",
    errno.ENOLCK: "its file system has no locks",
}

_held: set[int] = set()
"""Descriptors of the locks that this process holds."""


class Refused(Exception):
    """The environment does not allow the build; the message is one sentence for whoever runs it."""


class Locked(Refused):
    """Another build is writing the same output folder."""


@contextlib.contextmanager
def in_words(output: Path) -> Iterator[None]:
    """Turn a fault of the operating system into `Refused`. One without a number (a template not found) passes."""
    try:
        yield
    except OSError as fault:
        if fault.errno is None:
            raise
        reason = _REASONS.get(fault.errno) or (fault.strerror or "unknown fault").lower()
        raise Refused(f"cannot write the site to {output}: {reason} ({fault.filename or output})") from fault


def place(output: Path, project: Path, untouched: bool = False) -> Path:
    """The absolute path of `output`, once it is sure that a build of `project` may replace that folder.

    `untouched` says that it is known to hold what the build before put there, and nothing else.

    Raises `Refused` where it is a file, a symbolic link, a mount point, the project, above it or among its sources, or
    a folder that holds anything that cmpgen did not write.
    """
    with in_words(output):
        absolute = Path(os.path.abspath(output))
        real, home = absolute.parent.resolve() / absolute.name, project.resolve()
        if absolute.is_symlink():
            raise Refused(f"{output} is a symbolic link; name the folder that it points to")
        if real == home or real in home.parents:
            raise Refused(f"{output} holds the project itself; name a folder inside it, such as output")
        inside = real.relative_to(home).parts if real.is_relative_to(home) else ("output",)
        if inside[0] in SOURCES or inside[0] == ".git":
            raise Refused(f"{output} is among the project's sources; name another folder, such as output")
        around = next((each for each in real.parents if is_ours(each)), None)
        if around is not None:
            raise Refused(f"{output} is within {around}, where a site is published; name a folder beside it")
        if not absolute.exists():
            return absolute
        if not absolute.is_dir():
            raise Refused(f"{output} is a file; name a folder")
        if os.path.ismount(absolute):
            raise Refused(f"{output} is a mount point, which cannot be exchanged; name a folder inside it")
        foreign = "" if untouched else first_foreign(absolute)
        if foreign:
            raise Refused(f"{output} holds {foreign}, which cmpgen did not write; move it away or name another folder")
        return absolute


def first_foreign(folder: Path) -> str:
    """The first file in a published folder that its manifest does not list, or the empty string."""
    listed: set[str] = {MARKER, MANIFEST}
    if is_ours(folder):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            listed.update(json.loads(read_bytes(folder, MANIFEST))["files"])
    else:
        listed.clear()
    return next(
        (path for path in files_below(folder) if path not in listed and Path(path).name not in _DROPPED_BY_DESKTOPS), ""
    )


def was_locked(output: Path) -> bool:
    """Whether a build has ever held `output`; its lock file stays."""
    return beside(Path(os.path.abspath(output)), "lock").exists()


@contextlib.contextmanager
def lock(output: Path) -> Iterator[None]:
    """Hold the right to write `output`. Raises `Locked` at once where another process, or this one, holds it.

    The kernel drops the lock with the process that holds it, however that ends; the lock file itself stays.
    """
    with in_words(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(beside(output, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    _held.add(held)
    try:
        with in_words(output):
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Locked(f"another build is writing {output}; wait until it has ended") from None
        yield
    finally:
        _held.discard(held)
        os.close(held)


def _let_go() -> None:
    """Close a forked child's copies of the locks: a worker that outlives a killed build must not hold them."""
    for held in _held:
        with contextlib.suppress(OSError):
            os.close(held)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
