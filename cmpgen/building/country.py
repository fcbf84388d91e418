"""Pages of whole elections, and the files of the theme and for servers, where they are due."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cmpgen import headers, kept
from cmpgen.building.contests import refuse_lost
from cmpgen.building.elections import Part
from cmpgen.building.others import of_contests
from cmpgen.building.run import Run, carry, key_before, note, pages_before, refuse_twice, write_file
from cmpgen.building.staging import ensure_staged
from cmpgen.keys import key
from cmpgen.theme import OWN, STATIC, BadFile, is_published, theme_folders, unusable

FEW, MANY = 8, 200_000
"""So few pages of the whole country are made in one process, where not so many people stand on all of them."""


class _Due(NamedTuple):
    """A page of a whole election: what it rests on, whose it is, and how it is made."""

    path: str
    key: str
    owner: str
    template: str
    make: Callable[[], Any]


def make_national(run: Run, selected: Mapping[str, Part]) -> None:
    """The pages of whole elections, where what they say has changed."""
    from cmpgen.pages import METHOD, edition, home_pages, method_pages, national_pages
    from cmpgen.pages.roll import from_json

    rolls = {
        id_: [from_json(run.now.contests[f"{id_}/{each}"]["roll"]) for each in part.files.constituencies]
        for id_, part in selected.items()
        if part.due or not part.partly or run.touched or run.site.current.id == id_
    }
    due: list[_Due] = []
    for id_, part in selected.items():
        if part.partly and not part.due and not run.touched:
            carry(run, [path for path, each in pages_before(run) if each[2] == id_])
            continue
        pairs = _changed(run, id_, part)
        for language in part.workshop.election.languages:
            here = edition(part.workshop.election, language, run.site)
            for each in national_pages(here, rolls[id_]):
                path = f"{each.url}index.html"
                if pairs is not None and each.template not in (run.touched or ()) and _says_the_same(each, pairs):
                    carry(run, [path])
                else:
                    due.append(_Due(path, key(part.base, each.key()), id_, each.template, each.make))
            url = f"{here.masthead.method_url}index.html"
            make = functools.partial(_first, method_pages, here, part.workshop.tables)
            due.append(_Due(url, key(part.base, "method"), id_, METHOD, make))
    current = run.site.current
    elections = [*(part.workshop.election for part in selected.values()), *run.others.values()]
    if current.id in run.others:
        rolls[current.id] = [from_json(each["roll"]) for each in of_contests(run, current.id)]
    base = run.now.elections[current.id]["base"]
    for each in home_pages(run.site, elections, rolls[current.id]):
        due.append(_Due(f"{each.url}index.html", key(base, each.key()), "", each.template, each.make))
    if run.touched is not None:
        same = (each for each in due if each.template not in run.touched)
        carry(run, [each.path for each in same if key_before(run, each.path) == each.key])
    if run.before is None or len(due) > FEW:
        # What is held takes memory, and there is nothing to wait for, or much to do.
        ensure_staged(run)
    people = sum(len(here.people) for each in rolls.values() for here in each)
    _render_national(run, [each for each in due if each.path not in run.now.pages], people)


def _changed(run: Run, id_: str, part: Part) -> list[tuple[Any, Any]] | None:
    """What is remembered of each constituency that was read again, before and now; None where more may have changed."""
    from cmpgen.pages.roll import from_json

    if not part.partly or run.before is None or run.touched is None:
        return None
    before, now = run.before.contests, run.now.contests
    names = [f"{id_}/{each}" for each in part.due]
    pairs = [(before[name]["roll"], now[name]["roll"]) for name in names if name in before]
    return [(from_json(old), from_json(new)) for old, new in pairs if old != new] if len(pairs) == len(names) else None


def _says_the_same(page: Any, pairs: list[tuple[Any, Any]]) -> bool:
    return page.says is not None and all(page.says(old) == page.says(new) for old, new in pairs)


def _first(pages: Callable[..., Iterator[Any]], *values: Any) -> Any:
    return next(iter(pages(*values)))


_due: list[_Due] = []


_drawn: list[Any] = []


def _render_national(run: Run, due: list[_Due], people: int) -> None:
    """Pages of a whole country take as long as those of many constituencies: several processes share them."""
    published = {path: each[1] for path, each in pages_before(run)}
    numbers = range(len(due))
    _due[:], _drawn[:] = due, [run.renderer.made, run.draft, published]
    try:
        drawn = _render_in_turn(run, numbers, run.order.jobs if len(due) > FEW or people * len(due) > MANY else 1)
    finally:
        _due[:], _drawn[:] = [], []
    refuse_lost(run, (each for *_, lost in drawn for each in lost))
    for number, digest, is_fresh, look, _ in drawn:
        path, key_, owner, _, _ = due[number]
        if path in run.now.pages or any(path in each["files"] for each in run.now.contests.values()):
            refuse_twice(path)
        note(run, path, [key_, digest, owner], is_fresh, look)
        run.rendered += 1


def _render_in_turn(run: Run, numbers: Sequence[int], processes: int) -> list[Any]:
    if min(processes, len(numbers)) > 1:
        from cmpgen import workers  # what starts processes takes long to load

        if workers.inherit():
            ensure_staged(run)
            return list(workers.share(_render_one, numbers, processes, at_once=1))
    return list(map(_render_one, numbers))


def _render_one(number: int) -> tuple[int, str, bool, Any, set[str]]:
    from cmpgen import verify

    render, draft, published = _drawn
    path = _due[number].path
    content, _ = render(_due[number].make())
    digest = hashlib.sha256(content).hexdigest()
    is_fresh = published.get(path) != digest
    look = verify.look(path, content)
    lost = verify.lost(draft.read(path), look) if is_fresh and path in published else set()
    if is_fresh:
        draft.put(path, content)
    return number, digest, is_fresh, look, lost


def make_static(run: Run) -> None:
    """The theme's files, with the project's own before those of the package, and those that servers read."""
    key_ = run.now.keys["theme"]
    known = [path for path, each in pages_before(run) if each[2] == kept.THEME]
    if (
        known
        and key_before(run, known[0]) == key_
        and run.before
        and run.before.keys["program"] == run.now.keys["program"]
    ):
        carry(run, known)
        return
    from cmpgen.render import stylesheet

    themes = theme_folders(run.order.project)
    contents: dict[str, bytes] = {"static/css/main.css": stylesheet(themes).encode()}
    # Forges would hide folders that begin with an underscore.
    contents[".nojekyll"] = b""
    contents.update({path: text.encode() for path, text in headers.files().items()})
    for theme in reversed(themes):
        contents.update(_static(theme, contents))
    for name, content in contents.items():
        write_file(run, name, content, key_, kept.THEME)


def _static(theme: Path, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a theme that are published as they are, by path. Raises `BadFile` where one cannot be."""
    found: dict[str, bytes] = {}
    for path in sorted((theme / STATIC).rglob("*")):
        inside = path.relative_to(theme / STATIC)
        if not path.is_file() or path.suffix == ".css" or not is_published(inside):
            continue
        name = f"{STATIC}/{inside.as_posix()}"
        if any(each.startswith(f"{name}/") or name.startswith(f"{each}/") for each in known):
            raise BadFile("broken-theme", f"{OWN}/{name}", 1, "it stands where cmpgen's theme has a folder, or a file")
        try:
            found[name] = path.read_bytes()
        except OSError as fault:
            raise unusable(f"{OWN}/{name}", fault) from fault
    return found
