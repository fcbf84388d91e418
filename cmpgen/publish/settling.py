"""A staging folder as it is published: its manifest, its modes, and all of it on the disk."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import stat
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from cmpgen.marks import MANIFEST, MARKER, folders_above
from cmpgen.publish.ours import FILE, FOLDER, MARK_HASH, files_below, settle_mode
from cmpgen.publish.staging import write

MOST_SINGLE = 200
"""More fresh files than this are flushed to the disk with all else that waits there."""


def settle(staging: Path) -> None:
    """Write the manifest, fix all modes and flush everything to the disk."""
    (staging / MANIFEST).unlink(missing_ok=True)
    paths = files_below(staging)
    hashes = dict(zip(paths, _settle_files([staging / path for path in paths]), strict=True))
    _, manifest = _manifest(hashes)
    (staging / MANIFEST).write_bytes(manifest)
    _settle_file(staging / MANIFEST)
    for parent, _, _ in os.walk(staging, topdown=False):
        settle_mode(parent, FOLDER)
        flush(Path(parent))


def settle_known(staging: Path, manifest: bytes, fresh: Collection[str], meanwhile: Callable[[], None]) -> None:
    """As `settle`, where all is known, and was put there by `write`: only what is fresh goes to the disk.

    `meanwhile` is done once all is in its place.
    """
    # The manifest is a link to the old site's: unlink before writing.
    write(staging, MANIFEST, manifest)
    folders = folders_above([*fresh, MANIFEST])
    for folder in folders:
        # What was carried over may have been changed by hand.
        settle_mode(f"{staging}/{folder}", FOLDER)
    if len(fresh) > MOST_SINGLE and _flush_system(staging, meanwhile):
        _settle_files([staging / MANIFEST, staging / MARKER])
    else:
        meanwhile()
        _settle_files([staging / path for path in (*fresh, MANIFEST, MARKER)])
        for folder in sorted(folders, reverse=True):
            flush(staging / folder)


def manifest_of(files: Mapping[str, str]) -> tuple[str, bytes]:
    """The SHA-256 that names the site with these files, of which each SHA-256 is given, and its manifest."""
    return _manifest({MARKER: MARK_HASH, **{path: files[path] for path in sorted(files)}})


def _manifest(hashes: Mapping[str, str]) -> tuple[str, bytes]:
    """The SHA-256 that names a site with these files, and its manifest."""
    # A line each. The library writes a line each in Python, and one line in C.
    listing = json.dumps(hashes, separators=(",\n ", ": ")).replace("{", "{\n ", 1)[:-1] + "\n}"
    site = hashlib.sha256(listing.encode()).hexdigest()
    return site, f'{{"site": "{site}", "files": {listing}}}\n'.encode()


def _settle_files(paths: list[Path]) -> list[str]:
    """Flushing waits for the disk: eight at a time take half as long as one by one."""
    from concurrent.futures import ThreadPoolExecutor

    try:
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(_settle_file, paths))
    except RuntimeError:
        # Where memory is short, the system starts no more threads; to do a file twice does no harm.
        return [_settle_file(path) for path in paths]


def _settle_file(path: Path) -> str:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError(f"{path} is not a regular file and cannot be published")
    settle_mode(path, FILE)
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return digest


def _flush_system(folder: Path, meanwhile: Callable[[], None]) -> bool:
    """Flush the file system that the folder is on in one go; whether there is such a call, and `meanwhile` was done."""
    from concurrent.futures import ThreadPoolExecutor

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with ThreadPoolExecutor(1) as pool:
            flushed = pool.submit(syncfs, handle)
            meanwhile()
        return bool(flushed.result() == 0)
    except RuntimeError:
        # Where memory is short, the system starts no more threads.
        return False
    finally:
        os.close(handle)


def flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
