"""Commands that bring foreign data in, one for each format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmpgen.cli.shared import (
    FAULTS,
    check_date,
    check_election_id,
    check_language,
    interface_words,
    paint,
    project_option,
    schemas_hint,
    stop_at_faults,
    typed,
)

if TYPE_CHECKING:
    from cmpgen.diagnostics import Diagnostic
    from cmpgen.files import Project

MISSING_OPTION = "missing-option"
"""The code of what the command line does not say and the tables do not either."""

WALKED = 100_000_000
"""Characters of tables that are walked through to show the lines of faults."""


def _unreadable(existing: Project, election: str) -> list[Diagnostic]:
    """Faults that hide what the election's files hold, so that nobody can tell what is there already."""
    from cmpgen import yamltree
    from cmpgen.layout import election_of

    found = [each for each in existing.diagnostics if election_of(each.where.path) == election]
    for path, text in existing.texts.items():
        if election_of(path) == election:
            tree, faults = yamltree.read(path, text)
            found += faults if tree is None else []
    return found


@click.group("import")
def import_() -> None:
    """Bring foreign data in as YAML.

    \b
    Example:
      cmpgen import tidy data/ --election demo-2027 --date 2027-05-06
    """


@import_.command()
@project_option
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--election", required=True, metavar="ID", help="The election's id.")
@click.option("--title", metavar="T", help="The election's title; default: its id.")
@click.option("--date", metavar="D", help="The day of the election, such as 2027-05-06.")
@click.option("--language", metavar="L", help="The election's language; default: that of the questions.")
@click.option("--no-position", multiple=True, metavar="VALUE", help="A value that is no position; may be repeated.")
def tidy(
    project: Path,
    source: Path,
    election: str,
    title: str | None,
    date: str | None,
    language: str | None,
    no_position: tuple[str, ...],
) -> None:
    """Import questions.csv, candidates.csv and answers.csv from DIR.

    Files that exist are never overwritten: where they differ, that is said.

    \b
    Example:
      cmpgen import tidy data/ --election demo-2027 --date 2027-05-06 --no-position dont_know
    """
    from cmpgen import checks, disk, files, report
    from cmpgen.importers.tidy import NAMES, import_tidy

    check_election_id(election)
    if date is not None:
        check_date(date)
    if language is not None:
        check_language(language)
    sources, found = files.read_sources(source, NAMES)
    existing = files.read_project(project)
    stop_at_faults(_unreadable(existing, election), existing.texts, "Nothing was written.")
    written, faults = import_tidy(
        sources,
        election,
        title=title,
        date=date,
        language=language,
        no_position=no_position,
        existing=existing.texts,
        catalogues=interface_words(project),
    )
    # A table that is there and cannot be read is not missing.
    unread = {each.where.path for each in found}
    found = [*found, *(each for each in faults if each.where.path not in unread and each.code != MISSING_OPTION)]
    colours = paint(sys.stderr)
    # To show the line of one fault takes a walk through the whole table: of many faults in a large one, not all do.
    framed = max(10, WALKED // max(1, *map(len, sources.values()))) if sources else 0
    click.echo(report.text(found[:framed], {**existing.texts, **sources}, colours), nl=False, err=True)
    click.echo(report.text(found[framed:], {}, colours), nl=False, err=True)
    is_faulty = any(checks.is_error(each) for each in found)
    if is_faulty:
        click.echo(report.summary(found, len(sources)), err=True)
    # That is no fault of the tables, and what is wrong with these has been told as well.
    missing = [report.message(each) for each in faults if each.code == MISSING_OPTION]
    if missing:
        raise click.UsageError("; ".join(missing) + ".")
    if is_faulty:
        click.echo("Nothing was written.", err=True)
        raise click.exceptions.Exit(FAULTS)
    disk.write_new(project, written)
    schemas_hint(project)
    click.echo(f"{len(written)} files were written. Next: {typed('check', project)}", err=True)
