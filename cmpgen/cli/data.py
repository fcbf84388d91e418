"""Commands for whoever edits the files: is this right, and what does that mean?"""

from __future__ import annotations

import dataclasses
import functools
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmpgen.cli.shared import (
    FAULTS,
    Environment,
    compiled_project,
    cores,
    election_folders,
    election_named,
    folder_in,
    jobs_option,
    paint,
    progress,
    project_option,
    unknown,
)
from cmpgen.cli.streams import has_left

if TYPE_CHECKING:
    from cmpgen.compile import Memory
    from cmpgen.diagnostics import Diagnostic


@click.command()
@project_option
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@click.option("--election", metavar="ID", help="Leave out the faults in other elections' files.")
@click.option("--watch", "watching", is_flag=True, help="Check again after every change, until Ctrl-C.")
@jobs_option
@click.argument("paths", nargs=-1, metavar="[PATH…]")
def check(
    project: Path, form: str, election: str | None, watching: bool, jobs: int | None, paths: tuple[str, ...]
) -> None:
    """Find every fault in the data, say where it is and what to do.

    With PATHs, only faults in these files or folders are shown; all files are read all the same.
    With --election, what would stop a build of that election.

    \b
    Example:
      cmpgen check
      cmpgen check candidates/demo-2027/north-bank --format github
      cmpgen check --election demo-2027 --watch
    """
    if election is not None:
        _check_election(project, election)
    if watching:
        import threading

        from cmpgen.compile import Memory
        from cmpgen.serve.watching import changes, snapshot

        seen = snapshot(project)
        look = functools.partial(_look_again, project, Memory())
        _check(project, form, election, paths, look)
        try:
            for _ in changes(project, threading.Event(), seen):
                if has_left(sys.stdout):
                    return
                click.echo()
                try:
                    _check(project, form, election, paths, look)
                except click.UsageError as error:
                    # The files may come back.
                    click.echo(error.message, err=True)
        except KeyboardInterrupt:
            return
    elif _check(project, form, election, paths, functools.partial(_look_once, project, jobs or cores())):
        raise click.exceptions.Exit(FAULTS)


Look = Callable[[], tuple[Sequence["Diagnostic"], Mapping[str, str]]]


def _look_once(project: Path, jobs: int) -> tuple[Sequence[Diagnostic], Mapping[str, str]]:
    """Every fault of the project, and its texts, read by several processes."""
    from cmpgen import building
    from cmpgen.publish import Refused

    try:
        with progress("Reading", "places") as tell:
            return building.inspect(project, jobs, tell)
    except Refused as refused:
        raise Environment(str(refused)) from None


def _look_again(project: Path, memory: Memory) -> tuple[Sequence[Diagnostic], Mapping[str, str]]:
    """The same, reading nothing again that has not changed since the last time."""
    from cmpgen import files
    from cmpgen.building import Faults, themed
    from cmpgen.diagnostics import in_order
    from cmpgen.plan import misplaced, one_sided, read_plan

    try:
        with themed.told(project):
            plan = read_plan(project, memory=memory)
            of_theme = themed.faults(project)
    except Faults as faults:
        return [*faults.diagnostics], faults.texts
    templates = files.Texts(project, {each.where.path for each in of_theme})
    texts = {**plan.texts, **{path: text for path in templates if (text := templates.get(path)) is not None}}
    return in_order([*plan.diagnostics, *misplaced(plan), *one_sided(plan), *of_theme]), texts


def _check(project: Path, form: str, election: str | None, paths: Sequence[str], look: Look) -> bool:
    """Check once and print; whether errors were shown."""
    from cmpgen import checks, report
    from cmpgen.building import NO_ELECTION
    from cmpgen.layout import election_of

    wanted = _named(project, paths)
    found, texts = look()
    others = election_folders(project) - {election} if election is not None else set()

    def is_asked_for(path: str) -> bool:
        return election_of(path) not in others and _is_below(path, wanted)

    shown = [each for each in found if is_asked_for(each.where.path)]
    below = sum(map(is_asked_for, texts)) if paths or others else None
    if form == "json":
        click.echo(report.as_json(shown, len(texts)), nl=False)
    elif form == "github":
        above = below_repository(project)
        click.echo(report.github([moved(each, above) for each in shown]), nl=False)
    else:
        click.echo(report.text(shown, texts, paint(sys.stdout)), nl=False)
    click.echo(report.by_file(shown), nl=False, err=form != "text")
    looked_at_nothing = not any(path.startswith(("questionnaires/", "candidates/")) for path in texts)
    if looked_at_nothing and not any(map(checks.is_error, found)):
        raise click.UsageError(NO_ELECTION)
    if not (below is None or below or shown):
        raise click.UsageError(f"no file that is checked is in {', '.join(map(repr, paths))}.")
    click.echo(report.summary(shown, len(texts), below), err=form != "text")
    return any(checks.is_error(each) for each in shown)


