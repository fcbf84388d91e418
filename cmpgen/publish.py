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
import fcntl
import functools
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cmpgen.disk import read_bytes
from cmpgen.marks import MANIFEST, MARKER, SPARE, beside, folders_above, kept_folder

SOURCES = ("questionnaires", "candidates", "content", "theme")
"""Folders of a project that a build reads, and therefore never writes."""

MOST_SINGLE = 200
"""More fresh files than this are flushed to the disk with all else that waits there."""

FILE, FOLDER = 0o644, 0o755
"""The modes of what is published."""

MARK = b"cmpgen made this folder. The next build replaces all of it.\n"
MARK_HASH = hashlib.sha256(MARK).hexdigest()
_NO_LINKS = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_DROPPED_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db"})
_NO_EXCHANGE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY})
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
        if not absolute.exists():
            return absolute
        if not absolute.is_dir():
            raise Refused(f"{output} is a file; name a folder")
        if os.path.ismount(absolute):
            raise Refused(f"{output} is a mount point, which cannot be exchanged; name a folder inside it")
        foreign = "" if untouched else _first_foreign(absolute)
        if foreign:
            raise Refused(f"{output} holds {foreign}, which cmpgen did not write; move it away or name another folder")
        return absolute


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


def stage(output: Path) -> Path:
    """A new empty folder beside `output`, on the same file system. Call it with the lock held.

    Repairs what a killed build left: puts back a site that was half exchanged, removes dead staging folders.
    """
    with in_words(output):
        retired = beside(output, "retired")
        if not output.exists() and _is_ours(retired):
            os.rename(retired, output)
        discard(retired)
        for leftover in _stagings(output):
            _remove_leftover(leftover)
        staging = Path(tempfile.mkdtemp(prefix=f".{output.name}.staging-", dir=output.parent))
        (staging / MARKER).write_bytes(MARK)
        return staging


class Staged(NamedTuple):
    """A staging folder: whether its files are links to those published, and its folders old ones."""

    folder: Path
    are_links: bool = True
    is_spare: bool = False


def restage(output: Path, files: Iterable[str], behind: Iterable[str], is_usable: bool) -> Staged:
    """As `stage`, but the new folder holds `files` of the published site; nothing is copied.

    The site before last is brought up to date where there is one that `is_usable`, for nobody touched it since it was
    the site, and all files in it but those `behind` are those of the site: making thousands of folders, and removing
    as many, takes longer than rendering what changed.
    """
    staging = stage(output)
    with in_words(output):
        spare, wanted = kept_folder(output) / SPARE, set(files)
        is_spare = _is_ours(spare) and is_usable
        if not is_spare:
            discard(spare)
        else:
            (staging / MARKER).unlink()
            # From here on a killed build leaves no spare, only a staging folder that the next one removes.
            os.rename(spare, staging)
            for path in behind:
                # What comes again finds its folder there: after a change of every page that saves as many of them.
                if path in wanted:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(f"{staging}/{path}")
                else:
                    remove(staging, path)
            wanted &= set(behind)
        are_links = _carry_all(output, staging, wanted)
    return Staged(staging, are_links, is_spare)


