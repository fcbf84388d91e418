"""A project's folder → its texts and pictures: the only room that opens the files of volunteers."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cmpgen.diagnostics import Diagnostic, Where, diagnostic, printable
from cmpgen.fields import id_like, why_no_id
from cmpgen.folding import slip
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES, is_passed_over, is_picture, not_a_candidate
from cmpgen.model import Photo
from cmpgen.yamltree import read as read_yaml

LARGEST = 5_000_000
"""Bytes of a YAML file that are read; the reader refuses a larger one with a place and a hint."""

LARGEST_TABLE = 50_000_000
"""Bytes of a foreign table that are read; reading it takes many times as much memory."""

LARGEST_TOGETHER = 20_000_000
"""Bytes of all candidates' files of a constituency, whose texts share a page."""

LARGEST_PROSE = 5_000_000
"""Bytes of all Markdown below `content/`."""

BLOCK = 1_000_000
"""Bytes that are held at once of a file of any size."""

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
class Project:
    """What was found in a project's folder.

    `texts`: the text of every file to be read that could be, by path from the root, with `/`.
    `paths`: the path of every ordinary file, read or not.
    `photos`: what was found in each picture beside candidates' files, and of what only looks like one, by path.
    """

    texts: dict[str, str]
    paths: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    photos: dict[str, Photo] = field(default_factory=dict)


def read_project(root: Path) -> Project:
    """Read every YAML file below `questionnaires/` and `candidates/`, in an order that no file system decides."""
    read = _read_folders(root, (CANDIDATES, QUESTIONNAIRES), ".yaml")
    return replace(read, diagnostics=(*read.diagnostics, *strays(root)))


def read_again(root: Path, before: Project, paths: Collection[str]) -> Project | None:
    """`before` with the texts of these files as they are now; None where more than texts may have changed.

    No other file is looked at: whoever is in such a hurry looks at the whole again later.
    """
    if before.diagnostics:
        return None
    texts, found = dict(before.texts), list[Diagnostic]()
    for path in paths:
        text = _read(root, path, found) if path in texts else None
        if text is None:
            return None
        texts[path] = text
    for path in paths:
        folder, most = _shared(path)
        beside = [text for other, text in texts.items() if other.startswith(f"{folder}/")]
        if most and sum(len(text.encode()) for text in beside) > most:
            return None
    return replace(before, texts=texts)


def strays(root: Path) -> list[Diagnostic]:
    """YAML files beside the folders that are read, and folders whose names nearly are those of these."""
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
        where = Where(_printable(entry.name))
        if entry.name.startswith((".", "_")) or entry.inode() in known:
            continue
        if entry.is_file(follow_symlinks=False) and entry.name.endswith((".yaml", ".yml")):
            found.append(diagnostic(where, "stray-file", name=where.path, nearest=""))
        elif entry.is_dir(follow_symlinks=False) and (near := slip(entry.name, folders)) and _holds_yaml(entry.path):
            found.append(diagnostic(where, "stray-file", name=f"{where.path}/", nearest=f"{near}/"))
    return found


def _holds_yaml(folder: str) -> bool:
    return any(name.endswith((".yaml", ".yml")) for _, _, names in os.walk(folder) for name in names)


def read_content(root: Path) -> Project:
    """Read every Markdown file below `content/`, in the same way."""
    return _read_folders(root, (CONTENT,), ".md")


def odd_files(root: Path, folder: str) -> list[Diagnostic]:
    """Whatever below `folder` is no ordinary file, which a build would follow out of the project."""
    found: list[Diagnostic] = []
    for _ in _walk(root, folder, found, {}):
        pass
    return found


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
        for path in _walk(root, folder, found, odd):
            if names_only:
                digests[path] = ""
                continue
            try:
                digests[path] = _digest(root, path)
            except OSError:
                digests[path] = ""
    return Survey(digests, tuple(found), odd)