def _check_election(project: Path, election: str) -> None:
    """Refuse the name of an election of which there is not even a folder."""
    known = election_folders(project)
    if election not in known:
        raise click.UsageError(unknown("election", election, known))


@click.command()
@project_option
@click.argument("code", required=False)
def explain(project: Path, code: str | None) -> None:
    """Say what a diagnostic means, with a bad and a good example; without CODE, list them all.

    \b
    Example:
      cmpgen explain unknown-question
    """
    from cmpgen import checks, report
    from cmpgen.diagnostics import nearest

    if code is None:
        for each in sorted(checks.BY_CODE):
            click.echo(f"{each:24} {(checks.BY_CODE[each].__doc__ or '').splitlines()[0]}")
        return
    code = code.removeprefix("error[").removeprefix("warning[").rstrip("]")
    if code not in checks.BY_CODE:
        near = nearest(code, checks.BY_CODE)
        more = f" Did you mean '{near}'?" if near else " `cmpgen explain` lists them all."
        raise click.UsageError(f"no diagnostic is called '{code}'.{more}")
    click.echo(report.explanation(code), nl=False)


@click.command()
@project_option
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def schema(project: Path, folder: Path) -> None:
    """Write JSON Schemas of all kinds of files into DIR, for editors; those of an earlier version are replaced.

    DIR is a folder of the project, schemas in one that `cmpgen init` made.

    \b
    Example:
      cmpgen schema schemas
    """
    from cmpgen.disk import write_whole
    from cmpgen.schema import files

    folder = folder_in(project, folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = files()
    for name, text in written.items():
        write_whole(folder / name, text)
    click.echo(f"{len(written)} schemas are in {folder}.", err=True)


@click.command("report")
@project_option
@click.option("--election", required=True, metavar="ID", help="The election's id.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def report_(project: Path, election: str, form: str) -> None:
    """Say how the questionnaire does: replies, answers, what each question divides, and what is asked twice.

    \b
    Example:
      cmpgen report --election demo-2027
    """
    import json

    from cmpgen import report
    from cmpgen.survey import as_json, survey

    read, compiled, found = compiled_project(project)
    named = election_named(read, compiled, found, election)
    here = [each for each in found if each.where.path.split("/")[1:2] == [election]]
    told = survey(named.election, named.contests, here)
    if form == "json":
        click.echo(json.dumps(as_json(told), ensure_ascii=False, indent=1))
    else:
        click.echo(report.survey(told), nl=False)


def _named(project: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """These paths as faults have theirs, below the project: written from here or from there, and through links too."""
    tops = {os.path.abspath(project), os.path.realpath(project)}
    named: list[str] = []
    for path in paths:
        tried = {os.path.abspath(path), os.path.abspath(project / path), os.path.realpath(path)}
        pairs = [(Path(each), top) for each in sorted(tried) if os.path.lexists(each) for top in tops]
        inside = [each.relative_to(top).as_posix() for each, top in pairs if each.is_relative_to(top)]
        if not inside:
            raise click.UsageError(f"'{path}' is no file and no folder of this project.")
        named += inside
    return tuple(named)


def _is_below(path: str, wanted: Sequence[str]) -> bool:
    """Whether a path is one of those that were asked for, or lies in one; "." is the project's own folder."""
    return not wanted or "." in wanted or any(path == each or path.startswith(f"{each}/") for each in wanted)


def below_repository(project: Path) -> str:
    """Where the project stands below the top of its repository, as `elections/`; empty at the top, or in none."""
    here = project.resolve()
    for above in (here, *here.parents):
        if (above / ".git").exists():
            return f"{here.relative_to(above).as_posix()}/" if above != here else ""
    return ""


def moved(found: Diagnostic, above: str) -> Diagnostic:
    """The same fault, in a file below another folder."""
    return dataclasses.replace(found, where=dataclasses.replace(found.where, path=f"{above}{found.where.path}"))
