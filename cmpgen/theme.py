"""What travels with the package: the theme, which a project's `theme/` overrides, and the locked dependencies."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

OWN = "theme"
"""The folder of a project that holds what it changes in the theme."""

TEMPLATES = "templates"
"""The folder of a theme that holds its templates."""


class BadTemplate(Exception):
    """A template of a project's own fails: its path in the project, the line, and why.

    The path is OWN where it is one of cmpgen's that fails, among some of the project's.
    """

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path, self.line, self.reason = path, line, reason


def theme_folders(project: Path) -> list[Path]:
    """Theme folders, the first one to hold a file wins: a project overrides the package's theme file by file."""
    # In the wheel the theme lies inside the package, in a checkout at the top beside it.
    inside, beside = Path(__file__).parent / "theme", Path(__file__).parent.parent / "theme"
    package = inside if inside.is_dir() else beside
    own = project / OWN
    return [own, package] if own.is_dir() and own.resolve() != package.resolve() else [package]


def is_changed(project: Path) -> bool:
    """Whether the project changes anything in the theme: a note beside its folders is no change."""
    own, known = theme_folders(project)[0], theme_folders(project)[-1]
    names = [each.name for each in known.iterdir()]
    return own != known and any(each.is_file() for name in names for each in (own / name).rglob("*"))


def blame(fault: Exception, themes: Sequence[Path]) -> BadTemplate | None:
    """What failed in rendering, None where the project has no templates of its own.

    `themes` as `theme_folders` gives them.
    """
    own, known = [(each / TEMPLATES).resolve() for each in (themes[0], themes[-1])]
    if own == known or not any(own.rglob("*.html")):
        return None
    reason = str(fault).partition(" in search paths: ")[0].partition("\n")[0] or type(fault).__name__
    # Jinja lets a traceback show lines of templates.
    steps = [(Path(each.f_code.co_filename).resolve(), line) for each, line in traceback.walk_tb(fault.__traceback__)]
    for path, line in reversed(steps):
        if path.is_relative_to(own):
            return BadTemplate(f"{OWN}/{TEMPLATES}/{path.relative_to(own).as_posix()}", line, reason)
    shown = [f"{path.relative_to(known).as_posix()}:{line}: " for path, line in steps if path.is_relative_to(known)]
    return BadTemplate(OWN, 1, f"{shown[-1] if shown else ''}{reason}")


def requirements() -> str:
    """What pip needs to install exactly the dependencies that this version was tested with, by their hashes."""
    inside = Path(__file__).parent / "requirements.txt"
    beside = Path(__file__).parent.parent / "requirements" / "run.txt"
    return (inside if inside.is_file() else beside).read_text(encoding="utf-8")
