"""Put a finished site where the old one was: whole, or not at all.

A build takes the lock beside the output folder, writes into a staging folder beside it, and publishes:

    with lock(output):
        staging = stage(output)
        …                           # write the site into staging
        publish(staging, output)

`publish` makes the new site durable and then exchanges the two folders in one step (renameat2, Linux).
Where the system cannot exchange, two renames leave a gap of some microseconds in which there is no output folder: the
old site then stands beside it, and the next build puts it back.
Readers that hold the folder itself open, not its path, go on seeing the old site.

What the environment does not allow (a full disk, a folder that is not ours, a second build) is one `Refused` with one
sentence.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import os
from collections.abc import Collection
from pathlib import Path

from cmpgen.marks import MARKER, SPARE, beside, kept_folder
from cmpgen.publish.draft import Draft
from cmpgen.publish.ours import MARK, discard, is_ours
from cmpgen.publish.settling import flush, manifest_of, settle, settle_known
from cmpgen.publish.staging import has_double, keep_as_spare, make_spare, put_back, remove, restage, stage, write
from cmpgen.publish.target import SOURCES, Locked, Refused, in_words, lock, place, was_locked

__all__ = [
    "MARK",
    "SOURCES",
    "Draft",
    "Locked",
    "Refused",
    "discard",
    "has_double",
    "in_words",
    "lock",
    "manifest_of",
    "place",
    "publish",
    "put_back",
    "remove",
    "restage",
    "stage",
    "was_locked",
    "write",
]

_NO_EXCHANGE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY})


def publish(
    staging: Path,
    output: Path,
    files: Collection[str] | None = None,
    manifest: bytes = b"",
    fresh: Collection[str] = (),
    spares: bool = False,
    doubles: bool = False,
) -> None:
    """Make `staging` the new `output`, and remove the old one.

    Where the caller knows all `files`, their `manifest`, and which of them are `fresh`, nothing else is read again.
    With `spares` the old site stays for `restage`: only for a caller who knows in what it differs. With `doubles` a
    second folder of links to the new one does, if there are links. Any other spare is removed, for nobody knows what
    stands in it.
    Raises `Refused` where the environment fails; the old site is then still in place, whole.
    """
    with in_words(output), contextlib.ExitStack() as undoing:
        if files is None:
            settle(staging)
        else:
            meanwhile = functools.partial(make_spare, staging, output, files) if doubles else _nothing
            undoing.callback(discard, kept_folder(output) / SPARE)
            settle_known(staging, manifest, fresh, meanwhile)
        if output.exists() and not is_ours(output):
            # Only an empty folder comes here unmarked (see `place`); once exchanged, it must be known as ours.
            (output / MARKER).write_bytes(MARK)
        if not _exchange(staging, output):
            _rename_twice(staging, output)
        flush(output.parent)
        undoing.pop_all()
    # The new site stands. What remains of the old one if this fails is removed by the next build.
    with contextlib.suppress(OSError):
        if not doubles:
            discard(kept_folder(output) / SPARE)
        if spares:
            keep_as_spare(output, staging if is_ours(staging) else beside(output, "retired"))
        discard(staging)
        discard(beside(output, "retired"))


def _nothing() -> None:
    pass


def _exchange(staging: Path, output: Path) -> bool:
    """Swap the two folders in one step; whether the system could. Where there is no output yet, a rename is enough."""
    if not output.exists():
        os.rename(staging, output)
        return True
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    current_folder, exchange = -100, 2
    if renameat2(current_folder, os.fsencode(staging), current_folder, os.fsencode(output), exchange) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _NO_EXCHANGE:
        return False
    raise OSError(fault, os.strerror(fault), str(output))


def _rename_twice(staging: Path, output: Path) -> None:
    retired = beside(output, "retired")
    os.rename(output, retired)
    try:
        os.rename(staging, output)
    except BaseException:
        os.rename(retired, output)
        raise
