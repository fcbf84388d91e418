"""A project's folder → its published site: what has changed is made, all else is carried over, and the whole exchanged.

A run begins with the lock and a survey of the project by content, decides which constituencies, national pages, prose
and files of the theme are due, and has the constituencies made, in several processes where that pays.
It ends when the prose is there too, which only `site` can make: the site is looked at, published, and remembered.
Whatever goes wrong in between, nothing is published.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from cmpgen import files, kept, marks, publish, walk
from cmpgen.beginning import SETTINGS, Look, is_still
from cmpgen.building import themed
from cmpgen.building.contests import SERIAL, carry_contests, do_jobs, equip, make_few, make_many, only_check
from cmpgen.building.country import make_national, make_static
from cmpgen.building.elections import Again, job_of, read_parts
from cmpgen.building.others import carry_elections, outlook, published, refuse_dead_ends
from cmpgen.building.prose import check_prose, prose_beside_faults, read_prose, urls
from cmpgen.building.run import (
    Built,
    Counts,
    Faults,
    Order,
    Run,
    Tell,
    WrongOrder,
    clean,
    has_errors,
    refuse_twice,
    write_file,
)
from cmpgen.building.staging import Touched, ensure_staged, is_touched_now, trusted_at_last
from cmpgen.building.touched import touched
from cmpgen.diagnostics import Diagnostic, in_order
from cmpgen.kept import Kept
from cmpgen.layout import CANDIDATES, CONTENT, QUESTIONNAIRES
from cmpgen.theme import is_changed

__all__ = [
    "NO_ELECTION",
    "SETTINGS",
    "Built",
    "Counts",
    "Faults",
    "Order",
    "Run",
    "Tell",
    "WrongOrder",
    "begin",
    "finish",
    "inspect",
    "urls",
]


NO_ELECTION = "no election here: there is no YAML file in questionnaires/; name the project's folder with --project."


MOST_DOUBLED = 100_000
"""Files of a site that is put into a second folder as well, for the build that follows. In a larger one that takes as
long as an edit, so the first of these makes the folder."""


def begin(order: Order, tell: Tell = lambda done, total: None, look: Look | None = None) -> Run:
    """Lock, survey, check and render all that is due but the prose. Raises `Faults`, `Refused`, `verify.Broken`.

    `look` is that of somebody who has begun it already.
    """
    started = time.perf_counter()
    # Where nothing was ever built, no lock is put beside a folder that is not ours.
    output = publish.place(order.output, order.project, untouched=publish.was_locked(order.output))
    with contextlib.ExitStack() as opening:
        opening.enter_context(publish.lock(output))
        publish.put_back(output)
        before = kept.read(output)
        look = look or Look(order.project, output, order.elections)
        if before is not None and look.is_elsewhere:
            _load()
        survey, keys, theme = look.around()
        if before is None:
            publish.place(order.output, order.project)
        now = Kept(keys=keys, theme=theme, digests=_digests(survey))
        run = Run(order, output, look, survey, before, now, publish.Draft(output), opening, started=started)
        if before is not None:
            is_other = before.keys["theme"] != keys["theme"]
            run.touched = touched(before.theme, theme, order.project) if is_other else frozenset()
        run.lap("survey")
        if before is None or order.explains or not _is_as_before(run, before):
            run = _made(run, tell)
        run.closing = opening.pop_all()
    return run


def _digests(survey: walk.Survey) -> dict[str, str]:
    """What a build remembers of a project: each file's SHA-256, and of what is no photo in what way it is none."""
    return {**survey.digests, **{path: f"{each.fault} {each.facts}" for path, each in survey.odd.items()}}


def _made(run: Run, tell: Tell) -> Run:
    """Make what is due. Where that cannot rest on what is remembered it is begun again, and resting on less."""
    partly = True
    while True:
        run.others = published(run)
        try:
            with themed.told(run.order.project), trusted_at_last(run):
                _make(run, tell, partly)
            return run
        except Touched:
            publish.place(run.order.output, run.order.project)
            run = replace(run, before=None)
        except Again:
            partly = False
        now = Kept(keys=run.now.keys, theme=run.now.theme, digests=_digests(run.survey))
        run = replace(run, now=now, draft=publish.Draft(run.output), touched=None, **clean())


