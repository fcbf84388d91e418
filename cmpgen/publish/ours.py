"""Folders that cmpgen made, and may therefore remove: each is marked, and what is not marked is never touched."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from pathlib import Path

from cmpgen.marks import MARKER

FILE, FOLDER = 0o644, 0o755
"""The modes of what is published."""

MARK = b"cmpgen made this folder. The next build replaces all of it.\n"
MARK_HASH = hashlib.sha256(MARK).hexdigest()


def is_ours(folder: Path) -> bool:
    """Whether it is a folder, no link to one, and marked as one that cmpgen made."""
    try:
        return stat.S_ISDIR(folder.lstat().st_mode) and (folder / MARKER).read_bytes() == MARK
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def discard(folder: Path) -> None:
    """Remove a staging folder or a retired site; anything that is not surely ours stays untouched."""
    if not is_ours(folder):
        # A build killed before its folder was marked leaves an empty one, or in it a part of the mark and nothing else.
        with contextlib.suppress(OSError):
            if not folder.is_symlink() and os.listdir(folder) == [MARKER] and _is_begun(folder / MARKER):
                (folder / MARKER).unlink()
            folder.rmdir()
        return
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != MARKER:
            entry.unlink()
    # The marker goes last, so that a removal that was killed can be finished.
    (folder / MARKER).unlink()
    folder.rmdir()


def _is_begun(marker: Path) -> bool:
    return stat.S_ISREG(marker.lstat().st_mode) and MARK.startswith(marker.read_bytes())


def files_below(folder: Path) -> list[str]:
    """Every path below `folder` that is not a folder, in the order of their bytes."""
    found = []
    for parent, folders, files in os.walk(folder):
        links = [each for each in folders if os.path.islink(os.path.join(parent, each))]
        found += [os.path.relpath(os.path.join(parent, each), folder) for each in files + links]
    return sorted(found, key=os.fsencode)


def settle_mode(path: Path | str | int, mode: int) -> None:
    """See to the mode of something, whatever the umask of the build."""
    if stat.S_IMODE(os.stat(path).st_mode) != mode:
        # A file system without modes refuses, and has nothing to fix.
        with contextlib.suppress(PermissionError):
            os.chmod(path, mode)
