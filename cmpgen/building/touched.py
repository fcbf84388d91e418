"""Which kinds of page a change of the theme touches: after one of a template, what it makes is made again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cmpgen.theme import STATIC, TEMPLATES, theme_folders


def touched(before: Mapping[str, str], now: Mapping[str, str], project: Path) -> frozenset[str] | None:
    """The names of templates that may render otherwise than before; None where any page may be another.

    `before` and `now` are the SHA-256 of the theme's files by name; of two files of one name, that of the one in use.
    """
    from cmpgen.render import reach

    # To what is static pages only lead.
    changed = {name for name, _ in before.items() ^ now.items() if not name.startswith(f"{STATIC}/")}
    if not changed:
        return frozenset()
    if not all(name.startswith(f"{TEMPLATES}/") for name in changed):
        return None
    reached = reach(theme_folders(project), [_name(each) for each in now if each.startswith(f"{TEMPLATES}/")])
    if reached is None:
        return None
    names = {_name(each) for each in changed}
    return frozenset({*names, *(name for name, others in reached.items() if others & names)})


def _name(path: str) -> str:
    return path.removeprefix(f"{TEMPLATES}/")
