"""What travels with the package: the theme, which a project's `theme/` overrides, and the locked dependencies."""

from __future__ import annotations

from pathlib import Path


def theme_folders(project: Path) -> list[Path]:
    """Theme folders, the first one to hold a file wins: a project overrides the package's theme file by file."""
    # In the wheel the theme lies inside the package, in a checkout at the top beside it.
    inside, beside = Path(__file__).parent / "theme", Path(__file__).parent.parent / "theme"
    package = inside if inside.is_dir() else beside
    own = project / "theme"
    return [own, package] if own.is_dir() and own.resolve() != package.resolve() else [package]


def requirements() -> str:
    """What pip needs to install exactly the dependencies that this version was tested with, by their hashes."""
    inside = Path(__file__).parent / "requirements.txt"
    beside = Path(__file__).parent.parent / "requirements" / "run.txt"
    return (inside if inside.is_file() else beside).read_text(encoding="utf-8")
