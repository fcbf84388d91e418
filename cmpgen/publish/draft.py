"""A site on its way: in the staging folder, or held until there is one."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from cmpgen.publish.staging import write


@dataclass(slots=True)
class Draft:
    """The files of a site that is being made: those in `folder`, and those `held` while it is None, by path.

    `published` is the site that it will replace, in which what is carried over can be read before there is a folder.
    """

    published: Path
    folder: Path | None = None
    held: dict[str, bytes] = field(default_factory=dict)

    def put(self, path: str, content: bytes) -> None:
        """Write a file, or hold it."""
        if self.folder is None:
            self.held[path] = content
        else:
            # Two constituencies may show one photo, whose name says what is in it.
            with contextlib.suppress(FileExistsError):
                write(self.folder, path, content)

    def read(self, path: str) -> bytes:
        """A file of it. Raises OSError where it has none of that name."""
        if path in self.held:
            return self.held[path]
        return ((self.folder or self.published) / path).read_bytes()

    def settle(self, folder: Path) -> None:
        """Write what is held into this folder, and all else from now on."""
        self.folder = folder
        for path, content in self.held.items():
            self.put(path, content)
        self.held.clear()
