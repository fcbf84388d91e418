"""A site on its way: in the staging folder, or held until there is one."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from cmpgen.disk import read_bytes
from cmpgen.publish.staging import write


@dataclass(slots=True)
class Draft:
    """The files of a site that is being made: those in `folder`, and those `held` while it is None, by path.

    `published` is the site that it will replace, in which what is carried over can be read before there is a folder;
    None where all is made anew.
    """

    published: Path | None = None
    folder: Path | None = None
    held: dict[str, bytes] = field(default_factory=dict)

    def put(self, path: str, content: bytes) -> None:
        """Write a file, or hold it."""
        if self.folder is None:
            self.held[path] = content
        else:
            write(self.folder, path, content)

    def share(self, path: str, content: bytes) -> None:
        """As `put`, of a file whose path says what is in it, and that may be there already."""
        with contextlib.suppress(FileExistsError):
            self.put(path, content)

    def read(self, path: str) -> bytes:
        """A file of it. Raises OSError where it has none of that name."""
        if path in self.held:
            return self.held[path]
        where = self.folder or self.published
        if where is None:
            raise FileNotFoundError(path)
        return read_bytes(where, path)

    def move_into(self, folder: Path) -> None:
        """Write what is held into this folder, and all else from now on."""
        self.folder = folder
        while self.held:
            self.put(*self.held.popitem())
