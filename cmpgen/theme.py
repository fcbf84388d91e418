"""What travels with the package: the theme, which a project's `theme/` overrides, and the locked dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from cmpgen.diagnostics import Diagnostic, Where, diagnostic

OWN = "theme"
"""The folder of a project that holds what it changes in the theme."""

TEMPLATES = "templates"
"""The folder of a theme that holds its templates."""

STATIC = "static"
"""The folder of a theme that holds what is published as it is."""


class BadFile(Exception):
    """What a project's own theme breaks: the code of the fault, the file's path in the project, the line, and why.

    The path is OWN where it is not known which file it is.
    """

    def __init__(self, code: str, path: str, line: int, reason: str) -> None:
        super().__init__(code, path, line, reason)
        self.code, self.path, self.line, self.reason = code, path, line, reason

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def as_told(bad: BadFile, themes: Sequence[Path]) -> Diagnostic:
    """What a project's own theme breaks as a fault of the project; `themes` as `theme_folders` gives them."""
    return diagnostic(Where(bad.path, bad.line), bad.code, reason=bad.reason, folder=str(themes[-1] / TEMPLATES))


def unusable(path: str, fault: OSError | UnicodeDecodeError) -> BadFile:
    """What is wrong with a file of a project's own theme that could not be read, or not as text."""
    if isinstance(fault, UnicodeDecodeError):
        return BadFile("broken-theme", path, 1, "it is not UTF-8")
    return BadFile("broken-theme", path, 1, f"it cannot be read: {(fault.strerror or 'unknown fault').lower()}")


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


def is_published(path: PurePath) -> bool:
    """Whether a file of STATIC comes onto the site: not what editors and desktops leave behind."""
    return not any(each.startswith(".") for each in path.parts) and not path.name.endswith("~")


def blame(fault: Exception, themes: Sequence[Path]) -> BadFile | None:
    """What failed in rendering, None where the project has no templates of its own.

    `themes` as `theme_folders` gives them.
    """
    import traceback

    own, known = [(each / TEMPLATES).resolve() for each in (themes[0], themes[-1])]
    if own == known or not any(own.rglob("*.html")):
        return None
    reason = str(fault).partition(" in search paths: ")[0].partition("\n")[0] or type(fault).__name__
    # Jinja lets a traceback show lines of templates; a fault of syntax may only tell by itself where it is.
    steps = [(Path(each.f_code.co_filename).resolve(), line) for each, line in traceback.walk_tb(fault.__traceback__)]
    steps += [(Path(each).resolve(), getattr(fault, "lineno", 1)) for each in _names(fault, own)]
    for path, line in reversed(steps):
        if path.is_relative_to(own):
            return BadFile("broken-template", f"{OWN}/{TEMPLATES}/{path.relative_to(own).as_posix()}", line, reason)
    shown = [f"{path.relative_to(known).as_posix()}:{line}: " for path, line in steps if path.is_relative_to(known)]
    return BadFile("broken-page", OWN, 1, f"{shown[-1] if shown else ''}{reason}")


def _names(fault: Exception, own: Path) -> list[str]:
    """Files that a fault names which is raised before there is any code of a template."""
    if isinstance(fault, UnicodeDecodeError):
        return [str(each) for each in sorted(own.rglob("*.html")) if each.is_file() and not _is_text(each)]
    return [each for each in (getattr(fault, "name", None), getattr(fault, "filename", None)) if isinstance(each, str)]


def _is_text(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def requirements() -> str:
    """What pip needs to install exactly the dependencies that this version was tested with, by their hashes."""
    inside = Path(__file__).parent / "requirements.txt"
    beside = Path(__file__).parent.parent / "requirements" / "run.txt"
    return (inside if inside.is_file() else beside).read_text(encoding="utf-8")
