"""Commands that make the site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cmpgen.cli.shared import FAULTS, Environment, cores, jobs_option, paint, progress, project_option


@click.command()
@project_option
@click.option("--output", type=click.Path(path_type=Path), default=None, metavar="DIR", help="Default: PROJECT/output.")
@click.option(
    "--election",
    "elections",
    multiple=True,
    metavar="ID",
    help="Build only this election, and leave the others as published; may be repeated.",
)
@jobs_option
@click.option("--timings", is_flag=True, help="Say where the time went.")
@click.option("--manifest", is_flag=True, help="Print the site's manifest.json: the SHA-256 of every file.")
def build(
    project: Path, output: Path | None, elections: tuple[str, ...], jobs: int | None, timings: bool, manifest: bool
) -> None:
    """Check the data, then compile the whole site; the old site stays until the new one is complete.

    The same files give the same bytes anywhere: whoever builds a published site's commit gets its manifest.

    \b
    Example:
      cmpgen build --output output
      cmpgen build --election demo-2027
      cmpgen build --manifest | diff - <(curl -s https://example.org/manifest.json)
    """
    # The look begins before the rest is loaded, which takes as long.
    from cmpgen.beginning import looking

    jobs = jobs or cores()
    output = output or project / "output"
    with looking(project, output, elections, jobs) as look:
        from cmpgen import checks, report, site
        from cmpgen.building import WrongOrder
        from cmpgen.marks import MANIFEST

        try:
            with progress("Building", "places") as tell:
                built = site.build(project, output, elections, jobs, tell, look)
        except WrongOrder as wrong:
            raise click.UsageError(str(wrong)) from None
        except site.Refused as refused:
            raise Environment(str(refused)) from None
    click.echo(report.text(built.diagnostics, built.texts, paint(sys.stderr)), nl=False, err=True)
    if any(checks.is_error(each) for each in built.diagnostics):
        click.echo(report.summary(built.diagnostics, len(built.texts)), err=True)
        if elections and any(each.code == "broken-link" for each in built.diagnostics):
            click.echo("With --election, of other elections only pages that were built before can be led to.", err=True)
        click.echo("Nothing was published; the last good site, if there is one, is as it was.", err=True)
        raise click.exceptions.Exit(FAULTS)
    for other, stands in built.others.items():
        told = "its pages are those of an earlier build" if stands else "it has no pages here yet"
        click.echo(f"{other} was not built: {told}.", err=True)
    click.echo(f"{built.pages} pages are in {output}.", err=True)
    if timings:
        for what, seconds in built.timings.items():
            click.echo(f"{seconds:8.2f} s  {what}", err=True)
        counts = built.counts
        click.echo(
            f"{counts.read:,} files read, {counts.rendered:,} pages rendered, {counts.written:,} files written",
            err=True,
        )
    if manifest:
        click.echo((output / MANIFEST).read_text(encoding="utf-8"), nl=False)


@click.command()
@project_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0: any free one."
)
def serve(project: Path, port: int) -> None:
    """Build the site, show it on this machine, and follow every change: the open page reloads by itself.

    Faults are shown in the browser, over the last good site. Nothing but this machine can reach it.

    \b
    Example:
      cmpgen serve --port 8000
    """
    from cmpgen import serve as room

    try:
        room.serve(project, port, lambda words: click.echo(words, err=True))
    except OSError as error:
        if error.filename is not None:
            raise
        raise Environment(f"port {port} cannot be used: {error.strerror}; name another with --port") from None
