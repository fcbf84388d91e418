"""Folders beside the published site: the one in which the next is made, and the spare one, which saves making it.

What is carried over from one to another is linked, not copied, where the file system has links.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cmpgen.marks import MANIFEST, MARKER, SPARE, beside, kept_folder
from cmpgen.publish.ours import FILE, FOLDER, MARK, discard, is_ours, settle_mode
from cmpgen.publish.target import Refused, first_foreign, in_words

_NO_LINKS = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})

FEW = 2_000
"""Fewer files than this are carried over one by one."""


def stage(output: Path, is_usable: bool = False) -> Path:
    """A new empty folder beside `output`, on the same file system. Call it with the lock held.

    Repairs what a killed build left: puts back a site that was half exchanged, removes dead staging folders.
    A spare folder that is not `is_usable` will be removed. Raises `Refused` where somebody put a file into it, as into
    the site while the build before was under way.
    """
    put_back(output)
    with in_words(output):
        spare = kept_folder(output) / SPARE
        is_known = is_ours(spare) and (spare / MANIFEST).exists()
        foreign = first_foreign(spare) if is_known and not is_usable else ""
        if foreign:
            raise Refused(
                f"{foreign} was put into {output} while a build was under way; it is in {spare}: move it away"
            )
        discard(beside(output, "retired"))
        for leftover in _stagings(output):
            _remove_leftover(leftover)
        staging = Path(tempfile.mkdtemp(prefix=f".{output.name}.staging-", dir=output.parent))
        (staging / MARKER).write_bytes(MARK)
        return staging


def put_back(output: Path) -> None:
    """Put back a site that was half exchanged when a build was killed. Call it with the lock held."""
    with in_words(output):
        retired = beside(output, "retired")
        if not output.exists() and is_ours(retired):
            os.rename(retired, output)


def _stagings(output: Path) -> list[Path]:
    # The whole name has to fit: a neighbour called "output.staging-x" keeps its own staging folders.
    ours = re.compile(re.escape(f".{output.name}.staging-") + r"\w{8}")
    return sorted(each for each in output.parent.iterdir() if ours.fullmatch(each.name))


def _remove_leftover(staging: Path) -> None:
    """Remove the staging folder of a dead build, into which what it had started may write for a moment yet."""
    if is_ours(staging):
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
    staging = stage(output, is_usable)
    with in_words(output), contextlib.ExitStack() as undoing:
        undoing.callback(discard, staging)
        spare, wanted = kept_folder(output) / SPARE, set(files)
        is_spare = is_ours(spare) and is_usable
        if not is_spare:
            discard(spare)
        else:
            (staging / MARKER).unlink()
            # From here on a killed build leaves no spare, only a staging folder that the next one removes.
            os.rename(spare, staging)
            for path in behind:
                # What comes again finds its folder there: after a change of every page that saves as many of them.
                if path in wanted:
                    _clear(staging, path)
                else:
                    remove(staging, path)
            wanted &= set(behind)
        are_links = _carry_all(output, staging, wanted)
        undoing.pop_all()
    return Staged(staging, are_links, is_spare)


def make_spare(staging: Path, output: Path, files: Iterable[str]) -> None:
    """Make a second folder of links to what is about to be published, for the next build, where there are links."""
    spare = kept_folder(output) / SPARE
    are_links = False
    with contextlib.suppress(OSError):
        discard(spare)
        spare.mkdir(parents=True)
        (spare / MARKER).write_bytes(MARK)
        # The list comes last: a folder that has it has all.
        are_links = _carry_all(staging, spare, files) and _carry(staging, spare, MANIFEST)
    if not are_links:
        with contextlib.suppress(OSError):
            discard(spare)


def has_double(output: Path) -> bool:
    """Whether the spare folder is one of links to the published site, as `make_spare` makes it."""
    with contextlib.suppress(OSError):
        return os.path.samefile(kept_folder(output) / SPARE / MANIFEST, output / MANIFEST)
    return False


def keep_as_spare(output: Path, old: Path) -> None:
    """Keep the old site, the last but one of all, for the next build."""
    if is_ours(old):
        kept_folder(output).mkdir(exist_ok=True)
        os.rename(old, kept_folder(output) / SPARE)


def write(staging: Path, path: str, content: bytes) -> None:
    """Write a file into a staging folder, for everybody to read.

    Never through a link, which would change what it leads to.
    """
    target = f"{staging}/{path}"
    if not _make_folder(staging, path.rpartition("/")[0]):
        _clear(staging, path)
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
        settle_mode(file, FILE)
    finally:
        os.close(file)


def _clear(staging: Path, path: str) -> None:
    """Make room for a file where another one stands, or a folder of its name, or a file of the name of its folder."""
    try:
        os.unlink(f"{staging}/{path}")
    except FileNotFoundError:
        pass
    except IsADirectoryError:
        shutil.rmtree(f"{staging}/{path}")
    except NotADirectoryError:
        folder = path.rpartition("/")[0]
        _clear(staging, folder)
        _make_folder(staging, folder)


def remove(staging: Path, path: str) -> None:
    """Remove a file from a staging folder, and the folders that it leaves empty."""
    with contextlib.suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
        os.unlink(f"{staging}/{path}")
    folder = path.rpartition("/")[0]
    with contextlib.suppress(OSError):
        while folder:
            os.rmdir(f"{staging}/{folder}")
            folder = folder.rpartition("/")[0]


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
    except (FileNotFoundError, NotADirectoryError) as fault:
        above = folder.rpartition("/")[0]
        if not above:
            raise
        if isinstance(fault, NotADirectoryError):
            _clear(staging, above)
        _make_folder(staging, above)
        return _make_folder(staging, folder)
    settle_mode(f"{staging}/{folder}", FOLDER)
    return True


def _carry_all(output: Path, folder: Path, paths: Iterable[str]) -> bool:
    """Let these files of a site stand in another folder too; whether all of them are links to them."""
    ordered = sorted(paths)
    if len(ordered) < FEW:
        return _carry_each(output, folder, ordered)
    from concurrent.futures import ThreadPoolExecutor

    half = len(ordered) // 2
    try:
        with ThreadPoolExecutor(1) as pool:
            # Folders and links are made by the system, by two threads in two thirds of the time.
            rest = pool.submit(_carry_each, output, folder, ordered[half:])
            are_links = _carry_each(output, folder, ordered[:half])
        # Asked in any case: what went wrong there is raised here.
        return rest.result() and are_links
    except RuntimeError:
        # Where memory is short, the system starts no more threads.
        return _carry_each(output, folder, ordered)


def _carry_each(output: Path, folder: Path, paths: Iterable[str]) -> bool:
    made: set[str] = set()
    are_links = True
    for path in paths:
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
        settle_mode(new, FILE)
        return False
    return True
