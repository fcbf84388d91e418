"""The walk over a project's folders: which ordinary files stand there, what is in their place, and what each holds.

A build begins with it, in a process that loads nothing else: what only a fault needs is loaded where there is one.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cmpgen.diagnostics import Diagnostic, Where, diagnostic, printable
from cmpgen.disk import LARGEST, digest, read_bytes
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES, is_passed_over, is_picture, not_a_candidate

if TYPE_CHECKING:
    from cmpgen.model import Photo

_HEAD = 64
"""Bytes at the start of a file that tell text from anything else."""

_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_NAME_LINE = re.compile(r"^[\"']?name[\"']?[ \t]*:", re.MULTILINE)

KINDS = {
    stat.S_IFREG: "",
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}
"""What volunteers call that which is no ordinary file."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a project's folder holds, without reading any of it for what it says.

    `digests`: SHA-256 of every ordinary file by path, empty where nothing reads it, or nothing can. `odd`: what is no
    photo where one should be, as in `Project.photos`.
    """

    digests: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]
    odd: dict[str, Photo]


def survey(root: Path, folders: Iterable[str], names_only: bool = False) -> Survey:
    """What stands below these folders of the project. Contents decide what is new, never the time on a file.

    With `names_only` all digests are empty.
    """
    digests: dict[str, str] = {}
    found: list[Diagnostic] = []
    odd: dict[str, Photo] = {}
    for folder in folders:
        for path in walk(root, folder, found, odd):
            if names_only:
                digests[path] = ""
                continue
            try:
                digests[path] = _digest(root, path)
            except OSError:
                digests[path] = ""
    return Survey(digests, tuple(found), odd)


def odd_files(root: Path, folder: str) -> list[Diagnostic]:
    """Whatever below `folder` is no ordinary file, which a build would follow out of the project."""
    found: list[Diagnostic] = []
    for _ in walk(root, folder, found, {}):
        pass
    return found


def strays(root: Path) -> list[Diagnostic]:
    """YAML files beside the folders that are read, and folders whose names nearly are those of these."""
    from cmpgen.folding import slip

    found: list[Diagnostic] = []
    try:
        with os.scandir(root) as listed:
            entries = sorted(listed, key=_name)
    except OSError:
        return found
    folders = (QUESTIONNAIRES, CANDIDATES)
    # Where capitals make no difference to the disk, the folder is read under any of its names.
    known = {entry.inode() for entry in entries if entry.name in folders}
    known |= {os.stat(root / name).st_ino for name in folders if os.path.isdir(root / name)}
    for entry in entries:
        where = Where(as_shown(entry.name))
        if entry.name.startswith((".", "_")) or entry.inode() in known:
            continue
        if entry.is_file(follow_symlinks=False) and entry.name.endswith((".yaml", ".yml")):
            found.append(diagnostic(where, "stray-file", name=where.path, nearest=""))
        elif entry.is_dir(follow_symlinks=False) and (near := slip(entry.name, folders)) and _holds_yaml(entry.path):
            found.append(diagnostic(where, "stray-file", name=f"{where.path}/", nearest=f"{near}/"))
    return found


def _holds_yaml(folder: str) -> bool:
    return any(name.endswith((".yaml", ".yml")) for _, _, names in os.walk(folder) for name in names)


def walk(root: Path, folder: str, found: list[Diagnostic], pictures: dict[str, Photo]) -> Iterator[str]:
    """The paths of the ordinary files below `folder`; links are never followed, what cannot be read is reported.

    What stands where a photo should be is added to `pictures`, for its fault is told where the photo is named.
    """
    if (root / folder).is_symlink():
        found.append(diagnostic(Where(folder), "not-a-file", name=folder, kind="a symbolic link"))
        return
    if not (root / folder).is_dir():
        return
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(f"{root}/{here}") as listed:
                entries = sorted(listed, key=_name)
        except OSError as error:
            found.append(unreadable(here, error))
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            is_file = entry.is_file(follow_symlinks=False)
            if entry.name.startswith(".#") and entry.is_symlink():
                # So Emacs says that somebody edits the file; it leads nowhere.
                continue
            if not entry.name.isprintable():
                found.append(_unspeakable(path, entry.name))
            elif is_file:
                if _hides_a_candidate(root, path):
                    found.append(not_a_candidate(Where(path)))
                yield path
            elif not is_picture(path) and entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif (kind := _kind(entry)) and is_picture(path):
                from cmpgen.model import Photo

                pictures[path] = Photo(path, fault="special", facts=(("kind", kind),))
            elif kind:
                found.append(diagnostic(Where(path), "not-a-file", name=entry.name, kind=kind))


def _kind(entry: os.DirEntry[str]) -> str:
    """What stands there that is no ordinary file; nothing where it has gone since the folder was listed."""
    try:
        return KINDS.get(stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode), "something special")
    except FileNotFoundError:
        return ""


def _unspeakable(path: str, name: str) -> Diagnostic:
    """A file or folder whose name is no text that can be shown on a line; nothing goes on to read it."""
    from cmpgen.ids import id_like, why_no_id

    odd = next(char for char in name if not char.isprintable())
    readable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    ending = ".yaml" if name.endswith(".yaml") else ""
    near = id_like("".join(char for char in name.removesuffix(ending) if char.isprintable()))
    facts = {"word": readable, "reason": why_no_id(odd), "nearest": near and near + ending}
    return diagnostic(Where(as_shown(path)), "bad-id", **facts)


def _hides_a_candidate(root: Path, path: str) -> bool:
    """Whether a file among the candidates whose name says that it is none reads like one all the same.

    Whoever renames a candidate's file to Thumbs.db or ada.jpg would take the answers off the site, and nobody be told.
    """
    if not path.startswith(f"{CANDIDATES}/") or not (is_picture(path) or is_passed_over(path)):
        return False
    try:
        head = read_bytes(root, path, _HEAD)
        if b"\0" in head or not _is_text(head):
            return False
        raw = read_bytes(root, path, LARGEST)
    except OSError:
        return False
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return len(raw) > LARGEST
    return len(raw) > LARGEST or _reads_like_a_candidate(path, text)


def _is_text(start: bytes) -> bool:
    """Whether a text in UTF-8 can begin with these bytes."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _reads_like_a_candidate(path: str, text: str) -> bool:
    """Whether there is a `name` in it as YAML has it, or as a line outside of examples where it is no whole YAML."""
    from cmpgen.yamltree import read

    tree, _ = read(path, text)
    if tree is not None:
        plain = tree.plain()
        return isinstance(plain, dict) and "name" in plain
    return _NAME_LINE.search(_FENCED.sub("", text)) is not None


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _digest(root: Path, path: str) -> str:
    """SHA-256 of what is read of the file at `path`, the empty text where nothing of it is. Raises OSError."""
    most = _most_read(path)
    return "" if most == 0 else digest(root, path, most)


def _most_read(path: str) -> int | None:
    """How many bytes of this file are read; None where all are, as of a theme."""
    top = path.partition("/")[0]
    if top in (CANDIDATES, QUESTIONNAIRES):
        if is_picture(path):
            from cmpgen import photos  # imported where there is a picture: what knows them all takes long to load

            return photos.LARGEST
        return LARGEST * path.endswith(".yaml")
    if top == CONTENT:
        return LARGEST * path.endswith(".md")
    return None


def unreadable(path: str, error: OSError) -> Diagnostic:
    name = as_shown(path)
    return diagnostic(
        Where(name), "not-readable", name=name.rsplit("/", 1)[-1], reason=error.strerror or "no reason given"
    )


def as_shown(path: str) -> str:
    """A name as it can be shown: bytes that are not UTF-8 on the disk as question marks, unseen characters escaped."""
    return printable(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
