"""Commands that compute: the quiz, and the opinion map."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cmpgen.cli.shared import (
    FAULTS,
    compiled_project,
    contest_named,
    election_named,
    known_word,
    paint,
    project_option,
    reason,
    stop_at_faults,
)


@click.command()
@project_option
@click.option("--election", required=True, metavar="ID", help="The election's id.")
@click.option("--constituency", required=True, metavar="ID", help="The constituency's id.")
@click.option(
    "--answers", required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help="JSON or YAML."
)
@click.option("--metric", metavar="M", help="Another metric than the election's.")
@click.option("--missing", metavar="RULE", help="Another missing-answer rule than the election's.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def match(
    project: Path,
    election: str,
    constituency: str,
    answers: Path,
    metric: str | None,
    missing: str | None,
    form: str,
) -> None:
    """Take the quiz on the command line: scores, ranks and ranges; with --format json each score taken apart too.

    FILE holds {"answers": {"free-buses": "agree"}, "weights": {"free-buses": 2}}; weights are optional:
    2 is important, 0 is left out.

    \b
    Example:
      cmpgen match --election demo-2027 --constituency north-bank --answers mine.json
    """
    import json

    from cmpgen import report
    from cmpgen.metrics import METRICS
    from cmpgen.missing import RULES
    from cmpgen.scores.match import as_json
    from cmpgen.scores.match import match as score
    from cmpgen.scores.points import tables
    from cmpgen.voter import read_voter

    metric = known_word(metric, METRICS, "--metric")
    missing = known_word(missing, RULES, "--missing")
    read, compiled, found = compiled_project(project)
    contest, points = contest_named(read, compiled, found, election, constituency)
    try:
        # The same bytes are the same text, wherever they come from.
        text = _read(answers).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{answers} cannot be read as text in UTF-8: {reason(error)}") from None
    voter, faults = read_voter(str(answers), text, contest)
    stop_at_faults(faults, {str(answers): text})
    # Those that are left are warnings.
    click.echo(report.text(faults, {str(answers): text}, paint(sys.stderr)), nl=False, err=True)
    method = contest.election.method
    if metric and metric != method.metric:
        points = tables(contest.election, metric)
    result = score(contest, points, voter, missing or method.missing, method.minimum_shared)
    if form == "json":
        click.echo(json.dumps(as_json(result), ensure_ascii=False))
    else:
        names = {each.id: each.name for each in contest.candidates}
        click.echo(report.ranking(result, names), nl=False)


def _read(answers: Path) -> bytes:
    """What is in the file, or piped in; nothing where standard input is closed, and never without end."""
    from cmpgen.disk import LARGEST

    if str(answers) == "-":
        raw = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
    else:
        with answers.open("rb") as file:
            raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise click.UsageError(f"{answers} is larger than {LARGEST // 1_000_000} MB.")
    return raw


def _check_map(project: Path, election: str) -> None:
    """Whether the committed map is what the answers give; if not, say where, and exit."""
    from cmpgen import report
    from cmpgen.diagnostics import diagnostic
    from cmpgen.layout import map_path
    from cmpgen.scores.mapfit import differences, fit

    read, compiled, found = compiled_project(project)
    named = election_named(read, compiled, found, election)
    fitted, written = fit(named.election, named.contests), named.election.opinion_map
    if written is None:
        if isinstance(fitted, str):
            click.echo(f"There is no map, and there is none to draw: {fitted}.", err=True)
            return
        raise click.UsageError(f"there is no {map_path(election)}; cmpgen map --election {election} writes it.")
    if isinstance(fitted, str):
        click.echo(f"No map can be drawn, and {map_path(election)} holds one: {fitted}.", err=True)
        raise click.exceptions.Exit(FAULTS)
    others = differences(written, fitted)
    if others:
        steps, ours, theirs = others[0]
        words = {"written": ours or "no number", "fitted": theirs or "none", "election": election}
        fault = diagnostic(written.tree.value(*steps), "map-not-fitted", **words, others=len(others) - 1)
        click.echo(report.text([fault], read.texts, paint(sys.stderr)), nl=False, err=True)
        raise click.exceptions.Exit(FAULTS)
    click.echo(f"{map_path(election)} is what the answers give.", err=True)


@click.command("map")
@project_option
@click.option("--election", required=True, metavar="ID", help="The election's id.")
@click.option(
    "--check", "checks_only", is_flag=True, help="Write nothing: compare map.yaml with what the answers give."
)
def map_(project: Path, election: str, checks_only: bool) -> None:
    """Fit the opinion map to all answers, and write its loadings into the election's map.yaml.

    Commit that file: a build only reads it. Run this again when the questions change, or when many answers have come.
    Nobody sees in the numbers whether somebody turned them round: --check does.

    \b
    Example:
      cmpgen map --election demo-2027
      cmpgen map --election demo-2027 --check
    """
    if checks_only:
        _check_map(project, election)
        return
    from cmpgen.disk import write_whole
    from cmpgen.layout import map_path
    from cmpgen.scores.mapfit import fit
    from cmpgen.scores.opinionmap import as_yaml, axes

    path = map_path(election)
    # Whatever is wrong with the old loadings, these are new ones.
    compiled = election_named(*compiled_project(project, without=path), election)
    fitted = fit(compiled.election, compiled.contests)
    if isinstance(fitted, str):
        click.echo(f"No map was drawn: {fitted}.", err=True)
        raise click.exceptions.Exit(FAULTS)
    write_whole(project / path, as_yaml(fitted))
    across, up = axes(compiled.election, fitted)
    click.echo(f"{fitted.candidates} candidates and {len(fitted.loadings)} questions are on the map.", err=True)
    click.echo(f"Its axes hold {across.percent} % and {up.percent} % of all differences between answers.", err=True)
    click.echo(f"Commit {path}, which is all that a build reads of it.", err=True)
