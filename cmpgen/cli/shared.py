"""What several commands share: exit codes, the project that is meant, and the election that is named."""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cmpgen.compile import Compiled, CompiledElection
    from cmpgen.diagnostics import Diagnostic
    from cmpgen.files import Project
    from cmpgen.model import Election

FAULTS, USAGE, ENVIRONMENT, BUG = 1, 2, 3, 4


class Environment(Exception):
    """What the machine does not allow, in one sentence."""


def project_option(command: Any) -> Any:
    """`--project DIR`, which every command takes."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option(
        "--project", type=kind, default=".", show_default=True, metavar="DIR", help="The project's folder."
    )(command)


def folder_in(project: Path, folder: Path) -> Path:
    """The DIR of a command that writes a folder: below the project where it is relative, and never in its sources."""
    from cmpgen.publish import SOURCES

    whole = project / folder
    if whole.exists() and not whole.is_dir():
        raise click.UsageError(f"{whole} is a file; name a folder.")
    if any(whole.resolve().is_relative_to((project / each).resolve()) for each in SOURCES):
        raise click.UsageError(f"{whole} is among the project's sources; name another folder.")
    return whole


def election_folders(project: Path) -> set[str]:
    """The names of the folders in questionnaires/, whatever is in them."""
    return {each.name for each in (project / "questionnaires").glob("*/")}


def interface_words(project: Path) -> Mapping[str, Mapping[str, str]]:
    """What the interface says in each language of the project's theme, by message. Raises `BadFile`."""
    from cmpgen import i18n
    from cmpgen.theme import theme_folders

    return i18n.words(i18n.read_catalogues([each / "locale" for each in theme_folders(project)]))


def election_as_written(project: Path, election: str, constituency: str | None = None) -> tuple[Project, Election]:
    """The project's files and the election that the command line names, without its candidates.

    Faults in its questionnaire stop here, for what is made from it would lack what cannot be read; where one
    `constituency` is enough, so do those of its file alone.
    """
    from cmpgen.compile import read_election
    from cmpgen.diagnostics import in_order
    from cmpgen.files import read_project
    from cmpgen.layout import QUESTIONNAIRES, sort_paths

    read = read_project(project)
    every, misnamed = sort_paths(read.paths)
    elections = {id_: each for id_, each in every.items() if each.election}
    if election not in elections:
        raise click.UsageError(unknown("election", election, elections))
    told, found = read_election(elections[election], read.texts, interface_words(project))
    folder = f"{QUESTIONNAIRES}/{election}/"
    others = f"{folder}constituencies/" if constituency is not None else None

    def is_read(path: str) -> bool:
        is_of_another = others is not None and path.startswith(others) and path != f"{others}{constituency}.yaml"
        return path.startswith(folder) and not is_of_another

    faults = in_order(each for each in (*read.diagnostics, *misnamed, *found) if is_read(each.where.path))
    stop_at_faults(faults, read.texts, "Nothing was written.")
    return read, told


def check_id(word: str, reserved: frozenset[str]) -> None:
    """Refuse a word that is no id, or one of those that the site keeps for itself."""
    from cmpgen.ids import is_id, why_no_id
    from cmpgen.importers.names import slug

    if not is_id(word):
        near = slug(word)
        more = f" Did you mean '{near}'?" if is_id(near) else ""
        why = f"{why_no_id(word)}; " if word else ""
        told = f"{why}an id is small letters a to z, digits, and hyphens between them"
        raise click.UsageError(f"'{word}' is no id: {told}.{more}")
    if word in reserved:
        raise click.UsageError(f"the site keeps the address '{word}' for itself; choose another id.")


def check_election_id(word: str) -> None:
    """Refuse a word that no election can be called."""
    from cmpgen.checks.reserved_id import ROOT, is_language

    check_id(word, ROOT)
    if is_language(word):
        raise click.UsageError(f"'{word}' would be the folder of a language; choose a longer id.")


def check_date(word: str) -> None:
    from cmpgen.fields import is_date

    if not is_date(word):
        told = f"'{word}' is no date; write year, month and day, as in 2027-05-06."
        raise click.BadParameter(told, param_hint="--date")


def check_language(word: str) -> None:
    from cmpgen.checks.unknown_language import TAG

    if not TAG.fullmatch(word):
        raise click.BadParameter(f"'{word}' is no language tag; write en, fr, pt-BR …", param_hint="--language")


def check_languages(words: Sequence[str]) -> None:
    """Refuse what is no tag of a language, and one that is named twice."""
    for word in words:
        check_language(word)
        if words.count(word) > 1:
            raise click.BadParameter(f"'{word}' is named twice.", param_hint="--language")