def remove(staging: Path, path: str) -> None:
    """Remove a file from a staging folder, and the folders that it leaves empty."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(f"{staging}/{path}")
    folder = path.rpartition("/")[0]
    with contextlib.suppress(OSError):
        while folder:
            os.rmdir(f"{staging}/{folder}")
            folder = folder.rpartition("/")[0]


def write(staging: Path, path: str, content: bytes) -> None:
    """Write a file into a staging folder, for everybody to read.

    Never through a link, which would change what it leads to.
    """
    target = f"{staging}/{path}"
    if not _make_folder(staging, path.rpartition("/")[0]):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
        _settle_mode(file, FILE)
    finally:
        os.close(file)


def _make_folder(staging: Path, folder: str) -> bool:
    """Make a folder and those above it, but never the staging folder, without which the build has ended.

    Returns whether it was missing.
    """
    if not folder:
        return False
    # Nearly every page stands in a folder of its own, below one that is there: what is tried first mostly succeeds.
    try:
        os.mkdir(f"{staging}/{folder}")
    except FileExistsError:
        return False
    except FileNotFoundError:
        above = folder.rpartition("/")[0]
        if not above:
            raise
        _make_folder(staging, above)
        return _make_folder(staging, folder)
    _settle_mode(f"{staging}/{folder}", FOLDER)
    return True


def _make_spare(staging: Path, output: Path, files: Iterable[str]) -> None:
    """Make a second folder of links to what is about to be published, for the next build, where there are links."""
    spare = kept_folder(output) / SPARE
    are_links = False
    with contextlib.suppress(OSError):
        discard(spare)
        spare.mkdir(parents=True)
        (spare / MARKER).write_bytes(MARK)
        are_links = _carry_all(staging, spare, {*files, MANIFEST})
    if not are_links:
        with contextlib.suppress(OSError):
            discard(spare)


def _carry_all(output: Path, folder: Path, paths: Iterable[str]) -> bool:
    """Let these files of a site stand in another folder too; whether all of them are links to them."""
    made: set[str] = set()
    are_links = True
    for path in sorted(paths):
        above = path.rpartition("/")[0]
        if above not in made:
            _make_folder(folder, above)
            made.add(above)
        are_links &= _carry(output, folder, path)
    return are_links


def _carry(output: Path, staging: Path, path: str) -> bool:
    """Let a file of a site stand in another folder too; whether it is a link to it, and not a copy."""
    old, new = f"{output}/{path}", f"{staging}/{path}"
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        shutil.copyfile(old, new)
        _settle_mode(new, FILE)
        return False
    return True


def publish(
    staging: Path,
    output: Path,
    files: Mapping[str, str] | None = None,
    fresh: Collection[str] = (),
    spares: bool = False,
    doubles: bool = False,
) -> str:
    """Make `staging` the new `output`, and remove the old one. Returns the SHA-256 that names the site.

    Where the caller knows all `files` with the SHA-256 of each, and which of them are `fresh`, nothing else is read
    again. With `spares` the old site stays for `restage`: only for a caller who knows in what it differs. With
    `doubles` a second folder of links to the new one does, if there are links. Any other spare is removed, for nobody
    knows what stands in it.
    Raises `Refused` where the environment fails; the old site is then still in place, whole.
    """
    with in_words(output), contextlib.ExitStack() as undoing:
        if files is None:
            site = _settle(staging)
        else:
            meanwhile = functools.partial(_make_spare, staging, output, files) if doubles else _nothing
            undoing.callback(discard, kept_folder(output) / SPARE)
            site = _settle_known(staging, files, fresh, meanwhile)
        if output.exists() and not _is_ours(output):
            # Only an empty folder comes here unmarked (see `place`); once exchanged, it must be known as ours.
            (output / MARKER).write_bytes(MARK)
        if not _exchange(staging, output):
            _rename_twice(staging, output)
        _flush(output.parent)
        undoing.pop_all()
    # The new site stands. What remains of the old one if this fails is removed by the next build.
    with contextlib.suppress(OSError):
        if not doubles:
            discard(kept_folder(output) / SPARE)
        if spares:
            _spare(output, staging if _is_ours(staging) else beside(output, "retired"))
        discard(staging)
        discard(beside(output, "retired"))
    return site


def _spare(output: Path, old: Path) -> None:
    """Keep the old site, the last but one of all, for the next build."""
    if _is_ours(old):
        kept_folder(output).mkdir(exist_ok=True)
        os.rename(old, kept_folder(output) / SPARE)


def _remove_leftover(staging: Path) -> None:
    """Remove the staging folder of a dead build, into which what it had started may write for a moment yet."""
    if _is_ours(staging):
        # Under another name first: whoever knows the old one finds no folder there.
        other = Path(tempfile.mkdtemp(prefix=staging.name[:-8], dir=staging.parent))
        os.rename(staging, other)
        staging = other
    try:
        discard(staging)
    except OSError as fault:
        # A file that was being made while the folder was renamed; the next build removes the rest.
        if fault.errno != errno.ENOTEMPTY:
            raise


def discard(folder: Path) -> None:
    """Remove a staging folder or a retired site; anything that is not surely ours stays untouched."""
    if not _is_ours(folder):
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


def _stagings(output: Path) -> list[Path]:
    # The whole name has to fit: a neighbour called "output.staging-x" keeps its own staging folders.
    ours = re.compile(re.escape(f".{output.name}.staging-") + r"\w{8}")
    return sorted(each for each in output.parent.iterdir() if ours.fullmatch(each.name))


def _is_ours(folder: Path) -> bool:
    try:
        return stat.S_ISDIR(folder.lstat().st_mode) and (folder / MARKER).read_bytes() == MARK
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _is_begun(marker: Path) -> bool:
    return stat.S_ISREG(marker.lstat().st_mode) and MARK.startswith(marker.read_bytes())


def _first_foreign(folder: Path) -> str:
    """The first file in a published folder that its manifest does not list, or the empty string."""
    listed: set[str] = {MARKER, MANIFEST}
    if _is_ours(folder):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            listed.update(json.loads(read_bytes(folder, MANIFEST))["files"])
    else:
        listed.clear()
    return next(
        (path for path in _files(folder) if path not in listed and Path(path).name not in _DROPPED_BY_DESKTOPS), ""
    )


def _files(folder: Path) -> list[str]:
    """Every path below `folder` that is not a folder, in the order of their bytes."""
    found = []
    for parent, folders, files in os.walk(folder):
        links = [each for each in folders if os.path.islink(os.path.join(parent, each))]
        found += [os.path.relpath(os.path.join(parent, each), folder) for each in files + links]
    return sorted(found, key=os.fsencode)


def _settle(staging: Path) -> str:
    """Write the manifest, fix all modes and flush everything to the disk."""
    (staging / MANIFEST).unlink(missing_ok=True)
    paths = _files(staging)
    hashes = dict(zip(paths, _settle_files([staging / path for path in paths]), strict=True))
    listing = _listing(hashes)
    site = hashlib.sha256(listing.encode()).hexdigest()
    (staging / MANIFEST).write_text(f'{{"site": "{site}", "files": {listing}}}\n', encoding="utf-8")
    _settle_file(staging / MANIFEST)
    for parent, _, _ in os.walk(staging, topdown=False):
        _settle_mode(parent, FOLDER)
        _flush(Path(parent))
    return site


def _listing(hashes: Mapping[str, str]) -> str:
    """The files of a site as JSON, a line each. The library writes a line each in Python, and one line in C."""
    return json.dumps(hashes, separators=(",\n ", ": ")).replace("{", "{\n ", 1)[:-1] + "\n}"


def _settle_files(paths: list[Path]) -> list[str]:
    """Flushing waits for the disk: eight at a time take half as long as one by one."""
    from concurrent.futures import ThreadPoolExecutor

    try:
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(_settle_file, paths))
    except RuntimeError:
        # Where memory is short, the system starts no more threads; to do a file twice does no harm.
        return [_settle_file(path) for path in paths]


def _settle_known(
    staging: Path, files: Mapping[str, str], fresh: Collection[str], meanwhile: Callable[[], None]
) -> str:
    """As `_settle`, where all is known, and was put there by `write`: only what is fresh goes to the disk.

    `meanwhile` is done once all is in its place.
    """
    listing = _listing({MARKER: MARK_HASH, **{path: files[path] for path in sorted(files)}})
    site = hashlib.sha256(listing.encode()).hexdigest()
    # The manifest is a link to the old site's: unlink before writing.
    write(staging, MANIFEST, f'{{"site": "{site}", "files": {listing}}}\n'.encode())
    folders = folders_above([*fresh, MANIFEST])
    for folder in folders:
        # What was carried over may have been changed by hand.
        _settle_mode(f"{staging}/{folder}", FOLDER)
    if len(fresh) > MOST_SINGLE and _flush_system(staging, meanwhile):
        _settle_files([staging / MANIFEST, staging / MARKER])
    else:
        meanwhile()
        _settle_files([staging / path for path in (*fresh, MANIFEST, MARKER)])
        for folder in sorted(folders, reverse=True):
            _flush(staging / folder)
    return site


def _nothing() -> None:
    pass


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


def _settle_file(path: Path) -> str:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError(f"{path} is not a regular file and cannot be published")
    _settle_mode(path, FILE)
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return digest


def _settle_mode(path: Path | str | int, mode: int) -> None:
    """See to the mode of something, whatever the umask of the build."""
    if stat.S_IMODE(os.stat(path).st_mode) != mode:
        # A file system without modes refuses, and has nothing to fix.
        with contextlib.suppress(PermissionError):
            os.chmod(path, mode)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def _let_go() -> None:
    """Close a forked child's copies of the locks: a worker that outlives a killed build must not hold them."""
    for held in _held:
        with contextlib.suppress(OSError):
            os.close(held)
    _held.clear()


_held: set[int] = set()
os.register_at_fork(after_in_child=_let_go)