def _load() -> None:
    """Load what a build needs in which anything is made, while other processes look."""
    import cmpgen.compile
    import cmpgen.pages
    import cmpgen.prose
    import cmpgen.render
    import cmpgen.workshop  # noqa: F401


def inspect(
    project: Path, jobs: int = 1, tell: Tell = lambda done, total: None
) -> tuple[list[Diagnostic], files.Texts]:
    """Every fault of the project, and the texts of its files; nothing is rendered."""
    try:
        with themed.told(project):
            return _inspect(project, jobs, tell)
    except Faults as faults:
        return [*faults.diagnostics], files.Texts(project, {*faults.texts})


def _inspect(project: Path, jobs: int, tell: Tell) -> tuple[list[Diagnostic], files.Texts]:
    from cmpgen.scores.balance import append
    from cmpgen.survey import one_sided

    order = Order(project, project, jobs=jobs)
    survey = walk.survey(project, (CANDIDATES, QUESTIONNAIRES, CONTENT, "theme"), names_only=True)
    run = Run(
        order, project, Look(project, project, ()), survey, None, Kept(), publish.Draft(project), contextlib.ExitStack()
    )
    run.now.digests = {**survey.digests, **dict.fromkeys(survey.odd, "")}
    parts, found = read_parts(run, partly=False)
    for part in parts.values():
        found += part.found
    more, _ = read_prose(run, parts, found)
    found += [*more, *walk.strays(project), *themed.faults(project)]
    work = [(id_, part, job_of(run, part, each)) for id_, part in parts.items() for each in part.due]
    columns: dict[str, dict[str, bytes]] = {id_: {} for id_ in parts}
    for id_, done in do_jobs(run, parts, work, tell, check_only=True, links={}):
        found += done.diagnostics
        append(columns[id_], done.columns)
    for id_, part in parts.items():
        found += one_sided(part.workshop.election, columns[id_])
    run.found = in_order([*found, *prose_beside_faults(run, parts, found)])
    return run.found, run.texts


def _is_as_before(run: Run, before: Kept) -> bool:
    """Whether nothing at all has changed; then what is published is what would be."""
    if before.keys != run.now.keys or before.digests != run.now.digests or run.survey.diagnostics:
        return False
    if not kept.is_untouched(before, run.look.at_the_site()):
        return False
    found = kept.as_diagnostics(before.found[kept.ALL])
    others = outlook(run)
    run.found = found
    run.built = Built(tuple(found), run.texts, before.count, before.site, timings=run.clock, others=others)
    return True


def _make(run: Run, tell: Tell, partly: bool) -> None:
    """Read, check and render what is due."""
    parts, run.found = read_parts(run, partly)
    for part in parts.values():
        run.found += part.found
    run.found += themed.read_theme(run)
    content_found, links = read_prose(run, parts, run.found)
    run.found += content_found
    work = [(id_, part, job_of(run, part, constituency)) for id_, part in parts.items() for constituency in part.due]
    run.read += sum(len(job.candidates) for _, _, job in work)
    try:
        if has_errors(run.found):
            only_check(run, parts, work, tell)
        if not parts:
            raise WrongOrder(NO_ELECTION)
        equip(run, parts, links)
        run.lap("elections")
        if len(work) <= SERIAL:
            make_few(run, parts, work)
        else:
            make_many(run, parts, work, tell)
    except Faults as faults:
        more = prose_beside_faults(run, parts, faults.diagnostics)
        raise Faults([*faults.diagnostics, *more], faults.texts) from None
    run.lap("constituencies")
    for id_, part in parts.items():
        carry_contests(run, id_, part)
    carry_elections(run, run.others)
    make_national(run, parts)
    make_static(run)
    run.lap("pages of the country")
    check_prose(run, parts)
    if run.prose:
        # Now: whoever makes such a folder removes all others of its name, and Pelican's will have it too.
        ensure_staged(run)


