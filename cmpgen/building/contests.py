"""Constituencies that are due: checked, made in one process or in several, and remembered."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cmpgen import kept
from cmpgen.building.elections import Again, Part
from cmpgen.building.others import TOLD, told
from cmpgen.building.run import Faults, Run, Tell, has_errors
from cmpgen.building.staging import ensure_staged
from cmpgen.diagnostics import Diagnostic
from cmpgen.keys import key
from cmpgen.theme import theme_folders

SERIAL = 24
"""So many constituencies are made in one process: starting others takes longer."""


def only_check(run: Run, parts: Mapping[str, Part], work: Sequence[Any], tell: Tell) -> None:
    """There are errors: find all others, and stop."""
    if any(part.partly for part in parts.values()):
        raise Again
    for _, done in do_jobs(run, parts, work, tell, check_only=True, links={}):
        run.found += done.diagnostics
    raise Faults(run.found, run.texts)


def do_jobs(
    run: Run, parts: Mapping[str, Part], work: Sequence[Any], tell: Tell, check_only: bool, links: Any
) -> Iterator[Any]:
    from cmpgen import workshop

    processes = run.order.jobs if len(work) > SERIAL else 1
    shops = {id_: part.workshop for id_, part in parts.items()}
    again = functools.partial(
        _set_up_again,
        {id_: part.workshop.setup for id_, part in parts.items()},
        {id_: part.full for id_, part in parts.items() if not check_only},
        list(run.others.values()),
        links,
    )
    tasks = [(id_, job, check_only) for id_, _, job in work]
    for number, done in enumerate(workshop.in_processes(shops, again, tasks, processes), start=1):
        tell(number, len(tasks))
        yield done


def _set_up_again(
    setups: Mapping[str, Any], full: Mapping[str, int], others: Sequence[Any], links: Mapping[str, Any]
) -> dict[str, Any]:
    """Workshops as in `_make`, in a process that inherited nothing."""
    from cmpgen.workshop import open_workshop

    shops = {id_: open_workshop(each, is_checked=True) for id_, each in setups.items()}
    if full:
        project = Path(next(iter(setups.values())).project)
        _equip_with({id_: shops[id_] for id_ in full}, full, others, links, _renderer(project))
    return shops


def _renderer(project: Path) -> Any:
    from cmpgen import i18n
    from cmpgen.prose import prose
    from cmpgen.render import Renderer

    themes = theme_folders(project)
    return Renderer(themes, i18n.read_catalogues([each / "locale" for each in themes]), prose)


def equip(run: Run, selected: Mapping[str, Part], links: Mapping[str, Any]) -> None:
    run.renderer = _renderer(run.order.project)
    run.site = _equip_with(
        {id_: part.workshop for id_, part in selected.items()},
        {id_: part.full for id_, part in selected.items()},
        list(run.others.values()),
        links,
        run.renderer,
    )
    current = run.site.current
    shared = key(run.now.keys["program"], repr(links), f"{current.id} {current.languages}")
    for id_, part in selected.items():
        part.base = key(shared, part.header)
        if part.partly and run.before and run.before.elections[id_]["base"] != part.base:
            # Another election became the current one, say.
            raise Again
    run.now.links = {
        tag: [[each.name.words, each.name.language, each.url] for each in one] for tag, one in links.items()
    }


def _equip_with(
    shops: Mapping[str, Any], full: Mapping[str, int], others: Sequence[Any], links: Mapping[str, Any], renderer: Any
) -> Any:
    from cmpgen.pages import site_of
    from cmpgen.scores.points import tables

    site = site_of([*(each.election for each in shops.values()), *others], links)
    for id_, shop in shops.items():
        shop.equip(tables(shop.election, shop.election.method.metric, full[id_]), site, renderer.made)
    return site


def _stage(run: Run, parts: Mapping[str, Part]) -> None:
    """A staging folder, into which every workshop writes from now on."""
    folder = str(ensure_staged(run))
    for part in parts.values():
        part.workshop.setup = part.workshop.setup.into(folder)


def make_few(run: Run, parts: Mapping[str, Part], work: Sequence[Any]) -> None:
    """Check everything before anything is made.

    Others may still look at the site. One constituency is made meanwhile, and held, unless it rests on pages that are
    published there; more would take more memory than the wait is worth, and so has a folder first.
    """
    from cmpgen import workshop

    read = [(id_, part, job, workshop.read(part.workshop, job)) for id_, part, job in work]
    found = [each for *_, done in read for each in done.diagnostics]
    if has_errors(found):
        if any(part.partly for part in parts.values()):
            raise Again
        raise Faults([*run.found, *found, *_known(run, parts)], run.texts)
    if run.before is None:
        _stage(run, parts)
    first = [each for each in read[:1] if each[2].only is None]
    made = [(id_, part, workshop.make(part.workshop, job, done)) for id_, part, job, done in first]
    for _, _, done in made:
        run.draft.held.update(done.held)
        done.held.clear()
    if len(read) > len(first):
        _stage(run, parts)
    made += [(id_, part, workshop.make(part.workshop, job, done)) for id_, part, job, done in read[len(first) :]]
    refuse_lost(run, (each for _, _, done in made for each in done.lost))
    for id_, part, done in made:
        _take(run, id_, part, done)


def make_many(run: Run, parts: Mapping[str, Part], work: Sequence[Any], tell: Tell) -> None:
    _stage(run, parts)
    links = run.site.prose or {}
    made = do_jobs(run, parts, work, tell, check_only=False, links=links)
    done = sorted(made, key=lambda each: (each[0], each[1].constituency))
    if has_errors(each for _, one in done for each in one.diagnostics):
        if any(part.partly for part in parts.values()):
            raise Again
        raise Faults([*run.found, *(each for _, one in done for each in one.diagnostics)], run.texts)
    refuse_lost(run, (part for _, one in done for part in one.lost))
    for id_, one in done:
        _take(run, id_, parts[id_], one)


def refuse_lost(run: Run, lost: Iterable[str]) -> None:
    """Raise `Again` where pages that are carried over may lead to parts of pages that a template has now no more."""
    if run.touched is not None and any(lost):
        raise Again


def _known(run: Run, parts: Mapping[str, Part]) -> list[Diagnostic]:
    """Warnings of constituencies that were not read again."""
    found = []
    for id_, part in parts.items():
        for each in part.files.constituencies.keys() - set(part.due):
            found += kept.as_diagnostics(run.before.contests[f"{id_}/{each}"]["found"] if run.before else [])
    return found


def _take(run: Run, id_: str, part: Part, done: Any) -> None:
    """Remember what came of a job."""
    name = f"{id_}/{done.constituency}"
    contest = run.now.contests[name] = {
        # What was saved between the look and the reading is read again next time, whatever it says by then.
        "key": "" if done.changed else part.keys[done.constituency],
        "found": kept.as_lists(done.diagnostics),
        "files": done.files,
        "ids": done.ids,
        "roll": done.roll,
    }
    run.found += done.diagnostics
    if run.before and done.is_part:
        before = run.before.contests[name]
        contest |= {"found": before["found"], "roll": before["roll"]}
        contest |= {each: {**before[each], **contest[each]} for each in ("files", "ids")}
        run.found += kept.as_diagnostics(before["found"])
    run.now.digests.update(dict.fromkeys(done.changed, ""))
    run.fresh += done.fresh
    run.rendered += done.rendered
    run.faults += done.faults
    for lead, path in done.leads.items():
        run.leads[lead] = min(path, run.leads.get(lead, path))


def carry_contests(run: Run, id_: str, part: Part) -> None:
    """Remember the constituencies that were not read again as before."""
    for each in part.files.constituencies.keys() - set(part.due):
        if run.before is not None:
            contest = run.now.contests[f"{id_}/{each}"] = run.before.contests[f"{id_}/{each}"]
            run.found += kept.as_diagnostics(contest["found"])
    facts = {"header": part.header, "full": part.full, "base": part.base, TOLD: told(part.workshop.election)}
    run.now.elections[id_] = facts
    run.now.found[id_] = kept.as_lists(part.found)
