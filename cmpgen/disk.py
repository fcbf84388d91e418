"""Reading from the disk and writing to it: the only room that opens the files of volunteers."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

LARGEST = 5_000_000
"""Bytes of a YAML file that are read; the reader refuses a larger one with a place and a hint."""

BLOCK = 1_000_000
"""Bytes that are held at once of a file of any size."""


def read_bytes(root: Path, path: str, largest: int | None = None) -> bytes:
    """The file's bytes, or one more than `largest` of them. Raises OSError where there is no ordinary file to read."""
    return b"".join(blocks(root, path, largest))


def digest(root: Path, path: str, largest: int | None = None) -> str:
    """SHA-256 in hex of what `read_bytes` reads, without holding all of it. Raises OSError as `read_bytes` does."""
    descriptor, size = _open(root, path)
    try:
        # Nearly every file is small and ends where it says, before the byte that is asked for beyond it.
        if size < BLOCK and (largest is None or size <= largest):
            whole = os.read(descriptor, size + 1)
            if len(whole) == size:
                return hashlib.sha256(whole).hexdigest()
    finally:
        os.close(descriptor)
    digest = hashlib.sha256()
    for block in blocks(root, path, largest):
        digest.update(block)
    return digest.hexdigest()


def blocks(root: Path, path: str, largest: int | None) -> Iterator[bytes]:
    """The file's bytes block by block, one more than `largest` of them at most. Raises OSError as `read_bytes` does."""
    descriptor, size = _open(root, path)
    try:
        left = size + 1 if largest is None else largest + 1
        at_once = min(BLOCK, size + 1)
        while left > 0 and (block := os.read(descriptor, min(left, at_once))):
            left -= len(block)
            yield block
    finally:
        os.close(descriptor)


def _open(root: Path, path: str) -> tuple[int, int]:
    """A descriptor of the ordinary file at `path`, and its size in bytes. Raises OSError where there is none."""
    # Opened without following, so that a link put there since the folder was listed is not read either.
    descriptor = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no ordinary file", path)
    return descriptor, status.st_size


def write_new(root: Path, texts: Mapping[str, str]) -> None:
    """Write files that do not exist yet, with their folders, all or none.

    Raises FileExistsError rather than overwrite one, and OSError, with the file's name, where one cannot be written:
    also where a link leads out of the folder, which whoever reads does not follow either.
    """
    made: list[Path] = []
    try:
        for path, text in sorted(texts.items()):
            target = root / path
            for above in (root / each for each in Path(path).parents[:-1]):
                if above.is_symlink():
                    raise OSError(errno.ENOTDIR, "a symbolic link stands there, which is not followed", str(above))
            missing = [each for each in target.parents if not each.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            made += reversed(missing)
            with open(target, "x", encoding="utf-8", newline="\n") as file:
                made.append(target)
                file.write(text)
    except BaseException as fault:
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        if isinstance(fault, OSError) and fault.filename is None:
            fault.filename = str(target)
        raise


def write_whole(target: Path, text: str, flush: bool = True) -> None:
    """Write one file, whole or not at all: what stood there before stays until all of the new text is on the disk.

    Without `flush` that is left to the system, which after a loss of power may have neither.
    """
    # Two at once have a part each; `layout` passes over what a killed one leaves.
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
