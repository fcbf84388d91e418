"""Commands that give an election's data to other programs, one for each format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmpgen.cli.shared import Environment, compiled_project, election_named, project_option

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.group("export")
def export() -> None:
    """Write an election's data for other programs.

    \b
    Example:
      cmpgen export csv --election demo-2027 --output tables
    """


@export.command()
@project_option
@click.option("--election", required=True, metavar="ID", help="The election's id.")
@click.option("--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder of its own.")
def csv(project: Path, election: str, output: Path) -> None:
    """Write questions.csv, candidates.csv and answers.csv into DIR, all three or none.

    An older export in DIR is replaced; a folder that holds anything else is left alone.
    No spreadsheet computes what a candidate wrote: docs/export.md says how, and how to get every text back.

    \b
    Example:
      cmpgen export csv --election demo-2027 --output tables
    """
    from cmpgen.exporters.csv import export_csv

    compiled = election_named(*compiled_project(project), election)
    tables = export_csv(compiled.election, compiled.contests)
    _replace(output, project, tables)
    candidates = sum(len(each.candidates) for each in compiled.contests)
    click.echo(f"{candidates:,} candidates are in the tables of {output}.", err=True)


def _replace(output: Path, project: Path, texts: Mapping[str, str]) -> None:
    """Put these files where an older export was, or nothing; all of them or none. Raises `Environment`."""
    from cmpgen import publish

    try:
        target = publish.place(output, project)
        with publish.lock(target):
            _refuse_others(target, output, texts)
            staging = publish.stage(target)
            try:
                with publish.in_words(output):
                    for name, text in sorted(texts.items()):
                        publish.write(staging, name, text.encode())
                publish.publish(staging, target)
            except BaseException:
                publish.discard(staging)
                raise
    except publish.Refused as refused:
        raise Environment(str(refused).replace("write the site to", "write to")) from None


def _refuse_others(target: Path, output: Path, texts: Mapping[str, str]) -> None:
    """A site is ours too, and no export may take its place."""
    from cmpgen import marks, publish
    from cmpgen.layout import LEFT_BEHIND

    ours = {*texts, *LEFT_BEHIND, marks.MARKER, marks.MANIFEST}
    others = sorted(each.name for each in target.iterdir() if each.name not in ours) if target.is_dir() else []
    if others:
        raise publish.Refused(f"{output} holds {others[0]}, which is no table; name a folder of its own")
