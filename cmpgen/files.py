"""A project's folder → its texts and pictures, each read as far as it counts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cmpgen.diagnostics import Diagnostic, Where, diagnostic
from cmpgen.disk import LARGEST, read_bytes
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES, is_picture
from cmpgen.model import Photo
from cmpgen.walk import strays, unreadable, walk

LARGEST_TABLE = 50_000_000
"""Bytes of a foreign table that are read; reading it takes many times as much memory."""

LARGEST_TOGETHER = 20_000_000
"""Bytes of all candidates' files of a constituency, whose texts share a page."""

LARGEST_PROSE = 5_000_000
"""Bytes of all Markdown below `content/`."""


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


def read_content(root: Path) -> Project:
    """Read every Markdown file below `content/`, in the same way."""
    return _read_folders(root, (CONTENT,), ".md")


def read_texts(root: Path, paths: Iterable[str]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The texts of these files of the project, by path, and what could not be read, or is too much together."""
    found: list[Diagnostic] = []
    budget = _Budget()
    texts = ((path, budget.read(root, path, found)) for path in paths)
    return {path: text for path, text in texts if text is not None}, found


def digest(text: str) -> str:
    """The SHA-256 of a file that holds this text, as `walk` finds it."""
    return hashlib.sha256(text.encode()).hexdigest()


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
        for path in walk(root, folder, found, pictures):
            paths.add(path)
            if is_picture(path):
                pictures[path] = _look(root, path)
            elif path.endswith(ending):
                text = budget.read(root, path, found)
                if text is not None:
                    texts[path] = text
    return Project(texts, frozenset(paths), tuple(found), pictures)


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
        raw = read_bytes(root, path, largest)
    except OSError as error:
        found.append(unreadable(path, error))
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

    return read_bytes(root, path, photos.LARGEST)


def _look(root: Path, path: str) -> Photo:
    try:
        raw = read_photo(root, path)
    except OSError as error:
        return Photo(path, fault="unreadable", facts=(("reason", error.strerror or "no reason given"),))
    from cmpgen import photos

    return photos.look(path, raw)


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