def read_texts(root: Path, paths: Iterable[str]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The texts of these files of the project, by path, and what could not be read, or is too much together."""
    found: list[Diagnostic] = []
    budget = _Budget()
    texts = ((path, budget.read(root, path, found)) for path in paths)
    return {path: text for path, text in texts if text is not None}, found


def read_photos(root: Path, paths: Iterable[str]) -> dict[str, Photo]:
    """What was found in each of these pictures."""
    return {path: _look(root, path) for path in paths}


class Texts(Mapping[str, str]):
    """The texts of a project's files by path, read when somebody asks for one: reports show a few lines of a few."""

    def __init__(self, root: Path, paths: Collection[str]) -> None:
        self._root, self._paths = root, paths

    def __getitem__(self, path: str) -> str:
        if path in self._paths:
            found = _read(self._root, path, [])
            if found is not None:
                return found
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _read_folders(root: Path, folders: Iterable[str], ending: str) -> Project:
    texts: dict[str, str] = {}
    paths: set[str] = set()
    pictures: dict[str, Photo] = {}
    found: list[Diagnostic] = []
    budget = _Budget()
    for folder in folders:
        for path in _walk(root, folder, found, pictures):
            paths.add(path)
            if is_picture(path):
                pictures[path] = _look(root, path)
            elif path.endswith(ending):
                text = budget.read(root, path, found)
                if text is not None:
                    texts[path] = text
    return Project(texts, frozenset(paths), tuple(found), pictures)


def _walk(root: Path, folder: str, found: list[Diagnostic], pictures: dict[str, Photo]) -> Iterator[str]:
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
            found.append(_unreadable(here, error))
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            is_file = entry.is_file(follow_symlinks=False)
            kind = "" if is_file else _kind(entry)
            if not entry.name.isprintable():
                found.append(_unspeakable(path, entry.name))
            elif is_file:
                if _hides_a_candidate(root, path):
                    found.append(not_a_candidate(Where(path)))
                yield path
            elif is_picture(path):
                pictures[path] = Photo(path, fault="special", facts=(("kind", kind),))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                found.append(diagnostic(Where(path), "not-a-file", name=entry.name, kind=kind))


def _kind(entry: os.DirEntry[str]) -> str:
    return KINDS.get(stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode), "something special")


def _unspeakable(path: str, name: str) -> Diagnostic:
    """A file or folder whose name is no text that can be shown on a line; nothing goes on to read it."""
    odd = next(char for char in name if not char.isprintable())
    readable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    ending = ".yaml" if name.endswith(".yaml") else ""
    near = id_like("".join(char for char in name.removesuffix(ending) if char.isprintable()))
    facts = {"word": readable, "reason": why_no_id(odd), "nearest": near and near + ending}
    return diagnostic(Where(_printable(path)), "bad-id", **facts)


def _hides_a_candidate(root: Path, path: str) -> bool:
    """Whether a file among the candidates whose name says that it is none reads like one all the same.

    Whoever renames a candidate's file to Thumbs.db or ada.jpg would take the answers off the site, and nobody be told.
    """
    if not path.startswith(f"{CANDIDATES}/") or not (is_picture(path) or is_passed_over(path)):
        return False
    try:
        head = _bytes(root, path, _HEAD)
        if b"\0" in head or not _is_text(head):
            return False
        raw = _bytes(root, path, LARGEST)
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
    tree, _ = read_yaml(path, text)
    if tree is not None:
        plain = tree.plain()
        return isinstance(plain, dict) and "name" in plain
    return _NAME_LINE.search(_FENCED.sub("", text)) is not None


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


