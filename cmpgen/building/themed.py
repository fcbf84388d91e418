"""What a project's own theme breaks is told as a fault of the project, and is no bug of cmpgen."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from cmpgen import files, kept
from cmpgen.building.run import Faults, Run
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, nearest
from cmpgen.theme import OWN, STATIC, TEMPLATES, BadFile, as_told, is_changed, is_published, theme_folders

_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_SLOT = re.compile(r"\bslot\([\"']([a-z-]+)[\"']\)")
_DATA = re.compile(r"\s(data-[a-z-]+)(?:=[\"']([a-z-]+)[\"'])?")


@contextlib.contextmanager
def told(project: Path) -> Iterator[None]:
    """Raise `Faults` for files of the project's own theme that fail, and for pages that it may have broken."""
    from cmpgen.verify import Broken

    try:
        yield
    except BadFile as bad:
        raise Faults([as_told(bad, theme_folders(project))], files.Texts(project, {bad.path} - {OWN})) from bad
    except Broken as broken:
        if not broken.faults or not is_changed(project):
            raise
        found_on_pages = [diagnostic(Where(OWN), "broken-page", reason=each) for each in _together(broken.faults)]
        raise Faults(found_on_pages, {}) from broken


def read_theme(run: Run) -> list[Diagnostic]:
    """The `faults` of the theme, remembered where it has not changed."""
    before = run.before
    if before is not None and all(before.keys[each] == run.now.keys[each] for each in ("program", "theme")):
        run.now.found[kept.THEME] = before.found.get(kept.THEME, [])
        return kept.as_diagnostics(run.now.found[kept.THEME])
    found = faults(run.order.project)
    run.now.found[kept.THEME] = kept.as_lists(found)
    return found


def faults(project: Path) -> list[Diagnostic]:
    """What is wrong with the project's own templates, as far as it shows before a page is made with any of them."""
    themes = theme_folders(project)
    own, known = themes[0] / TEMPLATES, themes[-1] / TEMPLATES
    names = _names(own) if own != known else frozenset()
    if not names:
        return []
    from cmpgen.render import Renderer, reach

    renderer = Renderer(themes, {}, lambda words, heading_from: Markup())
    found = [as_told(bad, themes) for name in sorted(names) if (bad := renderer.fault(name)) is not None]
    ours = _names(known)
    # Where a template is called by a name that only its values tell, any may be.
    reached = reach(themes, sorted(names))
    used = names if reached is None else ours.union(*reached.values())
    for name in sorted(names - used):
        facts = {"name": name, "nearest": nearest(name, ours), "folder": str(known)}
        found.append(diagnostic(Where(f"{OWN}/{TEMPLATES}/{name}"), "unused-template", **facts))
    return [*found, *_without_slots(themes[0], themes[-1], names, ours)]


def _without_slots(own: Path, known: Path, names: frozenset[str], ours: frozenset[str]) -> Iterator[Diagnostic]:
    """A fault of each template of the quiz that lacks what ours has for scripts, unless the scripts are others too.

    A part that only the project has may hold it instead.
    """
    if any((own / STATIC / "js").glob("*.js")):
        return
    parts = set[str]().union(*(_slots(own / TEMPLATES / name) for name in names - ours))
    for name in sorted(names & ours):
        if name == "pages/quiz.html" or name.startswith("parts/quiz-"):
            lost = _slots(known / TEMPLATES / name) - _slots(own / TEMPLATES / name) - parts
            facts = {"name": name, "words": ", ".join(sorted(lost)), "folder": str(known / TEMPLATES)}
            if lost:
                yield diagnostic(Where(f"{OWN}/{TEMPLATES}/{name}"), "missing-slot", **facts)


def _slots(template: Path) -> set[str]:
    """The attributes by which scripts find what they fill in, with their values if these are not computed."""
    try:
        text = _REMARK.sub("", template.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        # Told as broken.
        return set()
    plain = {f'data-slot="{name}"' for name in _SLOT.findall(text)}
    return plain.union(f'{name}="{value}"' if value else name for name, value in _DATA.findall(text))


def _names(folder: Path) -> frozenset[str]:
    paths = [each.relative_to(folder) for each in folder.rglob("*.html") if each.is_file() and not each.is_symlink()]
    return frozenset(each.as_posix() for each in paths if is_published(each))


def _together(faults: Sequence[str]) -> Iterator[str]:
    """What one template breaks on many pages is told once."""
    pages: dict[str, list[str]] = {}
    for each in faults:
        page, _, reason = each.partition(": ")
        pages.setdefault(reason, []).append(page)
    for reason, those in pages.items():
        yield f"{those[0]}: {reason}" + (f" (and on {len(those) - 1} more)" if len(those) > 1 else "")