def typed(command: str, project: Path, rest: str = "") -> str:
    """A command as it is to be typed, for this project."""
    named = "" if project == Path() else f" --project {shlex.quote(str(project))}"
    return f"cmpgen {command}{named}{f' {rest}' if rest else ''}"


def schemas_hint(project: Path) -> None:
    """Say how editors come to know the files, where the folder is missing that their first lines name."""
    if not (project / "schemas").exists():
        click.echo(f"For editors that check while you type: {typed('schema', project, 'schemas')}", err=True)


def jobs_option(command: Any) -> Any:
    """`--jobs N`, which the commands take that read a whole country."""
    return click.option(
        "--jobs", type=click.IntRange(1), default=None, metavar="N", help="How many processes. Default: one a core."
    )(command)


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextlib.contextmanager
def progress(verb: str, things: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left, on a terminal and after a second of work; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    import time

    started = time.monotonic()
    with contextlib.ExitStack() as closing:
        shown: list[Any] = []

        def tell(done: int, total: int) -> None:
            if not shown and time.monotonic() - started > 1:
                from rich.console import Console
                from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

                columns = (TextColumn(verb), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
                bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
                closing.enter_context(bar)
                shown.extend([bar, bar.add_task(verb, total=total, rate="")])
            if shown:
                rate = done / (time.monotonic() - started)
                shown[0].update(shown[1], completed=done, rate=f"{rate:,.0f} {things} a second")

        yield tell


def compiled_project(project: Path, without: str = "") -> tuple[Project, Compiled, list[Diagnostic]]:
    """Read and compile the project, as if no file stood at the path `without`; the diagnostics of both, in order."""
    from cmpgen.compile import compile_project
    from cmpgen.diagnostics import in_order
    from cmpgen.files import read_project

    read = read_project(project)
    texts = {path: text for path, text in read.texts.items() if path != without}
    compiled, found = compile_project(texts, read.paths - {without}, interface_words(project), read.photos)
    return read, compiled, in_order([*read.diagnostics, *found])


def contest_named(
    read: Project, compiled: Compiled, found: Sequence[Diagnostic], election: str, constituency: str
) -> tuple[Any, Any]:
    """The contest that the command line names, with its points; faults of its election's files stop here."""
    named = election_named(read, compiled, found, election)
    for contest in named.contests:
        if contest.constituency.id == constituency:
            return contest, named.tables
    raise click.UsageError(unknown("constituency", constituency, named.election.constituencies))


def election_named(read: Project, compiled: Compiled, found: Sequence[Diagnostic], election: str) -> CompiledElection:
    """The election that the command line names; faults of its files stop here."""
    from cmpgen.layout import election_of

    # A file that could not be read at all is a fault of the election, though what could be read may be sound.
    stop_at_faults([each for each in found if election_of(each.where.path) == election], read.texts)
    for each in compiled.elections:
        if each.election.id == election:
            return each
    raise click.UsageError(unknown("election", election, [each.election.id for each in compiled.elections]))


def stop_at_faults(found: Sequence[Diagnostic], texts: Mapping[str, str], last: str = "") -> None:
    """Print the errors among these, and the `last` words, and exit; do nothing where there are none."""
    from cmpgen import checks, report

    faults = [each for each in found if checks.is_error(each)]
    if faults:
        click.echo(report.text(faults, texts, paint(sys.stderr)), nl=False, err=True)
        if last:
            click.echo(last, err=True)
        raise click.exceptions.Exit(FAULTS)


def unknown(kind: str, word: str, known: Any) -> str:
    from cmpgen.diagnostics import nearest

    near = nearest(word, known)
    more = f" Did you mean '{near}'?" if near else ""
    return f"no {kind} is called '{word}'.{more}"


def known_word(word: str | None, known: Any, option: str) -> str | None:
    if word is not None and word not in known:
        told = f"{unknown(option.removeprefix('--'), word, known)} There are: {', '.join(sorted(known))}."
        raise click.BadParameter(told, param_hint=option)
    return word


def paint(stream: Any) -> Any:
    """Styles for a terminal that wants colour, none elsewhere."""
    from cmpgen.report import plain

    if os.environ.get("NO_COLOR") or not stream.isatty():
        return plain
    styles: dict[str, dict[str, Any]] = {
        "error": {"fg": "red", "bold": True},
        "warning": {"fg": "yellow", "bold": True},
        "hint": {"fg": "cyan"},
        "place": {"bold": True},
    }
    return lambda words, style: click.style(words, **styles[style])


def reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "it is something else") if isinstance(error, OSError) else "it is not"