class _Budget:
    """What may still be read of texts that share a page or a build: all candidates of a constituency, all prose."""

    def __init__(self) -> None:
        self._spent: Counter[str] = Counter()

    def read(self, root: Path, path: str, found: list[Diagnostic]) -> str | None:
        """The text of this file; None where it cannot be read, or is too much with those before it."""
        folder, most = _shared(path)
        if most and self._spent[folder] > most:
            return None
        text = _read(root, path, found)
        self._spent[folder] += 0 if text is None else len(text) if text.isascii() else len(text.encode())
        if most and self._spent[folder] > most:
            found.append(diagnostic(Where(folder), "too-much-text", limit=most // 1_000_000))
            return None
        return text


def _shared(path: str) -> tuple[str, int]:
    """The folder whose texts are read together with this one, and how many bytes all of these can have; 0: any."""
    if path.startswith(f"{CONTENT}/"):
        return CONTENT, LARGEST_PROSE
    if path.startswith(f"{CANDIDATES}/"):
        return path.rpartition("/")[0], LARGEST_TOGETHER
    return "", 0


def _read(root: Path, path: str, found: list[Diagnostic], largest: int = LARGEST) -> str | None:
    try:
        raw = _bytes(root, path, largest)
    except OSError as error:
        found.append(_unreadable(path, error))
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(raw) > largest and error.start > largest - 4:
            return raw.decode(
                "utf-8", "ignore"
            )  # a letter cut in half by the limit; the reader says that it is too large
        before = raw[: error.start].decode("utf-8")
        line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
        column = len(before) - max(before.rfind("\n"), before.rfind("\r"))
        found.append(diagnostic(Where(path, line, column), "not-utf-8"))
        return None


def read_photo(root: Path, path: str) -> bytes:
    """The bytes of the picture at `path`. Raises OSError where it cannot be read."""
    from cmpgen import photos

    return _bytes(root, path, photos.LARGEST)


def _look(root: Path, path: str) -> Photo:
    try:
        raw = read_photo(root, path)
    except OSError as error:
        return Photo(path, fault="unreadable", facts=(("reason", error.strerror or "no reason given"),))
    from cmpgen import photos

    return photos.look(path, raw)


def _digest(root: Path, path: str) -> str:
    """SHA-256 of what is read of the file at `path`, the empty text where nothing of it is. Raises OSError."""
    most = _most_read(path)
    if most == 0:
        return ""
    digest = hashlib.sha256()
    for block in _blocks(root, path, most):
        digest.update(block)
    return digest.hexdigest()


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


def _bytes(root: Path, path: str, largest: int) -> bytes:
    """The file's bytes, or one more than `largest` of them. Raises OSError where there is no ordinary file to read."""
    return b"".join(_blocks(root, path, largest))


def _blocks(root: Path, path: str, largest: int | None) -> Iterator[bytes]:
    """The file's bytes block by block, one more than `largest` of them at most. Raises OSError as `_bytes` does."""
    # Opened without following, so that a link put there since the folder was listed is not read either.
    descriptor = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", path)
        left = status.st_size + 1 if largest is None else largest + 1
        at_once = min(BLOCK, status.st_size + 1)
        while left > 0 and (block := os.read(descriptor, min(left, at_once))):
            left -= len(block)
            yield block
    finally:
        os.close(descriptor)


def _unreadable(path: str, error: OSError) -> Diagnostic:
    name = _printable(path)
    return diagnostic(
        Where(name), "not-readable", name=name.rsplit("/", 1)[-1], reason=error.strerror or "no reason given"
    )


def _printable(path: str) -> str:
    """A name as it can be shown: bytes that are not UTF-8 on the disk as question marks, unseen characters escaped."""
    return printable(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def read_sources(folder: Path, names: Iterable[str]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The texts of the files that an importer asks for, by name, and what could not be read; absence is no fault."""
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    for name in names:
        if (folder / name).exists():
            text = _read(folder, name, found, LARGEST_TABLE)
            if (folder / name).stat().st_size > LARGEST_TABLE:
                found.append(diagnostic(Where(name), "too-large", limit=LARGEST_TABLE // 1_000_000))
            elif text is not None:
                texts[name] = text
    return texts, found


def write_new(root: Path, texts: Mapping[str, str]) -> None:
    """Write files that do not exist yet, with their folders. Raises FileExistsError rather than overwrite one."""
    for path, text in sorted(texts.items()):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def write_whole(target: Path, text: str) -> None:
    """Write one file, whole or not at all: what stood there before stays until all of the new text is on the disk."""
    part = target.with_name(f".{target.name}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