def finish(run: Run, prose: Path | None = None) -> Built:
    """Take the `prose` that was made into that folder, look at the whole, publish it and remember it."""
    if run.built is not None:
        return run.built
    if prose is not None:
        for made in sorted(each for each in prose.rglob("*") if each.is_file()):
            name = made.relative_to(prose).as_posix()
            if name == marks.MARKER:
                continue
            if name in run.now.pages or any(name in each["files"] for each in run.now.contests.values()):
                refuse_twice(name)
            write_file(run, name, made.read_bytes(), "", kept.PROSE)
        run.rendered += sum(each.status != "draft" for each in run.documents)
    run.lap("prose")
    all_files = run.now.files()
    standing = run.before.standing if run.before else {}
    gone = sorted(standing.keys() - all_files.keys())
    refuse_dead_ends(run, gone)
    with themed.told(run.order.project):
        _verify(run, all_files, gone)
    run.lap("looking at it")
    run.now.site, manifest = publish.manifest_of(all_files)
    staging = ensure_staged(run)
    for path in gone:
        publish.remove(staging, path)
    run.fresh = sorted(set(run.fresh))
    # Where files are copies and no links, nobody could tell later which are still those of the site.
    spares = run.before is not None and bool(run.known)
    doubles = run.before is None and len(all_files) <= MOST_DOUBLED
    publish.publish(staging, run.output, all_files, manifest, run.fresh, spares=spares, doubles=doubles)
    if doubles and publish.has_double(run.output):
        run.now.spare = marks.look_at_spare(run.output).stamp
    elif run.before is not None and spares:
        run.now.behind = sorted({*run.fresh, *gone})
        run.now.spare = marks.stamp(run.before.marks.folders)
    run.now.count = sum(path.endswith(".html") for path in all_files)
    run.now.found[kept.ALL] = kept.as_lists(in_order(run.found))
    with contextlib.suppress(OSError):
        behind = run.before.behind if run.before else ()
        fresh = [*run.fresh, marks.MANIFEST]
        for path in (*fresh, *marks.folders_above([*fresh, *gone, *behind])):
            run.known.pop(path, None)
        # Most edits leave every file and folder where it was.
        same = run.before is not None and standing.keys() == all_files.keys()
        paths = run.before.paths if run.before and same else marks.paths_of(all_files)
        kept.write(run.output, run.now, paths, run.known, run.before.written if run.before else {})
        if not is_still(run.order.project, run.now.keys):
            kept.forget(run.output)
    run.lap("publishing")
    counts = Counts(run.read, run.rendered, len(run.fresh))
    found = tuple(in_order(run.found))
    run.built = Built(found, run.texts, run.now.count, run.now.site, counts, run.clock, outlook(run))
    return run.built


def _verify(run: Run, all_files: Mapping[str, str], gone: Collection[str]) -> None:
    """Look at what was made, at where it leads, and at what may have led to pages that are gone."""
    from cmpgen import verify

    faults = run.faults + [f"{path}: {fault}" for path, look in sorted(run.looks.items()) for fault in look.faults]
    if gone or run.lost:
        # Templates of the project's own may lead from any page to any other; ours do so only from those of a country.
        suspects = all_files if is_changed(run.order.project) else run.now.pages
        for path in suspects:
            if path.endswith(".html") and path not in run.looks:
                run.looks[path] = verify.look(path, run.draft.read(path))
    ids = {path: each for one in run.now.contests.values() for path, each in one["ids"].items()}

    @functools.cache
    def parts(target: str) -> frozenset[str]:
        if target in ids:
            return frozenset(ids[target].split(" "))
        look = run.looks.get(target)
        return frozenset(verify.ids(run.draft.read(target))) if look is None else look.ids

    wanted = dict(run.leads)
    for lead, (path, _) in verify.destinations(dict(sorted(run.looks.items()))).items():
        wanted[lead] = min(path, wanted.get(lead, path))
    for (target, fragment), path in sorted(wanted.items()):
        if target not in all_files:
            faults.append(f"{path}: a link leads nowhere, to {target!r}")
        elif fragment not in ("", "top") and not (target.endswith(".html") and fragment in parts(target)):
            faults.append(f"{path}: a link leads to no part {fragment!r} of {target}")
    if faults and is_touched_now(run):
        raise publish.Refused(f"{run.output} was changed while the site was built; build it again")
    verify.refuse(faults)
